package app_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

type fields = map[string]any

// land moves a signed project that has passed its review on to "landed" with its evidence.
func (c *city) land(region, id, day string) {
	c.t.Helper()
	m := c.reportLanding(region, id, day)
	c.verifyLanding(m, id).want(http.StatusOK)
}

func (c *city) reportLanding(region, id, day string) *answer {
	c.t.Helper()
	return c.call("clerk."+region, http.MethodPost, "/projects/"+id+"/milestones", fields{
		"kind": "landed", "occurredOn": day,
		"evidence": []fields{{"kind": "businessLicence", "number": "执照1号"}, {"kind": "landContract", "number": "合同1号"}},
	}).want(http.StatusCreated)
}

func (c *city) verifyLanding(m *answer, project string) *answer {
	c.t.Helper()
	return c.call("secretariat", http.MethodPost, "/projects/"+project+"/milestones/"+m.text("id")+"/verification", fields{"verdict": "verified"}, "If-Match", m.etag())
}

// finance is the case of 兰溪: the fund is matched after due diligence.
func (c *city) finance(project string) {
	c.t.Helper()
	f := c.call("fund", http.MethodPost, "/fund/funds", fields{"name": "兰溪新兴产业招商基金", "manager": "市金投集团"}).want(http.StatusCreated).text("id")
	c.call("fund", http.MethodPost, "/fund/funds/"+f+"/entries", fields{"kind": "issue", "amountWan": 30000}).want(http.StatusCreated)
	asked := c.call("clerk.330781", http.MethodPost, "/fund/requests", fields{"projectId": project, "amountWan": 20000, "purpose": "设备购置"}).want(http.StatusCreated)
	path := "/fund/requests/" + asked.text("id")
	c.call("fund", http.MethodPost, path+"/acceptance", fields{"fundId": f}, "If-Match", asked.etag()).want(http.StatusOK)
	c.call("fund", http.MethodPost, path+"/diligence", fields{"institution": "某会计师事务所", "dueOn": "2022-04-29", "checklist": []string{"股权结构"}}).want(http.StatusOK)
	started := c.call("fund", http.MethodGet, path, nil).want(http.StatusOK)
	c.call("fund", http.MethodPost, path+"/diligence", fields{"checklist": []string{}, "findings": []fields{{"item": "股权结构", "finding": "实控人另有诉讼", "severity": "high"}}},
		"If-Match", started.etag()).want(http.StatusOK)
	c.call("clerk.330781", http.MethodGet, path+"/diligence", nil).want(http.StatusForbidden)
	c.call("fund", http.MethodPost, path+"/diligence", fields{"report": fields{"text": "可以投资"}, "result": "pass"}).want(http.StatusOK)
	now := c.call("fund", http.MethodGet, path, nil).want(http.StatusOK)
	c.call("fund", http.MethodPost, path+"/decision", fields{"decision": "approve", "committedWan": 20000, "meetingNumber": "投决〔2022〕3号"},
		"If-Match", now.etag()).want(http.StatusOK)
	if seen := c.call("clerk.330781", http.MethodGet, path, nil).want(http.StatusOK); bytes.Contains(seen.body, []byte(`"result":"pass"`)) {
		c.t.Errorf("the county sees the result of due diligence: %s", seen.body)
	}
	if seen := c.call("fund", http.MethodGet, path, nil).want(http.StatusOK); seen.text("diligence/result") != "pass" {
		c.t.Errorf("the fund officer does not see the result: %s", seen.body)
	}
}

// allot is the case of 武义: more land than the county's quota, granted from the city's pool.
func (c *city) allot(project string) {
	c.t.Helper()
	pool := c.call("land", http.MethodPost, "/land/pools", fields{"year": 2022, "kind": "newLand", "name": "市级统筹指标"}).want(http.StatusCreated).text("id")
	c.call("land", http.MethodPost, "/land/pools/"+pool+"/entries", fields{"kind": "issue", "amountMu": 1000, "note": "省下达"}).want(http.StatusCreated)
	asked := c.call("clerk.330723", http.MethodPost, "/land/requests", fields{
		"projectId": project, "areaMu": 175.25, "cityShareMu": 175.25, "ownShareMu": 0, "kind": "newLand", "reason": "县级指标不足",
	}).want(http.StatusCreated)
	path := "/land/requests/" + asked.text("id")
	checked := c.call("lead.330723", http.MethodPost, path+"/precheck", fields{"note": "符合规划"}, "If-Match", asked.etag()).want(http.StatusOK)
	c.call("land", http.MethodPost, path+"/approval", fields{"approvedMu": 1500, "poolId": pool, "startBy": "2022-10-31"}, "If-Match", checked.etag()).
		want(http.StatusUnprocessableEntity)
	c.call("land", http.MethodPost, path+"/approval", fields{"approvedMu": 175.25, "poolId": pool, "startBy": "2022-10-31", "note": "按统筹指标使用办法"},
		"If-Match", checked.etag()).want(http.StatusOK)
}

// supply hands over land of both counties so that the first quarter adds to 4,157 mu with 63 % stock land, last year's to 2,566 mu with 55 %.
func (c *city) supply() {
	c.t.Helper()
	for i, s := range []struct {
		region, on, source string
		area               float64
	}{
		{"330723", "2022-02-10", "stock", 2000}, {"330781", "2022-03-01", "stock", 618.91}, {"330723", "2022-03-05", "new", 1538.09},
		{"330723", "2021-01-10", "stock", 1411.3}, {"330781", "2021-03-20", "new", 1154.7},
	} {
		c.call("land", http.MethodPost, "/land/supplies", fields{
			"regionId": s.region, "suppliedOn": s.on, "areaMu": s.area, "source": s.source, "parcel": fmt.Sprintf("工业地块%d号", i),
		}).want(http.StatusCreated)
	}
}

// TestObstaclesRemoved tells the two cases of the seed from the first call to the sentences of the papers: 兰溪's fund and 武义's land, the quarter's
// supply, the decisions of the meeting before, and what waits for whom meanwhile. The closed month's figures are those of the board.
func TestObstaclesRemoved(t *testing.T) {
	c := cityAt(t, time.Date(2022, 3, 10, 2, 0, 0, 0, time.UTC))
	c.call("secretariat", http.MethodPost, "/meetings", fields{"month": "2022-03"}).want(http.StatusCreated)
	lanxi, wuyi := c.register("330781", "兰溪新材料项目", 520000).text("id"), c.register("330723", "武义储能电池项目", 149600).text("id")
	c.sign("330781", lanxi, "2022-03-08")
	c.sign("330723", wuyi, "2022-03-09")
	c.supply()
	c.call("secretariat", http.MethodPost, "/meetings/2022-03/decisions", fields{
		"text": "尽快完成兰溪项目基金尽调", "leadDepartmentId": "fundgroup", "projectId": lanxi, "dueOn": "2022-04-20", "kind": "fund",
	}).want(http.StatusCreated)
	c.call("secretariat", http.MethodPost, "/meetings/2022-03/close", nil).want(http.StatusOK)
	_, papers := c.pack("secretariat", "2022-03", fields{})
	for _, want := range []string{"4157亩", "同比增长62%", "63%", "提高8个百分点"} {
		if !bytes.Contains(papers["html"], []byte(want)) {
			t.Errorf("the quarter's paper lacks %s", want)
		}
	}

	c.clock.Set(time.Date(2022, 4, 12, 2, 0, 0, 0, time.UTC))
	clear(c.tokens) // the sessions have run out
	c.call("secretariat", http.MethodPost, "/meetings", fields{"month": "2022-04"}).want(http.StatusCreated)
	c.waits("fund", "issueResolve", lanxi)
	c.pass("330781", lanxi)
	c.finance(lanxi)
	c.allot(wuyi)
	c.land("330781", lanxi, "2022-04-11")
	c.landOnCondition("330723", wuyi)
	c.told(lanxi, "review", "fund", "decision", "milestone")
	c.told(wuyi, "review", "land", "milestone")
	c.call("clerk.330781", http.MethodGet, "/projects/"+wuyi+"/timeline", nil).want(http.StatusNotFound)

	c.call("secretariat", http.MethodPost, "/meetings/2022-04/close", nil).want(http.StatusOK)
	board := c.call("leader", http.MethodGet, "/meetings/2022-04/board", nil).want(http.StatusOK)
	if fmt.Sprint(board.value("city/land/approvedMu")) != "175.25" || board.number("city/fund/month/committedWan") != 20000 || board.number("city/reviews/concluded") != 2 || board.number("city/land/year/suppliedMu") != 4157 {
		t.Errorf("board: %s", shorten(board.body))
	}
	_, papers = c.pack("secretariat", "2022-04", fields{})
	for _, want := range []string{
		"联审联评", "形成结论2项（通过1项、有条件通过1项）。", "联审〔2022〕4号", "上次会议议定事项落实情况", "尽快完成兰溪项目基金尽调", "要素保障", "核准175.25亩", "市级统筹指标", "兰溪新兴产业招商基金通过投资决策，承诺出资2.00亿元", "投决承诺2.00亿元",
	} {
		if !bytes.Contains(papers["html"], []byte(want)) {
			t.Errorf("the paper lacks %s", want)
		}
	}
	if bytes.Contains(papers["html"], []byte("实控人另有诉讼")) {
		t.Error("the paper tells what due diligence found")
	}
	checkSheets(t, papers["xlsx"])
	c.lists(lanxi, wuyi)
	own, county := c.pack("lead.330723", "2022-04", fields{})
	if own.text("regionId") != "330723" || bytes.Contains(county["html"], []byte("兰溪新兴产业招商基金")) {
		t.Error("a county's own paper tells of another county's fund")
	}
}

// lists holds that the sections' lists are told as JSON: the city's whole, a county's own alone.
func (c *city) lists(lanxi, wuyi string) {
	c.t.Helper()
	all := c.call("leader", http.MethodGet, "/meetings/2022-04/resources", nil).want(http.StatusOK)
	if all.number("reviews/concluded") != 2 || all.text("land/requests/0/projectId") != wuyi || all.text("fund/underWay/0/projectId") != lanxi || all.number("decisions/total") != 1 {
		c.t.Errorf("lists: %s", shorten(all.body))
	}
	own := c.call("clerk.330723", http.MethodGet, "/meetings/2022-04/resources", nil).want(http.StatusOK)
	if own.number("reviews/concluded") != 1 || bytes.Contains(own.body, []byte(lanxi)) {
		c.t.Errorf("a county's lists: %s", shorten(own.body))
	}
	c.call("clerk.330723", http.MethodGet, "/meetings/2022-04/resources?regionId=330781", nil).want(http.StatusNotFound)
}

// waits holds that a thing of a kind waits for somebody.
func (c *city) waits(who, kind, project string) {
	c.t.Helper()
	todo := c.call(who, http.MethodGet, "/todo?kind="+kind, nil).want(http.StatusOK)
	if todo.text("items/0/projectId") != project {
		c.t.Errorf("to-do of %s: %s", who, shorten(todo.body))
	}
}

// TestTodoIsRead page by page as it is at once.
func TestTodoIsRead(t *testing.T) {
	c := newCity(t)
	for i, due := range []string{"2022-04-20", "", "2022-04-18", "2022-04-20", ""} {
		raised := fields{"regionId": "330723", "kind": "power", "title": fmt.Sprint("事项", i), "level": "city", "leadDepartmentId": "ndrc"}
		if due != "" {
			raised["dueOn"] = due
		}
		c.call("clerk.330723", http.MethodPost, "/issues", raised).want(http.StatusCreated)
	}
	all := c.call("secretariat", http.MethodGet, "/todo", nil).want(http.StatusOK)
	var paged []any
	for path := "/todo?limit=2"; path != ""; {
		part := c.call("secretariat", http.MethodGet, path, nil).want(http.StatusOK)
		paged = append(paged, part.value("items").([]any)...)
		if path = ""; part.text("next") != "" {
			path = "/todo?limit=2&after=" + part.text("next")
		}
	}
	if want := all.value("items").([]any); len(want) != 5 || fmt.Sprint(paged) != fmt.Sprint(want) || all.number("total") != 5 || all.text("next") != "" {
		t.Errorf("page by page %v, at once %s", paged, all.body)
	}
	for _, query := range []string{"limit=0", "limit=x", "limit=201", "after=%25"} {
		c.call("secretariat", http.MethodGet, "/todo?"+query, nil).want(http.StatusUnprocessableEntity)
	}
}

// told holds that a project's timeline has events of every kind.
func (c *city) told(project string, kinds ...string) {
	c.t.Helper()
	told := c.call("leader", http.MethodGet, "/projects/"+project+"/timeline", nil).want(http.StatusOK)
	for _, kind := range kinds {
		if !bytes.Contains(told.body, []byte(`"kind":"`+kind+`"`)) {
			c.t.Errorf("the timeline lacks %s: %s", kind, shorten(told.body))
		}
	}
}

// checkSheets re-reads the ledger's sheets of land and fund.
func checkSheets(t *testing.T, file []byte) {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	for sheet, want := range map[string]string{"联审联评": "联审〔2022〕4号", "供地": "武义县", "用地指标": "武义储能电池项目", "指标池": "市级统筹指标", "产业基金": "兰溪新材料项目", "议定事项": "尽快完成兰溪项目基金尽调"} {
		rows, err := book.GetRows(sheet)
		if err != nil || !strings.Contains(fmt.Sprint(rows), want) {
			t.Errorf("sheet %s: %v, want %s in %v", sheet, err, want, rows)
		}
	}
}
