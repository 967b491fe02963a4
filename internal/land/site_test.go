package land_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/land"
	"zhaoyin/internal/ledger"
	"zhaoyin/internal/page"
	"zhaoyin/internal/patch"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

func (w *world) site(ctx context.Context, name string, planned int64) *land.Site {
	w.t.Helper()
	s, err := w.supply().RegisterSite(ctx, land.Renewal{Name: name, Kind: land.Inefficient, PlannedMu: unit.WholeMu(planned)})
	must(w.t, err)
	return s
}

// report puts a month's areas in whole mu; any version, with a reason when there is one.
func (w *world) report(ctx context.Context, id string, m calendar.Month, cleared, supplied int64, reason string) error {
	w.t.Helper()
	c, s, seen := unit.WholeMu(cleared), unit.WholeMu(supplied), int64(-1)
	_, err := w.supply().SaveSiteMonth(ctx, id, m, &seen, land.SiteProgress{ClearedMu: &c, SuppliedMu: &s, Reason: reason})
	return err
}

func (w *world) stockPool(region string) *land.Pool {
	w.t.Helper()
	in := land.Opening{Year: 2022, Kind: land.StockLand, Name: "存量盘活" + region}
	if region != "" {
		in.RegionID = &region
	}
	p, err := w.land.OpenPool(officer, in)
	must(w.t, err)
	return p
}

func TestSiteMonthsKeepTheirOrder(t *testing.T) {
	w := newWorld(t)
	s := w.site(wuyi, "临江工业园区", 500)
	steps := []struct {
		month             calendar.Month
		cleared, supplied int64
		reason, code      string
	}{
		{"2022-01", 100, 101, "", "site.supplied"},
		{"2022-01", 100, 40, "", ""},
		{"2022-03", 200, 260, "", ""}, // 300 cleared, 300 supplied
		{"2022-02", 0, 1, "", "site.supplied"},
		{"2022-02", 0, 0, "", ""},
		{"2022-01", 90, 40, "", "supply.reason"},
		{"2022-01", 90, 40, "复核面积", "site.supplied"}, // March would have supplied more than was cleared
		{"2022-03", 200, 200, "重复计算", ""},
		{"2022-01", 90, 40, "复核面积", ""},
		{"2022-04", 211, 0, "", "site.plan"},
		{"2022-04", 210, 0, "", ""},
		{"2022-04", 210, 0, "", ""}, // says the same: no reason asked
		{"2022-05", 0, 0, "", "site.month"},
		{"2021-12", -1, 0, "", "site.area"},
	}
	for i, st := range steps {
		err := w.report(wuyi, s.ID, st.month, st.cleared, st.supplied, st.reason)
		if st.code == "" {
			must(t, err)
			continue
		}
		wantFault(t, err, st.code)
		if t.Failed() {
			t.Fatalf("step %d", i)
		}
	}
	got, err := w.supply().Site(wuyi, s.ID)
	must(t, err)
	if want := (land.SiteTotal{ClearedMu: unit.WholeMu(500), SuppliedMu: unit.WholeMu(240)}); got.Totals != want {
		t.Errorf("totals: got %+v, want %+v", got.Totals, want)
	}
	of, err := w.supply().SiteMonths(wuyi, s.ID, page.First(land.SiteMonthListing, 20))
	must(t, err)
	if len(of.Items) != 4 || of.Items[0].Month != "2022-01" || of.Items[0].Reason != "复核面积" || of.Items[0].Version != 2 {
		t.Errorf("months: got %+v", of.Items)
	}
	wantFault(t, w.report(lanxi, s.ID, "2022-04", 0, 0, "越界"), "missing")
	wantFault(t, w.report(secretariat, s.ID, "2022-04", 0, 0, "越权"), "access.forbidden")
}

func TestSiteMonthNamesTheVersionSeen(t *testing.T) {
	w := newWorld(t)
	s := w.site(wuyi, "临江工业园区", 500)
	save := func(seen *int64, cleared unit.Mu) error {
		zero := unit.Mu(0)
		_, err := w.supply().SaveSiteMonth(wuyi, s.ID, "2022-03", seen, land.SiteProgress{ClearedMu: &cleared, SuppliedMu: &zero, Reason: "复核"})
		return err
	}
	version := func(n int64) *int64 { return &n }
	wantFault(t, save(version(1), 100), "site.stale")
	must(t, save(nil, 100))
	wantFault(t, save(nil, 200), "site.unseen")
	wantFault(t, save(version(0), 200), "stale")
	wantFault(t, save(version(2), 200), "stale")
	must(t, save(version(1), 200))
}

func TestSitePlanIsAmended(t *testing.T) {
	w := newWorld(t)
	s := w.site(wuyi, "临江工业园区", 500)
	w.site(lanxi, "城南地块", 50)
	_, err := w.supply().RegisterSite(wuyi, land.Renewal{Name: " 临江工业园区 ", Kind: land.UrbanRenewal, PlannedMu: 100})
	wantFault(t, err, "site.name")
	_, err = w.supply().RegisterSite(wuyi, land.Renewal{RegionID: "330781", Name: "别处", Kind: land.UrbanRenewal, PlannedMu: 100})
	wantFault(t, err, "access.beyond")
	must(t, w.report(wuyi, s.ID, "2022-03", 300, 0, ""))
	_, err = w.supply().AmendSite(wuyi, s.ID, s.Version, land.SiteAmendment{PlannedMu: patch.Of(unit.WholeMu(299))})
	wantFault(t, err, "site.plan")
	_, err = w.supply().AmendSite(wuyi, s.ID, s.Version+1, land.SiteAmendment{PlannedMu: patch.Of(unit.WholeMu(300))})
	wantFault(t, err, "stale")
	got, err := w.supply().AmendSite(wuyi, s.ID, s.Version, land.SiteAmendment{PlannedMu: patch.Of(unit.WholeMu(300)), Kind: patch.Of(land.UrbanRenewal)})
	must(t, err)
	if got.PlannedMu != unit.WholeMu(300) || got.Kind != land.UrbanRenewal || got.Totals.ClearedMu != unit.WholeMu(300) || got.Version != 2 {
		t.Errorf("got %+v", got)
	}
	of, err := w.supply().Sites(secretariat, page.First(land.SiteListing, 20))
	must(t, err)
	if len(of.Items) != 2 || of.Items[1].Totals.ClearedMu != unit.WholeMu(300) {
		t.Errorf("sites: got %+v", of.Items)
	}
}

// TestSiteIssuesNoMoreThanItFreed races 24 issues of 20 mu for the 100 mu that were cleared.
func TestSiteIssuesNoMoreThanItFreed(t *testing.T) {
	w := newWorld(t)
	s, city := w.site(wuyi, "临江工业园区", 500), w.stockPool("")
	must(t, w.report(wuyi, s.ID, "2022-03", 100, 0, ""))
	var wg sync.WaitGroup
	errs := make([]error, 24)
	for i := range errs {
		wg.Go(func() {
			_, errs[i] = w.supply().IssueSite(officer, s.ID, land.SiteIssue{PoolID: city.ID, AreaMu: unit.WholeMu(20)})
		})
	}
	wg.Wait()
	done := 0
	for _, err := range errs {
		if err == nil {
			done++
			continue
		}
		wantFault(t, err, "site.exhausted")
	}
	if done != 5 {
		t.Errorf("%d issues of 20 mu passed, want 5", done)
	}
	w.holds(city.ID, 100, 0, 0, 0)
	wantFault(t, w.report(wuyi, s.ID, "2022-03", 99, 0, "复核"), "site.issued")
	got, err := w.supply().Site(wuyi, s.ID) // the county sees what went into the city's pool
	must(t, err)
	if got.Totals.IssuedMu != unit.WholeMu(100) {
		t.Errorf("issued: got %s, want 100", got.Totals.IssuedMu)
	}
}

func TestSiteIssueGoesIntoStockLandAlone(t *testing.T) {
	w := newWorld(t)
	s := w.site(wuyi, "临江工业园区", 500)
	must(t, w.report(wuyi, s.ID, "2022-03", 100, 0, ""))
	own, fresh := w.stockPool("330723"), w.pool("", "新增计划", 0)
	for name, pool := range map[string]string{"site.pool": fresh.ID, "noSuch": "none"} {
		_, err := w.supply().IssueSite(officer, s.ID, land.SiteIssue{PoolID: pool, AreaMu: 100})
		wantFault(t, err, name)
	}
	_, err := w.supply().IssueSite(officer, s.ID, land.SiteIssue{PoolID: w.stockPool("330781").ID, AreaMu: 100})
	wantFault(t, err, "site.pool")
	for _, ctx := range []context.Context{wuyi, wuyiLand, secretariat} {
		_, err := w.supply().IssueSite(ctx, s.ID, land.SiteIssue{PoolID: own.ID, AreaMu: 100})
		if fault.KindOf(err) != fault.Forbidden {
			t.Errorf("got %v, want a refusal", err)
		}
	}
	_, err = w.supply().IssueSite(officer, s.ID, land.SiteIssue{PoolID: own.ID, AreaMu: -5})
	wantFault(t, err, "range")
	e, err := w.supply().IssueSite(officer, s.ID, land.SiteIssue{PoolID: own.ID, AreaMu: unit.WholeMu(100), Note: "验收"})
	must(t, err)
	if e.Kind != ledger.Issue || e.RequestID != s.ID || e.BalanceMu != unit.WholeMu(100) {
		t.Errorf("got %+v", e)
	}
	_, err = w.supply().ReverseSiteIssue(officer, s.ID, land.SiteReversal{EntryID: "none", Reason: "文号有误"})
	wantFault(t, err, "noSuch")
	_, err = w.supply().ReverseSiteIssue(officer, s.ID, land.SiteReversal{EntryID: e.ID, Reason: "文号有误"})
	must(t, err)
	_, err = w.supply().ReverseSiteIssue(officer, s.ID, land.SiteReversal{EntryID: e.ID, Reason: "文号有误"})
	if !errors.Is(err, ledger.ErrReversed) {
		t.Errorf("reversed twice: got %v", err)
	}
	_, err = w.supply().IssueSite(officer, s.ID, land.SiteIssue{PoolID: own.ID, AreaMu: unit.WholeMu(100)}) // the area is free again
	must(t, err)
	w.holds(own.ID, 100, 0, 0, 0)
}

func TestRenewalInTheReport(t *testing.T) {
	w := newWorld(t)
	a, b, c := w.site(wuyi, "甲", 500), w.site(wuyi, "乙", 200), w.site(lanxi, "丙", 90)
	must(t, w.report(wuyi, a.ID, "2021-12", 100, 50, ""))
	must(t, w.report(wuyi, a.ID, "2022-02", 40, 30, ""))
	must(t, w.report(wuyi, a.ID, "2022-03", 7, 5, ""))
	must(t, w.report(wuyi, b.ID, "2022-03", 20, 10, ""))
	must(t, w.report(lanxi, c.ID, "2022-04", 90, 90, "")) // after the month
	w.hand(wuyi, "2022-03-10", 80, stock)
	for name, tt := range map[string]struct {
		ctx  context.Context
		want []string
	}{
		"city": {secretariat, []string{"兰溪市 1: 90/0/0 month 0/0 year 0/0", "武义县 2: 700/167/95 month 27/15 year 67/45"}},
		"武义":   {wuyi, []string{"武义县 2: 700/167/95 month 27/15 year 67/45"}},
	} {
		var part *land.SupplyPart
		must(t, w.db.Read(tt.ctx, access.LandSupplyList, func(tx *store.Tx) (err error) {
			part, err = land.SupplyReport(tx, "2022-03")
			return err
		}))
		var got []string
		for _, l := range part.Renewal {
			got = append(got, fmt.Sprintf("%s %d: %s/%s/%s month %s/%s year %s/%s", l.Name, l.Sites, l.Total.PlannedMu, l.Total.ClearedMu, l.Total.SuppliedMu,
				l.Month.ClearedMu, l.Month.SuppliedMu, l.Year.ClearedMu, l.Year.SuppliedMu))
		}
		if diff := cmp.Diff(got, tt.want); diff != "" {
			t.Errorf("%s: renewal (-got +want):\n%s", name, diff)
		}
		if len(part.Sites) < 2 || part.City.Year.StockMu != unit.WholeMu(80) || part.Sentence == "" || part.SentenceEN == "" {
			t.Errorf("%s: got %+v", name, part)
		}
	}
	must(t, w.db.Read(wuyi, access.LandSiteList, func(tx *store.Tx) error {
		all, err := land.SiteTally(tx, "2022-03")
		if len(all) != 1 || all["330723"].Year.ClearedMu != unit.WholeMu(67) {
			t.Errorf("tally: got %+v", all)
		}
		return err
	}))
}
