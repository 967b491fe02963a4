package api

import (
	"strings"
	"testing"
)

// TestIfMatch is THE table of how a caller may name the version that it saw. The clerk is at version 1.
func TestIfMatch(t *testing.T) {
	tests := []struct {
		given  string
		status int
		code   string
	}{
		{``, 428, "version.required"},
		{`"1"`, 200, ""},
		{` "1" `, 200, ""},
		{`W/"1"`, 200, ""}, // as a compressing proxy gives it back
		{`*`, 200, ""},
		{`"7", "1"`, 200, ""},
		{`"1","7"`, 200, ""},
		{`W/"7" , W/"1"`, 200, ""},
		{`"7", , "1"`, 200, ""},
		{`"7"`, 412, "stale"},
		{`W/"7"`, 412, "stale"},
		{`"7", "8"`, 412, "stale"},
		{`1`, 422, "request.invalid"},
		{`"one"`, 422, "request.invalid"},
		{`"01"`, 422, "request.invalid"},
		{`"-1"`, 422, "request.invalid"},
		{`w/"1"`, 422, "request.invalid"},
		{`W/ "1"`, 422, "request.invalid"},
		{`"1", *`, 422, "request.invalid"},
		{`"1", 2`, 422, "request.invalid"},
		{`"2","3","4","5","6","7","8","9","10","11","12","13","14","15","16","17","1"`, 422, "request.invalid"},
	}
	outer, k := t, newKit(t)
	for _, tt := range tests {
		t.Run(tt.given, func(t *testing.T) {
			k.t = t
			path := "/users/" + k.call("GET", "/me", k.wuyi, "").is(200, "").text("id")
			var headers []string
			if tt.given != "" {
				headers = append(headers, "If-Match: "+tt.given)
			}
			got := k.call("PATCH", path, k.admin, `{"displayName":"新名"}`, headers...).is(tt.status, tt.code)
			if tt.status == 200 {
				got.etag(`"2"`)
				k = newKit(outer)
			}
			if tt.status == 422 && !strings.Contains(got.Body.String(), `"pointer":"/header/If-Match"`) {
				t.Errorf("the refusal does not name If-Match: %s", got.Body)
			}
		})
	}
}
