package api

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"zhaoyin/api/apitest"
	"zhaoyin/internal/access"
	"zhaoyin/internal/account"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/desk"
	"zhaoyin/internal/monthly"
	"zhaoyin/internal/notify"
	"zhaoyin/internal/org"
	"zhaoyin/internal/schedule"
	"zhaoyin/internal/store"
	"zhaoyin/internal/task"
)

// newClockDesk is newMonthDesk with reminders, a job that reminds of one condition, and one that fails.
func newClockDesk(t *testing.T) *office {
	t.Helper()
	d, _ := newMonthDesk(t)
	quiet := slog.New(slog.DiscardHandler)
	system := access.With(context.Background(), access.As("test"))
	err := d.account.Seed(system, []account.Account{{Registration: account.Registration{Name: "admin", Role: access.Admin}, Password: theirPassword}})
	if err != nil {
		t.Fatal(err)
	}
	people := func(tx *store.Tx) ([]notify.Recipient, error) {
		users, err := account.InService(tx)
		var all []notify.Recipient
		for _, u := range users {
			all = append(all, notify.Recipient{Actor: access.Actor{Name: u.Name, Role: u.Role, RegionID: u.RegionID, DepartmentID: u.DepartmentID}})
		}
		return all, err
	}
	n := notify.NewService(d.db, quiet, notify.Wiring{People: people, Workdays: func(*store.Tx) (calendar.Workdays, error) { return calendar.Workdays{}, nil }})
	items := []task.Item{{
		Kind: task.ConditionFulfil, Subject: "c1", RegionID: "330723", ZH: "落实联审意见", EN: "fulfil the condition", DueOn: "2022-04-13",
		Link: "/api/v1/reviews/r1", For: task.County("330723"),
	}}
	jobs := []schedule.Job{
		{Name: "reminders", Every: time.Minute, Run: func(ctx context.Context) error { return n.Remind(ctx, items) }},
		{Name: "broken", Every: time.Minute, Run: func(context.Context) error { return errors.New("the server is away") }},
	}
	d.handler = apitest.Strict(t, New(Services{
		DB: d.db, Log: quiet, Now: d.clock.Now, Settings: Settings{BodyLimit: 1 << 20, UploadLimit: 1 << 20}, Account: d.account,
		Org: org.NewService(d.db), Monthly: monthly.NewService(d.db), Notify: n, Schedule: schedule.New(d.db, quiet, "replica", jobs...),
	}))
	return d
}

func TestNotificationStory(t *testing.T) {
	d := newClockDesk(t)
	clerk, other, city, admin := d.signIn("clerk.330723", theirPassword), d.signIn("lead.330781", theirPassword), d.signIn("secretariat", theirPassword), d.signIn("admin", theirPassword)

	d.call("POST", "/schedule/reminders/run", city, "").is(403, "access.forbidden")
	d.call("GET", "/schedule", city, "").is(403, "access.forbidden")
	d.call("POST", "/schedule/nothing/run", admin, "").is(404, "missing")
	if said := d.call("POST", "/schedule/broken/run", admin, "").is(200, "").text("lastError"); said != "the server is away" {
		t.Errorf("a failed job says %q", said)
	}
	d.call("POST", "/schedule/reminders/run", admin, "").is(200, "")
	d.call("POST", "/schedule/reminders/run", admin, "").is(200, "")
	if got := d.call("GET", "/schedule", admin, "").is(200, "").fields()["total"]; got != 2.0 {
		t.Errorf("the schedule has %v jobs", got)
	}

	d.call("GET", "/notifications", "", "").is(401, "access.anonymous")
	d.call("GET", "/notifications?account=admin", clerk, "").is(422, "request.invalid")
	inbox := d.call("GET", "/notifications?unread=true&kind=conditionFulfil&step=oneDay", clerk, "").is(200, "").fields()
	items, _ := inbox["items"].([]any)
	if len(items) != 1 || inbox["unread"] != 1.0 {
		t.Fatalf("the clerk's inbox: got %v", inbox)
	}
	first, _ := items[0].(map[string]any)
	if first["title"] != "还有 1 个工作日到期：落实联审意见" || first["link"] != "/api/v1/reviews/r1" {
		t.Errorf("the notification: got %v", first)
	}
	english := d.call("GET", "/notifications", clerk, "", "Accept-Language: en").is(200, "").Body.String()
	if !strings.Contains(english, "Due in 1 working days: fulfil the condition") {
		t.Errorf("in English: got %s", english)
	}
	id, _ := first["id"].(string)
	for _, stranger := range []string{other, city, admin} {
		d.call("POST", "/notifications/"+id+"/read", stranger, "").is(404, "missing")
	}
	if read := d.call("POST", "/notifications/"+id+"/read", clerk, "").is(200, "").etag(`"2"`).fields(); read["unread"] != false {
		t.Errorf("read: got %v", read)
	}
	if got := d.call("POST", "/notifications/read-all", clerk, "").is(200, "").fields()["read"]; got != 0.0 {
		t.Errorf("read-all: got %v, want nothing left", got)
	}
	if got := d.call("GET", "/notifications", other, "").is(200, "").fields()["total"]; got != 0.0 {
		t.Errorf("the other county has %v", got)
	}
}

func TestUrgingStory(t *testing.T) {
	d := newClockDesk(t)
	clerk, lead, city := d.signIn("clerk.330723", theirPassword), d.signIn("lead.330723", theirPassword), d.signIn("secretariat", theirPassword)
	const reminders = "/months/2022-04/reminders"
	d.call("POST", reminders, lead, "").is(403, "access.forbidden")
	d.call("POST", "/months/2022-03/reminders", city, "").is(404, "missing")
	d.call("POST", reminders, city, `{"regionIds":["nowhere"]}`).is(422, "request.invalid")
	outcome := func(body string) string {
		t.Helper()
		called := d.call("POST", reminders, city, body).is(200, "").fields()
		regions, _ := called["regions"].([]any)
		if len(regions) != 1 {
			t.Fatalf("called: got %v", called)
		}
		one, _ := regions[0].(map[string]any)
		text, _ := one["outcome"].(string)
		return text
	}
	for _, tt := range []struct{ body, want string }{
		{`{"note":"请今日报齐"}`, "sent"}, {``, "recent"}, {`{"regionIds":["330781"]}`, "complete"},
	} {
		if got := outcome(tt.body); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.body, got, tt.want)
		}
	}
	for _, who := range []string{clerk, lead} {
		got := d.call("GET", "/notifications?step=urged", who, "").is(200, "").Body.String()
		if !strings.Contains(got, "尚有 1 个项目未报送，截止时间 2022-05-07 18:00") || !strings.Contains(got, "请今日报齐") {
			t.Errorf("the urging: got %s", got)
		}
	}
	var trail []store.Entry
	err := d.db.Read(access.With(context.Background(), access.As("test")), access.AuditRead, func(tx *store.Tx) error {
		var err error
		trail, err = store.All[store.Entry](tx, "seq", store.Where("action = ?", access.ReminderSend))
		return err
	})
	if err != nil || len(trail) != 1 || trail[0].Entity != "urgings" || trail[0].Actor != "secretariat" {
		t.Errorf("the trail has %+v (%v)", trail, err)
	}
}

func TestAddresses(t *testing.T) {
	d := newClockDesk(t)
	clerk, admin := d.signIn("clerk.330723", theirPassword), d.signIn("admin", theirPassword)
	d.call("PATCH", "/me", clerk, `{"email":"a@example.org"}`).is(428, "version.required")
	for _, bad := range []string{`"a"`, `"A <a@example.org>"`, `"a@example.org, b@example.org"`, `"张@example.org"`, `"a@example.org\r\nBcc: b@example.org"`} {
		d.call("PATCH", "/me", clerk, `{"email":`+bad+`}`, `If-Match: "1"`).is(422, "request.invalid")
	}
	d.call("PATCH", "/me", clerk, `{"role":"admin"}`, `If-Match: "1"`).is(422, "request.invalid")
	me := d.call("PATCH", "/me", clerk, `{"email":"a@example.org"}`, `If-Match: "1"`).is(200, "").etag(`"2"`)
	d.call("PATCH", "/me", clerk, `{"email":null}`, `If-Match: "1"`).is(412, "stale")
	if got := d.call("PATCH", "/users/"+me.text("id"), admin, `{"email":null}`, `If-Match: "2"`).is(200, "").text("email"); got != "" {
		t.Errorf("taken away: got %q", got)
	}
	made := d.call("POST", "/users", admin, `{"name":"clerk2","role":"clerk","regionId":"330723","email":"b@example.org"}`).is(201, "")
	if got := made.text("email"); got != "b@example.org" {
		t.Errorf("a new account: got %q", got)
	}
	d.call("POST", "/users", admin, `{"name":"clerk3","role":"clerk","regionId":"330723","email":"b"}`).is(422, "request.invalid")
}

// TestTodoParameters: what a list of one's own refuses is what every list refuses.
func TestTodoParameters(t *testing.T) {
	k := newKit(t, func(s *Services) { s.Desk = desk.NewService(s.DB) })
	for query, pointer := range map[string]string{
		"after=xxx": "/query/after", "after=%21": "/query/after", "limit=": "/query/limit", "limit=0": "/query/limit", "limit=201": "/query/limit",
		"limit=1&limit=2": "/query/limit", "overdue=1": "/query/overdue", "kind=a&kind=b": "/query/kind", "kind=nosuch": "/query/kind", "kind=": "/query/kind", "sort=dueOn": "/query/sort",
	} {
		a := k.call("GET", "/todo?"+query, k.wuyi, "").is(422, "request.invalid")
		if !strings.Contains(a.Body.String(), `"`+pointer+`"`) {
			t.Errorf("%s: got %s", query, a.Body)
		}
	}
	k.call("GET", "/todo?limit=1", k.wuyi, "").is(200, "")
}
