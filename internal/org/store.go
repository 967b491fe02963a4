package org

import "zhaoyin/internal/store"

// goingOn counts the projects of a region that would go on without anybody to report them.
func goingOn(tx *store.Tx, regionID string) (int, error) {
	var n int
	err := tx.One("SELECT count(*) FROM projects WHERE region_id = ? AND counts AND condition <> 'terminated' AND archived_at IS NULL", []any{regionID}, &n)
	return n, err
}
