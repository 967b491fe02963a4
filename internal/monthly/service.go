package monthly

import (
	"context"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/page"
	"zhaoyin/internal/period"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
)

// Service is what can be done with monthly statuses.
type Service struct{ db *store.DB }

// NewService works over the store.
func NewService(db *store.DB) *Service { return &Service{db: db} }

// Listing is what a project's statuses may be filtered and sorted by; the newest month comes first.
var Listing = page.Listing{
	Sorts:   map[string]page.Sort{"month": {Column: "month"}, "updatedAt": {Column: "updated_at"}},
	Default: "-month",
	Filters: map[string]page.Filter{
		"state": {Column: "state", Kind: page.Choice, Choices: []string{"draft", "submitted", "returned", "accepted"}},
		"month": {Column: "month", Kind: page.Month},
		"light": {Column: "light", Kind: page.Choice, Choices: []string{"green", "yellow", "red"}},
		"late":  {Column: "late", Kind: page.Bool},
	},
}

// List reads a page of a project's statuses.
func (s *Service) List(ctx context.Context, projectID string, q page.Query) (page.Of[Status], error) {
	var of page.Of[Status]
	err := s.db.Read(ctx, access.MonthRead, func(tx *store.Tx) error {
		if _, err := store.Get[project.Project](tx, projectID); err != nil {
			return err
		}
		var err error
		of, err = store.List[Status](tx, Listing, q, store.Where("project_id = ?", projectID))
		for i := range of.Items {
			of.Items[i].fill(tx.Actor.Language, nil)
		}
		return err
	})
	return of, err
}

// Get reads a status. In the open month a project that owes one and has none is answered with a pre-filled draft of version 0.
func (s *Service) Get(ctx context.Context, projectID string, month calendar.Month) (*Status, error) {
	var found *Status
	err := s.db.Read(ctx, access.MonthRead, func(tx *store.Tx) error {
		d, err := look(tx, projectID, month)
		if err != nil {
			return err
		}
		if found = d.status; found == nil {
			if found, err = d.begin(); err != nil {
				return err
			}
		}
		found.fill(tx.Actor.Language, d.last())
		return nil
	})
	return found, err
}

// begin is the draft that an open month offers; of any other month there is nothing.
func (d *desk) begin() (*Status, error) {
	open, err := period.Reporting(d.tx, d.month)
	if fault.KindOf(err) == fault.Conflict || err == nil && !d.project.Due() {
		return nil, store.ErrMissing.With()
	}
	if err != nil {
		return nil, err
	}
	d.period = open
	return d.prefilled(), nil
}

// Save keeps a draft of the open month. seen is the version that the caller saw: nil when it did not say, which only a new draft allows,
// and 0 for the pre-filled draft.
func (s *Service) Save(ctx context.Context, projectID string, month calendar.Month, seen *int64, in Draft) (*Status, error) {
	return s.work(ctx, access.MonthDraft, projectID, month, sit, func(d *desk) (*Status, error) { return d.save(seen, in) })
}

// Submit hands the month in for a county. Nothing saved and noChange submits the pre-filled draft.
func (s *Service) Submit(ctx context.Context, projectID string, month calendar.Month, seen *int64, in Submission) (*Status, error) {
	return s.work(ctx, access.MonthSubmit, projectID, month, sit, func(d *desk) (*Status, error) { return d.submit(seen, in) })
}

// Return sends a status, at the version that the secretariat saw, back to its county. Only the open month can be returned.
func (s *Service) Return(ctx context.Context, projectID string, month calendar.Month, version int64, in Return) (*Status, error) {
	return s.decide(ctx, access.MonthReturn, projectID, month, version, sit, func(d *desk) (*Status, error) { return d.sendBack(in) })
}

// Accept takes a status, at the version that the secretariat saw, into the figures of its month: of the open one, or as a restatement of a
// closed one in which it was handed in and left undecided.
func (s *Service) Accept(ctx context.Context, projectID string, month calendar.Month, version int64) (*Status, error) {
	return s.decide(ctx, access.MonthAccept, projectID, month, version, sitLater, (*desk).accept)
}

// decide is work on a status that somebody else has written and the caller has seen.
func (s *Service) decide(ctx context.Context, action access.Action, projectID string, month calendar.Month, version int64,
	sitting func(*store.Tx, string, calendar.Month) (*desk, error), do func(*desk) (*Status, error),
) (*Status, error) {
	return s.work(ctx, action, projectID, month, sitting, func(d *desk) (*Status, error) {
		if d.status == nil {
			return nil, store.ErrMissing.With()
		}
		if err := d.status.Expect(version); err != nil {
			return nil, err
		}
		return do(d)
	})
}

// work runs one change of one project's month at the desk that it is opened at.
func (s *Service) work(ctx context.Context, action access.Action, projectID string, month calendar.Month,
	sitting func(*store.Tx, string, calendar.Month) (*desk, error), do func(*desk) (*Status, error),
) (*Status, error) {
	var changed *Status
	err := s.db.Write(ctx, action, func(tx *store.Tx) error {
		d, err := sitting(tx, projectID, month)
		if err != nil {
			return err
		}
		if changed, err = do(d); err != nil {
			return err
		}
		changed.fill(tx.Actor.Language, d.last())
		return nil
	})
	if err != nil {
		return nil, err
	}
	return changed, nil
}
