package api

import (
	"testing"
	"time"

	"zhaoyin/internal/audit"
)

// TestTheTrailByDay: a day is Shanghai's, from its first moment to its last.
func TestTheTrailByDay(t *testing.T) {
	k := newKit(t, func(s *Services) { s.Audit = audit.NewService(s.DB) })
	add := func(name string, at time.Time) {
		k.clock.Set(at)
		k.wuyi = k.signIn("clerk.330723", theirPassword)
		k.call("POST", "/enterprises", k.wuyi, `{"name":"`+name+`"}`).is(201, "")
	}
	add("甲", time.Date(2022, 4, 13, 15, 59, 59, 0, time.UTC)) // the 13th, one second before midnight in Shanghai
	add("乙", time.Date(2022, 4, 13, 16, 0, 0, 0, time.UTC))   // the 14th begins
	add("丙", time.Date(2022, 4, 15, 1, 0, 0, 0, time.UTC))
	k.admin = k.signIn("admin", theirPassword)
	for query, want := range map[string]float64{
		"": 3, "&from=2022-04-14": 2, "&to=2022-04-13": 1, "&from=2022-04-14&to=2022-04-14": 1, "&from=2022-04-16": 0,
	} {
		a := k.call("GET", "/audit?entity=enterprises"+query, k.admin, "").is(200, "")
		if got := a.fields()["total"].(float64); got != want {
			t.Errorf("%s: got %v entries, want %v", query, got, want)
		}
	}
	for _, query := range []string{"from=2022-4-1", "from=2022-04-13T00:00:00Z", "to=", "from=2022-04-13&from=2022-04-14", "from=2022-04-13,2022-04-14", "minSeq=1&minSeq=2", "minSeq=1,2"} {
		k.call("GET", "/audit?"+query, k.admin, "").is(422, "request.invalid")
	}
}
