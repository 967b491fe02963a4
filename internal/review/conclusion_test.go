package review_test

import (
	"context"
	"strings"
	"testing"

	"zhaoyin/internal/access"
	"zhaoyin/internal/patch"
	"zhaoyin/internal/project"
	"zhaoyin/internal/review"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// standing is what the gate of a stage is told of the project as it is stored.
func (w *world) standing(id string, to project.Stage) review.Stand {
	w.t.Helper()
	var s review.Stand
	w.read(leader, access.StageRead, func(tx *store.Tx) error {
		p, err := store.Get[project.Project](tx, id)
		if err != nil {
			return err
		}
		s, err = review.Standing(tx, p, to)
		return err
	})
	return s
}

// conditional is a case with a condition of ndrc before the start and one of the meeting before production.
func (w *world) conditional() *review.Case {
	w.t.Helper()
	c := w.departments("有条件通过的项目")
	_, err := w.reviews.Opine(ndrc, c.ID, "filing", 0, review.Statement{
		Opinion: review.AgreeIf, Conditions: []review.Demand{{Text: "完成节能审查", DueOn: "2022-06-30", BlocksStage: project.Started}},
	})
	must(w.t, err)
	w.agree(c.ID, "industry", "land", "environment", "safety", "finance")
	return w.conclude(c.ID, review.Ruling{Conclusion: review.PassedIf, Conditions: []review.Demand{
		{Text: "落实税收承诺", OwnerDepartmentID: "eit", BlocksStage: project.Producing},
	}})
}

func TestConclusions(t *testing.T) {
	w := newWorld(t)
	ready := w.ready("待结论")
	for _, tt := range []struct {
		in   review.Ruling
		code string
	}{
		{review.Ruling{Conclusion: review.PassedIf, MeetingNumber: "3"}, "review.conditions"},
		{review.Ruling{Conclusion: review.Passed, MeetingNumber: "3", Conditions: []review.Demand{{Text: "x"}}}, "review.idleConditions"},
		{review.Ruling{Conclusion: review.Postponed, MeetingNumber: "3"}, ""},
		{review.Ruling{Conclusion: review.Passed, MeetingNumber: "3"}, "review.over"},
	} {
		wantFault(t, second(w.reviews.Conclude(secretariat, ready.ID, 0, tt.in)), tt.code)
	}
	wantFault(t, second(w.reviews.Conclude(lead, ready.ID, 0, review.Ruling{})), "access.forbidden")
	if s := w.standing(ready.ProjectID, project.Landed); !s.Needed || s.Passed {
		t.Errorf("postponed: got %+v", s)
	}
	against := w.departments("有部门不同意")
	must(t, second(w.reviews.Opine(eco, against.ID, "environment", 0, review.Statement{Opinion: review.Disagree, Note: "排放总量不足"})))
	w.agree(against.ID, "industry", "filing", "land", "safety", "finance")
	wantFault(t, second(w.reviews.Conclude(secretariat, against.ID, 0, review.Ruling{Conclusion: review.Passed, MeetingNumber: "3"})), "review.setAside")
	failed := w.conclude(against.ID, review.Ruling{Conclusion: review.Failed})
	if failed.State != review.Concluded || len(failed.Conditions) != 0 {
		t.Errorf("got %+v", failed)
	}
}

func TestConditionsBlockTheirStage(t *testing.T) {
	w := newWorld(t)
	c := w.conditional()
	if len(c.Conditions) != 2 || c.Conditions[0].StepKey != "filing" || c.Conditions[0].OwnerDepartmentID != "ndrc" || c.Conditions[1].DueOn != "2022-05-11" {
		t.Fatalf("got %+v", c.Conditions)
	}
	for to, want := range map[project.Stage]int{project.Landed: 0, project.Started: 1, project.Completed: 1, project.Producing: 2} {
		if s := w.standing(c.ProjectID, to); len(s.OpenConditions) != want || !s.Passed || s.Needed != (to == project.Landed) {
			t.Errorf("%s: got %+v, want %d conditions", to, s, want)
		}
	}
	energy, tax := c.Conditions[0].ID, c.Conditions[1].ID
	done := review.Fulfilment{Note: "节能审查意见已取得"}
	wantFault(t, second(w.reviews.Fulfil(lead, c.ID, energy, 0, review.Fulfilment{})), "review.nothing")
	wantFault(t, second(w.reviews.Fulfil(eco, c.ID, energy, 0, done)), "review.notYourCondition")
	wantFault(t, second(w.reviews.Fulfil(secretariat, c.ID, energy, 0, done)), "review.notYourCondition")
	wantFault(t, second(w.reviews.Fulfil(lanxiLead, c.ID, energy, 0, done)), "missing")
	wantFault(t, second(w.reviews.Fulfil(lead, c.ID, "nothing", 0, done)), "missing")
	wantFault(t, second(w.reviews.Verify(ndrc, c.ID, energy, 0, review.Check{Verdict: review.Verified})), "review.unreported")
	reported, err := w.reviews.Fulfil(clerk, c.ID, energy, 0, done)
	must(t, err)
	if o := reported.Conditions[0]; o.State != review.Unmet || !o.Reported || o.ReportedBy != "clerk."+wuyi {
		t.Errorf("got %+v", o)
	}
	if s := w.standing(c.ProjectID, project.Started); len(s.OpenConditions) != 1 {
		t.Errorf("what is only reported blocks still: got %+v", s)
	}
	wantFault(t, second(w.reviews.Fulfil(clerk, c.ID, energy, 0, done)), "review.reported")
	wantFault(t, second(w.reviews.Verify(eit, c.ID, energy, 0, review.Check{Verdict: review.Verified})), "review.notYourCondition")
	wantFault(t, second(w.reviews.Verify(ndrc, c.ID, energy, 0, review.Check{Verdict: review.Rejected})), "review.checkNote")
	wantFault(t, second(w.reviews.Verify(ndrc, c.ID, energy, 0, review.Check{Verdict: review.Verified})), "review.onWhat")
	must(t, second(w.reviews.Verify(ndrc, c.ID, energy, 0, review.Check{Verdict: review.Rejected, Note: "未盖章"})))
	must(t, second(w.reviews.Fulfil(clerk, c.ID, energy, 0, done)))
	checked, err := w.reviews.Verify(ndrc, c.ID, energy, 0, review.Check{Verdict: review.Verified, Note: "属实"})
	must(t, err)
	if o := checked.Conditions[0]; o.State != review.Fulfilled || o.CheckedBy != "department.ndrc" || o.Evidence != done.Note {
		t.Errorf("got %+v", o)
	}
	wantFault(t, second(w.reviews.Fulfil(ndrc, c.ID, energy, 0, done)), "review.fulfilled")
	own, err := w.reviews.Fulfil(eit, c.ID, tax, 0, review.Fulfilment{Note: "协议已签"})
	must(t, err)
	if o := own.Conditions[1]; o.State != review.Fulfilled || o.Reported {
		t.Errorf("the owner's own word settles it: got %+v", o)
	}
	if s := w.standing(c.ProjectID, project.Producing); len(s.OpenConditions) != 0 {
		t.Errorf("got %+v", s)
	}
}

func TestReviewAgain(t *testing.T) {
	w := newWorld(t)
	c := w.conclude(w.ready("增资的项目").ID, review.Ruling{Conclusion: review.Passed})
	amend := func(in project.Amendment) {
		t.Helper()
		p, err := w.projects.Get(clerk, c.ProjectID)
		must(t, err)
		must(t, third(w.projects.Amend(clerk, p.ID, p.Version, in)))
	}
	amend(project.Amendment{InvestmentWan: patch.Of(unit.Wan(180000))})
	if w.get(c.ID).ReviewAgain || w.standing(c.ProjectID, project.Landed).Outdated {
		t.Error("20 % is within the share")
	}
	amend(project.Amendment{InvestmentWan: patch.Of(unit.Wan(180001))})
	if s := w.standing(c.ProjectID, project.Started); !w.get(c.ID).ReviewAgain || !s.Outdated || w.standing(c.ProjectID, project.Signed).Outdated {
		t.Errorf("got %+v", s)
	}
	d, err := w.reviews.Difference(ndrc, c.ID)
	must(t, err)
	if !d.ReviewAgain || d.ProjectVersion != 1 || d.CurrentVersion != 3 {
		t.Errorf("got %+v", d)
	}
	changed := map[string]review.Field{}
	for _, f := range d.Fields {
		if f.Changed {
			changed[f.Field] = f
		}
	}
	if f := changed["investmentWan"]; len(changed) != 1 || f.Before != "150000" || f.Now != "180001" || !f.Beyond || f.ChangePercent.String() != "20" {
		t.Errorf("got %+v", changed)
	}
	if got := w.kinds(clerk); got != "reviewAgain" {
		t.Errorf("waiting: got %q", got)
	}
	again, err := w.reviews.Open(clerk, c.ProjectID, review.Opening{})
	must(t, err)
	if again.Judged.InvestmentWan != 180001 || strings.Contains(w.kinds(clerk), "reviewAgain") {
		t.Errorf("got %+v, %s", again.Judged, w.kinds(clerk))
	}
	w.agree(again.ID, append([]string{"county", "acceptance"}, parallel...)...)
	w.conclude(again.ID, review.Ruling{Conclusion: review.Passed})
	former := w.get(c.ID)
	if former.SuccessorID != again.ID || former.ReviewAgain || w.standing(c.ProjectID, project.Started).Outdated {
		t.Errorf("got %+v", former)
	}
	area := unit.WholeMu(361)
	amend(project.Amendment{LandMu: patch.Of(area)})
	if !w.get(again.ID).ReviewAgain {
		t.Error("land beyond the share needs another review")
	}
}

func third[T any](_ T, err error) error { return err }

func TestNoReviewIsNeededBelowTheTrigger(t *testing.T) {
	w := newWorld(t)
	p := w.register(clerk, "门槛")
	if s := w.standing(p.ID, project.Landed); !s.Needed || s.Passed {
		t.Errorf("got %+v", s)
	}
	if s := w.standing(p.ID, project.Started); s.Needed || !s.Passed {
		t.Errorf("asked before its own stage alone: got %+v", s)
	}
	small := *p
	small.InvestmentWan, small.LandMu = 99_999, nil
	w.read(leader, access.StageRead, func(tx *store.Tx) error {
		s, err := review.Standing(tx, &small, project.Landed)
		if s.Needed || !s.Passed {
			t.Errorf("small: got %+v", s)
		}
		return err
	})
}

// kinds are the kinds of work that wait for somebody.
func (w *world) kinds(who context.Context) string {
	w.t.Helper()
	var kinds []string
	actor := access.From(who)
	w.read(who, access.TodoRead, func(tx *store.Tx) error {
		items, err := review.Waiting(tx)
		for _, i := range items {
			if i.Concerns(actor) {
				kinds = append(kinds, string(i.Kind))
			}
		}
		return err
	})
	return strings.Join(kinds, " ")
}
