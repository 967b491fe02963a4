package monthly

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/figure"
	"zhaoyin/internal/period"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/vocabulary"
)

var (
	errNotDue    = fault.Define(fault.Conflict, "month.notDue", "该项目不在月报范围内（储备、暂停、终止或已归档），无需填报。", "The project owes no monthly status: it does not count, is paused, terminated or archived.")
	errHandedIn  = fault.Define(fault.Conflict, "month.handedIn", "本月情况%s，不能修改；如需修改，请市投资促进中心退回。", "The status is %s and can no longer be changed; ask the secretariat to return it.")
	errDone      = fault.Define(fault.Conflict, "month.done", "本月情况%s，不需要再次提交。", "The status is %s already; there is nothing to submit.")
	errNothing   = fault.Define(fault.Conflict, "month.nothing", "尚未填写本月情况；如确无变化，请以“无变化”提交。", "Nothing has been filled in; if nothing has changed, submit with noChange: true.")
	errUnseen    = fault.Define(fault.Precondition, "month.unseen", "该月情况已存在，修改须用 If-Match 说明所依据的版本。", "The status exists already; to change it, name the version that you saw with If-Match.")
	errUnreturn  = fault.Define(fault.Conflict, "month.return", "只能退回已提交或已采纳的月报，现为“%s”。", "Only a submitted or accepted status can be returned; it is %s.")
	errUnaccept  = fault.Define(fault.Conflict, "month.acceptance", "只能采纳已提交的月报，现为“%s”。", "Only a submitted status can be accepted; it is %s.")
	errPlace     = fault.Define(fault.Invalid, "month.place", "月报中没有“%s”这一处。", "The status has no place %s.")
	fieldPointer = []string{
		"/progress", "/investedThisMonthWan", "/investedTotalWan", "/fundsArrivedWan", "/nextPlan", "/problems", "/light", "/lightReason",
		"/noChange", "/correctionReason",
	}
)

// desk is what work on one project's month needs in front of it.
type desk struct {
	tx      *store.Tx
	month   calendar.Month
	period  *period.Period
	project *project.Project // what a month asks of it, not the whole row
	status  *Status          // nil when nothing has been saved
	earlier []Earlier        // handed in before, latest first, at most two
	started calendar.Month
}

// last is the latest status handed in before this month, nil when there is none.
func (d *desk) last() *Earlier {
	if len(d.earlier) == 0 {
		return nil
	}
	return &d.earlier[0]
}

// blank is a status that nobody has saved yet.
func (d *desk) blank() *Status {
	return &Status{ProjectID: d.project.ID, RegionID: d.project.RegionID, Month: d.month, State: Drafted, Remarks: []Remark{}}
}

// prefilled is the draft that a county begins with: the total so far, the problems still open, the light.
func (d *desk) prefilled() *Status {
	s := d.blank()
	var none fault.List // what is still missing is told at the submission
	in := Draft{}
	if last := d.last(); last != nil {
		in.Problems = append(Problems{}, last.Problems...)
	}
	d.take(s, in, &none)
	return s
}

// take puts a draft into the status and holds it to every rule that a draft must keep.
func (d *desk) take(s *Status, in Draft, bad *fault.List) {
	s.Stage = d.project.Stage
	s.write(in, bad)
	s.reckon(in, d.last(), bad)
	derived := in.InvestedThisMonthWan == nil && complained(*bad, "/investedTotalWan") // the month is wrong only as the total is
	if !s.Confirmed {
		s.checkFunds(d.last(), d.project, bad)
	}
	if !s.Confirmed && !derived {
		s.checkPlausible(d.last(), d.project, bad)
	}
	s.carry(in, d.last(), bad)
	view{s, d.project, d.earlier, d.started}.decideLight(in.Light, bad)
}

// save keeps a draft: a new one, or one that the caller has seen.
func (d *desk) save(seen *int64, in Draft) (*Status, error) {
	s := d.status
	if s == nil {
		s = d.blank()
	} else if seen == nil {
		return nil, errUnseen.With()
	}
	if err := s.met(seen); err != nil {
		return nil, err
	}
	if s.HandedIn() {
		return nil, errHandedIn.With(named(s.State))
	}
	if !d.project.Due() {
		return nil, errNotDue.With()
	}
	var bad fault.List
	d.take(s, in, &bad)
	if err := bad.Err(); err != nil {
		return nil, err
	}
	return s, d.keep(s)
}

// submit hands the status in, and the project's light and the figures follow.
func (d *desk) submit(seen *int64, in Submission) (*Status, error) {
	s := d.status
	if s == nil {
		s = d.prefilled()
	}
	if err := s.met(seen); err != nil {
		return nil, err
	}
	switch {
	case s.HandedIn():
		return nil, errDone.With(named(s.State))
	case !d.project.Due():
		return nil, errNotDue.With()
	case d.status == nil && !in.NoChange:
		return nil, errNothing.With()
	}
	draft := s.draft()
	draft.NoChange = draft.NoChange || in.NoChange
	var bad fault.List
	d.take(s, draft, &bad)
	s.checkComplete(&bad)
	if err := bad.Err(); err != nil {
		return nil, err
	}
	s.handIn(d.tx.Now, d.tx.Actor.Name, d.period)
	if err := d.keep(s); err != nil {
		return nil, err
	}
	return s, d.announce(s, "month.submitted", "", d.handedIn(s, 1)...)
}

// handIn marks the submission. Late is what the first one of the month was: one that answers a return is neither made late by the city's own
// remarks nor made punctual by them.
func (s *Status) handIn(at time.Time, by string, month *period.Period) {
	if s.SubmittedAt == nil {
		s.Late = month.Late(at)
	}
	s.State, s.SubmittedAt, s.SubmittedBy = Submitted, &at, by
}

// accept takes the status into the month's figures.
func (d *desk) accept() (*Status, error) {
	s := d.status
	if s.State != Submitted {
		return nil, errUnaccept.With(named(s.State))
	}
	at := d.tx.Now
	s.State, s.AcceptedAt, s.AcceptedBy = Accepted, &at, d.tx.Actor.Name
	s.Remarks, s.ReturnReason = []Remark{}, ""
	if err := store.Update(d.tx, s); err != nil {
		return nil, err
	}
	if d.period.State != period.Open {
		if err := d.restateLater(s); err != nil {
			return nil, err
		}
	}
	return s, d.announce(s, "month.accepted", "", d.invested(s, 1)...)
}

// sendBack returns the status to the county; what it had added to the figures leaves them again.
func (d *desk) sendBack(in Return) (*Status, error) {
	s := d.status
	if !s.HandedIn() {
		return nil, errUnreturn.With(named(s.State))
	}
	if err := in.check(s); err != nil {
		return nil, err
	}
	deltas := d.handedIn(s, -1)
	if s.State == Accepted {
		deltas = append(deltas, d.invested(s, -1)...)
	}
	s.State, s.ReturnReason, s.Remarks = Returned, in.Reason, in.Remarks
	s.AcceptedAt, s.AcceptedBy = nil, ""
	if s.Remarks == nil {
		s.Remarks = []Remark{}
	}
	if err := store.Update(d.tx, s); err != nil {
		return nil, err
	}
	if err := d.shineAgain(); err != nil {
		return nil, err
	}
	return s, d.announce(s, "month.returned", in.Reason, deltas...)
}

func (d *desk) keep(s *Status) error {
	if s.Version == 0 {
		return store.Insert(d.tx, s)
	}
	return store.Update(d.tx, s)
}

// notice is what an event says of a status.
type notice struct {
	StatusID  string         `json:"statusId"`
	ProjectID string         `json:"projectId"`
	Month     calendar.Month `json:"month"`
	State     State          `json:"state"`
	Version   int64          `json:"version"`
	Late      bool           `json:"late"`
	At        time.Time      `json:"at"`
	Reason    string         `json:"reason,omitempty"`
}

// announce moves the figures, lights the project on a submission, and tells the outbox.
func (d *desk) announce(s *Status, event, reason string, deltas ...figure.Delta) error {
	if s.State == Submitted {
		if err := d.shine(s); err != nil {
			return err
		}
	}
	if err := figure.Add(d.tx, deltas...); err != nil {
		return err
	}
	said := notice{s.ID, s.ProjectID, s.Month, s.State, s.Version, s.Late, d.tx.Now, reason}
	return d.tx.Emit(event, s.ProjectID, s.RegionID, said)
}

// shine gives the project the light of its latest status. The reason is the county's own, else the rule's sentence; green needs none.
func (d *desk) shine(s *Status) error {
	reason := ""
	switch {
	case s.overridden():
		reason = s.LightReason
	case s.Light != project.Green:
		reason = lightSentence(s.LightRule, "zh")
	}
	if d.project.Light == s.Light && d.project.LightReason == reason {
		return nil
	}
	p, err := store.Get[project.Project](d.tx, d.project.ID)
	if err != nil {
		return err
	}
	p.Light, p.LightReason = s.Light, reason
	return store.Update(d.tx, p)
}

// shineAgain gives the project the light of its latest status that is handed in; without one it is green, as it was registered.
func (d *desk) shineAgain() error {
	rows, err := store.All[Status](d.tx, "month DESC LIMIT 1",
		store.Where("project_id = ?", d.project.ID), store.Where("state IN (?, ?)", Submitted, Accepted))
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return d.shine(&Status{Light: project.Green, LightByRule: project.Green})
	}
	return d.shine(&rows[0])
}

// check holds a return to a reason, and its remarks to places of the status that the county can mend.
func (in *Return) check(s *Status) error {
	var bad fault.List
	bad.Check(strings.TrimSpace(in.Reason) != "", "/reason", fault.Required)
	for i, r := range in.Remarks {
		pointer := "/remarks/" + strconv.Itoa(i)
		switch field, inner, within := strings.Cut(strings.TrimPrefix(r.Pointer, "/"), "/"); {
		case !slices.Contains(fieldPointer, "/"+field) || !strings.HasPrefix(r.Pointer, "/"):
			bad.Add(pointer+"/pointer", fault.Choice, strings.Join(fieldPointer, ", "))
		case within && (field != "problems" || !s.Problems.has(inner)):
			bad.Add(pointer+"/pointer", errPlace, r.Pointer)
		}
		bad.Check(strings.TrimSpace(r.Detail) != "", pointer+"/detail", fault.Required)
	}
	return in.form.With(bad).Err()
}

func named(s State) fault.Worded { return vocabulary.Of(vocabulary.MonthState, string(s)) }
