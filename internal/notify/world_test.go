package notify_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/notify"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
	"zhaoyin/internal/store/storetest"
	"zhaoyin/internal/task"
)

const (
	wuyi  = "330723"
	lanxi = "330781"
)

var clockwork = access.With(context.Background(), access.As("schedule"))

func as(name string, role access.Role, region string) context.Context {
	return access.With(context.Background(), access.Actor{ID: name, Name: name, Role: role, RegionID: region, Language: "zh"})
}

// world is two counties with a clerk and a lead each, a reviewer and the secretariat; all have addresses but the leads.
type world struct {
	t      *testing.T
	db     *store.DB
	clock  *storetest.Clock
	people []notify.Recipient
	notify *notify.Service
}

func newWorld(t *testing.T, server *notify.Server) *world {
	t.Helper()
	w := &world{t: t, clock: storetest.NewClock(storetest.Start)}
	w.db = storetest.OpenAt(t, w.clock)
	for _, region := range []string{wuyi, lanxi} {
		w.add("clerk."+region, access.Clerk, region, "", "clerk."+region+"@example.org")
		w.add("lead."+region, access.Lead, region, "", "")
	}
	w.add("dept.ndrc", access.Department, "", "ndrc", "ndrc@example.org")
	w.add("secretariat", access.Secretariat, "", "", "secretariat@example.org")
	w.notify = notify.NewService(w.db, slog.New(slog.DiscardHandler), notify.Wiring{
		People:   func(*store.Tx) ([]notify.Recipient, error) { return w.people, nil },
		Workdays: func(*store.Tx) (calendar.Workdays, error) { return calendar.Workdays{}, nil },
		Mail:     server,
	})
	return w
}

func (w *world) add(name string, role access.Role, region, department, address string) {
	w.people = append(w.people, notify.Recipient{
		Actor: access.Actor{ID: name, Name: name, Role: role, RegionID: region, DepartmentID: department}, Shown: name, Address: address,
	})
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// on sets the clock to ten in the morning of a day.
func (w *world) on(day calendar.Date) { w.clock.Set(day.At(10, 0).UTC()) }

func (w *world) remind(items ...task.Item) {
	w.t.Helper()
	w.must(w.notify.Remind(clockwork, items))
}

func (w *world) inbox(name string) *notify.Inbox {
	w.t.Helper()
	in, err := w.notify.List(as(name, access.Clerk, wuyi), page.First(notify.Listing, 200))
	w.must(err)
	return in
}

// told is the steps of an account's notifications, the first first.
func (w *world) told(name string) string {
	w.t.Helper()
	var steps []string
	for _, n := range w.inbox(name).Items {
		steps = append([]string{string(n.Step)}, steps...)
	}
	return strings.Join(steps, " ")
}

func (w *world) same(what string, got, want any) {
	w.t.Helper()
	if diff := cmp.Diff(got, want); diff != "" {
		w.t.Errorf("%s (-got +want):\n%s", what, diff)
	}
}

// item is a condition that a county has to fulfil.
func item(subject string, due calendar.Date) task.Item {
	return task.Item{
		Kind: task.ConditionFulfil, Subject: subject, ProjectID: "p1", RegionID: wuyi, ZH: "“储能电池项目”落实联审意见" + subject,
		EN: "fulfil the condition of 储能电池项目 " + subject, DueOn: due, Link: "/api/v1/projects/p1", For: task.County(wuyi),
	}
}

func items(n int, due calendar.Date) []task.Item {
	all := make([]task.Item, n)
	for i := range all {
		all[i] = item(fmt.Sprintf("c%d", i+1), due)
	}
	return all
}

const hour = time.Hour
