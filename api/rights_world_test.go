package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"zhaoyin/internal/access"
	"zhaoyin/internal/account"
	"zhaoyin/internal/app"
	"zhaoyin/internal/store/storetest"
)

const (
	own      = "330723" // the county of the limited roles below
	other    = "330781"
	closed   = "2022-03"
	month    = "2022-04"
	password = "Wuyi-county-1"
)

// world is the whole program with an account of every role and the same things in two counties.
type world struct {
	t       *testing.T
	app     *app.App
	tokens  map[access.Role]string
	objects map[string]county // by region
	fund    string
	serial  int
}

// county is what one county has: an id of each kind.
type county struct {
	enterprise, project, milestone, attachment, pack, imported, user string

	fundRequest, disbursement string
	landPool, landRequest     string
	supply, site              string
	issue, decision           string

	review, concluded, condition string
}

func newWorld(t *testing.T) *world {
	t.Helper()
	config := storetest.Config(t)
	cfg := app.Config{Data: config.Dir, DatabaseURL: config.DatabaseURL, ThresholdWan: 100_000, PasswordProfile: "dengbao3"}
	a, err := app.New(access.With(context.Background(), access.As("test")), cfg, slog.New(slog.DiscardHandler), app.WithClock(storetest.NewClock(storetest.Start).Now))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	w := &world{t: t, app: a, tokens: map[access.Role]string{access.Anonymous: ""}, objects: map[string]county{}}
	w.staff()
	w.must("PUT", "/review-templates/quick", access.Admin, quick)
	w.must("POST", "/meetings", access.Secretariat, `{"month":"`+closed+`"}`)
	w.must("POST", "/meetings/"+closed+"/close", access.Secretariat, `{}`)
	w.must("POST", "/meetings", access.Secretariat, `{"month":"`+month+`"}`)
	w.fund, _ = w.must("POST", "/fund/funds", access.Fund, `{"name":"招商基金","manager":"市金投集团"}`)["id"].(string)
	w.must("POST", "/fund/funds/"+w.fund+"/entries", access.Fund, `{"kind":"issue","amountWan":1000000}`)
	for _, region := range []string{own, other} {
		w.objects[region] = w.settle(region)
	}
	return w
}

// staff makes an account of every role; those of a county belong to the own one. Every county also has a clerk of its own.
func (w *world) staff() {
	w.t.Helper()
	var people []account.Account
	for _, role := range access.Roles() {
		if role == access.Anonymous || role == access.System || role == access.Integration {
			continue
		}
		r := account.Registration{Name: string(role), Role: role}
		if role.NeedsRegion() {
			r.RegionID = own
		}
		if role.NeedsDepartment() {
			r.DepartmentID = "ndrc"
		}
		people = append(people, account.Account{Registration: r, Password: password})
	}
	for _, region := range []string{own, other} {
		people = append(people, account.Account{Registration: account.Registration{Name: "clerk." + region, Role: access.Clerk, RegionID: region}, Password: password})
	}
	if err := w.app.Account.Seed(access.With(context.Background(), access.As("test")), people); err != nil {
		w.t.Fatal(err)
	}
	for _, p := range people {
		w.tokens[access.Role(p.Name)] = w.signIn(p.Name)
	}
	made := w.must("POST", "/users", access.Admin, `{"name":"sync","role":"integration","regionId":"`+own+`"}`)
	w.tokens[access.Integration], _ = made["token"].(string)
}

func (w *world) signIn(name string) string {
	w.t.Helper()
	token, _ := w.must("POST", "/sessions", access.Anonymous, `{"username":"`+name+`","password":"`+password+`"}`)["token"].(string)
	return token
}

// settle gives a county one of everything, through the API, by its own clerk where a clerk may.
func (w *world) settle(region string) county {
	w.t.Helper()
	clerk := access.Role("clerk." + region)
	c := county{}
	project := w.must("POST", "/projects", clerk, w.registration(region))
	c.project, _ = project["id"].(string)
	c.enterprise, _ = project["enterpriseId"].(string)
	body, contentType := upload("file", "协议.pdf", "%PDF-1.4\n%%EOF\n")
	c.attachment, _ = w.must("POST", "/projects/"+c.project+"/attachments", clerk, body, "Content-Type: "+contentType)["id"].(string)
	c.milestone, _ = w.must("POST", "/projects/"+c.project+"/milestones", clerk,
		`{"kind":"signed","occurredOn":"2022-04-11","evidence":[{"kind":"agreement","title":"协议","attachmentId":"`+c.attachment+`"}]}`)["id"].(string)
	w.must("PUT", "/projects/"+c.project+"/months/"+month, clerk, `{"progress":"已签约","nextPlan":"取得土地"}`)
	c.pack, _ = w.must("POST", "/meetings/"+month+"/packs", access.Secretariat, `{"formats":["html"],"regionId":"`+region+`"}`)["id"].(string)
	sheet, sheetType := upload("file", "p.csv", "县（市、区）,项目名称,行业代码,总投资（万元）\n武义县,某某项目,C3841,150000\n")
	c.imported, _ = w.must("POST", "/imports?kind=projects&dryRun=true&regionId="+region, clerk, sheet, "Content-Type: "+sheetType)["id"].(string)
	c.landPool, _ = w.must("POST", "/land/pools", access.Land, `{"year":2022,"regionId":"`+region+`","kind":"newLand","name":"年度计划"}`)["id"].(string)
	w.finance(&c, clerk)
	c.landRequest, _ = w.must("POST", "/land/requests", clerk, `{"projectId":"`+c.project+`","areaMu":10,"ownShareMu":10,"kind":"newLand","reason":"新建厂房"}`)["id"].(string)
	w.parcel(&c, region, clerk)
	w.examine(&c, clerk)
	users, _ := w.must("GET", "/users?q=clerk."+region, access.Admin, "")["items"].([]any)
	for _, u := range users {
		if fields, _ := u.(map[string]any); fields["name"] == "clerk."+region {
			c.user, _ = fields["id"].(string)
		}
	}
	if strings.Contains(fmt.Sprintf("%q", c), `""`) {
		w.t.Fatalf("county %s lacks something: %+v", region, c)
	}
	return c
}

// finance takes a fund request of the county's project to its first payment.
func (w *world) finance(c *county, clerk access.Role) {
	w.t.Helper()
	c.fundRequest, _ = w.must("POST", "/fund/requests", clerk, `{"projectId":"`+c.project+`","fundId":"`+w.fund+`","amountWan":1000}`)["id"].(string)
	request := "/fund/requests/" + c.fundRequest
	w.must("POST", request+"/acceptance", access.Fund, `{}`, "If-Match: *")
	w.must("POST", request+"/diligence", access.Fund, `{"institution":"某会计师事务所"}`)
	w.must("POST", request+"/diligence/report/content", access.Fund, pdf, "Content-Type: "+pdfType)
	w.must("POST", request+"/diligence", access.Fund, `{"report":{"text":"可投"},"result":"pass"}`)
	w.must("POST", request+"/decision", access.Fund, `{"decision":"approve","committedWan":1000}`, "If-Match: *")
	w.must("POST", request+"/agreement", access.Fund, `{"signedOn":"2022-04-12","number":"1号","tranches":[{"dueOn":"2022-04-30","amountWan":1000}]}`)
	c.disbursement, _ = w.must("POST", request+"/disbursements", access.Fund, `{"amountWan":10,"paidOn":"2022-04-12"}`)["id"].(string)
}

// quick is a review of one step, so that a conclusion is near.
const quick = `{"name":"简易评审","reviewAgainPercent":20,"trigger":{"industries":["A"],"stage":"landed"},
	"steps":[{"key":"end","name":"结论","order":1,"departmentId":"invest","limitDays":3}]}`

// examine gives a county a review that is open and one that is concluded with a condition.
func (w *world) examine(c *county, clerk access.Role) {
	w.t.Helper()
	c.review, _ = w.must("POST", "/projects/"+c.project+"/reviews", clerk, `{}`)["id"].(string)
	c.concluded, _ = w.must("POST", "/projects/"+c.project+"/reviews", clerk, `{"template":"quick"}`)["id"].(string)
	done := w.must("POST", "/reviews/"+c.concluded+"/conclusion", access.Secretariat,
		`{"conclusion":"conditional","meetingNumber":"1","conditions":[{"text":"完成能评","ownerDepartmentId":"ndrc"}]}`, "If-Match: *")
	conditions, _ := done["conditions"].([]any)
	first, _ := conditions[0].(map[string]any)
	c.condition, _ = first["id"].(string)
}

// parcel gives a county a supply, and a renewal site with a month.
func (w *world) parcel(c *county, region string, clerk access.Role) {
	w.t.Helper()
	c.supply, _ = w.must("POST", "/land/supplies", clerk, `{"suppliedOn":"2022-03-08","areaMu":60,"source":"stock","parcel":"`+region+`号宗地"}`)["id"].(string)
	c.site, _ = w.must("POST", "/land/sites", clerk, `{"name":"`+region+`号地块","kind":"inefficient","plannedMu":500}`)["id"].(string)
	c.issue, _ = w.must("POST", "/issues", clerk, `{"projectId":"`+c.project+`","kind":"land","title":"`+region+`用地缺口"}`)["id"].(string)
	c.decision, _ = w.must("POST", "/meetings/"+month+"/decisions", access.Secretariat, `{"projectId":"`+c.project+`","text":"统筹解决用地","leadDepartmentId":"nrp"}`)["id"].(string)
	w.must("PUT", "/land/sites/"+c.site+"/months/2022-03", clerk, `{"clearedMu":30,"suppliedMu":10}`)
}

func (w *world) registration(region string) string {
	w.serial++
	return fmt.Sprintf(`{"regionId":%q,"name":"第%d号项目","industry":"C3841","investmentWan":150000,"landMu":300,"enterprise":{"name":"第%d号公司","regionId":%q}}`,
		region, w.serial, w.serial, region)
}

// must makes a call that has to work and reads its answer.
func (w *world) must(method, path string, role access.Role, body string, headers ...string) map[string]any {
	w.t.Helper()
	a := w.do(method, path, role, body, headers...)
	if a.Code >= http.StatusMultipleChoices {
		w.t.Fatalf("%s %s as %s: %d %s", method, path, role, a.Code, a.Body)
	}
	fields := map[string]any{}
	if a.Body.Len() > 0 {
		if err := json.Unmarshal(a.Body.Bytes(), &fields); err != nil {
			w.t.Fatalf("%s %s: %v", method, path, err)
		}
	}
	return fields
}

// outside are the addresses that do not stand under /api/v1.
var outside = map[string]bool{
	"api": true, "docs": true, "healthz": true, "readyz": true, "openapi.json": true, "swagger.json": true, "problems": true,
}

func (w *world) do(method, path string, role access.Role, body string, headers ...string) *httptest.ResponseRecorder {
	w.t.Helper()
	if top := strings.FieldsFunc(path, func(r rune) bool { return r == '/' || r == '?' })[0]; !outside[top] {
		path = "/api/v1" + path
	}
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if token := w.tokens[role]; token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Set(name, value)
	}
	recorded := httptest.NewRecorder()
	w.app.Handler.ServeHTTP(recorded, r)
	return recorded
}

// upload is a multipart form with one file.
func upload(field, name, content string) (body, contentType string) {
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	part, err := m.CreateFormFile(field, name)
	if err != nil {
		panic(err) // a buffer takes everything
	}
	_, _ = part.Write([]byte(content))
	_ = m.Close()
	return b.String(), m.FormDataContentType()
}

func field(a *httptest.ResponseRecorder, name string) string {
	fields := map[string]any{}
	_ = json.Unmarshal(a.Body.Bytes(), &fields) // what is no object has no field
	text, _ := fields[name].(string)
	return text
}
