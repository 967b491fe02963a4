package land_test

import (
	"fmt"
	"sync"
	"testing"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/land"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// TestManyGrantsAtOnce runs 64 grants against a pool that holds half of what they ask, twenty times: the pool is given away to the last mu and never
// beyond, and everyone else learns that it is exhausted.
func TestManyGrantsAtOnce(t *testing.T) {
	w := newWorld(t)
	p := w.register(wuyi, "同时申请")
	const grants, each = 64, 10
	for run := range 20 {
		pool := w.pool("", fmt.Sprintf("第%d轮", run), grants*each/2)
		ids := w.queue(p.ID, grants, each)
		errs := make([]error, grants)
		start := make(chan struct{})
		var done sync.WaitGroup
		for i, id := range ids {
			done.Add(1)
			go func() {
				defer done.Done()
				<-start
				_, errs[i] = w.land.Approve(officer, id, 1, land.Approval{PoolID: pool.ID, ApprovedMu: unit.WholeMu(each), StartBy: "2022-10-31"})
			}()
		}
		close(start)
		done.Wait()
		won := 0
		for _, err := range errs {
			if err == nil {
				won++
				continue
			}
			f, ok := fault.Find(err)
			if !ok || f.Fault.Code != "land.exhausted" || f.Extra["want"] != unit.WholeMu(each) || f.Extra["have"].(unit.Mu) >= unit.WholeMu(each) {
				t.Errorf("run %d: a loser got %v", run, err)
			}
		}
		if won != grants/2 {
			t.Errorf("run %d: %d grants won, want %d", run, won, grants/2)
		}
		w.holds(pool.ID, 0, 0, grants*each/2, 0)
	}
}

// queue makes prechecked requests in one transaction, so that the test's time goes into the race.
func (w *world) queue(projectID string, n int, mu int64) []string {
	w.t.Helper()
	ids := make([]string, n)
	must(w.t, w.db.Write(system, access.StoreSeed, func(tx *store.Tx) error {
		for i := range ids {
			r := &land.Request{
				RegionID: "330723", ProjectID: projectID, AreaMu: unit.WholeMu(mu), CityShareMu: unit.WholeMu(mu), Kind: land.NewLand, Reason: "新建厂房",
				State: land.Prechecked, RequestedOn: tx.Today(), PrecheckedOn: tx.Today(), Checks: []land.Check{},
				Grants: []land.Grant{}, Conditions: []string{}, Uses: []land.Use{}, Steps: []land.Step{},
			}
			if err := store.Insert(tx, r); err != nil {
				return err
			}
			ids[i] = r.ID
		}
		return nil
	}))
	return ids
}

// TestOneRequestIsGrantedOnce lets eight officers grant the same request at once.
func TestOneRequestIsGrantedOnce(t *testing.T) {
	w := newWorld(t)
	pool := w.pool("", "统筹", 1000)
	r := w.ready(w.register(wuyi, "一次核准"), 100, 0)
	errs := make(chan error, 8)
	for range 8 {
		go func() {
			_, err := w.land.Approve(officer, r.ID, r.Version, land.Approval{PoolID: pool.ID, ApprovedMu: unit.WholeMu(100), StartBy: "2022-10-31"})
			errs <- err
		}()
	}
	won := 0
	for range 8 {
		if err := <-errs; err == nil {
			won++
		} else {
			wantFault(t, err, "stale")
		}
	}
	if won != 1 {
		t.Errorf("%d grants won, want 1", won)
	}
	w.holds(pool.ID, 900, 0, 100, 0)
}
