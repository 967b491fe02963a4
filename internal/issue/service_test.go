package issue_test

import (
	"context"
	"sync"
	"testing"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/issue"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
	"zhaoyin/internal/task"
	"zhaoyin/internal/timeline"
)

func TestRaising(t *testing.T) {
	w := newWorld(t)
	p, theirs := w.register(clerk, "光伏项目"), w.register(lanxiClerk, "储能项目")
	ok := func(change func(*issue.Raising)) issue.Raising {
		in := issue.Raising{ProjectID: p.ID, Kind: "land", Title: "缺指标"}
		change(&in)
		return in
	}
	for name, tt := range map[string]struct {
		who  context.Context
		in   issue.Raising
		want string
	}{
		"own project":             {clerk, ok(func(*issue.Raising) {}), ""},
		"another's project":       {clerk, ok(func(in *issue.Raising) { in.ProjectID = theirs.ID }), "noSuch"},
		"another county":          {clerk, issue.Raising{RegionID: lanxi, Kind: "land", Title: "缺指标"}, "access.beyond"},
		"project elsewhere":       {secretariat, ok(func(in *issue.Raising) { in.RegionID = lanxi }), "issue.region"},
		"no such region":          {secretariat, issue.Raising{RegionID: "999999", Kind: "land", Title: "缺指标"}, "noSuch"},
		"no such department":      {clerk, ok(func(in *issue.Raising) { in.LeadDepartmentID = "nobody" }), "noSuch"},
		"county without a county": {secretariat, issue.Raising{Kind: "land", Title: "缺指标", Level: issue.County}, "issue.countyLevel"},
		"month without a month":   {clerk, ok(func(in *issue.Raising) { in.Source = issue.FromMonth }), "issue.month"},
		"a month to come":         {clerk, ok(func(in *issue.Raising) { in.Source, in.Month = issue.FromMonth, "2022-05" }), "future"},
		"as the meeting":          {clerk, ok(func(in *issue.Raising) { in.Source = issue.FromMeeting }), "issue.source"},
		"by a department":         {ndrc, ok(func(*issue.Raising) {}), ""},
		"by a leader":             {leader, ok(func(*issue.Raising) {}), "access.forbidden"},
	} {
		t.Run(name, func(t *testing.T) {
			i, err := w.issues.Raise(tt.who, tt.in)
			wantFault(t, err, tt.want)
			if err == nil && (i.RegionID != wuyi || i.State != issue.Raised || i.Source != issue.Direct || i.ProjectName != "光伏项目") {
				t.Errorf("got %+v", i)
			}
		})
	}
	problem := ok(func(in *issue.Raising) { in.Source, in.Month = issue.FromMonth, "2022-03" })
	_, err := w.issues.Raise(clerk, problem)
	must(t, err)
	_, err = w.issues.Raise(secretariat, problem)
	wantFault(t, err, "issue.raisedAlready")
	problem.Month = "2022-04"
	_, err = w.issues.Raise(clerk, problem)
	must(t, err)
}

// TestLeadDoesNotAssistItself: neither when an issue is raised nor when it is assigned.
func TestLeadDoesNotAssistItself(t *testing.T) {
	w := newWorld(t)
	_, err := w.issues.Raise(clerk, issue.Raising{Kind: "land", Title: "用地指标缺口", Level: issue.City, LeadDepartmentID: "ndrc", AssistDepartmentIDs: []string{"nrp", "ndrc"}})
	wantFault(t, err, "issue.assistLead")
	_, err = w.issues.Assign(secretariat, w.raise(issue.City).ID, 0, issue.Assignment{LeadDepartmentID: "ndrc", AssistDepartmentIDs: []string{"ndrc"}})
	wantFault(t, err, "issue.assistLead")
}

func TestListsAndReach(t *testing.T) {
	w := newWorld(t)
	w.led("2022-04-11")
	w.raise(issue.County)
	_, err := w.issues.Raise(secretariat, issue.Raising{Kind: "energy", Title: "全市能耗指标"})
	must(t, err)
	_, err = w.issues.Raise(lanxiClerk, issue.Raising{Kind: "fund", Title: "基金配套"})
	must(t, err)
	yes, no := true, false
	for name, tt := range map[string]struct {
		who    context.Context
		choice issue.Choice
		want   int
	}{
		"county": {clerk, issue.Choice{}, 2}, "other county": {lanxiLead, issue.Choice{}, 1}, "city": {secretariat, issue.Choice{}, 4},
		"department": {ndrc, issue.Choice{}, 4}, "leads": {leader, issue.Choice{DepartmentID: "ndrc"}, 1}, "assists": {leader, issue.Choice{DepartmentID: "nrp"}, 1},
		"pattern": {leader, issue.Choice{DepartmentID: "n%"}, 0}, "overdue": {leader, issue.Choice{Overdue: &yes}, 1}, "not overdue": {leader, issue.Choice{Overdue: &no}, 3},
		"from": {leader, issue.Choice{From: "2022-04-12"}, 0}, "until": {leader, issue.Choice{To: "2022-04-11"}, 1},
	} {
		of, err := w.issues.List(tt.who, page.First(issue.Listing, 20), tt.choice)
		must(t, err)
		if of.Total != tt.want || len(of.Items) != tt.want {
			t.Errorf("%s: got %d, want %d", name, of.Total, tt.want)
		}
	}
}

// TestTwoRoundsAtOnceAreBothKept lets a lead and an assistant report at the same moment, many times.
func TestTwoRoundsAtOnceAreBothKept(t *testing.T) {
	w := newWorld(t)
	i := w.led("")
	const each = 8
	var all sync.WaitGroup
	for _, who := range []context.Context{ndrc, landOfficer} {
		for range each {
			all.Go(func() {
				if err := w.do(who, "progress", i.ID); err != nil {
					t.Error(err)
				}
			})
		}
	}
	all.Wait()
	got, err := w.issues.Get(secretariat, i.ID)
	must(t, err)
	if len(got.Rounds) != 2*each || got.RoundCount != 2*each || got.Rounds[0].Office == "" {
		t.Fatalf("got %d rounds, count %d", len(got.Rounds), got.RoundCount)
	}
	for n, r := range got.Rounds {
		if r.Number != n+1 {
			t.Errorf("round %d has number %d", n+1, r.Number)
		}
	}
}

// TestCloseAgainstReopen lets two officials judge a resolved issue at the same version: one wins, the other learns of it.
func TestCloseAgainstReopen(t *testing.T) {
	w := newWorld(t)
	for range 10 {
		i := w.reach(issue.Resolved)
		seen, err := w.issues.Get(leader, i.ID)
		must(t, err)
		var closed, reopened error
		var both sync.WaitGroup
		both.Go(func() { _, closed = w.issues.Close(leader, i.ID, seen.Version, issue.Closure{}) })
		both.Go(func() {
			_, reopened = w.issues.Reopen(secretariat, i.ID, seen.Version, issue.Reason{Reason: "未落实"})
		})
		both.Wait()
		if (closed == nil) == (reopened == nil) {
			t.Fatalf("closed: %v, reopened: %v; want exactly one", closed, reopened)
		}
		for _, err := range []error{closed, reopened} {
			if err != nil {
				wantFault(t, err, "stale")
			}
		}
	}
}

func TestWhatStandsAbove(t *testing.T) {
	w := newWorld(t)
	p := w.register(clerk, "光伏项目")
	i, err := w.issues.Raise(clerk, issue.Raising{ProjectID: p.ID, Kind: "land", Title: "缺指标"})
	must(t, err)
	waits := func(who context.Context) []task.Kind {
		t.Helper()
		var kinds []task.Kind
		must(t, w.db.Read(who, access.TodoRead, func(tx *store.Tx) error {
			items, err := issue.Waiting(tx)
			for _, item := range items {
				if item.Concerns(tx.Actor) {
					kinds = append(kinds, item.Kind)
				}
			}
			return err
		}))
		return kinds
	}
	expect := func(step string, want map[task.Kind][]context.Context) {
		t.Helper()
		for kind, who := range want {
			for _, ctx := range who {
				if got := waits(ctx); len(got) != 1 || got[0] != kind {
					t.Errorf("%s: %s has %v, want %s", step, access.From(ctx).Name, got, kind)
				}
			}
		}
		if got := waits(lanxiLead); len(got) != 0 {
			t.Errorf("%s: another county has %v", step, got)
		}
	}
	expect("raised", map[task.Kind][]context.Context{task.IssueAssign: {secretariat}})
	_, err = w.issues.Assign(secretariat, i.ID, 0, issue.Assignment{LeadDepartmentID: "nrp", DueOn: "2022-04-11"})
	must(t, err)
	expect("assigned", map[task.Kind][]context.Context{task.IssueResolve: {landOfficer}})
	must(t, w.do(landOfficer, "progress", i.ID))
	w.figures(i.ID, issue.Count{Open: 1, Overdue: 1})
	must(t, w.do(landOfficer, "resolve", i.ID))
	expect("resolved", map[task.Kind][]context.Context{task.IssueClose: {secretariat, lead}})
	w.figures(i.ID, issue.Count{Open: 1})
	must(t, w.do(secretariat, "close", i.ID))
	w.figures(i.ID, issue.Count{Closed: 1})

	var events []timeline.Event
	must(t, w.db.Read(clerk, access.TimelineRead, func(tx *store.Tx) error {
		events, err = issue.Timeline(tx, p.ID)
		return err
	}))
	if len(events) != 4 || events[3].Code != "issue.close" || events[3].ZH != "协调事项“缺指标”销号：核实" {
		t.Errorf("got %+v", events)
	}
}

// figures holds tally and paper of April to the counts of Wuyi's one issue.
func (w *world) figures(id string, want issue.Count) {
	w.t.Helper()
	must(w.t, w.db.Read(secretariat, access.MeetingBoard, func(tx *store.Tx) error {
		counts, err := issue.Tally(tx, "2022-04")
		if err != nil {
			return err
		}
		if counts[wuyi] != want || len(counts) != 1 {
			w.t.Errorf("tally: got %+v, want %+v", counts, want)
		}
		paper, err := issue.Report(tx, "2022-04")
		if err != nil {
			return err
		}
		if paper.Count != want || len(paper.OpenIssues) != want.Open || len(paper.ClosedIssues) != want.Closed {
			w.t.Errorf("paper: got %+v, want %+v", paper, want)
		}
		for _, l := range append(paper.OpenIssues, paper.ClosedIssues...) {
			if l.ID != id || l.ProjectName != "光伏项目" || l.RegionName != "武义县" || l.LeadName == "" || l.LatestRound == nil || l.LatestRound.Text != "已对接" {
				w.t.Errorf("line: got %+v", l)
			}
		}
		earlier, err := issue.Tally(tx, calendar.Month("2022-03"))
		if earlier[wuyi].Closed != 0 {
			w.t.Errorf("closed in March: got %d", earlier[wuyi].Closed)
		}
		return err
	}))
}
