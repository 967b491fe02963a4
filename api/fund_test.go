package api

import (
	"context"
	"log/slog"
	"strings"
	"testing"

	"zhaoyin/api/apitest"
	"zhaoyin/internal/access"
	"zhaoyin/internal/account"
	"zhaoyin/internal/audit"
	"zhaoyin/internal/blob"
	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/fund"
	"zhaoyin/internal/org"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/store/storetest"
)

// newFundDesk is a service with one project of 兰溪, and the tokens of everyone who has to do with a fund.
func newFundDesk(t *testing.T) (d *office, tokens map[string]string, projectID string) {
	t.Helper()
	d = &office{t: t, clock: storetest.NewClock(storetest.Start)}
	db := storetest.OpenAt(t, d.clock)
	quiet := slog.New(slog.DiscardHandler)
	d.account = account.NewService(db, quickly(), quiet)
	system := access.With(context.Background(), access.As("test"))
	staff := []account.Registration{
		{Name: "clerk.330781", Role: access.Clerk, RegionID: "330781"}, {Name: "lead.330781", Role: access.Lead, RegionID: "330781"},
		{Name: "clerk.330723", Role: access.Clerk, RegionID: "330723"}, {Name: "dept.ndrc", Role: access.Department, DepartmentID: "ndrc"},
		{Name: "land", Role: access.Land}, {Name: "fund", Role: access.Fund}, {Name: "secretariat", Role: access.Secretariat},
		{Name: "leader", Role: access.Leader}, {Name: "auditor", Role: access.Auditor}, {Name: "admin", Role: access.Admin},
	}
	var people []account.Account
	for _, p := range staff {
		people = append(people, account.Account{Registration: p, Password: theirPassword})
	}
	p := &project.Project{
		Code: "330781-2022-0001", RegionID: "330781", Name: "兰溪新能源项目", NameKey: "兰溪新能源项目", Industry: "C3841", Channel: project.ByFund,
		InvestmentWan: 149_600, RegisteredWan: 149_600, Stage: project.Signed, Condition: project.Active, Counts: true,
		CountsReason: project.Met, Light: project.Green,
	}
	place := func(tx *store.Tx) error {
		investor := &enterprise.Enterprise{RegionID: "330781", Name: "新能源公司", Kind: enterprise.Private}
		if err := store.Insert(tx, investor); err != nil {
			return err
		}
		p.EnterpriseID = investor.ID
		return store.Insert(tx, p)
	}
	for _, err := range []error{
		org.NewService(db).Seed(system, org.Default()), d.account.Seed(system, people), db.Write(system, access.StoreSeed, place),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	files, err := blob.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	d.handler = apitest.Strict(t, New(Services{
		DB: db, Log: quiet, Now: d.clock.Now, Settings: Settings{BodyLimit: 1 << 20, UploadLimit: 1 << 20}, Account: d.account,
		Org: org.NewService(db), Fund: fund.NewService(db, files), Audit: audit.NewService(db),
	}))
	tokens = map[string]string{}
	for _, s := range staff {
		tokens[s.Name] = d.signIn(s.Name, theirPassword)
	}
	return d, tokens, p.ID
}

// TestFundStory is the case of 兰溪: a project that lacks money gets it from the city's fund after due diligence, and nobody learns what was found who is
// not to.
func TestFundStory(t *testing.T) {
	d, who, project := newFundDesk(t)
	clerk, officer := who["clerk.330781"], who["fund"]
	const found, report = "实际控制人对外担保余额未披露", "建议附担保条件投资"

	d.call("POST", "/fund/funds", clerk, `{"name": "兰溪新兴产业招商基金", "manager": "市金投集团"}`).is(403, "access.forbidden")
	f := d.call("POST", "/fund/funds", officer, `{"name": "兰溪新兴产业招商基金", "manager": "市金投集团"}`).is(201, "").text("id")
	entries := "/fund/funds/" + f + "/entries"
	d.call("POST", entries, officer, `{"kind": "issue", "amountWan": 30000, "note": "首期实缴"}`).is(201, "")
	d.call("POST", entries, officer, `{"kind": "grant", "amountWan": 30000}`).is(422, "request.invalid")
	d.call("GET", entries, clerk, "").is(403, "access.forbidden")
	for days, want := range map[string]float64{"?from=2022-04-12&to=2022-04-12": 1, "?to=2022-04-11": 0, "?from=2022-04-13": 0} {
		if got := d.call("GET", entries+days, officer, "").is(200, "").fields()["total"]; got != want {
			t.Errorf("the ledger%s: got %v entries, want %v", days, got, want)
		}
	}
	if seen := d.call("GET", "/fund/funds", clerk, "").is(200, "").Body.String(); !strings.Contains(seen, f) || strings.Contains(seen, "freeWan") {
		t.Errorf("a county sees of the funds %s", seen)
	}

	asked := d.call("POST", "/fund/requests", clerk, `{"projectId": "`+project+`", "amountWan": 20000, "purpose": "设备购置"}`).is(201, "").etag(`"1"`)
	request := "/fund/requests/" + asked.text("id")
	d.call("POST", request+"/acceptance", officer, `{"fundId": "`+f+`"}`).is(428, "version.required")
	d.call("POST", request+"/acceptance", clerk, `{"fundId": "`+f+`"}`, `If-Match: "1"`).is(403, "access.forbidden")
	d.call("POST", request+"/acceptance", officer, `{}`, `If-Match: "1"`).is(422, "request.invalid")
	d.call("POST", request+"/acceptance", officer, `{"fundId": "`+f+`", "note": "符合投向"}`, `If-Match: "1"`).is(200, "").etag(`"2"`)

	d.call("GET", request+"/diligence", officer, "").is(404, "missing")
	d.call("POST", request+"/diligence", officer, `{"institution": "某会计师事务所", "result": "pass"}`).is(422, "request.invalid")
	d.call("POST", request+"/diligence", officer, `{"institution": "某会计师事务所", "dueOn": "2022-04-29", "checklist": ["股权结构", "对外担保"]}`).is(200, "")
	d.call("POST", request+"/diligence", officer, `{"findings": [{"item": "对外担保", "finding": "`+found+`", "severity": "grave"}]}`).is(422, "request.invalid")
	d.call("POST", request+"/diligence", officer, `{"findings": [{"item": "对外担保", "finding": "`+found+`", "severity": "high"}]}`).is(200, "")
	d.call("POST", request+"/diligence", clerk, `{"findings": [{"item": "a", "finding": "b", "severity": "low"}]}`).is(403, "access.forbidden")
	d.call("POST", request+"/diligence", officer, `{"report": {"text": "`+report+`"}}`).is(422, "request.invalid")
	d.call("POST", request+"/diligence", officer, `{"report": {"text": "`+report+`"}, "result": "conditional"}`).is(200, "")

	pdf := "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"尽调报告.pdf\"\r\n\r\n%PDF-1.4\n%%EOF\n\r\n--x--\r\n"
	content := request + "/diligence/report/content"
	d.call("GET", content, officer, "").is(404, "missing")
	d.call("POST", content, clerk, pdf, "Content-Type: multipart/form-data; boundary=x").is(403, "access.forbidden")
	d.call("POST", content, officer, `{}`).is(415, "request.contentType")
	d.call("POST", content, officer, pdf, "Content-Type: multipart/form-data; boundary=x").is(200, "")

	for name, token := range who {
		answer := d.call("GET", request+"/diligence", token, "")
		switch name {
		case "fund", "secretariat", "leader":
			if got := d.call("GET", content, token, "").is(200, "").Body.String(); got != "%PDF-1.4\n%%EOF\n" {
				t.Errorf("%s downloads %q", name, got)
			}
			if body := answer.is(200, "").Body.String(); !strings.Contains(body, found) || !strings.Contains(body, report) {
				t.Errorf("%s reads %s", name, body)
			}
		default:
			answer.is(403, "access.forbidden")
			d.call("GET", content, token, "").is(403, "access.forbidden")
		}
		if body := d.call("GET", request, token, "").Body.String(); strings.Contains(body, found) || strings.Contains(body, report) {
			t.Errorf("the request tells %s what was found", name)
		}
	}
	d.call("GET", request, who["clerk.330723"], "").is(404, "missing")
	if seen := d.call("GET", request, clerk, "").is(200, "").fields()["diligence"].(map[string]any); seen["result"] != nil || seen["finishedOn"] != "2022-04-12" {
		t.Errorf("the county sees of the examination %v", seen)
	}
	if seen := d.call("GET", request, who["leader"], "").is(200, "").fields()["diligence"].(map[string]any); seen["result"] != "conditional" {
		t.Errorf("a leader sees of the examination %v", seen)
	}
	for _, name := range []string{"auditor", "admin"} {
		trail := d.call("GET", "/audit?limit=200", who[name], "").is(200, "").Body.String()
		if !strings.Contains(trail, "fund_findings") || strings.Contains(trail, found) || strings.Contains(trail, report) || strings.Contains(trail, "股权结构") ||
			strings.Contains(trail, "尽调报告") {
			t.Errorf("the trail tells the %s what was found, or nothing at all", name)
		}
	}

	seen := d.call("GET", request, officer, "").is(200, "").Header().Get("ETag")
	d.call("POST", request+"/decision", officer, `{"decision": "approve", "committedWan": 20001}`, "If-Match: "+seen).is(422, "request.invalid")
	d.call("POST", request+"/decision", who["secretariat"], `{"decision": "approve", "committedWan": 20000}`, "If-Match: "+seen).is(403, "access.forbidden")
	decided := d.call("POST", request+"/decision", officer,
		`{"decision": "approve", "committedWan": 20000, "meetingNumber": "投决〔2022〕3号", "conditions": ["补充担保"]}`, "If-Match: "+seen).is(200, "")
	if decided.text("state") != "decided" || decided.fields()["committedWan"] != 20000.0 {
		t.Errorf("decided: %s", decided.Body)
	}
	d.call("POST", request+"/agreement", officer, `{"signedOn": "2022-04-12", "number": "1号", "tranches": [{"dueOn": "2022-04-30", "amountWan": 12000}]}`).is(422, "request.invalid")
	d.call("POST", request+"/agreement", officer, `{"signedOn": "2022-04-12", "number": "1号", "tranches": [
		{"dueOn": "2022-04-30", "amountWan": 12000, "condition": "落地"}, {"dueOn": "2022-09-30", "amountWan": 8000}]}`).is(200, "")
	d.call("POST", request+"/disbursements", officer, `{"amountWan": 12000, "paidOn": "2022-04-12", "tranche": 1}`).is(201, "")
	d.call("POST", request+"/disbursements", officer, `{"amountWan": 8001, "paidOn": "2022-04-12"}`).is(409, "fund.beyondCommitment")
	second := d.call("POST", request+"/disbursements", officer, `{"amountWan": 8000, "paidOn": "2022-04-12"}`).is(201, "").text("id")

	done := d.call("GET", request, clerk, "").is(200, "").fields()
	if done["state"] != "closed" || done["disbursedWan"] != 20000.0 || done["diligence"].(map[string]any)["result"] != nil {
		t.Errorf("closed: %v", done)
	}
	if got := d.call("GET", request+"/disbursements", clerk, "").is(200, "").fields()["total"]; got != 2.0 {
		t.Errorf("%v payments, want 2", got)
	}
	d.call("GET", request+"/disbursements", who["clerk.330723"], "").is(404, "missing")
	d.call("POST", request+"/disbursements/"+second+"/reversal", officer, `{"reason": "账号有误"}`).is(200, "")
	d.call("POST", request+"/disbursements/"+second+"/reversal", officer, `{"reason": "账号有误"}`).is(409, "fund.disbursementReversed")
	d.call("POST", request+"/closure", officer, `{"reason": "企业不再需要"}`).is(200, "")
	fields := d.call("GET", "/fund/funds/"+f+"?asOf=2022-04-12", who["leader"], "").is(200, "").fields()
	if fields["freeWan"] != 18000.0 || fields["committedWan"] != 12000.0 || fields["disbursedWan"] != 12000.0 || fields["paidInWan"] != 30000.0 {
		t.Errorf("the fund holds %v", fields)
	}
	d.call("GET", "/fund/funds/"+f+"?asOf=12.4.2022", who["leader"], "").is(422, "request.invalid")
}

// TestFundIsNeverOverdrawn shows the conflict in words that a client can act on.
func TestFundIsNeverOverdrawn(t *testing.T) {
	d, who, project := newFundDesk(t)
	officer := who["fund"]
	f := d.call("POST", "/fund/funds", officer, `{"name": "招商基金", "manager": "市金投集团", "kind": "guidance"}`).is(201, "").text("id")
	entry := d.call("POST", "/fund/funds/"+f+"/entries", officer, `{"kind": "issue", "amountWan": 5000}`).is(201, "").text("id")
	request := "/fund/requests/" + d.call("POST", "/fund/requests", who["lead.330781"],
		`{"projectId": "`+project+`", "fundId": "`+f+`", "amountWan": 8000}`).is(201, "").text("id")
	d.call("POST", request+"/acceptance", officer, `{}`, "If-Match: *").is(200, "")
	d.call("POST", request+"/decision", officer, `{"decision": "approve", "committedWan": 8000}`, "If-Match: *").is(409, "fund.state")
	d.call("POST", request+"/diligence", officer, `{"institution": "某会计师事务所"}`).is(200, "")
	d.call("POST", request+"/decision", officer, `{"decision": "approve", "committedWan": 8000}`, "If-Match: *").is(409, "fund.diligenceOpen")
	d.call("POST", request+"/diligence", officer, `{"report": {"text": "可投"}, "result": "pass"}`).is(200, "")
	refused := d.call("POST", request+"/decision", officer, `{"decision": "approve", "committedWan": 8000}`, "If-Match: *").is(409, "fund.exhausted").fields()
	if refused["haveWan"] != 5000.0 || refused["wantWan"] != 8000.0 {
		t.Errorf("the refusal says %v", refused)
	}
	d.call("POST", request+"/decision", officer, `{"decision": "approve", "committedWan": 5000}`, "If-Match: *").is(200, "")
	d.call("POST", "/fund/funds/"+f+"/entries", officer, `{"kind": "reverse", "entryId": "`+entry+`", "note": "未到账"}`).is(409, "fund.exhausted")
	d.call("POST", request+"/withdrawal", who["lead.330781"], `{"reason": "企业放弃"}`).is(409, "fund.state")

	other := "/fund/requests/" + d.call("POST", "/fund/requests", who["secretariat"], `{"projectId": "`+project+`", "amountWan": 100}`).is(201, "").text("id")
	d.call("POST", other+"/withdrawal", who["clerk.330781"], `{"reason": "企业放弃"}`).is(403, "access.forbidden")
	d.call("POST", other+"/refusal", officer, `{"reason": "不符合投向"}`, `If-Match: "1"`).is(200, "")
	d.call("POST", "/fund/requests", who["clerk.330723"], `{"projectId": "`+project+`", "amountWan": 100}`).is(404, "missing")
	if got := d.call("GET", "/fund/requests?state=refused,decided", who["dept.ndrc"], "").is(200, "").fields()["total"]; got != 2.0 {
		t.Errorf("a department sees %v requests, want 2", got)
	}
	if got := d.call("GET", "/fund/requests", who["clerk.330723"], "").is(200, "").fields()["total"]; got != 0.0 {
		t.Errorf("another county sees %v requests, want none", got)
	}
}
