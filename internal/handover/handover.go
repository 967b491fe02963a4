// Package handover hands a project over to another county (流转): the project and every row that belongs to it, in one unit of work. It stands above the nouns,
// none of which knows the others.
package handover

import (
	"context"

	"zhaoyin/internal/access"
	"zhaoyin/internal/figure"
	"zhaoyin/internal/fund"
	"zhaoyin/internal/issue"
	"zhaoyin/internal/land"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/monthly"
	"zhaoyin/internal/org"
	"zhaoyin/internal/project"
	"zhaoyin/internal/review"
	"zhaoyin/internal/store"
)

// Service hands projects over.
type Service struct{ db *store.DB }

// NewService works over the store.
func NewService(db *store.DB) *Service { return &Service{db: db} }

// nouns is the table of what goes with a project, besides its own rows: each takes the project's id, the county that gives and the one that receives, and refuses
// when something of it cannot go.
var nouns = []func(tx *store.Tx, projectID, from, to string) error{
	monthly.Rehome, review.Rehome, land.Rehome, fund.Rehome, issue.Rehome, meeting.Rehome,
}

// Transfer gives a project that is still at the version that the caller saw to another county. From then on it counts there, for the months behind as for those to
// come: closed months stay as they were published, and the next papers footnote for both counties what they would be now. What the project was granted of the
// giving county's own land quota does not go with it: then the transfer is refused.
func (s *Service) Transfer(ctx context.Context, id string, version int64, in project.Handover) (*project.Project, error) {
	var p *project.Project
	err := s.db.Write(ctx, access.ProjectTransfer, func(tx *store.Tx) error {
		var err error
		if p, err = project.Hold(tx, id, version); err != nil {
			return err
		}
		if err := in.Check(tx, p); err != nil {
			return err
		}
		cause, err := causeOf(tx, p, in)
		if err != nil {
			return err
		}
		var t *project.Transfer
		err = figure.Change(tx, cause, func() error {
			t, err = move(tx, p, in)
			return err
		})
		if err != nil {
			return err
		}
		return tx.Emit("project.transferred", p.ID, p.RegionID, t)
	})
	return p, err
}

func move(tx *store.Tx, p *project.Project, in project.Handover) (*project.Transfer, error) {
	from := p.RegionID
	t, err := project.Give(tx, p, in)
	if err != nil {
		return nil, err
	}
	for _, rehome := range nouns {
		if err := rehome(tx, p.ID, from, in.ToRegionID); err != nil {
			return nil, err
		}
	}
	return t, nil
}

func causeOf(tx *store.Tx, p *project.Project, in project.Handover) (figure.Cause, error) {
	from, err := store.Get[org.Region](tx, p.RegionID)
	if err != nil {
		return figure.Cause{}, err
	}
	to, err := store.Get[org.Region](tx, in.ToRegionID)
	if err != nil {
		return figure.Cause{}, err
	}
	return figure.Cause{ProjectID: p.ID, Field: "regionId", Before: from.Name, After: to.Name, Reason: in.Reason}, nil
}
