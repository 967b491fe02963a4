package app

import (
	"context"
	"fmt"
	"hash/fnv"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/project"
	"zhaoyin/internal/report"
	"zhaoyin/internal/stage"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// invented marks every word of the demo that nobody has reported.
const invented = "【演练数据】"

// builder builds the practice city month by month. It counts months from the first of those that the real projects live through: the ones of last year
// before it are negative.
type builder struct {
	*App
	clock  *timeMachine
	months []calendar.Month
	first  int // index of month 0
	sites  []*site
}

// thisMonth is the open one, lastMonth the last that is closed.
const (
	thisMonth = livedMonths - 1
	lastMonth = thisMonth - 1
)

// site is a project of the demo as it is being built.
type site struct {
	project    *project.Project
	plan       map[project.Stage]int // month of each invented milestone; nil of a real project
	trouble    trouble
	later      []dated  // of a real project: what the press told of the time after it was registered
	total      unit.Wan // invested so far
	registered int
}

func (s *site) invented() bool { return s.plan != nil }

func (b *builder) build(ctx context.Context) error {
	plans, err := readInvented()
	if err != nil {
		return err
	}
	for i, month := range b.months {
		if err := b.month(ctx, i-b.first, month, plans); err != nil {
			return fmt.Errorf("%s: %w", month, err)
		}
	}
	return nil
}

// month lives through one month: opened when the one before it has closed, milestones in its second half, statuses and closing in the first working days of
// the next.
func (b *builder) month(ctx context.Context, i int, month calendar.Month, plans []inventedRow) error {
	b.at(office(month, closes), 11)
	if err := b.open(ctx, month); err != nil {
		return err
	}
	if err := b.register(ctx, i, month, plans); err != nil {
		return err
	}
	if err := b.milestones(ctx, i, month); err != nil {
		return err
	}
	if err := b.supports(ctx, i, month); err != nil {
		return err
	}
	if err := b.statuses(ctx, i, month); err != nil {
		return err
	}
	if i == thisMonth {
		return b.pending(ctx, month)
	}
	return b.close(ctx, i, month)
}

// open opens a month and has its papers say what they are.
func (b *builder) open(ctx context.Context, month calendar.Month) error {
	secretariat := as(ctx, access.Secretariat, "")
	if _, err := b.Meeting.Open(secretariat, b.opening(month)); err != nil {
		return err
	}
	words := invented + "本材料为演练数据：真实项目只取公开报道的名称和事实，各月进展、投资额、排名、要素保障和议定事项均为虚构，不代表任何企业和县（市、区）的实际情况。"
	_, err := b.Meeting.Word(secretariat, month, "notice", nil, meeting.Wording{Text: &words})
	return err
}

func (b *builder) register(ctx context.Context, i int, month calendar.Month, plans []inventedRow) error {
	if i == 0 {
		if err := b.registerReported(ctx, month); err != nil {
			return err
		}
	}
	return b.registerInvented(ctx, i, plans)
}

func (b *builder) close(ctx context.Context, i int, month calendar.Month) error {
	secretariat := as(ctx, access.Secretariat, "")
	b.at(office(month.Next(), closes), 10)
	if _, err := b.Meeting.Close(secretariat, month, 0, meeting.Closing{}); err != nil || i != lastMonth {
		return err
	}
	if err := b.decide(ctx, month); err != nil {
		return err
	}
	_, err := b.Report.Make(secretariat, month, report.Order{})
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

// settle reads a site's project again and begins to count what is invested.
func (b *builder) settle(ctx context.Context, s *site) error {
	var err error
	if s.project, err = b.Project.Get(asDemo(ctx), s.project.ID); err != nil {
		return err
	}
	s.total = b.opened(s)
	b.sites = append(b.sites, s)
	return nil
}

// credit verifies milestones of the past.
func (b *builder) credit(tx *store.Tx, p *project.Project, reached []dated, open calendar.Month) error {
	for _, r := range reached {
		m, err := stage.Enter(tx, p, stage.Report{Kind: r.kind, OccurredOn: r.day, Note: r.note, Evidence: r.evidence})
		if err != nil {
			return err
		}
		month := r.day.Month()
		if !month.Before(b.months[0]) {
			month = open
		}
		if err := stage.Credit(tx, p, m, month, r.note); err != nil {
			return err
		}
	}
	return nil
}

// registerInvented registers the invented projects whose time has come, two months before they sign.
func (b *builder) registerInvented(ctx context.Context, i int, plans []inventedRow) error {
	for _, row := range plans {
		if max(-b.first, row.plan[project.Signed]-2) != i {
			continue
		}
		p, err := b.Project.Register(as(ctx, access.Clerk, row.region), row.registration())
		if err != nil {
			return fmt.Errorf("%s: %w", row.name, err)
		}
		err = b.DB.Write(asDemo(ctx), access.MilestoneVerify, func(tx *store.Tx) error {
			fresh, err := store.Get[project.Project](tx, p.ID)
			if err != nil {
				return err
			}
			return b.credit(tx, fresh, b.before(row), "")
		})
		if err != nil {
			return err
		}
		if err := b.settle(ctx, &site{project: p, plan: row.plan, trouble: row.trouble, registered: i}); err != nil {
			return err
		}
	}
	return nil
}

// before are an invented project's milestones of the time before the first month.
func (b *builder) before(row inventedRow) []dated {
	var reached []dated
	for _, kind := range project.MilestoneKinds {
		if at, ok := row.plan[kind]; ok && at < -b.first {
			day := b.months[0].Add(at + b.first).First().Add(9 + chance(row.name+string(kind), 15))
			reached = append(reached, dated{kind: kind, day: day, note: invented, evidence: []project.Evidence{{Kind: project.OtherEvidence, Title: invented}}})
		}
	}
	return reached
}

// milestones reports and verifies what the press and the plan have for the month.
func (b *builder) milestones(ctx context.Context, i int, month calendar.Month) error {
	for _, s := range b.sites {
		if err := b.tell(ctx, s, month); err != nil {
			return fmt.Errorf("%s: %w", s.project.Name, err)
		}
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
	day := workday(month.First().Add(13 + chance(s.project.Name+string(kind), 9)))
	if kind == project.Landed {
		if err := b.review(ctx, s, day); err != nil {
			return fmt.Errorf("review of %s: %w", s.project.Name, err)
		}
	}
	b.at(calendar.Workdays{}.AddWorkdays(day, 2), 10)
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

// pending leaves something to verify in the open month, and a review in its midst; the first signed projects wait for their land.
func (b *builder) pending(ctx context.Context, month calendar.Month) error {
	signed := b.signed()
	if len(signed) <= landAsked {
		return nil
	}
	p := signed[landAsked].project
	_, err := b.Stage.Report(as(ctx, access.Clerk, p.RegionID), p.ID, stage.Report{
		Kind: project.Landed, OccurredOn: calendar.DateOf(b.clock.Now()), Note: invented,
		Evidence: []project.Evidence{{Kind: project.BusinessLicence, Title: invented, Number: invented + string(month)}},
	})
	if err != nil {
		return err
	}
	return b.underReview(ctx, p)
}

// signed are the invented projects that have signed and not landed.
func (b *builder) signed() []*site {
	var found []*site
	for _, s := range b.sites {
		if s.invented() && s.project.Stage == project.Signed {
			found = append(found, s)
		}
	}
	return found
}

// troubled is the invented project that reports a problem of a kind in the last closed month.
func (b *builder) troubled(kind string) (*site, error) {
	for _, s := range b.sites {
		if s.trouble.kind == kind && s.trouble.lasts(lastMonth) {
			return s, nil
		}
	}
	return nil, fmt.Errorf("no invented project has a problem of the kind %q", kind)
}

// The working days of a month on which the month before is handed in, is handed in late, and closes; it is due on the third.
const (
	handedIn = 2
	tooLate  = 4
	closes   = 5
)

// office is the n-th working day of a month.
func office(month calendar.Month, n int) calendar.Date {
	return calendar.Workdays{}.AddWorkdays(month.Prev().Last(), n)
}

// workday is the day itself or the next that is worked: offices neither open nor decide anything on a holiday.
func workday(day calendar.Date) calendar.Date {
	if (calendar.Workdays{}).IsWorkday(day) {
		return day
	}
	return calendar.Workdays{}.AddWorkdays(day, 1)
}

// chance is a number below n that depends on nothing but the key, so that the demo is the same each time.
func chance(key string, n int) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(key)) // a hash never fails
	return int(h.Sum32() % uint32(n))
}
