package stage

import (
	"context"
	"strings"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/figure"
	"zhaoyin/internal/period"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/vocabulary"
)

// Verdict is the city's judgement of a reported milestone. The note is required to reject one, and to pass over a waivable blocker.
type Verdict struct {
	Verdict project.MilestoneState `json:"verdict" validate:"required,oneof=verified rejected"`
	Note    string                 `json:"note,omitempty" validate:"max=2000"`
}

var (
	errJudged  = fault.Define(fault.Conflict, "milestone.judged", "该节点已有结论（%s）。", "The milestone has been judged already (%s).")
	errBlocked = fault.Define(fault.Conflict, "stage.blocked", "尚不能进入“%s”阶段，共 %d 项障碍：%s", "The stage %s cannot be reached yet, %d blockers: %s")
	errWhy     = fault.Define(fault.Invalid, "milestone.note", "不予认定须说明理由。", "A rejection needs its reason.")
)

// Verify judges a milestone that is still at the version that the official saw. A verified one is credited to the open month.
func (s *Service) Verify(ctx context.Context, projectID, id string, version int64, in Verdict) (*project.Milestone, error) {
	var m *project.Milestone
	err := s.db.Write(ctx, access.MilestoneVerify, func(tx *store.Tx) error {
		var err error
		if m, err = store.Lock[project.Milestone](tx, id); err != nil {
			return err
		}
		if m.ProjectID != projectID {
			return store.ErrMissing.With()
		}
		if err := m.Expect(version); err != nil {
			return err
		}
		if m.State != project.Reported {
			return errJudged.With(vocabulary.Of(vocabulary.MilestoneState, string(m.State)))
		}
		note := fault.Words(in.Note)
		if in.Verdict == project.Rejected {
			return reject(tx, m, note)
		}
		return accept(tx, m, note)
	})
	return m, err
}

func reject(tx *store.Tx, m *project.Milestone, note string) error {
	if note == "" {
		return errWhy.At("/note")
	}
	at := tx.Now
	m.State, m.VerdictNote, m.VerifiedBy, m.VerifiedAt = project.Rejected, note, tx.Actor.Name, &at
	if err := store.Update(tx, m); err != nil {
		return err
	}
	return tx.Emit("milestone.rejected", m.ID, m.RegionID, m)
}

func accept(tx *store.Tx, m *project.Milestone, note string) error {
	open, noMonth := period.Hold(tx)
	if noMonth != nil && fault.KindOf(noMonth) != fault.Conflict {
		return noMonth
	}
	p, err := store.Lock[project.Project](tx, m.ProjectID)
	if err != nil {
		return err
	}
	f, err := gather(tx, p, m.Kind)
	if err != nil {
		return err
	}
	blockers := judge(f, m.Kind, tx.Actor.Language)
	if len(blockers) > 0 && (note == "" || !waivable(blockers)) {
		return refuse(m.Kind, blockers)
	}
	if noMonth != nil {
		return noMonth
	}
	for _, b := range blockers {
		m.Waived = append(m.Waived, b.Code)
	}
	return Credit(tx, p, m, open.Month, note)
}

func refuse(to project.Stage, blockers []Blocker) error {
	details := make(sentences, len(blockers))
	for i, b := range blockers {
		details[i] = occurrence{b.fault, b.args}
	}
	return errBlocked.With(named(to), len(blockers), details).Note("blockers", blockers)
}

// sentences are blockers' sentences one after the other; each ends with its own stop.
type sentences []fault.Worded

// In implements fault.Worded.
func (s sentences) In(lang string) string {
	all := make([]string, len(s))
	for i, one := range s {
		all[i] = one.In(lang)
	}
	if lang == "en" {
		return strings.Join(all, " ")
	}
	return strings.Join(all, "")
}

// occurrence is a fault's sentence inside another one.
type occurrence struct {
	fault *fault.Fault
	args  []any
}

// In implements fault.Worded.
func (o occurrence) In(lang string) string { return o.fault.Sentence(lang, o.args...) }

// Credit joins a unit of work to verify a milestone and credit it to a month. It is late (补报) when it happened in an earlier one.
func Credit(tx *store.Tx, p *project.Project, m *project.Milestone, month calendar.Month, note string) error {
	at := tx.Now
	m.State, m.VerdictNote, m.VerifiedBy, m.VerifiedAt = project.Verified, note, tx.Actor.Name, &at
	m.CreditedMonth, m.Late = month, m.OccurredOn.Month().Before(month)
	cause := figure.Cause{
		ProjectID: p.ID, Field: "milestone." + string(m.Kind), After: string(m.OccurredOn), Reason: note,
	}
	err := figure.Change(tx, cause, func() error {
		if err := store.Update(tx, m); err != nil {
			return err
		}
		if m.Kind.Rank() < p.Stage.Rank() {
			return nil // the milestone of the stage itself is told: until rules 2026-3 a regression could end where none was verified
		}
		return advance(tx, p, m, note)
	})
	if err != nil {
		return err
	}
	return tx.Emit("milestone.verified", m.ID, m.RegionID, m)
}

func advance(tx *store.Tx, p *project.Project, m *project.Milestone, note string) error {
	move := project.Move{
		ToStage: m.Kind, ToCondition: p.Condition, EffectiveOn: m.OccurredOn, Reason: note, Month: m.CreditedMonth,
		OnBehalfOf: m.CreatedBy, Source: "milestone:" + m.ID, Waived: m.Waived,
	}
	return moveTo(tx, p, move)
}

// moveTo changes stage and condition and writes the line of history.
func moveTo(tx *store.Tx, p *project.Project, move project.Move) error {
	move.RegionID, move.ProjectID, move.RuleVersion = p.RegionID, p.ID, project.RuleVersion
	move.FromStage, move.FromCondition = p.Stage, p.Condition
	p.Stage, p.Condition = move.ToStage, move.ToCondition
	if err := store.Update(tx, p); err != nil {
		return err
	}
	if err := store.Insert(tx, &move); err != nil {
		return err
	}
	return tx.Emit("project.moved", p.ID, p.RegionID, move)
}
