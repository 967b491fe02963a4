package api

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestListsHaveTheirOwnShapes: what a chain has is no field of a region, and a field that may not be emptied is complained of once.
func TestListsHaveTheirOwnShapes(t *testing.T) {
	k := newKit(t)
	for _, tt := range []struct {
		path, body string
		want       []any
	}{
		{"/regions/330723", `{"zh":"x","regionIds":[]}`, []any{"/zh unknown", "/regionIds unknown"}},
		{"/departments/ndrc", `{"en":"x"}`, []any{"/en unknown"}},
		{"/chains/nev", `{"name":"x"}`, []any{"/name unknown"}},
		{"/regions/330723", `{"name":null,"order":null}`, []any{"/name required", "/order required"}},
		{"/chains/nev", `{"zh":null,"regionIds":null,"active":null}`, []any{"/zh required", "/regionIds required", "/active required"}},
	} {
		found, _ := k.call("PATCH", tt.path, k.admin, tt.body, "If-Match: *").is(422, "request.invalid").fields()["errors"].([]any)
		var got []any
		for _, f := range found {
			complaint := f.(map[string]any)
			got = append(got, complaint["pointer"].(string)+" "+complaint["code"].(string))
		}
		if diff := cmp.Diff(got, tt.want); diff != "" {
			t.Errorf("%s %s: %s", tt.path, tt.body, diff)
		}
	}
}
