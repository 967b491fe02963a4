package api

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/api/apitest"
	"zhaoyin/internal/access"
	"zhaoyin/internal/account"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/monthly"
	"zhaoyin/internal/org"
	"zhaoyin/internal/period"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/store/storetest"
)

// newMonthDesk is a service in which April 2022 is open, with one project of 武义 that owes its status.
func newMonthDesk(t *testing.T) (*office, string) {
	t.Helper()
	d := &office{t: t, clock: storetest.NewClock(storetest.Start)}
	db := storetest.OpenAt(t, d.clock)
	d.db = db
	quiet := slog.New(slog.DiscardHandler)
	d.account = account.NewService(db, quickly(), quiet)
	system := access.With(context.Background(), access.As("test"))
	var people []account.Account
	for _, p := range []account.Registration{
		{Name: "clerk.330723", Role: access.Clerk, RegionID: "330723"}, {Name: "lead.330723", Role: access.Lead, RegionID: "330723"},
		{Name: "lead.330781", Role: access.Lead, RegionID: "330781"}, {Name: "secretariat", Role: access.Secretariat},
	} {
		people = append(people, account.Account{Registration: p, Password: theirPassword})
	}
	p := &project.Project{
		Code: "330723-2022-0001", RegionID: "330723", Name: "武义一号", NameKey: "武义一号", Industry: "C3841", Channel: project.General,
		InvestmentWan: 150000, RegisteredWan: 150000, Stage: project.Landed, Condition: project.Active, Counts: true,
		CountsReason: project.Met, Light: project.Green,
	}
	open := &period.Period{Month: "2022-04", State: period.Open, Deadline: calendar.DefaultDeadline("2022-04", calendar.Workdays{})}
	investor := &enterprise.Enterprise{RegionID: "330723", Name: "武义公司", Kind: enterprise.Private}
	for _, step := range []func() error{
		func() error { return org.NewService(db).Seed(system, org.Default()) },
		func() error { return d.account.Seed(system, people) },
		func() error {
			return db.Write(system, access.StoreSeed, func(tx *store.Tx) error {
				if err := store.Insert(tx, investor); err != nil {
					return err
				}
				p.EnterpriseID = investor.ID
				if err := store.Insert(tx, p); err != nil {
					return err
				}
				return store.Insert(tx, open)
			})
		},
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	d.handler = apitest.Strict(t, New(Services{
		DB: db, Log: quiet, Now: d.clock.Now, Settings: Settings{BodyLimit: 1 << 20, UploadLimit: 1 << 20}, Account: d.account,
		Org: org.NewService(db), Monthly: monthly.NewService(db),
	}))
	return d, p.ID
}

func (a answer) etag(want string) answer {
	a.t.Helper()
	if got := a.Header().Get("ETag"); got != want {
		a.t.Errorf("ETag: got %s, want %s", got, want)
	}
	return a
}

func TestMonthStory(t *testing.T) {
	d, id := newMonthDesk(t)
	clerk, lead := d.signIn("clerk.330723", theirPassword), d.signIn("lead.330723", theirPassword)
	other, city := d.signIn("lead.330781", theirPassword), d.signIn("secretariat", theirPassword)
	month := "/projects/" + id + "/months/2022-04"
	draft := `{"investedThisMonthWan": 500, "progress": "主体结构封顶", "nextPlan": "设备进场", "problems": "缺 80 亩指标"}`

	d.call("GET", month, "", "").is(401, "access.anonymous")
	d.call("GET", month, other, "").is(404, "missing")
	d.call("GET", "/projects/"+id+"/months/2022-13", clerk, "").is(422, "calendar.month")
	d.call("GET", "/projects/"+id+"/months/2022-03", clerk, "").is(404, "missing")
	blank := d.call("GET", month, clerk, "").is(200, "").etag(`"0"`).fields()
	for _, name := range []string{"id", "createdAt", "createdBy", "updatedAt", "updatedBy"} {
		if of, told := blank[name]; told {
			t.Errorf("a draft that nobody has saved has %s %v", name, of)
		}
	}
	if blank["version"] != 0.0 || blank["projectId"] != id || blank["state"] != "draft" {
		t.Errorf("the draft to begin with: got %v", blank)
	}

	d.call("PUT", month, clerk, draft, `If-Match: "x"`).is(422, "request.invalid")
	d.call("PUT", month, clerk, `{"progres": "主体"}`).is(422, "request.invalid")
	d.call("PUT", month, clerk, draft, `If-Match: "0"`).is(201, "").etag(`"1"`)
	d.call("PUT", month, clerk, draft).is(428, "month.unseen")
	d.call("PUT", month, clerk, draft, `If-Match: "0"`).is(412, "stale")
	mended := d.call("PUT", month, clerk, `{"investedThisMonthWan": 600, "progress": "主体结构封顶", "nextPlan": "设备进场"}`, `If-Match: "1"`).is(200, "").etag(`"2"`)
	if got := mended.fields()["investedTotalWan"]; got != 600.0 {
		t.Errorf("the total is %v, want 600 computed", got)
	}

	d.call("POST", month+"/submission", clerk, "").is(403, "access.forbidden")
	d.call("POST", month+"/submission", other, "").is(404, "missing")
	d.call("POST", month+"/submission", lead, "", `If-Match: "1"`).is(412, "stale")
	d.call("POST", month+"/submission", lead, "").is(200, "").etag(`"3"`)
	d.call("PUT", month, clerk, draft, `If-Match: "3"`).is(409, "month.handedIn")

	d.call("POST", month+"/return", city, `{"reason": "过于笼统"}`).is(428, "version.required")
	d.call("POST", month+"/return", city, `{}`, `If-Match: "3"`).is(422, "request.invalid")
	d.call("POST", month+"/return", city, `{"reason": "过于笼统", "remarks": [{"pointer": "/progress", "detail": "写明楼栋"}]}`, `If-Match: "3"`).is(200, "")
	d.call("POST", month+"/submission", lead, `{}`, `If-Match: "4"`).is(200, "")
	d.call("POST", month+"/acceptance", city, "").is(428, "version.required")
	d.call("POST", month+"/acceptance", city, "", `If-Match: "5"`).is(200, "").etag(`"6"`)
	if kept := d.call("GET", month, clerk, "").is(200, "").fields(); kept["id"] == "" || kept["createdBy"] != "clerk.330723" {
		t.Errorf("a status that is kept: got %v", kept)
	}
	d.call("POST", month+"/acceptance", city, "", `If-Match: "6"`).is(409, "month.acceptance")
	if got := d.call("GET", "/projects/"+id+"/months", lead, "").is(200, "").fields()["total"]; got != 1.0 {
		t.Errorf("the list has %v statuses, want 1", got)
	}
}

// TestAReturnIsComplainedOfAtOnce: what its form shows and what the status knows come in one answer.
func TestAReturnIsComplainedOfAtOnce(t *testing.T) {
	d, id := newMonthDesk(t)
	lead, city := d.signIn("lead.330723", theirPassword), d.signIn("secretariat", theirPassword)
	month := "/projects/" + id + "/months/2022-04"
	d.call("POST", month+"/submission", lead, `{"noChange": true}`).is(200, "")
	bad := `{"reason": " ", "remarks": [{"pointer": "/bogus", "detail": " "}, {"pointer": "/problems/99/title", "detail": "写明面积"}, {"detail": "x"}]}`
	var got []string
	list, _ := d.call("POST", month+"/return", city, bad, `If-Match: "1"`).is(422, "request.invalid").fields()["errors"].([]any)
	for _, e := range list {
		complaint, _ := e.(map[string]any)
		got = append(got, fmt.Sprint(complaint["pointer"], " ", complaint["code"]))
	}
	slices.Sort(got)
	want := []string{
		"/reason required", "/remarks/0/detail required", "/remarks/0/pointer choice", "/remarks/1/pointer month.place", "/remarks/2/pointer required",
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("complaints (-got +want):\n%s", diff)
	}
}

func TestMonthStandingStory(t *testing.T) {
	d, id := newMonthDesk(t)
	lead, other, city := d.signIn("lead.330723", theirPassword), d.signIn("lead.330781", theirPassword), d.signIn("secretariat", theirPassword)
	missing := d.call("GET", "/months/2022-04/submissions?state=missing", city, "").is(200, "").fields()
	items, _ := missing["items"].([]any)
	if line, _ := items[0].(map[string]any); len(items) != 1 || line["name"] != "武义一号" || line["state"] != "missing" {
		t.Errorf("missing by name: got %v", items)
	}
	if none := d.call("GET", "/months/2022-04/submissions", other, "").is(200, "").fields(); none["total"] != 0.0 {
		t.Errorf("the other county sees %v projects", none["total"])
	}
	d.call("GET", "/months/2022-04/submissions?state=gone", city, "").is(422, "request.invalid")
	d.call("GET", "/months/2030-01/submissions", city, "").is(404, "missing")

	d.call("POST", "/projects/"+id+"/months/2022-04/submission", lead, `{"noChange": true}`, `If-Match: "0"`).is(200, "").etag(`"1"`)
	d.call("POST", "/months/2022-04/submissions", lead, `{"items": []}`).is(422, "request.invalid")
	twice := d.call("POST", "/months/2022-04/submissions", lead, `{"items": [{"projectId": "`+id+`"}]}`).is(200, "").fields()
	if twice["done"] != 0.0 {
		t.Errorf("a second submission is done: %v", twice)
	}
	d.call("POST", "/months/2022-04/acceptances", lead, `{"items": [{"projectId": "`+id+`", "version": 1}]}`).is(403, "access.forbidden")
	done := d.call("POST", "/months/2022-04/acceptances", city, `{"items": [{"projectId": "`+id+`", "version": 1}]}`).is(200, "").fields()
	if done["done"] != 1.0 {
		t.Errorf("accepted: got %v, want 1 done", done)
	}
}
