package stage

import (
	"context"
	"slices"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/figure"
	"zhaoyin/internal/period"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
)

// Change is a move aside or back, with its reason.
type Change struct {
	Reason string `json:"reason" validate:"required,max=2000"`
}

// Resumption lets a paused or terminated project go on.
type Resumption struct {
	Reason          string `json:"reason" validate:"required,max=2000"`
	DuplicateReason string `json:"duplicateReason,omitempty" validate:"max=500"` // the city's, where another has taken the name or the investor meanwhile
}

// Regression is a move back to an earlier stage.
type Regression struct {
	To     project.Stage `json:"to" validate:"required,oneof=lead negotiating signed landed started completed"`
	Reason string        `json:"reason" validate:"required,max=2000"`
}

var (
	errSame       = fault.Define(fault.Conflict, "stage.same", "项目已处于此状态。", "The project is in this condition already.")
	errForward    = fault.Define(fault.Conflict, "stage.forward", "只能退回到更早的阶段（现为“%s”）；前进须报送并核实节点。", "Only an earlier stage than %s can be gone back to; forward, a milestone has to be verified.")
	errUnverified = fault.Define(fault.Conflict, "stage.unverified", "不能退回到“%s”：该节点未经核实；可以退回到：%s。", "Cannot go back to %s: its milestone is not verified. Possible: %s.")
)

// Pause sets a project aside for a while.
func (s *Service) Pause(ctx context.Context, id string, version int64, in Change) (*project.Project, error) {
	return s.turn(ctx, id, version, in.Reason, pause)
}

// Resume lets a paused or terminated project go on. Whoever was reported under the name of a terminated one, or by its investor, has priority by now.
func (s *Service) Resume(ctx context.Context, id string, version int64, in Resumption) (*project.Project, error) {
	return s.turn(ctx, id, version, in.Reason, func(tx *store.Tx, p *project.Project, _ string) (project.Condition, error) {
		terminated := p.Condition == project.Terminated
		p.ConditionReason = ""
		if !terminated {
			return project.Active, nil
		}
		return project.Active, project.FirstReport(tx, p, in.DuplicateReason)
	})
}

// Terminate ends a project that will not come. What it has been credited with stays in the figures of its months.
func (s *Service) Terminate(ctx context.Context, id string, version int64, in Change) (*project.Project, error) {
	return s.turn(ctx, id, version, in.Reason, terminate)
}

func pause(_ *store.Tx, p *project.Project, reason string) (project.Condition, error) {
	if p.Condition == project.Terminated {
		return "", errTerminated.With(p.ConditionReason)
	}
	p.ConditionReason = reason
	return project.Paused, nil
}

func terminate(_ *store.Tx, p *project.Project, reason string) (project.Condition, error) {
	p.ConditionReason = reason
	return project.Terminated, nil
}

// turn changes a project's condition to what the rule says, or not at all.
func (s *Service) turn(
	ctx context.Context, id string, version int64, reason string, rule func(*store.Tx, *project.Project, string) (project.Condition, error),
) (*project.Project, error) {
	if reason = fault.Words(reason); reason == "" {
		return nil, fault.Required.At("/reason")
	}
	var p *project.Project
	err := s.db.Write(ctx, access.StagePause, func(tx *store.Tx) error {
		var err error
		if p, err = changing(tx, id, version); err != nil {
			return err
		}
		to, err := rule(tx, p, reason)
		if err != nil {
			return err
		}
		if p.Condition == to {
			return errSame.With()
		}
		move := project.Move{ToStage: p.Stage, ToCondition: to, EffectiveOn: tx.Today(), Reason: reason, Source: "decision"}
		return decide(tx, p, move, func() error { return nil })
	})
	return p, err
}

// Regress takes a project back to a stage that it has reached: the milestones beyond the stage lose their verification, and closed months that counted them are restated.
func (s *Service) Regress(ctx context.Context, id string, version int64, in Regression) (*project.Project, error) {
	if in.Reason = fault.Words(in.Reason); in.Reason == "" {
		return nil, fault.Required.At("/reason")
	}
	var p *project.Project
	err := s.db.Write(ctx, access.StageForce, func(tx *store.Tx) error {
		var err error
		if p, err = changing(tx, id, version); err != nil {
			return err
		}
		f, err := gather(tx, p, in.To)
		if err != nil {
			return err
		}
		if err := mayRegress(f, in.To); err != nil {
			return err
		}
		move := project.Move{ToStage: in.To, ToCondition: p.Condition, EffectiveOn: tx.Today(), Reason: in.Reason, Source: "decision"}
		return decide(tx, p, move, func() error { return revoke(tx, p.ID, in.To, in.Reason) })
	})
	return p, err
}

// mayRegress refuses what would not be a stage: it is the furthest verified milestone (product rule), and the first two need none.
func mayRegress(f facts, to project.Stage) error {
	from := f.project.Stage
	if to.Rank() >= from.Rank() {
		return errForward.With(named(from))
	}
	var possible []project.Stage
	var words wordedList
	for _, s := range project.Stages[:from.Rank()] {
		if s.Rank() < project.Signed.Rank() || f.verified[s] != nil {
			possible, words = append(possible, s), append(words, named(s))
		}
	}
	if !slices.Contains(possible, to) {
		return errUnverified.With(named(to), words).Note("possible", possible)
	}
	return nil
}

// decide runs a move that nobody's milestone caused, in the open month if there is one.
func decide(tx *store.Tx, p *project.Project, move project.Move, before func() error) error {
	open, err := period.Hold(tx)
	switch {
	case err == nil:
		move.Month = open.Month
	case fault.KindOf(err) != fault.Conflict:
		return err
	}
	cause := figure.Cause{
		ProjectID: p.ID, Field: "stage", Before: string(p.Stage), After: string(move.ToStage), Reason: move.Reason,
	}
	return figure.Change(tx, cause, func() error {
		if err := before(); err != nil {
			return err
		}
		return moveTo(tx, p, move)
	})
}

func changing(tx *store.Tx, id string, version int64) (*project.Project, error) {
	p, err := store.Lock[project.Project](tx, id)
	if err != nil {
		return nil, err
	}
	if err := p.Expect(version); err != nil {
		return nil, err
	}
	if p.ArchivedAt != nil {
		return nil, errArchived.With()
	}
	return p, nil
}
