package calendar

import (
	"database/sql/driver"
	"fmt"
	"time"

	"zhaoyin/internal/fault"
)

// Month is a calendar month of Asia/Shanghai, "2022-04": the period that the meeting goes through. The empty Month means "none": null in JSON,
// NULL in the database. Any other value made by this package is a month of the years 1900 to 2199. Months compare as strings do.
type Month string

const monthLayout = "2006-01"

var errMonth = fault.Define(fault.Invalid, "calendar.month",
	"月份应为“2022-04”这样的形式。", "A month is written like 2022-04.")

// ParseMonth reads "2022-04".
func ParseMonth(s string) (Month, error) {
	t, err := time.ParseInLocation(monthLayout, s, Zone)
	if err != nil || !sane(t.Year()) {
		return "", errMonth
	}
	return Month(s), nil
}

// MonthOf is the month in which an instant falls in Asia/Shanghai: 2022-03-31T16:00Z is already 2022-04.
func MonthOf(t time.Time) Month { return Month(t.In(Zone).Format(monthLayout)) }

// Next is the following month.
func (m Month) Next() Month { return m.Add(1) }

// Prev is the month before.
func (m Month) Prev() Month { return m.Add(-1) }

// Add is the month n months later, or earlier when n is negative. No month stays none.
func (m Month) Add(months int) Month {
	if m == "" {
		return ""
	}
	return MonthOf(m.First().Time().AddDate(0, months, 0))
}

// Year is the month's year, 0 for no month.
func (m Month) Year() int {
	if m == "" {
		return 0
	}
	return m.First().Time().Year()
}

// Number is the month within its year, 1 to 12, 0 for no month.
func (m Month) Number() int {
	if m == "" {
		return 0
	}
	return int(m.First().Time().Month())
}

// First is the month's first day.
func (m Month) First() Date {
	if m == "" {
		return ""
	}
	return Date(m + "-01")
}

// Last is the month's last day.
func (m Month) Last() Date { return m.Next().First().Add(-1) }

// January is the first month of the same year, where "year to date" begins.
func (m Month) January() Month {
	if m == "" {
		return ""
	}
	return m[:4] + "-01"
}

// Contains says whether the day falls in the month.
func (m Month) Contains(d Date) bool { return m != "" && d.Month() == m }

// Before says whether m is an earlier month than other.
func (m Month) Before(other Month) bool { return m < other }

// After says whether m is a later month than other.
func (m Month) After(other Month) bool { return m > other }

// String is the month as written in JSON, empty for none.
func (m Month) String() string { return string(m) }

// MarshalJSON writes the month, or null for none.
func (m Month) MarshalJSON() ([]byte, error) { return marshal(string(m)) }

// UnmarshalJSON takes a month, or null for none; an empty string is a mistake.
func (m *Month) UnmarshalJSON(text []byte) error {
	s, null, ok := unquote(text)
	if null {
		*m = ""
		return nil
	}
	v, err := ParseMonth(s)
	if !ok || err != nil {
		return errMonth
	}
	*m = v
	return nil
}

// Value stores the text, or NULL for none; a month that was not made by this package and does not exist is refused.
func (m Month) Value() (driver.Value, error) {
	if m == "" {
		return nil, nil
	}
	if _, err := ParseMonth(string(m)); err != nil {
		return nil, err
	}
	return string(m), nil
}

// Scan reads text or NULL.
func (m *Month) Scan(src any) error {
	s, err := scanText(src, monthLayout)
	if err != nil {
		return fmt.Errorf("scan calendar.Month: %w", err)
	}
	if s == "" {
		*m = ""
		return nil
	}
	v, err := ParseMonth(s)
	if err != nil {
		return fmt.Errorf("scan calendar.Month %q: %w", s, err)
	}
	*m = v
	return nil
}
