package figure

import (
	"errors"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// RegionRow is a rollup of a county in a month.
type RegionRow struct {
	Month    calendar.Month `gorm:"primaryKey"`
	RegionID string         `gorm:"primaryKey"`
	Metric   Metric         `gorm:"primaryKey"`
	Bucket   unit.Wan       `gorm:"primaryKey;autoIncrement:false"`
	Count    int64          `store:"sum"`
	Wan      unit.Wan       `store:"sum"`
}

// TableName is "region_figures".
func (RegionRow) TableName() string { return "region_figures" }

// Derived says that rollups are computed: they can be rebuilt from the rows that they count.
func (RegionRow) Derived() {}

// IndustryRow is a rollup of a county, a month and a manufacturing division.
type IndustryRow struct {
	Month    calendar.Month `gorm:"primaryKey"`
	RegionID string         `gorm:"primaryKey"`
	Industry string         `gorm:"primaryKey"`
	Metric   Metric         `gorm:"primaryKey"`
	Bucket   unit.Wan       `gorm:"primaryKey;autoIncrement:false"`
	Count    int64          `store:"sum"`
	Wan      unit.Wan       `store:"sum"`
}

// TableName is "industry_figures".
func (IndustryRow) TableName() string { return "industry_figures" }

// Derived says that rollups are computed.
func (IndustryRow) Derived() {}

// Add applies changes to the rollups of the transaction.
func Add(tx *store.Tx, deltas ...Delta) error {
	for _, d := range deltas {
		d = d.classed()
		if d.Count == 0 && d.Wan == 0 {
			continue
		}
		region := RegionRow{d.Month, d.RegionID, d.Metric, d.Bucket, d.Count, d.Wan}
		industry := IndustryRow(d)
		if err := errors.Join(store.Accumulate(tx, &region), store.Accumulate(tx, &industry)); err != nil {
			return err
		}
	}
	return nil
}

func keptByRegion(tx *store.Tx) (tally, error) {
	var rows []RegionRow
	if err := tx.Q().Where("count <> 0 OR wan <> 0").Find(&rows).Error; err != nil {
		return nil, err
	}
	t := tally{}
	for _, r := range rows {
		t[key{r.Month, r.RegionID, "", r.Metric, r.Bucket}] = amount{r.Count, r.Wan}
	}
	return t, nil
}

func keptByIndustry(tx *store.Tx) (tally, error) {
	var rows []IndustryRow
	if err := tx.Q().Where("count <> 0 OR wan <> 0").Find(&rows).Error; err != nil {
		return nil, err
	}
	t := tally{}
	for _, r := range rows {
		t[key{r.Month, r.RegionID, r.Industry, r.Metric, r.Bucket}] = amount{r.Count, r.Wan}
	}
	return t, nil
}

func wipe(tx *store.Tx) error {
	if err := tx.Q().Where("1 = 1").Delete(&RegionRow{}).Error; err != nil {
		return err
	}
	return tx.Q().Where("1 = 1").Delete(&IndustryRow{}).Error
}
