package notify

import (
	"context"
	"slices"
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/store"
	"zhaoyin/internal/task"
)

// mark is how far the reminders of an item have come for an account. Its due day is part of its key, so another due day begins anew.
type mark struct {
	Subject string        `gorm:"primaryKey"`
	Kind    task.Kind     `gorm:"primaryKey"`
	DueOn   calendar.Date `gorm:"primaryKey"`
	Account string        `gorm:"primaryKey"`
	Reached int           // the rank that was told last; what lies below has passed
	ToldAt  time.Time
}

// TableName is "reminders".
func (mark) TableName() string { return "reminders" }

// Derived says that marks are written freely.
func (mark) Derived() {}

func (m mark) key() mark {
	return mark{Subject: m.Subject, Kind: m.Kind, DueOn: m.DueOn, Account: m.Account}
}

// reminder is one thing to tell one account.
type reminder struct {
	item task.Item
	to   Recipient
	rank int
	days int
}

func (r reminder) mark(at time.Time) mark {
	return mark{Subject: r.item.Subject, Kind: r.item.Kind, DueOn: r.item.DueOn, Account: r.to.Name, Reached: r.rank, ToldAt: at}
}

// batch is how many reminders one transaction writes: enough that few are needed, few enough that others get their turn.
const batch = 200

// Remind tells everybody for whom one of the items waits how near its due day has come: three working days before, one before, on the day, and
// overdue, every five working days. It is "reached and not yet told", so it may run as often or as seldom as it likes: after days of silence the most
// urgent step alone is told, and the ones before it have passed. The context is the clock's own (access.ScheduleRun).
func (s *Service) Remind(ctx context.Context, items []task.Item) error {
	var due []reminder
	err := s.db.Read(ctx, access.ScheduleRun, func(tx *store.Tx) error {
		var err error
		due, err = s.untold(tx, items)
		return err
	})
	if err != nil {
		return err
	}
	for part := range slices.Chunk(due, batch) {
		if err := s.tell(ctx, part); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) tell(ctx context.Context, part []reminder) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, access.ScheduleRun, func(tx *store.Tx) error {
		for _, r := range part {
			first, err := advance(tx, r.mark(tx.Now))
			if err != nil {
				return err
			}
			if !first {
				continue
			}
			if err := s.insert(tx, r.to, r.notification()); err != nil {
				return err
			}
		}
		return forget(tx)
	})
}

func (r reminder) notification() Notification {
	zh, en := sentences(r.item, r.rank, r.days)
	return Notification{
		Kind: r.item.Kind, Step: stepOf(r.rank), Subject: r.item.Subject, ProjectID: r.item.ProjectID, RegionID: r.item.RegionID,
		ZH: zh, EN: en, DueOn: r.item.DueOn, Link: r.item.Link,
	}
}

// untold is what has been reached and not been told yet.
func (s *Service) untold(tx *store.Tx, items []task.Item) ([]reminder, error) {
	workdays, err := s.Workdays(tx)
	if err != nil {
		return nil, err
	}
	people, err := s.People(tx)
	if err != nil {
		return nil, err
	}
	reached := reachedBy(items, people, tx.Today(), workdays)
	told, err := marks(tx, reached)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(reached, func(r reminder) bool { return told[r.mark(tx.Now).key()] >= r.rank }), nil
}

// reachedBy pairs every item whose due day has come near with everybody for whom it waits.
func reachedBy(items []task.Item, people []Recipient, today calendar.Date, w calendar.Workdays) []reminder {
	type place struct{ rank, days int }
	known := map[calendar.Date]place{}
	var all []reminder
	for _, item := range items {
		if item.DueOn == "" {
			continue
		}
		at, ok := known[item.DueOn]
		if !ok {
			at.rank, at.days = standing(today, item.DueOn, w)
			known[item.DueOn] = at
		}
		if at.rank == rankNone {
			continue
		}
		for _, to := range people {
			if concerns(item, to) {
				all = append(all, reminder{item, to, at.rank, at.days})
			}
		}
	}
	return all
}

// concerns holds, beyond the item's own audiences, that an account of a county never hears of another county's work.
func concerns(item task.Item, to Recipient) bool {
	foreign := to.RegionID != "" && item.RegionID != "" && to.RegionID != item.RegionID
	return !foreign && item.Concerns(to.Actor)
}
