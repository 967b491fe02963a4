package issue

import (
	"slices"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/task"
	"zhaoyin/internal/vocabulary"
)

// Step is one kind of line in the history.
type Step string

// The steps.
const (
	Raise    Step = "raise"
	Assign   Step = "assign"
	Resolve  Step = "resolve"
	Close    Step = "close"
	Reopen   Step = "reopen"
	Escalate Step = "escalate"
	Carry    Step = "carry" // carried on into another meeting
)

const report Step = "progress"

// steps says from which states a step may be taken; what is not here is refused.
var steps = map[Step][]State{
	Assign:   {Raised, Assigned, Reopened},
	report:   {Raised, Assigned, Reopened},
	Resolve:  {Assigned, Reopened},
	Close:    {Resolved},
	Reopen:   {Resolved, Closed},
	Escalate: {Raised, Assigned, Reopened},
	Carry:    {Raised, Assigned, Reopened},
}

var (
	errState         = fault.Define(fault.Conflict, "issue.state", "事项当前为“%s”，不能进行此操作。", "The issue is in the state %s; this cannot be done now.")
	errNotYours      = fault.Define(fault.Forbidden, "issue.notYours", "只有牵头、配合部门，所属县（市、区）和市投资促进中心可以填报进展。", "Only the lead, the assisting departments, the issue's county and the secretariat report progress.")
	errNotLead       = fault.Define(fault.Forbidden, "issue.notLead", "只有牵头单位可以办结。", "Only the lead resolves an issue.")
	errOwnResolution = fault.Define(fault.Forbidden, "issue.ownResolution", "办结方不能自行销号，须由另一方核实。", "Who resolved the issue cannot close it; another party has to check.")
	errNotRaised     = fault.Define(fault.Conflict, "issue.taken", "事项已交办，请联系市投资促进中心修改。", "The issue has been assigned; ask the secretariat to change it.")
	errClosed        = fault.Define(fault.Conflict, "issue.closed", "事项已销号。", "The issue is closed.")
	errCountyAssign  = fault.Define(fault.Forbidden, "issue.countyAssign", "县（市、区）只能将县级事项交由本县（市、区）自己牵头。", "A county assigns county-level issues only, and only to itself.")
	errTopmost       = fault.Define(fault.Conflict, "issue.topmost", "已升级到最高层级。", "The issue has been escalated to the top already.")
)

func may(i *Issue, s Step) error {
	if slices.Contains(steps[s], i.State) {
		return nil
	}
	return errState.With(vocabulary.Of(vocabulary.IssueState, string(i.State)))
}

// ofCounty is true of an account that is bound to the issue's county.
func ofCounty(a access.Actor, i *Issue) bool { return i.RegionID != "" && a.RegionID == i.RegionID }

// leads is true of who acts for the lead: the department, or the leading county.
func leads(a access.Actor, i *Issue) bool {
	if i.LeadDepartmentID != "" {
		return task.WorksFor(a, i.LeadDepartmentID) && a.RegionID == ""
	}
	return i.LeadRegionID != "" && a.RegionID == i.LeadRegionID
}

// mayReport is true of the parties of an issue.
func mayReport(a access.Actor, i *Issue) bool {
	if a.Role == access.Secretariat || a.Role == access.System || ofCounty(a, i) || leads(a, i) {
		return true
	}
	return a.RegionID == "" && slices.ContainsFunc(i.AssistDepartmentIDs, func(id string) bool { return task.WorksFor(a, id) })
}

// mayClose refuses the account that resolved the issue, and every other one of the same office.
func mayClose(a access.Actor, i *Issue) error {
	if a.Name == i.ResolvedBy || leads(a, i) {
		return errOwnResolution.With()
	}
	return nil
}

// mayAmend lets a county change its own issue until it is assigned, and the secretariat until it is closed.
func mayAmend(a access.Actor, i *Issue) error {
	if i.State == Closed {
		return errClosed.With()
	}
	if a.RegionID != "" && i.State != Raised {
		return errNotRaised.With()
	}
	return nil
}

// office is the department or county that an account speaks for.
func office(a access.Actor, i *Issue) string {
	if a.RegionID != "" {
		return a.RegionID
	}
	if a.DepartmentID != "" {
		return a.DepartmentID
	}
	for _, id := range append([]string{i.LeadDepartmentID}, i.AssistDepartmentIDs...) {
		if id != "" && task.WorksFor(a, id) {
			return id
		}
	}
	return ""
}
