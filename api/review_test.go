package api

import (
	"context"
	"strings"
	"testing"

	"zhaoyin/internal/access"
	"zhaoyin/internal/account"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/project"
	"zhaoyin/internal/review"
)

// newReviewKit is the kit with the shipped template, a project of Wuyi, and people of every party.
func newReviewKit(t *testing.T) (k *kit, who map[string]string, projectID string) {
	t.Helper()
	k = newKit(t, func(s *Services) {
		s.Review, s.Project = review.NewService(s.DB), project.NewService(s.DB, project.DefaultThreshold, nil)
	})
	system := access.With(context.Background(), access.As("test"))
	if err := k.api.Review.Seed(system); err != nil {
		t.Fatal(err)
	}
	people := []account.Account{}
	for _, r := range []account.Registration{
		{Name: "lead.330723", Role: access.Lead, RegionID: "330723"}, {Name: "lead.330781", Role: access.Lead, RegionID: "330781"},
		{Name: "secretariat", Role: access.Secretariat}, {Name: "land", Role: access.Land}, {Name: "fund", Role: access.Fund}, {Name: "leader", Role: access.Leader},
		{Name: "dept.ndrc", Role: access.Department, DepartmentID: "ndrc"}, {Name: "dept.eit", Role: access.Department, DepartmentID: "eit"},
		{Name: "dept.eco", Role: access.Department, DepartmentID: "eco"}, {Name: "dept.emergency", Role: access.Department, DepartmentID: "emergency"},
	} {
		people = append(people, account.Account{Registration: r, Password: theirPassword})
	}
	if err := k.account.Seed(system, people); err != nil {
		t.Fatal(err)
	}
	who = map[string]string{"wuyi": k.wuyi, "lanxi": k.lanxi, "admin": k.admin}
	for _, p := range people {
		who[p.Name] = k.signIn(p.Name, theirPassword)
	}
	projectID = k.call("POST", "/projects", who["wuyi"], `{"name":"光伏项目","industry":"C3841","investmentWan":150000,"landMu":300,"enterprise":{"name":"光伏公司"}}`).is(201, "").text("id")
	return k, who, projectID
}

// later goes on to another day, on which everybody signs in again.
func (k *kit) later(who map[string]string, day calendar.Date) {
	k.t.Helper()
	k.clock.Set(day.At(9, 0))
	for name := range who {
		account := map[string]string{"wuyi": "clerk.330723", "lanxi": "clerk.330781"}[name]
		if account == "" {
			account = name
		}
		who[name] = k.signIn(account, theirPassword)
	}
}

// stepOf is a step of the case that an answer shows.
func stepOf(t *testing.T, a answer, key string) map[string]any {
	t.Helper()
	steps, _ := a.fields()["steps"].([]any)
	for _, s := range steps {
		if fields, _ := s.(map[string]any); fields["key"] == key {
			return fields
		}
	}
	t.Fatalf("no step %s in %s", key, a.Body)
	return nil
}

const agreed = `{"opinion":"agree"}`

func TestReviewStory(t *testing.T) {
	k, who, p := newReviewKit(t)
	k.call("POST", "/projects/"+p+"/reviews", who["lanxi"], `{}`).is(404, "missing")
	k.call("POST", "/projects/"+p+"/reviews", who["wuyi"], `{"template":"none"}`).is(422, "request.invalid")
	opened := k.call("POST", "/projects/"+p+"/reviews", who["wuyi"], `{}`).is(201, "").etag(`"1"`)
	at := opened.Header().Get("Location")[len("/api/v1"):]
	k.call("POST", "/projects/"+p+"/reviews", who["wuyi"], ``).is(409, "review.live")
	k.call("GET", at, who["lead.330781"], "").is(404, "missing")
	k.call("POST", at+"/steps/county/opinion", who["wuyi"], agreed).is(403, "access.forbidden")
	k.call("POST", at+"/steps/county/opinion", who["lead.330723"], agreed).is(200, "")
	k.later(who, "2022-04-15")
	k.call("POST", at+"/steps/acceptance/opinion", who["secretariat"], agreed, `If-Match: "1"`).is(412, "stale")
	before := k.call("POST", at+"/steps/acceptance/opinion", who["secretariat"], agreed).is(200, "")

	// another department's opinion is refused, and nothing changes
	for name, key := range map[string]string{"dept.ndrc": "industry", "dept.eit": "filing", "land": "finance", "fund": "land", "secretariat": "safety", "lead.330723": "filing"} {
		k.call("POST", at+"/steps/"+key+"/opinion", who[name], agreed).is(403, "review.notYourStep")
	}
	if now := k.call("GET", at, who["leader"], "").is(200, ""); now.Header().Get("ETag") != before.Header().Get("ETag") || stepOf(t, now, "filing")["state"] != "open" {
		t.Errorf("a refused opinion left %s", now.Body)
	}

	k.call("POST", at+"/steps/filing/opinion", who["dept.ndrc"], `{"opinion":"supplement"}`).is(422, "request.invalid")
	asked := k.call("POST", at+"/steps/filing/opinion", who["dept.ndrc"], `{"opinion":"supplement","note":"补能耗测算"}`).is(200, "")
	if asked.fields()["state"] != "suspended" || stepOf(t, asked, "filing")["state"] != "suspended" {
		t.Errorf("got %s", asked.Body)
	}
	k.call("POST", at+"/supplement-request", who["land"], `{"step":"land","note":"补红线图"}`).is(200, "")
	k.later(who, "2022-04-19")
	k.call("POST", at+"/supplement", who["lanxi"], `{"note":"已补充"}`).is(404, "missing")
	supplied := k.call("POST", at+"/supplement", who["wuyi"], `{"note":"已补充"}`).is(200, "")
	if s := stepOf(t, supplied, "land"); supplied.fields()["state"] != "open" || s["dueOn"] != "2022-04-25" || s["daysStopped"] != float64(2) {
		t.Errorf("got %s", supplied.Body)
	}
	for name, key := range map[string]string{"dept.eit": "industry", "land": "land", "dept.eco": "environment", "dept.emergency": "safety", "fund": "finance"} {
		k.call("POST", at+"/steps/"+key+"/opinion", who[name], agreed).is(200, "")
	}
	k.call("POST", at+"/conclusion", who["secretariat"], `{"conclusion":"pass","meetingNumber":"3"}`, "If-Match: *").is(409, "review.undone")
	ready := k.call("POST", at+"/steps/filing/opinion", who["dept.ndrc"],
		`{"opinion":"conditional","note":"能耗偏高","conditions":[{"text":"完成节能审查","dueOn":"2022-06-30","blocksStage":"started"}]}`).is(200, "")
	k.call("POST", at+"/conclusion", who["secretariat"], `{"conclusion":"conditional","meetingNumber":"联审〔2022〕3号"}`).is(428, "version.required")
	k.call("POST", at+"/conclusion", who["lead.330723"], `{"conclusion":"pass","meetingNumber":"3"}`, ready.version()).is(403, "access.forbidden")
	concluded := k.call("POST", at+"/conclusion", who["secretariat"], `{"conclusion":"conditional","meetingNumber":"联审〔2022〕3号"}`, ready.version()).is(200, "")
	conditions, _ := concluded.fields()["conditions"].([]any)
	condition, _ := conditions[0].(map[string]any)
	if condition["ownerDepartmentId"] != "ndrc" || condition["state"] != "open" || condition["blocksStage"] != "started" {
		t.Errorf("got %v", condition)
	}
	on := at + "/conditions/" + condition["id"].(string)
	k.call("POST", on+"/fulfilment", who["dept.eco"], `{"note":"属实"}`).is(403, "review.notYourCondition")
	k.call("POST", on+"/fulfilment", who["wuyi"], `{"note":"审查意见已取得"}`).is(200, "")
	k.call("POST", on+"/verification", who["secretariat"], `{"verdict":"verified"}`).is(403, "review.notYourCondition")
	k.call("POST", on+"/verification", who["dept.ndrc"], `{"verdict":"verified"}`).is(422, "request.invalid")
	verified := k.call("POST", on+"/verification", who["dept.ndrc"], `{"verdict":"verified","note":"已核对节能审查意见原件"}`).is(200, "")
	if !strings.Contains(verified.Body.String(), `"state":"fulfilled"`) {
		t.Errorf("got %s", verified.Body)
	}

	k.call("PATCH", "/projects/"+p, who["wuyi"], `{"investmentWan":200000}`, `If-Match: "1"`).is(200, "")
	if f := k.call("GET", at, who["leader"], "").is(200, "").fields(); f["reviewAgain"] != true || f["conclusion"] != "conditional" {
		t.Errorf("got %v", f)
	}
	if d := k.call("GET", at+"/difference", who["dept.eco"], "").is(200, "").fields(); d["reviewAgain"] != true || d["currentVersion"] != float64(2) {
		t.Errorf("got %v", d)
	}
	for query, want := range map[string]float64{
		"projectId=" + p: 1, "conclusion=conditional": 1, "state=open,suspended": 0, "overdue=true": 0, "departmentId=ndrc": 0, "q=光伏&sort=-openedOn": 1,
	} {
		if total := k.call("GET", "/reviews?"+query, who["leader"], "").is(200, "").fields()["total"]; total != want {
			t.Errorf("%s: got %v, want %v", query, total, want)
		}
	}
	k.call("GET", "/reviews?overdue=maybe", who["leader"], "").is(422, "request.invalid")
}

func TestReviewTemplates(t *testing.T) {
	k, who, _ := newReviewKit(t)
	shipped := k.call("GET", "/review-templates/default", who["wuyi"], "").is(200, "").etag(`"1"`)
	if steps, _ := shipped.fields()["steps"].([]any); len(steps) != 9 {
		t.Errorf("got %s", shipped.Body)
	}
	k.call("GET", "/review-templates/default?number=0", who["wuyi"], "").is(422, "request.invalid")
	k.call("GET", "/review-templates/nothing", who["wuyi"], "").is(404, "missing")
	const small = `{"name":"县级联审","reviewAgainPercent":30,"trigger":{"landMu":10.5,"stage":"landed"},"steps":[{"key":"end","name":"结论","order":1,"departmentId":"invest","limitDays":3}]}`
	k.call("PUT", "/review-templates/small", who["secretariat"], small).is(403, "access.forbidden")
	k.call("PUT", "/review-templates/small", who["admin"], strings.Replace(small, `"limitDays":3`, `"limitDays":0`, 1)).is(422, "request.invalid")
	k.call("PUT", "/review-templates/small", who["admin"], small).is(201, "").etag(`"1"`)
	k.call("PUT", "/review-templates/small", who["admin"], small).is(428, "review.templateUnseen")
	k.call("PUT", "/review-templates/small", who["admin"], small, `If-Match: "2"`).is(412, "stale")
	k.call("PUT", "/review-templates/small", who["admin"], small, `If-Match: "1"`).is(200, "").etag(`"2"`)
	if f := k.call("GET", "/review-templates", who["leader"], "").is(200, "").fields(); f["total"] != float64(2) {
		t.Errorf("got %v", f)
	}
}
