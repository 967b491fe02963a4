package app

import (
	"context"
	"log/slog"
	"os"
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/account"
	"zhaoyin/internal/notify"
	"zhaoyin/internal/org"
	"zhaoyin/internal/schedule"
	"zhaoyin/internal/store"
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
		{Name: "reservations", Every: max(every, time.Minute), Run: a.lapse},
		{Name: "escalation", Every: max(every, time.Minute), Run: a.escalate},
		{Name: "consents", Every: max(every, time.Minute), Run: a.Review.Lapse},
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
	items, err := a.Desk.Waiting(ctx)
	if err != nil {
		return err
	}
	return a.Notify.Remind(ctx, items)
}

// escalate is the job that raises overdue issues and tells the recipients of each level.
func (a *App) escalate(ctx context.Context) error {
	if err := a.Issue.Escalate(ctx); err != nil {
		return err
	}
	notices, err := a.Issue.Escalated(ctx)
	if err != nil {
		return err
	}
	return a.Notify.Announce(ctx, notices)
}

// lapse is the job that releases the land reservations whose time is over.
func (a *App) lapse(ctx context.Context) error {
	_, err := a.Land.Lapse(ctx)
	return err
}
