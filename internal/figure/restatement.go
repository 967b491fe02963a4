package figure

import (
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/period"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// Restatement (更正) is a later correction of what a closed month has published. The closed month never changes; the correction is
// footnoted in the month that was open when it was made (AnnouncedMonth), or in the next one to open.
type Restatement struct {
	store.Row
	ProjectID      string         `json:"projectId"` // empty for what a county's second version of a month changed
	Project        string         `json:"project,omitempty" gorm:"-"`
	RegionID       string         `json:"regionId"`
	AffectsMonth   calendar.Month `json:"affectsMonth"`
	AnnouncedMonth calendar.Month `json:"announcedMonth,omitempty"`
	Metric         Metric         `json:"metric" swaggertype:"string"` // a milestone kind, or one of the metrics
	Field          string         `json:"field"`                       // several joined by commas, as their values are then
	BeforeText     string         `json:"before"`
	AfterText      string         `json:"after"`
	DeltaCount     int64          `json:"deltaCount"`
	DeltaWan       unit.Wan       `json:"deltaWan"`
	Reason         string         `json:"reason,omitempty"`
}

// Restate notes a correction of a closed month; of a month that is open or was never opened it notes nothing.
func Restate(tx *store.Tx, r Restatement) error {
	closed, err := isClosed(tx, r.AffectsMonth)
	if err != nil || !closed {
		return err
	}
	open, err := period.Current(tx)
	switch {
	case err == nil:
		r.AnnouncedMonth = open.Month
	case fault.KindOf(err) != fault.Conflict:
		return err
	}
	return store.Insert(tx, &r)
}

func isClosed(tx *store.Tx, m calendar.Month) (bool, error) {
	p, err := period.Of(tx, m)
	if fault.KindOf(err) == fault.Missing {
		return false, nil
	}
	return err == nil && p.State != period.Open, err
}
