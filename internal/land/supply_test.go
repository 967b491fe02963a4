package land_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/land"
	"zhaoyin/internal/page"
	"zhaoyin/internal/period"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

const (
	fresh = land.NewSource
	stock = land.StockSource
)

func (w *world) supply() *land.SupplyService { return land.NewSupplyService(w.db) }

// hand records a parcel with a number of its own.
func (w *world) hand(ctx context.Context, on calendar.Date, mu int64, source land.SupplySource) *land.Supply {
	w.t.Helper()
	s, err := w.supply().Record(ctx, land.Handover{SuppliedOn: on, AreaMu: unit.WholeMu(mu), Source: source, Parcel: "宗地" + store.NewID()})
	must(w.t, err)
	return s
}

func (w *world) figures(ctx context.Context, m calendar.Month, region string) *land.SupplyStatement {
	w.t.Helper()
	st, err := w.supply().Figures(ctx, m, region)
	must(w.t, err)
	return st
}

func TestSupplyIsRefused(t *testing.T) {
	w := newWorld(t)
	p := w.register(wuyi, "储能电池项目")
	theirs := w.register(lanxi, "光学膜项目")
	site, err := w.supply().RegisterSite(lanxi, land.Renewal{Name: "城南地块", Kind: land.Inefficient, PlannedMu: unit.WholeMu(90)})
	must(t, err)
	good := land.Handover{SuppliedOn: "2022-04-12", AreaMu: 8050, Source: fresh, Parcel: "武自然出〔2022〕1号"}
	tests := map[string]struct {
		change func(*land.Handover)
		code   string
	}{
		"no area":                    {func(h *land.Handover) { h.AreaMu = 0 }, "range"},
		"a negative area":            {func(h *land.Handover) { h.AreaMu = -1 }, "range"},
		"square metres":              {func(h *land.Handover) { h.AreaMu = unit.WholeMu(100_001) }, "range"},
		"tomorrow":                   {func(h *land.Handover) { h.SuppliedOn = "2022-04-13" }, "future"},
		"more than ten years ago":    {func(h *land.Handover) { h.SuppliedOn = "2012-04-10" }, "supply.longAgo"},
		"no day":                     {func(h *land.Handover) { h.SuppliedOn = "" }, "required"},
		"a parcel of spaces":         {func(h *land.Handover) { h.Parcel = "　 " }, "required"},
		"another source":             {func(h *land.Handover) { h.Source = "sea" }, "choice"},
		"another county":             {func(h *land.Handover) { h.RegionID = "330781" }, "access.beyond"},
		"no project":                 {func(h *land.Handover) { h.ProjectID = "none" }, "noSuch"},
		"another county's project":   {func(h *land.Handover) { h.ProjectID = theirs.ID }, "noSuch"},
		"beyond the project's land":  {func(h *land.Handover) { h.ProjectID, h.AreaMu = p.ID, unit.WholeMu(300)+1 }, "supply.beyondPlan"},
		"another county's site":      {func(h *land.Handover) { h.SiteID, h.Source = site.ID, stock }, "noSuch"},
		"new land of a renewal site": {func(h *land.Handover) { h.SiteID = site.ID }, "supply.notStock"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			in := good
			tt.change(&in)
			_, err := w.supply().Record(wuyi, in)
			wantFault(t, err, tt.code)
		})
	}
	old := good
	old.SuppliedOn, old.Parcel, old.Confirmed = "1998-04-10", "武土字〔1998〕1号", true
	_, err = w.supply().Record(wuyi, old)
	must(t, err)
	_, err = w.supply().Record(officer, land.Handover{RegionID: "330723", ProjectID: theirs.ID, SuppliedOn: "2022-04-12", AreaMu: 100, Source: fresh, Parcel: "x"})
	wantFault(t, err, "supply.elsewhere")
	_, err = w.supply().Record(officer, land.Handover{RegionID: "330700", SuppliedOn: "2022-04-12", AreaMu: 100, Source: fresh, Parcel: "x"})
	wantFault(t, err, "noSuch")
	_, err = w.supply().Record(secretariat, good)
	wantFault(t, err, "access.forbidden")
	_, err = w.supply().Record(wuyi, land.Handover{})
	if f, _ := fault.Find(err); f == nil || len(f.Fields) != 4 {
		t.Errorf("an empty supply: got %v, want every complaint at once", err)
	}
	_, err = w.supply().Record(wuyi, good)
	must(t, err)
}

func TestProjectsLandIsAPlanNotALimit(t *testing.T) {
	w := newWorld(t)
	p := w.register(wuyi, "储能电池项目") // 300 mu
	in := land.Handover{ProjectID: p.ID, SuppliedOn: "2022-04-01", AreaMu: unit.WholeMu(200), Source: fresh, Parcel: "一期"}
	_, err := w.supply().Record(wuyi, in)
	must(t, err)
	in.Parcel, in.AreaMu = "二期", unit.WholeMu(100)+1
	_, err = w.supply().Record(wuyi, in)
	wantFault(t, err, "supply.beyondPlan")
	if !strings.Contains(err.Error(), "300.01") {
		t.Errorf("got %v, want the sum that it would come to", err)
	}
	in.Confirmed = true
	_, err = w.supply().Record(wuyi, in)
	must(t, err)
}

func TestParcelIsSuppliedOnce(t *testing.T) {
	w := newWorld(t)
	record := func(ctx context.Context, parcel string) (*land.Supply, error) {
		return w.supply().Record(ctx, land.Handover{SuppliedOn: "2022-04-01", AreaMu: 5000, Source: fresh, Parcel: parcel})
	}
	first, err := record(wuyi, "WY2022-1")
	must(t, err)
	_, err = record(wuyi, " ｗｙ2022 -1")
	wantFault(t, err, "supply.parcel")
	_, err = record(lanxi, "WY2022-1") // another county's numbers are its own
	must(t, err)
	_, err = w.supply().Cancel(wuyi, first.ID, 0, land.Cancellation{Reason: "面积有误"})
	must(t, err)
	_, err = record(wuyi, "WY2022-1")
	must(t, err)
	_, err = w.supply().Cancel(lanxi, first.ID, 0, land.Cancellation{Reason: "不是我们的"})
	wantFault(t, err, "missing")

	var wg sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		wg.Go(func() { _, errs[i] = record(wuyi, "WY2022-2") })
	}
	wg.Wait()
	done := 0
	for _, err := range errs {
		if err == nil {
			done++
		} else if fault.KindOf(err) != fault.Conflict {
			t.Errorf("got %v, want a conflict", err)
		}
	}
	if done != 1 {
		t.Errorf("one parcel was supplied %d times", done)
	}
}

func TestCancelledSupplyStaysAndCountsNowhere(t *testing.T) {
	w := newWorld(t)
	kept, wrong := w.hand(wuyi, "2022-04-01", 50, fresh), w.hand(wuyi, "2022-04-02", 500, stock)
	_, err := w.supply().Cancel(wuyi, wrong.ID, 0, land.Cancellation{Reason: "  "})
	wantFault(t, err, "supply.reason")
	_, err = w.supply().Cancel(wuyi, wrong.ID, 7, land.Cancellation{Reason: "录入重复"})
	wantFault(t, err, "stale")
	got, err := w.supply().Cancel(wuyi, wrong.ID, wrong.Version, land.Cancellation{Reason: "录入重复"})
	must(t, err)
	if got.CancelledAt == nil || got.CancelReason != "录入重复" || got.CancelledBy != "clerk.330723" || got.AreaMu != wrong.AreaMu {
		t.Errorf("got %+v", got)
	}
	_, err = w.supply().Cancel(wuyi, wrong.ID, 0, land.Cancellation{Reason: "再次"})
	wantFault(t, err, "supply.cancelled")
	if f := w.figures(wuyi, "2022-04", ""); f.Year.AreaMu != unit.WholeMu(50) || f.Year.StockMu != 0 || f.Year.Parcels != 1 {
		t.Errorf("figures: got %+v", f.Year)
	}
	for cancelled, want := range map[bool]string{false: kept.ID, true: wrong.ID} {
		of, err := w.supply().Supplies(wuyi, page.First(land.SupplyListing, 20), cancelled)
		must(t, err)
		if len(of.Items) != 1 || of.Items[0].ID != want {
			t.Errorf("cancelled %v: got %+v", cancelled, of.Items)
		}
	}
}

func TestSupplyUsedByAGrantIsNotCancelled(t *testing.T) {
	w := newWorld(t)
	s := w.hand(wuyi, "2022-04-01", 50, fresh)
	must(t, w.db.Write(system, access.LandRequestUse, func(tx *store.Tx) error {
		row, err := store.Lock[land.Supply](tx, s.ID)
		if err != nil {
			return err
		}
		row.RequestID = "r1"
		return store.Update(tx, row)
	}))
	_, err := w.supply().Cancel(wuyi, s.ID, 0, land.Cancellation{Reason: "录入重复"})
	wantFault(t, err, "supply.used")
}

func TestSupplyOfAClosedMonthIsLate(t *testing.T) {
	w := newWorld(t)
	must(t, w.db.Write(system, access.MeetingOpen, func(tx *store.Tx) error {
		for m, state := range map[calendar.Month]period.State{"2022-02": period.Published, "2022-03": period.Closed, "2022-04": period.Open} {
			if err := store.Insert(tx, &period.Period{Month: m, State: state, Deadline: m.Last().At(18, 0)}); err != nil {
				return err
			}
		}
		return nil
	}))
	for day, want := range map[calendar.Date]bool{"2021-03-01": false, "2022-02-28": true, "2022-03-31": true, "2022-04-01": false} {
		if s := w.hand(wuyi, day, 10, fresh); s.Late != want {
			t.Errorf("%s: late %v, want %v", day, s.Late, want)
		}
	}
	var part *land.SupplyPart
	must(t, w.db.Read(secretariat, access.LandSupplyList, func(tx *store.Tx) (err error) {
		part, err = land.SupplyReport(tx, "2022-04")
		return err
	}))
	var late []string
	for _, s := range part.Late {
		late = append(late, string(s.SuppliedOn))
	}
	if diff := cmp.Diff(late, []string{"2022-02-28", "2022-03-31"}); diff != "" {
		t.Errorf("late ones of April's report (-got +want):\n%s", diff)
	}
}

func TestCountiesSeeTheirOwnSupplies(t *testing.T) {
	w := newWorld(t)
	w.hand(wuyi, "2022-03-01", 100, fresh)
	w.hand(lanxi, "2022-03-01", 300, stock)
	for name, tt := range map[string]struct {
		ctx    context.Context
		region string
		want   string
	}{
		"武义":                   {wuyi, "", "一季度，武义县出让工业用地100亩"},
		"county's land office": {wuyiLand, "330723", "一季度，武义县出让工业用地100亩"},
		"兰溪":                   {lanxi, "", "一季度，兰溪市出让工业用地300亩"},
		"city":                 {secretariat, "", "一季度，全市出让工业用地400亩"},
		"city, 兰溪":             {secretariat, "330781", "一季度，兰溪市出让工业用地300亩"},
	} {
		if got := w.figures(tt.ctx, "2022-03", tt.region); !strings.HasPrefix(got.Sentence, tt.want) {
			t.Errorf("%s: got %s, want %s…", name, got.Sentence, tt.want)
		}
	}
	_, err := w.supply().Figures(wuyi, "2022-03", "330781")
	wantFault(t, err, "missing")
	_, err = w.supply().Figures(secretariat, "2022-03", "999999")
	wantFault(t, err, "missing")
	if n := len(w.figures(secretariat, "2022-03", "").Regions); n != 10 {
		t.Errorf("got %d lines, want every county and zone", n)
	}
}

func TestSupplyTimeline(t *testing.T) {
	w := newWorld(t)
	p := w.register(wuyi, "储能电池项目")
	s, err := w.supply().Record(wuyi, land.Handover{ProjectID: p.ID, SuppliedOn: "2022-04-01", AreaMu: 8050, Source: stock, Parcel: "一号"})
	must(t, err)
	_, err = w.supply().Cancel(wuyi, s.ID, 0, land.Cancellation{Reason: "面积有误"})
	must(t, err)
	var got []string
	must(t, w.db.Read(secretariat, access.TimelineRead, func(tx *store.Tx) error {
		events, err := land.SupplyTimeline(tx, p.ID)
		for _, e := range events {
			got = append(got, fmt.Sprint(e.On, " ", e.Code, " ", e.ZH, " / ", e.EN))
		}
		return err
	}))
	want := []string{
		"2022-04-01 land.supplied 供地80.5亩（存量用地，宗地一号） / 80.5 mu supplied (Stock land, parcel 一号)",
		"2022-04-12 land.supplyCancelled 注销供地记录（宗地一号，80.5亩）：面积有误 / Supply of parcel 一号 (80.5 mu) cancelled: 面积有误",
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("(-got +want):\n%s", diff)
	}
}
