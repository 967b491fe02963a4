package meeting_test

import (
	"context"
	"sync"
	"testing"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/issue"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/page"
	"zhaoyin/internal/patch"
	"zhaoyin/internal/store"
)

var ndrc = access.With(context.Background(), access.Actor{ID: "ndrc", Name: "dept.ndrc", Role: access.Department, DepartmentID: "ndrc"})

func (w *world) decide(m calendar.Month, in meeting.Ruling) *meeting.Decision {
	w.t.Helper()
	d, err := w.meetings.Decide(secretariat, m, in)
	must(w.t, err)
	return d
}

// followUps is what a month's papers open with.
func (w *world) followUps(m calendar.Month) *meeting.Follow {
	w.t.Helper()
	var f *meeting.Follow
	must(w.t, w.db.Read(secretariat, access.DecisionList, func(tx *store.Tx) error {
		var err error
		f, err = meeting.DecisionReport(tx, m)
		return err
	}))
	return f
}

func refusedWith(t *testing.T, err error, code string) {
	t.Helper()
	f, ok := fault.Find(err)
	if !ok || f.Fault.Code != code && (len(f.Fields) == 0 || f.Fields[0].Fault.Code != code) {
		t.Errorf("got %v, want %s", err, code)
	}
}

// TestADecisionIsCarriedOnOverTwoMonths records three in March: one is done, one carried on through April into May, one left alone.
func TestADecisionIsCarriedOnOverTwoMonths(t *testing.T) {
	w := newWorld(t)
	issues := issue.NewService(w.db)
	done := w.decide(march, meeting.Ruling{Text: "明确能耗指标", LeadDepartmentID: "ndrc", DueOn: "2022-04-20"})
	late := w.decide(march, meeting.Ruling{Text: "统筹用地指标", LeadDepartmentID: "nrp", AssistDepartmentIDs: []string{"ndrc"}, RegionID: wuyi, DueOn: "2022-04-15"})
	left := w.decide(march, meeting.Ruling{Text: "完成厂区拆迁", LeadRegionID: lanxi})
	if done.Number != 1 || late.Number != 2 || left.Number != 3 || left.RegionID != lanxi || left.LeadName != "兰溪市" || left.DueOn != "2022-04-25" {
		t.Errorf("got %+v, %+v, %+v", done, late, left)
	}
	i, err := issues.Get(ndrc, late.IssueID)
	must(t, err)
	if i.Source != issue.FromMeeting || i.State != issue.Assigned || i.Level != issue.City || i.Month != march || i.Kind != "other" {
		t.Errorf("issue: got %+v", i)
	}
	_, err = issues.Resolve(ndrc, done.IssueID, 0, issue.Resolution{Note: "已明确"})
	must(t, err)
	_, err = issues.Report(ndrc, late.IssueID, 0, issue.Progress{Text: "已会商"})
	must(t, err)

	_, err = w.meetings.Carry(secretariat, march, late.ID, 0, meeting.Carrying{DueOn: "2022-05-20"})
	refusedWith(t, err, "decision.toMonth") // no later month is open
	w.close(march)
	w.open(april)
	_, err = w.meetings.Reword(secretariat, march, late.ID, late.Version, meeting.Rewording{Text: patch.Of("改")})
	refusedWith(t, err, "meeting.closed")
	w.clock.Set(calendar.Date("2022-04-18").At(9, 0))
	f := w.followUps(april)
	if f.Month != march || f.Total != 3 || f.Done != 1 || f.Overdue != 1 || f.Doing != 1 {
		t.Errorf("got %+v", f)
	}
	if l := f.Items[1]; l.Text != "统筹用地指标" || l.LeadName != "市自然资源和规划局" || l.DaysOverdue != 1 || l.LastProgress == nil || l.LastProgress.Text != "已会商" {
		t.Errorf("got %+v", l)
	}

	inApril, err := w.meetings.Carry(secretariat, march, late.ID, 0, meeting.Carrying{DueOn: "2022-05-20", Note: "继续办理"})
	must(t, err)
	if inApril.Month != april || inApril.Number != 1 || inApril.CarriedFrom != late.ID || inApril.IssueID != late.IssueID || inApril.DueOn != "2022-05-20" {
		t.Errorf("got %+v", inApril)
	}
	_, err = w.meetings.Carry(secretariat, march, late.ID, 0, meeting.Carrying{DueOn: "2022-05-20"})
	refusedWith(t, err, "decision.carried")
	_, err = w.meetings.Carry(secretariat, march, done.ID, 0, meeting.Carrying{DueOn: "2022-05-20"})
	refusedWith(t, err, "issue.state")
	w.close(april)
	w.open(may)
	inMay, err := w.meetings.Carry(secretariat, april, inApril.ID, 0, meeting.Carrying{ToMonth: may, DueOn: "2022-06-20"})
	must(t, err)
	f = w.followUps(may)
	if f.Month != april || len(f.Items) != 2 || f.Items[0].DecisionID != left.ID || f.Items[1].DecisionID != inApril.ID || f.Items[1].CarriedOn != may {
		t.Errorf("May opens with %+v; want the old one left alone and April's, without what is done", f)
	}
	if f = w.followUps(march); f.Month != "" || f.Items == nil || len(f.Items) != 0 {
		t.Errorf("before March: got %+v", f)
	}
	if inMay.CarriedFrom != inApril.ID {
		t.Errorf("got %+v", inMay)
	}
}

func TestDecisionsAreRefused(t *testing.T) {
	w := newWorld(t)
	w.decide(march, meeting.Ruling{Number: 7, Text: "一", LeadDepartmentID: "ndrc"})
	if d := w.decide(march, meeting.Ruling{Text: "二", LeadDepartmentID: "ndrc"}); d.Number != 8 {
		t.Errorf("number: got %d, want 8", d.Number)
	}
	for code, in := range map[string]meeting.Ruling{
		"decision.number": {Number: 7, Text: "三", LeadDepartmentID: "ndrc"}, "issue.lead": {Text: "三"}, "noSuch": {Text: "三", LeadDepartmentID: "nobody"},
	} {
		_, err := w.meetings.Decide(secretariat, march, in)
		refusedWith(t, err, code)
	}
	_, err := w.meetings.Decide(secretariat, april, meeting.Ruling{Text: "三", LeadDepartmentID: "ndrc"})
	refusedWith(t, err, "missing")
	for _, who := range []context.Context{leader, actor(access.Lead, wuyi), ndrc} {
		_, err = w.meetings.Decide(who, march, meeting.Ruling{Text: "三", LeadDepartmentID: "ndrc"})
		refusedWith(t, err, "access.forbidden")
	}
	of, err := issue.NewService(w.db).List(secretariat, page.First(issue.Listing, 10), issue.Choice{})
	must(t, err)
	if of.Total != 2 {
		t.Errorf("%d issues, want none of what was refused", of.Total)
	}
}

// TestACountyLearnsOfADecisionButNotOfAnothersIssue reads a decision about Wuyi as both counties.
func TestACountyLearnsOfADecisionButNotOfAnothersIssue(t *testing.T) {
	w := newWorld(t)
	p := w.register(wuyi, "光伏项目", 150000)
	d := w.decide(march, meeting.Ruling{Text: "统筹用地指标", LeadDepartmentID: "ndrc", ProjectID: p.ID})
	_, err := issue.NewService(w.db).Report(ndrc, d.IssueID, 0, issue.Progress{Text: "已会商"})
	must(t, err)
	for region, shown := range map[string]bool{wuyi: true, lanxi: false} {
		of, err := w.meetings.Decisions(actor(access.Clerk, region), march, page.First(meeting.DecisionListing, 10))
		must(t, err)
		got := of.Items[0]
		must(t, w.db.Read(actor(access.Clerk, region), access.TimelineRead, func(tx *store.Tx) error {
			events, err := meeting.Timeline(tx, p.ID)
			if (len(events) == 1 && events[0].ZH == "2022-03 会议议定（第 1 号）：统筹用地指标") != shown {
				t.Errorf("%s: got %+v", region, events)
			}
			return err
		}))
		if got.Text != "统筹用地指标" || got.State != meeting.Doing || (got.LastProgress != nil) != shown || (got.ProjectID != "") != shown {
			t.Errorf("%s: got %+v", region, got)
		}
	}
}

func TestNumbersAreGivenOnce(t *testing.T) {
	w := newWorld(t)
	const many = 12
	var all sync.WaitGroup
	numbers := make([]int, many)
	for n := range many {
		all.Go(func() {
			d, err := w.meetings.Decide(secretariat, march, meeting.Ruling{Text: "议定", LeadDepartmentID: "ndrc"})
			if err != nil {
				t.Error(err)
				return
			}
			numbers[n] = d.Number
		})
	}
	all.Wait()
	seen := map[int]bool{}
	for _, n := range numbers {
		if n < 1 || n > many || seen[n] {
			t.Errorf("got %v, want 1 to %d, each once", numbers, many)
			break
		}
		seen[n] = true
	}
}

func TestADecisionIsRewordedWhileItsMonthIsOpen(t *testing.T) {
	w := newWorld(t)
	d := w.decide(march, meeting.Ruling{Text: "统筹用地", LeadDepartmentID: "ndrc"})
	in := meeting.Rewording{Text: patch.Of("统筹用地三百亩"), DueOn: patch.Of(calendar.Date("2022-05-10"))}
	_, err := w.meetings.Reword(secretariat, march, d.ID, d.Version+1, in)
	refusedWith(t, err, "stale")
	got, err := w.meetings.Reword(secretariat, march, d.ID, d.Version, in)
	must(t, err)
	i, err := issue.NewService(w.db).Get(leader, d.IssueID)
	must(t, err)
	if got.Text != "统筹用地三百亩" || got.DueOn != "2022-05-10" || i.Title != got.Text || i.DueOn != got.DueOn {
		t.Errorf("got %+v and the issue %+v", got, i)
	}
}
