package issue

import (
	"context"
	"slices"
	"strconv"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/org"
	"zhaoyin/internal/store"
)

var (
	errLead       = fault.Define(fault.Invalid, "issue.lead", "须指定且只能指定一个牵头单位：部门，或事项所属县（市、区）。", "Name one lead: a department, or the issue's own county.")
	errAssistLead = fault.Define(fault.Invalid, "issue.assistLead", "牵头部门不能同时为配合部门，配合部门不能重复。", "The lead cannot assist as well, and nobody assists twice.")
)

// change does one thing to an issue that is still at the version that the caller saw (0: not asked) and answers it whole.
func (s *Service) change(ctx context.Context, action access.Action, id string, version int64, do func(*store.Tx, *Issue) error) (*Issue, error) {
	var i *Issue
	err := s.db.Write(ctx, action, func(tx *store.Tx) error {
		var err error
		if i, err = store.Lock[Issue](tx, id); err != nil {
			return err
		}
		if err := i.Expect(version); err != nil {
			return err
		}
		if err := do(tx, i); err != nil {
			return err
		}
		return i.complete(tx)
	})
	return i, err
}

// Assign gives the issue its lead, or another one.
func (s *Service) Assign(ctx context.Context, id string, version int64, in Assignment) (*Issue, error) {
	return s.change(ctx, access.IssueAssign, id, version, func(tx *store.Tx, i *Issue) error {
		if tx.Actor.RegionID != "" && (i.Level != County || in.LeadDepartmentID != "") {
			return errCountyAssign.With()
		}
		return assign(tx, i, in)
	})
}

func assign(tx *store.Tx, i *Issue, in Assignment) error {
	if err := may(i, Assign); err != nil {
		return err
	}
	if in.LeadDepartmentID == "" && in.LeadRegionID == "" && i.Level == County {
		in.LeadRegionID = i.RegionID
	}
	if err := in.check(tx, i); err != nil {
		return err
	}
	due, err := in.due(tx, i)
	if err != nil {
		return err
	}
	from, at := i.State, tx.Now
	i.State, i.AssignedAt, i.LeadDepartmentID, i.LeadRegionID = Assigned, &at, in.LeadDepartmentID, in.LeadRegionID
	i.AssistDepartmentIDs = some(in.AssistDepartmentIDs)
	i.setDue(due)
	if err := i.keep(tx, Assign, from, in.Note); err != nil {
		return err
	}
	return tx.Emit("issue.assigned", i.ID, i.RegionID, i)
}

func (in Assignment) check(tx *store.Tx, i *Issue) error {
	var bad fault.List
	oneLead := (in.LeadDepartmentID == "") != (in.LeadRegionID == "") && (in.LeadRegionID == "" || in.LeadRegionID == i.RegionID)
	bad.Check(oneLead, "/leadDepartmentId", errLead)
	if in.LeadDepartmentID != "" {
		if err := org.CheckDepartment(tx, &bad, "/leadDepartmentId", in.LeadDepartmentID); err != nil {
			return err
		}
	}
	if err := assistants(tx, &bad, in.LeadDepartmentID, in.AssistDepartmentIDs); err != nil {
		return err
	}
	return bad.Err()
}

// assistants holds that they are departments of the city, each named once, and none of them the lead.
func assistants(tx *store.Tx, bad *fault.List, lead string, ids []string) error {
	bad.Check(lead == "" || !slices.Contains(ids, lead), "/assistDepartmentIds", errAssistLead)
	for n, id := range ids {
		pointer := "/assistDepartmentIds/" + strconv.Itoa(n)
		bad.Check(!slices.Contains(ids[:n], id), pointer, errAssistLead)
		if err := org.CheckDepartment(tx, bad, pointer, id); err != nil {
			return err
		}
	}
	return nil
}

// due is the day given, else the one that stands and has not passed, else ten working days from today.
func (in Assignment) due(tx *store.Tx, i *Issue) (calendar.Date, error) {
	if in.DueOn != "" {
		return in.DueOn, nil
	}
	if i.DueOn != "" && !i.DueOn.Before(tx.Today()) {
		return i.DueOn, nil
	}
	w, err := org.Workdays(tx)
	return w.AddWorkdays(tx.Today(), usualDays), err
}

// Report adds a round of progress.
func (s *Service) Report(ctx context.Context, id string, version int64, in Progress) (*Issue, error) {
	return s.change(ctx, access.IssueProgress, id, version, func(tx *store.Tx, i *Issue) error {
		if !mayReport(tx.Actor, i) {
			return errNotYours.With()
		}
		if err := may(i, report); err != nil {
			return err
		}
		i.RoundCount++
		r := &Round{
			IssueID: i.ID, RegionID: i.RegionID, Number: i.RoundCount, At: tx.Now, By: tx.Actor.Name, Office: office(tx.Actor, i), Text: in.Text,
		}
		if err := store.Update(tx, i); err != nil {
			return err
		}
		if err := store.Insert(tx, r); err != nil {
			return err
		}
		return tx.Emit("issue.progressed", i.ID, i.RegionID, r)
	})
}

// Resolve is the lead's word that the issue is resolved; another party checks it.
func (s *Service) Resolve(ctx context.Context, id string, version int64, in Resolution) (*Issue, error) {
	return s.change(ctx, access.IssueResolve, id, version, func(tx *store.Tx, i *Issue) error {
		if i.State.Unfinished() && !leads(tx.Actor, i) && tx.Actor.Role != access.System {
			return errNotLead.With()
		}
		if err := may(i, Resolve); err != nil {
			return err
		}
		from, at := i.State, tx.Now
		i.State, i.ResolvedAt, i.ResolvedBy, i.Resolution = Resolved, &at, tx.Actor.Name, in.Note
		return i.moved(tx, Resolve, from, in.Note, "issue.resolved")
	})
}

// Close is the check of another party than the one that resolved it (销号).
func (s *Service) Close(ctx context.Context, id string, version int64, in Closure) (*Issue, error) {
	return s.change(ctx, access.IssueClose, id, version, func(tx *store.Tx, i *Issue) error {
		if err := may(i, Close); err != nil {
			return err
		}
		if err := mayClose(tx.Actor, i); err != nil {
			return err
		}
		from := i.State
		i.State, i.ClosedOn, i.ClosedBy, i.Closure, i.Satisfied = Closed, tx.Today(), tx.Actor.Name, in.Note, in.Satisfied
		return i.moved(tx, Close, from, in.Note, "issue.closed")
	})
}

// Reopen gives a resolved or closed issue back to its lead, due in ten working days if its day has passed.
func (s *Service) Reopen(ctx context.Context, id string, version int64, in Reason) (*Issue, error) {
	return s.change(ctx, access.IssueReopen, id, version, func(tx *store.Tx, i *Issue) error {
		if err := may(i, Reopen); err != nil {
			return err
		}
		due, err := Assignment{}.due(tx, i)
		if err != nil {
			return err
		}
		from := i.State
		i.State, i.ResolvedAt, i.ResolvedBy, i.Resolution = Reopened, nil, "", ""
		i.ClosedOn, i.ClosedBy, i.Closure, i.Satisfied = "", "", "", nil
		i.setDue(due)
		return i.moved(tx, Reopen, from, in.Reason, "issue.reopened")
	})
}

// Refer takes a county's issue to the city, and a city's up the ladder. What a county led itself waits for a lead again.
func (s *Service) Refer(ctx context.Context, id string, version int64, in Reason) (*Issue, error) {
	return s.change(ctx, access.IssueEscalate, id, version, func(tx *store.Tx, i *Issue) error {
		if err := may(i, Escalate); err != nil {
			return err
		}
		w, err := org.Workdays(tx)
		if err != nil {
			return err
		}
		from, level := i.State, i.EscalationLevel+1
		if i.Level == County {
			i.toCity()
			level = i.EscalationLevel
		}
		if level > top {
			return errTopmost.With()
		}
		return raiseTo(tx, w, i, level, from, in.Reason)
	})
}

func (i *Issue) toCity() {
	i.Level = City
	if i.LeadRegionID != "" {
		i.LeadRegionID, i.State, i.AssignedAt = "", Raised, nil
	}
}

// CarryOn joins a unit of work to give an unfinished issue of the meeting another day.
func CarryOn(tx *store.Tx, id string, due calendar.Date, note string) (*Issue, error) {
	i, err := store.Lock[Issue](tx, id)
	if err != nil {
		return nil, err
	}
	if err := may(i, Carry); err != nil {
		return nil, err
	}
	i.setDue(due)
	return i, i.moved(tx, Carry, i.State, note, "issue.carried")
}

// Reword joins a unit of work to change what a decision's issue says and when it is due; empty leaves as it is.
func Reword(tx *store.Tx, id, title, detail string, due calendar.Date) (*Issue, error) {
	i, err := store.Lock[Issue](tx, id)
	if err != nil {
		return nil, err
	}
	if i.State == Closed {
		return nil, errClosed.With()
	}
	if title != "" {
		i.Title, i.Detail = title, detail
	}
	if due != "" {
		i.setDue(due)
	}
	if err := store.Update(tx, i); err != nil {
		return nil, err
	}
	return i, tx.Emit("issue.amended", i.ID, i.RegionID, i)
}

// setDue sets the day; another day starts the escalation anew.
func (i *Issue) setDue(due calendar.Date) {
	if due != i.DueOn {
		i.EscalationLevel = 0
	}
	i.DueOn, i.DueSort = due, dueSort(due)
}

// dueSort puts what has no day behind everything that has one.
func dueSort(due calendar.Date) string {
	if due == "" {
		return "9999-12-31"
	}
	return string(due)
}

func (i *Issue) moved(tx *store.Tx, step Step, from State, reason, event string) error {
	if err := i.keep(tx, step, from, reason); err != nil {
		return err
	}
	return tx.Emit(event, i.ID, i.RegionID, i)
}

// keep writes the issue and the line of its history.
func (i *Issue) keep(tx *store.Tx, step Step, from State, reason string) error {
	if err := store.Update(tx, i); err != nil {
		return err
	}
	return i.note(tx, step, from, reason)
}

func (i *Issue) note(tx *store.Tx, step Step, from State, reason string) error {
	return store.Insert(tx, &Move{
		IssueID: i.ID, RegionID: i.RegionID, Step: step, From: from, To: i.State, EscalationLevel: i.EscalationLevel, At: tx.Now, By: tx.Actor.Name, Reason: reason,
	})
}
