package meeting

import (
	"context"

	"zhaoyin/internal/access"
	"zhaoyin/internal/figure"
	"zhaoyin/internal/store"
)

// Compare recounts the rollups from their rows and tells where they differ.
func (s *Service) Compare(ctx context.Context) ([]figure.Difference, error) {
	var found []figure.Difference
	err := s.db.Read(ctx, access.StoreVerify, func(tx *store.Tx) error {
		var err error
		found, err = figure.Compare(tx)
		return err
	})
	return found, err
}

// Rebuild writes the rollups anew and tells what was wrong with them.
func (s *Service) Rebuild(ctx context.Context) ([]figure.Difference, error) {
	var found []figure.Difference
	err := s.db.Write(ctx, access.MeetingRebuild, func(tx *store.Tx) error {
		var err error
		found, err = figure.Rebuild(tx)
		return err
	})
	return found, err
}
