package land

import "zhaoyin/internal/store"

// Service keeps the land quota.
type Service struct{ db *store.DB }

// NewService works over the store.
func NewService(db *store.DB) *Service { return &Service{db: db} }
