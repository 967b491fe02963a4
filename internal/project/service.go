package project

import (
	"context"

	"zhaoyin/internal/access"
	"zhaoyin/internal/blob"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// Service is what can be done with projects.
type Service struct {
	db        *store.DB
	threshold unit.Wan
	files     *blob.Store
}

// NewService works over the store; a project counts from the threshold on, and evidence lies in files.
func NewService(db *store.DB, threshold unit.Wan, files *blob.Store) *Service {
	return &Service{db: db, threshold: threshold, files: files}
}

// Listing is what a list of projects may be filtered and sorted by. Archived projects are left out unless asked for.
var Listing = page.Listing{
	Sorts: map[string]page.Sort{
		"createdAt": {Column: "created_at"}, "updatedAt": {Column: "updated_at"},
		"investmentWan": {Column: "investment_wan"}, "name": {Column: "name"}, "code": {Column: "code"},
	},
	Default: "-createdAt",
	Filters: map[string]page.Filter{
		"regionId":         {Column: "region_id", Kind: page.Text},
		"enterpriseId":     {Column: "enterprise_id", Kind: page.Text},
		"code":             {Column: "code", Kind: page.Text},
		"name":             {Column: "name", Kind: page.Text},
		"sourceId":         {Column: "source_id", Kind: page.Text},
		"originRegionId":   {Column: "origin_region_id", Kind: page.Text},
		"nationalCode":     {Column: "national_code", Kind: page.Text},
		"site":             {Column: "site", Kind: page.Text},
		"leaderName":       {Column: "leader_name", Kind: page.Text},
		"countsReason":     {Column: "counts_reason", Kind: page.Choice, Choices: []string{string(Met), string(FellBelow), string(BelowThreshold), string(NotManufacturing)}},
		"stage":            {Column: "stage", Kind: page.Choice, Choices: []string{"lead", "negotiating", "signed", "landed", "started", "completed", "producing"}},
		"condition":        {Column: "condition", Kind: page.Choice, Choices: []string{"active", "paused", "terminated"}},
		"channel":          {Column: "channel", Kind: page.Choice, Choices: []string{"general", "enclave", "mountainSea", "native", "fund"}},
		"light":            {Column: "light", Kind: page.Choice, Choices: []string{"green", "yellow", "red"}},
		"industry":         {Column: "industry", Kind: page.Prefix}, // "C38" finds C3841
		"chain":            {Column: "chain", Kind: page.Text},
		"counts":           {Column: "counts", Kind: page.Bool},
		"minInvestmentWan": {Column: "investment_wan", Kind: page.Min},
		"maxInvestmentWan": {Column: "investment_wan", Kind: page.Max},
	},
	Search: []string{"name", "code", "summary", "site"}, // and the investor's name: see searched
	Extra:  []string{"archived"},
}

// List reads a page of projects within reach; archived ones only when asked for.
func (s *Service) List(ctx context.Context, q page.Query, archived bool) (page.Of[Project], error) {
	var of page.Of[Project]
	err := s.db.Read(ctx, access.ProjectList, func(tx *store.Tx) error {
		var err error
		of, err = Select(tx, q, archived)
		return err
	})
	return of, err
}

// Select joins a unit of work to read a page of projects with their enterprises.
func Select(tx *store.Tx, q page.Query, archived bool) (page.Of[Project], error) {
	shown := store.Where("archived_at IS NULL")
	if archived {
		shown = store.Where("archived_at IS NOT NULL")
	}
	conds := append(searched(q.Text), shown)
	q.Text = ""
	of, err := store.List[Project](tx, Listing, q, conds...)
	if err != nil {
		return of, err
	}
	return of, withEnterprises(tx, of.Items)
}

// Get reads a project with its enterprise.
func (s *Service) Get(ctx context.Context, id string) (*Project, error) {
	var p *Project
	err := s.db.Look(ctx, access.ProjectRead, func(tx *store.Tx) error {
		var err error
		p, err = whole(tx, id)
		return err
	})
	if fault.KindOf(err) != fault.Missing {
		return p, err
	}
	err = s.db.Read(ctx, access.ProjectRead, func(tx *store.Tx) error { // its investor may be out of reach
		var err error
		p, err = get(tx, id)
		return err
	})
	return p, err
}

// open reads a project that is to change: not archived, and at the version that the caller saw.
func open(tx *store.Tx, id string, version int64) (*Project, error) {
	p, err := held(tx, id, version)
	if err == nil && p.ArchivedAt != nil {
		return nil, errArchived.With()
	}
	return p, err
}

// held reads a project at the version that the caller saw, for whoever writes it locked until the end.
func held(tx *store.Tx, id string, version int64) (*Project, error) {
	if tx.Writing() {
		if _, err := store.Lock[Project](tx, id); err != nil {
			return nil, err
		}
	}
	p, err := get(tx, id)
	if err != nil {
		return nil, err
	}
	return p, p.Expect(version)
}

// Names joins a unit of work to read the names of projects within reach, by id.
func Names(tx *store.Tx, ids []string) (map[string]string, error) {
	rows, err := store.AllIn[Project](tx, "id", "id", ids)
	names := make(map[string]string, len(rows))
	for i := range rows {
		names[rows[i].ID] = rows[i].Name
	}
	return names, err
}
