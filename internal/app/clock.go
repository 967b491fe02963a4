package app

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/account"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/monthly"
	"zhaoyin/internal/notify"
	"zhaoyin/internal/org"
	"zhaoyin/internal/page"
	"zhaoyin/internal/period"
	"zhaoyin/internal/schedule"
	"zhaoyin/internal/store"
	"zhaoyin/internal/task"
)

// look is how often each replica looks whether a job is due.
const look = 15 * time.Second

// wireClock gives the App its reminders and its clockwork.
func (a *App) wireClock(cfg Config, db *store.DB, log *slog.Logger) error {
	server, err := cfg.mailServer()
	if err != nil {
		return err
	}
	every, err := cfg.interval()
	if err != nil {
		return err
	}
	a.clock = every > 0
	a.Notify = notify.NewService(db, log, notify.Wiring{People: people, Workdays: org.Workdays, Mail: server})
	host, err := os.Hostname()
	if err != nil {
		host = "replica"
	}
	jobs := []schedule.Job{
		{Name: "reminders", Every: max(every, time.Minute), Run: a.remind},
		{Name: "escalation", Every: max(every, time.Minute), Run: a.Issue.Escalate},
	}
	if server != nil {
		jobs = append(jobs, schedule.Job{Name: "mail", Every: time.Minute, Run: a.Notify.SendMail})
	}
	a.Schedule = schedule.New(db, log, host, jobs...)
	return nil
}

// startClock runs the clockwork beside the server; the function that it answers stops it and waits for what is in hand.
func (a *App) startClock(ctx context.Context) (stop func()) {
	if !a.clock {
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	over := make(chan struct{})
	go func() {
		defer close(over)
		a.Schedule.Run(ctx, look)
	}()
	return func() {
		cancel()
		<-over
	}
}

// people is every account in service, as notifications know it.
func people(tx *store.Tx) ([]notify.Recipient, error) {
	users, err := account.InService(tx)
	all := make([]notify.Recipient, len(users))
	for i, u := range users {
		all[i] = notify.Recipient{
			Actor: access.Actor{ID: u.ID, Name: u.Name, Role: u.Role, RegionID: u.RegionID, DepartmentID: u.DepartmentID},
			Shown: u.DisplayName, Address: u.Email,
		}
	}
	return all, err
}

// remind is the job that reminds of what waits.
func (a *App) remind(ctx context.Context) error {
	items, err := a.waiting(ctx)
	if err != nil {
		return err
	}
	return a.Notify.Remind(ctx, items)
}

// waiting is the open month of each county that has not submitted all of it.
func (a *App) waiting(ctx context.Context) ([]task.Item, error) {
	var open *period.Period
	err := a.DB.Read(ctx, access.MonthSubmissions, func(tx *store.Tx) error {
		var err error
		open, err = period.Current(tx)
		return err
	})
	if fault.KindOf(err) == fault.Conflict {
		return nil, nil // no month is open, so none is owed
	}
	if err != nil {
		return nil, err
	}
	st, err := a.Monthly.Standing(ctx, open.Month, page.First(monthly.StandingListing, 1))
	if err != nil {
		return nil, err
	}
	var items []task.Item
	for _, t := range st.Regions {
		if t.Missing > 0 {
			items = append(items, owed(st.Month, st.Deadline, t))
		}
	}
	return items, nil
}

func owed(month calendar.Month, deadline time.Time, t monthly.Tally) task.Item {
	return task.Item{
		Kind: task.MonthSubmit, Subject: string(month) + "/" + t.RegionID, RegionID: t.RegionID, DueOn: calendar.DateOf(deadline),
		ZH:   fmt.Sprintf("报送 %s 月度进展（尚有 %d 个项目未报送）", month, t.Missing),
		EN:   fmt.Sprintf("submit the month %s (%d projects are missing)", month, t.Missing),
		Link: "/api/v1/months/" + string(month) + "/submissions?regionId=" + t.RegionID + "&state=missing", For: task.County(t.RegionID),
	}
}
