package app

import (
	"context"
	"fmt"
	"hash/fnv"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/project"
	"zhaoyin/internal/report"
	"zhaoyin/internal/stage"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// invented marks every word of the demo that nobody has reported.
const invented = "【演练数据】"

// builder builds the practice city month by month.
type builder struct {
	*App
	clock  *timeMachine
	months []calendar.Month
	sites  []*site
}

// site is a project of the demo as it is being built.
type site struct {
	project *project.Project
	plan    map[project.Stage]int // month index of each invented milestone
	total   unit.Wan              // invested so far
}

func (b *builder) build(ctx context.Context) error {
	if err := b.registerReported(ctx); err != nil {
		return err
	}
	plans, err := readInvented()
	if err != nil {
		return err
	}
	for i, month := range b.months {
		if err := b.month(ctx, i, month, plans); err != nil {
			return fmt.Errorf("%s: %w", month, err)
		}
	}
	return nil
}

// month lives through one month: opened on the 8th, milestones in its second half, statuses and closing at the start of the next.
func (b *builder) month(ctx context.Context, i int, month calendar.Month, plans []inventedRow) error {
	b.at(month.First().Add(7), 11)
	if _, err := b.Meeting.Open(as(ctx, access.Secretariat, ""), b.opening(month)); err != nil {
		return err
	}
	if err := b.registerInvented(ctx, i, plans); err != nil {
		return err
	}
	if err := b.milestones(ctx, i, month); err != nil {
		return err
	}
	current := i == len(b.months)-1
	if err := b.supports(ctx, i, month); err != nil {
		return err
	}
	if err := b.statuses(ctx, i, month, current); err != nil {
		return err
	}
	if current {
		return b.pending(ctx, month)
	}
	b.at(month.Next().First().Add(7), 10)
	if _, err := b.Meeting.Close(as(ctx, access.Secretariat, ""), month, 0, meeting.Closing{}); err != nil {
		return err
	}
	if i != len(b.months)-2 {
		return nil
	}
	if err := b.decide(ctx, month); err != nil {
		return err
	}
	_, err := b.Report.Make(as(ctx, access.Secretariat, ""), month, report.Order{})
	return err
}

func (b *builder) opening(month calendar.Month) meeting.Opening {
	return meeting.Opening{Month: month, HeldOn: month.Next().First().Add(9)}
}

// at sets the clock, never beyond the real present.
func (b *builder) at(day calendar.Date, hour int) {
	at := day.At(hour, 0)
	if now := b.clock.real(); at.After(now) {
		at = now
	}
	b.clock.set(at)
}

func as(ctx context.Context, role access.Role, region string) context.Context {
	name := string(role)
	if region != "" {
		name += "." + region
	}
	return access.With(ctx, access.Actor{ID: "demo:" + name, Name: name, Role: role, RegionID: region})
}

// registerReported registers the real projects with the facts that the press reported, and credits their milestones to their own months,
// which were before this system.
func (b *builder) registerReported(ctx context.Context) error {
	rows, err := readReported()
	if err != nil {
		return err
	}
	for _, row := range rows {
		s := &site{plan: map[project.Stage]int{}}
		err := b.DB.Write(asDemo(ctx), access.ProjectCreate, func(tx *store.Tx) error {
			var err error
			if s.project, err = b.Project.Enroll(tx, row.registration()); err != nil {
				return fmt.Errorf("row %s: %w", row.get("sourceId"), err)
			}
			return credit(tx, s.project, row.reached())
		})
		if err != nil {
			return err
		}
		s.project, err = b.Project.Get(asDemo(ctx), s.project.ID)
		if err != nil {
			return err
		}
		s.total = b.opened(s)
		b.sites = append(b.sites, s)
	}
	return nil
}

// credit verifies milestones of the past, each credited to the month of its own day.
func credit(tx *store.Tx, p *project.Project, reached []dated) error {
	for _, r := range reached {
		m, err := stage.Enter(tx, p, stage.Report{
			Kind: r.kind, OccurredOn: r.day, Note: r.note, Evidence: []project.Evidence{{Kind: project.OtherEvidence, Title: r.source}},
		})
		if err != nil {
			return err
		}
		if err := stage.Credit(tx, p, m, r.day.Month(), r.note); err != nil {
			return err
		}
	}
	return nil
}

// opened is what had been invested before the first status: everything of a project in production, by age of one under construction.
func (b *builder) opened(s *site) unit.Wan {
	p := s.project
	switch p.Stage {
	case project.Completed, project.Producing:
		return p.InvestmentWan
	case project.Started:
		return p.InvestmentWan * unit.Wan(60+chance(p.Name, 25)) / 100
	case project.Landed:
		return p.InvestmentWan / 20
	}
	return 0
}

// registerInvented registers the invented projects whose time has come, two months before they sign.
func (b *builder) registerInvented(ctx context.Context, i int, plans []inventedRow) error {
	for _, row := range plans {
		if max(0, row.plan[project.Signed]-2) != i {
			continue
		}
		s := &site{plan: row.plan}
		p, err := b.Project.Register(as(ctx, access.Clerk, row.region), row.registration())
		if err != nil {
			return fmt.Errorf("%s: %w", row.name, err)
		}
		err = b.DB.Write(asDemo(ctx), access.MilestoneVerify, func(tx *store.Tx) error {
			fresh, err := store.Get[project.Project](tx, p.ID)
			if err != nil {
				return err
			}
			return credit(tx, fresh, b.before(row))
		})
		if err != nil {
			return err
		}
		if s.project, err = b.Project.Get(asDemo(ctx), p.ID); err != nil {
			return err
		}
		s.total = b.opened(s)
		b.sites = append(b.sites, s)
	}
	return nil
}

// before are an invented project's milestones of the time before the first month.
func (b *builder) before(row inventedRow) []dated {
	var reached []dated
	for _, kind := range project.MilestoneKinds {
		if at, ok := row.plan[kind]; ok && at < 0 {
			day := b.months[0].Add(at).First().Add(9 + chance(row.name+string(kind), 15))
			reached = append(reached, dated{kind: kind, day: day, note: invented, source: invented})
		}
	}
	return reached
}

// milestones reports and verifies what the plan has for the month.
func (b *builder) milestones(ctx context.Context, i int, month calendar.Month) error {
	for _, s := range b.sites {
		for _, kind := range project.MilestoneKinds {
			if at, ok := s.plan[kind]; !ok || at != i {
				continue
			}
			if err := b.milestone(ctx, s, kind, month); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *builder) milestone(ctx context.Context, s *site, kind project.Stage, month calendar.Month) error {
	day := month.First().Add(8 + chance(s.project.Name+string(kind), 14))
	if kind == project.Landed {
		if err := b.review(ctx, s, day); err != nil {
			return fmt.Errorf("review of %s: %w", s.project.Name, err)
		}
	}
	b.at(day.Add(2), 10)
	if today := calendar.DateOf(b.clock.Now()); day.After(today) {
		day = today
	}
	evidence, err := b.evidence(ctx, s.project, kind, month)
	if err != nil {
		return err
	}
	m, err := b.Stage.Report(as(ctx, access.Clerk, s.project.RegionID), s.project.ID, stage.Report{Kind: kind, OccurredOn: day, Note: invented, Evidence: evidence})
	if err != nil {
		return err
	}
	verdict := stage.Verdict{Verdict: project.Verified}
	if _, err := b.Stage.Verify(as(ctx, access.Secretariat, ""), s.project.ID, m.ID, m.Version, verdict); err != nil {
		return err
	}
	s.project, err = b.Project.Get(asDemo(ctx), s.project.ID)
	return err
}

// pending leaves something to verify in the open month, and a review in its midst.
func (b *builder) pending(ctx context.Context, month calendar.Month) error {
	for _, s := range b.sites {
		if s.project.Stage != project.Signed || s.plan[project.Signed] == 0 {
			continue
		}
		_, err := b.Stage.Report(as(ctx, access.Clerk, s.project.RegionID), s.project.ID, stage.Report{
			Kind: project.Landed, OccurredOn: calendar.DateOf(b.clock.Now()), Note: invented,
			Evidence: []project.Evidence{{Kind: project.BusinessLicence, Title: invented, Number: "演练" + string(month)}},
		})
		if err != nil {
			return err
		}
		return b.underReview(ctx, s.project)
	}
	return nil
}

// chance is a number below n that depends on nothing but the key, so that the demo is the same each time.
func chance(key string, n int) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(key)) // a hash never fails
	return int(h.Sum32() % uint32(n))
}

func investor(name string) *enterprise.Registration { return &enterprise.Registration{Name: name} }
