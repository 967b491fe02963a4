package figure_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/figure"
	"zhaoyin/internal/store"
	"zhaoyin/internal/store/storetest"
	"zhaoyin/internal/unit"
)

var system = access.With(context.Background(), access.As("test"))

func TestBucketIsTheHighestThresholdReached(t *testing.T) {
	for investment, want := range map[unit.Wan]unit.Wan{
		0: 0, 99999: 0, 100000: 100000, 199999: 100000, 200000: 200000, 499999: 200000, 500000: 500000, 999999: 500000, 1000000: 1000000,
		9000000: 1000000,
	} {
		if got := figure.Bucket(investment); got != want {
			t.Errorf("%s: got %s, want %s", investment, got, want)
		}
	}
}

// TestRollupsWithoutRows keeps sums that no row stands behind: they are added up, told as wrong, and gone after a rebuild.
func TestRollupsWithoutRows(t *testing.T) {
	db := storetest.Open(t)
	deltas := []figure.Delta{
		{Month: "2022-04", RegionID: "330723", Industry: "C38", Metric: "signed", Bucket: 100000, Count: 2, Wan: 300000},
		{Month: "2022-04", RegionID: "330723", Industry: "C36", Metric: "signed", Bucket: 100000, Count: 1, Wan: 100000},
		{Month: "2022-04", RegionID: "330723", Industry: "C38", Metric: "signed", Bucket: 100000, Count: -1, Wan: -140000},
		{Month: "2022-04", RegionID: "330781", Industry: "C38", Metric: figure.Late, Bucket: 0},
	}
	var found, after []figure.Difference
	err := db.Write(system, access.MeetingRebuild, func(tx *store.Tx) error {
		if err := figure.Add(tx, deltas...); err != nil {
			return err
		}
		var err error
		if found, err = figure.Rebuild(tx); err != nil {
			return err
		}
		after, err = figure.Compare(tx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []figure.Difference{
		{Rollup: "2022-04 330723 C36 signed 100000", Kept: "1/100000", Right: "0/0"},
		{Rollup: "2022-04 330723 C38 signed 100000", Kept: "1/160000", Right: "0/0"},
		{Rollup: "2022-04 330723  signed 100000", Kept: "2/260000", Right: "0/0"},
	}
	if diff := cmp.Diff(found, want); diff != "" {
		t.Errorf("found (-got +want):\n%s", diff)
	}
	if len(after) != 0 {
		t.Errorf("after the rebuild: %v", after)
	}
}
