package review

import (
	"testing"

	"pgregory.net/rapid"

	"zhaoyin/internal/calendar"
)

// TestStoppedClocks opens, stops and resumes a step on given days.
func TestStoppedClocks(t *testing.T) {
	for _, tt := range []struct {
		name   string
		opened calendar.Date
		limit  int
		stops  [][2]calendar.Date
		due    calendar.Date
		lost   int
	}{
		{"never", "2022-04-15", 5, nil, "2022-04-22", 0},
		{"supplied on the same day", "2022-04-15", 5, [][2]calendar.Date{{"2022-04-18", "2022-04-18"}}, "2022-04-22", 0},
		{"over a worked Sunday", "2022-04-15", 5, [][2]calendar.Date{{"2022-04-20", "2022-04-25"}}, "2022-04-27", 4},
		{"twice, over Labour Day", "2022-04-15", 5, [][2]calendar.Date{{"2022-04-20", "2022-04-25"}, {"2022-04-26", "2022-05-05"}}, "2022-05-06", 8},
		{"wholly within a holiday", "2022-09-28", 5, [][2]calendar.Date{{"2022-10-01", "2022-10-07"}}, "2022-10-10", 0},
		{"twice, over National Day", "2022-09-28", 3, [][2]calendar.Date{{"2022-09-29", "2022-09-30"}, {"2022-10-02", "2022-10-08"}}, "2022-10-10", 2},
		{"stopped on the last day, supplied on a holiday", "2022-04-15", 5, [][2]calendar.Date{{"2022-04-22", "2022-04-23"}}, "2022-04-23", 0},
		{"stopped when it was late already", "2022-04-15", 5, [][2]calendar.Date{{"2022-04-26", "2022-04-28"}}, "2022-04-25", 2},
		{"over the New Year", "2022-12-29", 2, [][2]calendar.Date{{"2022-12-30", "2023-01-03"}}, "2023-01-04", 1},
	} {
		var w calendar.Workdays
		s := Step{LimitDays: tt.limit}
		s.start(w, tt.opened)
		lost := 0
		for _, stop := range tt.stops {
			s.stop(stop[0])
			lost += s.resume(w, stop[1])
		}
		if s.DueOn != tt.due || lost != tt.lost || s.DaysStopped != tt.lost {
			t.Errorf("%s: got %s after %d lost days, want %s after %d", tt.name, s.DueOn, lost, tt.due, tt.lost)
		}
	}
}

// TestClockAgreesWithAStopwatch counts day by day what a step uses, with stops at random, against the published calendars and days of the city's own.
func TestClockAgreesWithAStopwatch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := calendar.Workdays{Overrides: map[calendar.Date]bool{}}
		today := calendar.Date("2022-01-01").Add(rapid.IntRange(0, 4*365).Draw(t, "opened"))
		for range rapid.IntRange(0, 5).Draw(t, "overrides") {
			w.Overrides[today.Add(rapid.IntRange(0, 60).Draw(t, "override"))] = rapid.Bool().Draw(t, "worked")
		}
		s := Step{LimitDays: rapid.IntRange(1, 30).Draw(t, "limit")}
		s.start(w, today)
		left, late := s.LimitDays, false
		for range rapid.IntRange(0, 4).Draw(t, "stops") {
			for range rapid.IntRange(0, 12).Draw(t, "runs") {
				today = today.Add(1)
				if w.IsWorkday(today) {
					left--
				}
			}
			if s.DueOn.Before(today) {
				late = true
				break
			}
			s.stop(today)
			today = today.Add(rapid.IntRange(0, 20).Draw(t, "stands"))
			s.resume(w, today)
		}
		if late {
			if left > 0 {
				t.Fatalf("late with %d days left", left)
			}
			return
		}
		want := max(w.AddWorkdays(today, left), today)
		if left > 0 && s.DueOn != want || left == 0 && (s.DueOn.After(want) || w.WorkdaysBetween(s.DueOn, today) > 0) {
			t.Fatalf("due %s, want %s with %d days left on %s", s.DueOn, want, left, today)
		}
	})
}

func TestLateness(t *testing.T) {
	var w calendar.Workdays
	for _, tt := range []struct {
		name    string
		step    Step
		today   calendar.Date
		overdue bool
		late    int
	}{
		{"on its day", Step{State: Running, DueOn: "2022-04-22"}, "2022-04-22", false, 0},
		{"the day after, a Saturday", Step{State: Running, DueOn: "2022-04-22"}, "2022-04-23", true, 0},
		{"after a worked Sunday", Step{State: Running, DueOn: "2022-04-22"}, "2022-04-25", true, 2},
		{"stopped in time", Step{State: Stopped, DueOn: "2022-04-22", StoppedOn: "2022-04-20"}, "2022-05-20", false, 0},
		{"stopped too late", Step{State: Stopped, DueOn: "2022-04-22", StoppedOn: "2022-04-25"}, "2022-05-20", false, 2},
		{"done late", Step{State: Done, DueOn: "2022-04-22", DoneOn: "2022-04-26"}, "2022-05-20", false, 3},
		{"silence", Step{State: Running, DueOn: "2022-04-22", SilenceConsents: true}, "2022-05-20", false, 0},
		{"waiting", Step{State: Pending}, "2022-05-20", false, 0},
	} {
		tt.step.tell(w, tt.today)
		if tt.step.Overdue != tt.overdue || tt.step.DaysLate != tt.late {
			t.Errorf("%s: got %v, %d days", tt.name, tt.step.Overdue, tt.step.DaysLate)
		}
	}
}

func TestBeyond(t *testing.T) {
	n := func(v int64) *int64 { return &v }
	for _, tt := range []struct {
		before, now *int64
		want        bool
	}{
		{n(150000), n(150000), false}, {n(150000), n(180000), false}, {n(150000), n(180001), true}, {n(150000), n(120000), false},
		{n(150000), n(119999), true}, {nil, nil, false}, {nil, n(1), true}, {n(30000), nil, true}, {n(0), n(0), false}, {n(9e12), n(9e12), false},
	} {
		if got := beyond(tt.before, tt.now, 20); got != tt.want {
			t.Errorf("%v to %v: got %v", tt.before, tt.now, got)
		}
	}
}
