package fund

import (
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
)

// Result is what due diligence comes to.
type Result string

// The results.
const (
	Pass        Result = "pass"
	Conditional Result = "conditional"
	Fail        Result = "fail"
)

// Severity is how much a finding weighs.
type Severity string

// The severities.
const (
	Low    Severity = "low"
	Medium Severity = "medium"
	High   Severity = "high"
)

// Diligence is the closed part of an examination: what is looked at, and what came of it. It has no county and is not public, so the door refuses every
// statement of a limited actor on it; nothing of it goes into the trail.
type Diligence struct {
	store.Row
	RequestID  string
	Checklist  []string `gorm:"serializer:json" audit:"-"`
	Observed   int      `audit:"-"` // how many findings there are; it moves the version on with each
	ReportText string   `audit:"-"`
	Result     Result   `audit:"-"`

	ReportFile *project.File `gorm:"serializer:json" audit:"-"` // nil without one; the trail tells that the row changed, and who changed it
}

// TableName is "fund_diligences".
func (Diligence) TableName() string { return "fund_diligences" }

// Finding is one thing that was found. It is as closed as the Diligence that it belongs to.
type Finding struct {
	store.Row
	RequestID string   `json:"requestId"`
	Item      string   `json:"item" audit:"-"`
	Finding   string   `json:"finding" audit:"-"`
	Severity  Severity `json:"severity" audit:"-"`
}

// TableName is "fund_findings".
func (Finding) TableName() string { return "fund_findings" }

// Examination is the whole of a due diligence, for the fund group, the secretariat and the leaders.
type Examination struct {
	store.Row
	RequestID string `json:"requestId"`
	Progress
	Checklist []string    `json:"checklist"`
	Findings  []Finding   `json:"findings"`
	Report    *Conclusion `json:"report,omitempty"`

	ReportFile *project.File `json:"reportFile,omitempty"` // its bytes are at /diligence/report/content
}

// Conclusion is the report that an examination ends with.
type Conclusion struct {
	Text string `json:"text" validate:"required,max=20000"`
}

// Observation is one finding as it is handed in.
type Observation struct {
	Item     string   `json:"item" validate:"required,max=200"` // of the checklist, or another
	Finding  string   `json:"finding" validate:"required,max=4000"`
	Severity Severity `json:"severity" validate:"required,oneof=low medium high"`
}

// Record moves due diligence on by one of three: it starts (institution, dueOn, checklist), findings are added (findings), or it is finished (report, result).
type Record struct {
	Institution string        `json:"institution,omitempty" validate:"max=200"`
	DueOn       calendar.Date `json:"dueOn,omitempty"` // 30 working days on when it is not said
	Checklist   []string      `json:"checklist,omitempty" validate:"max=100,dive,min=1,max=200"`
	Findings    []Observation `json:"findings,omitempty" validate:"max=200,dive"`
	Report      *Conclusion   `json:"report,omitempty"`
	Result      Result        `json:"result,omitempty" validate:"omitempty,oneof=pass conditional fail"`
}

// diligenceDays is how many working days an examination has unless its start says otherwise.
const diligenceDays = 30

var (
	errOneOf = fault.Define(fault.Invalid, "fund.diligenceOne",
		"每次只能提交一项：启动（institution、dueOn、checklist）、补充发现（findings），或者办结（report、result）。",
		"Say one of three: the start (institution, dueOn, checklist), findings, or the end (report, result).")
	errStarted    = fault.Define(fault.Conflict, "fund.diligenceStarted", "尽职调查已经启动。", "Due diligence has started already.")
	errNotStarted = fault.Define(fault.Conflict, "fund.diligenceNotStarted", "尽职调查尚未启动。", "Due diligence has not started.")
	errFinished   = fault.Define(fault.Conflict, "fund.diligenceFinished", "尽职调查已于 %s 办结，不能再改。", "Due diligence ended on %s and can no longer be changed.")
	errUnfinished = fault.Define(fault.Conflict, "fund.diligenceOpen", "尽职调查尚未办结，不能投决。", "Due diligence has not ended; nothing can be decided before it.")
	errDue        = fault.Define(fault.Invalid, "fund.diligenceDue", "办结期限不能早于今天（%s）。", "The due day cannot be before today (%s).")
)

// starts, adds and ends say which of its three parts the record names.
func (in *Record) starts() bool {
	return in.Institution != "" || in.DueOn != "" || len(in.Checklist) > 0
}
func (in *Record) adds() bool { return len(in.Findings) > 0 }
func (in *Record) ends() bool { return in.Report != nil || in.Result != "" }

// Validate holds the record to one of its three parts, and that part to being whole.
func (in *Record) Validate() error {
	parts := 0
	for _, named := range []bool{in.starts(), in.adds(), in.ends()} {
		if named {
			parts++
		}
	}
	if parts != 1 {
		return errOneOf.At("")
	}
	var bad fault.List
	bad.Check(!in.starts() || in.Institution != "", "/institution", fault.Required)
	bad.Check(!in.adds() || len(in.Findings) > 0, "/findings", fault.Required)
	bad.Check(!in.ends() || in.Report != nil, "/report", fault.Required)
	bad.Check(!in.ends() || in.Result != "", "/result", fault.Required)
	return bad.Err()
}
