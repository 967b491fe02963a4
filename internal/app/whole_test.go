package app

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/vocabulary"
)

// TestEveryTableOfTheTrailHasAName holds the words of the trail's page to the tables that the trail tells of.
func TestEveryTableOfTheTrailHasAName(t *testing.T) {
	var want []string
	for _, table := range tables() {
		name, err := table.Name()
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, name)
	}
	got := vocabulary.Codes(vocabulary.Entity)
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("got (-got +want):\n%s", diff)
	}
}
