package monthly_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/monthly"
	"zhaoyin/internal/page"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
)

// crowd is a county with one project in every state, and what is not due.
func crowd(t *testing.T) *world {
	w := newWorld(t)
	for _, name := range []string{"甲草稿", "乙待审", "丙采纳", "丁退回"} {
		p := w.addProject(wuyi, name, func(*project.Project) {})
		w.draft(p, full(500))
		if name == "甲草稿" {
			continue
		}
		s := w.submit(p)
		switch name {
		case "丙采纳":
			w.accept(s)
		case "丁退回":
			_, err := w.service.Return(secretariat, p.ID, april, s.Version, monthly.Return{Reason: "退回"})
			must(t, err)
		}
	}
	w.addProject(wuyi, "戊储备", func(p *project.Project) { p.Counts = false })
	w.addProject(wuyi, "己暂停", func(p *project.Project) { p.Condition = project.Paused })
	w.addProject(wuyi, "庚归档", func(p *project.Project) { at := w.db.Now(); p.ArchivedAt = &at })
	w.clock.Set(deadline.Add(time.Hour))
	w.draft(w.theirs, full(1))
	w.submit(w.theirs)
	return w
}

func (w *world) standing(role access.Role, region string, states ...any) *monthly.Standing {
	w.t.Helper()
	q := page.First(monthly.StandingListing, 20)
	if len(states) > 0 {
		q = q.Where(monthly.StandingListing, "state", states...)
	}
	st, err := w.service.Standing(actor(role, region), april, q)
	must(w.t, err)
	return st
}

func names(items []monthly.Line) []string {
	var all []string
	for _, l := range items {
		all = append(all, l.Name+" "+string(l.State))
	}
	return all
}

var counts = cmpopts.IgnoreUnexported(monthly.Tally{})

// among is every county that reports, in the order of their ids: those that have something to count, and the others with nothing.
func among(counted ...monthly.Tally) []monthly.Tally {
	var all []monthly.Tally
	for _, id := range []string{"330702", "330703", wuyi, "330726", "330727", lanxi, "330782", "330783", "330784", "3307K1"} {
		tally := monthly.Tally{RegionID: id}
		for _, c := range counted {
			if c.RegionID == id {
				tally = c
			}
		}
		all = append(all, tally)
	}
	return all
}

func TestStanding(t *testing.T) {
	w := crowd(t)
	st := w.standing(access.Secretariat, "")
	want := among(
		monthly.Tally{RegionID: wuyi, Due: 5, Submitted: 2, Waiting: 1, Accepted: 1, Returned: 1, Drafts: 1, Missing: 3},
		monthly.Tally{RegionID: lanxi, Due: 1, Submitted: 1, Waiting: 1, Late: 1},
	)
	if diff := cmp.Diff(st.Regions, want, counts); diff != "" {
		t.Errorf("regions (-got +want):\n%s", diff)
	}
	if !st.Overdue || !st.Deadline.Equal(deadline) || st.Total != 6 {
		t.Errorf("got overdue %v, deadline %v, total %d", st.Overdue, st.Deadline, st.Total)
	}
	tests := []struct {
		states []any
		want   []string
	}{
		{[]any{"missing"}, []string{"丁退回 returned", "武义一号 missing", "甲草稿 draft"}},
		{[]any{"submitted"}, []string{"丙采纳 accepted", "乙待审 submitted", "兰溪一号 submitted"}},
		{[]any{"waiting"}, []string{"乙待审 submitted", "兰溪一号 submitted"}},
		{[]any{"late"}, []string{"兰溪一号 submitted"}},
		{[]any{"returned", "draft"}, []string{"丁退回 returned", "甲草稿 draft"}},
		{[]any{"accepted"}, []string{"丙采纳 accepted"}},
		{[]any{"late", "submitted"}, []string{"丙采纳 accepted", "乙待审 submitted", "兰溪一号 submitted"}},
	}
	for _, tt := range tests {
		st := w.standing(access.Secretariat, "", tt.states...)
		if diff := cmp.Diff(names(st.Items), tt.want); diff != "" || st.Total != len(tt.want) {
			t.Errorf("%v: total %d (-got +want):\n%s", tt.states, st.Total, diff)
		}
	}
}

func TestStandingOfACounty(t *testing.T) {
	w := crowd(t)
	st := w.standing(access.Clerk, lanxi)
	if len(st.Regions) != 1 || st.Regions[0].RegionID != lanxi {
		t.Errorf("got %v, want the county's own counts", st.Regions)
	}
	if diff := cmp.Diff(names(st.Items), []string{"兰溪一号 submitted"}); diff != "" {
		t.Errorf("items (-got +want):\n%s", diff)
	}
}

func TestStandingPages(t *testing.T) {
	w := crowd(t)
	var got []string
	q := page.First(monthly.StandingListing, 4)
	for pages := 0; pages < 3; pages++ {
		st, err := w.service.Standing(secretariat, april, q)
		must(t, err)
		got = append(got, names(st.Items)...)
		if st.Next == "" {
			break
		}
		q, err = page.Parse(map[string][]string{"after": {st.Next}, "limit": {"4"}}, monthly.StandingListing)
		must(t, err)
	}
	want := names(w.standing(access.Secretariat, "").Items)
	if diff := cmp.Diff(got, want); diff != "" || len(got) != 6 {
		t.Errorf("pages (-got +want):\n%s", diff)
	}
}

func TestStandingOfAClosedMonth(t *testing.T) {
	w := newWorld(t)
	old := w.addProject(wuyi, "武义老项目", func(*project.Project) {})
	w.past(old, march, 100, 100)
	st, err := w.service.Standing(secretariat, march, page.First(monthly.StandingListing, 20))
	must(t, err)
	// March's deadline was 2022-04-06 and all projects were registered on 2022-04-12: only the one with a status had part in it.
	if diff := cmp.Diff(st.Regions, among(
		monthly.Tally{RegionID: wuyi, Due: 1, Submitted: 1, Accepted: 1},
	), counts); diff != "" {
		t.Errorf("regions (-got +want):\n%s", diff)
	}
	_, err = w.service.Standing(secretariat, "2021-01", page.First(monthly.StandingListing, 20))
	wantFault(t, err, store.ErrMissing)
}

func TestBatches(t *testing.T) {
	w := newWorld(t)
	second := w.addProject(wuyi, "武义二号", func(*project.Project) {})
	w.draft(w.mine, full(500))
	w.draft(second, monthly.Draft{})
	out, err := w.service.SubmitAll(lead, april, monthly.Batch{Items: []monthly.Item{
		{ProjectID: second.ID}, {ProjectID: w.theirs.ID}, {ProjectID: w.mine.ID, Version: 1}, {ProjectID: w.mine.ID, Version: 2},
	}})
	must(t, err)
	if out.Done != 1 || len(out.Items[0].Errors) != 2 {
		t.Errorf("got %d done and %v, want 1 and two complaints about the empty draft", out.Done, out.Items[0].Errors)
	}
	var codes []string
	for _, item := range out.Items {
		codes = append(codes, item.Code)
	}
	if diff := cmp.Diff(codes, []string{"request.invalid", "missing", "", "month.done"}); diff != "" {
		t.Errorf("codes (-got +want):\n%s", diff)
	}
	_, err = w.service.AcceptAll(lead, april, monthly.Batch{Items: []monthly.Item{{ProjectID: w.mine.ID, Version: 2}}})
	wantFault(t, err, access.ErrForbidden)
	out, err = w.service.AcceptAll(secretariat, april, monthly.Batch{Items: []monthly.Item{{ProjectID: w.mine.ID}, {ProjectID: w.mine.ID, Version: 2}}})
	must(t, err)
	if out.Items[0].Code != fault.ErrInvalid.Code || !out.Items[1].Done || out.Items[1].State != monthly.Accepted || out.Items[1].Version != 3 {
		t.Errorf("got %+v, want the version demanded, then accepted at version 3", out.Items)
	}
}
