package org

import "zhaoyin/internal/store"

// goingOn counts the projects of a region that would go on without anybody to report them.
func goingOn(tx *store.Tx, regionID string) (int, error) {
	var n int
	err := tx.One("SELECT count(*) FROM projects WHERE region_id = ? AND counts AND condition <> 'terminated' AND archived_at IS NULL", []any{regionID}, &n)
	return n, err
}

// inHand counts what waits for a department: steps and conditions of reviews, issues in its lead, and who could do it.
func inHand(tx *store.Tx, id string) (steps, conditions, issues, accounts int, err error) {
	err = tx.One(`SELECT
(SELECT count(*) FROM review_steps s JOIN reviews r ON r.id = s.review_id WHERE s.department_id = ? AND s.state <> 'done' AND r.state IN ('open', 'suspended')),
(SELECT count(*) FROM review_conditions WHERE owner_department_id = ? AND state = 'open'),
(SELECT count(*) FROM issues WHERE lead_department_id = ? AND state <> 'closed'),
(SELECT count(*) FROM users WHERE department_id = ? AND state = 'active')`, []any{id, id, id, id}, &steps, &conditions, &issues, &accounts)
	return steps, conditions, issues, accounts, err
}
