package api

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"zhaoyin/internal/access"
	"zhaoyin/internal/account"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/issue"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/project"
)

// newIssueKit is the kit with people of every party and March open.
func newIssueKit(t *testing.T) (*kit, map[string]string) {
	t.Helper()
	k := newKit(t, func(s *Services) {
		s.Issue, s.Meeting = issue.NewService(s.DB), meeting.NewService(s.DB, calendar.Workdays{}, project.DefaultThreshold)
		s.Project = project.NewService(s.DB, project.DefaultThreshold, nil)
	})
	system := access.With(context.Background(), access.As("test"))
	if err := k.api.Meeting.Seed(system); err != nil {
		t.Fatal(err)
	}
	var people []account.Account
	for _, r := range []account.Registration{
		{Name: "secretariat", Role: access.Secretariat}, {Name: "leader", Role: access.Leader}, {Name: "land", Role: access.Land},
		{Name: "dept.eco", Role: access.Department, DepartmentID: "eco"},
	} {
		people = append(people, account.Account{Registration: r, Password: theirPassword})
	}
	if err := k.account.Seed(system, people); err != nil {
		t.Fatal(err)
	}
	who := map[string]string{"wuyi": k.wuyi, "lanxi": k.lanxi}
	for _, p := range people {
		who[p.Name] = k.signIn(p.Name, theirPassword)
	}
	k.call("POST", "/meetings", who["secretariat"], `{"month":"2022-04"}`).is(201, "")
	return k, who
}

func (a answer) version() string { return `If-Match: ` + a.Header().Get("ETag") }

func TestIssueStory(t *testing.T) {
	k, who := newIssueKit(t)
	p := k.call("POST", "/projects", who["wuyi"], `{"name":"光伏项目","industry":"C3841","investmentWan":150000,"enterprise":{"name":"光伏公司"}}`).is(201, "").text("id")
	k.call("POST", "/issues", who["wuyi"], `{"kind":"land"}`).is(422, "request.invalid")
	k.call("POST", "/issues", who["wuyi"], `{"kind":"weather","title":"下雨"}`).is(422, "request.invalid")
	raised := k.call("POST", "/issues", who["wuyi"], `{"projectId":"`+p+`","kind":"land","title":"缺用地指标","detail":"约三百亩","source":"month","month":"2022-03"}`).is(201, "").etag(`"1"`)
	k.call("POST", "/issues", who["secretariat"], `{"projectId":"`+p+`","kind":"land","title":"缺用地指标","source":"month","month":"2022-03"}`).is(409, "issue.raisedAlready")
	at := "/issues/" + raised.text("id")
	k.call("GET", at, who["lanxi"], "").is(404, "missing")
	k.call("PATCH", at, who["wuyi"], `{"detail":"三百亩"}`).is(428, "version.required")
	amended := k.call("PATCH", at, who["wuyi"], `{"detail":"三百亩"}`, raised.version()).is(200, "")

	k.call("POST", at+"/assignment", who["secretariat"], `{"leadDepartmentId":"nrp"}`).is(428, "version.required")
	k.call("POST", at+"/assignment", who["secretariat"], `{"leadDepartmentId":"nrp"}`, raised.version()).is(412, "stale")
	assigned := k.call("POST", at+"/assignment", who["secretariat"], `{"leadDepartmentId":"nrp","assistDepartmentIds":["ndrc"],"note":"请牵头"}`, amended.version()).is(200, "")
	if f := assigned.fields(); f["state"] != "assigned" || f["dueOn"] != "2022-04-25" || f["overdue"] != false || f["leadName"] != "市自然资源和规划局" {
		t.Errorf("got %v", f)
	}
	k.call("POST", at+"/progress", who["dept.eco"], `{"text":"无关"}`).is(403, "issue.notYours")
	k.call("POST", at+"/progress", who["land"], `{"text":"已列入统筹"}`).is(200, "")
	k.call("POST", at+"/resolution", who["secretariat"], `{"note":"办结"}`).is(403, "issue.notLead")
	resolved := k.call("POST", at+"/resolution", who["land"], `{"note":"已下达三百亩"}`).is(200, "")
	k.call("POST", at+"/closure", who["land"], `{"note":"自行销号"}`, resolved.version()).is(403, "access.forbidden")
	closed := k.call("POST", at+"/closure", who["leader"], `{"note":"属实","satisfied":true}`, resolved.version()).is(200, "")
	k.call("POST", at+"/reopening", who["secretariat"], `{}`, closed.version()).is(422, "request.invalid")
	k.call("POST", at+"/reopening", who["secretariat"], `{"reason":"尚缺五十亩"}`, closed.version()).is(200, "")
	k.call("POST", at+"/escalation", who["secretariat"], `{"reason":"临近开工"}`).is(200, "")
	got := k.call("GET", at, who["wuyi"], "").is(200, "").fields()
	if rounds, _ := got["rounds"].([]any); got["state"] != "reopened" || got["escalationLevel"] != float64(1) || len(rounds) != 1 {
		t.Errorf("got %v", got)
	}
	if moves, _ := got["moves"].([]any); len(moves) != 6 {
		t.Errorf("%d moves, want 6", len(moves))
	}
	for query, want := range map[string]float64{
		"projectId=" + p: 1, "departmentId=ndrc": 1, "departmentId=eco": 0, "overdue=true": 0, "maxDueOn=2022-04-25&sort=-dueOn": 1, "q=用地": 1, "state=closed": 0,
	} {
		if total := k.call("GET", "/issues?"+query, who["leader"], "").is(200, "").fields()["total"]; total != want {
			t.Errorf("%s: got %v, want %v", query, total, want)
		}
	}
	k.call("GET", "/issues?overdue=maybe", who["leader"], "").is(422, "request.invalid")
	k.call("GET", "/issues?maxDueOn=soon", who["leader"], "").is(422, "request.invalid")
}

func TestDecisionStory(t *testing.T) {
	k, who := newIssueKit(t)
	const of = "/meetings/2022-04/decisions"
	k.call("POST", "/meetings/2022-05/decisions", who["secretariat"], `{"text":"统筹用地","leadDepartmentId":"nrp"}`).is(404, "missing")
	k.call("POST", of, who["secretariat"], `{"text":"统筹用地"}`).is(422, "request.invalid")
	k.call("POST", of, who["leader"], `{"text":"统筹用地","leadDepartmentId":"nrp"}`).is(403, "access.forbidden")
	made := k.call("POST", of, who["secretariat"], `{"text":"统筹用地","leadDepartmentId":"nrp","regionId":"330723","dueOn":"2022-05-20"}`).is(201, "").etag(`"1"`)
	k.call("POST", of, who["secretariat"], `{"number":1,"text":"再统筹","leadDepartmentId":"nrp"}`).is(409, "decision.number")
	at := of + "/" + made.text("id")
	if !strings.HasSuffix(made.Header().Get("Location"), at) {
		t.Errorf("Location: got %s", made.Header().Get("Location"))
	}
	k.call("PATCH", at, who["secretariat"], `{"text":"统筹解决用地"}`).is(428, "version.required")
	k.call("PATCH", at, who["secretariat"], `{"text":"统筹解决用地"}`, made.version()).is(200, "")
	k.call("POST", "/issues/"+made.text("issueId")+"/progress", who["land"], `{"text":"已会商"}`).is(200, "")
	k.call("POST", at+"/carry", who["secretariat"], `{"dueOn":"2022-06-10"}`).is(422, "request.invalid")
	k.call("POST", "/meetings/2022-04/close", who["secretariat"], `{}`, `If-Match: *`).is(200, "")
	k.call("POST", "/meetings", who["secretariat"], `{"month":"2022-05"}`).is(201, "")
	k.call("PATCH", at, who["secretariat"], `{"text":"晚了"}`, `If-Match: "2"`).is(409, "meeting.closed")
	carried := k.call("POST", at+"/carry", who["secretariat"], `{"dueOn":"2022-06-10","note":"继续"}`).is(201, "").fields()
	if carried["month"] != "2022-05" || carried["carriedFrom"] != made.text("id") || carried["state"] != "doing" || carried["number"] != float64(1) {
		t.Errorf("got %v", carried)
	}
	first := k.call("GET", at, who["wuyi"], "").is(200, "").etag(`"` + strconv.Itoa(3) + `"`)
	if first.text("carriedOn") != "2022-05" || first.text("text") != "统筹解决用地" {
		t.Errorf("got %s", first.Body)
	}
	if list := k.call("GET", of+"?regionId=330723", who["lanxi"], "").is(200, "").fields(); list["total"] != float64(1) {
		t.Errorf("got %v", list)
	}
}
