package meeting

import (
	"time"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/vocabulary"
)

// SetbackKind says in which way a project went back.
type SetbackKind string

// The kinds of setbacks; what slipped is told by its light.
const (
	Regressed   SetbackKind = "regressed"   // to an earlier stage
	Paused      SetbackKind = "paused"      // 暂停
	Terminated  SetbackKind = "terminated"  // 终止
	Transferred SetbackKind = "transferred" // 流转, a setback of the county that gives
)

// Setback is a counting project that went back in the month, and why. From and To are stages, or counties of a transfer, in words.
type Setback struct {
	ProjectID string        `json:"projectId"`
	Project   string        `json:"project"`
	RegionID  string        `json:"regionId"` // of a transfer: the county that gives
	Kind      SetbackKind   `json:"kind"`
	From      string        `json:"from,omitempty"`
	To        string        `json:"to,omitempty"`
	On        calendar.Date `json:"on"`
	Reason    string        `json:"reason"`
}

// turn is a line of a project's history beside what the project is now.
type turn struct {
	Setback
	fromStage, toStage, stage             project.Stage
	fromCondition, toCondition, condition project.Condition
}

// setback is what the turn means: one that was undone within the month is none.
func (t *turn) setback() (Setback, bool) {
	s := t.Setback
	switch {
	case t.toCondition != t.fromCondition:
		s.Kind = SetbackKind(t.toCondition)
		return s, t.toCondition != project.Active && t.toCondition == t.condition
	case t.toStage.Rank() < t.fromStage.Rank():
		s.Kind = Regressed
		s.From, s.To = stageName(t.fromStage), stageName(t.toStage)
		return s, t.stage.Rank() < t.fromStage.Rank()
	}
	return s, false
}

func stageName(s project.Stage) string { return vocabulary.Label(vocabulary.Stage, string(s), "zh") }

// setbacks are what went back in the month, or since the last closed one while none was open.
func setbacks(tx *store.Tx, month calendar.Month) ([]Setback, error) {
	since, err := closedBefore(tx, month)
	if err != nil {
		return nil, err
	}
	turns, err := turnsOf(tx, month, since)
	if err != nil {
		return nil, err
	}
	all := []Setback{}
	for i := range turns {
		if s, back := turns[i].setback(); back {
			all = append(all, s)
		}
	}
	given, err := transfersSince(tx, since)
	return append(all, given...), err
}

// closedBefore is when the last month before was closed, the zero time when there is none.
func closedBefore(tx *store.Tx, month calendar.Month) (time.Time, error) {
	s, err := snapshotBefore(tx, month)
	if fault.KindOf(err) == fault.Missing {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, err
	}
	return s.ClosedAt, nil
}

const decidedTurns = `SELECT h.project_id, p.name, p.region_id, h.from_stage, h.to_stage, h.from_condition, h.to_condition, h.effective_on, h.reason, p.stage, p.condition
FROM stage_moves h JOIN projects p ON p.id = h.project_id JOIN regions r ON r.id = p.region_id
WHERE {reach:p} AND h.source = 'decision' AND (h.month = ? OR h.month IS NULL AND h.created_at >= ?) AND p.counts AND p.archived_at IS NULL
ORDER BY r.sort_order, p.code, h.created_at, h.id`

func turnsOf(tx *store.Tx, month calendar.Month, since time.Time) ([]turn, error) {
	rows, err := tx.Rows(decidedTurns, month, since.UTC())
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []turn
	for rows.Next() {
		var t turn
		if err := rows.Scan(&t.ProjectID, &t.Project, &t.RegionID, &t.fromStage, &t.toStage, &t.fromCondition, &t.toCondition, &t.On, &t.Reason,
			&t.stage, &t.condition); err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, rows.Err()
}

const transfersAfter = `SELECT t.project_id, p.name, t.from_region_id, f.name, g.name, t.created_at, t.reason
FROM project_transfers t JOIN projects p ON p.id = t.project_id JOIN regions f ON f.id = t.from_region_id JOIN regions g ON g.id = t.to_region_id
WHERE {reach:p} AND t.created_at >= ? AND p.counts AND p.archived_at IS NULL ORDER BY f.sort_order, t.created_at, t.id`

func transfersSince(tx *store.Tx, since time.Time) ([]Setback, error) {
	rows, err := tx.Rows(transfersAfter, since.UTC())
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []Setback
	for rows.Next() {
		s := Setback{Kind: Transferred}
		var at time.Time
		if err := rows.Scan(&s.ProjectID, &s.Project, &s.RegionID, &s.From, &s.To, &at, &s.Reason); err != nil {
			return nil, err
		}
		s.On = calendar.DateOf(at)
		all = append(all, s)
	}
	return all, rows.Err()
}
