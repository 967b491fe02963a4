package calendar

import (
	"database/sql/driver"
	"fmt"
	"time"

	"zhaoyin/internal/fault"
)

// Date is a day of Asia/Shanghai, "2022-04-12". The empty Date means "none": null in JSON, NULL in the database. Any other value made by
// this package is a real day of the years 1900 to 2199. Dates compare as strings do.
type Date string

const dateLayout = "2006-01-02"

var errDate = fault.Define(fault.Invalid, "calendar.date",
	"日期应为“2022-04-12”这样的形式，且须是实际存在的日期。", "A date is written like 2022-04-12 and must exist.")

// ParseDate reads "2022-04-12"; a day that does not exist is refused.
func ParseDate(s string) (Date, error) {
	t, err := time.ParseInLocation(dateLayout, s, Zone)
	if err != nil || !sane(t.Year()) {
		return "", errDate
	}
	return Date(s), nil
}

// DateOf is the day on which an instant falls in Asia/Shanghai.
func DateOf(t time.Time) Date { return Date(t.In(Zone).Format(dateLayout)) }

// Time is the day's first instant in Asia/Shanghai, or the zero time for no date.
func (d Date) Time() time.Time { return d.At(0, 0) }

// At is a moment of the day in Asia/Shanghai, or the zero time for no date.
func (d Date) At(hour, minute int) time.Time {
	t, err := time.ParseInLocation(dateLayout, string(d), Zone)
	if err != nil {
		return time.Time{}
	}
	return time.Date(t.Year(), t.Month(), t.Day(), hour, minute, 0, 0, Zone)
}

// Add is the day n days later, or earlier when n is negative. No date stays none.
func (d Date) Add(days int) Date {
	if d == "" {
		return ""
	}
	return DateOf(d.At(12, 0).AddDate(0, 0, days))
}

// Until is the number of days from d to other, negative when other is earlier. Both must be real dates.
func (d Date) Until(other Date) int {
	const day = 24 * time.Hour
	// The zone kept summer time until 1991: noon to noon is within an hour of whole days, and rounding takes the hour out.
	return int(other.At(12, 0).Sub(d.At(12, 0)).Round(day) / day)
}

// Month is the month of the day; no date has no month.
func (d Date) Month() Month {
	if len(d) != len(dateLayout) {
		return ""
	}
	return Month(d[:len(monthLayout)])
}

// Year is the year of the day, 0 for no date.
func (d Date) Year() int { return d.Month().Year() }

// Before says whether d is an earlier day than other.
func (d Date) Before(other Date) bool { return d < other }

// After says whether d is a later day than other.
func (d Date) After(other Date) bool { return d > other }

// String is the date as written in JSON, empty for none.
func (d Date) String() string { return string(d) }

// MarshalJSON writes the date, or null for none.
func (d Date) MarshalJSON() ([]byte, error) { return marshal(string(d)) }

// UnmarshalJSON takes a date that exists, or null for none; an empty string is a mistake.
func (d *Date) UnmarshalJSON(text []byte) error {
	s, null, ok := unquote(text)
	if null {
		*d = ""
		return nil
	}
	v, err := ParseDate(s)
	if !ok || err != nil {
		return errDate
	}
	*d = v
	return nil
}

// Value stores the text, or NULL for none; a date that was not made by this package and does not exist is refused.
func (d Date) Value() (driver.Value, error) {
	if d == "" {
		return nil, nil
	}
	if _, err := ParseDate(string(d)); err != nil {
		return nil, err
	}
	return string(d), nil
}

// Scan reads text, NULL, or the midnight that a driver makes of a DATE column.
func (d *Date) Scan(src any) error {
	s, err := scanText(src, dateLayout)
	if err != nil {
		return fmt.Errorf("scan calendar.Date: %w", err)
	}
	if s == "" {
		*d = ""
		return nil
	}
	v, err := ParseDate(s)
	if err != nil {
		return fmt.Errorf("scan calendar.Date %q: %w", s, err)
	}
	*d = v
	return nil
}
