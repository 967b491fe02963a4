package meeting_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/monthly"
	"zhaoyin/internal/patch"
	"zhaoyin/internal/project"
	"zhaoyin/internal/stage"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// life is a random run of everything that moves a figure.
type life struct {
	*world
	random   *rand.Rand
	month    calendar.Month // the latest one, open or just closed
	projects []*project.Project
}

var errNotNow = errors.New("the dice say no")

// often are the steps that the others wait for.
var often = []string{"milestone", "milestone", "milestone", "open", "open", "submit", "submit", "accept", "accept", "acceptLater", "acceptLater", "resume", "resume"}

// steps is the table of what may happen. A step that does not fit where things stand is refused, which is an outcome like any other.
var steps = map[string]func(*life, *project.Project) error{
	"register": func(l *life, _ *project.Project) error {
		if len(l.projects) > 6 {
			return errNotNow
		}
		l.grow()
		return nil
	},
	"milestone": func(l *life, p *project.Project) error {
		next := project.MilestoneKinds[max(0, min(4, p.Stage.Rank()-1))]
		in := stage.Report{Kind: next, OccurredOn: "2022-03-10", Evidence: []project.Evidence{{Kind: project.Agreement, Number: "1"}}}
		m, err := l.stages.Report(secretariat, p.ID, in)
		if err != nil {
			return err
		}
		return l.verify(m)
	},
	"regress": func(l *life, p *project.Project) error {
		_, err := l.stages.Regress(secretariat, p.ID, p.Version, stage.Regression{To: project.Signed, Reason: "退回"})
		return err
	},
	"invest": func(l *life, p *project.Project) error {
		_, err := l.world.projects.Amend(secretariat, p.ID, p.Version, investment(int64(90000+l.random.IntN(12)*100000)))
		return err
	},
	"industry": func(l *life, p *project.Project) error {
		code := []string{"C3841", "C3670", "C2710"}[l.random.IntN(3)]
		_, err := l.world.projects.Amend(secretariat, p.ID, p.Version, project.Amendment{Industry: patch.Of(code), Confirmed: patch.Of(true)})
		return err
	},
	"archive": func(l *life, p *project.Project) error {
		if l.random.IntN(8) > 0 {
			return errNotNow
		}
		_, err := l.world.projects.Archive(secretariat, p.ID, p.Version, "重复登记")
		if err == nil {
			l.grow()
		}
		return err
	},
	"pause": func(l *life, p *project.Project) error {
		_, err := l.stages.Pause(secretariat, p.ID, p.Version, stage.Change{Reason: "暂停"})
		return err
	},
	"terminate": func(l *life, p *project.Project) error {
		_, err := l.stages.Terminate(secretariat, p.ID, p.Version, stage.Change{Reason: "终止"})
		return err
	},
	"resume": func(l *life, p *project.Project) error {
		_, err := l.stages.Resume(secretariat, p.ID, p.Version, stage.Resumption{Reason: "恢复"})
		return err
	},
	"submit": func(l *life, p *project.Project) error {
		seen := monthly.AnyVersion
		draft := monthly.Draft{Progress: "主体结构施工", NextPlan: "设备进场", InvestedThisMonthWan: amount(unit.Wan(l.random.IntN(900))), Confirmed: true}
		if _, err := l.months.Save(actor(access.Clerk, p.RegionID), p.ID, l.month, &seen, draft); err != nil {
			return err
		}
		_, err := l.months.Submit(actor(access.Lead, p.RegionID), p.ID, l.month, nil, monthly.Submission{})
		return err
	},
	"accept": func(l *life, p *project.Project) error {
		_, err := l.months.Accept(secretariat, p.ID, l.month, 0)
		return err
	},
	"acceptLater": func(l *life, p *project.Project) error {
		err := errNotNow
		for m := march; m.Before(l.month) && err != nil; m = m.Next() {
			_, err = l.months.Accept(secretariat, p.ID, m, 0)
		}
		return err
	},
	"return": func(l *life, p *project.Project) error {
		_, err := l.months.Return(secretariat, p.ID, l.month, 0, monthly.Return{Reason: "请补充"})
		return err
	},
	"close": func(l *life, _ *project.Project) error {
		if l.random.IntN(10) > 0 {
			return errNotNow
		}
		_, err := l.meetings.Close(secretariat, l.month, 0, meeting.Closing{})
		return err
	},
	"open": func(l *life, _ *project.Project) error {
		if l.random.IntN(2) == 0 {
			_, err := l.meetings.Reopen(secretariat, l.month, 0, meeting.Reopening{Reason: "补录"})
			return err
		}
		l.clock.Advance(14 * 24 * time.Hour) // a month is opened at most one ahead
		_, err := l.meetings.Open(secretariat, meeting.Opening{Month: l.month.Next()})
		if err == nil {
			l.month = l.month.Next()
		}
		return err
	},
}

func (l *life) grow() {
	region := []string{wuyi, lanxi}[len(l.projects)%2]
	p := l.register(region, fmt.Sprintf("项目%d", len(l.projects)), unit.Wan(100000+l.random.IntN(10)*100000))
	l.projects = append(l.projects, p)
}

// TestRollupsAreAlwaysWhatTheirRowsAddUpTo runs random lives; after every step the kept figures must equal a recount.
func TestRollupsAreAlwaysWhatTheirRowsAddUpTo(t *testing.T) {
	names := slices.Clone(often)
	for name := range steps {
		names = append(names, name)
	}
	done := map[string]int{}
	for seed := range uint64(3) {
		l := &life{world: newWorld(t), random: rand.New(rand.NewPCG(seed, 2022)), month: march}
		l.grow()
		l.grow()
		slices.Sort(names)
		for range 600 {
			name := names[l.random.IntN(len(names))]
			p := l.now(l.projects[l.random.IntN(len(l.projects))])
			if err := steps[name](l, p); err == nil {
				done[name]++
			} else if !refused(err) {
				t.Fatalf("seed %d, %s: %v", seed, name, err)
			}
			if l.agree(); t.Failed() {
				t.Fatalf("seed %d: after %s of %s (%s, %s)", seed, name, p.Name, p.Stage, p.Condition)
			}
		}
	}
	for name := range steps {
		if done[name] < 3 {
			t.Errorf("%s was done %d times; the lives say nothing of it", name, done[name])
		}
	}
	t.Logf("done: %v", done)
}

func refused(err error) bool {
	switch fault.KindOf(err) {
	case fault.Conflict, fault.Invalid, fault.Missing:
		return true
	}
	return errors.Is(err, store.ErrStale) || errors.Is(err, errNotNow)
}
