package land_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/land"
	"zhaoyin/internal/ledger"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

func TestPoolsOfOneYear(t *testing.T) {
	w := newWorld(t)
	city, own, theirs := w.pool("", "统筹", 500), w.pool("330723", "年度计划", 80), w.pool("330781", "年度计划", 60)
	if city.Owner != nil || city.Level != land.City || *own.Owner != "330723" || own.Level != land.County {
		t.Errorf("city %+v, own %+v", city, own)
	}
	_, err := w.land.OpenPool(officer, land.Opening{Year: 2022, Kind: land.NewLand, Name: "统筹"})
	wantFault(t, err, "land.poolExists")
	nowhere := "330799"
	_, err = w.land.OpenPool(officer, land.Opening{Year: 2022, RegionID: &nowhere, Kind: land.NewLand, Name: "统筹"})
	wantFault(t, err, "noSuch")
	_, err = w.land.OpenPool(wuyiLand, land.Opening{Year: 2022, Kind: land.NewLand, Name: "县里开的"})
	wantFault(t, err, "access.forbidden")

	of, err := w.land.Pools(wuyi, page.First(land.PoolListing, 20), "", "")
	must(t, err)
	got := map[string]string{}
	for _, p := range of.Items {
		got[p.ID] = p.BalanceMu.String()
	}
	if diff := cmp.Diff(got, map[string]string{city.ID: "500", own.ID: "80"}); diff != "" {
		t.Errorf("a county sees its own and the city's (-got +want):\n%s", diff)
	}
	of, err = w.land.Pools(officer, page.First(land.PoolListing, 20), land.County, "")
	must(t, err)
	if of.Total != 2 {
		t.Errorf("%d county pools, want 2", of.Total)
	}
	_, err = w.land.Pool(wuyi, theirs.ID, "")
	wantFault(t, err, "missing")
	for _, id := range []string{theirs.ID, city.ID} {
		_, err = w.land.Entries(wuyi, id, page.First(land.EntryListing, 20), "")
		wantFault(t, err, "missing")
	}
	if got := w.entries(wuyi, own.ID, ""); len(got) != 1 || got[0].AmountMu != unit.WholeMu(80) {
		t.Errorf("the own statement %+v", got)
	}
}

func TestBalancesAsOfADay(t *testing.T) {
	w := newWorld(t)
	p := w.pool("", "统筹", 100)
	w.day("2022-05-20")
	_, err := w.land.Post(officer, p.ID, land.Posting{Kind: ledger.Reward, AmountMu: unit.Mu(2050), Note: "考核奖励"})
	must(t, err)
	tests := map[string]struct {
		day     string
		balance string
		entries int
	}{
		"before the first": {"2022-04-11", "0", 0},
		"on the day":       {"2022-04-12", "100", 1},
		"between":          {"2022-05-19", "100", 1},
		"today":            {"2022-05-20", "120.5", 2},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			then, err := w.land.Pool(officer, p.ID, date(tt.day))
			must(t, err)
			of, err := w.land.Pools(officer, page.First(land.PoolListing, 20), "", date(tt.day))
			must(t, err)
			if then.BalanceMu.String() != tt.balance || of.Items[0].BalanceMu != then.BalanceMu {
				t.Errorf("got %s and %s in the list, want %s", then.BalanceMu, of.Items[0].BalanceMu, tt.balance)
			}
			if got := w.entries(officer, p.ID, date(tt.day)); len(got) != tt.entries {
				t.Errorf("%d entries, want %d", len(got), tt.entries)
			}
		})
	}
}

func TestEntriesAreReversedAndNeverEdited(t *testing.T) {
	w := newWorld(t)
	p := w.pool("", "统筹", 100)
	issued := w.entries(officer, p.ID, "")[0]
	complaints := map[string]struct {
		in   land.Posting
		code string
	}{
		"nothing":            {land.Posting{Kind: ledger.Issue}, "land.aboveZero"},
		"less than nothing":  {land.Posting{Kind: ledger.Issue, AmountMu: -1}, "land.aboveZero"},
		"of what":            {land.Posting{Kind: ledger.Reverse, Note: "错"}, "required"},
		"why":                {land.Posting{Kind: ledger.Reverse, Reverses: issued.ID}, "required"},
		"another pool's":     {land.Posting{Kind: ledger.Reverse, Reverses: "x", Note: "错"}, "noSuch"},
		"an amount of one's": {land.Posting{Kind: ledger.Reverse, Reverses: issued.ID, AmountMu: 5, Note: "错"}, "fixed"},
	}
	for name, tt := range complaints {
		_, err := w.land.Post(officer, p.ID, tt.in)
		if f, _ := fault.Find(err); f == nil || len(f.Fields) == 0 || f.Fields[0].Fault.Code != tt.code {
			t.Errorf("%s: got %v, want %s", name, err, tt.code)
		}
	}
	undone, err := w.land.Post(officer, p.ID, land.Posting{Kind: ledger.Reverse, Reverses: issued.ID, Note: "文号写错"})
	must(t, err)
	if undone.Reverses != issued.ID || undone.BalanceMu != 0 || undone.AmountMu != issued.AmountMu || undone.Note != "文号写错" {
		t.Errorf("reversal %+v", undone)
	}
	_, err = w.land.Post(officer, p.ID, land.Posting{Kind: ledger.Reverse, Reverses: issued.ID, Note: "再来一次"})
	wantFault(t, err, "ledger.reversed")
	_, err = w.land.Post(wuyiLand, p.ID, land.Posting{Kind: ledger.Issue, AmountMu: 100, Note: "县里下达"})
	wantFault(t, err, "access.forbidden")

	for _, text := range []string{
		"UPDATE ledger_entries SET amount = 1 WHERE id = ?", "UPDATE ledger_entries SET free = 9999999 WHERE id = ?", "DELETE FROM ledger_entries WHERE id = ?",
	} {
		err := w.db.Write(system, access.StoreSeed, func(tx *store.Tx) error { return tx.Q().Exec(text, issued.ID).Error })
		if fault.KindOf(err) != fault.Conflict {
			t.Errorf("%s: got %v, want the database's refusal", text, err)
		}
	}
	w.holds(p.ID, 0, 0, 0, 0)
}
