package store_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
)

var cursorListing = page.Listing{
	Sorts:   map[string]page.Sort{"size": {Column: "size"}, "createdAt": {Column: "created_at"}, "name": {Column: "name"}},
	Default: "name",
}

// alike are names that read like something else: the cursor keeps the type of the column, whatever stands in it.
var alike = []string{
	"2026-01-01T00:00:00Z", "2026-01-01T08:00:00+08:00", "2026-01-01", "2026-01", "12", "-3", "1e5", "0.5", "null", "true", "{}", "[1]",
	`"quoted"`, "it's", `back\slash`, "", " ", "武义", "é", "<&>",
}

func TestCursorKeepsTheTypeOfItsColumn(t *testing.T) {
	db := open(t)
	for i, name := range alike {
		addPlot(wuyiCtx, t, db, wuyi, name, int64(i%3-1))
	}
	for _, sort := range []string{"name", "-name", "size", "-size", "createdAt", "-createdAt"} {
		t.Run(sort, func(t *testing.T) {
			got := walk(t, db, sort, len(alike)+1)
			if diff := cmp.Diff(got, alike, cmpopts.SortSlices(func(a, b string) bool { return a < b })); diff != "" {
				t.Errorf("names (-got +want):\n%s", diff)
			}
		})
	}
}

// walk follows next one row at a time, and stops when it goes on for too long.
func walk(t *testing.T, db *store.DB, sort string, most int) []string {
	t.Helper()
	values := map[string][]string{"limit": {"1"}, "sort": {sort}}
	var names []string
	for range most {
		q, err := page.Parse(values, cursorListing)
		must(t, err)
		of, err := pageOfPlots(db, q)
		must(t, err)
		for _, row := range of.Items {
			names = append(names, row.Name)
		}
		if of.Next == "" {
			return names
		}
		values["after"] = []string{of.Next}
	}
	t.Fatalf("next after %d pages, want none: %q", most, names)
	return nil
}

func pageOfPlots(db *store.DB, q page.Query) (page.Of[plot], error) {
	var of page.Of[plot]
	err := db.Read(wuyiCtx, access.ProjectList, func(tx *store.Tx) error {
		var err error
		of, err = store.List[plot](tx, cursorListing, q)
		return err
	})
	return of, err
}

// TestCursorOfAnotherType: a cursor that a client has made is a complaint about it, never a fault of ours.
func TestCursorOfAnotherType(t *testing.T) {
	db := open(t)
	addPlot(wuyiCtx, t, db, wuyi, "地块", 1)
	tests := []struct{ sort, value string }{
		{"name", "12"}, {"name", "null"}, {"name", `"a\u0000b"`}, {"name", "x"}, {"name", "{}"},
		{"size", `"12"`}, {"size", "1.5"}, {"size", "null"}, {"size", "9223372036854775808"},
		{"createdAt", `"yesterday"`}, {"createdAt", "12"}, {"createdAt", "null"},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprint(tt), func(t *testing.T) {
			q := page.First(page.Listing{Sorts: cursorListing.Sorts, Default: tt.sort}, 1)
			q.After = &page.Cursor{Order: tt.sort, Value: tt.value, ID: "p1"}
			_, err := pageOfPlots(db, q)
			if f, ok := fault.Find(err); !ok || len(f.Fields) != 1 || f.Fields[0].Fault != page.ErrCursor {
				t.Errorf("got %v, want %s", err, page.ErrCursor.Code)
			}
		})
	}
}
