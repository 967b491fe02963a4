package review_test

import (
	"context"
	"strings"
	"testing"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/page"
	"zhaoyin/internal/review"
)

func TestStepsRunInOrderAndInParallel(t *testing.T) {
	w := newWorld(t)
	c := w.open("光伏组件")
	if c.State != review.Open || c.Template != "default" || c.TemplateNumber != 1 || c.ProjectVersion != 1 || len(c.Steps) != 9 || c.Judged.InvestmentWan != 150000 {
		t.Fatalf("got %+v", c)
	}
	if got := step(t, c, "county"); got.State != review.Running || got.DueOn != "2022-04-15" || got.DepartmentID != "" {
		t.Errorf("county: got %+v", got)
	}
	_, err := w.reviews.Opine(secretariat, c.ID, "acceptance", 0, review.Statement{Opinion: review.Agree})
	wantFault(t, err, "review.stepState")
	w.day("2022-04-14")
	c = w.agree(c.ID, "county")
	if got := step(t, c, "acceptance"); got.State != review.Running || got.DueOn != "2022-04-15" {
		t.Errorf("acceptance: got %+v", got)
	}
	w.day("2022-04-15")
	c = w.agree(c.ID, "acceptance")
	for _, key := range parallel {
		want := "2022-04-22"
		if key == "finance" {
			want = "2022-04-25" // seven working days, over a worked Sunday
		}
		if got := step(t, c, key); got.State != review.Running || string(got.DueOn) != want {
			t.Errorf("%s: got %s due %s", key, got.State, got.DueOn)
		}
	}
	c = w.agree(c.ID, "finance", "land", "industry", "safety", "environment")
	if got := step(t, c, "conclusion"); got.State != review.Pending {
		t.Errorf("with a step open the conclusion is %s", got.State)
	}
	_, err = w.reviews.Conclude(secretariat, c.ID, 0, review.Ruling{Conclusion: review.Passed, MeetingNumber: "3"})
	wantFault(t, err, "review.undone")
	c = w.agree(c.ID, "filing")
	if got := step(t, c, "conclusion"); got.State != review.Running || got.DueOn != "2022-04-22" {
		t.Errorf("conclusion: got %+v", got)
	}
	_, err = w.reviews.Opine(secretariat, c.ID, "conclusion", 0, review.Statement{Opinion: review.Agree})
	wantFault(t, err, "review.concludes")
	c = w.conclude(c.ID, review.Ruling{Conclusion: review.Passed})
	if c.State != review.Concluded || c.ConcludedOn != "2022-04-15" || step(t, c, "conclusion").By != "secretariat." {
		t.Errorf("got %+v", c)
	}
	_, err = w.reviews.Withdraw(lead, c.ID, 0, review.Withdrawal{Reason: "x"})
	wantFault(t, err, "review.over")
}

// TestOnlyItsOwnOffice tries every step as everybody; whoever is refused leaves the case as it was.
func TestOnlyItsOwnOffice(t *testing.T) {
	w := newWorld(t)
	c := w.departments("储能电池")
	strangers := map[string]context.Context{
		"industry": ndrc, "filing": eit, "land": eco, "environment": landOfficer, "safety": fundOfficer, "finance": secretariat, "county": lead,
	}
	for key, who := range strangers {
		code := "review.notYourStep"
		if key == "county" {
			code = "review.stepState" // its own, and done
		}
		for name, err := range map[string]error{
			"opinion": second(w.reviews.Opine(who, c.ID, key, 0, review.Statement{Opinion: review.Agree})),
			"recusal": second(w.reviews.Recuse(who, c.ID, key, 0, review.Recusal{Reason: "x"})),
		} {
			t.Run(key+" "+name, func(t *testing.T) { wantFault(t, err, code) })
		}
	}
	wantFault(t, second(w.reviews.Ask(ndrc, c.ID, 0, review.Question{Step: "industry", Note: "x"})), "review.notYourStep")
	wantFault(t, second(w.reviews.Assign(ndrc, c.ID, "industry", 0, review.Reviewers{A: "x"})), "review.notYourStep")
	wantFault(t, second(w.reviews.Opine(landOffice, c.ID, "land", 0, review.Statement{Opinion: review.Agree})), "access.forbidden")
	wantFault(t, second(w.reviews.Opine(clerk, c.ID, "county", 0, review.Statement{Opinion: review.Agree})), "access.forbidden")
	wantFault(t, second(w.reviews.Opine(lanxiLead, c.ID, "county", 0, review.Statement{Opinion: review.Agree})), "missing")
	wantFault(t, second(w.reviews.Opine(ndrc, c.ID, "nowhere", 0, review.Statement{Opinion: review.Agree})), "missing")
	if now := w.get(c.ID); now.Version != c.Version || states(now) != states(c) {
		t.Errorf("version %d, %s; want %d, %s", now.Version, states(now), c.Version, states(c))
	}
}

func second(_ *review.Case, err error) error { return err }

func TestOpinionsNeedTheirReasons(t *testing.T) {
	w := newWorld(t)
	c := w.departments("机器人")
	for _, tt := range []struct {
		in   review.Statement
		code string
	}{
		{review.Statement{Opinion: review.Disagree}, "review.note"},
		{review.Statement{Opinion: review.NeedsSupplement}, "review.note"},
		{review.Statement{Opinion: review.AgreeIf}, "review.conditions"},
		{review.Statement{Opinion: review.Agree, Conditions: []review.Demand{{Text: "x"}}}, "review.idleConditions"},
		{review.Statement{Opinion: review.AgreeIf, Conditions: []review.Demand{{Text: "x", OwnerDepartmentID: "nobody"}}}, "noSuch"},
		{review.Statement{Opinion: review.AgreeIf, Conditions: []review.Demand{{Text: "x", DueOn: "2022-04-11"}}}, "review.duePast"},
		{review.Statement{Opinion: review.AgreeIf, Conditions: []review.Demand{{Text: "x", BlocksStage: "lead"}}}, "review.reached"},
		{review.Statement{Opinion: review.AgreeIf, Conditions: []review.Demand{{Text: "完成能评", BlocksStage: "started"}}}, ""},
		{review.Statement{Opinion: review.Agree}, "review.stepState"},
	} {
		_, err := w.reviews.Opine(ndrc, c.ID, "filing", 0, tt.in)
		wantFault(t, err, tt.code)
	}
	got := step(t, w.get(c.ID), "filing")
	if len(got.Demands) != 1 || got.Demands[0].OwnerDepartmentID != "ndrc" || got.Opinion != review.AgreeIf || got.By != "department.ndrc" || got.At == nil {
		t.Errorf("got %+v", got)
	}
}

// TestTwoDepartmentsAtOnce has every parallel department opine at the same time: every opinion is kept, and the conclusion opens once.
func TestTwoDepartmentsAtOnce(t *testing.T) {
	w := newWorld(t)
	for range 5 {
		c := w.departments("同时办理" + w.clock.Now().Format("04"))
		errs := make(chan error, len(parallel))
		for _, key := range parallel {
			go func() {
				_, err := w.reviews.Opine(offices[key], c.ID, key, 0, review.Statement{Opinion: review.Agree, Note: key})
				errs <- err
			}()
		}
		for range parallel {
			must(t, <-errs)
		}
		now := w.get(c.ID)
		for _, key := range parallel {
			if got := step(t, now, key); got.State != review.Done || got.Opinion != review.Agree || got.Note != key {
				t.Errorf("%s: got %+v", key, got)
			}
		}
		if got := step(t, now, "conclusion"); got.State != review.Running || now.Version != c.Version+int64(len(parallel)) {
			t.Errorf("conclusion %s at version %d, want open at %d", got.State, now.Version, c.Version+int64(len(parallel)))
		}
		w.clock.Advance(60e9)
	}
	// of those who send the version that they saw, one wins
	c := w.departments("同一版本")
	errs := make(chan error, len(parallel))
	for _, key := range parallel {
		go func() {
			errs <- second(w.reviews.Opine(offices[key], c.ID, key, c.Version, review.Statement{Opinion: review.Agree}))
		}()
	}
	won := 0
	for range parallel {
		if err := <-errs; err == nil {
			won++
		} else {
			wantFault(t, err, "stale")
		}
	}
	if won != 1 {
		t.Errorf("%d won, want 1", won)
	}
}

func TestReviewersAndRecusal(t *testing.T) {
	w := newWorld(t)
	w.hire("zhang", access.Department, "ndrc")
	w.hire("li", access.Department, "ndrc")
	w.hire("wang", access.Department, "ndrc")
	w.hire("other", access.Department, "eco")
	zhang, li, wang := named("zhang", access.Department, "", "ndrc"), named("li", access.Department, "", "ndrc"), named("wang", access.Department, "", "ndrc")
	c := w.departments("半导体")
	for _, tt := range []struct {
		in   review.Reviewers
		code string
	}{
		{review.Reviewers{A: "other"}, "review.foreigner"}, {review.Reviewers{A: "nobody"}, "review.foreigner"},
		{review.Reviewers{A: "zhang", B: "zhang"}, "review.sameReviewer"}, {review.Reviewers{A: "zhang", B: "li"}, ""},
	} {
		wantFault(t, second(w.reviews.Assign(ndrc, c.ID, "filing", 0, tt.in)), tt.code)
	}
	agree := review.Statement{Opinion: review.Agree}
	wantFault(t, second(w.reviews.Opine(li, c.ID, "filing", 0, agree)), "review.notReviewer")
	wantFault(t, second(w.reviews.Recuse(wang, c.ID, "filing", 0, review.Recusal{Reason: "x"})), "review.notReviewer")
	must(t, second(w.reviews.Recuse(zhang, c.ID, "filing", 0, review.Recusal{Reason: "曾任职于该企业"})))
	wantFault(t, second(w.reviews.Opine(zhang, c.ID, "filing", 0, agree)), "review.recused")
	must(t, second(w.reviews.Recuse(li, c.ID, "filing", 0, review.Recusal{Reason: "亲属关系"})))
	wantFault(t, second(w.reviews.Opine(wang, c.ID, "filing", 0, agree)), "review.noReviewer")
	wantFault(t, second(w.reviews.Assign(ndrc, c.ID, "filing", 0, review.Reviewers{A: "zhang"})), "review.keptOut")
	must(t, second(w.reviews.Assign(ndrc, c.ID, "filing", 0, review.Reviewers{A: "wang"})))
	c, err := w.reviews.Opine(wang, c.ID, "filing", 0, agree)
	must(t, err)
	if got := step(t, c, "filing"); got.By != "wang" || len(got.Recusals) != 2 {
		t.Errorf("got %+v", got)
	}
}

func TestOneReviewAtATime(t *testing.T) {
	w := newWorld(t)
	p := w.register(clerk, "新材料")
	c, err := w.reviews.Open(lead, p.ID, review.Opening{})
	must(t, err)
	_, err = w.reviews.Open(secretariat, p.ID, review.Opening{Template: "default"})
	wantFault(t, err, "review.live")
	_, err = w.reviews.Open(secretariat, p.ID, review.Opening{Template: "nothing"})
	wantFault(t, err, "noSuch")
	_, err = w.reviews.Open(lanxiClerk, p.ID, review.Opening{})
	wantFault(t, err, "missing")
	_, err = w.reviews.Get(lanxiLead, c.ID)
	wantFault(t, err, "missing")
	wantFault(t, second(w.reviews.Withdraw(clerk, c.ID, 0, review.Withdrawal{Reason: "x"})), "access.forbidden")
	wantFault(t, second(w.reviews.Withdraw(lead, c.ID, 9, review.Withdrawal{Reason: "x"})), "stale")
	c, err = w.reviews.Withdraw(lead, c.ID, c.Version, review.Withdrawal{Reason: "投资方调整方案"})
	must(t, err)
	if c.State != review.Withdrawn || c.WithdrawnOn != "2022-04-12" || c.Overdue {
		t.Errorf("got %+v", c)
	}
	if _, err = w.reviews.Open(clerk, p.ID, review.Opening{}); err != nil {
		t.Errorf("after a withdrawal: %v", err)
	}
}

func TestLists(t *testing.T) {
	w := newWorld(t)
	early := w.open("早开的项目")
	other, err := w.reviews.Open(lanxiClerk, w.register(lanxiClerk, "兰溪的项目").ID, review.Opening{})
	must(t, err)
	w.day("2022-04-19")
	late := w.departments("后开的项目")
	yes, no := true, false
	for name, tt := range map[string]struct {
		who    context.Context
		choice review.Choice
		text   string
		want   []string
	}{
		"all": {leader, review.Choice{}, "", []string{late.ID, other.ID, early.ID}}, "own": {clerk, review.Choice{}, "", []string{late.ID, early.ID}},
		"ndrc has a step to do": {ndrc, review.Choice{DepartmentID: "ndrc"}, "", []string{late.ID}}, "nobody": {leader, review.Choice{DepartmentID: "water"}, "", nil},
		"overdue": {leader, review.Choice{Overdue: &yes}, "", []string{other.ID, early.ID}}, "in time": {leader, review.Choice{Overdue: &no}, "", []string{late.ID}},
		"text": {leader, review.Choice{}, "兰溪", []string{other.ID}},
	} {
		q := page.First(review.Listing, 10)
		q.Text = tt.text
		of, err := w.reviews.List(tt.who, q, tt.choice)
		must(t, err)
		var got []string
		for _, c := range of.Items {
			got = append(got, c.ID)
		}
		if strings.Join(got, " ") != strings.Join(tt.want, " ") {
			t.Errorf("%s: got %v, want %v", name, got, tt.want)
		}
	}
	if _, err := w.reviews.List(admin, page.First(review.Listing, 10), review.Choice{}); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("administrator: got %v", err)
	}
	if c := w.get(early.ID); !c.Overdue || step(t, c, "county").DaysLate != 2 {
		t.Errorf("got %+v", c)
	}
}
