package meeting

import "zhaoyin/internal/store"

// Rehome joins a unit of work to give the decisions on a project to the county that receives it; what closed months have published of them stays.
func Rehome(tx *store.Tx, projectID, _, to string) error {
	return store.Rehome[Decision](tx, to, store.Where("issue_id IN (SELECT i.id FROM issues i WHERE i.project_id = ?)", projectID))
}
