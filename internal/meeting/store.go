package meeting

import (
	"encoding/json"
	"fmt"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/figure"
	"zhaoyin/internal/period"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// sumRollups groups the rollups of this year to date and of the same months of last year; standing counts come along in the last span.
const sumRollups = `SELECT f.region_id, f.metric, f.bucket,
  SUM(CASE WHEN f.month = ? THEN f.count ELSE 0 END), SUM(CASE WHEN f.month = ? THEN f.wan ELSE 0 END),
  SUM(CASE WHEN f.month >= ? THEN f.count ELSE 0 END), SUM(CASE WHEN f.month >= ? THEN f.wan ELSE 0 END),
  SUM(CASE WHEN f.month < ? THEN f.count ELSE 0 END), SUM(CASE WHEN f.month < ? THEN f.wan ELSE 0 END)
FROM region_figures f
WHERE {reach:f} AND (f.month BETWEEN ? AND ? OR f.month BETWEEN ? AND ? OR f.month = ?)
GROUP BY f.region_id, f.metric, f.bucket`

func rollups(tx *store.Tx, month calendar.Month) ([]sums, error) {
	january, last := month.January(), month.Add(-12)
	rows, err := tx.Rows(sumRollups, month, month, january, january, january, january,
		january, month, last.January(), last, figure.Standing)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []sums
	for rows.Next() {
		var s sums
		if err := rows.Scan(&s.region, &s.metric, &s.bucket, &s.month.Count, &s.month.InvestmentWan,
			&s.year.Count, &s.year.InvestmentWan, &s.lastYear.Count, &s.lastYear.InvestmentWan); err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, rows.Err()
}

func latest(tx *store.Tx) (*period.Period, error) {
	rows, err := store.All[period.Period](tx, "month DESC LIMIT 1", period.Standing())
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, store.ErrMissing.With()
	}
	return &rows[0], nil
}

func formulaFor(tx *store.Tx, month calendar.Month) (*Formula, error) {
	rows, err := store.All[Formula](tx, "number DESC LIMIT 1", store.Where("from_month <= ?", month))
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("no scoring formula applies to %s", month)
	}
	return &rows[0], nil
}

func headed(tx *store.Tx, p period.Period) (*Meeting, error) {
	m := &Meeting{Period: p}
	if p.SnapshotVersion == 0 {
		return m, nil
	}
	s, err := snapshotOf(tx, p.Month, p.SnapshotVersion)
	if err == nil {
		m.Snapshot = s.head()
	}
	return m, err
}

func snapshotOf(tx *store.Tx, month calendar.Month, number int64) (*snapshot, error) {
	return store.Find[snapshot](tx, store.Where("month = ? AND number = ?", month, number))
}

// snapshotBefore is the snapshot of the last closed month before a month.
func snapshotBefore(tx *store.Tx, month calendar.Month) (*snapshot, error) {
	rows, err := store.All[snapshot](tx, "month DESC, number DESC LIMIT 1", store.Where("month < ?", month))
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, store.ErrMissing.With()
	}
	return &rows[0], nil
}

func partOf(tx *store.Tx, snapshotID, name string) (json.RawMessage, error) {
	var body string
	rows, err := tx.Rows("SELECT body FROM snapshot_parts WHERE snapshot_id = ? AND part = ?", snapshotID, name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	if !rows.Next() {
		return nil, store.ErrMissing.With()
	}
	if err := rows.Scan(&body); err != nil {
		return nil, err
	}
	return json.RawMessage(body), rows.Err()
}

func decodePart(tx *store.Tx, snapshotID, name string, into any) error {
	body, err := partOf(tx, snapshotID, name)
	if err != nil {
		return err
	}
	return json.Unmarshal(body, into)
}

func frozenPart(tx *store.Tx, p *period.Period, name string) (*Frozen, error) {
	s, err := snapshotOf(tx, p.Month, p.SnapshotVersion)
	if err != nil {
		return nil, err
	}
	body, err := partOf(tx, s.ID, name)
	return &Frozen{Body: body, Head: s.head()}, err
}

// countingProjects reads the counting projects that go on or were told about in the month, in protocol order.
const countingProjects = `SELECT p.id, p.code, p.name, p.region_id, e.name, p.investment_wan, p.counts_reason, p.land_mu, p.stage, p.condition, p.light, p.light_reason,
  COALESCE(s.state, ''), COALESCE(s.invested_this_month_wan, 0), COALESCE(s.progress, ''), COALESCE(s.next_plan, ''), COALESCE(s.problems, '[]'),
  COALESCE(s.late, ?), s.submitted_at, COALESCE(s.correction_reason, '')
FROM projects p JOIN enterprises e ON e.id = p.enterprise_id JOIN regions r ON r.id = p.region_id
LEFT JOIN month_statuses s ON s.project_id = p.id AND s.month = ?
WHERE {reach:p} AND p.counts AND p.archived_at IS NULL AND (p.condition <> 'terminated' OR s.state IN ('submitted', 'accepted'))
ORDER BY r.sort_order, p.code`

func projectRows(tx *store.Tx, month calendar.Month) ([]ProjectRow, error) {
	rows, err := tx.Rows(countingProjects, false, month)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := []ProjectRow{}
	for rows.Next() {
		var p ProjectRow
		var problems string
		if err := rows.Scan(&p.ID, &p.Code, &p.Name, &p.RegionID, &p.Enterprise, &p.InvestmentWan, &p.CountsReason, &p.LandMu, &p.Stage, &p.Condition, &p.Light,
			&p.LightReason, &p.State, &p.InvestedThisMonthWan, &p.Progress, &p.NextPlan, &problems, &p.Late, &p.SubmittedAt, &p.CorrectionReason); err != nil {
			return nil, err
		}
		if err := p.settle(problems); err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, rows.Err()
}

// investedTotals is the cumulative investment of each project by its last accepted status up to the month.
func investedTotals(tx *store.Tx, month calendar.Month) (map[string]unit.Wan, error) {
	rows, err := tx.Rows(`SELECT s.project_id, s.invested_total_wan FROM month_statuses s
WHERE {reach:s} AND s.state = 'accepted' AND s.month <= ? ORDER BY s.month`, month)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	totals := map[string]unit.Wan{}
	for rows.Next() {
		var id string
		var total unit.Wan
		if err := rows.Scan(&id, &total); err != nil {
			return nil, err
		}
		totals[id] = total
	}
	return totals, rows.Err()
}

//nolint:gosec // "credited" is what happens to a milestone
const creditedMoves = `SELECT m.id, m.project_id, p.name, e.name, p.region_id, m.kind, m.occurred_on, m.late, p.investment_wan, p.counts_reason
FROM milestones m JOIN projects p ON p.id = m.project_id JOIN enterprises e ON e.id = p.enterprise_id JOIN regions r ON r.id = p.region_id
WHERE {reach:p} AND m.state = 'verified' AND m.credited_month = ? AND p.counts AND p.archived_at IS NULL
ORDER BY r.sort_order, m.occurred_on, m.id`

func moves(tx *store.Tx, month calendar.Month) ([]Move, error) {
	rows, err := tx.Rows(creditedMoves, month)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := []Move{}
	for rows.Next() {
		var m Move
		if err := rows.Scan(&m.ID, &m.ProjectID, &m.Project, &m.Enterprise, &m.RegionID, &m.Kind, &m.OccurredOn, &m.Late, &m.InvestmentWan, &m.CountsReason); err != nil {
			return nil, err
		}
		all = append(all, m)
	}
	return all, rows.Err()
}

// lightsBefore are the lights of the projects in the last closed month.
func lightsBefore(tx *store.Tx, month calendar.Month) (map[string]project.Light, error) {
	s, err := snapshotBefore(tx, month)
	if fault.KindOf(err) == fault.Missing {
		return map[string]project.Light{}, nil
	}
	if err != nil {
		return nil, err
	}
	var rows []ProjectRow
	if err := decodePart(tx, s.ID, "projects", &rows); err != nil {
		return nil, err
	}
	lights := map[string]project.Light{}
	for _, p := range rows {
		lights[p.ID] = p.Light
	}
	return lights, nil
}

// monthBefore is the last month that was opened before a month, empty without one.
func monthBefore(tx *store.Tx, month calendar.Month) (calendar.Month, error) {
	rows, err := store.All[period.Period](tx, "month DESC LIMIT 1", store.Where("month < ?", month), period.Standing())
	if err != nil || len(rows) == 0 {
		return "", err
	}
	return rows[0].Month, nil
}

// hasLived is true of a month that has been closed before, or in which something was filled in, credited, decided or moved.
func hasLived(tx *store.Tx, p *period.Period) (bool, error) {
	var n int
	err := tx.One(`SELECT
  (SELECT count(*) FROM month_statuses s WHERE {reach:s} AND s.month = ?) + (SELECT count(*) FROM milestones m WHERE {reach:m} AND m.credited_month = ?) +
  (SELECT count(*) FROM stage_moves h WHERE {reach:h} AND h.month = ?) + (SELECT count(*) FROM decisions d WHERE {reach:d} AND d.month = ?)`,
		[]any{p.Month, p.Month, p.Month, p.Month}, &n)
	return n > 0 || p.SnapshotVersion > 0, err
}
