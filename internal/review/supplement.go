package review

import (
	"context"
	"strconv"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
)

// Question asks the county for more, for a step.
type Question struct {
	Step string `json:"step" validate:"required,max=64"`
	Note string `json:"note" validate:"required,max=4000"`
}

// Supplement is what the county supplies. Without a step it answers every step that asked.
type Supplement struct {
	Step          string   `json:"step,omitempty" validate:"max=64"`
	Note          string   `json:"note,omitempty" validate:"max=4000"`
	AttachmentIDs []string `json:"attachmentIds,omitempty" validate:"max=50"`
}

var (
	errNothing  = fault.Define(fault.Invalid, "review.nothing", "请填写说明或附上材料。", "Say something, or attach files.")
	errUnasked  = fault.Define(fault.Conflict, "review.unasked", "目前没有需要补充材料的步骤。", "No step waits for a supplement.")
	errNoAttach = fault.Define(fault.Invalid, "review.attachment", "不是该项目的附件：%s。", "%s is no attachment of the project.")
)

// Ask asks the county for more and stops the step's clock.
func (s *Service) Ask(ctx context.Context, id string, version int64, in Question) (*Case, error) {
	return s.change(ctx, access.ReviewSuspend, id, version, "review.supplementRequested", func(tx *store.Tx, w calendar.Workdays, c *Case) error {
		if c.step(in.Step) == nil {
			return fault.NoSuch.At("/step", in.Step)
		}
		step, err := c.mine(tx.Actor, in.Step)
		if err != nil {
			return err
		}
		if err := step.running(); err != nil {
			return err
		}
		return c.suspend(tx, w, step, in.Note)
	})
}

// suspend stops a step's clock; the others of its order go on.
func (c *Case) suspend(tx *store.Tx, w calendar.Workdays, s *Step, note string) error {
	at := tx.Now
	s.stop(tx.Today())
	s.Opinion, s.Note, s.By, s.At = NeedsSupplement, note, tx.Actor.Name, &at
	if err := store.Update(tx, s); err != nil {
		return err
	}
	p := Suspension{
		ReviewID: c.ID, RegionID: c.RegionID, StepKey: s.Key, FromOn: tx.Today(), Asked: note, AskedBy: tx.Actor.Name, AskedAt: at, AttachmentIDs: []string{},
	}
	if err := store.Insert(tx, &p); err != nil {
		return err
	}
	s.Suspensions = append(s.Suspensions, p)
	return c.advance(tx, w)
}

// Supply is the county's answer: the clocks of the steps that asked go on.
func (s *Service) Supply(ctx context.Context, id string, version int64, in Supplement) (*Case, error) {
	return s.change(ctx, access.ReviewSupplement, id, version, "review.supplemented", func(tx *store.Tx, w calendar.Workdays, c *Case) error {
		if err := c.live(); err != nil {
			return err
		}
		if err := in.check(tx, c); err != nil {
			return err
		}
		answered := false
		for i := range c.Steps {
			step := &c.Steps[i]
			if step.State != Stopped || in.Step != "" && step != c.step(in.Step) {
				continue
			}
			answered = true
			if err := step.answer(tx, w, in); err != nil {
				return err
			}
		}
		if !answered {
			return errUnasked.With()
		}
		return c.advance(tx, w)
	})
}

func (in *Supplement) check(tx *store.Tx, c *Case) error {
	var bad fault.List
	bad.Check(in.Note != "" || len(in.AttachmentIDs) > 0, "/note", errNothing)
	bad.Check(in.Step == "" || c.step(in.Step) != nil, "/step", fault.NoSuch, in.Step)
	if err := attached(tx, &bad, c.ProjectID, in.AttachmentIDs); err != nil {
		return err
	}
	return bad.Err()
}

// answer ends the stretch for which the step's clock stood still.
func (s *Step) answer(tx *store.Tx, w calendar.Workdays, in Supplement) error {
	at := tx.Now
	lost := s.resume(w, tx.Today())
	s.Opinion, s.Note, s.By, s.At = "", "", "", nil
	if err := store.Update(tx, s); err != nil {
		return err
	}
	for i := range s.Suspensions {
		p := &s.Suspensions[i]
		if p.ToOn != "" {
			continue
		}
		p.ToOn, p.DaysLost, p.Supplied, p.SuppliedBy, p.SuppliedAt = tx.Today(), lost, in.Note, tx.Actor.Name, &at
		p.AttachmentIDs = append([]string{}, in.AttachmentIDs...)
		if err := store.Update(tx, p); err != nil {
			return err
		}
	}
	return nil
}

// attached notes a complaint about each file that is not one of the project's.
func attached(tx *store.Tx, bad *fault.List, projectID string, ids []string) error {
	for i, id := range ids {
		a, err := store.Get[project.Attachment](tx, id)
		if err != nil && fault.KindOf(err) != fault.Missing {
			return err
		}
		bad.Check(err == nil && a.ProjectID == projectID, "/attachmentIds/"+strconv.Itoa(i), errNoAttach, id)
	}
	return nil
}
