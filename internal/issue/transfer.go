package issue

import "zhaoyin/internal/store"

// Rehome joins a unit of work to give a project's issues, with what was said and done about them, to the county that receives it. What the giving county still leads
// is the receiving one's to lead.
func Rehome(tx *store.Tx, projectID, from, to string) error {
	of := store.Where("issue_id IN (SELECT i.id FROM issues i WHERE i.project_id = ?)", projectID)
	if err := store.Rehome[Round](tx, to, of); err != nil {
		return err
	}
	if err := store.Rehome[Move](tx, to, of); err != nil {
		return err
	}
	rows, err := store.All[Issue](tx, "id", store.Where("project_id = ?", projectID))
	if err != nil {
		return err
	}
	for n := range rows {
		i := &rows[n]
		i.RegionID = to
		if i.LeadRegionID == from && i.State != Closed {
			i.LeadRegionID = to
		}
		if err := store.Update(tx, i); err != nil {
			return err
		}
	}
	return nil
}
