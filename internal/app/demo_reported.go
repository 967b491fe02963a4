package app

import (
	"context"
	"fmt"
	"slices"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
)

// registerReported registers the real projects with the facts that the press reported. A milestone from before this system is credited to its own month,
// a later one to the open month; what is still to come then is told when its month has come.
func (b *builder) registerReported(ctx context.Context, open calendar.Month) error {
	rows, err := readReported()
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := b.registerRow(ctx, row, open); err != nil {
			return fmt.Errorf("row %s: %w", row.get("sourceId"), err)
		}
	}
	return nil
}

func (b *builder) registerRow(ctx context.Context, row reportedRow, open calendar.Month) error {
	s := &site{}
	reached := row.milestones()
	today := calendar.DateOf(b.clock.Now())
	if n := slices.IndexFunc(reached, func(d dated) bool { return d.day.After(today) }); n >= 0 {
		reached, s.later = reached[:n], reached[n:]
	}
	err := b.DB.Write(asDemo(ctx), access.ProjectCreate, func(tx *store.Tx) error {
		var err error
		if s.project, err = b.Project.Enroll(tx, row.registration()); err != nil {
			return err
		}
		return b.credit(tx, s.project, reached, open)
	})
	if err != nil {
		return err
	}
	return b.settle(ctx, s)
}

// tell credits what the press told of a real project for the month.
func (b *builder) tell(ctx context.Context, s *site, month calendar.Month) error {
	for _, d := range s.later {
		if d.day.Month() != month {
			continue
		}
		b.at(calendar.Workdays{}.AddWorkdays(d.day, 2), 10)
		if d.day.After(calendar.DateOf(b.clock.Now())) {
			continue
		}
		err := b.DB.Write(asDemo(ctx), access.MilestoneVerify, func(tx *store.Tx) error {
			p, err := store.Get[project.Project](tx, s.project.ID)
			if err != nil {
				return err
			}
			return b.credit(tx, p, []dated{d}, month)
		})
		if err != nil {
			return err
		}
		if s.project, err = b.Project.Get(asDemo(ctx), s.project.ID); err != nil {
			return err
		}
	}
	return nil
}
