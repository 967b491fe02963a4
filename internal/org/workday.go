package org

import (
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/store"
)

// Workday is a day for which the city itself says whether it is worked, against or ahead of the State Council's notice. Its ID is the date (2026-10-10).
// Every reader sees every day; one that no longer holds is made inactive, so that the trail keeps it.
type Workday struct {
	store.Row
	Worked bool   `json:"worked"` // false: a day off
	Reason string `json:"reason"` // the notice or the local rule that it follows
	Active bool   `json:"active"`
}

// Public lets every signed-in reader see the list.
func (*Workday) Public() {}

// Workdays joins a unit of work to count working days as the city has set them (节假日、调休).
func Workdays(tx *store.Tx) (calendar.Workdays, error) {
	rows, err := store.All[Workday](tx, "id", store.Where("active"))
	if err != nil {
		return calendar.Workdays{}, err
	}
	w := calendar.Workdays{Overrides: make(map[calendar.Date]bool, len(rows))}
	for _, row := range rows {
		w.Overrides[calendar.Date(row.ID)] = row.Worked
	}
	return w, nil
}
