package review

import (
	"context"
	"strconv"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/org"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/task"
)

// usualDays is how many working days a condition has when nobody sets a day.
const usualDays = 20

// Demand is a condition as an opinion or the meeting puts it. Without an owner it is the department that asks; without a day, twenty working days after the
// conclusion; without a stage it blocks none.
type Demand struct {
	Text              string        `json:"text" validate:"required,max=1000"`
	OwnerDepartmentID string        `json:"ownerDepartmentId,omitempty" validate:"max=40"`
	DueOn             calendar.Date `json:"dueOn,omitempty"`
	BlocksStage       project.Stage `json:"blocksStage,omitempty" validate:"omitempty,oneof=signed landed started completed producing"`
}

// Fulfilment says that a condition is fulfilled, with the evidence.
type Fulfilment struct {
	Note          string   `json:"note,omitempty" validate:"max=4000"`
	AttachmentIDs []string `json:"attachmentIds,omitempty" validate:"max=50"`
}

// CheckVerdict is what the owner department finds.
type CheckVerdict string

// The verdicts.
const (
	Verified CheckVerdict = "verified"
	Rejected CheckVerdict = "rejected" // the condition stays open
)

// Check is the owner department's judgement of what the county has reported. The note is needed to reject it, and to accept what came without an attachment.
type Check struct {
	Verdict CheckVerdict `json:"verdict" validate:"required,oneof=verified rejected"`
	Note    string       `json:"note,omitempty" validate:"max=4000"`
}

var (
	errDuePast      = fault.Define(fault.Invalid, "review.duePast", "期限不能早于今天（%s）。", "The day cannot be before today (%s).")
	errReached      = fault.Define(fault.Invalid, "review.reached", "项目已到“%s”阶段，应选择之后的阶段。", "The project has reached the stage %s; name a later one.")
	errNotYours     = fault.Define(fault.Forbidden, "review.notYourCondition", "只有该条件的责任部门可以核实，县（市、区）可以报送落实情况。", "Only the condition's owner department decides on it; the county reports.")
	errFulfilled    = fault.Define(fault.Conflict, "review.fulfilled", "该条件已落实。", "The condition is fulfilled already.")
	errReported     = fault.Define(fault.Conflict, "review.reported", "该条件已报送，正在等待责任部门核实。", "The condition has been reported and waits for its owner's check.")
	errUnreported   = fault.Define(fault.Conflict, "review.unreported", "县（市、区）尚未报送该条件的落实情况。", "The county has not reported the condition yet.")
	errCheckWithout = fault.Define(fault.Invalid, "review.checkNote", "不予认定须说明理由。", "A rejection needs its reason.")
	errOnWhat       = fault.Define(fault.Invalid, "review.onWhat", "县（市、区）未附佐证材料，认定时须说明核实依据。", "The county attached no evidence; say what the acceptance rests on.")
)

// settle completes conditions and notes what is wrong with them.
func settle(tx *store.Tx, bad *fault.List, c *Case, demands []Demand, owner string) error {
	if len(demands) == 0 {
		return nil
	}
	p, err := store.Get[project.Project](tx, c.ProjectID)
	if err != nil {
		return err
	}
	if owner == "" {
		owner = c.Steps[len(c.Steps)-1].DepartmentID // a county owns no condition; the department that concludes looks after its own
	}
	for i := range demands {
		d, at := &demands[i], "/conditions/"+strconv.Itoa(i)
		if d.OwnerDepartmentID == "" {
			d.OwnerDepartmentID = owner
		}
		if err := org.CheckDepartment(tx, bad, at+"/ownerDepartmentId", d.OwnerDepartmentID); err != nil {
			return err
		}
		bad.Check(d.DueOn == "" || !d.DueOn.Before(tx.Today()), at+"/dueOn", errDuePast, string(tx.Today()))
		bad.Check(d.BlocksStage == "" || d.BlocksStage.Rank() > p.Stage.Rank(), at+"/blocksStage", errReached, stageName(p.Stage))
	}
	return nil
}

// Fulfil reports a condition as fulfilled: by the county it waits for the owner's check, by the owner department itself it is settled.
func (s *Service) Fulfil(ctx context.Context, id, conditionID string, version int64, in Fulfilment) (*Case, error) {
	event := "review.conditionFulfilled"
	if access.From(ctx).RegionID != "" {
		event = "review.conditionReported"
	}
	return s.change(ctx, access.ReviewFulfil, id, version, event, func(tx *store.Tx, _ calendar.Workdays, c *Case) error {
		o, err := c.condition(conditionID)
		if err != nil {
			return err
		}
		owner := o.owned(tx.Actor)
		if !owner && tx.Actor.RegionID != c.RegionID {
			return errNotYours.With()
		}
		if o.State == Fulfilled {
			return errFulfilled.With()
		}
		if !owner && o.Reported {
			return errReported.With()
		}
		if err := in.check(tx, c); err != nil {
			return err
		}
		at := tx.Now
		o.Reported, o.ReportedAt, o.ReportedBy, o.Evidence = true, &at, tx.Actor.Name, in.Note
		o.AttachmentIDs = append([]string{}, in.AttachmentIDs...)
		if owner {
			o.fulfil(tx, "")
		}
		return store.Update(tx, o)
	})
}

func (in *Fulfilment) check(tx *store.Tx, c *Case) error {
	var bad fault.List
	bad.Check(in.Note != "" || len(in.AttachmentIDs) > 0, "/note", errNothing)
	if err := attached(tx, &bad, c.ProjectID, in.AttachmentIDs); err != nil {
		return err
	}
	return bad.Err()
}

// Verify is the owner department's check of what the county has reported.
func (s *Service) Verify(ctx context.Context, id, conditionID string, version int64, in Check) (*Case, error) {
	event := "review.conditionFulfilled"
	if in.Verdict == Rejected {
		event = "review.conditionRejected"
	}
	return s.change(ctx, access.ReviewCheck, id, version, event, func(tx *store.Tx, _ calendar.Workdays, c *Case) error {
		o, err := c.condition(conditionID)
		if err != nil {
			return err
		}
		switch {
		case !o.owned(tx.Actor):
			return errNotYours.With()
		case o.State == Fulfilled:
			return errFulfilled.With()
		case !o.Reported:
			return errUnreported.With()
		case in.Verdict == Verified && in.Note == "" && len(o.AttachmentIDs) == 0:
			return errOnWhat.At("/note")
		case in.Verdict == Verified:
			o.fulfil(tx, in.Note)
			return store.Update(tx, o)
		case in.Note == "":
			return errCheckWithout.At("/note")
		}
		at := tx.Now
		o.Reported, o.CheckedAt, o.CheckedBy, o.CheckNote = false, &at, tx.Actor.Name, in.Note
		return store.Update(tx, o)
	})
}

func (o *Condition) owned(a access.Actor) bool {
	return a.RegionID == "" && task.WorksFor(a, o.OwnerDepartmentID)
}

func (o *Condition) fulfil(tx *store.Tx, note string) {
	at := tx.Now
	o.State, o.Reported, o.FulfilledOn, o.CheckedAt, o.CheckedBy, o.CheckNote = Fulfilled, false, tx.Today(), &at, tx.Actor.Name, note
}

func (c *Case) condition(id string) (*Condition, error) {
	for i := range c.Conditions {
		if c.Conditions[i].ID == id {
			return &c.Conditions[i], nil
		}
	}
	return nil, store.ErrMissing.With()
}
