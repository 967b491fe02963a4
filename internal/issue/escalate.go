package issue

import (
	"context"
	"fmt"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/org"
	"zhaoyin/internal/store"
	"zhaoyin/internal/task"
)

// usualDays is how many working days a lead has when nobody sets a day.
const usualDays = 10

// Recipient is who learns of an escalation.
type Recipient string

// The recipients.
const (
	TheLead        Recipient = "lead"        // the leading department or county
	TheAssistants  Recipient = "assistants"  // the assisting departments
	TheCounty      Recipient = "county"      // the county of the issue
	TheSecretariat Recipient = "secretariat" // 市投资促进中心
	TheLeaders     Recipient = "leaders"     // 市领导
)

// rung is a level of the escalation: from how many working days after the due day on, and who learns of it.
type rung struct {
	level int
	days  int
	tells []Recipient
}

// ladder is the escalation by working days (升级规则): on the due day, five and ten working days after it.
var ladder = []rung{
	{1, 0, []Recipient{TheLead, TheAssistants}},
	{2, 5, []Recipient{TheLead, TheAssistants, TheCounty, TheSecretariat}},
	{3, 10, []Recipient{TheLead, TheAssistants, TheCounty, TheSecretariat, TheLeaders}},
}

// top is the highest level.
var top = ladder[len(ladder)-1].level

// levelOn is the escalation level that an unfinished issue has reached on a day; 0 before its due day.
func levelOn(w calendar.Workdays, dueOn, today calendar.Date) int {
	level := 0
	if dueOn == "" || today.Before(dueOn) {
		return level
	}
	late := w.WorkdaysBetween(dueOn, today)
	for _, r := range ladder {
		if late >= r.days {
			level = r.level
		}
	}
	return level
}

// audience is who is told at a level.
func audience(i *Issue, level int) []task.Audience {
	var who []task.Audience
	for _, r := range ladder {
		if r.level != level {
			continue
		}
		for _, told := range r.tells {
			who = append(who, tells[told](i)...)
		}
	}
	return who
}

var tells = map[Recipient]func(*Issue) []task.Audience{
	TheLead: leadOffice,
	TheAssistants: func(i *Issue) []task.Audience {
		var who []task.Audience
		for _, id := range i.AssistDepartmentIDs {
			who = append(who, task.Office(id)...)
		}
		return who
	},
	TheCounty: func(i *Issue) []task.Audience {
		if i.RegionID == "" {
			return nil
		}
		return []task.Audience{{Role: access.Lead, RegionID: i.RegionID}}
	},
	TheSecretariat: func(*Issue) []task.Audience { return []task.Audience{{Role: access.Secretariat}} },
	TheLeaders:     func(*Issue) []task.Audience { return []task.Audience{{Role: access.Leader}} },
}

// leadOffice is who works for the lead; nobody while there is none.
func leadOffice(i *Issue) []task.Audience {
	switch {
	case i.LeadDepartmentID != "":
		return task.Office(i.LeadDepartmentID)
	case i.LeadRegionID != "":
		return task.County(i.LeadRegionID)
	}
	return nil
}

// Escalation is what the event issue.escalated tells.
type Escalation struct {
	IssueID         string          `json:"issueId"`
	Title           string          `json:"title"`
	Level           Level           `json:"level"`
	EscalationLevel int             `json:"escalationLevel"`
	DueOn           calendar.Date   `json:"dueOn"`
	DaysOverdue     int             `json:"daysOverdue"`
	Reason          string          `json:"reason,omitempty"`
	Recipients      []task.Audience `json:"recipients"`
}

// Escalate raises every unfinished issue to the level that its overdue working days ask for. A second run on the same day changes nothing, and a run that
// was missed is made good by the next.
func (s *Service) Escalate(ctx context.Context) error {
	return s.db.Write(ctx, access.ScheduleRun, func(tx *store.Tx) error {
		w, err := org.Workdays(tx)
		if err != nil {
			return err
		}
		due, err := store.All[Issue](tx, "due_sort, id", store.In("state", unfinished), store.Where("due_on <= ?", tx.Today()), store.Where("escalation_level < ?", top))
		if err != nil {
			return err
		}
		for n := range due {
			if levelOn(w, due[n].DueOn, tx.Today()) <= due[n].EscalationLevel {
				continue
			}
			if err := climb(tx, w, due[n].ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// climb judges the issue again once nobody else can change it.
func climb(tx *store.Tx, w calendar.Workdays, id string) error {
	i, err := store.Lock[Issue](tx, id)
	if err != nil {
		return err
	}
	level := levelOn(w, i.DueOn, tx.Today())
	if !i.State.Unfinished() || level <= i.EscalationLevel {
		return nil
	}
	return raiseTo(tx, w, i, level, i.State, "")
}

// raiseTo sets the level, writes the line of history and tells the recipients.
func raiseTo(tx *store.Tx, w calendar.Workdays, i *Issue, level int, from State, reason string) error {
	i.EscalationLevel = level
	if err := i.keep(tx, Escalate, from, reason); err != nil {
		return err
	}
	return tx.Emit("issue.escalated", i.ID, i.RegionID, Escalation{
		IssueID: i.ID, Title: i.Title, Level: i.Level, EscalationLevel: level, DueOn: i.DueOn, DaysOverdue: daysOverdue(w, i, tx.Today()),
		Reason: reason, Recipients: audience(i, level),
	})
}

// Escalated is the notices of the escalations that have been reached: the recipients of an unfinished issue's level learn of it.
func (s *Service) Escalated(ctx context.Context) ([]task.Notice, error) {
	var notices []task.Notice
	err := s.db.Read(ctx, access.ScheduleRun, func(tx *store.Tx) error {
		w, err := org.Workdays(tx)
		if err != nil {
			return err
		}
		rows, err := store.All[Issue](tx, "due_sort, id", store.In("state", unfinished), store.Where("escalation_level > 0"))
		if err != nil {
			return err
		}
		notices = make([]task.Notice, len(rows))
		for n := range rows {
			notices[n] = rows[n].notice(daysOverdue(w, &rows[n], tx.Today()))
		}
		return nil
	})
	return notices, err
}

func (i *Issue) notice(late int) task.Notice {
	zh := fmt.Sprintf("协调事项“%s”已升级至第%d级", i.Title, i.EscalationLevel)
	en := fmt.Sprintf("The issue “%s” has been escalated to level %d", i.Title, i.EscalationLevel)
	if late > 0 {
		zh, en = fmt.Sprintf("%s（逾期 %d 个工作日）", zh, late), fmt.Sprintf("%s (overdue by %d working days)", en, late)
	}
	return task.Notice{Level: i.EscalationLevel, Item: task.Item{
		Kind: task.IssueEscalated, Subject: i.ID, ProjectID: i.ProjectID, RegionID: i.RegionID, ZH: zh, EN: en, DueOn: i.DueOn,
		Link: "/api/v1/issues/" + i.ID, For: audience(i, i.EscalationLevel),
	}}
}

// overdue is true of an unfinished issue whose day has passed.
func overdue(i *Issue, today calendar.Date) bool {
	return i.State.Unfinished() && i.DueOn != "" && i.DueOn.Before(today)
}

// daysOverdue is how many working days ago an overdue issue was due.
func daysOverdue(w calendar.Workdays, i *Issue, today calendar.Date) int {
	if !overdue(i, today) {
		return 0
	}
	return w.WorkdaysBetween(i.DueOn, today)
}
