package fund

import (
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// Sums is what happened with the funds in a stretch of time. What is promised counts from the day of the decision less what a closure released; what is
// paid, from the day of payment.
type Sums struct {
	Requested    int64    `json:"requested"`
	RequestedWan unit.Wan `json:"requestedWan"`
	CommittedWan unit.Wan `json:"committedWan"`
	DisbursedWan unit.Wan `json:"disbursedWan"`
}

// Plus adds another county's figures.
func (s *Sums) Plus(o Sums) {
	s.Requested, s.RequestedWan = s.Requested+o.Requested, s.RequestedWan+o.RequestedWan
	s.CommittedWan, s.DisbursedWan = s.CommittedWan+o.CommittedWan, s.DisbursedWan+o.DisbursedWan
}

// Count is a county's figures: of the month, of the year up to it, and what is under way today.
type Count struct {
	Month    Sums  `json:"month"`
	Year     Sums  `json:"year"`
	UnderWay int64 `json:"underWay"` // requests in which something still waits
	Overdue  int64 `json:"overdue"`  // of these, with due diligence past its day
}

func (s *Sums) add(step Step) {
	switch step.Code {
	case WasRequested:
		s.Requested++
		s.RequestedWan += step.AmountWan
	case WasApproved:
		s.CommittedWan += step.AmountWan
	case WasClosed:
		s.CommittedWan -= step.AmountWan
	case WasPaid:
		s.DisbursedWan += step.AmountWan
	case WasTakenBack:
		s.DisbursedWan -= step.AmountWan
	}
}

// Tally is the figures of every county within reach that has any, as of today.
func Tally(tx *store.Tx, month calendar.Month) (map[string]Count, error) {
	steps, err := stepsOf(tx, month)
	if err != nil {
		return nil, err
	}
	open, err := underWay(tx)
	if err != nil {
		return nil, err
	}
	counts := map[string]Count{}
	for _, s := range steps {
		c := counts[s.RegionID]
		c.Year.add(s)
		if month.Contains(s.On) {
			c.Month.add(s)
		}
		counts[s.RegionID] = c
	}
	for i := range open {
		c := counts[open[i].RegionID]
		c.UnderWay++
		if open[i].State == Examined && open[i].Diligence.late(tx.Today()) {
			c.Overdue++
		}
		counts[open[i].RegionID] = c
	}
	return counts, nil
}

// stepsOf are the steps of the month's year up to its last day, and not after today, in their order.
func stepsOf(tx *store.Tx, month calendar.Month) ([]Step, error) {
	last := min(month.Last(), tx.Today())
	return store.All[Step](tx, "effective_on, created_at, id",
		store.Where("effective_on >= ? AND effective_on <= ?", string(month.January().First()), string(last)))
}
