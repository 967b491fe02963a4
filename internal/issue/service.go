package issue

import (
	"context"

	"zhaoyin/internal/access"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
)

// Service is what can be done with issues.
type Service struct{ db *store.DB }

// NewService works over the store.
func NewService(db *store.DB) *Service { return &Service{db: db} }

// List reads a page of issues within reach, each with its rounds.
func (s *Service) List(ctx context.Context, q page.Query, c Choice) (page.Of[Issue], error) {
	var of page.Of[Issue]
	err := s.db.Read(ctx, access.IssueList, func(tx *store.Tx) error {
		var err error
		if of, err = store.List[Issue](tx, Listing, q, c.conditions(tx.Today())...); err != nil {
			return err
		}
		return complete(tx, of.Items)
	})
	return of, err
}

// Get reads an issue with its rounds and its history.
func (s *Service) Get(ctx context.Context, id string) (*Issue, error) {
	var i *Issue
	err := s.db.Read(ctx, access.IssueRead, func(tx *store.Tx) error {
		var err error
		if i, err = store.Get[Issue](tx, id); err != nil {
			return err
		}
		return i.complete(tx)
	})
	return i, err
}

// Amend changes what an issue says: a county its own until it is assigned, the secretariat until it is closed.
func (s *Service) Amend(ctx context.Context, id string, version int64, in Amendment) (*Issue, error) {
	return s.change(ctx, access.IssueAmend, id, version, func(tx *store.Tx, i *Issue) error {
		if err := mayAmend(tx.Actor, i); err != nil {
			return err
		}
		in.Kind.Into(&i.Kind)
		in.Title.Into(&i.Title)
		in.Detail.Into(&i.Detail)
		if in.DueOn.Set {
			i.setDue(in.DueOn.Value)
		}
		if err := store.Update(tx, i); err != nil {
			return err
		}
		return tx.Emit("issue.amended", i.ID, i.RegionID, i)
	})
}
