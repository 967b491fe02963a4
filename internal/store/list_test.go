package store_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
	"zhaoyin/internal/store/storetest"
)

func TestListPagesWithoutGaps(t *testing.T) {
	db := open(t)
	listing := page.Listing{
		Sorts:   map[string]page.Sort{"size": {Column: "size"}, "createdAt": {Column: "created_at"}, "name": {Column: "name"}},
		Default: "-createdAt", Search: []string{"name"},
		Filters: map[string]page.Filter{"minSize": {Column: "size", Kind: page.Min}},
	}
	for i := range 25 {
		addPlot(wuyiCtx, t, db, wuyi, fmt.Sprintf("地块%02d_%%", i), int64(i/5))
	}
	addPlot(lanxiCtx, t, db, lanxi, "别处", 3)
	for _, sort := range []string{"size", "-size", "createdAt", "-name"} {
		seen := map[string]bool{}
		after, pages := "", 0
		for {
			values := map[string][]string{"limit": {"7"}, "sort": {sort}, "minSize": {"1"}}
			if after != "" {
				values["after"] = []string{after}
			}
			q, err := page.Parse(values, listing)
			must(t, err)
			must(t, db.Read(wuyiCtx, access.ProjectList, func(tx *store.Tx) error {
				of, err := store.List[plot](tx, listing, q)
				if err != nil || of.Total != 20 || of.TotalCapped {
					t.Fatalf("%s: total %d (%v), want 20", sort, of.Total, err)
				}
				for _, row := range of.Items {
					if seen[row.ID] {
						t.Fatalf("%s: %s came twice", sort, row.Name)
					}
					seen[row.ID] = true
				}
				after, pages = of.Next, pages+1
				return nil
			}))
			if after == "" {
				break
			}
		}
		if len(seen) != 20 || pages != 3 {
			t.Errorf("%s: got %d rows on %d pages, want 20 on 3", sort, len(seen), pages)
		}
	}
	q, err := page.Parse(map[string][]string{"q": {"04_%"}}, listing)
	must(t, err)
	must(t, db.Read(wuyiCtx, access.ProjectList, func(tx *store.Tx) error {
		of, err := store.List[plot](tx, listing, q)
		if err != nil || len(of.Items) != 1 {
			t.Errorf("search takes %% and _ as they are: got %d (%v), want 1", len(of.Items), err)
		}
		return nil
	}))
}

func TestKeysAreKeptWithTheirEffect(t *testing.T) {
	db := open(t)
	key := store.Key{Key: "k1", Route: "POST /x", Hash: "h"}
	insert := func(tx *store.Tx) error {
		return store.Insert(tx, &plot{Row: store.Row{ID: "p1"}, RegionID: wuyi, Name: "n"})
	}
	failing := db.Write(store.WithKey(wuyiCtx, key), access.ProjectCreate, func(*store.Tx) error { return errors.New("no") })
	if failing == nil {
		t.Fatal("want failure")
	}
	if _, err := db.Keyed(wuyiCtx, "k1"); !errors.Is(err, store.ErrMissing) {
		t.Errorf("a failed effect kept its key: %v", err)
	}
	mine, others := store.WithKey(wuyiCtx, key), store.WithKey(wuyiCtx, key)
	must(t, db.Write(mine, access.ProjectCreate, insert))
	if err := db.Write(others, access.ProjectCreate, insert); !errors.Is(err, store.ErrDuplicate) {
		t.Errorf("the same key again: got %v, want duplicate", err)
	}
	if !store.Claimed(mine) || store.Claimed(others) || store.Claimed(wuyiCtx) {
		t.Errorf("claimed: got %v, %v, %v, want the first alone", store.Claimed(mine), store.Claimed(others), store.Claimed(wuyiCtx))
	}
	must(t, db.Answer(wuyiCtx, "k1", 201, "{}", "body"))
	must(t, db.Answer(wuyiCtx, "k1", 409, "{}", "never in its place"))
	got, err := db.Keyed(wuyiCtx, "k1")
	must(t, err)
	want := &store.KeyRecord{Route: "POST /x", Hash: "h", CreatedAt: storetest.Start, Subject: "test_plots/p1", Status: 201, Headers: "{}", Body: "body"}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("record (-got +want):\n%s", diff)
	}
	if _, err := db.Keyed(lanxiCtx, "k1"); !errors.Is(err, store.ErrMissing) {
		t.Errorf("another actor's key: got %v, want missing", err)
	}
}

// TestAllInReadsMoreThanOnePart: rows on both sides of a part's end, none of another county.
func TestAllInReadsMoreThanOnePart(t *testing.T) {
	db := open(t)
	names := make([]string, 1001)
	for i := range names {
		names[i] = fmt.Sprintf("地块%04d", i)
	}
	for _, i := range []int{0, 499, 500, 1000} {
		addPlot(wuyiCtx, t, db, wuyi, names[i], 1)
	}
	addPlot(lanxiCtx, t, db, lanxi, names[1], 1)
	must(t, db.Read(wuyiCtx, access.ProjectList, func(tx *store.Tx) error {
		rows, err := store.AllIn[plot](tx, "name", "name", names)
		var got []string
		for _, row := range rows {
			got = append(got, row.Name)
		}
		if diff := cmp.Diff(got, []string{names[0], names[499], names[500], names[1000]}); diff != "" {
			t.Errorf("rows (-got +want):\n%s", diff)
		}
		return err
	}))
}
