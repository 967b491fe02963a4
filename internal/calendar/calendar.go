// Package calendar holds the days and months of the field. Every month, date and deadline is one of Asia/Shanghai, wherever the program runs.
// Nothing here reads the clock: today comes from the unit of work.
package calendar

import (
	"time"
	_ "time/tzdata" // the zone must exist on a machine without zone files
)

// Zone is Asia/Shanghai, the only zone in which a date or a month means anything here.
var Zone = mustZone("Asia/Shanghai")

// deadlineHour is when a deadline falls on its day.
const deadlineHour = 18

// DefaultDeadline is when a county's statements of a month are due unless the city sets another time: 18:00 on the third working day of the
// following month, so that the meeting at the start of the month has its figures.
func DefaultDeadline(m Month, w Workdays) time.Time {
	eve := m.Last()
	return w.AddWorkdays(eve, 3).At(deadlineHour, 0)
}

func mustZone(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return zone
}
