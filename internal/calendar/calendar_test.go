package calendar

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseRefusesWhatDoesNotExist(t *testing.T) {
	for _, s := range []string{"2023-02-29", "2022-13-01", "2022-4-12", "2022-04-12T00:00:00Z", "20220412", "0022-04-12", "2300-01-01", " 2022-04-12", ""} {
		if got, err := ParseDate(s); !errors.Is(err, errDate) {
			t.Errorf("ParseDate(%q): got %q, %v, want %s", s, got, err, errDate.Code)
		}
	}
	for _, s := range []string{"2022-00", "2022-13", "2022-4", "2022-04-12", "202204", "1899-12", "", "二〇二二"} {
		if got, err := ParseMonth(s); !errors.Is(err, errMonth) {
			t.Errorf("ParseMonth(%q): got %q, %v, want %s", s, got, err, errMonth.Code)
		}
	}
	if got, err := ParseDate("2024-02-29"); got != "2024-02-29" || err != nil {
		t.Errorf("leap day: got %q, %v", got, err)
	}
}

func TestInstantsBelongToShanghai(t *testing.T) {
	tests := []struct {
		at    string
		date  Date
		month Month
	}{
		{"2022-03-31T15:59:59Z", "2022-03-31", "2022-03"},
		{"2022-03-31T16:00:00Z", "2022-04-01", "2022-04"},
		{"2021-12-31T11:00:00-05:00", "2022-01-01", "2022-01"},
	}
	for _, tt := range tests {
		at, err := time.Parse(time.RFC3339, tt.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := DateOf(at); got != tt.date {
			t.Errorf("%s: got date %s, want %s", tt.at, got, tt.date)
		}
		if got := MonthOf(at); got != tt.month {
			t.Errorf("%s: got month %s, want %s", tt.at, got, tt.month)
		}
	}
}

func TestMonth(t *testing.T) {
	tests := []struct {
		month, next, prev Month
		first, last       Date
		year, number      int
	}{
		{"2022-04", "2022-05", "2022-03", "2022-04-01", "2022-04-30", 2022, 4},
		{"2022-12", "2023-01", "2022-11", "2022-12-01", "2022-12-31", 2022, 12},
		{"2024-02", "2024-03", "2024-01", "2024-02-01", "2024-02-29", 2024, 2},
		{"", "", "", "", "", 0, 0},
	}
	for _, tt := range tests {
		m := tt.month
		if m.Next() != tt.next || m.Prev() != tt.prev || m.First() != tt.first || m.Last() != tt.last {
			t.Errorf("%q: got %q %q %q %q, want %q %q %q %q", m, m.Next(), m.Prev(), m.First(), m.Last(), tt.next, tt.prev, tt.first, tt.last)
		}
		if m.Year() != tt.year || m.Number() != tt.number {
			t.Errorf("%q: got %d and %d, want %d and %d", m, m.Year(), m.Number(), tt.year, tt.number)
		}
	}
	if got := Month("2022-11").Add(15); got != "2024-02" {
		t.Errorf("got %s, want 2024-02", got)
	}
	if got := Month("2022-11").January(); got != "2022-01" {
		t.Errorf("got %s, want 2022-01", got)
	}
}

func TestMonthContains(t *testing.T) {
	for day, want := range map[Date]bool{"2022-04-01": true, "2022-04-30": true, "2022-05-01": false, "2021-04-15": false, "": false} {
		if got := Month("2022-04").Contains(day); got != want {
			t.Errorf("%q: got %v, want %v", day, got, want)
		}
	}
	if Month("").Contains("") {
		t.Error("no month contains no day: got true, want false")
	}
}

func TestOrder(t *testing.T) {
	if !Date("2022-04-12").Before("2022-04-13") || Date("2022-04-12").Before("2022-04-12") || !Date("2022-05-01").After("2022-04-30") {
		t.Error("dates are out of order")
	}
	if !Month("2021-12").Before("2022-01") || !Month("2022-02").After("2022-01") {
		t.Error("months are out of order")
	}
}

func TestDateArithmeticSurvivesSummerTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Date("1985-01-01").Add(rapid.IntRange(0, 20_000).Draw(t, "day"))
		n := rapid.IntRange(-3000, 3000).Draw(t, "n")
		later := d.Add(n)
		if _, err := ParseDate(string(later)); err != nil {
			t.Fatalf("%s + %d: got %s, which does not exist", d, n, later)
		}
		if got := d.Until(later); got != n {
			t.Fatalf("from %s to %s: got %d days, want %d", d, later, got, n)
		}
	})
}

type row struct {
	On    Date   `json:"on"`
	Month Month  `json:"month"`
	Until *Date  `json:"until,omitempty"`
	Late  *Month `json:"late,omitempty"`
}

func TestJSON(t *testing.T) {
	tests := []struct {
		text string
		want error
	}{
		{`{"on":"2022-04-12","month":"2022-04"}`, nil},
		{`{"on":null,"month":null}`, nil},
		{`{"on":"2022-04-12","month":"2022-04","until":"2023-01-01","late":"2022-05"}`, nil},
		{`{"on":"2022-04-31"}`, errDate},
		{`{"on":""}`, errDate},
		{`{"on":20220412}`, errDate},
		{`{"month":"2022-4"}`, errMonth},
		{`{"month":""}`, errMonth},
		{`{"month":202204}`, errMonth},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			var r row
			err := json.Unmarshal([]byte(tt.text), &r)
			if !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			if back, _ := json.Marshal(r); err == nil && string(back) != tt.text {
				t.Errorf("got %s written back, want %s", back, tt.text)
			}
		})
	}
}

func TestScanAndValue(t *testing.T) {
	var d Date
	midnight := time.Date(2022, 4, 12, 0, 0, 0, 0, time.UTC)
	for _, src := range []any{"2022-04-12", []byte("2022-04-12"), midnight} {
		d = ""
		if err := d.Scan(src); err != nil || d != "2022-04-12" {
			t.Errorf("%T: got %q, %v, want 2022-04-12", src, d, err)
		}
	}
	for _, src := range []any{midnight.Add(time.Hour), "2022-04-31", int64(20220412)} {
		if err := d.Scan(src); err == nil {
			t.Errorf("%v: got no error, want one", src)
		}
	}
	var m Month
	if err := m.Scan("2022-04"); err != nil || m != "2022-04" {
		t.Errorf("got %q, %v, want 2022-04", m, err)
	}
	if err := m.Scan("2022-14"); !errors.Is(err, errMonth) {
		t.Errorf("got %v, want %s", err, errMonth.Code)
	}
	if err := m.Scan(nil); err != nil || m != "" {
		t.Errorf("NULL: got %q, %v, want none", m, err)
	}
	if v, err := Date("").Value(); v != nil || err != nil {
		t.Errorf("no date: got %v, %v, want NULL", v, err)
	}
	if v, err := Month("2022-04").Value(); v != "2022-04" || err != nil {
		t.Errorf("got %v, %v, want 2022-04", v, err)
	}
	if _, err := Month("April").Value(); !errors.Is(err, errMonth) {
		t.Errorf("got %v, want %s", err, errMonth.Code)
	}
}
