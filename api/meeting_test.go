package api

import (
	"context"
	"log/slog"
	"testing"

	"zhaoyin/api/apitest"
	"zhaoyin/internal/access"
	"zhaoyin/internal/account"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/org"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store/storetest"
)

// newMeetingDesk is a service in which no month was ever opened.
func newMeetingDesk(t *testing.T) *office {
	t.Helper()
	d := &office{t: t, clock: storetest.NewClock(storetest.Start)}
	db := storetest.OpenAt(t, d.clock)
	quiet := slog.New(slog.DiscardHandler)
	d.account = account.NewService(db, quickly(), quiet)
	meetings := meeting.NewService(db, calendar.Workdays{}, project.DefaultThreshold)
	system := access.With(context.Background(), access.As("test"))
	var people []account.Account
	for _, p := range []account.Registration{
		{Name: "clerk.330723", Role: access.Clerk, RegionID: "330723"}, {Name: "secretariat", Role: access.Secretariat},
	} {
		people = append(people, account.Account{Registration: p, Password: theirPassword})
	}
	for _, err := range []error{org.NewService(db).Seed(system, org.Default()), d.account.Seed(system, people), meetings.Seed(system)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	d.handler = apitest.Strict(t, New(Services{
		DB: db, Log: quiet, Now: d.clock.Now, Settings: Settings{BodyLimit: 1 << 20, UploadLimit: 1 << 20}, Account: d.account,
		Org: org.NewService(db), Meeting: meetings,
	}))
	return d
}

func TestMeetingStory(t *testing.T) {
	d := newMeetingDesk(t)
	clerk, city := d.signIn("clerk.330723", theirPassword), d.signIn("secretariat", theirPassword)
	const april = "/meetings/2022-04"

	d.call("GET", april, clerk, "").is(404, "missing")
	d.call("POST", "/meetings", clerk, `{"month": "2022-04"}`).is(403, "access.forbidden")
	d.call("POST", "/meetings", city, `{"month": "April"}`).is(422, "request.invalid")
	opened := d.call("POST", "/meetings", city, `{"month": "2022-04"}`).is(201, "").etag(`"1"`)
	if got := opened.fields()["deadline"]; got != "2022-05-07T10:00:00Z" {
		t.Errorf("deadline: got %v, want 18:00 in Shanghai on the third working day of May, a Saturday worked for the holiday", got)
	}
	d.call("POST", "/meetings", city, `{"month": "2022-05"}`).is(409, "meeting.openAlready")

	d.call("PATCH", april, city, `{"heldOn": "2022-05-12"}`).is(428, "version.required")
	d.call("PATCH", april, city, `{"deadline": null}`, `If-Match: "1"`).is(422, "request.invalid")
	d.call("PATCH", april, city, `{"state": "closed"}`, `If-Match: "1"`).is(422, "request.invalid")
	amended := d.call("PATCH", april, city, `{"heldOn": "2022-05-12"}`, `If-Match: "1"`).is(200, "").etag(`"2"`)
	if got := amended.fields()["heldOn"]; got != "2022-05-12" {
		t.Errorf("heldOn: got %v", got)
	}
	d.call("PATCH", april, city, `{"heldOn": "2022-05-13"}`, `If-Match: "1"`).is(412, "stale")

	d.call("PUT", april+"/sections/overview", city, `{}`).is(422, "request.invalid")
	d.call("PUT", april+"/sections/overview", city, `{"text": null}`).is(422, "request.invalid")
	d.call("PUT", april+"/sections/overview", city, `{"text": "没有看到的"}`, `If-Match: "1"`).is(412, "stale")
	d.call("PUT", april+"/sections/overview", city, `{"text": "开局良好。"}`, `If-Match: "0"`).is(200, "").etag(`"1"`)
	d.call("PUT", april+"/sections/overview", city, `{"text": "盖掉"}`, `If-Match: "0"`).is(412, "stale")
	d.call("PUT", april+"/sections/overview", city, `{"text": "改"}`).is(428, "meeting.unseen")
	d.call("PUT", april+"/sections/overview", city, `{"text": "开局平稳。"}`, `If-Match: "1"`).is(200, "").etag(`"2"`)
	d.call("PUT", april+"/sections/overview", city, `{"text": ""}`, `If-Match: "2"`).is(200, "").etag(`"3"`)
	d.call("PUT", april+"/sections/weather", city, `{"text": "晴"}`).is(422, "request.invalid")

	d.call("POST", april+"/close", clerk, "").is(403, "access.forbidden")
	d.call("POST", april+"/close", city, `{"note": "按期"}`, `If-Match: "1"`).is(412, "stale")
	d.call("POST", april+"/close", city, `{"note": "按期"}`).is(200, "").etag(`"3"`)
	d.call("POST", april+"/close", city, "").is(409, "meeting.closed")
	d.call("POST", april+"/reopen", city, `{"reason": "补录"}`).is(428, "version.required")
	d.call("POST", april+"/reopen", city, `{}`, `If-Match: "3"`).is(422, "request.invalid")
	d.call("POST", april+"/reopen", city, `{"reason": "补录"}`, `If-Match: "3"`).is(200, "").etag(`"4"`)
	d.call("POST", april+"/close", city, "").is(200, "")
	if got := d.call("GET", april+"/snapshots", clerk, "").is(200, "").fields()["total"]; got != 2.0 {
		t.Errorf("%v snapshots, want 2", got)
	}
	if got := d.call("GET", "/meetings?state=closed", clerk, "").is(200, "").fields()["total"]; got != 1.0 {
		t.Errorf("%v closed months, want 1", got)
	}
	d.call("GET", april+"/restatements", clerk, "").is(200, "")
	d.call("GET", april+"/sections", clerk, "").is(200, "")
}

// TestMonthsFarAheadAndByMistake: a month that nobody can report yet is refused, and one opened by mistake does not stand in the way of the others.
func TestMonthsFarAheadAndByMistake(t *testing.T) {
	d := newMeetingDesk(t)
	clerk, city := d.signIn("clerk.330723", theirPassword), d.signIn("secretariat", theirPassword)
	d.call("POST", "/meetings", city, `{"month": "2099-12"}`).is(422, "request.invalid")
	d.call("POST", "/meetings", city, `{"month": "2022-05"}`).is(201, "").etag(`"1"`)
	const may = "/meetings/2022-05"
	d.call("POST", may+"/withdrawal", clerk, `{"reason": "应为四月"}`, `If-Match: "1"`).is(403, "access.forbidden")
	d.call("POST", may+"/withdrawal", city, `{"reason": "应为四月"}`).is(428, "version.required")
	d.call("POST", may+"/withdrawal", city, `{}`, `If-Match: "1"`).is(422, "request.invalid")
	if got := d.call("POST", may+"/withdrawal", city, `{"reason": "应为四月"}`, `If-Match: "1"`).is(200, "").fields()["state"]; got != "withdrawn" {
		t.Errorf("state: %v", got)
	}
	d.call("GET", may, city, "").is(404, "missing")
	d.call("GET", may+"/board", city, "").is(404, "missing")
	d.call("POST", "/meetings", city, `{"month": "2022-04"}`).is(201, "")
}

func TestFrozenAnswersAreTheSameBytes(t *testing.T) {
	d := newMeetingDesk(t)
	clerk, city := d.signIn("clerk.330723", theirPassword), d.signIn("secretariat", theirPassword)
	const april = "/meetings/2022-04"
	d.call("POST", "/meetings", city, `{"month": "2022-04"}`).is(201, "")
	open := d.call("GET", april+"/board", clerk, "").is(200, "").fields()
	if open["frozen"] != false || len(open["regions"].([]any)) != 10 {
		t.Errorf("the open board: frozen %v, %d counties", open["frozen"], len(open["regions"].([]any)))
	}
	d.call("GET", april+"/agenda", clerk, "").is(200, "")
	closed := d.call("POST", april+"/close", city, "").is(200, "").fields()
	etag := `"` + closed["snapshot"].(map[string]any)["sha256"].(string) + `"`

	first := d.call("GET", april+"/board", clerk, "").is(200, "").etag(etag).Body.String()
	if again := d.call("GET", april+"/board", city, "").is(200, "").Body.String(); again != first {
		t.Error("two readers of a closed board read different bytes")
	}
	d.call("GET", april+"/board", clerk, "", "If-None-Match: "+etag).is(304, "")
	d.call("GET", april+"/agenda", clerk, "").is(200, "")
	d.call("GET", april+"/snapshots/1", city, "").is(200, "").etag(etag)
	d.call("GET", april+"/snapshots/1", clerk, "").is(403, "access.forbidden")
	d.call("GET", april+"/snapshots/2", city, "").is(404, "missing")
	d.call("GET", april+"/snapshots/one", city, "").is(422, "request.invalid")
	d.call("GET", "/meetings/2022-13/board", city, "").is(422, "request.invalid")
}
