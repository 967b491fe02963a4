package store

import (
	"time"

	"zhaoyin/internal/fault"
)

// ErrMissing answers for a row that is not there and for one that is out of reach, with the same words.
var ErrMissing = fault.Define(fault.Missing, "missing", "没有找到，或者不在您的权限范围内。", "Not found, or not within your reach.")

// ErrStale says that somebody else changed the row first. The problem carries currentVersion.
var ErrStale = fault.Define(fault.Stale, "stale", "内容已被他人修改（当前版本 %d），请刷新后重试。", "Somebody else has changed this (it is at version %d now); reload and try again.")

// Row is what every resource begins with. CreatedBy and UpdatedBy are account names, which never change.
type Row struct {
	ID        string    `json:"id" gorm:"primaryKey"`
	Version   int64     `json:"version"`
	CreatedAt time.Time `json:"createdAt" gorm:"autoCreateTime:false"`
	CreatedBy string    `json:"createdBy"`
	UpdatedAt time.Time `json:"updatedAt" gorm:"autoUpdateTime:false"`
	UpdatedBy string    `json:"updatedBy"`
}

// GetVersion is the row's version for its ETag.
func (r *Row) GetVersion() int64 { return r.Version }

// Expect compares the version that a caller saw (If-Match) with the row's; 0 means that the caller did not say.
func (r *Row) Expect(version int64) error {
	if version != 0 && version != r.Version {
		return stale(r.Version)
	}
	return nil
}

func (r *Row) row() *Row { return r }

// Rowed is what embeds a Row.
type Rowed interface {
	row() *Row
	Expect(version int64) error
}

func stale(current int64) error {
	return ErrStale.With(current).Note("currentVersion", current)
}
