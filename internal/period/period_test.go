package period_test

import (
	"context"
	"testing"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/period"
	"zhaoyin/internal/store"
	"zhaoyin/internal/store/storetest"
)

// TestWhyAMonthIsNotOpen in the reader's words, never by a code.
func TestWhyAMonthIsNotOpen(t *testing.T) {
	db := storetest.Open(t)
	system := access.With(context.Background(), access.As("test"))
	err := db.Write(system, access.StoreSeed, func(tx *store.Tx) error {
		return store.Insert(tx, &period.Period{Month: "2022-03", State: period.Closed, Deadline: storetest.Start})
	})
	if err != nil {
		t.Fatal(err)
	}
	for month, want := range map[calendar.Month][2]string{
		"2022-03": {"2022-03 不在填报期内（状态：已关账），不能填报或修改。", "2022-03 is not open (state: Closed); nothing can be reported or changed in it."},
		"2022-04": {"2022-04 不在填报期内（状态：未开启），不能填报或修改。", "2022-04 is not open (state: never opened); nothing can be reported or changed in it."},
	} {
		err := db.Read(system, access.StoreVerify, func(tx *store.Tx) error {
			_, err := period.Reporting(tx, month)
			return err
		})
		found, ok := fault.Find(err)
		if !ok {
			t.Fatalf("%s: got %v", month, err)
		}
		if got := [2]string{found.Fault.Sentence("zh", found.Args...), found.Fault.Sentence("en", found.Args...)}; got != want {
			t.Errorf("%s: got %q, want %q", month, got, want)
		}
	}
}
