package meeting

import (
	"context"
	"strings"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/issue"
	"zhaoyin/internal/page"
	"zhaoyin/internal/patch"
	"zhaoyin/internal/period"
	"zhaoyin/internal/store"
)

// Decision is one thing that the meeting of a month has decided (议定事项). It is followed up as an issue; carried on into another meeting it gets a new
// row there, of the same issue. RegionID is empty for what concerns the city alone.
type Decision struct {
	store.Row
	Month       calendar.Month `json:"month"`
	Number      int            `json:"number"` // runs per meeting, from 1
	RegionID    string         `json:"regionId,omitempty"`
	IssueID     string         `json:"issueId"`
	Text        string         `json:"text" gorm:"column:body"`
	Note        string         `json:"note,omitempty"`
	CarriedFrom string         `json:"carriedFrom,omitempty"` // the decision that it carries on
	CarriedOn   calendar.Month `json:"carriedOn,omitempty"`   // the meeting that it was carried on into

	Standing
}

// Standing is what has become of a decision, read from its issue. LastProgress is left out for who may not read the issue.
type Standing struct {
	State               DecisionState `json:"state" gorm:"-"`
	Overdue             bool          `json:"overdue" gorm:"-"`
	DaysOverdue         int           `json:"daysOverdue" gorm:"-"` // working days
	DueOn               calendar.Date `json:"dueOn,omitempty" gorm:"-"`
	ProjectID           string        `json:"projectId,omitempty" gorm:"-"`
	IssueState          issue.State   `json:"issueState" gorm:"-"`
	LeadName            string        `json:"leadName" gorm:"-"`
	LeadDepartmentID    string        `json:"leadDepartmentId,omitempty" gorm:"-"`
	LeadRegionID        string        `json:"leadRegionId,omitempty" gorm:"-"`
	AssistDepartmentIDs []string      `json:"assistDepartmentIds" gorm:"-"`
	LastProgress        *issue.Said   `json:"lastProgress,omitempty" gorm:"-"`
}

// DecisionState is what has become of a decision, in one word.
type DecisionState string

// The words.
const (
	Doing   DecisionState = "doing"
	Done    DecisionState = "done" // resolved by its lead
	Overdue DecisionState = "overdue"
)

// Ruling is a decision as the secretariat records it. Without a number it is the meeting's next, without a day it is due in ten working days.
type Ruling struct {
	Number              int           `json:"number,omitempty" validate:"min=0,max=9999"`
	Text                string        `json:"text" validate:"required,max=4000"`
	Kind                issue.Kind    `json:"kind,omitempty" validate:"omitempty,oneof=fund land energy environment planning power labour other"`
	LeadDepartmentID    string        `json:"leadDepartmentId,omitempty" validate:"max=40"`
	LeadRegionID        string        `json:"leadRegionId,omitempty" validate:"max=12"`
	AssistDepartmentIDs []string      `json:"assistDepartmentIds,omitempty" validate:"max=30"`
	RegionID            string        `json:"regionId,omitempty" validate:"max=12"`
	ProjectID           string        `json:"projectId,omitempty" validate:"max=64"`
	DueOn               calendar.Date `json:"dueOn,omitempty"`
}

// Rewording is a merge patch of a decision while its month is open.
type Rewording struct {
	Text  patch.Field[string]        `json:"text" validate:"required,max=4000"`
	DueOn patch.Field[calendar.Date] `json:"dueOn" validate:"required"`
}

// Carrying takes an unfinished decision on into another meeting: the following one unless another is named.
type Carrying struct {
	ToMonth calendar.Month `json:"toMonth,omitempty"`
	DueOn   calendar.Date  `json:"dueOn" validate:"required"`
	Note    string         `json:"note,omitempty" validate:"max=2000"`
}

// DecisionListing is what the decisions of a meeting may be filtered and sorted by.
var DecisionListing = page.Listing{
	Sorts:   map[string]page.Sort{"number": {Column: "number"}, "createdAt": {Column: "created_at"}},
	Default: "number",
	Filters: map[string]page.Filter{
		"regionId": {Column: "region_id", Kind: page.Text},
		"issueId":  {Column: "issue_id", Kind: page.Text},
	},
	Search: []string{"body"},
}

var (
	errNumber       = fault.Define(fault.Conflict, "decision.number", "本次会议已有第 %d 号议定事项。", "The meeting has a decision number %d already.")
	errCarried      = fault.Define(fault.Conflict, "decision.carried", "该事项已结转到 %s 的会议。", "The decision has been carried on into the meeting of %s.")
	errCarryForward = fault.Define(fault.Invalid, "decision.toMonth", "只能结转到 %s 之后已开启的月份。", "Carry on into a month after %s that has been opened.")
)

// Decisions reads a page of a meeting's decisions with what has become of each.
func (s *Service) Decisions(ctx context.Context, month calendar.Month, q page.Query) (page.Of[Decision], error) {
	var of page.Of[Decision]
	err := s.db.Read(ctx, access.DecisionList, func(tx *store.Tx) error {
		if _, err := period.Of(tx, month); err != nil {
			return err
		}
		var err error
		if of, err = store.List[Decision](tx, DecisionListing, q, store.Where("month = ?", month)); err != nil {
			return err
		}
		return stand(tx, of.Items)
	})
	return of, err
}

// Decision reads one decision of a meeting.
func (s *Service) Decision(ctx context.Context, month calendar.Month, id string) (*Decision, error) {
	var d *Decision
	err := s.db.Read(ctx, access.DecisionList, func(tx *store.Tx) error {
		var err error
		if d, err = decisionOf(tx, month, id); err != nil {
			return err
		}
		return d.stand(tx)
	})
	return d, err
}

// Decide records what the meeting of a month has decided, and makes an issue of it that is assigned at once. The month may be open or closed.
func (s *Service) Decide(ctx context.Context, month calendar.Month, in Ruling) (*Decision, error) {
	var d *Decision
	err := s.db.Write(ctx, access.DecisionRecord, func(tx *store.Tx) error {
		if _, err := held(tx, month, 0); err != nil {
			return err
		}
		i, err := issue.Decide(tx, in.commission(month))
		if err != nil {
			return err
		}
		d = &Decision{Month: month, Number: in.Number, RegionID: i.RegionID, IssueID: i.ID, Text: strings.TrimSpace(in.Text)}
		return record(tx, d, "decision.recorded")
	})
	return d, err
}

func (in Ruling) commission(month calendar.Month) issue.Commission {
	c := issue.Commission{
		Month: month, Title: titleOf(in.Text), Detail: strings.TrimSpace(in.Text), Kind: in.Kind, ProjectID: in.ProjectID, RegionID: in.RegionID,
		Assignment: issue.Assignment{
			LeadDepartmentID: in.LeadDepartmentID, LeadRegionID: in.LeadRegionID, AssistDepartmentIDs: in.AssistDepartmentIDs, DueOn: in.DueOn,
		},
	}
	if c.Kind == "" {
		c.Kind = "other"
	}
	return c
}

// titleOf is the beginning of a decision's text, as the title of its issue.
func titleOf(text string) string {
	const most = 100
	runes := []rune(strings.TrimSpace(text))
	if len(runes) <= most {
		return string(runes)
	}
	return string(runes[:most-1]) + "…"
}

// record numbers and writes a decision; the meeting's row is held, so that no number is given twice.
func record(tx *store.Tx, d *Decision, event string) error {
	taken, err := store.All[Decision](tx, "number DESC", store.Where("month = ?", d.Month))
	if err != nil {
		return err
	}
	if d.Number == 0 {
		d.Number = 1
		if len(taken) > 0 {
			d.Number = taken[0].Number + 1
		}
	}
	for _, other := range taken {
		if other.Number == d.Number {
			return errNumber.With(d.Number)
		}
	}
	if err := store.Insert(tx, d); err != nil {
		return err
	}
	if err := d.stand(tx); err != nil {
		return err
	}
	return tx.Emit(event, d.ID, d.RegionID, d)
}

// Reword changes the text or the day of a decision while its month is open; its issue follows.
func (s *Service) Reword(ctx context.Context, month calendar.Month, id string, version int64, in Rewording) (*Decision, error) {
	var d *Decision
	err := s.db.Write(ctx, access.DecisionRecord, func(tx *store.Tx) error {
		p, err := held(tx, month, 0)
		if err != nil {
			return err
		}
		if d, err = lockDecision(tx, month, id, version); err != nil {
			return err
		}
		if p.State != period.Open {
			return errClosed.With(string(month))
		}
		if d.CarriedOn != "" {
			return errCarried.With(string(d.CarriedOn))
		}
		in.Text.Into(&d.Text)
		title := ""
		if in.Text.Set {
			title = titleOf(d.Text)
		}
		if _, err := issue.Reword(tx, d.IssueID, title, d.Text, in.DueOn.Value); err != nil {
			return err
		}
		if err := store.Update(tx, d); err != nil {
			return err
		}
		if err := d.stand(tx); err != nil {
			return err
		}
		return tx.Emit("decision.amended", d.ID, d.RegionID, d)
	})
	return d, err
}

// Carry takes an unfinished decision on into a later meeting: a new decision there, of the same issue, with another day.
func (s *Service) Carry(ctx context.Context, month calendar.Month, id string, version int64, in Carrying) (*Decision, error) {
	var next *Decision
	err := s.db.Write(ctx, access.DecisionRecord, func(tx *store.Tx) error {
		to, err := target(tx, month, in.ToMonth)
		if err != nil {
			return err
		}
		d, err := lockDecision(tx, month, id, version)
		if err != nil {
			return err
		}
		if d.CarriedOn != "" {
			return errCarried.With(string(d.CarriedOn))
		}
		if _, err := issue.CarryOn(tx, d.IssueID, in.DueOn, in.Note); err != nil {
			return err
		}
		d.CarriedOn = to
		if err := store.Update(tx, d); err != nil {
			return err
		}
		next = &Decision{Month: to, RegionID: d.RegionID, IssueID: d.IssueID, Text: d.Text, Note: in.Note, CarriedFrom: d.ID}
		return record(tx, next, "decision.carried")
	})
	return next, err
}

// target is the month that a decision is carried on into, held: the one named, else the first that was opened after its own.
func target(tx *store.Tx, month, to calendar.Month) (calendar.Month, error) {
	conds := []store.Cond{store.Where("month > ?", month), period.Standing()}
	if to != "" {
		conds = append(conds, store.Where("month = ?", to))
	}
	later, err := store.All[period.Period](tx, "month LIMIT 1", conds...)
	if err != nil {
		return "", err
	}
	if len(later) == 0 {
		return "", errCarryForward.At("/toMonth", string(month))
	}
	_, err = held(tx, later[0].Month, 0)
	return later[0].Month, err
}

func decisionOf(tx *store.Tx, month calendar.Month, id string) (*Decision, error) {
	return store.Find[Decision](tx, store.Where("id = ?", id), store.Where("month = ?", month))
}

func lockDecision(tx *store.Tx, month calendar.Month, id string, version int64) (*Decision, error) {
	d, err := store.Lock[Decision](tx, id)
	if err != nil {
		return nil, err
	}
	if d.Month != month {
		return nil, store.ErrMissing.With()
	}
	return d, d.Expect(version)
}

func (d *Decision) stand(tx *store.Tx) error {
	one := []Decision{*d}
	err := stand(tx, one)
	d.Standing = one[0].Standing
	return err
}
