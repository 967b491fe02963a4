package project

import (
	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/store"
)

// Known joins a unit of work to find a county's project by its name as people write it (width, case, spaces and punctuation do not matter), else by the
// id that it has in the system it was taken from; ErrMissing without one. Of several, one that goes on comes before one that was terminated or archived.
func Known(tx *store.Tx, regionID, name, sourceID string) (*Project, error) {
	const living = "CASE WHEN archived_at IS NOT NULL THEN 2 WHEN condition = 'terminated' THEN 1 ELSE 0 END, id"
	named, err := store.All[Project](tx, living, store.Where("region_id = ? AND name_key = ?", regionID, enterprise.NameKey(name)))
	if err != nil {
		return nil, err
	}
	if len(named) == 0 && sourceID != "" {
		named, err = store.All[Project](tx, living, store.Where("region_id = ? AND source_id = ?", regionID, sourceID))
	}
	if err != nil {
		return nil, err
	}
	if len(named) == 0 {
		return nil, store.ErrMissing.With()
	}
	return get(tx, named[0].ID)
}

// Coded joins a unit of work to find the project of a code, archived or not; ErrMissing without one within reach.
func Coded(tx *store.Tx, code string) (*Project, error) {
	found, err := store.All[Project](tx, "id", store.Where("code = ?", code))
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, store.ErrMissing.With()
	}
	return get(tx, found[0].ID)
}

// SameName says whether two names are the same as people write them.
func SameName(a, b string) bool { return enterprise.NameKey(a) == enterprise.NameKey(b) }

// Revise joins a unit of work to amend a project that it has read.
func (s *Service) Revise(tx *store.Tx, p *Project, in Amendment) error {
	if p.ArchivedAt != nil {
		return errArchived.With()
	}
	return s.amend(tx, p, in)
}
