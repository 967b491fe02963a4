package notify

import (
	"cmp"
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

// reminder is one thing to tell one account. Of what has a higher rank, and was not told yet, it learns.
type reminder struct {
	item   task.Item
	to     Recipient
	rank   int
	step   Step
	zh, en string
}

// undated stands for the due day of what has none in the key of a mark.
const undated calendar.Date = "2199-12-31"

func (r reminder) mark(at time.Time) mark {
	return mark{Subject: r.item.Subject, Kind: r.item.Kind, DueOn: cmp.Or(r.item.DueOn, undated), Account: r.to.Name, Reached: r.rank, ToldAt: at}
}

// batch is how many reminders one transaction writes: enough that few are needed, few enough that others get their turn.
const batch = 200

// Remind tells everybody for whom one of the items waits how near its due day has come: three working days before, one before, on the day, and
// overdue, every five working days. It is "reached and not yet told", so it may run as often or as seldom as it likes: after days of silence the most
// urgent step alone is told, and the ones before it have passed. The context is the clock's own (access.ScheduleRun).
func (s *Service) Remind(ctx context.Context, items []task.Item) error {
	return s.tellAll(ctx, func(tx *store.Tx, people []Recipient) ([]reminder, error) {
		workdays, err := s.Workdays(tx)
		return reachedBy(items, people, tx.Today(), workdays), err
	})
}

// Announce tells everybody for whom a notice is that it has come, once for each level that it reaches. Like Remind it may run as often as it likes.
func (s *Service) Announce(ctx context.Context, notices []task.Notice) error {
	return s.tellAll(ctx, func(_ *store.Tx, people []Recipient) ([]reminder, error) {
		var all []reminder
		for _, n := range notices {
			for _, to := range people {
				if concerns(n.Item, to) {
					all = append(all, reminder{item: n.Item, to: to, rank: n.Level, step: Escalated, zh: n.ZH, en: n.EN})
				}
			}
		}
		return all, nil
	})
}

// tellAll tells what has been reached and not been told yet.
func (s *Service) tellAll(ctx context.Context, reached func(*store.Tx, []Recipient) ([]reminder, error)) error {
	var due []reminder
	err := s.db.Read(ctx, access.ScheduleRun, func(tx *store.Tx) error {
		people, err := s.People(tx)
		if err != nil {
			return err
		}
		if due, err = reached(tx, people); err != nil {
			return err
		}
		due, err = untold(tx, due)
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
	return Notification{
		Kind: r.item.Kind, Step: r.step, Subject: r.item.Subject, ProjectID: r.item.ProjectID, RegionID: r.item.RegionID,
		ZH: r.zh, EN: r.en, DueOn: r.item.DueOn, Link: r.item.Link,
	}
}

func untold(tx *store.Tx, reached []reminder) ([]reminder, error) {
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
				zh, en := sentences(item, at.rank, at.days)
				all = append(all, reminder{item, to, at.rank, stepOf(at.rank), zh, en})
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
