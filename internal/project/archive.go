package project

import (
	"context"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/figure"
	"zhaoyin/internal/store"
)

var (
	errArchived     = fault.Define(fault.Conflict, "project.archived", "项目已归档，恢复后才能修改。", "The project is archived; it can be changed once it is restored.")
	errUnarchived   = fault.Define(fault.Conflict, "project.unarchived", "项目没有归档，无须恢复。", "The project is not archived.")
	errUnarchivable = fault.Define(fault.Invalid, "project.archiveReason", "归档须说明理由。", "Archiving needs a reason.")
)

// Sources of the lines of history that tell of the archive.
const (
	fromArchiving = "archive"
	fromRestoring = "restoration"
)

// Restoration takes a project out of the archive.
type Restoration struct {
	Reason          string `json:"reason" validate:"required,max=2000"`
	DuplicateReason string `json:"duplicateReason,omitempty" validate:"max=500"` // the city's, where another has taken the name or the investor meanwhile
}

// Archive takes a project out of the lists and figures, with a reason. Nothing is deleted; a closed month that counted it is restated.
func (s *Service) Archive(ctx context.Context, id string, version int64, reason string) (*Project, error) {
	if reason = fault.Words(reason); reason == "" {
		return nil, errUnarchivable.At("/reason")
	}
	var p *Project
	err := s.db.Write(ctx, access.ProjectArchive, func(tx *store.Tx) error {
		var err error
		if p, err = open(tx, id, version); err != nil {
			return err
		}
		at := tx.Now
		p.ArchivedAt, p.ArchiveReason = &at, reason
		cause := figure.Cause{ProjectID: p.ID, Field: "archived", After: reason, Reason: reason}
		if err := shelve(tx, p, cause, fromArchiving); err != nil {
			return err
		}
		return tx.Emit("project.archived", p.ID, p.RegionID, map[string]string{"reason": reason})
	})
	return p, err
}

// Restore brings a project back into the lists and figures as it was. Whoever was reported under its name or by its investor meanwhile has priority.
func (s *Service) Restore(ctx context.Context, id string, version int64, in Restoration) (*Project, error) {
	reason := fault.Words(in.Reason)
	if reason == "" {
		return nil, fault.Required.At("/reason")
	}
	var p *Project
	err := s.db.Write(ctx, access.ProjectArchive, func(tx *store.Tx) error {
		var err error
		if p, err = shelved(tx, id, version); err != nil {
			return err
		}
		if p.Condition != Terminated {
			if err := firstReport(tx, p, in.DuplicateReason); err != nil {
				return err
			}
		}
		cause := figure.Cause{ProjectID: p.ID, Field: "archived", Before: p.ArchiveReason, Reason: reason}
		p.ArchivedAt, p.ArchiveReason = nil, ""
		if err := shelve(tx, p, cause, fromRestoring); err != nil {
			return err
		}
		return tx.Emit("project.restored", p.ID, p.RegionID, map[string]string{"reason": reason})
	})
	return p, err
}

// shelve writes a project that goes into the archive or comes out of it, with its line of history.
func shelve(tx *store.Tx, p *Project, cause figure.Cause, source string) error {
	if err := figure.Change(tx, cause, func() error { return store.Update(tx, p) }); err != nil {
		return err
	}
	return record(tx, p, &Move{
		FromStage: p.Stage, ToStage: p.Stage, FromCondition: p.Condition, ToCondition: p.Condition, EffectiveOn: tx.Today(), Reason: cause.Reason, Source: source,
	})
}

// shelved reads an archived project at the version that the caller saw.
func shelved(tx *store.Tx, id string, version int64) (*Project, error) {
	p, err := held(tx, id, version)
	if err == nil && p.ArchivedAt == nil {
		return nil, errUnarchived.With()
	}
	return p, err
}
