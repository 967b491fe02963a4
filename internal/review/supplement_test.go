package review_test

import (
	"strings"
	"testing"

	"zhaoyin/internal/review"
)

// TestClockStoppedTwice goes over Labour Day 2022: April 30 to May 4 off, April 24 and May 7 worked.
func TestClockStoppedTwice(t *testing.T) {
	w := newWorld(t)
	w.day("2022-04-15")
	c := w.departments("新能源汽车")
	file, err := w.projects.Attach(clerk, c.ProjectID, "能耗.txt", strings.NewReader("能耗测算"))
	must(t, err)
	w.day("2022-04-20")
	c, err = w.reviews.Opine(ndrc, c.ID, "filing", 0, review.Statement{Opinion: review.NeedsSupplement, Note: "补能耗测算"})
	must(t, err)
	if got := step(t, c, "filing"); c.State != review.Suspended || got.State != review.Stopped || got.Opinion != review.NeedsSupplement {
		t.Fatalf("got %s, %+v", c.State, got)
	}
	wantFault(t, second(w.reviews.Opine(ndrc, c.ID, "filing", 0, review.Statement{Opinion: review.Agree})), "review.stepState")
	w.agree(c.ID, "industry") // the other clocks go on
	w.day("2022-04-25")
	for code, in := range map[string]review.Supplement{
		"review.nothing": {}, "review.attachment": {AttachmentIDs: []string{"x"}}, "noSuch": {Note: "x", Step: "x"}, "review.unasked": {Note: "x", Step: "land"},
	} {
		wantFault(t, second(w.reviews.Supply(clerk, c.ID, 0, in)), code)
	}
	wantFault(t, second(w.reviews.Supply(lanxiClerk, c.ID, 0, review.Supplement{Note: "x"})), "missing")
	wantFault(t, second(w.reviews.Supply(ndrc, c.ID, 0, review.Supplement{Note: "x"})), "access.forbidden")
	c, err = w.reviews.Supply(clerk, c.ID, 0, review.Supplement{Note: "已补充", AttachmentIDs: []string{file.ID}})
	must(t, err)
	got := step(t, c, "filing")
	if c.State != review.Open || got.State != review.Running || got.DueOn != "2022-04-27" || got.Opinion != "" || got.DaysStopped != 4 {
		t.Errorf("got %s, %+v", c.State, got)
	}
	w.day("2022-04-26")
	c, err = w.reviews.Ask(ndrc, c.ID, 0, review.Question{Step: "filing", Note: "数据前后不一致"})
	must(t, err)
	w.day("2022-05-05")
	if now := step(t, w.get(c.ID), "filing"); now.Overdue || now.DaysLate != 0 {
		t.Errorf("a stopped clock is never late: got %+v", now)
	}
	c, err = w.reviews.Supply(lead, c.ID, 0, review.Supplement{Note: "已更正", Step: "filing"})
	must(t, err)
	got = step(t, c, "filing")
	if got.DueOn != "2022-05-06" || got.DaysStopped != 8 || len(got.Suspensions) != 2 {
		t.Errorf("got %+v", got)
	}
	if p := got.Suspensions[0]; p.FromOn != "2022-04-20" || p.ToOn != "2022-04-25" || p.DaysLost != 4 || p.AttachmentIDs[0] != file.ID || p.SuppliedBy != "clerk."+wuyi {
		t.Errorf("got %+v", p)
	}
	w.day("2022-05-09")
	if now := step(t, w.get(c.ID), "filing"); !now.Overdue || now.DaysLate != 2 {
		t.Errorf("got overdue %v by %d, want 2 working days", now.Overdue, now.DaysLate)
	}
	c = w.agree(c.ID, "filing")
	if got := step(t, c, "filing"); got.Overdue || got.DaysLate != 2 {
		t.Errorf("done late: got %+v", got)
	}
}

// TestTwoStepsAsk has one answer for both, while a third clock ran on.
func TestTwoStepsAsk(t *testing.T) {
	w := newWorld(t)
	w.day("2022-04-15")
	c := w.departments("高端装备")
	w.day("2022-04-18")
	must(t, second(w.reviews.Ask(ndrc, c.ID, 0, review.Question{Step: "filing", Note: "x"})))
	w.day("2022-04-19")
	must(t, second(w.reviews.Ask(eco, c.ID, 0, review.Question{Step: "environment", Note: "y"})))
	w.day("2022-04-20")
	c, err := w.reviews.Supply(clerk, c.ID, 0, review.Supplement{Note: "一并补充"})
	must(t, err)
	for key, due := range map[string]string{"filing": "2022-04-25", "environment": "2022-04-24", "industry": "2022-04-22"} {
		if got := step(t, c, key); string(got.DueOn) != due || got.State != review.Running {
			t.Errorf("%s: got %s %s, want %s", key, got.State, got.DueOn, due)
		}
	}
	wantFault(t, second(w.reviews.Supply(clerk, c.ID, 0, review.Supplement{Note: "x"})), "review.unasked")
}

func TestDeemedConsent(t *testing.T) {
	w := newWorld(t)
	w.day("2022-04-15")
	c := w.departments("氢能")
	w.agree(c.ID, "industry", "land", "environment", "finance")
	w.day("2022-04-22")
	must(t, w.reviews.Lapse(system))
	if got := step(t, w.get(c.ID), "safety"); got.State != review.Running {
		t.Errorf("on its day: got %+v", got)
	}
	w.day("2022-04-24")
	// what is read does not wait for the job, nor does what is refused
	before := w.get(c.ID)
	if got := step(t, before, "safety"); got.Overdue || got.DaysLate != 0 || !step(t, before, "filing").Overdue {
		t.Errorf("before the job: got %+v", got)
	}
	wantFault(t, second(w.reviews.Opine(emergency, c.ID, "safety", 0, review.Statement{Opinion: review.Disagree, Note: "x"})), "review.deemed")
	wantFault(t, w.reviews.Lapse(secretariat), "access.forbidden")
	for range 2 {
		must(t, w.reviews.Lapse(system))
	}
	now := w.get(c.ID)
	got := step(t, now, "safety")
	if !got.Deemed || got.State != review.Done || got.Opinion != "" || got.By != "" || got.DoneOn != "2022-04-22" || now.Version != before.Version+1 {
		t.Errorf("got version %d, %+v", now.Version, got)
	}
	if other := step(t, now, "filing"); other.State != review.Running || other.Deemed {
		t.Errorf("silence consents at one step alone: got %+v", other)
	}
	now = w.agree(c.ID, "filing")
	if step(t, now, "conclusion").State != review.Running {
		t.Errorf("got %s", states(now))
	}
}

// TestAnOpinionBringsTheLapseWithIt ends the last opinion that is given, though the job has not run.
func TestAnOpinionBringsTheLapseWithIt(t *testing.T) {
	w := newWorld(t)
	w.day("2022-04-15")
	c := w.departments("风电")
	w.day("2022-04-24")
	c = w.agree(c.ID, "industry", "filing", "land", "environment", "finance")
	if !step(t, c, "safety").Deemed || step(t, c, "conclusion").State != review.Running {
		t.Errorf("got %s", states(c))
	}
}
