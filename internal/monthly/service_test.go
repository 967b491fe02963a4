package monthly_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/monthly"
	"zhaoyin/internal/page"
	"zhaoyin/internal/period"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

func TestPrefilledDraft(t *testing.T) {
	w := newWorld(t)
	w.past(w.mine, march, 2000, 30000, monthly.Problem{Kind: "land", Title: "缺 80 亩指标"})
	s, err := w.service.Get(clerk, w.mine.ID, april)
	must(t, err)
	if s.Version != 0 || s.State != monthly.Drafted || s.InvestedTotalWan != 30000 || s.InvestedThisMonthWan != 0 {
		t.Errorf("got version %d, %s, %d of %d, want a new draft of 0 of 30000", s.Version, s.State, s.InvestedThisMonthWan, s.InvestedTotalWan)
	}
	if len(s.Problems) != 1 || s.Light != project.Yellow || s.LightDetail != "本月报告了需协调的问题" {
		t.Errorf("got problems %v and light %s (%s), want last month's problem and yellow", s.Problems, s.Light, s.LightDetail)
	}
	want := &monthly.Previous{Month: march, InvestedThisMonthWan: 2000, InvestedTotalWan: 30000, NextPlan: "继续施工"}
	if diff := cmp.Diff(s.Previous, want); diff != "" {
		t.Errorf("previous (-got +want):\n%s", diff)
	}
	if n := w.query("SELECT count(*) FROM month_statuses WHERE month = '2022-04'"); n[0] != "0" {
		t.Errorf("reading a draft has saved %s rows", n[0])
	}
}

func TestNothingToReadOutsideTheOpenMonth(t *testing.T) {
	w := newWorld(t)
	reserve := w.addProject(wuyi, "武义储备", func(p *project.Project) { p.Counts, p.CountsReason = false, project.BelowThreshold })
	for name, call := range map[string]func() error{
		"a closed month":         func() error { _, err := w.service.Get(clerk, w.mine.ID, march); return err },
		"a month never opened":   func() error { _, err := w.service.Get(clerk, w.mine.ID, "2023-01"); return err },
		"a reserve":              func() error { _, err := w.service.Get(clerk, reserve.ID, april); return err },
		"another county's":       func() error { _, err := w.service.Get(clerk, w.theirs.ID, april); return err },
		"another county's list":  func() error { _, err := w.service.List(clerk, w.theirs.ID, first()); return err },
		"another county's draft": func() error { _, err := w.service.Save(clerk, w.theirs.ID, april, nil, full(1)); return err },
		"another county's submission": func() error {
			_, err := w.service.Submit(lead, w.theirs.ID, april, nil, monthly.Submission{NoChange: true})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) { wantFault(t, call(), store.ErrMissing) })
	}
}

func first() page.Query { return page.First(monthly.Listing, 20) }

func TestWhoMayDoWhat(t *testing.T) {
	w := newWorld(t)
	w.draft(w.mine, full(500))
	_, err := w.service.Submit(clerk, w.mine.ID, april, nil, monthly.Submission{})
	wantFault(t, err, access.ErrForbidden)
	_, err = w.service.Save(secretariat, w.mine.ID, april, seen(1), full(1))
	wantFault(t, err, access.ErrForbidden)
	s := w.submit(w.mine)
	_, err = w.service.Accept(lead, w.mine.ID, april, s.Version)
	wantFault(t, err, access.ErrForbidden)
	_, err = w.service.Return(lead, w.mine.ID, april, s.Version, monthly.Return{Reason: "重填"})
	wantFault(t, err, access.ErrForbidden)
}

func TestSaveAndVersions(t *testing.T) {
	w := newWorld(t)
	s, err := w.service.Save(clerk, w.mine.ID, april, seen(0), full(500))
	must(t, err)
	if s.Version != 1 || s.InvestedTotalWan != 500 || s.RegionID != wuyi || s.CreatedBy != "clerk.330723" {
		t.Errorf("got version %d, total %d, region %s by %s", s.Version, s.InvestedTotalWan, s.RegionID, s.CreatedBy)
	}
	_, err = w.service.Save(clerk, w.mine.ID, april, nil, full(600))
	wantCode(t, err, "month.unseen")
	if fault.KindOf(err) != fault.Precondition {
		t.Errorf("got kind %d, want a precondition (428)", fault.KindOf(err))
	}
	_, err = w.service.Save(clerk, w.mine.ID, april, seen(0), full(600))
	wantFault(t, err, store.ErrStale)
	s, err = w.service.Save(lead, w.mine.ID, april, seen(1), full(600))
	must(t, err)
	if s.Version != 2 || s.InvestedTotalWan != 600 {
		t.Errorf("got version %d and total %d, want 2 and 600", s.Version, s.InvestedTotalWan)
	}
	_, err = w.service.Save(lead, w.mine.ID, april, seen(1), full(700))
	wantFault(t, err, store.ErrStale)
	s, err = w.service.Save(lead, w.mine.ID, april, seen(monthly.AnyVersion), full(700))
	must(t, err)
	if s.Version != 3 {
		t.Errorf("got version %d, want 3", s.Version)
	}
	_, err = w.service.Save(clerk, w.addProject(wuyi, "武义二号", func(*project.Project) {}).ID, april, seen(5), full(1))
	wantFault(t, err, store.ErrStale)
}

func TestOnlyTheOpenMonthAndWhatIsDue(t *testing.T) {
	w := newWorld(t)
	_, err := w.service.Save(clerk, w.mine.ID, march, nil, full(1))
	wantFault(t, err, period.ErrNotOpen)
	paused := w.addProject(wuyi, "武义暂停", func(p *project.Project) { p.Condition = project.Paused })
	_, err = w.service.Save(clerk, paused.ID, april, nil, full(1))
	wantCode(t, err, "month.notDue")
	_, err = w.service.Submit(lead, paused.ID, april, nil, monthly.Submission{NoChange: true})
	wantCode(t, err, "month.notDue")
}

func TestDraftIsHeldToEveryRuleAtOnce(t *testing.T) {
	w := newWorld(t)
	w.past(w.mine, march, 2000, 30000)
	this, total := unit.Wan(-5), unit.Wan(40000)
	_, err := w.service.Save(clerk, w.mine.ID, april, nil, monthly.Draft{
		InvestedThisMonthWan: &this, InvestedTotalWan: &total, FundsArrivedWan: -1, Problems: monthly.Problems{{Kind: "x", Title: "y"}},
		Light: project.Red,
	})
	wantFields(t, err, "/investedTotalWan month.sum", "/correctionReason month.correction", "/fundsArrivedWan month.negative",
		"/problems/0/kind choice", "/lightReason month.light")
}

func TestSubmit(t *testing.T) {
	w := newWorld(t)
	w.past(w.mine, march, 2000, 30000)
	_, err := w.service.Submit(lead, w.mine.ID, april, nil, monthly.Submission{})
	wantCode(t, err, "month.nothing")
	w.draft(w.mine, monthly.Draft{Progress: "推进"})
	_, err = w.service.Submit(lead, w.mine.ID, april, nil, monthly.Submission{})
	wantFields(t, err, "/nextPlan required")
	_, err = w.service.Save(clerk, w.mine.ID, april, seen(1), full(500))
	must(t, err)
	_, err = w.service.Submit(lead, w.mine.ID, april, seen(1), monthly.Submission{})
	wantFault(t, err, store.ErrStale)

	s, err := w.service.Submit(lead, w.mine.ID, april, seen(2), monthly.Submission{})
	must(t, err)
	if s.State != monthly.Submitted || s.Late || s.SubmittedBy != "lead.330723" || !s.SubmittedAt.Equal(storetestNow(w)) {
		t.Errorf("got %s late %v by %s at %v", s.State, s.Late, s.SubmittedBy, s.SubmittedAt)
	}
	if diff := cmp.Diff(w.figures(), []string{"330723 submitted 0 1 0"}); diff != "" {
		t.Errorf("figures (-got +want):\n%s", diff)
	}
	if diff := cmp.Diff(w.query("SELECT industry, metric, count FROM industry_figures"), []string{"C38 submitted 1"}); diff != "" {
		t.Errorf("figures by industry (-got +want):\n%s", diff)
	}
	_, err = w.service.Submit(lead, w.mine.ID, april, nil, monthly.Submission{})
	wantCode(t, err, "month.done")
	_, err = w.service.Save(clerk, w.mine.ID, april, seen(3), full(500))
	wantCode(t, err, "month.handedIn")
}

func storetestNow(w *world) time.Time { return w.db.Now() }

func TestNoChangeNeedsNoDraft(t *testing.T) {
	w := newWorld(t)
	w.past(w.mine, march, 2000, 30000, monthly.Problem{Kind: "land", Title: "缺指标"})
	s, err := w.service.Submit(lead, w.mine.ID, april, seen(0), monthly.Submission{NoChange: true})
	must(t, err)
	if !s.NoChange || s.Version != 1 || s.InvestedTotalWan != 30000 || len(s.Problems) != 1 || s.NextPlan != "继续施工" {
		t.Errorf("got version %d, total %d, problems %v, plan %q", s.Version, s.InvestedTotalWan, s.Problems, s.NextPlan)
	}
	p := w.reload(w.mine)
	if p.Light != project.Yellow || p.LightReason != "本月报告了需协调的问题" {
		t.Errorf("the project's light is %s (%s), want yellow with the rule's sentence", p.Light, p.LightReason)
	}
}

// TestALightThatIsReturnedIsTakenBack: the project has the light of its latest status that is handed in, with its reason, else the one it was registered with.
func TestALightThatIsReturnedIsTakenBack(t *testing.T) {
	for name, c := range map[string]struct {
		before       func(*monthly.Status)
		light        project.Light
		reason       string
		acceptBefore bool
	}{
		"nothing before": {nil, project.Green, "", false},
		"the month before, by its rule": {
			func(s *monthly.Status) {
				s.Light, s.LightByRule, s.LightRule = project.Yellow, project.Yellow, "behind"
			},
			project.Yellow, "累计完成投资不足按开工后两年匀速推进应完成额的一半", false,
		},
		"the month before, by choice": {
			func(s *monthly.Status) { s.Light, s.LightReason = project.Yellow, "环评延期" }, project.Yellow, "环评延期", true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			if c.before != nil {
				w.past(w.mine, march, 0, 0)
				w.write(func(tx *store.Tx) error {
					s, err := store.Find[monthly.Status](tx, store.Where("month = ?", march))
					if err != nil {
						return err
					}
					c.before(s)
					return store.Update(tx, s)
				})
			}
			in := full(0)
			in.Light, in.LightReason = project.Red, "投资方资金链紧张"
			w.draft(w.mine, in)
			s := w.submit(w.mine)
			if c.acceptBefore {
				s = w.accept(s)
			}
			if p := w.reload(w.mine); p.Light != project.Red {
				t.Fatalf("handed in: got %s, want red", p.Light)
			}
			s, err := w.service.Return(secretariat, w.mine.ID, april, s.Version, monthly.Return{Reason: "请核实"})
			must(t, err)
			if p := w.reload(w.mine); p.Light != c.light || p.LightReason != c.reason {
				t.Errorf("returned: got %s (%s), want %s (%s)", p.Light, p.LightReason, c.light, c.reason)
			}
			if s.Light != project.Red {
				t.Errorf("the status has lost what the county said: %s", s.Light)
			}
			w.submit(w.mine)
			if p := w.reload(w.mine); p.Light != project.Red || p.LightReason != "投资方资金链紧张" {
				t.Errorf("handed in again: got %s (%s)", p.Light, p.LightReason)
			}
		})
	}
}

// TestTheCountysLightOutlivesNoChange: what the county chose stays its choice when the rule comes to say something else, and so does its silence.
func TestTheCountysLightOutlivesNoChange(t *testing.T) {
	for name, c := range map[string]struct {
		light   project.Light
		reason  string
		want    project.Light
		chosen  bool
		refused []string
	}{
		"chosen as the rule said, with its reason": {project.Green, "前期手续已全部办结", project.Green, true, nil},
		"chosen against the rule":                  {project.Red, "投资方资金链紧张", project.Red, true, nil},
		"chosen as the rule says now":              {project.Yellow, "环评延期", project.Yellow, true, nil},
		"chosen without a reason":                  {project.Green, "", "", true, []string{"/lightReason month.light"}},
		"left to the rule":                         {"", "", project.Yellow, false, nil},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			draft := w.draft(w.mine, monthly.Draft{Light: c.light, LightReason: c.reason})
			if draft.LightChosen != c.chosen {
				t.Errorf("the draft: chosen %v, want %v", draft.LightChosen, c.chosen)
			}
			s, err := w.service.Submit(lead, w.mine.ID, april, nil, monthly.Submission{NoChange: true})
			if c.refused != nil {
				wantFields(t, err, c.refused...)
				return
			}
			must(t, err)
			if s.Light != c.want || s.LightByRule != project.Yellow || s.LightChosen != c.chosen || s.LightReason != c.reason {
				t.Errorf("got %s by rule %s, chosen %v (%s), want %s", s.Light, s.LightByRule, s.LightChosen, s.LightReason, c.want)
			}
			if p := w.reload(w.mine); p.Light != c.want {
				t.Errorf("the project is %s, want %s", p.Light, c.want)
			}
		})
	}
}

func TestLightOfTheProject(t *testing.T) {
	w := newWorld(t)
	in := full(500)
	in.Light, in.LightReason = project.Red, "投资方资金链紧张"
	w.draft(w.mine, in)
	if p := w.reload(w.mine); p.Light != project.Green {
		t.Errorf("a draft has set the project's light to %s", p.Light)
	}
	w.submit(w.mine)
	if p := w.reload(w.mine); p.Light != project.Red || p.LightReason != "投资方资金链紧张" {
		t.Errorf("got %s (%s), want the county's red with its reason", p.Light, p.LightReason)
	}
	w.draft(w.theirs, full(500))
	w.submit(w.theirs)
	if p := w.reload(w.theirs); p.Light != project.Green || p.LightReason != "" || p.Version != 1 {
		t.Errorf("got %s (%s) at version %d, want the green project untouched", p.Light, p.LightReason, p.Version)
	}
}

func TestLate(t *testing.T) {
	w := newWorld(t)
	w.draft(w.mine, full(500))
	w.draft(w.theirs, full(500))
	w.clock.Set(deadline)
	if s := w.submit(w.mine); s.Late {
		t.Error("submitted at the deadline itself: late")
	}
	w.clock.Advance(time.Second)
	s := w.submit(w.theirs)
	if !s.Late {
		t.Error("submitted after the deadline: not late")
	}
	want := []string{"330723 submitted 0 1 0", "330781 late 0 1 0", "330781 submitted 0 1 0"}
	if diff := cmp.Diff(w.figures(), want); diff != "" {
		t.Errorf("figures (-got +want):\n%s", diff)
	}
	_, err := w.service.Return(secretariat, w.theirs.ID, april, s.Version, monthly.Return{Reason: "请补充"})
	must(t, err)
	if diff := cmp.Diff(w.figures(), want[:1]); diff != "" {
		t.Errorf("figures after the return (-got +want):\n%s", diff)
	}
}

// TestLatenessIsOfTheFirstSubmission: a county is not late by the city's own return, and a late one does not become punctual by it.
func TestLatenessIsOfTheFirstSubmission(t *testing.T) {
	w := newWorld(t)
	w.draft(w.mine, full(500))
	w.draft(w.theirs, full(500))
	back := func(s *monthly.Status) *monthly.Status {
		s, err := w.service.Return(secretariat, s.ProjectID, april, s.Version, monthly.Return{Reason: "请补充"})
		must(t, err)
		return s
	}
	punctual := w.submit(w.mine)
	w.clock.Set(deadline.Add(time.Hour))
	tardy := w.submit(w.theirs)
	if punctual, tardy = back(punctual), back(tardy); punctual.Late || !tardy.Late {
		t.Errorf("returned: late %v and %v, want what they were", punctual.Late, tardy.Late)
	}
	if diff := cmp.Diff(w.standing(access.Secretariat, "").Regions, among(
		monthly.Tally{RegionID: wuyi, Due: 1, Returned: 1, Missing: 1}, monthly.Tally{RegionID: lanxi, Due: 1, Returned: 1, Missing: 1},
	), counts); diff != "" {
		t.Errorf("returned (-got +want):\n%s", diff)
	}
	if punctual, tardy = w.submit(w.mine), w.submit(w.theirs); punctual.Late || !tardy.Late {
		t.Errorf("submitted again: late %v and %v, want what they were", punctual.Late, tardy.Late)
	}
	want := []string{"330723 submitted 0 1 0", "330781 late 0 1 0", "330781 submitted 0 1 0"}
	if diff := cmp.Diff(w.figures(), want); diff != "" {
		t.Errorf("figures (-got +want):\n%s", diff)
	}
	w.agree()
}

// TestSlipsAreNotTalkedAway: figures in the wrong unit are asked about whatever reason is given, and about nothing else; confirmed they pass.
func TestSlipsAreNotTalkedAway(t *testing.T) {
	w := newWorld(t)
	w.past(w.mine, march, 2000, 29800)
	total := unit.Wan(3)
	for _, reason := range []string{"", "x"} {
		_, err := w.service.Save(clerk, w.mine.ID, april, nil, monthly.Draft{InvestedTotalWan: &total, CorrectionReason: reason})
		wantFields(t, err, "/investedTotalWan month.slip")
	}
	_, err := w.service.Save(clerk, w.mine.ID, april, nil, monthly.Draft{FundsArrivedWan: 900_000_000})
	wantFields(t, err, "/fundsArrivedWan month.slip")
	s, err := w.service.Save(clerk, w.mine.ID, april, nil, monthly.Draft{InvestedTotalWan: &total, CorrectionReason: "x", FundsArrivedWan: 900_000_000, Confirmed: true})
	must(t, err)
	if s.InvestedThisMonthWan != -29797 {
		t.Errorf("confirmed, the month is %d, want -29797", s.InvestedThisMonthWan)
	}
}

// TestFundsAreHeldToTheLastMonth: what arrived in the last status handed in is what 万元 and 亿元 are told apart by.
func TestFundsAreHeldToTheLastMonth(t *testing.T) {
	w := newWorld(t)
	w.past(w.mine, march, 2000, 30000)
	w.write(func(tx *store.Tx) error {
		s, err := store.Find[monthly.Status](tx, store.Where("project_id = ?", w.mine.ID))
		if err != nil {
			return err
		}
		s.FundsArrivedWan = 20000
		return store.Update(tx, s)
	})
	in := full(500)
	in.FundsArrivedWan = 2
	_, err := w.service.Save(clerk, w.mine.ID, april, nil, in)
	wantFields(t, err, "/fundsArrivedWan month.slip")
	in.Confirmed = true
	w.draft(w.mine, in)
	if s := w.submit(w.mine); s.FundsArrivedWan != 2 {
		t.Errorf("got %d, want what was confirmed", s.FundsArrivedWan)
	}
}
