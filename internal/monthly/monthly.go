// Package monthly is a project's monthly status (月报): what a county reports of each project before the meeting. A clerk drafts it, the
// county lead submits it, the secretariat accepts or returns it.
package monthly

import (
	"time"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// State is where a monthly status stands: draft → submitted → accepted, or returned and submitted again.
type State string

// The states of a monthly status. A status is handed in when it is submitted or accepted.
const (
	Drafted   State = "draft"
	Submitted State = "submitted"
	Returned  State = "returned"
	Accepted  State = "accepted"
	Missing   State = "missing" // of the standing alone: due, and nothing handed in
)

// Remark is what the secretariat asks to be mended, at a field named by a JSON pointer such as "/progress".
type Remark struct {
	Pointer string `json:"pointer" validate:"required"`
	Detail  string `json:"detail" validate:"required,max=500"`
}

// Previous is the last status that was handed in before: what the form shows beside its fields.
type Previous struct {
	Month                calendar.Month `json:"month"`
	InvestedThisMonthWan unit.Wan       `json:"investedThisMonthWan"`
	InvestedTotalWan     unit.Wan       `json:"investedTotalWan"`
	NextPlan             string         `json:"nextPlan"`
}

// Earlier is what the rules ask about a status that was handed in before.
type Earlier struct {
	Month                calendar.Month
	Stage                project.Stage
	InvestedThisMonthWan unit.Wan
	InvestedTotalWan     unit.Wan
	NextPlan             string
	Problems             Problems
	FundsArrivedWan      unit.Wan
}

// earlier is the status itself in these terms.
func (s *Status) earlier() *Earlier {
	return &Earlier{s.Month, s.Stage, s.InvestedThisMonthWan, s.InvestedTotalWan, s.NextPlan, s.Problems, s.FundsArrivedWan}
}

// Status is what a county reports of a project for a month. InvestedTotalWan equals OpeningWan plus every month's InvestedThisMonthWan up to
// this one; only a correction (更正) with its reason lets it fall. Version 0 is a pre-filled draft that nobody has saved.
type Status struct {
	store.Row
	ProjectID string         `json:"projectId"`
	RegionID  string         `json:"regionId"`
	Month     calendar.Month `json:"month"`
	State     State          `json:"state"`
	Stage     project.Stage  `json:"stage"` // of the project when the status was filled in
	Late      bool           `json:"late"`  // first submitted after the deadline
	NoChange  bool           `json:"noChange"`

	Progress             string   `json:"progress"`
	InvestedThisMonthWan unit.Wan `json:"investedThisMonthWan"`
	InvestedTotalWan     unit.Wan `json:"investedTotalWan"`
	OpeningWan           unit.Wan `json:"openingWan"`       // invested before the first status, only on that one
	CorrectionReason     string   `json:"correctionReason"` // why earlier months are corrected
	Confirmed            bool     `json:"confirmed"`        // the county vouches for figures that look implausible
	FundsArrivedWan      unit.Wan `json:"fundsArrivedWan"`  // funds that arrived in the month (到位资金)
	NextPlan             string   `json:"nextPlan"`
	Problems             Problems `json:"problems" gorm:"serializer:json"`

	Light       project.Light `json:"light"`
	LightByRule project.Light `json:"lightByRule"`
	LightRule   string        `json:"lightRule"`            // code of the rule that decided, as in lightRules
	LightDetail string        `json:"lightDetail" gorm:"-"` // the rule's sentence in the reader's language
	LightReason string        `json:"lightReason"`          // the county's own words, where it differs from the rule
	LightChosen bool          `json:"lightChosen"`          // the county has named the light itself, whatever the rule says

	Remarks      []Remark   `json:"remarks" gorm:"serializer:json"`
	ReturnReason string     `json:"returnReason"`
	SubmittedAt  *time.Time `json:"submittedAt"`
	SubmittedBy  string     `json:"submittedBy"`
	AcceptedAt   *time.Time `json:"acceptedAt"`
	AcceptedBy   string     `json:"acceptedBy"`

	Previous *Previous `json:"previous,omitempty" gorm:"-"`
}

// Unsaved is a pre-filled draft as it is answered: a status without what only a kept row has.
type Unsaved struct {
	Status
	ID        string    `json:"id,omitzero"`
	CreatedAt time.Time `json:"createdAt,omitzero"`
	CreatedBy string    `json:"createdBy,omitzero"`
	UpdatedAt time.Time `json:"updatedAt,omitzero"`
	UpdatedBy string    `json:"updatedBy,omitzero"`
}

// Answer is the status as it is told: a draft that nobody has saved has no id and no dates.
func (s *Status) Answer() any {
	if s.Version == 0 {
		return &Unsaved{Status: *s}
	}
	return s
}

// TableName is "month_statuses".
func (Status) TableName() string { return "month_statuses" }

// HandedIn is true of what the county has submitted and has not got back.
func (s *Status) HandedIn() bool { return s.State == Submitted || s.State == Accepted }

// overridden is true of a light that the county set against the rule.
func (s *Status) overridden() bool { return s.Light != s.LightByRule }

// AnyVersion is a caller's deliberate "whatever version it is at now" (If-Match: *).
const AnyVersion int64 = -1

// met compares the version that a caller saw with the status; nil means that the caller did not say, 0 that there was none.
func (s *Status) met(seen *int64) error {
	if seen == nil || *seen == AnyVersion || *seen == s.Version {
		return nil
	}
	return s.Expect(AnyVersion) // no row has this version, so the answer is "stale"
}

// fill sets what is answered but not kept.
func (s *Status) fill(lang string, last *Earlier) {
	s.LightDetail = lightSentence(s.LightRule, lang)
	if last != nil {
		s.Previous = &Previous{last.Month, last.InvestedThisMonthWan, last.InvestedTotalWan, last.NextPlan}
	}
}

// Draft is what a county fills in. It replaces the whole draft; of the two investment figures the one left out is computed.
type Draft struct {
	NoChange             bool          `json:"noChange,omitempty"`
	Progress             string        `json:"progress,omitempty" maxLength:"2000"`
	InvestedThisMonthWan *unit.Wan     `json:"investedThisMonthWan,omitempty"`
	InvestedTotalWan     *unit.Wan     `json:"investedTotalWan,omitempty"`
	CorrectionReason     string        `json:"correctionReason,omitempty" maxLength:"500"`
	Confirmed            bool          `json:"confirmed,omitempty"`
	FundsArrivedWan      unit.Wan      `json:"fundsArrivedWan,omitempty"`
	NextPlan             string        `json:"nextPlan,omitempty" maxLength:"2000"`
	Problems             Problems      `json:"problems,omitempty"` // left out with noChange: last month's are carried over
	Light                project.Light `json:"light,omitempty"`    // left out: by rule
	LightReason          string        `json:"lightReason,omitempty" maxLength:"500"`
}

// draft is what would have to be filled in to get the same status.
func (s *Status) draft() Draft {
	this, total := s.InvestedThisMonthWan, s.InvestedTotalWan
	in := Draft{
		NoChange: s.NoChange, Progress: s.Progress, InvestedThisMonthWan: &this, InvestedTotalWan: &total,
		CorrectionReason: s.CorrectionReason, Confirmed: s.Confirmed, FundsArrivedWan: s.FundsArrivedWan, NextPlan: s.NextPlan,
		Problems: s.Problems, LightReason: s.LightReason,
	}
	if s.LightChosen || s.overridden() { // a choice from before it was kept shows where it differs
		in.Light = s.Light
	}
	return in
}

// Submission hands the draft in. With NoChange (无变化) a county says deliberately that nothing has happened; it needs no draft then.
type Submission struct {
	NoChange bool `json:"noChange,omitempty"`
}

// Return sends a status back to the county (退回), with remarks on fields.
type Return struct {
	Reason  string   `json:"reason" validate:"required,max=2000"`
	Remarks []Remark `json:"remarks,omitempty" validate:"max=50,dive"`

	form fault.List
}

// Gather takes what the form shows, which comes with what the rules find.
func (in *Return) Gather(form fault.List) { in.form = form }
