package calendar

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// notices are the State Council's arrangements, written down from the notices themselves (国办发明电〔2021〕11号, 〔2022〕16号, 〔2023〕7号, 〔2024〕12号, 〔2025〕7号)
// and not from the library: days off as ranges MMDD-MMDD, and the weekend days that are worked instead.
var notices = []struct {
	year     int
	off      string
	worked   string
	workdays int // of the whole year: 365 or 366, less weekends, less days off on weekdays, plus days made up
}{
	{2022, "0101-0103 0131-0206 0403-0405 0430-0504 0603-0605 0910-0912 1001-1007 1231-1231", "0129 0130 0402 0424 0507 1008 1009", 249},
	{2023, "0101-0102 0121-0127 0405-0405 0429-0503 0622-0624 0929-1006 1230-1231", "0128 0129 0423 0506 0625 1007 1008", 249},
	{2024, "0101-0101 0210-0217 0404-0406 0501-0505 0610-0610 0915-0917 1001-1007", "0204 0218 0407 0428 0511 0914 0929 1012", 251},
	{2025, "0101-0101 0128-0204 0404-0406 0501-0505 0531-0602 1001-1008", "0126 0208 0427 0928 1011", 248},
	{2026, "0101-0103 0215-0223 0404-0406 0501-0505 0619-0621 0925-0927 1001-1007", "0104 0214 0228 0509 0920 1010", 248},
}

func TestPublishedCalendars(t *testing.T) {
	var w Workdays
	for _, n := range notices {
		off, worked := notice(t, n.year, n.off, n.worked)
		count := 0
		for day := date(t, n.year, "0101"); day.Year() == n.year; day = day.Add(1) {
			weekday := day.Time().Weekday()
			want := worked[day] || !off[day] && weekday != time.Saturday && weekday != time.Sunday
			if got := w.IsWorkday(day); got != want {
				t.Errorf("%s: got working day %v, want %v", day, got, want)
			}
			if want {
				count++
			}
		}
		if count != n.workdays {
			t.Errorf("%d: got %d working days in the notice, want %d", n.year, count, n.workdays)
		}
		if !w.Known(n.year) {
			t.Errorf("%d: got unknown, want known", n.year)
		}
	}
}

func TestUnknownYearIsMondayToFriday(t *testing.T) {
	var w Workdays
	if w.Known(2027) {
		t.Skip("the library has learned 2027")
	}
	if !w.IsWorkday("2027-02-08") || w.IsWorkday("2027-02-07") {
		t.Error("2027 is not counted Monday to Friday")
	}
	if w.KnownBetween("2026-12-01", "2027-01-04") {
		t.Error("a span into 2027: got known, want unknown")
	}
	w.Overrides = map[Date]bool{"2027-02-08": false, "2027-02-20": true}
	if !w.Known(2027) || w.IsWorkday("2027-02-08") || !w.IsWorkday("2027-02-20") {
		t.Error("the overrides of 2027 do not count")
	}
}

func TestOverrideBeatsTheNotice(t *testing.T) {
	w := Workdays{Overrides: map[Date]bool{"2022-10-08": false, "2022-10-07": true}}
	if w.IsWorkday("2022-10-08") || !w.IsWorkday("2022-10-07") {
		t.Error("the notice won over the override")
	}
}

func TestAddWorkdays(t *testing.T) {
	tests := []struct {
		from Date
		n    int
		want Date
	}{
		{"2022-04-22", 1, "2022-04-24"}, // the Sunday is made up
		{"2022-04-29", 1, "2022-05-05"}, // Labour Day
		{"2022-04-29", 3, "2022-05-07"}, // and its Saturday
		{"2022-09-30", 1, "2022-10-08"},
		{"2022-05-05", -1, "2022-04-29"},
		{"2022-05-01", 0, "2022-05-01"},
		{"2022-12-30", 1, "2023-01-03"},
		{"", 3, ""},
	}
	for _, tt := range tests {
		if got := (Workdays{}).AddWorkdays(tt.from, tt.n); got != tt.want {
			t.Errorf("%s + %d: got %s, want %s", tt.from, tt.n, got, tt.want)
		}
	}
}

func TestWorkdaysBetweenUndoesAddWorkdays(t *testing.T) {
	var w Workdays
	rapid.Check(t, func(t *rapid.T) {
		from := Date("2022-01-01").Add(rapid.IntRange(0, 1800).Draw(t, "day"))
		n := rapid.IntRange(0, 60).Draw(t, "n")
		to := w.AddWorkdays(from, n)
		if got := w.WorkdaysBetween(from, to); got != n {
			t.Fatalf("from %s to %s: got %d, want %d", from, to, got, n)
		}
		back := w.AddWorkdays(to, -n)
		if got := w.WorkdaysBetween(to, back); got != -n {
			t.Fatalf("from %s back to %s: got %d, want %d", to, back, got, -n)
		}
	})
}

func TestDefaultDeadline(t *testing.T) {
	tests := map[Month]string{
		"2022-03": "2022-04-06T18:00:00+08:00", // 1, 2 (made up) April, then Qingming to the 5th
		"2022-04": "2022-05-07T18:00:00+08:00", // Labour Day to the 4th; the 7th is a Saturday made up
		"2022-09": "2022-10-10T18:00:00+08:00",
		"2022-12": "2023-01-05T18:00:00+08:00",
	}
	for month, want := range tests {
		if got := DefaultDeadline(month, Workdays{}).Format(time.RFC3339); got != want {
			t.Errorf("%s: got %s, want %s", month, got, want)
		}
	}
}

func notice(t *testing.T, year int, off, worked string) (free, made map[Date]bool) {
	t.Helper()
	free, made = map[Date]bool{}, map[Date]bool{}
	for _, span := range strings.Fields(off) {
		from, to, _ := strings.Cut(span, "-")
		for day := date(t, year, from); !day.After(date(t, year, to)); day = day.Add(1) {
			free[day] = true
		}
	}
	for _, day := range strings.Fields(worked) {
		made[date(t, year, day)] = true
	}
	return free, made
}

func date(t *testing.T, year int, monthDay string) Date {
	t.Helper()
	at, err := time.ParseInLocation("20060102", time.Date(year, 1, 1, 0, 0, 0, 0, Zone).Format("2006")+monthDay, Zone)
	if err != nil {
		t.Fatal(err)
	}
	return DateOf(at)
}
