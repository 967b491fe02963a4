package app

import (
	"context"
	"fmt"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/monthly"
)

// statuses lets each county fill in its month at the start of the next one, hand it in, and the secretariat accept it. In the open month
// only some have, so that there is work to do.
func (b *builder) statuses(ctx context.Context, i int, month calendar.Month) error {
	current := i == thisMonth
	b.at(office(month.Next(), handedIn), 9)
	if current {
		b.at(calendar.DateOf(b.clock.real()), 9)
	}
	onTime, late := map[string][]monthly.Item{}, map[string][]monthly.Item{}
	for _, s := range b.sites {
		becomes := s.fate(i, month)
		if becomes == forgotten {
			continue
		}
		if err := b.fillIn(ctx, s, i, month); err != nil {
			return err
		}
		where := map[fate]map[string][]monthly.Item{prompt: onTime, tardy: late}[becomes]
		if where != nil {
			where[s.project.RegionID] = append(where[s.project.RegionID], monthly.Item{ProjectID: s.project.ID})
		}
	}
	if err := b.handIn(ctx, month, onTime, current); err != nil {
		return err
	}
	if !current {
		b.at(office(month.Next(), tooLate), 9)
	}
	return b.handIn(ctx, month, late, current)
}

// fate is what becomes of a status.
type fate int

const (
	forgotten fate = iota // nobody begins it
	drafted               // begun, not handed in
	tardy                 // handed in after the deadline
	prompt
)

// fate is the same for a project and month each time; in the open month a third is not begun and a third not handed in. Nobody says of a real project that
// its county was late.
func (s *site) fate(i int, month calendar.Month) fate {
	current := i == thisMonth
	luck := chance(s.project.Name+string(month), 40)
	switch {
	case !s.project.Due():
		return forgotten
	case !current && (!s.invented() || s.trouble.lasts(i)): // who needs help tells in time
		return prompt
	case luck == 0 || current && luck%3 == 0:
		return forgotten
	case current && luck%3 == 1:
		return drafted
	case luck <= 2:
		return tardy
	}
	return prompt
}

// fillIn saves a county's draft and remembers what it adds up to.
func (b *builder) fillIn(ctx context.Context, s *site, i int, month calendar.Month) error {
	saved, err := b.Monthly.Save(as(ctx, access.Clerk, s.project.RegionID), s.project.ID, month, nil, s.draft(i, month))
	if err != nil {
		return fmt.Errorf("%s: %w", s.project.Name, err)
	}
	s.total = saved.InvestedTotalWan
	return nil
}

// handIn submits counties' statuses as their leads and accepts them as the secretariat; in the open month every other one still waits.
func (b *builder) handIn(ctx context.Context, month calendar.Month, counties map[string][]monthly.Item, current bool) error {
	for region, items := range counties {
		outcomes, err := b.Monthly.SubmitAll(as(ctx, access.Lead, region), month, monthly.Batch{Items: items})
		if err != nil {
			return err
		}
		var accepted []monthly.Item
		for n, o := range outcomes.Items {
			if !o.Done {
				return fmt.Errorf("submit for %s: %s %v", region, o.Detail, o.Errors)
			}
			if !current || n%2 == 0 {
				accepted = append(accepted, monthly.Item{ProjectID: o.ProjectID, Version: o.Version})
			}
		}
		if len(accepted) == 0 {
			continue
		}
		done, err := b.Monthly.AcceptAll(as(ctx, access.Secretariat, ""), month, monthly.Batch{Items: accepted})
		if err != nil {
			return err
		}
		for _, o := range done.Items {
			if !o.Done {
				return fmt.Errorf("accept for %s: %s", region, o.Detail)
			}
		}
	}
	return nil
}
