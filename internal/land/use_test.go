package land_test

import (
	"testing"

	"zhaoyin/internal/access"
	"zhaoyin/internal/land"
	"zhaoyin/internal/ledger"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// proposed is the requests that an officer finds under recall=proposed.
func (w *world) proposed() []land.Request {
	w.t.Helper()
	of, err := w.land.Requests(officer, page.First(land.RequestListing, 20), true)
	must(w.t, err)
	return of.Items
}

func TestRecallIsProposedThenDecided(t *testing.T) {
	w := newWorld(t)
	city := w.pool("", "统筹", 500)
	slow, quick := w.register(wuyi, "迟迟不开工"), w.register(wuyi, "按期开工")
	r := w.approve(w.ready(slow, 100, 0), city, 100, "2022-06-30")
	w.approve(w.ready(quick, 100, 0), city, 100, "2022-06-30")

	w.day("2022-06-30")
	w.start(quick)
	if got := w.proposed(); len(got) != 0 {
		t.Errorf("on the last day %d recalls are proposed", len(got))
	}
	_, err := w.land.Recall(officer, r.ID, r.Version, land.Recalling{Decision: land.Confirm, Reason: "太早"})
	wantFault(t, err, "land.recallNotDue")

	w.day("2022-07-01")
	if got := w.proposed(); len(got) != 1 || got[0].ID != r.ID || !got[0].RecallProposed {
		t.Fatalf("proposed %+v, want the one that has not started", got)
	}
	for name, tt := range map[string]struct {
		in   land.Recalling
		code string
	}{
		"no new day":     {land.Recalling{Decision: land.Extend, Reason: "x"}, "land.later"},
		"today":          {land.Recalling{Decision: land.Extend, Reason: "x", StartBy: "2022-07-01"}, "land.later"},
		"an earlier one": {land.Recalling{Decision: land.Extend, Reason: "x", StartBy: "2022-06-01"}, "land.later"},
	} {
		_, err = w.land.Recall(officer, r.ID, r.Version, tt.in)
		if err == nil {
			t.Errorf("%s was taken", name)
		}
		wantFault(t, err, tt.code)
	}
	r, err = w.land.Recall(officer, r.ID, r.Version, land.Recalling{Decision: land.Extend, Reason: "疫情影响", StartBy: "2022-09-30"})
	must(t, err)
	if r.StartBy != "2022-09-30" || r.RecallProposed || len(w.proposed()) != 0 {
		t.Errorf("extended %+v", r)
	}
	w.day("2022-10-08")
	_, err = w.land.Recall(wuyiLead, r.ID, r.Version, land.Recalling{Decision: land.Confirm, Reason: "x"})
	wantFault(t, err, "access.forbidden")
	r, err = w.land.Recall(officer, r.ID, r.Version, land.Recalling{Decision: land.Confirm, Reason: "逾期未开工"})
	must(t, err)
	if r.State != land.Recalled || r.ReturnedMu != unit.WholeMu(100) || r.LeftMu != 0 || r.RecallProposed {
		t.Errorf("recalled %+v", r)
	}
	w.holds(city.ID, 400, 0, 100, 0)
	last := w.entries(officer, city.ID, "")
	if e := last[len(last)-1]; e.Kind != ledger.Recall || e.Note != "逾期未开工" || e.RequestID != r.ID {
		t.Errorf("last entry %+v", e)
	}
	then, err := w.land.Pool(officer, city.ID, "2022-10-07")
	must(t, err)
	if then.GrantedMu != unit.WholeMu(200) {
		t.Errorf("the day before %s mu were granted, want 200", then.GrantedMu)
	}
}

func TestUnusedGrantComesBack(t *testing.T) {
	w := newWorld(t)
	city := w.pool("", "统筹", 500)
	r := w.approve(w.ready(w.register(wuyi, "退地项目"), 100, 0), city, 100, "2022-10-31")
	r, err := w.land.Return(wuyiLead, r.ID, r.Version, land.GivingBack{AreaMu: unit.WholeMu(40), Reason: "方案优化"})
	must(t, err)
	if r.State != land.Approved || r.LeftMu != unit.WholeMu(60) {
		t.Errorf("after a part %+v", r)
	}
	r, err = w.land.Return(wuyiLead, r.ID, r.Version, land.GivingBack{Reason: "项目终止"})
	must(t, err)
	if r.State != land.Returned || r.ApprovedMu != unit.WholeMu(100) {
		t.Errorf("after the rest %+v", r)
	}
	w.holds(city.ID, 500, 0, 0, 0)
	_, err = w.land.Use(wuyi, r.ID, 0, land.Usage{AreaMu: 1})
	wantFault(t, err, "land.state")
}

func TestUseOfAParcel(t *testing.T) {
	w := newWorld(t)
	city := w.pool("", "统筹", 500)
	p, other := w.register(wuyi, "供地项目"), w.register(wuyi, "另一项目")
	r := w.approve(w.ready(p, 100, 0), city, 100, "2022-10-31")
	parcel := func(project, region, number string, mu int64) string {
		s := &land.Supply{RegionID: region, ProjectID: project, SuppliedOn: "2022-04-10", AreaMu: unit.WholeMu(mu), Source: land.NewSource, Parcel: number, ParcelKey: number}
		must(t, w.db.Write(system, access.StoreSeed, func(tx *store.Tx) error { return store.Insert(tx, s) }))
		return s.ID
	}
	mine := parcel(p.ID, "330723", "武土2022-8", 60)
	for name, tt := range map[string]struct {
		supply string
		mu     int64
		code   string
	}{
		"none":              {"x", 10, "noSuch"},
		"another project's": {parcel(other.ID, "330723", "武土2022-9", 60), 10, "land.parcelElse"},
		"another county's":  {parcel("", "330781", "兰土2022-1", 60), 10, "noSuch"},
		"more than it is":   {mine, 61, "land.parcelArea"},
	} {
		_, err := w.land.Use(wuyi, r.ID, 0, land.Usage{AreaMu: unit.WholeMu(tt.mu), SupplyID: tt.supply})
		if err == nil {
			t.Errorf("%s was taken", name)
		}
		wantFault(t, err, tt.code)
	}
	r, err := w.land.Use(wuyi, r.ID, 0, land.Usage{AreaMu: unit.WholeMu(60), SupplyID: mine})
	must(t, err)
	_, err = w.land.Use(wuyi, r.ID, 0, land.Usage{AreaMu: unit.WholeMu(10), SupplyID: mine})
	wantFault(t, err, "land.parcelUsed")
	w.holds(city.ID, 400, 0, 40, 60)

	entry := r.Uses[0].EntryIDs[0]
	granted := w.entries(officer, city.ID, "")[1]
	_, err = w.land.Post(officer, city.ID, land.Posting{Kind: ledger.Reverse, Reverses: granted.ID, Note: "绕过申请"})
	wantFault(t, err, "land.bound")
	_, err = w.land.Post(officer, city.ID, land.Posting{Kind: ledger.Reverse, Reverses: entry, Note: "宗地登记有误"})
	must(t, err)
	r, err = w.land.Request(officer, r.ID)
	must(t, err)
	if r.State != land.Approved || r.UsedMu != 0 || r.LeftMu != unit.WholeMu(100) || r.Uses[0].ReversedMu != unit.WholeMu(60) {
		t.Errorf("after the reversal %+v", r)
	}
	w.holds(city.ID, 400, 0, 100, 0)
	_, err = w.land.Post(officer, city.ID, land.Posting{Kind: ledger.Reverse, Reverses: entry, Note: "再来一次"})
	wantFault(t, err, "ledger.reversed")
	if _, err := w.land.Use(wuyi, r.ID, 0, land.Usage{AreaMu: unit.WholeMu(50), SupplyID: mine}); err != nil {
		t.Errorf("the parcel is free again: %v", err)
	}
}
