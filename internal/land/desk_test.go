package land_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/land"
	"zhaoyin/internal/store"
	"zhaoyin/internal/task"
	"zhaoyin/internal/timeline"
	"zhaoyin/internal/unit"
)

// waiting is what waits for an actor: kind and due day of each.
func (w *world) waiting(ctx context.Context) map[task.Kind]calendar.Date {
	w.t.Helper()
	got := map[task.Kind]calendar.Date{}
	must(w.t, w.db.Read(ctx, access.TodoRead, func(tx *store.Tx) error {
		items, err := land.Waiting(tx)
		for _, i := range items {
			if i.ZH == "" || i.EN == "" || i.Link == "" || i.ProjectID == "" {
				w.t.Errorf("item %+v is not whole", i)
			}
			if i.Concerns(tx.Actor) {
				got[i.Kind] = i.DueOn
			}
		}
		return err
	}))
	return got
}

func TestWhatWaitsForWhom(t *testing.T) {
	w := newWorld(t)
	city := w.pool("", "统筹", 500)
	p := w.register(wuyi, "待办项目")
	none := map[task.Kind]calendar.Date{}
	is := func(step string, ctx context.Context, want map[task.Kind]calendar.Date) {
		t.Helper()
		if diff := cmp.Diff(w.waiting(ctx), want); diff != "" {
			t.Errorf("%s (-got +want):\n%s", step, diff)
		}
	}
	r := w.apply(wuyi, p, 100, 0)
	is("asked", wuyiLead, map[task.Kind]calendar.Date{task.LandPrecheck: "2022-04-15"})
	is("asked", wuyiLand, map[task.Kind]calendar.Date{task.LandPrecheck: "2022-04-15"})
	is("asked", wuyi, none)
	is("asked", lanxiLead, none)
	r, err := w.land.Precheck(wuyiLead, r.ID, r.Version, land.Precheck{})
	must(t, err)
	is("prechecked", officer, map[task.Kind]calendar.Date{task.LandDecide: "2022-04-25"})
	is("prechecked", wuyiLead, none)
	is("prechecked, of the city's quota", wuyiLand, none)
	small := w.apply(wuyi, w.register(wuyi, "自有指标项目"), 20, 20)
	small, err = w.land.Precheck(wuyiLead, small.ID, small.Version, land.Precheck{})
	must(t, err)
	is("prechecked, of the county's own quota", wuyiLand, map[task.Kind]calendar.Date{task.LandDecide: "2022-04-25"})
	_, err = w.land.Refuse(officer, small.ID, small.Version, land.Refusal{Reason: "改用存量"})
	must(t, err)
	w.approve(r, city, 100, "2022-06-30")
	is("approved", wuyi, map[task.Kind]calendar.Date{task.LandStart: "2022-06-30"})
	is("approved", officer, none)
	w.day("2022-07-01")
	is("late", officer, map[task.Kind]calendar.Date{task.LandRecall: "2022-07-14"})
	is("late", wuyi, map[task.Kind]calendar.Date{task.LandStart: "2022-06-30"})
	w.start(p)
	is("started", officer, none)
	is("started", wuyi, none)
}

func TestPapersAndTimeline(t *testing.T) {
	w := newWorld(t)
	city := w.pool("", "统筹", 500)
	p := w.register(wuyi, "武义大项目")
	r := w.approve(w.ready(p, 300, 80), city, 200, "2022-04-30")
	gone := w.ready(p, 50, 0)
	_, err := w.land.Withdraw(wuyiLead, gone.ID, 0, land.Withdrawal{Reason: "改用存量"})
	must(t, err)
	w.day("2022-05-06")
	w.apply(lanxi, w.register(lanxi, "兰溪项目"), 60, 60)

	must(t, w.db.Read(officer, access.LandRequestList, func(tx *store.Tx) error {
		april, err := land.Tally(tx, "2022-04")
		must(t, err)
		may, err := land.Tally(tx, "2022-05")
		must(t, err)
		asked := land.Amounts{RequestedMu: unit.WholeMu(300), ApprovedMu: unit.WholeMu(200)}
		theirs := land.Amounts{RequestedMu: unit.WholeMu(60)}
		if diff := cmp.Diff(april["330723"], land.Count{Month: asked, Year: asked}); diff != "" {
			t.Errorf("April (-got +want):\n%s", diff)
		}
		want := map[string]land.Count{"330723": {Year: asked}, "330781": {Month: theirs, Year: theirs}}
		if diff := cmp.Diff(may, want); diff != "" {
			t.Errorf("May (-got +want):\n%s", diff)
		}
		s, err := land.Report(tx, "2022-04")
		must(t, err)
		if len(s.Requests) != 1 || s.Requests[0].ProjectName != "武义大项目" || s.Requests[0].Pools[0] != "统筹" || s.Requests[0].ApprovedMu != unit.WholeMu(200) {
			t.Errorf("requests of April %+v", s.Requests)
		}
		if s.AsOf != "2022-04-30" || len(s.Pools) != 1 || s.Pools[0].BalanceMu != unit.WholeMu(300) || s.Pools[0].GrantedMu != unit.WholeMu(200) {
			t.Errorf("pools as of %s: %+v", s.AsOf, s.Pools)
		}
		if len(s.Recalls) != 1 || s.Recalls[0].RequestID != r.ID {
			t.Errorf("recalls %+v", s.Recalls)
		}
		return nil
	}))
	must(t, w.db.Read(lanxi, access.TimelineRead, func(tx *store.Tx) error {
		events, err := land.Timeline(tx, p.ID)
		must(t, err)
		if len(events) != 0 {
			t.Errorf("another county reads %d events", len(events))
		}
		s, err := land.Report(tx, "2022-04")
		must(t, err)
		if len(s.Requests)+len(s.Recalls) != 0 || len(s.Pools) != 1 {
			t.Errorf("another county reads %+v", s)
		}
		return nil
	}))
	must(t, w.db.Read(wuyi, access.TimelineRead, func(tx *store.Tx) error {
		events, err := land.Timeline(tx, p.ID)
		must(t, err)
		timeline.Sort(events)
		got := map[string]string{}
		for _, e := range events {
			if e.Subject == r.ID {
				got[e.Code] = e.ZH + " | " + e.EN + " | " + e.By
			}
		}
		want := map[string]string{
			"land.requested":  "用地指标：提出申请 300 亩（新建厂房） | Land quota: Requested, 300 mu (新建厂房) | clerk.330723",
			"land.prechecked": "用地指标：预审通过 | Land quota: Prechecked | lead.330723",
			"land.approved":   "用地指标：核准 200 亩 | Land quota: Approved, 200 mu | land.",
		}
		if diff := cmp.Diff(got, want); diff != "" {
			t.Errorf("timeline (-got +want):\n%s", diff)
		}
		return nil
	}))
}
