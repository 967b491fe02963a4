package transfer

import (
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/period"
	"zhaoyin/internal/project"
	"zhaoyin/internal/stage"
	"zhaoyin/internal/store"
)

var (
	warnOtherDay   = fault.Define(fault.Invalid, "import.otherDay", "系统中该节点的日期为 %s，与表中不同，未改动；如确有误，请先退回该节点。", "The system has %s as this milestone's day; it was left alone. If that is wrong, have the milestone taken back first.")
	warnRejected   = fault.Define(fault.Invalid, "import.rejected", "这一天的节点未获认定，未重复报送。", "The milestone of this day was rejected; it was not reported again.")
	warnOrder      = fault.Define(fault.Invalid, "import.order", "%s（%s）早于%s（%s），请核对。", "%s (%s) is before %s (%s); check them.")
	warnUncredited = fault.Define(fault.Invalid, "import.uncredited", "当前没有正在填报的月份，节点已报送，未核实。", "No month is open, so the milestone was reported and not verified.")
	warnIdle       = fault.Define(fault.Invalid, "import.idle", "项目已暂停或终止，节点已报送，未核实。", "The project is paused or terminated, so the milestone was reported and not verified.")
)

// historicalNote is the reason that the trail and the history give for a milestone verified by an import.
const historicalNote = "历史数据导入"

// date is the day that a row gives for a milestone.
type date struct {
	kind  project.MilestoneKind
	field string
	day   calendar.Date
}

// dates are the exact days of the row, in the order of the stages. Anything less exact has its warning and is no milestone.
func (p *Project) dates() []date {
	all := []date{
		{project.Signed, "signedOn", p.Signed.Date}, {project.Landed, "landedOn", p.Landed.Date}, {project.Started, "startedOn", p.Started.Date},
		{project.Completed, "completedOn", p.Completed.Date}, {project.Producing, "producingOn", p.Producing.Date},
	}
	exact := all[:0]
	for _, d := range all {
		if d.day != "" {
			exact = append(exact, d)
		}
	}
	return exact
}

// order questions days that do not come in the order of the stages. They may be right, so the row goes in; whether a stage may be skipped is judged elsewhere.
func (p *Project) order(h *header) {
	dates := p.dates()
	for i := 1; i < len(dates); i++ {
		earlier, d := dates[i-1], dates[i]
		if d.day.Before(earlier.day) {
			p.Warn(h.letter(d.field), d.field, d.day.String(), note("", warnOrder, titled(d.field), d.day, titled(earlier.field), earlier.day))
		}
	}
}

// mark reports the milestones that the row dates and the project does not have, and says whether there were any.
func (w *work) mark(tx *store.Tx, p *project.Project) (bool, error) {
	dates := w.row.dates()
	if len(dates) == 0 {
		return false, nil
	}
	known, err := store.All[project.Milestone](tx, "created_at, id", store.Where("project_id = ?", p.ID))
	if err != nil {
		return false, err
	}
	any := false
	for _, d := range dates {
		done, err := w.markOne(tx, p, known, d)
		if err != nil {
			return any, at(err, d.field)
		}
		if done {
			w.row.change(d.field, "", d.day.String())
		}
		any = any || done
	}
	return any, nil
}

func (w *work) markOne(tx *store.Tx, p *project.Project, known []project.Milestone, d date) (bool, error) {
	m, rejected := find(known, d)
	switch {
	case m == nil && rejected:
		w.warn(d, note("", warnRejected))
		return false, nil
	case m != nil && m.OccurredOn != d.day:
		w.warn(d, note(m.OccurredOn.String(), warnOtherDay, m.OccurredOn))
		return false, nil
	case m != nil && (m.State == project.Verified || w.verify == nil):
		return false, nil
	case m != nil:
		return w.credit(p, m, d)
	}
	m, err := stage.Enter(tx, p, stage.Report{Kind: d.kind, OccurredOn: d.day})
	if err != nil || w.verify == nil {
		return true, err
	}
	_, err = w.credit(p, m, d)
	return true, err
}

// find gives the milestone that stands, and says whether one of this very day was rejected.
func find(known []project.Milestone, d date) (standing *project.Milestone, rejected bool) {
	for i := range known {
		m := &known[i]
		if m.Kind != d.kind {
			continue
		}
		if m.State != project.Rejected {
			standing = m
		} else if m.OccurredOn == d.day {
			rejected = true
		}
	}
	return standing, rejected
}

// credit verifies a milestone of the past and says whether it could.
func (w *work) credit(p *project.Project, m *project.Milestone, d date) (bool, error) {
	if p.Condition != project.Active {
		w.warn(d, note("", warnIdle))
		return false, nil
	}
	month, err := creditedTo(w.verify, d.day.Month())
	if err != nil {
		return false, err
	}
	if month == "" {
		w.warn(d, note("", warnUncredited))
		return false, nil
	}
	return true, stage.Credit(w.verify, p, m, month, historicalNote)
}

// creditedTo is the month that a milestone of the past counts in: its own when that was never opened here and lies before the open one, so that old
// stock does not swell the month in which it is entered; else the open month. It is empty when neither is there.
func creditedTo(tx *store.Tx, own calendar.Month) (calendar.Month, error) {
	open, err := period.Hold(tx)
	noneOpen := fault.KindOf(err) == fault.Conflict
	if err != nil && !noneOpen {
		return "", err
	}
	_, err = period.Of(tx, own)
	unopened := fault.KindOf(err) == fault.Missing
	if err != nil && !unopened {
		return "", err
	}
	switch {
	case unopened && (noneOpen || own.Before(open.Month)):
		return own, nil
	case noneOpen:
		return "", nil
	}
	return open.Month, nil
}

func (w *work) warn(d date, n Note) { w.row.Warn(w.sheet.Column(d.field), d.field, d.day.String(), n) }

// at makes complaints about a milestone's own fields complaints about the column that its day stands in.
func at(err error, field string) error {
	found, ok := complaint(err)
	if !ok {
		return err
	}
	if len(found.Fields) == 0 {
		return found.Fault.At("/"+field, found.Args...)
	}
	var bad fault.List
	for _, f := range found.Fields {
		bad.Add("/"+field, f.Fault, f.Args...)
	}
	return bad.Err()
}
