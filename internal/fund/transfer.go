package fund

import "zhaoyin/internal/store"

// Rehome joins a unit of work to give a project's fund requests, their steps and payments to the county that receives it. What due diligence has found has no county.
func Rehome(tx *store.Tx, projectID, _, to string) error {
	of := store.Where("project_id = ?", projectID)
	if err := store.Rehome[Step](tx, to, of); err != nil {
		return err
	}
	err := store.Rehome[Disbursement](tx, to, store.Where("request_id IN (SELECT r.id FROM fund_requests r WHERE r.project_id = ?)", projectID))
	if err != nil {
		return err
	}
	return store.Rehome[Request](tx, to, of)
}
