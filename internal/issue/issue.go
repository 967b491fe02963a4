// Package issue is what blocks a project or follows from the meeting (协调事项): raised, assigned to a lead, reported on in rounds, resolved by the lead,
// closed by another party, and told to ever higher offices while it is overdue.
package issue

import (
	"time"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/page"
	"zhaoyin/internal/patch"
	"zhaoyin/internal/store"
)

// Kind is what the issue is about, of the vocabulary's issueKind.
type Kind string

// Source is where the issue comes from.
type Source string

// The sources.
const (
	FromMonth   Source = "month"   // a problem of a project's monthly status
	FromMeeting Source = "meeting" // a decision of the meeting
	Direct      Source = "direct"
)

// Level is who has to remove it.
type Level string

// The levels.
const (
	County Level = "county"
	City   Level = "city"
)

// State is where the issue stands.
type State string

// The states.
const (
	Raised   State = "raised"
	Assigned State = "assigned"
	Resolved State = "resolved" // by its lead, waits for another party's check
	Closed   State = "closed"   // 销号
	Reopened State = "reopened"
)

// Unfinished is true while somebody still has to do something about it.
func (s State) Unfinished() bool { return s == Raised || s == Assigned || s == Reopened }

// unfinished are the states in which an issue can be overdue.
var unfinished = []State{Raised, Assigned, Reopened}

// Issue is one thing to be coordinated. Either a department or, for a county's own, the county leads it; RegionID is empty for what concerns the city
// alone. It is overdue when its day has passed and it is not resolved; DaysOverdue counts working days.
type Issue struct {
	store.Row
	ProjectID           string         `json:"projectId,omitempty"`
	RegionID            string         `json:"regionId,omitempty"`
	Kind                Kind           `json:"kind"`
	Title               string         `json:"title"`
	Detail              string         `json:"detail"`
	Source              Source         `json:"source"`
	Month               calendar.Month `json:"month,omitempty"` // of the monthly status or of the meeting that it comes from
	Problem             string         `json:"-"`               // the problem's own words, so that it is raised once
	Level               Level          `json:"level"`
	State               State          `json:"state"`
	LeadDepartmentID    string         `json:"leadDepartmentId,omitempty"`
	LeadRegionID        string         `json:"leadRegionId,omitempty"`
	AssistDepartmentIDs []string       `json:"assistDepartmentIds" gorm:"column:assist_department_ids;serializer:json"`
	DueOn               calendar.Date  `json:"dueOn,omitempty"`
	DueSort             string         `json:"-" audit:"-"` // DueOn, never null, for the order of lists
	EscalationLevel     int            `json:"escalationLevel"`
	RoundCount          int            `json:"roundCount"`
	AssignedAt          *time.Time     `json:"assignedAt,omitempty"`
	ResolvedAt          *time.Time     `json:"resolvedAt,omitempty"`
	ResolvedBy          string         `json:"resolvedBy,omitempty"`
	Resolution          string         `json:"resolution,omitempty"`
	ClosedOn            calendar.Date  `json:"closedOn,omitempty"`
	ClosedBy            string         `json:"closedBy,omitempty"`
	Closure             string         `json:"closure,omitempty"`
	Satisfied           *bool          `json:"satisfied,omitempty"`

	LeadName    string  `json:"leadName" gorm:"-"`
	ProjectName string  `json:"projectName" gorm:"-"`
	Overdue     bool    `json:"overdue" gorm:"-"`
	DaysOverdue int     `json:"daysOverdue" gorm:"-"`
	Rounds      []Round `json:"rounds" gorm:"-"`
	Moves       []Move  `json:"moves,omitempty" gorm:"-"` // of a single issue only
}

// Round is one round of progress; none is ever changed.
type Round struct {
	store.Row
	IssueID  string    `json:"issueId"`
	RegionID string    `json:"regionId,omitempty"`
	Number   int       `json:"number"`
	At       time.Time `json:"at" gorm:"column:said_at"`
	By       string    `json:"by" gorm:"column:said_by"`
	Office   string    `json:"office,omitempty"` // the department or county that the writer speaks for
	Text     string    `json:"text" gorm:"column:body"`
}

// TableName is "issue_rounds".
func (Round) TableName() string { return "issue_rounds" }

// Move is a line of the issue's history; lines are only ever added.
type Move struct {
	store.Row
	IssueID         string    `json:"issueId"`
	RegionID        string    `json:"regionId,omitempty"`
	Step            Step      `json:"step"`
	From            State     `json:"from,omitempty" gorm:"column:from_state"`
	To              State     `json:"to" gorm:"column:to_state"`
	EscalationLevel int       `json:"escalationLevel"`
	At              time.Time `json:"at" gorm:"column:moved_at"`
	By              string    `json:"by" gorm:"column:moved_by"`
	Reason          string    `json:"reason,omitempty"`
}

// TableName is "issue_moves".
func (Move) TableName() string { return "issue_moves" }

// Raising is an issue as it is raised. Without a region it is the project's, or the county's that raises it.
type Raising struct {
	ProjectID           string         `json:"projectId,omitempty" validate:"max=64"`
	RegionID            string         `json:"regionId,omitempty" validate:"max=12"`
	Kind                Kind           `json:"kind" validate:"required,oneof=fund land energy environment planning power labour other"`
	Title               string         `json:"title" validate:"required,max=200"`
	Detail              string         `json:"detail,omitempty" validate:"max=4000"`
	Level               Level          `json:"level,omitempty" validate:"omitempty,oneof=county city"`
	LeadDepartmentID    string         `json:"leadDepartmentId,omitempty" validate:"max=40"`
	AssistDepartmentIDs []string       `json:"assistDepartmentIds,omitempty" validate:"max=30"`
	DueOn               calendar.Date  `json:"dueOn,omitempty"`
	Source              Source         `json:"source,omitempty" validate:"omitempty,oneof=month meeting direct"`
	Month               calendar.Month `json:"month,omitempty"`
}

// Amendment is a merge patch of what an issue says. A new due day starts the escalation anew.
type Amendment struct {
	Kind   patch.Field[Kind]          `json:"kind" validate:"required,oneof=fund land energy environment planning power labour other"`
	Title  patch.Field[string]        `json:"title" validate:"required,max=200"`
	Detail patch.Field[string]        `json:"detail" validate:"max=4000"`
	DueOn  patch.Field[calendar.Date] `json:"dueOn" validate:"required"`
}

// Assignment gives the issue its lead: a department, or the county itself. Without a day it is due in ten working days.
type Assignment struct {
	LeadDepartmentID    string        `json:"leadDepartmentId,omitempty" validate:"max=40"`
	LeadRegionID        string        `json:"leadRegionId,omitempty" validate:"max=12"`
	AssistDepartmentIDs []string      `json:"assistDepartmentIds,omitempty" validate:"max=30"`
	DueOn               calendar.Date `json:"dueOn,omitempty"`
	Note                string        `json:"note,omitempty" validate:"max=2000"`
}

// Progress is what is said in a round.
type Progress struct {
	Text string `json:"text" validate:"required,max=4000"`
}

// Resolution is how the lead has resolved it.
type Resolution struct {
	Note string `json:"note" validate:"required,max=4000"`
}

// Closure is another party's check of the resolution.
type Closure struct {
	Note      string `json:"note,omitempty" validate:"max=4000"`
	Satisfied *bool  `json:"satisfied,omitempty"`
}

// Reason is why an issue is reopened or escalated.
type Reason struct {
	Reason string `json:"reason" validate:"required,max=2000"`
}

// Listing is what a list of issues may be filtered and sorted by.
var Listing = page.Listing{
	Sorts: map[string]page.Sort{
		"createdAt": {Column: "created_at"}, "updatedAt": {Column: "updated_at"}, "dueOn": {Column: "due_sort"},
		"escalationLevel": {Column: "escalation_level"}, "title": {Column: "title"},
	},
	Default: "-createdAt",
	Filters: map[string]page.Filter{
		"projectId":        {Column: "project_id", Kind: page.Text},
		"regionId":         {Column: "region_id", Kind: page.Text},
		"kind":             {Column: "kind", Kind: page.Choice, Choices: []string{"fund", "land", "energy", "environment", "planning", "power", "labour", "other"}},
		"state":            {Column: "state", Kind: page.Choice, Choices: []string{"raised", "assigned", "resolved", "closed", "reopened"}},
		"level":            {Column: "level", Kind: page.Choice, Choices: []string{"county", "city"}},
		"source":           {Column: "source", Kind: page.Choice, Choices: []string{"month", "meeting", "direct"}},
		"month":            {Column: "month", Kind: page.Month},
		"leadDepartmentId": {Column: "lead_department_id", Kind: page.Text},
		"leadRegionId":     {Column: "lead_region_id", Kind: page.Text},
	},
	Search: []string{"title", "detail"},
	Extra:  []string{"departmentId", "overdue", "minDueOn", "maxDueOn"},
}

// Choice is what a list is narrowed by beyond the plain fields.
type Choice struct {
	DepartmentID string // lead or assisting
	Overdue      *bool
	From, To     calendar.Date // the days of DueOn, both included
}
