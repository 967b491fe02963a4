package calendar

import (
	"slices"
	"strings"
	"time"

	"github.com/6tail/lunar-go/HolidayUtil"
)

// Notice is what the State Council's notices say of one day: a day off with its holiday's name (国庆节), or a day on which one is made up for (调休).
type Notice struct {
	Date   Date
	Worked bool
	Name   string
}

// Notices are the days of a year that the notices name, in order; there are none for a year whose notice is not at hand.
func Notices(year int) []Notice {
	var all []Notice
	found := HolidayUtil.GetHolidaysByYear(year)
	for e := found.Front(); e != nil; e = e.Next() {
		if h, ok := e.Value.(*HolidayUtil.Holiday); ok {
			all = append(all, Notice{Date: Date(h.GetDay()), Worked: h.IsWork(), Name: h.GetName()})
		}
	}
	slices.SortFunc(all, func(a, b Notice) int { return strings.Compare(string(a.Date), string(b.Date)) })
	return all
}

// Weekend is true of Saturdays and Sundays. d must be a real date.
func (d Date) Weekend() bool {
	weekday := d.At(12, 0).Weekday()
	return weekday == time.Saturday || weekday == time.Sunday
}
