package meeting_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/monthly"
	"zhaoyin/internal/page"
	"zhaoyin/internal/project"
	"zhaoyin/internal/stage"
)

// states are the filters of the list.
var states = []string{"", "missing", "draft", "returned", "waiting", "submitted", "accepted", "late"}

// published is what a list answers, without what it counts by.
var published = cmpopts.IgnoreUnexported(monthly.Tally{}, monthly.Line{})

func (w *world) standing(ctx context.Context, m calendar.Month, state string) *monthly.Standing {
	w.t.Helper()
	q := page.First(monthly.StandingListing, 200)
	if state != "" {
		q = q.Where(monthly.StandingListing, "state", state)
	}
	st, err := w.months.Standing(ctx, m, q)
	must(w.t, err)
	return st
}

// listed is the whole of a month's list: its counts, and the lines of each filter, without the version that a row has come to since.
func (w *world) listed(m calendar.Month) map[string]any {
	w.t.Helper()
	all := map[string]any{"counts": w.standing(leader, m, "").Regions}
	for _, state := range states {
		st := w.standing(leader, m, state)
		if st.Total != len(st.Items) {
			w.t.Errorf("%s %s: a total of %d for %d lines", m, state, st.Total, len(st.Items))
		}
		all[state] = st.Items
	}
	return all
}

// same holds the list of a month to its board, county by county.
func (w *world) same(m calendar.Month) {
	w.t.Helper()
	listed := map[string]meeting.Submissions{}
	for _, c := range w.standing(leader, m, "").Regions {
		listed[c.RegionID] = meeting.Submissions{Due: int64(c.Due), Submitted: int64(c.Submitted), Late: int64(c.Late), Missing: int64(c.Missing), Excused: int64(c.Excused)}
	}
	if board := w.board(m).Regions; len(board) != len(listed) {
		w.t.Errorf("%s: the list has %d counties, the board %d", m, len(listed), len(board))
	}
	for _, r := range w.board(m).Regions {
		if diff := cmp.Diff(listed[r.RegionID], r.Figures.Submissions); diff != "" {
			w.t.Errorf("%s %s, the list against the board (-list +board):\n%s", m, r.Name, diff)
		}
	}
}

func (w *world) pause(p *project.Project) {
	w.t.Helper()
	_, err := w.stages.Pause(secretariat, p.ID, w.now(p).Version, stage.Change{Reason: "投资方调整"})
	must(w.t, err)
}

// reported is a March with a project in every state, one of them late and one registered after the deadline.
func reported(t *testing.T, closing time.Duration) (w *world, waiting, missing *project.Project) {
	w = newWorld(t)
	waiting = w.register(wuyi, "待采纳", 150000)
	w.handIn(waiting, march, 100)
	w.accept(w.handIn(w.register(wuyi, "已采纳", 150000), march, 200))
	draft := w.register(wuyi, "草稿", 150000)
	_, err := w.months.Save(actor(access.Clerk, wuyi), draft.ID, march, nil, monthly.Draft{})
	must(t, err)
	back := w.handIn(w.register(lanxi, "退回", 150000), march, 0)
	_, err = w.months.Return(secretariat, back.ProjectID, march, back.Version, monthly.Return{Reason: "请补充"})
	must(t, err)
	w.pause(w.register(lanxi, "暂停未报", 150000))
	told := w.register(lanxi, "暂停已报", 150000)
	w.handIn(told, march, 0)
	w.pause(told)
	missing = w.register(lanxi, "未报", 150000)
	w.clock.Advance(closing)
	w.register(wuyi, "新登记", 150000)
	w.handIn(w.register(lanxi, "迟报", 150000), march, 0)
	return w, waiting, missing
}

// TestTheListOfAMonthIsItsBoard: nobody is shown two numbers for one thing, while the month is open, when it is closed before its deadline or
// after it, and whatever becomes of the projects afterwards.
func TestTheListOfAMonthIsItsBoard(t *testing.T) {
	for name, closing := range map[string]time.Duration{"before the deadline": time.Hour, "after the deadline": 100 * 24 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			w, waiting, missing := reported(t, closing)
			w.same(march)
			open := w.listed(march)
			w.close(march)
			w.same(march)
			if diff := cmp.Diff(w.listed(march), open, published); diff != "" {
				t.Errorf("closed (-got +open):\n%s", diff)
			}
			w.clock.Advance(time.Hour)
			w.open(april)
			w.pause(missing)
			w.register(wuyi, "四月登记", 150000)
			_, err := w.projects.Archive(secretariat, waiting.ID, w.now(waiting).Version, "重复登记")
			must(t, err)
			w.same(march)
			w.same(april)
			if diff := cmp.Diff(w.listed(march), open, published); diff != "" {
				t.Errorf("later (-got +open):\n%s", diff)
			}
			if st := w.standing(leader, march, ""); !st.Frozen || w.standing(leader, april, "").Frozen {
				t.Error("the list does not say which of the months is frozen")
			}
		})
	}
}

// TestTheListOfAClosedMonthIsConfinedAndPaged as that of an open one is.
func TestTheListOfAClosedMonthIsConfinedAndPaged(t *testing.T) {
	w, _, _ := reported(t, time.Hour)
	lead := actor(access.Lead, lanxi)
	open := w.standing(lead, march, "")
	w.close(march)
	if diff := cmp.Diff(w.standing(lead, march, ""), open, published,
		cmpopts.IgnoreFields(monthly.Standing{}, "State", "Frozen")); diff != "" || len(open.Regions) != 1 {
		t.Errorf("a county's list (-closed +open):\n%s", diff)
	}
	for _, sort := range []string{"code", "-code"} {
		all, err := page.Parse(map[string][]string{"limit": {"200"}, "sort": {sort}}, monthly.StandingListing)
		must(t, err)
		whole, err := w.months.Standing(leader, march, all)
		must(t, err)
		q, err := page.Parse(map[string][]string{"limit": {"3"}, "sort": {sort}}, monthly.StandingListing)
		must(t, err)
		var walked []monthly.Line
		for pages := 0; pages < 4; pages++ {
			st, err := w.months.Standing(leader, march, q)
			must(t, err)
			walked = append(walked, st.Items...)
			if st.Next == "" {
				break
			}
			q, err = q.Next(st.Next)
			must(t, err)
		}
		if diff := cmp.Diff(walked, whole.Items, published); diff != "" || len(walked) != 8 {
			t.Errorf("%s, %d lines in pages (-got +want):\n%s", sort, len(walked), diff)
		}
	}
	in := page.First(monthly.StandingListing, 20).Where(monthly.StandingListing, "regionId", wuyi).Where(monthly.StandingListing, "state", "late", "waiting")
	st, err := w.months.Standing(leader, march, in)
	must(t, err)
	if len(st.Items) != 1 || st.Items[0].Name != "待采纳" || st.Total != 1 {
		t.Errorf("filtered: got %v of %d", st.Items, st.Total)
	}
}

// TestTheListSaysWhatWasAcceptedLater, at the version that the status is at, beside the state that was frozen.
func TestTheListSaysWhatWasAcceptedLater(t *testing.T) {
	w, waiting, _ := reported(t, time.Hour)
	w.close(march)
	w.open(april)
	line := w.standing(leader, march, "waiting").Items[0]
	if line.ProjectID != waiting.ID || line.AcceptedLater {
		t.Fatalf("got %+v, want what waits", line)
	}
	_, err := w.months.Accept(secretariat, waiting.ID, march, line.Version)
	must(t, err)
	now := w.standing(leader, march, "waiting").Items[0]
	if now.State != monthly.Submitted || !now.AcceptedLater || now.Version != line.Version+1 {
		t.Errorf("got %+v, want the frozen state and that it was accepted later", now)
	}
	w.same(march)
}
