package meeting

import (
	"context"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/figure"
	"zhaoyin/internal/page"
	"zhaoyin/internal/period"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// Service is what can be done with the months.
type Service struct {
	db        *store.DB
	workdays  calendar.Workdays
	threshold unit.Wan
}

// NewService works over the store; working days decide the default deadline, and the threshold is the lowest class of the boards.
func NewService(db *store.DB, workdays calendar.Workdays, threshold unit.Wan) *Service {
	return &Service{db: db, workdays: workdays, threshold: threshold}
}

// List reads a page of months, newest first.
func (s *Service) List(ctx context.Context, q page.Query) (page.Of[Meeting], error) {
	of := page.Of[Meeting]{Items: []Meeting{}}
	err := s.db.Read(ctx, access.MeetingRead, func(tx *store.Tx) error {
		periods, err := store.List[period.Period](tx, Listing, q, period.Standing())
		if err != nil {
			return err
		}
		of.Next, of.Total, of.TotalCapped = periods.Next, periods.Total, periods.TotalCapped
		for _, p := range periods.Items {
			m, err := headed(tx, p)
			if err != nil {
				return err
			}
			of.Items = append(of.Items, *m)
		}
		return nil
	})
	return of, err
}

// Get reads a month.
func (s *Service) Get(ctx context.Context, month calendar.Month) (*Meeting, error) {
	var m *Meeting
	err := s.db.Read(ctx, access.MeetingRead, func(tx *store.Tx) error {
		p, err := period.Of(tx, month)
		if err != nil {
			return err
		}
		m, err = headed(tx, *p)
		return err
	})
	return m, err
}

// Open opens a month: later than every other, and alone.
func (s *Service) Open(ctx context.Context, in Opening) (*Meeting, error) {
	var m *Meeting
	err := s.db.Write(ctx, access.MeetingOpen, func(tx *store.Tx) error {
		p := &period.Period{Month: in.Month, State: period.Open, HeldOn: in.HeldOn, Deadline: calendar.DefaultDeadline(in.Month, s.workdays).UTC()}
		if in.Deadline != nil {
			p.Deadline = in.Deadline.UTC()
		}
		if err := mayOpen(tx, p); err != nil {
			return err
		}
		if err := store.Insert(tx, p); err != nil {
			return err
		}
		if err := claim(tx, in.Month); err != nil {
			return err
		}
		m = &Meeting{Period: *p}
		return tx.Emit("month.opened", p.ID, "", p)
	})
	return m, err
}

// check holds the deadline and the day of the meeting to a month that they can belong to.
func check(p *period.Period) error {
	var bad fault.List
	bad.Check(!p.Deadline.Before(p.Month.First().Time()), "/deadline", errDeadline)
	bad.Check(p.HeldOn == "" || !p.HeldOn.Before(p.Month.First()), "/heldOn", errHeldOn)
	return bad.Err()
}

func mayOpen(tx *store.Tx, p *period.Period) error {
	if err := check(p); err != nil {
		return err
	}
	if next := calendar.MonthOf(tx.Now).Next(); p.Month.After(next) {
		return errTooEarly.At("/month", string(p.Month), string(next))
	}
	latest, err := latest(tx)
	if fault.KindOf(err) == fault.Missing {
		return nil
	}
	if err != nil {
		return err
	}
	if latest.State == period.Open {
		return errOpenAlready.With(string(latest.Month))
	}
	if !p.Month.After(latest.Month) {
		return errNotNext.With(string(latest.Month))
	}
	return nil
}

// claim announces the corrections that were made while no month was open.
func claim(tx *store.Tx, month calendar.Month) error {
	rows, err := store.All[figure.Restatement](tx, "created_at, id", store.Where("announced_month IS NULL"))
	if err != nil {
		return err
	}
	for i := range rows {
		rows[i].AnnouncedMonth = month
		if err := store.Update(tx, &rows[i]); err != nil {
			return err
		}
	}
	return nil
}

// Amend moves the deadline or the day of the meeting of an open month.
func (s *Service) Amend(ctx context.Context, month calendar.Month, version int64, in Amendment) (*Meeting, error) {
	var m *Meeting
	err := s.db.Write(ctx, access.MeetingEdit, func(tx *store.Tx) error {
		p, err := held(tx, month, version)
		if err != nil {
			return err
		}
		if p.State != period.Open {
			return errClosed.With(string(month))
		}
		in.Deadline.Into(&p.Deadline)
		in.HeldOn.Into(&p.HeldOn)
		p.Deadline = p.Deadline.UTC()
		if err := check(p); err != nil {
			return err
		}
		if err := store.Update(tx, p); err != nil {
			return err
		}
		if m, err = headed(tx, *p); err != nil {
			return err
		}
		return tx.Emit("month.amended", p.ID, "", p)
	})
	return m, err
}

// held is the month that is to change, at the version that the caller saw: on PostgreSQL it waits for whatever is being counted in it, and
// nothing more is counted until the commit. SQLite's writer is alone anyway.
func held(tx *store.Tx, month calendar.Month, version int64) (*period.Period, error) {
	p, err := period.Of(tx, month)
	if err != nil {
		return nil, err
	}
	if p, err = store.Lock[period.Period](tx, p.ID); err != nil {
		return nil, err
	}
	return p, p.Expect(version)
}

// Reopen opens the latest closed month again, with a reason. Its snapshot stays; the next close makes another version, which announces what
// was corrected in between.
func (s *Service) Reopen(ctx context.Context, month calendar.Month, version int64, in Reopening) (*Meeting, error) {
	var m *Meeting
	err := s.db.Write(ctx, access.MeetingReopen, func(tx *store.Tx) error {
		p, err := held(tx, month, version)
		if err != nil {
			return err
		}
		if p.State == period.Open {
			return errNotClosed.With(string(month))
		}
		last, err := latest(tx)
		if err != nil {
			return err
		}
		if last.Month != month {
			return errNotLatest.With(string(last.Month))
		}
		p.State, p.ReopenReason = period.Open, in.Reason
		if err := store.Update(tx, p); err != nil {
			return err
		}
		if err := claim(tx, month); err != nil {
			return err
		}
		if m, err = headed(tx, *p); err != nil {
			return err
		}
		return tx.Emit("month.reopened", p.ID, "", map[string]string{"month": string(month), "reason": in.Reason})
	})
	return m, err
}

// Restatements lists the corrections of earlier months that a month announces.
func (s *Service) Restatements(ctx context.Context, month calendar.Month) ([]figure.Restatement, error) {
	var rows []figure.Restatement
	err := s.db.Read(ctx, access.ProjectList, func(tx *store.Tx) error {
		if _, err := period.Of(tx, month); err != nil {
			return err
		}
		var err error
		rows, err = restatements(tx, month)
		return err
	})
	return rows, err
}
