// Package meeting is the month of the report meeting (月度汇报会): opened, closed into a frozen snapshot, ranked, and told county by county.
package meeting

import (
	"time"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/page"
	"zhaoyin/internal/patch"
	"zhaoyin/internal/period"
	"zhaoyin/internal/store"
)

// Meeting is a month with the snapshot that it was last closed into.
type Meeting struct {
	period.Period
	Snapshot *Head `json:"snapshot,omitempty"`
}

// Head identifies a snapshot: its number within the month, and the SHA-256 of its canonical JSON.
type Head struct {
	Version  int64     `json:"version"`
	SHA256   string    `json:"sha256"`
	ClosedAt time.Time `json:"closedAt"`
	ClosedBy string    `json:"closedBy"`
	Reason   string    `json:"reason,omitempty"` // why the month had been reopened before
	Note     string    `json:"note,omitempty"`   // the secretariat's, at the closing
	// Undecided is how many statuses were submitted and neither accepted nor returned when the month was closed; absent of older snapshots.
	// They can be accepted while a later month is open, which announces them as restatements.
	Undecided *int64 `json:"undecided,omitempty"`
}

// Opening is what the secretariat says to open a month. Without a deadline it is calendar.DefaultDeadline.
type Opening struct {
	Month    calendar.Month `json:"month" validate:"required"`
	Deadline *time.Time     `json:"deadline,omitempty"`
	HeldOn   calendar.Date  `json:"heldOn,omitempty"`
}

// Amendment is a merge patch of an open month. What was handed in before stays late or in time as it was judged then.
type Amendment struct {
	Deadline patch.Field[time.Time]     `json:"deadline" validate:"required"`
	HeldOn   patch.Field[calendar.Date] `json:"heldOn"`
}

// Closing is what the secretariat may say when it closes a month.
type Closing struct {
	Note string `json:"note,omitempty" validate:"max=2000"`
}

// Reopening says why a closed month is opened again.
type Reopening struct {
	Reason string `json:"reason" validate:"required,max=2000"`
}

// Listing is what the months may be filtered and sorted by.
var Listing = page.Listing{
	Sorts:   map[string]page.Sort{"month": {Column: "month"}},
	Default: "-month",
	Filters: map[string]page.Filter{
		"state": {Column: "state", Kind: page.Choice, Choices: []string{"open", "closed", "published"}},
		"month": {Column: "month", Kind: page.Month},
	},
}

var (
	errOpenAlready = fault.Define(fault.Conflict, "meeting.openAlready", "%s 尚未关账；同一时间只能有一个月份在填报。", "%s is still open; only one month is open at a time.")
	errNotNext     = fault.Define(fault.Conflict, "meeting.order", "月份须晚于已有的最近月份 %s。", "The month must come after the latest one, %s.")
	errTooEarly    = fault.Define(fault.Invalid, "meeting.tooEarly", "不能开启 %s：最多提前开启到下一个月（%s）。", "%s cannot be opened yet: at most the next month, %s.")
	errClosed      = fault.Define(fault.Conflict, "meeting.closed", "%s 已关账。", "%s is closed already.")
	errNotClosed   = fault.Define(fault.Conflict, "meeting.notClosed", "%s 尚未关账。", "%s is not closed.")
	errNotLatest   = fault.Define(fault.Conflict, "meeting.notLatest", "只能重新打开最近的月份（%s）。", "Only the latest month (%s) can be reopened.")
	errHeldOn      = fault.Define(fault.Invalid, "meeting.heldOn", "会议日期不能早于当月开始。", "The meeting cannot be held before the month begins.")
	errDeadline    = fault.Define(fault.Invalid, "meeting.deadline", "截止时间不能早于当月开始。", "The deadline cannot be before the month begins.")
)

// Snapshot is the row that heads a frozen month; its parts hold the content. Insert-only.
type snapshot struct {
	store.Row
	Month     calendar.Month
	Number    int64
	SHA256    string `gorm:"column:sha256"`
	ClosedAt  time.Time
	ClosedBy  string
	Reason    string
	Note      string
	Undecided *int64
}

// TableName is "snapshots".
func (snapshot) TableName() string { return "snapshots" }

// Public lets every role that may read meetings read what was published.
func (snapshot) Public() {}

func (s *snapshot) head() *Head {
	return &Head{Version: s.Number, SHA256: s.SHA256, ClosedAt: s.ClosedAt, ClosedBy: s.ClosedBy, Reason: s.Reason, Note: s.Note, Undecided: s.Undecided}
}

// part is one part of a snapshot as canonical JSON.
type part struct {
	SnapshotID string
	Part       string
	Body       string `audit:"-"`
}

// TableName is "snapshot_parts".
func (part) TableName() string { return "snapshot_parts" }

// Public lets every role that may read meetings read what was published.
func (part) Public() {}
