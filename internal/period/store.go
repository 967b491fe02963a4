package period

import (
	"errors"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"zhaoyin/internal/store"
)

// Hold is Current for work that counts in the open month: on PostgreSQL the month cannot close before the transaction ends, and one that is
// closing is waited for. SQLite's writer is alone anyway.
func Hold(tx *store.Tx) (*Period, error) {
	var p Period
	share := clause.Locking{Strength: clause.LockingStrengthShare}
	err := tx.Q().Clauses(share).Where("state = ?", Open).First(&p).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, ErrNoneOpen.With()
	}
	return &p, err
}
