// Package period is the reporting month as every noun needs it: which one is open, until when, and what is closed. Opening and closing it
// is the meeting's work.
package period

import (
	"time"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
	"zhaoyin/internal/vocabulary"
)

// State is where a month stands.
type State string

// The states of a month.
const (
	Open      State = "open"
	Closed    State = "closed"
	Published State = "published"
	Withdrawn State = "withdrawn" // opened by mistake and taken back: as if the month had never been opened
)

// The refusals of a month.
var (
	ErrNoneOpen = fault.Define(fault.Conflict, "meeting.noneOpen", "当前没有正在填报的月份，请先由市投资促进中心开启月份。", "No month is open; the secretariat has to open one first.")
	ErrNotOpen  = fault.Define(fault.Conflict, "meeting.notOpen", "%s 不在填报期内（状态：%s），不能填报或修改。", "%s is not open (state: %s); nothing can be reported or changed in it.")
)

// never is the word for a month that has no state, since nobody has opened it.
type never struct{}

// In implements fault.Worded.
func (never) In(lang string) string {
	if lang == "en" {
		return "never opened"
	}
	return "未开启"
}

// Period is one month of the meeting (月度汇报会): county statuses for Month are due by Deadline; HeldOn is the day of the meeting.
type Period struct {
	store.Row
	Month           calendar.Month `json:"month"`
	State           State          `json:"state"`
	Deadline        time.Time      `json:"deadline"`
	HeldOn          calendar.Date  `json:"heldOn,omitempty"`
	SnapshotVersion int64          `json:"-"`
	ReopenReason    string         `json:"reopenReason,omitempty"`

	WithdrawalReason string `json:"withdrawalReason,omitempty"`
}

// TableName is "meetings".
func (Period) TableName() string { return "meetings" }

// Public lets every role whose action covers meetings read the months.
func (Period) Public() {}

// Late is true of what is submitted after the deadline.
func (p *Period) Late(at time.Time) bool { return at.After(p.Deadline) }

// Current is the one open month; ErrNoneOpen without one.
func Current(tx *store.Tx) (*Period, error) {
	p, err := store.Find[Period](tx, store.Where("state = ?", Open))
	if fault.KindOf(err) == fault.Missing {
		return nil, ErrNoneOpen.With()
	}
	return p, err
}

// Of is the month's period; store.ErrMissing when it was never opened.
func Of(tx *store.Tx, m calendar.Month) (*Period, error) {
	return store.Find[Period](tx, store.Where("month = ?", m), Standing())
}

// Standing leaves the months out that were opened by mistake.
func Standing() store.Cond { return store.Where("state <> ?", Withdrawn) }

// Reporting is the month's period if it is open, for work that changes it.
func Reporting(tx *store.Tx, m calendar.Month) (*Period, error) {
	p, err := Of(tx, m)
	if fault.KindOf(err) == fault.Missing {
		return nil, ErrNotOpen.With(string(m), never{})
	}
	if err != nil {
		return nil, err
	}
	if p.State != Open {
		return nil, ErrNotOpen.With(string(m), vocabulary.Of(vocabulary.MeetingState, string(p.State)))
	}
	return p, nil
}
