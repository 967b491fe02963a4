package review

import (
	"context"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/org"
	"zhaoyin/internal/store"
)

// start opens a step: its limit runs from the next working day on.
func (s *Step) start(w calendar.Workdays, today calendar.Date) {
	s.State, s.OpenedOn = Running, today
	s.DueOn = w.AddWorkdays(today, s.LimitDays)
}

// stop stops the step's clock: today still counts as used.
func (s *Step) stop(today calendar.Date) { s.State, s.StoppedOn = Stopped, today }

// resume lets the clock go on, and tells how many working days it stood still. The department has as many left as it had when the clock stopped; a limit that
// was used up to its last day, but not beyond, ends today at the earliest.
func (s *Step) resume(w calendar.Workdays, today calendar.Date) int {
	lost, late := w.WorkdaysBetween(s.StoppedOn, today), s.DueOn.Before(s.StoppedOn)
	s.State, s.StoppedOn = Running, ""
	s.DaysStopped += lost
	s.DueOn = w.AddWorkdays(s.OpenedOn, s.LimitDays+s.DaysStopped)
	if !late {
		s.DueOn = max(s.DueOn, today)
	}
	return lost
}

// tell fills in what depends on the day. Silence that is consent is never late, whether or not its lapse has been recorded yet.
func (s *Step) tell(w calendar.Workdays, today calendar.Date) {
	s.Overdue, s.DaysLate = false, 0
	if s.silent(today) {
		return
	}
	s.Overdue = s.State == Running && s.DueOn.Before(today)
	until := map[StepState]calendar.Date{Running: today, Stopped: s.StoppedOn, Done: s.DoneOn}[s.State]
	if s.DueOn != "" && s.DueOn.Before(until) {
		s.DaysLate = w.WorkdaysBetween(s.DueOn, until)
	}
}

// silent is true of an open step whose day has passed and whose silence is consent.
func (s *Step) silent(today calendar.Date) bool {
	return s.State == Running && s.SilenceConsents && s.DueOn.Before(today)
}

// lapse records the deemed consents of a case: no opinion and nobody who gave it, done on the day on which the limit ended.
func (c *Case) lapse(tx *store.Tx, w calendar.Workdays) (bool, error) {
	lapsed := false
	for i := range c.Steps {
		s := &c.Steps[i]
		if !c.State.Live() || !s.silent(tx.Today()) {
			continue
		}
		at := tx.Now
		s.State, s.Deemed, s.DoneOn, s.At, s.Opinion, s.Note, s.Demands = Done, true, s.DueOn, &at, "", "", []Demand{}
		if err := store.Update(tx, s); err != nil {
			return false, err
		}
		lapsed = true
	}
	if !lapsed {
		return false, nil
	}
	return true, c.advance(tx, w)
}

// advance opens the steps of the first order that is not done, and settles whether the case waits for the county.
func (c *Case) advance(tx *store.Tx, w calendar.Workdays) error {
	order := 0
	for i := range c.Steps {
		if c.Steps[i].State != Done {
			order = c.Steps[i].Order
			break
		}
	}
	c.State = Open
	for i := range c.Steps {
		s := &c.Steps[i]
		if s.State == Stopped {
			c.State = Suspended
		}
		if s.State != Pending || s.Order != order {
			continue
		}
		s.start(w, tx.Today())
		if err := store.Update(tx, s); err != nil {
			return err
		}
	}
	return nil
}

// Lapse records every deemed consent that is due, and says in how many cases; run again it finds none.
func Lapse(tx *store.Tx) (int, error) {
	w, err := org.Workdays(tx)
	if err != nil {
		return 0, err
	}
	due, err := silences(tx)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, id := range due {
		c, err := hold(tx, id)
		if err != nil {
			return n, err
		}
		lapsed, err := c.lapse(tx, w)
		if err != nil {
			return n, err
		}
		if !lapsed {
			continue
		}
		if err := c.keep(tx, w, "review.deemed"); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// Lapse is the job that records deemed consents. A run that was missed is made good by the next.
func (s *Service) Lapse(ctx context.Context) error {
	return s.db.Write(ctx, access.ScheduleRun, func(tx *store.Tx) error {
		_, err := Lapse(tx)
		return err
	})
}
