package notify

import (
	"testing"

	"zhaoyin/internal/calendar"
)

// April and May 2022: the 2nd to the 5th of April are off and Saturday the 2nd is worked, the 30th of April to the 4th of May are off, and Saturday
// the 7th of May is worked.
func TestStandingCountsWorkingDays(t *testing.T) {
	for _, tt := range []struct {
		name       string
		today, due calendar.Date
		rank, days int
	}{
		{"four days before nothing is told", "2022-04-11", "2022-04-15", rankNone, 0},
		{"three before", "2022-04-12", "2022-04-15", rankThreeDays, 3},
		{"two before is still the first step", "2022-04-13", "2022-04-15", rankThreeDays, 2},
		{"one before", "2022-04-14", "2022-04-15", rankOneDay, 1},
		{"on the day", "2022-04-15", "2022-04-15", rankDue, 0},
		{"the Saturday after is no working day gone", "2022-04-16", "2022-04-15", rankDue, 0},
		{"the Monday after", "2022-04-18", "2022-04-15", rankOverdue, 1},
		{"five working days gone", "2022-04-22", "2022-04-15", rankOverdue, 5},
		{"the second time after five more", "2022-04-24", "2022-04-15", rankOverdue + 1, 6}, // a Sunday that is worked
		{"the third time", "2022-04-29", "2022-04-15", rankOverdue + 2, 11},
		{"over a weekend", "2022-04-14", "2022-04-19", rankThreeDays, 3},
		{"over the holiday", "2022-04-28", "2022-05-05", rankThreeDays, 2},
		{"on the last day before the holiday", "2022-04-29", "2022-05-05", rankOneDay, 1},
		{"a due day within the holiday is told before it", "2022-04-29", "2022-05-02", rankDue, 0},
		{"and one working day before that", "2022-04-28", "2022-05-02", rankOneDay, 1},
		{"and is not overdue while nobody works", "2022-05-04", "2022-05-02", rankDue, 0},
		{"but is after", "2022-05-05", "2022-05-02", rankOverdue, 1},
		{"a worked Saturday counts", "2022-05-06", "2022-05-09", rankThreeDays, 2},
	} {
		rank, days := standing(tt.today, tt.due, calendar.Workdays{})
		if rank != tt.rank || days != tt.days {
			t.Errorf("%s: got rank %d, %d days, want %d, %d", tt.name, rank, days, tt.rank, tt.days)
		}
	}
	own := calendar.Workdays{Overrides: map[calendar.Date]bool{"2022-04-14": false}}
	if rank, days := standing("2022-04-13", "2022-04-15", own); rank != rankOneDay || days != 1 {
		t.Errorf("the city's own day off: got rank %d, %d days", rank, days)
	}
}

func TestPagesOfLinks(t *testing.T) {
	s := &Server{base: "https://zhaoyin.example.org"}
	for link, want := range map[string]string{
		"/api/v1/projects/7":                         "/projects/7",
		"/api/v1/projects/7/milestones/8":            "/projects/7",
		"/api/v1/months/2022-04/submissions?state=x": "/months/2022-04?state=x",
		"/api/v1/land/requests/9":                    "/land/requests/9",
	} {
		if got := s.page(link); got != s.base+want {
			t.Errorf("%s: got %s, want %s", link, got, want)
		}
	}
	if got := (&Server{}).page("/api/v1/projects/7"); got != "" {
		t.Errorf("without an address of the product: got %s", got)
	}
}
