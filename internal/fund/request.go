package fund

import (
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
	"zhaoyin/internal/vocabulary"
)

// State is where a request stands.
type State string

// The states of a request, in the order in which they are gone through; then those in which it ends without money.
const (
	Requested  State = "requested"
	Accepted   State = "accepted"
	Examined   State = "diligence" // under due diligence, or waiting for the decision after it
	Decided    State = "decided"   // approved
	Agreed     State = "agreed"
	Disbursing State = "disbursing"
	Closed     State = "closed" // paid in full, or the rest released
	Refused    State = "refused"
	Withdrawn  State = "withdrawn"
)

// In is the state in words; it is a fault.Worded.
func (s State) In(lang string) string {
	return vocabulary.Label(vocabulary.FundRequestState, string(s), lang)
}

// Request is a county's request of a fund for one of its projects. Everyone within reach of the project sees all of it; of due diligence it says who
// examines and by when, and the result only once it has been decided on.
type Request struct {
	store.Row
	RegionID       string        `json:"regionId"`
	ProjectID      string        `json:"projectId"`
	ProjectName    string        `json:"projectName,omitempty" gorm:"-"`
	FundID         string        `json:"fundId"` // empty until one is chosen, at the latest at acceptance
	FundName       string        `json:"fundName,omitempty" gorm:"-"`
	AmountWan      unit.Wan      `json:"amountWan"`
	Purpose        string        `json:"purpose"`
	State          State         `json:"state"`
	AcceptanceNote string        `json:"acceptanceNote,omitempty"`
	Diligence      Progress      `json:"diligence" gorm:"embedded;embeddedPrefix:diligence_"`
	DecidedOn      calendar.Date `json:"decidedOn,omitempty"`
	MeetingNumber  string        `json:"meetingNumber,omitempty"` // of the investment committee's meeting (投决会)
	Conditions     []string      `json:"conditions" gorm:"serializer:json"`
	DecisionNote   string        `json:"decisionNote,omitempty"`
	SignedOn       calendar.Date `json:"signedOn,omitempty"`
	AgreementNo    string        `json:"agreementNumber,omitempty" gorm:"column:agreement_number"`
	Tranches       []Tranche     `json:"tranches" gorm:"serializer:json"`
	CommittedWan   unit.Wan      `json:"committedWan"`     // promised, 万元; after a closure what was paid
	DisbursedWan   unit.Wan      `json:"disbursedWan"`     // paid of it
	Reason         string        `json:"reason,omitempty"` // why it was refused, withdrawn or closed
}

// TableName is "fund_requests".
func (Request) TableName() string { return "fund_requests" }

// Progress is what everyone may know of due diligence (尽调). The result is kept here from the decision on; before it only those who may read the findings
// are shown it.
type Progress struct {
	Institution string        `json:"institution"`
	StartedOn   calendar.Date `json:"startedOn,omitempty"`
	DueOn       calendar.Date `json:"dueOn,omitempty"`
	FinishedOn  calendar.Date `json:"finishedOn,omitempty"`
	Overdue     bool          `json:"overdue" gorm:"-"`
	Result      Result        `json:"result,omitempty" gorm:"-"` // for who may read the findings
}

// late is true of an examination that goes on after its due day.
func (p Progress) late(today calendar.Date) bool {
	return p.FinishedOn == "" && p.DueOn != "" && p.DueOn.Before(today)
}

// Tranche is one part of the agreed payments. PaidWan follows from the disbursements.
type Tranche struct {
	Number    int           `json:"number"` // 1, 2, 3 …
	DueOn     calendar.Date `json:"dueOn"`
	AmountWan unit.Wan      `json:"amountWan"`
	Condition string        `json:"condition,omitempty"`
	PaidWan   unit.Wan      `json:"paidWan"`
}

// Code is what happened to a request.
type Code string

// The steps of a request.
const (
	WasRequested Code = "requested"
	WasAccepted  Code = "accepted"
	WasRefused   Code = "refused"
	WasWithdrawn Code = "withdrawn"
	WasStarted   Code = "diligenceStarted"
	WasFinished  Code = "diligenceFinished"
	WasApproved  Code = "approved"
	WasAgreed    Code = "agreed"
	WasPaid      Code = "disbursed"
	WasTakenBack Code = "disbursementReversed"
	WasClosed    Code = "closed"
)

// Step is one line of a request's history, insert-only: figures and the timeline are made from it. It says nothing of what due diligence found.
type Step struct {
	store.Row
	RegionID  string
	ProjectID string
	RequestID string
	Code      Code
	AmountWan unit.Wan      // asked, promised, paid, taken back or released, by code
	On        calendar.Date `gorm:"column:effective_on"`
}

// TableName is "fund_steps".
func (Step) TableName() string { return "fund_steps" }

// Application is a request as a county makes it.
type Application struct {
	ProjectID string   `json:"projectId" validate:"required,max=100"`
	FundID    string   `json:"fundId,omitempty" validate:"max=100"`
	AmountWan unit.Wan `json:"amountWan" validate:"required"`
	Purpose   string   `json:"purpose,omitempty" validate:"max=2000"`
}

// Acceptance takes a request on for due diligence, and names the fund if the county has not.
type Acceptance struct {
	FundID string `json:"fundId,omitempty" validate:"max=100"`
	Note   string `json:"note,omitempty" validate:"max=2000"`
}

// Reason says why a request is refused, withdrawn or closed.
type Reason struct {
	Reason string `json:"reason" validate:"required,max=2000"`
}

// RequestListing is what a list of requests may be filtered and sorted by.
var RequestListing = page.Listing{
	Sorts: map[string]page.Sort{
		"createdAt": {Column: "created_at"}, "updatedAt": {Column: "updated_at"}, "amountWan": {Column: "amount_wan"},
		"committedWan": {Column: "committed_wan"},
	},
	Default: "-createdAt",
	Filters: map[string]page.Filter{
		"state": {Column: "state", Kind: page.Choice, Choices: []string{
			"requested", "accepted", "diligence", "decided", "agreed", "disbursing", "closed", "refused", "withdrawn",
		}},
		"regionId":     {Column: "region_id", Kind: page.Text},
		"projectId":    {Column: "project_id", Kind: page.Text},
		"fundId":       {Column: "fund_id", Kind: page.Text},
		"createdBy":    {Column: "created_by", Kind: page.Text},
		"minAmountWan": {Column: "amount_wan", Kind: page.Min},
		"maxAmountWan": {Column: "amount_wan", Kind: page.Max},
	},
	Search: []string{"purpose", "agreement_number", "meeting_number"},
}

var (
	errState     = fault.Define(fault.Conflict, "fund.state", "申请现为“%s”，不能这样办理。", "The request is %s; this is not possible now.")
	errAmount    = fault.Define(fault.Invalid, "fund.amount", "金额须大于零，且不超过 %s 万元。", "The amount has to be above zero and at most %s 万元.")
	errProject   = fault.Define(fault.Conflict, "fund.project", "项目已归档或终止，不能申请基金。", "The project is archived or terminated and cannot ask for a fund.")
	errExhausted = fault.Define(fault.Conflict, "fund.exhausted", "基金可用余额 %s 万元，不足 %s 万元。", "The fund has %s 万元 free, which is less than %s 万元.")
)
