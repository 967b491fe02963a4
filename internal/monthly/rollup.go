package monthly

import (
	"zhaoyin/internal/figure"
	"zhaoyin/internal/project"
	"zhaoyin/internal/unit"
)

// handedIn is what a status adds to the counts of submissions when it comes in (1), and takes away when it goes back (-1).
func (d *desk) handedIn(s *Status, sign int64) []figure.Delta {
	var deltas []figure.Delta
	for _, metric := range figure.Handing(s.Late, d.project.Condition != project.Active) {
		deltas = append(deltas, d.delta(s, metric, sign, 0))
	}
	return deltas
}

// invested is what an accepted status adds to the month's investment. A correction of earlier months (a negative amount) counts in the month that
// makes it, so that a total stays the sum of its months: no closed month is restated by it, and the month's papers say what is in their figure.
func (d *desk) invested(s *Status, sign int64) []figure.Delta {
	return []figure.Delta{d.delta(s, figure.Invested, 0, sign*int64(s.InvestedThisMonthWan))}
}

// delta is a change of a rollup; a project that is out of the figures changes none.
func (d *desk) delta(s *Status, metric figure.Metric, count, wan int64) figure.Delta {
	p := d.project
	if !d.inFigures() {
		return figure.Delta{}
	}
	return figure.Delta{
		Month: s.Month, RegionID: p.RegionID, Industry: p.Division(), Metric: metric, Bucket: figure.Bucket(p.InvestmentWan),
		Count: count, Wan: unit.Wan(wan),
	}
}
