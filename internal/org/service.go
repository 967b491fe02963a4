package org

import (
	"context"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/patch"
	"zhaoyin/internal/store"
	"zhaoyin/internal/vocabulary"
)

// Service is what can be done with regions, departments and chains.
type Service struct{ db *store.DB }

// NewService works over the store.
func NewService(db *store.DB) *Service { return &Service{db: db} }

// Seed fills empty tables with the shipped city; a table that has rows is left as the city has made it.
func (s *Service) Seed(ctx context.Context, seed Seed) error {
	return s.db.Write(access.With(ctx, access.As("seed")), access.StoreSeed, func(tx *store.Tx) error {
		if err := fill(tx, seed.Regions); err != nil {
			return err
		}
		if err := fill(tx, seed.Departments); err != nil {
			return err
		}
		return fill(tx, seed.Chains)
	})
}

func fill[T any](tx *store.Tx, rows []T) error {
	n, err := store.Count[T](tx)
	if err != nil || n > 0 {
		return err
	}
	for i := range rows {
		row := rows[i]
		if err := store.Insert(tx, &row); err != nil {
			return err
		}
	}
	return nil
}

const inOrder = "sort_order, id"

// Regions lists the regions in the city's protocol order.
func (s *Service) Regions(ctx context.Context) ([]Region, error) { return all[Region](ctx, s.db) }

// Departments lists the departments in their order.
func (s *Service) Departments(ctx context.Context) ([]Department, error) {
	return all[Department](ctx, s.db)
}

// Chains lists the key industrial chains in their order.
func (s *Service) Chains(ctx context.Context) ([]Chain, error) { return all[Chain](ctx, s.db) }

func all[T any](ctx context.Context, db *store.DB) ([]T, error) {
	var rows []T
	err := db.Read(ctx, access.OrgRead, func(tx *store.Tx) error {
		var err error
		rows, err = store.All[T](tx, inOrder)
		return err
	})
	return rows, err
}

// Reporting joins a unit of work to list the regions that report to the meeting, in protocol order.
func Reporting(tx *store.Tx) ([]Region, error) {
	return store.All[Region](tx, inOrder, store.Where("active AND kind <> ?", City))
}

// CityOf joins a unit of work to name the city that the regions report to.
func CityOf(tx *store.Tx) (id, name string, err error) {
	city, err := store.Find[Region](tx, store.Where("kind = ?", City))
	if err != nil {
		return "", "", err
	}
	return city.ID, city.Name, nil
}

// Amendment is a merge patch of a region, a department or a chain; each takes the fields that it has.
type Amendment struct {
	Name      patch.Field[string]   `json:"name"`
	ShortName patch.Field[string]   `json:"shortName"`
	ZH        patch.Field[string]   `json:"zh"`
	EN        patch.Field[string]   `json:"en"`
	RegionIDs patch.Field[[]string] `json:"regionIds"`
	Order     patch.Field[int]      `json:"order"`
	Active    patch.Field[bool]     `json:"active"`
}

// AmendRegion changes a region's names, order or whether it still reports.
func (s *Service) AmendRegion(ctx context.Context, id string, version int64, in Amendment) (*Region, error) {
	return amend(ctx, s.db, id, version, func(r *Region) error {
		in.Name.Into(&r.Name)
		in.ShortName.Into(&r.ShortName)
		in.Order.Into(&r.Order)
		in.Active.Into(&r.Active)
		return check(in, map[string]bool{"/name": r.Name != "", "/shortName": r.ShortName != ""}, "/zh", "/en", "/regionIds")
	})
}

// AmendDepartment changes a department's names, order or whether it is still there.
func (s *Service) AmendDepartment(ctx context.Context, id string, version int64, in Amendment) (*Department, error) {
	return amend(ctx, s.db, id, version, func(d *Department) error {
		in.Name.Into(&d.Name)
		in.ShortName.Into(&d.ShortName)
		in.Order.Into(&d.Order)
		in.Active.Into(&d.Active)
		return check(in, map[string]bool{"/name": d.Name != "", "/shortName": d.ShortName != ""}, "/zh", "/en", "/regionIds")
	})
}

// AmendChain changes a chain's names, order, or the regions for which it is key.
func (s *Service) AmendChain(ctx context.Context, id string, version int64, in Amendment) (*Chain, error) {
	return amend(ctx, s.db, id, version, func(c *Chain) error {
		in.ZH.Into(&c.ZH)
		in.EN.Into(&c.EN)
		in.RegionIDs.Into(&c.RegionIDs)
		in.Order.Into(&c.Order)
		in.Active.Into(&c.Active)
		return check(in, map[string]bool{"/zh": c.ZH != ""}, "/name", "/shortName")
	})
}

// check refuses emptied names, and the fields that this kind of row does not have.
func check(in Amendment, filled map[string]bool, foreign ...string) error {
	var bad fault.List
	for _, pointer := range []string{"/name", "/shortName", "/zh"} {
		if ok, asked := filled[pointer]; asked {
			bad.Check(ok, pointer, fault.Required)
		}
	}
	given := map[string]bool{
		"/name": in.Name.Set, "/shortName": in.ShortName.Set, "/zh": in.ZH.Set, "/en": in.EN.Set, "/regionIds": in.RegionIDs.Set,
	}
	for _, pointer := range foreign {
		bad.Check(!given[pointer], pointer, fault.Unknown, pointer[1:])
	}
	return bad.Err()
}

func amend[T any, P interface {
	*T
	store.Rowed
}](ctx context.Context, db *store.DB, id string, version int64, change func(P) error) (P, error) {
	var row P
	err := db.Write(ctx, access.OrgAmend, func(tx *store.Tx) error {
		found, err := store.Get[T](tx, id)
		if err != nil {
			return err
		}
		row = found
		if err := row.Expect(version); err != nil {
			return err
		}
		if err := change(row); err != nil {
			return err
		}
		return store.Update(tx, row)
	})
	return row, err
}

// Industries lists the national classification.
func (s *Service) Industries(ctx context.Context) ([]Industry, error) {
	if _, err := access.Decide(access.From(ctx), access.OrgRead); err != nil {
		return nil, err
	}
	return Industries(), nil
}

// Vocabulary lists every choice list.
func (s *Service) Vocabulary(ctx context.Context) (map[string][]vocabulary.Choice, error) {
	if _, err := access.Decide(access.From(ctx), access.OrgRead); err != nil {
		return nil, err
	}
	return vocabulary.Lists(), nil
}
