package monthly

import (
	"gorm.io/gorm/clause"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/period"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
)

// sit opens the desk for a change: the month is open, and neither it nor the project's figures move until the commit.
func sit(tx *store.Tx, projectID string, month calendar.Month) (*desk, error) {
	if err := hold(tx, projectID, month); err != nil {
		return nil, err
	}
	d, err := look(tx, projectID, month)
	if err != nil {
		return nil, err
	}
	d.period, err = period.Reporting(tx, month)
	return d, err
}

// hold locks the month against closing and the project against whatever moves its figures, where several transactions write at once.
// The SQLite writer is alone anyway. The order is the month, then the project, then the rows that follow from them.
func hold(tx *store.Tx, projectID string, month calendar.Month) error {
	if tx.Q().Name() == "sqlite" {
		return nil
	}
	var ids []string
	share := clause.Locking{Strength: clause.LockingStrengthShare}
	if err := tx.Q().Model(&period.Period{}).Clauses(share).Where("month = ?", month).Pluck("id", &ids).Error; err != nil {
		return err
	}
	own := clause.Locking{Strength: "NO KEY UPDATE"}
	return tx.Q().Model(&project.Project{}).Clauses(own).Where("id = ?", projectID).Pluck("id", &ids).Error
}

// look reads the desk: the project, its status of the month, and the two handed in before, in one query.
func look(tx *store.Tx, projectID string, month calendar.Month) (*desk, error) {
	p, err := store.Get[project.Project](tx, projectID)
	if err != nil {
		return nil, err
	}
	d := &desk{tx: tx, month: month, project: p}
	rows, err := store.All[Status](tx, "month DESC LIMIT 3", store.Where("project_id = ?", projectID), store.Where("month <= ?", month),
		store.Where("month = ? OR state IN (?, ?)", month, Submitted, Accepted))
	if err != nil {
		return nil, err
	}
	if len(rows) > 0 && rows[0].Month == month {
		d.status, rows = &rows[0], rows[1:]
	}
	d.earlier = rows[:min(2, len(rows))]
	return d, d.findStart()
}

const startOf = `SELECT m.occurred_on FROM milestones m
WHERE {reach:m} AND m.project_id = ? AND m.kind = 'started' AND m.state = 'verified'`

// findStart reads when construction started, for a project that is under construction.
func (d *desk) findStart() error {
	if d.project.Stage != project.Started {
		return nil
	}
	var on calendar.Date
	err := d.tx.One(startOf, []any{d.project.ID}, &on)
	if fault.KindOf(err) == fault.Missing {
		return nil
	}
	d.started = on.Month()
	return err
}
