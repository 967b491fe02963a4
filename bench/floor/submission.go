package main

import (
	"database/sql"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"zhaoyin/internal/monthly"
)

const (
	statusColumns = `id, version, created_at, created_by, updated_at, updated_by, project_id, region_id, month, state, stage, late, no_change, progress,
invested_this_month_wan, invested_total_wan, opening_wan, correction_reason, confirmed, funds_arrived_wan, next_plan, problems, light, light_by_rule, light_rule,
light_reason, remarks, return_reason, submitted_at, submitted_by, accepted_at, accepted_by`
	earlier = `SELECT month, stage, invested_this_month_wan, invested_total_wan, next_plan, problems FROM month_statuses
WHERE project_id = ? AND month < ? AND state IN ('submitted', 'accepted') ORDER BY month DESC LIMIT 2`
	handIn = `UPDATE month_statuses SET state = 'submitted', late = ?, version = version + 1, submitted_at = ?, submitted_by = 'lead', updated_at = ?, updated_by = 'lead'
WHERE id = ? AND version = ?`
)

// submit reads the project, its status, the two before it and the month, checks the sum, writes the status and counts it in both rollups: one transaction, FULL.
func (f *floor) submit(r *http.Request) (any, error) {
	tx, err := f.writer.Begin()
	if err != nil {
		return nil, err
	}
	s := &monthly.Status{}
	if err := f.write(tx, r.PathValue("id"), r.PathValue("month"), s); err != nil {
		return nil, errors.Join(err, tx.Rollback())
	}
	return s, tx.Commit()
}

func (f *floor) write(tx *sql.Tx, id, month string, s *monthly.Status) error {
	var region, industry, stage, condition, state string
	var investment int64
	var counts bool
	if err := tx.Stmt(f.readProject).QueryRow(id).Scan(&region, &industry, &investment, &stage, &condition, &counts); err != nil {
		return err
	}
	if err := scanStatus(tx.Stmt(f.readStatus).QueryRow(id, month), s); err != nil {
		return err
	}
	if err := f.sum(tx, s, id, month); err != nil {
		return err
	}
	var deadline time.Time
	if err := tx.Stmt(f.readMonth).QueryRow(month).Scan(&state, &deadline); err != nil || state != "open" || !counts || condition != "active" {
		return errors.Join(errors.New("nothing is due"), err)
	}
	now := time.Now().UTC()
	s.State, s.Late, s.SubmittedAt, s.SubmittedBy, s.UpdatedAt = monthly.Submitted, now.After(deadline), &now, "lead", now
	if _, err := tx.Stmt(f.handIn).Exec(s.Late, now, now, s.ID, s.Version); err != nil {
		return err
	}
	s.Version++
	_, err := tx.Stmt(f.addRegion).Exec(month, region)
	_, again := tx.Stmt(f.addIndustry).Exec(month, region, industry[:3])
	return errors.Join(err, again)
}

func scanStatus(row scanner, s *monthly.Status) error {
	var problems, remarks []byte
	err := row.Scan(&s.ID, &s.Version, &s.CreatedAt, &s.CreatedBy, &s.UpdatedAt, &s.UpdatedBy, &s.ProjectID, &s.RegionID, &s.Month, &s.State, &s.Stage, &s.Late,
		&s.NoChange, &s.Progress, &s.InvestedThisMonthWan, &s.InvestedTotalWan, &s.OpeningWan, &s.CorrectionReason, &s.Confirmed, &s.FundsArrivedWan, &s.NextPlan,
		&problems, &s.Light, &s.LightByRule, &s.LightRule, &s.LightReason, &remarks, &s.ReturnReason, &s.SubmittedAt, &s.SubmittedBy, &s.AcceptedAt, &s.AcceptedBy)
	return errors.Join(err, json.Unmarshal(problems, &s.Problems), json.Unmarshal(remarks, &s.Remarks))
}

// sum holds the total to the one before it, and reads what the rule of the light asks about.
func (f *floor) sum(tx *sql.Tx, s *monthly.Status, id, month string) error {
	rows, err := tx.Stmt(f.readEarlier).Query(id, month)
	if err != nil {
		return err
	}
	defer rows.Close()
	for first := true; rows.Next(); first = false {
		var e monthly.Earlier
		var problems []byte
		if err := rows.Scan(&e.Month, &e.Stage, &e.InvestedThisMonthWan, &e.InvestedTotalWan, &e.NextPlan, &problems); err != nil {
			return err
		}
		if err := json.Unmarshal(problems, &e.Problems); err != nil {
			return err
		}
		if first && e.InvestedTotalWan+s.InvestedThisMonthWan != s.InvestedTotalWan {
			return errors.New("the sum is wrong")
		}
	}
	return rows.Err()
}
