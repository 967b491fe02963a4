package stage

import (
	"zhaoyin/internal/fault"
	"zhaoyin/internal/period"
	"zhaoyin/internal/project"
	"zhaoyin/internal/review"
	"zhaoyin/internal/store"
)

// milestone reads a milestone of the project that the URL names.
func milestone(tx *store.Tx, projectID, id string) (*project.Milestone, error) {
	return store.Find[project.Milestone](tx, store.Where("id = ?", id), store.Where("project_id = ?", projectID))
}

// gather reads what the gates before a stage look at.
func gather(tx *store.Tx, p *project.Project, to project.Stage) (facts, error) {
	f := facts{project: p, verified: map[project.Stage]*project.Milestone{}}
	rows, err := store.All[project.Milestone](tx, "occurred_on, id", store.Where("project_id = ? AND state <> ?", p.ID, project.Rejected))
	if err != nil {
		return f, err
	}
	for i := range rows {
		m := &rows[i]
		switch {
		case m.State == project.Verified:
			f.verified[m.Kind] = m
		case m.Kind == to:
			f.milestone = m
		}
	}
	if f.reviews, err = review.Standing(tx, p, to); err != nil {
		return f, err
	}
	_, err = period.Current(tx)
	f.monthOpen = err == nil
	if fault.KindOf(err) == fault.Conflict {
		err = nil
	}
	return f, err
}

// revoke takes back the verification of every milestone beyond a stage.
func revoke(tx *store.Tx, projectID string, to project.Stage, reason string) error {
	rows, err := store.All[project.Milestone](tx, "occurred_on, id", store.Where("project_id = ? AND state = ?", projectID, project.Verified))
	if err != nil {
		return err
	}
	for i := range rows {
		m := &rows[i]
		if m.Kind.Rank() <= to.Rank() {
			continue
		}
		at := tx.Now
		m.State, m.VerdictNote, m.VerifiedBy, m.VerifiedAt = project.Rejected, reason, tx.Actor.Name, &at
		m.CreditedMonth, m.Late, m.Waived = "", false, nil
		if err := store.Update(tx, m); err != nil {
			return err
		}
		if err := tx.Emit("milestone.revoked", m.ID, m.RegionID, m); err != nil {
			return err
		}
	}
	return nil
}
