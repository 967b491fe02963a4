package figure

import (
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// key names one rollup.
type key struct {
	Month    calendar.Month
	RegionID string
	Industry string
	Metric   Metric
	Bucket   unit.Wan
}

type amount struct {
	Count int64
	Wan   unit.Wan
}

// tally gathers deltas by rollup.
type tally map[key]amount

func (t tally) add(d Delta, sign int64) {
	d = d.classed()
	k := key{d.Month, d.RegionID, d.Industry, d.Metric, d.Bucket}
	a := t[k]
	a.Count += sign * d.Count
	a.Wan += unit.Wan(sign) * d.Wan
	t[k] = a
}

func (t tally) deltas() []Delta {
	var all []Delta
	for k, a := range t {
		all = append(all, Delta{k.Month, k.RegionID, k.Industry, k.Metric, k.Bucket, a.Count, a.Wan})
	}
	return all
}

// The rows that rollups count: of counting projects that are not archived, verified milestones at the project's present investment,
// statuses handed in, investment of accepted statuses, and the projects that owe a status.
const (
	countMilestones = `SELECT m.credited_month, m.kind, p.region_id, p.industry, p.investment_wan
FROM milestones m JOIN projects p ON p.id = m.project_id
WHERE {reach:p} AND m.state = 'verified' AND p.counts AND p.archived_at IS NULL`
	countStatuses = `SELECT s.month, s.state, s.late, p.condition <> 'active', s.invested_this_month_wan, p.region_id, p.industry, p.investment_wan
FROM month_statuses s JOIN projects p ON p.id = s.project_id
WHERE {reach:p} AND s.state IN ('submitted', 'accepted') AND p.counts AND p.archived_at IS NULL`
	countDue = `SELECT p.region_id, p.industry, p.investment_wan FROM projects p
WHERE {reach:p} AND p.counts AND p.archived_at IS NULL AND p.condition = 'active'`
)

// recount computes the rollups from the rows themselves, of one project, or of all within reach when the id is empty.
func recount(tx *store.Tx, projectID string) (tally, error) {
	t := tally{}
	for _, count := range []struct {
		text string
		read func(scanner, tally) error
	}{{countMilestones, readMilestone}, {countStatuses, readStatus}, {countDue, readDue}} {
		if err := t.gather(tx, count.text, projectID, count.read); err != nil {
			return nil, err
		}
	}
	return t, nil
}

func (t tally) gather(tx *store.Tx, text, projectID string, read func(scanner, tally) error) error {
	var args []any
	if projectID != "" {
		text, args = text+" AND p.id = ?", []any{projectID}
	}
	rows, err := tx.Rows(text, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := read(rows, t); err != nil {
			return err
		}
	}
	return rows.Err()
}

func readMilestone(rows scanner, t tally) error {
	d := Delta{Count: 1}
	if err := rows.Scan(&d.Month, &d.Metric, &d.RegionID, &d.Industry, &d.Wan); err != nil {
		return err
	}
	d.Industry, d.Bucket = division(d.Industry), Bucket(d.Wan)
	t.add(d, 1)
	return nil
}

func readStatus(rows scanner, t tally) error {
	var state string
	var late, excused bool
	var invested, investment unit.Wan
	var d Delta
	if err := rows.Scan(&d.Month, &state, &late, &excused, &invested, &d.RegionID, &d.Industry, &investment); err != nil {
		return err
	}
	d.Industry, d.Bucket = division(d.Industry), Bucket(investment)
	d.Count = 1
	for _, d.Metric = range Handing(late, excused) {
		t.add(d, 1)
	}
	if state == "accepted" {
		d.Metric, d.Count, d.Wan = Invested, 0, invested
		t.add(d, 1)
	}
	return nil
}

func readDue(rows scanner, t tally) error {
	d := Delta{Month: Standing, Metric: Due, Count: 1}
	var investment unit.Wan
	if err := rows.Scan(&d.RegionID, &d.Industry, &investment); err != nil {
		return err
	}
	d.Industry, d.Bucket = division(d.Industry), Bucket(investment)
	t.add(d, 1)
	return nil
}

// scanner is a row that a query stands on.
type scanner interface{ Scan(into ...any) error }

func division(industry string) string {
	if len(industry) < 3 {
		return industry
	}
	return industry[:3]
}
