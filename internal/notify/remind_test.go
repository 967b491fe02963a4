package notify_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/notify"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
	"zhaoyin/internal/task"
)

func TestEachStepIsToldOnce(t *testing.T) {
	w := newWorld(t, nil)
	for _, day := range []calendar.Date{
		"2022-04-11", "2022-04-12", "2022-04-12", "2022-04-13", "2022-04-14", "2022-04-15", "2022-04-15", "2022-04-18", "2022-04-19", "2022-04-22", "2022-04-24", "2022-04-25",
	} {
		w.on(day)
		w.remind(item("c1", "2022-04-15"))
	}
	w.same("steps", w.told("clerk."+wuyi), "threeDays oneDay due overdue overdue")
	w.same("steps of the lead", w.told("lead."+wuyi), "threeDays oneDay due overdue overdue")
	for _, name := range []string{"clerk." + lanxi, "lead." + lanxi, "dept.ndrc", "secretariat"} {
		w.same("steps of "+name, w.told(name), "")
	}
	in := w.inbox("clerk." + wuyi)
	w.same("the latest title", in.Items[0].Title, "已逾期 6 个工作日：“储能电池项目”落实联审意见c1")
	w.same("the first title", in.Items[4].Title, "还有 3 个工作日到期：“储能电池项目”落实联审意见c1")
	w.same("unread", in.Unread, 5)
}

func TestMissedRunsTellTheMostUrgentStepOnly(t *testing.T) {
	w := newWorld(t, nil)
	w.on("2022-04-12")
	w.remind(item("c1", "2022-04-15"))
	w.on("2022-04-15") // two days off: the day before has passed
	w.remind(item("c1", "2022-04-15"), item("c2", "2022-04-14"))
	w.remind(item("c1", "2022-04-15"), item("c2", "2022-04-14"))
	w.same("steps", w.told("clerk."+wuyi), "threeDays due overdue")
}

func TestAnotherDueDayBeginsAnew(t *testing.T) {
	w := newWorld(t, nil)
	w.on("2022-04-15")
	w.remind(item("c1", "2022-04-15"))
	w.remind(item("c1", "2022-04-20"))
	w.remind(item("c1", "2022-04-20"), item("c1", ""))
	w.same("steps", w.told("clerk."+wuyi), "due threeDays")
}

func TestWhoIsMeant(t *testing.T) {
	w := newWorld(t, nil)
	w.on("2022-04-14")
	foreign := item("c1", "2022-04-15")
	foreign.For = append(task.County(wuyi), task.Audience{Role: access.Clerk}, task.Audience{Role: access.Department, DepartmentID: "ndrc"})
	w.remind(foreign)
	w.same("a reviewer", w.told("dept.ndrc"), "oneDay")
	w.same("a clerk who is meant twice", w.told("clerk."+wuyi), "oneDay")
	w.same("another county's clerk", w.told("clerk."+lanxi), "")
	if err := w.notify.Remind(as("secretariat", access.Secretariat, ""), items(1, "2022-04-15")); !errors.Is(err, access.ErrForbidden) {
		t.Errorf("reminders by a person: got %v", err)
	}
}

// TestManyRemindAtOnce is two replicas that both believe that they are to remind.
func TestManyRemindAtOnce(t *testing.T) {
	w := newWorld(t, nil)
	w.on("2022-04-14")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if err := w.notify.Remind(clockwork, items(30, "2022-04-15")); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	w.same("notifications", w.inbox("clerk."+wuyi).Total, 30)
}

func TestManyItemsInFewTransactions(t *testing.T) {
	w := newWorld(t, nil)
	w.on("2022-04-14")
	w.remind(items(450, "2022-04-15")...)
	w.same("notifications", w.inbox("lead."+wuyi).Total, 450)
	over, stop := context.WithCancel(clockwork)
	stop()
	if err := w.notify.Remind(over, items(1, "2022-04-14")); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end: got %v", err)
	}
}

func TestReadersHaveTheirOwn(t *testing.T) {
	w := newWorld(t, nil)
	w.on("2022-04-14")
	w.remind(items(3, "2022-04-15")...)
	clerk, lead := as("clerk."+wuyi, access.Clerk, wuyi), as("lead."+wuyi, access.Lead, wuyi)
	id := w.inbox("clerk." + wuyi).Items[0].ID
	if _, err := w.notify.Read(lead, id); !errors.Is(err, store.ErrMissing) {
		t.Errorf("another's: got %v", err)
	}
	n, err := w.notify.Read(clerk, id)
	w.must(err)
	if n.Unread || n.ReadAt == nil || n.Version != 2 || !strings.Contains(n.Title, "储能电池项目") {
		t.Errorf("read: got %+v", n)
	}
	n, err = w.notify.Read(clerk, id)
	w.must(err)
	w.same("read twice", n.Version, int64(2))
	q := page.First(notify.Listing, 20).Where(notify.Listing, "unread", true)
	in, err := w.notify.List(clerk, q)
	w.must(err)
	w.same("unread", []int{in.Unread, in.Total}, []int{2, 2})
	m, err := w.notify.ReadAll(clerk)
	w.must(err)
	w.same("the rest", m.Read, 2)
	w.same("nothing left", w.inbox("clerk."+wuyi).Unread, 0)
	w.same("the lead's", w.inbox("lead."+wuyi).Unread, 3)
}

func debts(missing ...int) []notify.Debt {
	return []notify.Debt{{RegionID: wuyi, Missing: missing[0]}, {RegionID: lanxi, Missing: missing[1]}}
}

func TestUrging(t *testing.T) {
	w := newWorld(t, nil)
	city := as("secretariat", access.Secretariat, "")
	deadline := calendar.Date("2022-05-07").At(18, 0)
	urge := func(missing []notify.Debt, in notify.Call) map[string]string {
		t.Helper()
		out, err := w.notify.Urge(city, "2022-04", deadline, true, missing, in)
		w.must(err)
		got := map[string]string{}
		for _, r := range out.Regions {
			got[r.RegionID] = string(r.Outcome)
		}
		return got
	}
	w.same("all that owe", urge(debts(3, 0), notify.Call{Note: "请于今日下班前报齐"}), map[string]string{wuyi: "sent"})
	w.same("again at once", urge(debts(2, 1), notify.Call{}), map[string]string{wuyi: "recent", lanxi: "sent"})
	w.same("by name", urge(debts(0, 0), notify.Call{RegionIDs: []string{lanxi, lanxi}}), map[string]string{lanxi: "complete"})
	w.clock.Advance(hour)
	w.same("an hour later", urge(debts(2, 1), notify.Call{RegionIDs: []string{wuyi}}), map[string]string{wuyi: "sent"})

	in := w.inbox("lead." + wuyi)
	w.same("told", w.told("lead."+wuyi), "urged urged")
	w.same("title", in.Items[1].Title, "催报：请尽快报送 2022-04 月度进展，尚有 3 个项目未报送，截止时间 2022-05-07 18:00。")
	w.same("note", in.Items[1].Note, "请于今日下班前报齐")
	w.must(w.db.Read(clockwork, access.ScheduleRun, func(tx *store.Tx) error {
		rows, err := store.All[notify.Urging](tx, "region_id")
		if err == nil && (len(rows) != 2 || rows[0].Times != 2 || rows[0].Notified != 2 || rows[1].Times != 1) {
			t.Errorf("urgings: got %+v", rows)
		}
		return err
	}))

	_, err := w.notify.Urge(city, "2022-04", deadline, true, debts(1, 1), notify.Call{RegionIDs: []string{"330700"}})
	if err == nil || !strings.Contains(err.Error(), "/regionIds/0") {
		t.Errorf("no such county: got %v", err)
	}
	if _, err = w.notify.Urge(city, "2022-04", deadline, false, debts(1, 1), notify.Call{}); err == nil || !strings.Contains(err.Error(), "reminder.monthOver") {
		t.Errorf("a closed month: got %v", err)
	}
	if _, err = w.notify.Urge(as("lead."+wuyi, access.Lead, wuyi), "2022-04", deadline, true, debts(1, 1), notify.Call{}); !errors.Is(err, access.ErrForbidden) {
		t.Errorf("by a county: got %v", err)
	}
}

func TestTwoUrgeAtOnce(t *testing.T) {
	w := newWorld(t, nil)
	city := as("secretariat", access.Secretariat, "")
	for range 2 { // the first round inserts, the second one meets a row
		var all sync.WaitGroup
		for range 6 {
			all.Go(func() {
				_, err := w.notify.Urge(city, "2022-04", calendar.Date("2022-05-07").At(18, 0), true, debts(1, 0), notify.Call{})
				if err != nil && !errors.Is(err, store.ErrDuplicate) {
					t.Error(err)
				}
			})
		}
		all.Wait()
		w.clock.Advance(hour)
	}
	w.same("told", w.told("clerk."+wuyi), "urged urged")
}

// TestEachLevelIsToldOnce: those whom a level adds learn of it, those who knew learn of the next, and a thing without a due day is told too.
func TestEachLevelIsToldOnce(t *testing.T) {
	w := newWorld(t, nil)
	w.on("2022-04-14")
	notice := task.Notice{Item: item("i1", ""), Level: 1}
	notice.For = []task.Audience{{Role: access.Department, DepartmentID: "ndrc"}}
	for range 2 {
		w.must(w.notify.Announce(clockwork, []task.Notice{notice}))
	}
	w.same("the first level", w.told("dept.ndrc"), "escalated")
	w.same("the secretariat hears nothing yet", w.told("secretariat"), "")
	notice.Level, notice.For = 3, append(notice.For, task.Audience{Role: access.Secretariat}, task.Audience{Role: access.Lead, RegionID: wuyi})
	for range 2 {
		w.must(w.notify.Announce(clockwork, []task.Notice{notice}))
	}
	w.same("the next level", w.told("dept.ndrc"), "escalated escalated")
	w.same("the secretariat", w.told("secretariat"), "escalated")
	w.same("the county's lead", w.told("lead."+wuyi), "escalated")
	w.same("another county's lead", w.told("lead."+lanxi), "")
	w.same("no due day", w.inbox("dept.ndrc").Items[0].DueOn, calendar.Date(""))
}
