package review

import (
	"context"
	"slices"

	"zhaoyin/internal/access"
	"zhaoyin/internal/account"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
	"zhaoyin/internal/task"
	"zhaoyin/internal/vocabulary"
)

// Statement is what a step's department says. To disagree needs the note, to agree with conditions needs them, and to ask for more needs the note.
type Statement struct {
	Opinion    Opinion  `json:"opinion" validate:"required,oneof=agree conditional disagree supplement"`
	Note       string   `json:"note,omitempty" validate:"max=4000"`
	Conditions []Demand `json:"conditions,omitempty" validate:"max=30,dive"`
}

// Reviewers are the accounts of the department that may speak for a step: A, and B when A keeps out of it.
type Reviewers struct {
	A string `json:"a" validate:"required,max=64"`
	B string `json:"b,omitempty" validate:"max=64"`
}

// Recusal keeps the caller out of a step.
type Recusal struct {
	Reason string `json:"reason" validate:"required,max=1000"`
}

var (
	errNotYourStep  = fault.Define(fault.Forbidden, "review.notYourStep", "“%s”由其他单位承办，您不能代为办理。", "The step %s belongs to another office; you cannot act for it.")
	errNotReviewer  = fault.Define(fault.Forbidden, "review.notReviewer", "“%s”已指定审查人（%s），其他人不能发表意见。", "The step %s has its reviewer (%s); nobody else gives the opinion.")
	errRecused      = fault.Define(fault.Forbidden, "review.recused", "您已回避“%s”，不能再参与。", "You are recused from the step %s and take no part in it.")
	errNoReviewer   = fault.Define(fault.Conflict, "review.noReviewer", "“%s”的审查人均已回避，须重新指定。", "Every reviewer of the step %s is recused; name others.")
	errStepState    = fault.Define(fault.Conflict, "review.stepState", "“%s”当前为“%s”，不能进行此操作。", "The step %s is in the state %s; this cannot be done now.")
	errDeemed       = fault.Define(fault.Conflict, "review.deemed", "“%s”逾期未反馈，已于 %s 按默认同意处理。", "The step %s passed its limit in silence and is deemed consent since %s.")
	errConcludes    = fault.Define(fault.Conflict, "review.concludes", "“%s”以评审结论办结，不单独发表意见。", "The step %s is done by the conclusion and takes no opinion.")
	errNote         = fault.Define(fault.Invalid, "review.note", "请说明理由或内容。", "Say why, or what.")
	errDemands      = fault.Define(fault.Invalid, "review.conditions", "附条件的，须至少列出一项条件。", "Name at least one condition.")
	errIdleDemands  = fault.Define(fault.Invalid, "review.idleConditions", "只有附条件同意才能列出条件。", "Only an agreement with conditions names any.")
	errSameReviewer = fault.Define(fault.Invalid, "review.sameReviewer", "A、B 审查人不能为同一人。", "A and B have to be two people.")
	errForeigner    = fault.Define(fault.Invalid, "review.foreigner", "%s 不是承办单位的在用账号。", "%s is no account in service of the step's office.")
	errKeptOut      = fault.Define(fault.Invalid, "review.keptOut", "%s 已回避本步骤。", "%s is recused from the step.")
)

// acts says whether the actor acts for the step's office: its department, or a lead of the project's county.
func (s *Step) acts(a access.Actor) bool {
	if s.Party == ByCounty {
		return a.Role == access.Lead && a.RegionID == s.RegionID
	}
	return a.RegionID == "" && task.WorksFor(a, s.DepartmentID)
}

// turn is the reviewer whose turn it is; empty when none is named, or when both are recused.
func (s *Step) turn() string {
	for _, name := range []string{s.ReviewerA, s.ReviewerB} {
		if name != "" && !s.recused(name) {
			return name
		}
	}
	return ""
}

func (s *Step) recused(name string) bool {
	return slices.ContainsFunc(s.Recusals, func(r Recused) bool { return r.Account == name })
}

// yours finds a step of a live case that belongs to the actor's office.
func (c *Case) yours(a access.Actor, key string) (*Step, error) {
	s := c.step(key)
	if s == nil {
		return nil, store.ErrMissing.With()
	}
	if !s.acts(a) {
		return nil, errNotYourStep.With(s.Name)
	}
	return s, c.live()
}

// mine is yours for what only the step's reviewer does.
func (c *Case) mine(a access.Actor, key string) (*Step, error) {
	s, err := c.yours(a, key)
	if err != nil {
		return nil, err
	}
	turn := s.turn()
	switch {
	case s.recused(a.Name):
		return nil, errRecused.With(s.Name)
	case s.ReviewerA != "" && turn == "":
		return nil, errNoReviewer.With(s.Name)
	case turn != "" && turn != a.Name:
		return nil, errNotReviewer.With(s.Name, turn)
	}
	return s, nil
}

// running refuses a step whose clock does not run.
func (s *Step) running() error {
	switch {
	case s.Deemed:
		return errDeemed.With(s.Name, string(s.DoneOn))
	case s.State != Running:
		return errStepState.With(s.Name, vocabulary.Of(vocabulary.StepState, string(s.State)))
	}
	return nil
}

// Opine gives the opinion of a step's office. Asking for a supplement stops the clock; every other opinion ends the step.
func (s *Service) Opine(ctx context.Context, id, key string, version int64, in Statement) (*Case, error) {
	event := "review.opined"
	if in.Opinion == NeedsSupplement {
		event = "review.supplementRequested"
	}
	return s.change(ctx, access.ReviewOpine, id, version, event, func(tx *store.Tx, w calendar.Workdays, c *Case) error {
		step, err := c.mine(tx.Actor, key)
		if err != nil {
			return err
		}
		if step.Concludes && in.Opinion != NeedsSupplement {
			return errConcludes.With(step.Name)
		}
		if err := step.running(); err != nil {
			return err
		}
		if err := in.check(tx, c, step); err != nil {
			return err
		}
		if in.Opinion == NeedsSupplement {
			return c.suspend(tx, w, step, in.Note)
		}
		return c.finish(tx, w, step, in)
	})
}

func (in *Statement) check(tx *store.Tx, c *Case, s *Step) error {
	var bad fault.List
	needsNote := in.Opinion == Disagree || in.Opinion == NeedsSupplement
	bad.Check(!needsNote || in.Note != "", "/note", errNote)
	bad.Check(in.Opinion != AgreeIf || len(in.Conditions) > 0, "/conditions", errDemands)
	bad.Check(in.Opinion == AgreeIf || len(in.Conditions) == 0, "/conditions", errIdleDemands)
	if err := settle(tx, &bad, c, in.Conditions, s.DepartmentID); err != nil {
		return err
	}
	return bad.Err()
}

// finish ends a step with its opinion and opens what comes next.
func (c *Case) finish(tx *store.Tx, w calendar.Workdays, s *Step, in Statement) error {
	at := tx.Now
	s.State, s.DoneOn, s.At, s.By, s.Opinion, s.Note, s.Demands = Done, tx.Today(), &at, tx.Actor.Name, in.Opinion, in.Note, in.Conditions
	if s.Demands == nil {
		s.Demands = []Demand{}
	}
	if err := store.Update(tx, s); err != nil {
		return err
	}
	return c.advance(tx, w)
}

// Assign names the reviewers of a step (AB 角); whoever is recused from it cannot be one.
func (s *Service) Assign(ctx context.Context, id, key string, version int64, in Reviewers) (*Case, error) {
	return s.change(ctx, access.ReviewAssign, id, version, "review.assigned", func(tx *store.Tx, _ calendar.Workdays, c *Case) error {
		step, err := c.yours(tx.Actor, key)
		if err != nil {
			return err
		}
		if step.State == Done {
			return errStepState.With(step.Name, vocabulary.Of(vocabulary.StepState, string(step.State)))
		}
		if err := in.check(tx, step); err != nil {
			return err
		}
		step.ReviewerA, step.ReviewerB = in.A, in.B
		return store.Update(tx, step)
	})
}

func (in Reviewers) check(tx *store.Tx, s *Step) error {
	people, err := account.InService(tx)
	if err != nil {
		return err
	}
	office := map[string]bool{}
	for _, u := range people {
		office[u.Name] = s.acts(access.Actor{Name: u.Name, Role: u.Role, RegionID: u.RegionID, DepartmentID: u.DepartmentID})
	}
	var bad fault.List
	for _, r := range []struct{ pointer, name string }{{"/a", in.A}, {"/b", in.B}} {
		if r.name == "" {
			continue
		}
		bad.Check(office[r.name], r.pointer, errForeigner, r.name)
		bad.Check(!s.recused(r.name), r.pointer, errKeptOut, r.name)
	}
	bad.Check(in.A != in.B, "/b", errSameReviewer)
	return bad.Err()
}

// Recuse keeps the caller out of a step (回避). With reviewers named it is for them alone to say so.
func (s *Service) Recuse(ctx context.Context, id, key string, version int64, in Recusal) (*Case, error) {
	return s.change(ctx, access.ReviewOpine, id, version, "review.recused", func(tx *store.Tx, _ calendar.Workdays, c *Case) error {
		step, err := c.yours(tx.Actor, key)
		if err != nil {
			return err
		}
		name := tx.Actor.Name
		switch {
		case step.State == Done:
			return errStepState.With(step.Name, vocabulary.Of(vocabulary.StepState, string(step.State)))
		case step.recused(name):
			return errRecused.With(step.Name)
		case step.ReviewerA != "" && name != step.ReviewerA && name != step.ReviewerB:
			return errNotReviewer.With(step.Name, step.turn())
		}
		step.Recusals = append(slices.Clone(step.Recusals), Recused{Account: name, Reason: in.Reason, At: tx.Now})
		return store.Update(tx, step)
	})
}
