package land

import (
	"context"
	"strings"

	"zhaoyin/internal/access"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
)

// SupplyService is what can be done with supplies and renewal sites.
type SupplyService struct{ db *store.DB }

// NewSupplyService works over the store.
func NewSupplyService(db *store.DB) *SupplyService { return &SupplyService{db: db} }

// Supplies reads a page of supplies within reach: those that count, or the cancelled ones.
func (s *SupplyService) Supplies(ctx context.Context, q page.Query, cancelled bool) (page.Of[Supply], error) {
	shown := store.Where("cancelled_at IS NULL")
	if cancelled {
		shown = store.Where("cancelled_at IS NOT NULL")
	}
	var of page.Of[Supply]
	err := s.db.Read(ctx, access.LandSupplyList, func(tx *store.Tx) error {
		var err error
		of, err = store.List[Supply](tx, SupplyListing, q, shown)
		return err
	})
	return of, err
}

// Supply reads one supply, cancelled or not.
func (s *SupplyService) Supply(ctx context.Context, id string) (*Supply, error) {
	var row *Supply
	err := s.db.Read(ctx, access.LandSupplyList, func(tx *store.Tx) error {
		var err error
		row, err = store.Get[Supply](tx, id)
		return err
	})
	return row, err
}

// Record records that a parcel was handed over.
func (s *SupplyService) Record(ctx context.Context, in Handover) (*Supply, error) {
	var row *Supply
	err := s.db.Write(ctx, access.LandSupplyRecord, func(tx *store.Tx) error {
		var err error
		row, err = RecordSupply(tx, in)
		return err
	})
	return row, err
}

// Cancel takes a supply out of the figures with a reason; the row stays. One for which a quota was used is kept until that is reversed.
func (s *SupplyService) Cancel(ctx context.Context, id string, version int64, in Cancellation) (*Supply, error) {
	reason := strings.TrimSpace(in.Reason)
	if reason == "" {
		return nil, errSupplyReason.At("/reason")
	}
	var row *Supply
	err := s.db.Write(ctx, access.LandSupplyRecord, func(tx *store.Tx) error {
		var err error
		if row, err = store.Lock[Supply](tx, id); err != nil {
			return err
		}
		if err := row.cancellable(version); err != nil {
			return err
		}
		at := tx.Now
		row.CancelledAt, row.CancelledBy, row.CancelReason = &at, tx.Actor.Name, reason
		if err := store.Update(tx, row); err != nil {
			return err
		}
		return tx.Emit("land.supplyCancelled", row.ID, row.RegionID, row)
	})
	return row, err
}

func (s *Supply) cancellable(version int64) error {
	if err := s.Expect(version); err != nil {
		return err
	}
	if s.CancelledAt != nil {
		return errCancelled.With()
	}
	if s.RequestID != "" {
		return errSupplyUsed.With()
	}
	return nil
}
