package figure

import (
	"cmp"
	"slices"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/store"
)

// Cause says what changes a project's figures, for the restatement of closed months.
type Cause struct {
	ProjectID string
	Field     string // "investmentWan", "industry,investmentWan", "milestone.signed", "archived"
	Before    string
	After     string
	Reason    string
}

// Change runs a change of one project's rows and keeps the rollups in step: whatever the change was, they move by the difference of the
// project's own count before and after. What that does to a closed month is noted as a restatement.
func Change(tx *store.Tx, cause Cause, change func() error) error {
	moved, err := recount(tx, cause.ProjectID)
	if err != nil {
		return err
	}
	difference := tally{}
	for _, d := range moved.deltas() {
		difference.add(d, -1)
	}
	if err := change(); err != nil {
		return err
	}
	now, err := recount(tx, cause.ProjectID)
	if err != nil {
		return err
	}
	for _, d := range now.deltas() {
		difference.add(d, 1)
	}
	if err := Add(tx, difference.deltas()...); err != nil {
		return err
	}
	return restateAll(tx, cause, difference)
}

// restateAll notes one restatement for each month and metric that the change moved, in a stable order. Who owes nothing any more is no figure
// that a month has published.
func restateAll(tx *store.Tx, cause Cause, difference tally) error {
	type line struct {
		month  calendar.Month
		metric Metric
		region string // two of them when a project is handed over
	}
	sums := map[line]amount{}
	for k, a := range difference {
		l := line{k.Month, k.Metric, k.RegionID}
		sums[l] = amount{sums[l].Count + a.Count, sums[l].Wan + a.Wan}
	}
	var lines []line
	for l, a := range sums {
		if l.month != Standing && l.metric != Excused && l.metric != ExcusedLate && (a.Count != 0 || a.Wan != 0) {
			lines = append(lines, l)
		}
	}
	slices.SortFunc(lines, func(a, b line) int {
		return cmp.Or(cmp.Compare(a.month, b.month), cmp.Compare(a.metric, b.metric), cmp.Compare(a.region, b.region))
	})
	for _, l := range lines {
		if err := Restate(tx, cause.restatement(l.region, l.month, l.metric, sums[l])); err != nil {
			return err
		}
	}
	return nil
}

func (c Cause) restatement(region string, month calendar.Month, metric Metric, by amount) Restatement {
	return Restatement{
		ProjectID: c.ProjectID, RegionID: region, AffectsMonth: month, Metric: metric,
		Field: c.Field, BeforeText: c.Before, AfterText: c.After, Reason: c.Reason, DeltaCount: by.Count, DeltaWan: by.Wan,
	}
}
