package stage

import (
	"context"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/patch"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/vocabulary"
)

// Correction mends a reported milestone before the city has judged it: a mistyped day, a note, evidence that is still lacking. The kind stays; evidence is
// replaced as a whole.
type Correction struct {
	OccurredOn patch.Field[calendar.Date]      `json:"occurredOn" validate:"required"`
	Note       patch.Field[string]             `json:"note" validate:"max=2000"`
	Evidence   patch.Field[[]project.Evidence] `json:"evidence" validate:"max=30,dive"`

	form fault.List
}

// Gather takes what the form shows, which comes with what the rules find.
func (in *Correction) Gather(form fault.List) { in.form = form }

// Correct mends a reported milestone; version is what the caller saw.
func (s *Service) Correct(ctx context.Context, projectID, id string, version int64, in Correction) (*project.Milestone, error) {
	var m *project.Milestone
	err := s.db.Write(ctx, access.MilestoneReport, func(tx *store.Tx) error {
		p, err := store.Get[project.Project](tx, projectID)
		if err != nil {
			return err
		}
		if m, err = milestone(tx, projectID, id); err != nil {
			return err
		}
		if err := m.Expect(version); err != nil {
			return err
		}
		if m.State != project.Reported {
			return errJudged.With(vocabulary.Of(vocabulary.MilestoneState, string(m.State)))
		}
		return correct(tx, p, m, in)
	})
	return m, err
}

func correct(tx *store.Tx, p *project.Project, m *project.Milestone, in Correction) error {
	in.OccurredOn.Into(&m.OccurredOn)
	in.Note.Into(&m.Note)
	if in.Evidence.Set {
		m.Evidence = tidied(in.Evidence.Value)
	}
	if err := checkReport(tx, p, Report{Kind: m.Kind, OccurredOn: m.OccurredOn, Note: m.Note, Evidence: m.Evidence, form: in.form}); err != nil {
		return err
	}
	before := m.Version
	if err := store.Update(tx, m); err != nil || m.Version == before {
		return err
	}
	return tx.Emit("milestone.corrected", m.ID, p.RegionID, m)
}
