package project

import (
	"context"

	"zhaoyin/internal/access"
	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/store"
)

// AmendInvestor changes the facts of an enterprise that is still at the version the caller saw. It stands here because its projects are held to first-report
// priority with it.
func (s *Service) AmendInvestor(ctx context.Context, id string, version int64, in enterprise.Amendment) (*enterprise.Enterprise, error) {
	var e *enterprise.Enterprise
	err := s.db.Write(ctx, access.EnterpriseAmend, func(tx *store.Tx) error {
		var err error
		if e, err = store.Get[enterprise.Enterprise](tx, id); err != nil {
			return err
		}
		if err := e.Expect(version); err != nil {
			return err
		}
		return ReviseInvestor(tx, e, in)
	})
	return e, err
}

// ReviseInvestor joins a unit of work to amend an enterprise that it has read. Another name or credit code may be one that another county has reported first.
func ReviseInvestor(tx *store.Tx, e *enterprise.Enterprise, in enterprise.Amendment) error {
	before := *e
	if err := enterprise.Amend(tx, e, in); err != nil {
		return err
	}
	if e.NameKey == before.NameKey && e.CreditCode == before.CreditCode {
		return nil
	}
	going, err := store.All[Project](tx, "created_at, id", store.Where("enterprise_id = ? AND archived_at IS NULL AND condition <> ?", e.ID, Terminated))
	if err != nil {
		return err
	}
	for i := range going {
		p := &going[i]
		decided := len(p.DuplicateOf)
		p.Enterprise = e
		if err := firstReport(tx, p, in.DuplicateReason.Value); err != nil {
			return err
		}
		if len(p.DuplicateOf) == decided {
			continue
		}
		if err := store.Update(tx, p); err != nil {
			return err
		}
	}
	return nil
}
