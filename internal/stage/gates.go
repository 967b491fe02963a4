// Package stage moves a project on: it judges milestones by one table of gates, credits them to the open month, and keeps the history of
// every move.
package stage

import (
	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/project"
	"zhaoyin/internal/review"
	"zhaoyin/internal/vocabulary"
)

// Blocker is one thing that stands before a stage: a code, a sentence, who can remove it, and whether the secretariat may pass over it
// with a reason.
type Blocker struct {
	Code     string        `json:"code"`
	Detail   string        `json:"detail"`
	Who      []access.Role `json:"who"`
	Waivable bool          `json:"waivable"`

	fault *fault.Fault
	args  []any
}

// facts are what the gates look at.
type facts struct {
	project   *project.Project
	milestone *project.Milestone // the one to be verified; nil when none is reported
	verified  map[project.Stage]*project.Milestone
	monthOpen bool
	reviews   review.Stand // what the joint reviews say of the stage
}

// gate is one row of the table: it answers the blocker's arguments, or ok.
type gate struct {
	fault    *fault.Fault
	who      []access.Role
	waivable bool
	blocks   func(facts, project.Stage) (args []any, blocked bool)
}

var (
	city     = []access.Role{access.Secretariat}
	county   = []access.Role{access.Clerk, access.Lead}
	eitherOf = []access.Role{access.Lead, access.Secretariat}
	owners   = []access.Role{access.Clerk, access.Lead, access.Department}
)

var (
	errArchived   = fault.Define(fault.Conflict, "stage.archived", "项目已归档。", "The project is archived.")
	errTerminated = fault.Define(fault.Conflict, "stage.terminated", "项目已终止（%s），须先恢复。", "The project is terminated (%s); it has to be resumed first.")
	errPaused     = fault.Define(fault.Conflict, "stage.paused", "项目已暂停（%s），须先恢复。", "The project is paused (%s); it has to be resumed first.")
	errReached    = fault.Define(fault.Conflict, "stage.reached", "“%s”节点已核实，不能重复认定。", "The milestone %s is verified already.")
	errNoMonth    = fault.Define(fault.Conflict, "stage.noMonth", "当前没有正在填报的月份，节点无法计入。", "No month is open for the milestone to be credited to.")
	errUnreported = fault.Define(fault.Conflict, "stage.unreported", "县（市、区）尚未报送“%s”节点。", "The county has not reported the milestone %s.")
	errCondition  = fault.Define(fault.Conflict, "stage.condition", "联审联评条件尚未落实：%s。", "Conditions of the joint review are not fulfilled: %s.")
	errReview     = fault.Define(fault.Conflict, "stage.review", "尚未通过联审联评；未经联审联评推进的，须由市投资促进中心说明理由。", "The joint review has not been passed; the secretariat has to give a reason to go on without it.")
	errOutdated   = fault.Define(fault.Conflict, "stage.reviewAgain", "联审联评后投资或用地变化超过规定比例，须重新联审联评；未重新评审推进的，须由市投资促进中心说明理由。", "Investment or land has changed beyond the share since the joint review, which has to be repeated; the secretariat has to give a reason to go on without it.")
	errSkipped    = fault.Define(fault.Conflict, "stage.skipped", "跳过了“%s”节点；跨阶段推进须由市投资促进中心说明理由。", "The milestone %s is skipped; the secretariat has to give a reason.")
	errOrder      = fault.Define(fault.Conflict, "stage.order", "发生日期早于前一节点（%s，%s），请核对；确认无误须说明理由。", "It is dated before the milestone %s (%s); check it, or give a reason.")
	errOrderLater = fault.Define(fault.Conflict, "stage.orderLater", "发生日期晚于后一节点（%s，%s），请核对；确认无误须说明理由。", "It is dated after the milestone %s (%s), which comes later; check it, or give a reason.")
	errNumber     = fault.Define(fault.Conflict, "evidence.number", "“%s”须写明编号或上传文件。", "The evidence needs its number or its file: %s.")
	errFile       = fault.Define(fault.Conflict, "evidence.file", "“%s”须上传文件。", "The evidence needs its file: %s.")
	errAsked      = fault.Define(fault.Conflict, "stage.evidenceAsked", "报送时须提供证明材料：%s。", "Evidence that the report will be asked for: %s.")
	errEvidence   = fault.Define(fault.Conflict, "stage.evidence", "缺少证明材料：%s。", "Evidence is missing: %s.")
)

// gates is THE table of what stands before a stage, in the order in which it is told.
var gates = []gate{
	{errArchived, city, false, archived},
	{errTerminated, eitherOf, false, terminated},
	{errPaused, eitherOf, false, paused},
	{errReached, city, false, reached},
	{errNoMonth, city, false, noMonth},
	{errUnreported, county, false, unreported},
	{errAsked, county, true, unasked},
	{errCondition, owners, false, conditional},
	{errReview, eitherOf, true, unreviewed},
	{errOutdated, eitherOf, true, outdated},
	{errSkipped, city, true, skipped},
	{errOrder, county, true, disordered},
	{errOrderLater, county, true, overtaken},
	{errEvidence, county, true, unproven},
	{errNumber, county, true, unnumbered},
	{errFile, county, true, unfiled},
}

// proofs is the evidence of each milestone: each line wants one of its kinds (product rule: signed, the agreement; landed, the company
// registered and land secured or plant leased; started, construction permit and site photograph; completed, acceptance; producing, first
// output or tax).
var proofs = map[project.Stage][][]project.EvidenceKind{
	project.Signed:    {{project.Agreement}},
	project.Landed:    {{project.BusinessLicence}, {project.LandContract, project.Lease}},
	project.Started:   {{project.ConstructionPermit}, {project.SitePhoto}},
	project.Completed: {{project.Acceptance}},
	project.Producing: {{project.Output, project.Tax}},
}

// numbered and filed are the kinds of evidence that do not prove a milestone by their name alone.
var (
	numbered = map[project.Stage]project.EvidenceKind{project.Signed: project.Agreement}
	filed    = map[project.Stage]project.EvidenceKind{project.Started: project.SitePhoto}
)

// judge runs every gate before a stage.
func judge(f facts, to project.Stage, lang string) []Blocker {
	blockers := []Blocker{}
	for _, g := range gates {
		args, blocked := g.blocks(f, to)
		if !blocked {
			continue
		}
		blockers = append(blockers, Blocker{
			Code: g.fault.Code, Detail: g.fault.Sentence(lang, args...), Who: g.who, Waivable: g.waivable, fault: g.fault, args: args,
		})
	}
	return blockers
}

func archived(f facts, _ project.Stage) ([]any, bool) { return nil, f.project.ArchivedAt != nil }

func terminated(f facts, _ project.Stage) ([]any, bool) {
	return []any{f.project.ConditionReason}, f.project.Condition == project.Terminated
}

func paused(f facts, _ project.Stage) ([]any, bool) {
	return []any{f.project.ConditionReason}, f.project.Condition == project.Paused
}

func reached(f facts, to project.Stage) ([]any, bool) { return []any{named(to)}, f.verified[to] != nil }

func noMonth(f facts, _ project.Stage) ([]any, bool) { return nil, !f.monthOpen }

func unreported(f facts, to project.Stage) ([]any, bool) {
	return []any{named(to)}, f.milestone == nil && f.verified[to] == nil
}

// unasked names, before there is a report, what it will have to prove; afterwards unproven, unnumbered and unfiled name what it does not.
func unasked(f facts, to project.Stage) ([]any, bool) {
	var needed wordedList
	for _, oneOf := range proofs[to] {
		needed = append(needed, particulars{oneOf, to})
	}
	_, blocked := unreported(f, to)
	return []any{needed}, blocked
}

// conditional names what a review's conclusion still asks for before the stage (product rule: conditions block the named later stage until
// fulfilled).
func conditional(f facts, _ project.Stage) ([]any, bool) {
	var unmet wordedList
	for _, c := range f.reviews.OpenConditions {
		unmet = append(unmet, demand{c.Text, c.DueOn})
	}
	return []any{unmet}, len(unmet) > 0
}

func unreviewed(f facts, _ project.Stage) ([]any, bool) {
	return nil, f.reviews.Needed && !f.reviews.Passed
}

func outdated(f facts, _ project.Stage) ([]any, bool) { return nil, f.reviews.Outdated }

// skipped names the first milestone before the stage that is not verified.
func skipped(f facts, to project.Stage) ([]any, bool) {
	for _, kind := range project.MilestoneKinds {
		if kind.Rank() >= to.Rank() {
			break
		}
		if f.verified[kind] == nil {
			return []any{named(kind)}, true
		}
	}
	return nil, false
}

// disordered names the last verified milestone before the stage that the new one is dated before.
func disordered(f facts, to project.Stage) ([]any, bool) {
	if f.milestone == nil {
		return nil, false
	}
	for i := len(project.MilestoneKinds) - 1; i >= 0; i-- {
		earlier := f.verified[project.MilestoneKinds[i]]
		if earlier != nil && earlier.Kind.Rank() < to.Rank() && f.milestone.OccurredOn.Before(earlier.OccurredOn) {
			return []any{named(earlier.Kind), string(earlier.OccurredOn)}, true
		}
	}
	return nil, false
}

// overtaken names the first verified milestone beyond the stage that the new one is dated after.
func overtaken(f facts, to project.Stage) ([]any, bool) {
	if f.milestone == nil {
		return nil, false
	}
	for _, kind := range project.MilestoneKinds {
		later := f.verified[kind]
		if later != nil && kind.Rank() > to.Rank() && f.milestone.OccurredOn.After(later.OccurredOn) {
			return []any{named(kind), string(later.OccurredOn)}, true
		}
	}
	return nil, false
}

func unproven(f facts, to project.Stage) ([]any, bool) {
	if f.milestone == nil {
		return nil, false
	}
	var missing wordedList
	for _, oneOf := range proofs[to] {
		if !proven(f.milestone.Evidence, oneOf) {
			missing = append(missing, evidenceNames(oneOf))
		}
	}
	return []any{missing}, len(missing) > 0
}

func unnumbered(f facts, to project.Stage) ([]any, bool) {
	return incomplete(f, numbered[to], func(e project.Evidence) bool { return e.Number != "" || e.AttachmentID != "" })
}

func unfiled(f facts, to project.Stage) ([]any, bool) {
	return incomplete(f, filed[to], func(e project.Evidence) bool { return e.AttachmentID != "" })
}

// incomplete says that there is evidence of the kind, and none of it as it has to be.
func incomplete(f facts, kind project.EvidenceKind, whole func(project.Evidence) bool) ([]any, bool) {
	if f.milestone == nil {
		return nil, false
	}
	given, complete := false, false
	for _, e := range f.milestone.Evidence {
		given = given || e.Kind == kind
		complete = complete || e.Kind == kind && whole(e)
	}
	return []any{vocabulary.Of(vocabulary.EvidenceKind, string(kind))}, given && !complete
}

func proven(evidence []project.Evidence, oneOf []project.EvidenceKind) bool {
	for _, e := range evidence {
		for _, kind := range oneOf {
			if e.Kind == kind {
				return true
			}
		}
	}
	return false
}
