package land_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/land"
	"zhaoyin/internal/ledger"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// TestPoolsAndRequestsAgree takes any steps on a few requests over two pools, on any days, and then holds the ledger against the requests: what a pool has
// granted, used and reserved is what the requests and reservations say, and all that came in is still there.
func TestPoolsAndRequestsAgree(t *testing.T) {
	w := newWorld(t)
	p := w.register(wuyi, "任意顺序")
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		pools := []*land.Pool{w.pool("", fmt.Sprintf("统筹%d", n), 100), w.pool("330723", fmt.Sprintf("计划%d", n), 60)}
		ids := w.queue(p.ID, 3, 50)
		for range rapid.IntRange(1, 14).Draw(rt, "steps") {
			w.clock.Advance(time.Duration(rapid.IntRange(0, 5).Draw(rt, "days")) * 24 * time.Hour)
			id, pool := rapid.SampledFrom(ids).Draw(rt, "request"), rapid.SampledFrom(pools).Draw(rt, "pool")
			mu := unit.WholeMu(rapid.Int64Range(1, 60).Draw(rt, "mu"))
			err := w.any(rt, id, pool, mu)
			if err != nil && fault.KindOf(err) != fault.Conflict && fault.KindOf(err) != fault.Invalid {
				rt.Fatalf("a step failed otherwise than by a rule: %v", err)
			}
		}
		w.agree(rt, pools, ids)
	})
}

// any takes one step of any kind; most are refused at the point where the request stands.
func (w *world) any(rt *rapid.T, id string, pool *land.Pool, mu unit.Mu) error {
	today := calendarToday(w)
	steps := map[string]func() error{
		"reserve": func() error {
			_, err := w.land.Reserve(officer, id, 0, land.Booking{PoolID: pool.ID, AreaMu: mu, ExpiresOn: today.Add(3)})
			return err
		},
		"approve": func() error {
			_, err := w.land.Approve(officer, id, 0, land.Approval{PoolID: pool.ID, ApprovedMu: mu, StartBy: today.Add(2)})
			return err
		},
		"use": func() error { _, err := w.land.Use(officer, id, 0, land.Usage{AreaMu: mu}); return err },
		"return": func() error {
			_, err := w.land.Return(officer, id, 0, land.GivingBack{AreaMu: mu, Reason: "x"})
			return err
		},
		"recall": func() error {
			_, err := w.land.Recall(officer, id, 0, land.Recalling{Decision: land.Confirm, Reason: "x"})
			return err
		},
		"withdraw": func() error { _, err := w.land.Withdraw(officer, id, 0, land.Withdrawal{Reason: "x"}); return err },
		"refuse":   func() error { _, err := w.land.Refuse(officer, id, 0, land.Refusal{Reason: "x"}); return err },
		"lapse":    func() error { _, err := w.land.Lapse(system); return err },
		"unuse": func() error {
			r, err := w.land.Request(officer, id)
			if err != nil || len(r.Uses) == 0 {
				return err
			}
			_, err = w.land.Post(officer, r.Grants[0].PoolID, land.Posting{Kind: ledger.Reverse, Reverses: r.Uses[0].EntryIDs[0], Note: "x"})
			return err
		},
	}
	// The steps that lead on come more often, so that a run gets somewhere.
	names := []string{"reserve", "reserve", "approve", "approve", "use", "use", "return", "recall", "withdraw", "refuse", "lapse", "unuse"}
	return steps[rapid.SampledFrom(names).Draw(rt, "step")]()
}

func (w *world) agree(rt *rapid.T, pools []*land.Pool, ids []string) {
	type sums struct{ granted, used, reserved unit.Mu }
	want := map[string]*sums{pools[0].ID: {}, pools[1].ID: {}}
	err := w.db.Read(officer, access.LandRequestList, func(tx *store.Tx) error {
		requests, err := store.All[land.Request](tx, "id", store.In("id", ids))
		if err != nil {
			return err
		}
		for _, r := range requests {
			var back unit.Mu
			for _, g := range r.Grants {
				want[g.PoolID].granted += g.AreaMu - g.UsedMu - g.ReturnedMu
				want[g.PoolID].used += g.UsedMu
				back += g.ReturnedMu
			}
			if back != r.ReturnedMu || r.State == land.Used && r.UsedMu == 0 || r.State == land.Returned && r.UsedMu > 0 {
				rt.Errorf("request %+v contradicts itself", r)
			}
		}
		held, err := store.All[land.Reservation](tx, "id", store.In("request_id", ids), store.Where("state = ?", land.Held))
		for _, h := range held {
			want[h.PoolID].reserved += h.AreaMu
		}
		return err
	})
	if err != nil {
		rt.Fatal(err)
	}
	for i, total := range []int64{100, 60} {
		p, err := w.land.Pool(officer, pools[i].ID, "")
		if err != nil {
			rt.Fatal(err)
		}
		if got := (sums{p.GrantedMu, p.UsedMu, p.ReservedMu}); got != *want[p.ID] || p.TotalMu != unit.WholeMu(total) {
			rt.Errorf("%s holds %+v of %s, want %+v of %d", p.Name, got, p.TotalMu, *want[p.ID], total)
		}
	}
}
