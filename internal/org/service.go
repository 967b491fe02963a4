package org

import (
	"context"

	"zhaoyin/internal/access"
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

// Counties joins a unit of work to list every county and zone in protocol order, also those that report no longer.
func Counties(tx *store.Tx) ([]Region, error) {
	return store.All[Region](tx, inOrder, store.Where("kind <> ?", City))
}

// CityOf joins a unit of work to name the city that the regions report to.
func CityOf(tx *store.Tx) (id, name string, err error) {
	city, err := store.Find[Region](tx, store.Where("kind = ?", City))
	if err != nil {
		return "", "", err
	}
	return city.ID, city.Name, nil
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
