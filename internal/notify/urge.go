package notify

import (
	"context"
	"fmt"
	"slices"
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
	"zhaoyin/internal/task"
)

// Urging is the secretariat's reminder to a county that has not submitted its month (催报): the latest one, and how many there were. The trail has
// each of them.
type Urging struct {
	store.Row
	Month    calendar.Month `json:"month"`
	RegionID string         `json:"regionId"`
	UrgedAt  time.Time      `json:"urgedAt"`
	Times    int            `json:"times"`
	Missing  int            `json:"missing"`  // projects that were not submitted then
	Notified int            `json:"notified"` // accounts that were told
	Note     string         `json:"note"`
}

// Call is what the secretariat says when it urges: whom, every county that has something missing when it names none, and a note of its own.
type Call struct {
	RegionIDs []string `json:"regionIds,omitempty" validate:"max=100,dive,min=1,max=20"`
	Note      string   `json:"note,omitempty" validate:"max=1000"`
}

// Debt is what a county owes a month.
type Debt struct {
	RegionID string
	Missing  int // projects not submitted, 0 when nothing is
}

// Called is what became of a call, county by county.
type Called struct {
	Month    calendar.Month `json:"month"`
	Notified int            `json:"notified"` // accounts, all counties together
	Regions  []CalledRegion `json:"regions"`
}

// CalledRegion is what became of the call to one county.
type CalledRegion struct {
	RegionID string     `json:"regionId"`
	Missing  int        `json:"missing"`
	Notified int        `json:"notified"`
	Outcome  Outcome    `json:"outcome" enums:"sent,complete,recent"`
	UrgedAt  *time.Time `json:"urgedAt"` // of the latest urging, this one or the one that was too recent
}

// Outcome is what became of the call to one county.
type Outcome string

// The outcomes of a call.
const (
	Sent     Outcome = "sent"
	Complete Outcome = "complete" // nothing is missing, so nobody was told
	Recent   Outcome = "recent"   // it was urged less than an hour ago, so nobody was told again
)

// pause is how long a county is left in peace after an urging.
const pause = time.Hour

var errMonthOver = fault.Define(fault.Conflict, "reminder.monthOver", "%s 不在填报期内，无需催报。", "%s is not open; there is nothing to urge for.")

// Urge tells the clerks and leads of the counties that owe something for the month; open is whether it can still be submitted. A county is urged once
// an hour at most.
func (s *Service) Urge(ctx context.Context, month calendar.Month, deadline time.Time, open bool, debts []Debt, in Call) (*Called, error) {
	var out *Called
	err := s.db.Write(ctx, access.ReminderSend, func(tx *store.Tx) error {
		if !open {
			return errMonthOver.With(string(month))
		}
		debts, err := asked(debts, in.RegionIDs)
		if err != nil {
			return err
		}
		people, err := s.People(tx)
		if err != nil {
			return err
		}
		out = &Called{Month: month, Regions: []CalledRegion{}}
		for _, d := range debts {
			one, err := s.urge(tx, people, letterOf(month, deadline, d, in.Note))
			if err != nil {
				return err
			}
			out.Notified += one.Notified
			out.Regions = append(out.Regions, *one)
		}
		return nil
	})
	return out, err
}

// asked are the counties that a call is for: those that it names, else all that owe something.
func asked(debts []Debt, names []string) ([]Debt, error) {
	if len(names) == 0 {
		return slices.DeleteFunc(slices.Clone(debts), func(d Debt) bool { return d.Missing == 0 }), nil
	}
	var bad fault.List
	var chosen []Debt
	for i, name := range names {
		at := slices.IndexFunc(debts, func(d Debt) bool { return d.RegionID == name })
		bad.Check(at >= 0, fmt.Sprintf("/regionIds/%d", i), fault.NoSuch, name)
		if at >= 0 && slices.Index(names, name) == i {
			chosen = append(chosen, debts[at])
		}
	}
	return chosen, bad.Err()
}

// urging is one county's call before it is judged.
type urging struct {
	Debt
	month  calendar.Month
	due    calendar.Date
	zh, en string
	note   string
}

func letterOf(month calendar.Month, deadline time.Time, d Debt, note string) urging {
	until := deadline.In(calendar.Zone).Format("2006-01-02 15:04")
	return urging{
		Debt: d, month: month, due: calendar.DateOf(deadline), note: note,
		zh: fmt.Sprintf("催报：请尽快报送 %s 月度进展，尚有 %d 个项目未报送，截止时间 %s。", month, d.Missing, until),
		en: fmt.Sprintf("Please submit the month %s: %d projects are missing, the deadline is %s.", month, d.Missing, until),
	}
}

func (s *Service) urge(tx *store.Tx, people []Recipient, u urging) (*CalledRegion, error) {
	out := &CalledRegion{RegionID: u.RegionID, Missing: u.Missing, Outcome: Complete}
	if u.Missing == 0 {
		return out, nil
	}
	row, err := lastUrging(tx, u.month, u.RegionID)
	if err != nil {
		return nil, err
	}
	if row.Times > 0 && tx.Now.Sub(row.UrgedAt) < pause {
		out.Outcome, out.UrgedAt = Recent, &row.UrgedAt
		return out, nil
	}
	if out.Notified, err = s.call(tx, people, u); err != nil {
		return nil, err
	}
	row.UrgedAt, row.Times, row.Missing, row.Notified, row.Note = tx.Now, row.Times+1, u.Missing, out.Notified, u.note
	out.Outcome, out.UrgedAt = Sent, &row.UrgedAt
	if err := save(tx, row); err != nil {
		return nil, err
	}
	return out, tx.Emit("month.urged", row.ID, row.RegionID, row)
}

// call tells the county's people and answers how many they are.
func (s *Service) call(tx *store.Tx, people []Recipient, u urging) (int, error) {
	item := task.Item{Kind: task.MonthSubmit, RegionID: u.RegionID, For: task.County(u.RegionID)}
	told := 0
	for _, to := range people {
		if !concerns(item, to) {
			continue
		}
		told++
		err := s.insert(tx, to, Notification{
			Kind: task.MonthSubmit, Step: Urged, Subject: string(u.month) + "/" + u.RegionID, RegionID: u.RegionID, ZH: u.zh, EN: u.en,
			Note: u.note, DueOn: u.due, Link: "/api/v1/months/" + string(u.month) + "/submissions?regionId=" + u.RegionID + "&state=missing",
		})
		if err != nil {
			return told, err
		}
	}
	return told, nil
}
