package monthly

import (
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/figure"
	"zhaoyin/internal/period"
	"zhaoyin/internal/store"
)

// sitLater is sit for an acceptance, which also comes to what was handed in and not decided before its month was closed: the county's later
// totals build on it. It needs an open month, which announces the restatement and is held first, as everywhere before the project.
func sitLater(tx *store.Tx, projectID string, month calendar.Month) (*desk, error) {
	open, err := period.Hold(tx)
	if err != nil {
		return nil, err
	}
	if open.Month == month {
		return sit(tx, projectID, month)
	}
	if err := hold(tx, projectID, month); err != nil {
		return nil, err
	}
	d, err := look(tx, projectID, month)
	if err != nil {
		return nil, err
	}
	d.period, err = period.Of(tx, month)
	if fault.KindOf(err) == fault.Missing {
		_, err = period.Reporting(tx, month)
	}
	return d, err
}

// restateLater notes what an acceptance after the close adds to the published investment of the status's own month. A correction is told by
// the same note: its month had not published it.
func (d *desk) restateLater(s *Status) error {
	if s.InvestedThisMonthWan == 0 || !d.inFigures() {
		return nil
	}
	return figure.Restate(d.tx, figure.Restatement{
		ProjectID: s.ProjectID, RegionID: d.project.RegionID, AffectsMonth: s.Month, Metric: figure.Invested, Field: "investedThisMonthWan",
		BeforeText: "0", AfterText: s.InvestedThisMonthWan.String(), DeltaWan: s.InvestedThisMonthWan, Reason: s.CorrectionReason,
	})
}

// inFigures is false of a project that the rollups leave out.
func (d *desk) inFigures() bool { return d.project.Counts && d.project.ArchivedAt == nil }
