package calendar

import "github.com/6tail/lunar-go/HolidayUtil"

// Workdays counts working days by the State Council's yearly notices (国务院办公厅关于部分节假日安排的通知), in which days off are made up on weekends
// (调休). The notices up to 2026 come with a library; Overrides holds what the city enters itself, for a later notice or a local rule, and wins.
// A year without any notice is counted Monday to Friday, and Known says so. The zero value is usable.
type Workdays struct {
	Overrides map[Date]bool // true: a working day, false: a day off
}

// IsWorkday says whether the day is worked. d must be a real date.
func (w Workdays) IsWorkday(d Date) bool {
	if worked, set := w.Overrides[d]; set {
		return worked
	}
	if notice := HolidayUtil.GetHoliday(string(d)); notice != nil {
		return notice.IsWork()
	}
	return !d.Weekend()
}

// AddWorkdays is the n-th working day after from, which itself is not counted, so one working day after a Friday is a Monday; n working days before
// when n is negative. With n = 0 it is from itself, worked or not. No date stays none.
func (w Workdays) AddWorkdays(from Date, n int) Date {
	if from == "" {
		return ""
	}
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	day := from
	for n > 0 {
		day = day.Add(step)
		if w.IsWorkday(day) {
			n--
		}
	}
	return day
}

// WorkdaysBetween is the number of working days after from up to and including to, the inverse of AddWorkdays; negative when to is earlier.
func (w Workdays) WorkdaysBetween(from, to Date) int {
	if to.Before(from) {
		return -w.WorkdaysBetween(to.Add(-1), from.Add(-1))
	}
	count := 0
	for day := from.Add(1); !day.After(to); day = day.Add(1) {
		if w.IsWorkday(day) {
			count++
		}
	}
	return count
}

// Known says whether a notice for the year is at hand, from the library or in Overrides. For an unknown year the answers of IsWorkday are only
// Monday to Friday, and a page that shows a due day in it must say so.
func (w Workdays) Known(year int) bool {
	for day := range w.Overrides {
		if day.Year() == year {
			return true
		}
	}
	return HolidayUtil.GetHolidaysByYear(year).Len() > 0
}

// KnownBetween says whether every year from one day to the other is known.
func (w Workdays) KnownBetween(from, to Date) bool {
	for year := from.Year(); year <= to.Year(); year++ {
		if !w.Known(year) {
			return false
		}
	}
	return true
}
