package org

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
)

// Workday is a day for which the city itself says whether it is worked, against or ahead of the State Council's notice. Its ID is the date (2026-10-10).
// Every reader sees every day; one that no longer holds is made inactive, so that the trail keeps it.
type Workday struct {
	store.Row
	Date   calendar.Date `json:"date" gorm:"-"`
	Worked bool          `json:"worked"` // false: a day off
	Reason string        `json:"reason"` // the notice or the local rule that it follows
	Active bool          `json:"active"`
}

// Public lets every signed-in reader see the list.
func (*Workday) Public() {}

// DaySource says who made a day differ from Monday to Friday.
type DaySource string

// The sources.
const (
	ByNotice   DaySource = "notice"   // the State Council's yearly notice
	ByOverride DaySource = "override" // the city itself; it wins
)

// Day is a day that is not simply worked from Monday to Friday and free on the weekend.
type Day struct {
	Date    calendar.Date `json:"date"`
	Worked  bool          `json:"worked"`
	Source  DaySource     `json:"source"`
	Reason  string        `json:"reason"`
	Version int64         `json:"version"` // of the override, for If-Match; 0 of a notice
}

// Year is a year's days by date. While no notice is known for it, working days are only counted Monday to Friday.
type Year struct {
	Year  int   `json:"year"`
	Known bool  `json:"known"`
	Items []Day `json:"items"`
	Total int   `json:"total"`
}

// Override says whether a day is worked; made inactive, the notice holds again.
type Override struct {
	Worked *bool  `json:"worked" validate:"required"`
	Reason string `json:"reason" validate:"required,max=500"`
	Active *bool  `json:"active,omitempty"` // true when left out
}

var errDayUnseen = fault.Define(fault.Precondition, "workday.unseen", "该日已有设置，修改须用 If-Match 说明所依据的版本。", "The day has been set already; to change it, name the version that you saw with If-Match.")

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

// WorkdaysOf reads the days of a year that differ from Monday to Friday, or that the city has set; year 0 is the present one.
func (s *Service) WorkdaysOf(ctx context.Context, year int) (*Year, error) {
	var y *Year
	err := s.db.Read(ctx, access.WorkdayRead, func(tx *store.Tx) error {
		if year == 0 {
			year = tx.Today().Year()
		}
		first, last := fmt.Sprintf("%04d-01-01", year), fmt.Sprintf("%04d-12-31", year)
		rows, err := store.All[Workday](tx, "id", store.Where("active AND id BETWEEN ? AND ?", first, last))
		y = yearOf(year, rows)
		return err
	})
	return y, err
}

func yearOf(year int, overrides []Workday) *Year {
	y := &Year{Year: year, Items: []Day{}}
	set := map[calendar.Date]bool{}
	for _, o := range overrides {
		date := calendar.Date(o.ID)
		set[date] = true
		y.Items = append(y.Items, Day{Date: date, Worked: o.Worked, Source: ByOverride, Reason: o.Reason, Version: o.Version})
	}
	notices := calendar.Notices(year)
	for _, n := range notices {
		if !set[n.Date] && n.Worked == n.Date.Weekend() {
			y.Items = append(y.Items, Day{Date: n.Date, Worked: n.Worked, Source: ByNotice, Reason: n.Name})
		}
	}
	slices.SortFunc(y.Items, func(a, b Day) int { return cmp.Compare(a.Date, b.Date) })
	y.Known, y.Total = len(notices)+len(overrides) > 0, len(y.Items)
	return y
}

// SetWorkday says whether a day is worked. Once somebody has, a change has to name the version that was seen.
func (s *Service) SetWorkday(ctx context.Context, date calendar.Date, version int64, seen bool, in Override) (*Workday, error) {
	var w *Workday
	err := s.db.Write(ctx, access.WorkdayAmend, func(tx *store.Tx) error {
		old, err := store.Lock[Workday](tx, string(date))
		switch {
		case fault.KindOf(err) == fault.Missing:
			old = &Workday{Row: store.Row{ID: string(date)}}
		case err != nil:
			return err
		case !seen:
			return errDayUnseen.With().Note("currentVersion", old.Version)
		}
		if err := old.Expect(version); err != nil {
			return err
		}
		w = old
		w.Date, w.Worked, w.Reason, w.Active = date, *in.Worked, in.Reason, in.Active == nil || *in.Active
		if err := w.keep(tx); err != nil {
			return err
		}
		return tx.Emit("workday.set", w.ID, "", w)
	})
	return w, err
}

func (w *Workday) keep(tx *store.Tx) error {
	if w.Version == 0 {
		return store.Insert(tx, w)
	}
	return store.Update(tx, w)
}
