package review

import (
	"context"
	"strings"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
)

// Ruling is the conclusion of the meeting that it names. Conditions come in addition to those of the departments' opinions.
type Ruling struct {
	Conclusion    Conclusion `json:"conclusion" validate:"required,oneof=pass conditional fail postponed"`
	MeetingNumber string     `json:"meetingNumber" validate:"required,max=100"`
	Note          string     `json:"note,omitempty" validate:"max=4000"`
	Conditions    []Demand   `json:"conditions,omitempty" validate:"max=50,dive"`
}

var (
	errUndone   = fault.Define(fault.Conflict, "review.undone", "尚有步骤未办结：%s，不能作出结论。", "Steps are not done yet: %s; there can be no conclusion.")
	errSetAside = fault.Define(fault.Invalid, "review.setAside", "与部门意见（附条件或不同意）不一致，须说明理由。", "It sets a department's opinion aside (conditions, or a disagreement); say why.")
)

// Conclude ends a case with the meeting's conclusion. A pass with conditions makes obligations of those of the opinions and of the meeting's own. The
// conclusion that held before for the same project and template holds no longer.
func (s *Service) Conclude(ctx context.Context, id string, version int64, in Ruling) (*Case, error) {
	return s.change(ctx, access.ReviewConclude, id, version, "review.concluded", func(tx *store.Tx, w calendar.Workdays, c *Case) error {
		if err := c.live(); err != nil {
			return err
		}
		last, err := c.concluding()
		if err != nil {
			return err
		}
		if err := in.check(tx, c, last); err != nil {
			return err
		}
		if err := c.succeed(tx); err != nil {
			return err
		}
		at := tx.Now
		last.State, last.DoneOn, last.At, last.By, last.Note, last.Opinion = Done, tx.Today(), &at, tx.Actor.Name, in.Note, ""
		if err := store.Update(tx, last); err != nil {
			return err
		}
		c.State, c.Conclusion, c.MeetingNumber, c.Note = Concluded, in.Conclusion, in.MeetingNumber, in.Note
		c.ConcludedOn, c.ConcludedAt, c.ConcludedBy = tx.Today(), &at, tx.Actor.Name
		if in.Conclusion != PassedIf {
			return nil
		}
		return c.oblige(tx, w, in.Conditions)
	})
}

// concluding is the step that the conclusion ends, once every other one is done.
func (c *Case) concluding() (*Step, error) {
	var last *Step
	var undone []string
	for i := range c.Steps {
		s := &c.Steps[i]
		switch {
		case s.Concludes:
			last = s
		case s.State != Done:
			undone = append(undone, s.Name)
		}
	}
	if len(undone) > 0 {
		return nil, errUndone.With(strings.Join(undone, "、"))
	}
	return last, last.running()
}

func (in *Ruling) check(tx *store.Tx, c *Case, last *Step) error {
	asked, against := 0, false
	for i := range c.Steps {
		asked += len(c.Steps[i].Demands)
		against = against || c.Steps[i].Opinion == Disagree
	}
	var bad fault.List
	bad.Check(in.Conclusion != PassedIf || asked+len(in.Conditions) > 0, "/conditions", errDemands)
	bad.Check(in.Conclusion == PassedIf || len(in.Conditions) == 0, "/conditions", errIdleDemands)
	aside := in.Conclusion == Passed && asked > 0 || in.Conclusion.Passes() && against
	bad.Check(!aside || in.Note != "", "/note", errSetAside)
	if err := settle(tx, &bad, c, in.Conditions, last.DepartmentID); err != nil {
		return err
	}
	return bad.Err()
}

// succeed ends the hold of the conclusion before this one.
func (c *Case) succeed(tx *store.Tx) error {
	former, err := store.All[Case](tx, "id", store.Where("project_id = ? AND template_key = ? AND state = ? AND successor_id = ''", c.ProjectID, c.Template, Concluded))
	if err != nil {
		return err
	}
	for i := range former {
		former[i].SuccessorID = c.ID
		if err := store.Update(tx, &former[i]); err != nil {
			return err
		}
	}
	return nil
}

// oblige makes conditions of what the opinions and the meeting ask for.
func (c *Case) oblige(tx *store.Tx, w calendar.Workdays, own []Demand) error {
	for i := range c.Steps {
		for _, d := range c.Steps[i].Demands {
			if err := c.addCondition(tx, w, d, c.Steps[i].Key); err != nil {
				return err
			}
		}
	}
	for _, d := range own {
		if err := c.addCondition(tx, w, d, ""); err != nil {
			return err
		}
	}
	return nil
}

func (c *Case) addCondition(tx *store.Tx, w calendar.Workdays, d Demand, step string) error {
	o := Condition{
		ReviewID: c.ID, ProjectID: c.ProjectID, RegionID: c.RegionID, Number: len(c.Conditions) + 1, StepKey: step, Text: d.Text,
		OwnerDepartmentID: d.OwnerDepartmentID, DueOn: d.DueOn, BlocksStage: d.BlocksStage, State: Unmet, AttachmentIDs: []string{},
	}
	if o.DueOn == "" {
		o.DueOn = w.AddWorkdays(tx.Today(), usualDays)
	}
	if err := store.Insert(tx, &o); err != nil {
		return err
	}
	c.Conditions = append(c.Conditions, o)
	return nil
}
