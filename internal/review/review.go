// Package review is the joint review of a project by the departments (联审联评): cases made from a template, steps with limits in working days, opinions,
// the conclusion of the meeting, and the conditions that follow from it.
package review

import (
	"time"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
)

// State is where a case stands.
type State string

// The states of a case. It is suspended while any of its steps waits for the county.
const (
	Open      State = "open"
	Suspended State = "suspended"
	Concluded State = "concluded"
	Withdrawn State = "withdrawn"
)

// Live is true of a case that is still under review.
func (s State) Live() bool { return s == Open || s == Suspended }

// StepState is where a step stands.
type StepState string

// The states of a step.
const (
	Pending StepState = "waiting" // an earlier step is not done
	Running StepState = "open"
	Stopped StepState = "suspended" // its clock stands still while the county supplies what was asked for
	Done    StepState = "done"
)

// Opinion is what a department says.
type Opinion string

// The opinions.
const (
	Agree           Opinion = "agree"
	AgreeIf         Opinion = "conditional"
	Disagree        Opinion = "disagree"
	NeedsSupplement Opinion = "supplement" // asks the county for more and stops the step's clock
)

// Conclusion is what the meeting says.
type Conclusion string

// The conclusions. Only the first two let a project go on; every one of them ends the case.
const (
	Passed    Conclusion = "pass"
	PassedIf  Conclusion = "conditional"
	Failed    Conclusion = "fail"
	Postponed Conclusion = "postponed"
)

// Passes is true of a conclusion that lets the project go on.
func (c Conclusion) Passes() bool { return c == Passed || c == PassedIf }

// Party is who has a step.
type Party string

// The parties.
const (
	ByDepartment Party = "department"
	ByCounty     Party = "county" // the project's own county
)

// Case is the review of one version of a project by one version of a template. Judged is the project as it was then; it never changes.
type Case struct {
	store.Row
	RegionID       string        `json:"regionId"`
	ProjectID      string        `json:"projectId"`
	ProjectVersion int64         `json:"projectVersion"`
	ProjectName    string        `json:"projectName"`
	Template       string        `json:"template" gorm:"column:template_key"`
	TemplateNumber int64         `json:"templateNumber"`
	TemplateName   string        `json:"templateName"`
	Stage          project.Stage `json:"stage" gorm:"column:gate_stage"` // the stage that needs the review
	AgainPercent   int64         `json:"reviewAgainPercent"`
	Judged         Judged        `json:"judged" gorm:"serializer:json"`
	State          State         `json:"state"`
	OpenedOn       calendar.Date `json:"openedOn"`
	Conclusion     Conclusion    `json:"conclusion,omitempty"`
	MeetingNumber  string        `json:"meetingNumber,omitempty"`
	Note           string        `json:"note,omitempty"`
	ConcludedOn    calendar.Date `json:"concludedOn,omitempty"`
	ConcludedAt    *time.Time    `json:"concludedAt,omitempty"`
	ConcludedBy    string        `json:"concludedBy,omitempty"`
	WithdrawnOn    calendar.Date `json:"withdrawnOn,omitempty"`
	WithdrawnAt    *time.Time    `json:"withdrawnAt,omitempty"`
	WithdrawnBy    string        `json:"withdrawnBy,omitempty"`
	Reason         string        `json:"reason,omitempty"`      // of the withdrawal
	SuccessorID    string        `json:"successorId,omitempty"` // the later case whose conclusion holds instead
	Moves          int64         `json:"-" audit:"-"`           // grows with whatever happens to a step or a condition, so that the version does

	Overdue     bool        `json:"overdue" gorm:"-"`     // a step that is open is past its day
	ReviewAgain bool        `json:"reviewAgain" gorm:"-"` // the project has changed beyond the share since the conclusion that holds
	Steps       []Step      `json:"steps" gorm:"-"`
	Conditions  []Condition `json:"conditions" gorm:"-"`
}

// TableName is "reviews".
func (Case) TableName() string { return "reviews" }

// Step is one step of a case. Steps of the same order run in parallel; each has DueOn from the day on which it opened. DaysLate are the working days by which
// it is or was late. A deemed consent (默认同意) has no opinion and nobody who gave one.
type Step struct {
	store.Row
	ReviewID        string        `json:"-"`
	RegionID        string        `json:"-"`
	DepartmentID    string        `json:"departmentId"` // empty: the county's
	Key             string        `json:"key" gorm:"column:step_key"`
	Name            string        `json:"name"`
	Order           int           `json:"order" gorm:"column:sort_order"`
	Place           int           `json:"-"` // in the template
	Party           Party         `json:"party"`
	Checks          string        `json:"checks"`
	Materials       []string      `json:"materials" gorm:"serializer:json"`
	LimitDays       int           `json:"limitDays"` // working days
	SilenceConsents bool          `json:"silenceConsents"`
	Concludes       bool          `json:"concludes"` // the meeting's own step, done by the conclusion
	State           StepState     `json:"state"`
	OpenedOn        calendar.Date `json:"openedOn,omitempty"`
	DueOn           calendar.Date `json:"dueOn,omitempty"`
	StoppedOn       calendar.Date `json:"stoppedOn,omitempty"`
	DaysStopped     int           `json:"daysStopped"` // working days for which the clock stood still
	DoneOn          calendar.Date `json:"doneOn,omitempty"`
	Opinion         Opinion       `json:"opinion,omitempty"`
	Deemed          bool          `json:"deemed"`
	Note            string        `json:"note"`
	By              string        `json:"by" gorm:"column:given_by"`
	At              *time.Time    `json:"at" gorm:"column:given_at"`
	Demands         []Demand      `json:"conditions" gorm:"column:conditions;serializer:json"` // what the opinion asks for; binding once the meeting concludes
	ReviewerA       string        `json:"reviewerA,omitempty"`
	ReviewerB       string        `json:"reviewerB,omitempty"` // takes over when A is recused
	Recusals        []Recused     `json:"recusals" gorm:"serializer:json"`

	Overdue     bool         `json:"overdue" gorm:"-"`
	DaysLate    int          `json:"daysLate" gorm:"-"`
	Suspensions []Suspension `json:"suspensions" gorm:"-"`
}

// TableName is "review_steps".
func (Step) TableName() string { return "review_steps" }

// Recused is an account that keeps out of a step (回避).
type Recused struct {
	Account string    `json:"account"`
	Reason  string    `json:"reason"`
	At      time.Time `json:"at"`
}

// Suspension is a stretch for which a step's clock stood still: from the day on which more was asked for to the day on which the county supplied it.
type Suspension struct {
	store.Row
	ReviewID      string        `json:"-"`
	RegionID      string        `json:"-"`
	StepKey       string        `json:"step"`
	FromOn        calendar.Date `json:"from"`
	ToOn          calendar.Date `json:"to,omitempty"` // null while it lasts
	DaysLost      int           `json:"daysLost"`     // working days after from up to and including to
	Asked         string        `json:"asked"`
	AskedBy       string        `json:"askedBy"`
	AskedAt       time.Time     `json:"askedAt"`
	Supplied      string        `json:"supplied"`
	SuppliedBy    string        `json:"suppliedBy"`
	SuppliedAt    *time.Time    `json:"suppliedAt"`
	AttachmentIDs []string      `json:"attachmentIds" gorm:"column:attachment_ids;serializer:json"`
}

// TableName is "review_suspensions".
func (Suspension) TableName() string { return "review_suspensions" }

// ConditionState is where a condition stands.
type ConditionState string

// The states of a condition.
const (
	Unmet     ConditionState = "open"
	Fulfilled ConditionState = "fulfilled"
)

// Condition is an obligation of a conclusion: what has to be fulfilled by DueOn, to the satisfaction of its owner department, before the project reaches
// BlocksStage. What the county reports waits, still open, for the owner's check.
type Condition struct {
	store.Row
	ReviewID          string         `json:"reviewId"`
	ProjectID         string         `json:"projectId"`
	RegionID          string         `json:"regionId"`
	Number            int            `json:"number"`
	StepKey           string         `json:"step,omitempty"` // whose opinion asked for it; empty: the meeting itself
	Text              string         `json:"text" gorm:"column:body"`
	OwnerDepartmentID string         `json:"ownerDepartmentId"`
	DueOn             calendar.Date  `json:"dueOn"`
	BlocksStage       project.Stage  `json:"blocksStage,omitempty"`
	State             ConditionState `json:"state"`
	Reported          bool           `json:"reported"` // by the county, to be checked by the owner
	ReportedAt        *time.Time     `json:"reportedAt,omitempty"`
	ReportedBy        string         `json:"reportedBy,omitempty"`
	Evidence          string         `json:"evidence,omitempty"`
	AttachmentIDs     []string       `json:"attachmentIds" gorm:"column:attachment_ids;serializer:json"`
	CheckedAt         *time.Time     `json:"checkedAt,omitempty"`
	CheckedBy         string         `json:"checkedBy,omitempty"`
	CheckNote         string         `json:"checkNote,omitempty"`
	FulfilledOn       calendar.Date  `json:"fulfilledOn,omitempty"`

	Overdue bool `json:"overdue" gorm:"-"`
}

// TableName is "review_conditions".
func (Condition) TableName() string { return "review_conditions" }

// overdue is true of a condition that nobody has reported by its day.
func (c *Condition) overdue(today calendar.Date) bool {
	return c.State == Unmet && !c.Reported && c.DueOn.Before(today)
}
