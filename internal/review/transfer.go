package review

import "zhaoyin/internal/store"

// Rehome joins a unit of work to give a project's reviews, with their steps, suspensions and conditions, to the county that receives it. A county's own step that
// is not done is the receiving county's, and so are its reviewers to be named.
func Rehome(tx *store.Tx, projectID, _, to string) error {
	of := store.Where("review_id IN (SELECT r.id FROM reviews r WHERE r.project_id = ?)", projectID)
	if err := store.Rehome[Suspension](tx, to, of); err != nil {
		return err
	}
	if err := store.Rehome[Condition](tx, to, of); err != nil {
		return err
	}
	steps, err := store.All[Step](tx, "id", of)
	if err != nil {
		return err
	}
	for i := range steps {
		s := &steps[i]
		s.RegionID = to
		if s.Party == ByCounty && s.State != Done {
			s.ReviewerA, s.ReviewerB = "", ""
		}
		if err := store.Update(tx, s); err != nil {
			return err
		}
	}
	return store.Rehome[Case](tx, to, store.Where("project_id = ?", projectID))
}
