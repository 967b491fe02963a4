package app_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"zhaoyin/internal/document/documenttest"
)

// register registers a project as a county's clerk.
func (c *city) register(region, name string, investmentWan int) *answer {
	c.t.Helper()
	return c.call("clerk."+region, http.MethodPost, "/projects", map[string]any{
		"name": name, "industry": "C3841", "chain": "pv-storage", "investmentWan": investmentWan, "landMu": 175.25,
		"enterprise": map[string]any{"name": name + "有限公司", "kind": "private"},
	}).want(http.StatusCreated)
}

// sign reports and verifies the signing with an uploaded agreement.
func (c *city) sign(region, id, day string) *answer {
	c.t.Helper()
	file := c.upload("clerk."+region, id, "投资协议.txt", "投资协议正文").want(http.StatusCreated)
	m := c.call("clerk."+region, http.MethodPost, "/projects/"+id+"/milestones", map[string]any{
		"kind": "signed", "occurredOn": day,
		"evidence": []map[string]any{{"attachmentId": file.text("id"), "kind": "agreement", "title": "投资协议", "number": "武投〔2022〕7号"}},
	}).want(http.StatusCreated)
	gates := c.call("secretariat", http.MethodGet, "/projects/"+id+"/gates?to=signed", nil).want(http.StatusOK)
	if gates.value("open") != true {
		c.t.Fatalf("gates: %s", gates.body)
	}
	path := "/projects/" + id + "/milestones/" + m.text("id") + "/verification"
	c.call("secretariat", http.MethodPost, path, map[string]any{"verdict": "verified"}).want(http.StatusPreconditionRequired)
	return c.call("secretariat", http.MethodPost, path, map[string]any{"verdict": "verified"}, "If-Match", m.etag()).want(http.StatusOK)
}

// tell fills in, hands in and accepts a month's status.
func (c *city) tell(region, id, month string, invested int, problems any) *answer {
	c.t.Helper()
	path := "/projects/" + id + "/months/" + month
	draft := c.call("clerk."+region, http.MethodGet, path, nil).want(http.StatusOK)
	saved := c.call("clerk."+region, http.MethodPut, path, map[string]any{
		"progress": "完成立项备案，主体厂房开始施工", "investedThisMonthWan": invested, "nextPlan": "办理施工许可", "problems": problems,
	}, "If-Match", draft.etag())
	if saved.status != http.StatusCreated && saved.status != http.StatusOK {
		c.t.Fatalf("save: %d %s", saved.status, saved.body)
	}
	c.call("clerk."+region, http.MethodPost, path+"/submission", nil).want(http.StatusForbidden)
	done := c.call("lead."+region, http.MethodPost, path+"/submission", nil, "If-Match", saved.etag()).want(http.StatusOK)
	return c.call("secretariat", http.MethodPost, path+"/acceptance", nil, "If-Match", done.etag()).want(http.StatusOK)
}

func (c *city) pack(who, month string, order map[string]any) (*answer, map[string][]byte) {
	c.t.Helper()
	pack := c.call(who, http.MethodPost, "/meetings/"+month+"/packs", order).want(http.StatusCreated)
	files := map[string][]byte{}
	for i := range 3 {
		name := pack.text(fmt.Sprintf("files/%d/name", i))
		file := c.call(who, http.MethodGet, "/packs/"+pack.text("id")+"/files/"+name, nil).want(http.StatusOK)
		if !strings.HasPrefix(file.header.Get("Content-Disposition"), "attachment") {
			c.t.Errorf("%s is not sent as an attachment: %s", name, file.header.Get("Content-Disposition"))
		}
		files[pack.text(fmt.Sprintf("files/%d/format", i))] = file.body
	}
	return pack, files
}

// TestTheWholeLoop is the product's main job for two counties, over HTTP alone, from the first registration to the papers, and what a later
// correction does to them.
func TestTheWholeLoop(t *testing.T) {
	c := newCity(t)
	c.call("secretariat", http.MethodPost, "/meetings", map[string]any{"month": "2022-04"}).want(http.StatusCreated)
	wuyi := c.register("330723", "武义储能电池项目", 149600)
	lanxi := c.register("330781", "兰溪新材料项目", 520000)
	c.register("330723", "武义储备项目", 60000)
	signed := c.sign("330723", wuyi.text("id"), "2022-04-08")
	if signed.text("creditedMonth") != "2022-04" || signed.value("late") != false {
		t.Errorf("signed: %s", signed.body)
	}
	c.sign("330781", lanxi.text("id"), "2022-04-10")
	c.tell("330723", wuyi.text("id"), "2022-04", 5000, "用地指标不足，缺口60亩")
	c.tell("330781", lanxi.text("id"), "2022-04", 12000, []map[string]any{{"kind": "fund", "title": "产业基金配套", "detail": "需尽快完成尽调"}})

	open := c.call("lead.330723", http.MethodGet, "/meetings/2022-04/board", nil).want(http.StatusOK)
	if open.value("frozen") != false || open.number("city/month/signed/count") != 2 || open.number("city/month/signed/investmentWan") != 669600 {
		t.Errorf("open board: %s", shorten(open.body))
	}
	c.call("secretariat", http.MethodPost, "/meetings/2022-04/close", nil).want(http.StatusOK)
	c.call("secretariat", http.MethodPost, "/meetings/2022-04/close", nil).want(http.StatusConflict)
	board := c.call("leader", http.MethodGet, "/meetings/2022-04/board", nil).want(http.StatusOK)
	checkBoard(t, board)
	first, papers := c.pack("secretariat", "2022-04", map[string]any{})
	checkPapers(t, board, papers)

	own, county := c.pack("lead.330723", "2022-04", map[string]any{})
	if own.text("regionId") != "330723" || bytes.Contains(county["html"], []byte("兰溪新材料项目")) {
		t.Error("a county's own paper shows another county's project")
	}
	c.call("lead.330781", http.MethodGet, "/packs/"+own.text("id"), nil).want(http.StatusNotFound)
	c.call("lead.330723", http.MethodGet, "/packs/"+first.text("id"), nil).want(http.StatusNotFound)

	c.correct(wuyi.text("id"))
	again := c.call("leader", http.MethodGet, "/meetings/2022-04/board", nil).want(http.StatusOK)
	if !bytes.Equal(again.body, board.body) {
		t.Error("the closed month's board has changed")
	}
	_, repeated := c.pack("secretariat", "2022-04", map[string]any{})
	for format := range papers {
		if !bytes.Equal(papers[format], repeated[format]) {
			t.Errorf("the closed month's %s has changed", format)
		}
	}
	c.checkRestated()
}

// correct amends a closed month's project in the following month.
func (c *city) correct(id string) {
	c.t.Helper()
	c.at("2022-05-09")
	c.call("secretariat", http.MethodPost, "/meetings", map[string]any{"month": "2022-05"}).want(http.StatusCreated)
	p := c.call("clerk.330723", http.MethodGet, "/projects/"+id, nil).want(http.StatusOK)
	c.call("clerk.330723", http.MethodPatch, "/projects/"+id, map[string]any{"investmentWan": 120000}).want(http.StatusPreconditionRequired)
	c.call("clerk.330723", http.MethodPatch, "/projects/"+id, map[string]any{"investmentWan": 120000, "reason": "投资协议补充条款"},
		"If-Match", p.etag()).want(http.StatusOK)
	c.call("clerk.330723", http.MethodPatch, "/projects/"+id, map[string]any{"site": "x"}, "If-Match", p.etag()).want(http.StatusPreconditionFailed)
}

// checkRestated finds the correction in the next month's figures and papers.
func (c *city) checkRestated() {
	c.t.Helper()
	list := c.call("secretariat", http.MethodGet, "/meetings/2022-05/restatements", nil).want(http.StatusOK)
	if list.text("items/0/affectsMonth") != "2022-04" || list.number("items/0/deltaWan") != -29600 || list.text("items/0/reason") != "投资协议补充条款" {
		c.t.Errorf("restatements: %s", list.body)
	}
	c.call("secretariat", http.MethodPost, "/meetings/2022-05/close", nil).want(http.StatusOK)
	board := c.call("leader", http.MethodGet, "/meetings/2022-05/board", nil).want(http.StatusOK)
	if got := board.number("city/year/signed/investmentWan"); got != 640000 {
		c.t.Errorf("year to date: got %d 万元, want 640000 as corrected", got)
	}
	_, papers := c.pack("secretariat", "2022-05", map[string]any{})
	if !bytes.Contains(papers["html"], []byte("更正：武义县")) {
		c.t.Error("the next month's paper does not footnote the correction")
	}
}

func checkBoard(t *testing.T, board *answer) {
	t.Helper()
	for path, want := range map[string]int64{
		"city/month/signed/count": 2, "city/month/signed/investmentWan": 669600, "city/year/signed/count": 2, "city/invested/monthWan": 17000,
		"city/submissions/due": 2, "city/submissions/submitted": 2, "city/submissions/late": 0, "city/submissions/missing": 0,
		"city/byThreshold/0/month/count": 2, "city/byThreshold/2/month/count": 1, "regions/0/rank": 1, "regions/1/rank": 2,
	} {
		if got := board.number(path); got != want {
			t.Errorf("board %s: got %d, want %d", path, got, want)
		}
	}
	if board.text("regions/0/regionId") != "330781" || board.value("frozen") != true {
		t.Errorf("the larger signing leads: %s", shorten(board.body))
	}
}

// checkPapers reads the papers again and compares their figures with the board's.
func checkPapers(t *testing.T, board *answer, papers map[string][]byte) {
	t.Helper()
	cells := map[string]string{}
	for _, grid := range documenttest.Tables(t, documenttest.Parts(t, papers["docx"])["word/document.xml"]) {
		for _, row := range grid {
			if row[0] == "武义县" || row[0] == "兰溪市" || row[0] == "合计" {
				if len(row) == 11 {
					cells[row[0]] = row[2]
				}
			}
		}
	}
	book, err := excelize.OpenReader(bytes.NewReader(papers["xlsx"]))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("各县情况")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"武义县": "14.96", "兰溪市": "52.00", "合计": "66.96"} {
		if cells[name] != want {
			t.Errorf("docx: %s signed %s 亿元, want %s as on the board", name, cells[name], want)
		}
		if got := cellOf(rows, name, 2); got != want {
			t.Errorf("xlsx: %s signed %s 亿元, want %s as on the board", name, got, want)
		}
		if !strings.Contains(string(papers["html"]), want) {
			t.Errorf("html does not say %s", want)
		}
	}
	if got := json.Number("669600"); got.String() != fmt.Sprint(board.number("city/month/signed/investmentWan")) {
		t.Errorf("the board says %d", board.number("city/month/signed/investmentWan"))
	}
	for _, text := range []string{"用地指标不足", "产业基金配套"} {
		if !bytes.Contains(papers["html"], []byte(text)) {
			t.Errorf("the paper does not bring %q to the city", text)
		}
	}
}

func cellOf(rows [][]string, first string, column int) string {
	for _, row := range rows {
		if len(row) > column && row[0] == first {
			return row[column]
		}
	}
	return ""
}
