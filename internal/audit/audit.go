// Package audit reads the trail that the store's door writes: who changed what, when, from what to what, and whether the trail is whole.
package audit

import (
	"context"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
)

// Listing is what the trail may be filtered by; the newest entry comes first.
var Listing = page.Listing{
	Sorts:   map[string]page.Sort{"seq": {Column: "seq"}},
	Default: "-seq",
	Filters: map[string]page.Filter{
		"actor":     {Column: "actor", Kind: page.Text},
		"action":    {Column: "action", Kind: page.Text},
		"entity":    {Column: "entity", Kind: page.Text},
		"rowId":     {Column: "row_id", Kind: page.Text},
		"regionId":  {Column: "region_id", Kind: page.Text},
		"requestId": {Column: "request_id", Kind: page.Text},
		"from":      {Column: "at", Kind: page.From},
		"to":        {Column: "at", Kind: page.Until},
		"minSeq":    {Column: "seq", Kind: page.Min},
		"maxSeq":    {Column: "seq", Kind: page.Max},
	},
}

// Service reads the trail.
type Service struct{ db *store.DB }

// NewService works over the store.
func NewService(db *store.DB) *Service { return &Service{db: db} }

// List reads a page of the trail.
func (s *Service) List(ctx context.Context, q page.Query) (page.Of[store.Entry], error) {
	var of page.Of[store.Entry]
	q, days := within(q)
	err := s.db.Read(ctx, access.AuditRead, func(tx *store.Tx) error {
		var err error
		of, err = store.List[store.Entry](tx, Listing, q, days...)
		return err
	})
	return of, err
}

// within takes the days out of a query and makes instants of them: the trail keeps instants, and a day is Asia/Shanghai's.
func within(q page.Query) (page.Query, []store.Cond) {
	var rest []page.Condition
	var days []store.Cond
	for _, c := range q.Conditions {
		if c.Filter.Column != "at" {
			rest = append(rest, c)
			continue
		}
		text, _ := c.Values[0].(string) // its reader gives text
		day := calendar.Date(text)
		if c.Filter.Kind == page.From {
			days = append(days, store.Where("at >= ?", day.Time().UTC()))
			continue
		}
		days = append(days, store.Where("at < ?", day.Add(1).Time().UTC()))
	}
	q.Conditions = rest
	return q, days
}

// Verify walks the whole trail.
func (s *Service) Verify(ctx context.Context) (*store.Verification, error) {
	var v store.Verification
	err := s.db.Read(ctx, access.AuditVerify, func(tx *store.Tx) error {
		var err error
		v, err = store.VerifyTrail(tx)
		return err
	})
	return &v, err
}
