package app_test

import (
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"testing"
)

const (
	codeA = "91330000733796106P"
	codeB = "91330000727215176K"
	codeC = "91440300708461136T"
)

// enroll registers a project of an enterprise as a county's clerk.
func (c *city) enroll(region, name string, enterprise fields) *answer {
	c.t.Helper()
	return c.call("clerk."+region, http.MethodPost, "/projects", fields{"name": name, "industry": "C3841", "investmentWan": 149600, "enterprise": enterprise})
}

// conflicted fails unless the answer is a conflict of first-report priority that names the project.
func (a *answer) conflicted(with *answer) *answer {
	a.t.Helper()
	a.want(http.StatusConflict)
	if a.text("code") != "project.duplicate" || a.text("conflicts/0/code") != with.text("code") {
		a.t.Fatalf("%s: got %s, want the conflict with %s", a.call, shorten(a.body), with.text("code"))
	}
	return a
}

func path(p *answer) string { return "/projects/" + p.text("id") }

// TestPriorityHoldsForTheInvestor: neither an amended credit code nor a resumed project goes past first-report priority.
func TestPriorityHoldsForTheInvestor(t *testing.T) {
	c := newCity(t)
	first := c.enroll("330723", "武义一期", fields{"name": "甲公司", "creditCode": codeA}).want(http.StatusCreated)
	second := c.enroll("330781", "兰溪二期", fields{"name": "乙公司"}).want(http.StatusCreated)
	investor := "/enterprises/" + second.text("enterpriseId")
	c.call("clerk.330781", http.MethodPatch, investor, fields{"creditCode": codeA}, "If-Match", "*").conflicted(first)
	c.call("secretariat", http.MethodPatch, investor, fields{"creditCode": codeA}, "If-Match", "*").conflicted(first)
	c.call("clerk.330781", http.MethodPatch, investor, fields{"creditCode": codeA, "duplicateReason": "自定"}, "If-Match", "*").want(http.StatusUnprocessableEntity)

	gone := c.call("lead.330723", http.MethodPost, path(first)+"/termination", fields{"reason": "投资方退出"}, "If-Match", "*").want(http.StatusOK)
	c.call("clerk.330781", http.MethodPatch, investor, fields{"creditCode": codeA}, "If-Match", "*").want(http.StatusOK)
	resumption := path(first) + "/resumption"
	c.call("lead.330723", http.MethodPost, resumption, fields{"reason": "重新启动"}, "If-Match", gone.etag()).conflicted(second)
	c.call("lead.330723", http.MethodPost, resumption, fields{"reason": "重新启动", "duplicateReason": "自定"}, "If-Match", gone.etag()).want(http.StatusUnprocessableEntity)
	c.call("secretariat", http.MethodPost, resumption, fields{"reason": "重新启动"}, "If-Match", gone.etag()).conflicted(second)
	decided := c.call("secretariat", http.MethodPost, resumption, fields{"reason": "重新启动", "duplicateReason": "两期分属两地"}, "If-Match", gone.etag()).want(http.StatusOK)
	if decided.text("duplicateReason") != "两期分属两地" || decided.text("duplicateOf/0") != second.text("code") {
		t.Errorf("decision: %s", decided.body)
	}
	c.call("clerk.330781", http.MethodPatch, path(second), fields{"name": "兰溪二期（改）"}, "If-Match", "*").want(http.StatusOK)
}

// TestADecisionIsForItsConflict: another conflict is decided anew, and an amendment's too.
func TestADecisionIsForItsConflict(t *testing.T) {
	c := newCity(t)
	first := c.enroll("330723", "电池项目", fields{"name": "甲公司"}).want(http.StatusCreated)
	third := c.enroll("330723", "芯片项目", fields{"name": "丙公司"}).want(http.StatusCreated)
	body := fields{"regionId": "330781", "name": "电池项目", "industry": "C3841", "investmentWan": 149600, "enterprise": fields{"name": "乙公司"}, "duplicateReason": "两期分属两地"}
	second := c.call("secretariat", http.MethodPost, "/projects", body).want(http.StatusCreated)
	c.call("clerk.330781", http.MethodPatch, path(second), fields{"name": "芯片项目"}, "If-Match", "*").conflicted(third)
	c.call("secretariat", http.MethodPatch, path(second), fields{"name": "芯片项目"}, "If-Match", "*").conflicted(third)
	c.call("clerk.330781", http.MethodPatch, path(second), fields{"name": "芯片项目", "duplicateReason": "自定"}, "If-Match", "*").want(http.StatusUnprocessableEntity)
	c.call("secretariat", http.MethodPatch, path(second), fields{"name": "芯片项目", "duplicateReason": "重新裁定"}, "If-Match", "*").want(http.StatusOK)
	c.call("clerk.330781", http.MethodPatch, path(second), fields{"name": "电 池 项 目"}, "If-Match", "*").want(http.StatusOK)
	c.call("clerk.330723", http.MethodPatch, path(first), fields{"name": "电池-项目"}, "If-Match", "*").want(http.StatusOK)
}

// TestTheInvestorsNameIsAHint: it is found where one side has no credit code, and holds nobody back.
func TestTheInvestorsNameIsAHint(t *testing.T) {
	c := newCity(t)
	first := c.enroll("330723", "甲项目", fields{"name": "浙江甲能源（集团）有限公司"}).want(http.StatusCreated)
	c.enroll("330781", "乙项目", fields{"name": "浙江甲能源(集团)有限公司"}).want(http.StatusCreated)
	look := "/projects/duplicates?enterpriseName=" + url.QueryEscape("浙江甲能源(集团) 有限公司")
	found := c.call("clerk.330781", http.MethodGet, look+"&creditCode="+codeA, nil).want(http.StatusOK)
	if found.text("items/0/by") != "enterpriseName" || found.text("items/0/code") != first.text("code") {
		t.Errorf("duplicates: %s", found.body)
	}
	own := "/enterprises/" + first.text("enterpriseId")
	c.call("clerk.330723", http.MethodPatch, own, fields{"creditCode": codeA}, "If-Match", "*").want(http.StatusOK)
	c.enroll("330781", "丁项目", fields{"name": "丁公司", "creditCode": codeA}).conflicted(first)
}

// TestOneCountyIsFirst when two register the projects of one investor at once.
func TestOneCountyIsFirst(t *testing.T) {
	c := newCity(t)
	regions := []string{"330723", "330781"}
	tokens := []string{c.as("clerk.330723"), c.as("clerk.330781")}
	for _, investor := range []string{codeA, codeB, codeC} {
		answers := make([]*answer, 8)
		var all sync.WaitGroup
		for i := range answers {
			body := fields{"name": fmt.Sprintf("%s 第%d号项目", investor, i), "industry": "C3841", "investmentWan": 149600,
				"enterprise": fields{"name": regions[i%2] + "公司", "creditCode": investor}}
			all.Go(func() { answers[i] = c.send(tokens[i%2], http.MethodPost, "/projects", body) })
		}
		all.Wait()
		registered := map[int]bool{}
		for i, a := range answers {
			if a.status == http.StatusCreated {
				registered[i%2] = true
			} else {
				a.want(http.StatusConflict)
			}
		}
		if len(registered) != 1 {
			t.Errorf("%d counties registered %s, want one", len(registered), investor)
		}
	}
}

// TestTheWayBack: a name taken meanwhile is a named conflict for a project that resumes or leaves the archive.
func TestTheWayBack(t *testing.T) {
	c := newCity(t)
	c.call("secretariat", http.MethodPost, "/meetings", fields{"month": "2022-04"}).want(http.StatusCreated)
	first := c.enroll("330723", "电池项目", fields{"name": "甲公司"}).want(http.StatusCreated)
	c.sign("330723", first.text("id"), "2022-04-08")
	c.call("lead.330723", http.MethodPost, path(first)+"/restoration", fields{"reason": "误归档"}, "If-Match", "*").want(http.StatusConflict)
	c.call("lead.330723", http.MethodPost, path(first)+"/archive", fields{"reason": "重复登记"}, "If-Match", "*").want(http.StatusOK)
	second := c.enroll("330781", "电池项目", fields{"name": "乙公司"}).want(http.StatusCreated)

	back := path(first) + "/restoration"
	c.call("clerk.330723", http.MethodPost, back, fields{"reason": "误归档"}, "If-Match", "*").want(http.StatusForbidden)
	c.call("lead.330723", http.MethodPost, back, fields{"reason": " "}, "If-Match", "*").want(http.StatusUnprocessableEntity)
	c.call("lead.330723", http.MethodPost, back, fields{"reason": "误归档"}).want(http.StatusPreconditionRequired)
	c.call("lead.330723", http.MethodPost, back, fields{"reason": "误归档"}, "If-Match", "*").conflicted(second)
	c.call("lead.330781", http.MethodPost, path(second)+"/termination", fields{"reason": "投资方退出"}, "If-Match", "*").want(http.StatusOK)
	restored := c.call("lead.330723", http.MethodPost, back, fields{"reason": "误归档"}, "If-Match", "*").want(http.StatusOK)
	if restored.value("archivedAt") != nil || restored.text("stage") != "signed" {
		t.Errorf("restored: %s", restored.body)
	}
	board := c.call("leader", http.MethodGet, "/meetings/2022-04/board", nil).want(http.StatusOK)
	if board.number("city/month/signed/count") != 1 {
		t.Errorf("the restored project does not count: %s", shorten(board.body))
	}
	c.checkLines(first, "project.archived", "project.restored")
	c.call("lead.330781", http.MethodPost, path(second)+"/resumption", fields{"reason": "重新启动"}, "If-Match", "*").conflicted(first)
	c.call("secretariat", http.MethodPost, path(second)+"/resumption", fields{"reason": "重新启动", "duplicateReason": "两期分属两地"}, "If-Match", "*").want(http.StatusOK)
}

// checkLines finds each code once in a project's timeline.
func (c *city) checkLines(p *answer, codes ...string) {
	c.t.Helper()
	line := c.call("leader", http.MethodGet, path(p)+"/timeline", nil).want(http.StatusOK)
	items, _ := line.value("items").([]any)
	found := map[string]int{}
	for _, item := range items {
		e, _ := item.(map[string]any)
		code, _ := e["code"].(string)
		found[code]++
	}
	for _, code := range codes {
		if found[code] != 1 {
			c.t.Errorf("timeline has %s %d times, want once: %s", code, found[code], shorten(line.body))
		}
	}
}

// TestProjectsAreSearchedByWords: each word stands somewhere, the investor's name included.
func TestProjectsAreSearchedByWords(t *testing.T) {
	c := newCity(t)
	c.enroll("330723", "储能电池项目", fields{"name": "Acme 新能源公司"}).want(http.StatusCreated)
	c.enroll("330781", "电池材料项目", fields{"name": "兰江材料公司"}).want(http.StatusCreated)
	for q, want := range map[string]int64{
		"电池": 2, "兰江": 1, "acme": 1, "电池 新能源": 1, "新能源　储能": 1, "电池 兰江 材料": 1, "兰江 储能": 0, "100%": 0, "_": 0, "  ": 2,
	} {
		found := c.call("leader", http.MethodGet, "/projects?q="+url.QueryEscape(q), nil).want(http.StatusOK)
		if found.number("total") != want {
			t.Errorf("%q finds %d, want %d", q, found.number("total"), want)
		}
	}
	if own := c.call("clerk.330723", http.MethodGet, "/projects?q="+url.QueryEscape("公司"), nil).want(http.StatusOK); own.number("total") != 1 {
		t.Errorf("a county finds %d, want its own alone", own.number("total"))
	}
}

// TestPriorityHoldsForTheNationalCode: one filing is one project. Within a county it is a hint, as one investor's second project is; in another one the city
// decides.
func TestPriorityHoldsForTheNationalCode(t *testing.T) {
	c := newCity(t)
	const filed = "2205-330700-04-01-123456"
	enroll := func(region, name, code string, more ...string) *answer {
		in := fields{"name": name, "industry": "C3841", "investmentWan": 149600, "nationalCode": code, "enterprise": fields{"name": name + "公司"}}
		who := "clerk." + region
		if len(more) > 0 {
			who, in["regionId"], in["duplicateReason"] = "secretariat", region, more[0]
		}
		return c.call(who, http.MethodPost, "/projects", in)
	}
	first := enroll("330723", "武义一期", filed).want(http.StatusCreated)
	enroll("330723", "武义二期", filed).want(http.StatusCreated)
	enroll("330781", "兰溪一期", " "+filed).conflicted(first)
	enroll("330781", "兰溪一期", filed, "两期分属两地").want(http.StatusCreated)
	other := enroll("330781", "兰溪二期", "").want(http.StatusCreated)
	c.call("clerk.330781", http.MethodPatch, path(other), fields{"nationalCode": filed}, "If-Match", "*").conflicted(first)
	c.call("clerk.330781", http.MethodPatch, path(other), fields{"nationalCode": " 2205-330700-04-01-123457\u3000"}, "If-Match", "*").want(http.StatusOK)

	found := c.call("clerk.330781", http.MethodGet, "/projects/duplicates?nationalCode="+url.QueryEscape(" "+filed), nil).want(http.StatusOK)
	if found.number("total") != 3 || found.text("items/0/by") != "nationalCode" {
		t.Errorf("hint: got %s", found.body)
	}
	if none := c.call("clerk.330781", http.MethodGet, "/projects/duplicates?nationalCode=", nil).want(http.StatusOK); none.number("total") != 0 {
		t.Errorf("of no code: got %s", none.body)
	}
}
