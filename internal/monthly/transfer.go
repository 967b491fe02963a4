package monthly

import "zhaoyin/internal/store"

// Rehome joins a unit of work to give a project's months to the county that receives it: drafts go on there, what was handed in stays as it was said.
func Rehome(tx *store.Tx, projectID, _, to string) error {
	return store.Rehome[Status](tx, to, store.Where("project_id = ?", projectID))
}
