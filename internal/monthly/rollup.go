package monthly

import (
	"zhaoyin/internal/figure"
	"zhaoyin/internal/project"
	"zhaoyin/internal/unit"
)

// handedIn is what a status adds to the counts of submissions when it comes in (1), and takes away when it goes back (-1).
func (d *desk) handedIn(s *Status, sign int64) []figure.Delta {
	deltas := []figure.Delta{d.delta(s, figure.Submitted, sign, 0)}
	if s.Late {
		deltas = append(deltas, d.delta(s, figure.Late, sign, 0))
	}
	if d.project.Condition != project.Active {
		deltas = append(deltas, d.delta(s, figure.Excused, sign, 0))
	}
	return deltas
}

func (d *desk) invested(s *Status, sign int64) []figure.Delta {
	return []figure.Delta{d.delta(s, figure.Invested, 0, sign*int64(s.InvestedThisMonthWan))}
}

// restate notes, when an accepted correction changes what an earlier month has published, by how much.
func (d *desk) restate(s *Status, sign int64, reason string) error {
	last := d.last()
	if s.InvestedThisMonthWan >= 0 || last == nil {
		return nil
	}
	r := figure.Restatement{
		ProjectID: s.ProjectID, RegionID: s.RegionID, AffectsMonth: last.Month, Metric: figure.Invested, Field: "investedTotalWan",
		BeforeText: last.InvestedTotalWan.String(), AfterText: s.InvestedTotalWan.String(), DeltaWan: s.InvestedThisMonthWan, Reason: reason,
	}
	if sign < 0 {
		r.BeforeText, r.AfterText, r.DeltaWan = r.AfterText, r.BeforeText, -r.DeltaWan
	}
	return figure.Restate(d.tx, r)
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
