package app_test

import (
	"bytes"
	"net/http"
	"testing"
)

// speakers is who speaks for each step before the conclusion, in the order of the shipped template.
func speakers(region string) [][2]string {
	return [][2]string{
		{"county", "lead." + region}, {"acceptance", "secretariat"}, {"industry", "dept.eit"}, {"filing", "dept.ndrc"}, {"land", "land"},
		{"environment", "dept.eco"}, {"safety", "dept.emergency"}, {"finance", "fund"},
	}
}

// opine opens the project's joint review and has every step agree, but for those whose opinion is given here.
func (c *city) opine(region, project string, opinions map[string]fields) *answer {
	c.t.Helper()
	at := "/reviews/" + c.call("clerk."+region, http.MethodPost, "/projects/"+project+"/reviews", nil).want(http.StatusCreated).text("id")
	c.waits("lead."+region, "reviewStep", project)
	for _, s := range speakers(region) {
		said := opinions[s[0]]
		if said == nil {
			said = fields{"opinion": "agree"}
		}
		c.call(s[1], http.MethodPost, at+"/steps/"+s[0]+"/opinion", said).want(http.StatusOK)
	}
	return c.call("secretariat", http.MethodGet, at, nil).want(http.StatusOK)
}

// conclude ends a review with the meeting's conclusion.
func (c *city) conclude(review *answer, conclusion, meeting string) *answer {
	c.t.Helper()
	return c.call("secretariat", http.MethodPost, "/reviews/"+review.text("id")+"/conclusion", fields{"conclusion": conclusion, "meetingNumber": meeting},
		"If-Match", review.etag()).want(http.StatusOK)
}

// pass takes a project through its joint review.
func (c *city) pass(region, project string) {
	c.t.Helper()
	c.conclude(c.opine(region, project, nil), "pass", "联审〔2022〕3号")
}

// blocked holds that the landing is refused for one reason alone, which the gates tell, too.
func (c *city) blocked(m *answer, project, code, sentence string) {
	c.t.Helper()
	refused := c.verifyLanding(m, project).want(http.StatusConflict)
	if refused.text("code") != "stage.blocked" || refused.text("blockers/0/code") != code || !bytes.Contains(refused.body, []byte(sentence)) {
		c.t.Errorf("landing: %s", refused.body)
	}
	gates := c.call("leader", http.MethodGet, "/projects/"+project+"/gates?to=landed", nil).want(http.StatusOK)
	if gates.text("blockers/0/code") != code || len(gates.value("blockers").([]any)) != 1 || gates.value("open") != false {
		c.t.Errorf("gates: %s", gates.body)
	}
}

// landOnCondition lands a project whose review asks for something first: the gate refuses it without a review, then for the open condition, and opens when the
// department has found the condition fulfilled.
func (c *city) landOnCondition(region, project string) {
	c.t.Helper()
	m := c.reportLanding(region, project, "2022-04-11")
	c.blocked(m, project, "stage.review", "尚未通过联审联评")
	r := c.opine(region, project, map[string]fields{"filing": {
		"opinion": "conditional", "note": "能耗偏高", "conditions": []fields{{"text": "完成节能审查", "dueOn": "2022-05-31", "blocksStage": "landed"}},
	}})
	r = c.conclude(r, "conditional", "联审〔2022〕4号")
	c.blocked(m, project, "stage.condition", "联审联评条件尚未落实：完成节能审查（期限2022-05-31）")
	on := "/reviews/" + r.text("id") + "/conditions/" + r.text("conditions/0/id")
	c.call("clerk."+region, http.MethodPost, on+"/fulfilment", fields{"note": "审查意见已取得"}).want(http.StatusOK)
	c.waits("dept.ndrc", "conditionCheck", project)
	c.blocked(m, project, "stage.condition", "完成节能审查")
	c.call("dept.ndrc", http.MethodPost, on+"/verification", fields{"verdict": "verified", "note": "已核对原件"}).want(http.StatusOK)
	c.verifyLanding(m, project).want(http.StatusOK)
}

// TestReviewIsRepeated: a project that grows by more than a fifth after its review is stopped until it has been reviewed again, unless the secretariat says why.
func TestReviewIsRepeated(t *testing.T) {
	c := newCity(t)
	c.call("secretariat", http.MethodPost, "/meetings", fields{"month": "2022-04"}).want(http.StatusCreated)
	p := c.register("330723", "武义储能电池项目", 149600)
	id := p.text("id")
	c.sign("330723", id, "2022-04-08")
	c.pass("330723", id)
	c.call("clerk.330723", http.MethodPatch, "/projects/"+id, fields{"investmentWan": 200000}, "If-Match",
		c.call("clerk.330723", http.MethodGet, "/projects/"+id, nil).etag()).want(http.StatusOK)
	c.waits("clerk.330723", "reviewAgain", id)
	m := c.reportLanding("330723", id, "2022-04-11")
	c.blocked(m, id, "stage.reviewAgain", "投资或用地变化超过规定比例")
	path := "/projects/" + id + "/milestones/" + m.text("id") + "/verification"
	c.call("secretariat", http.MethodPost, path, fields{"verdict": "verified", "note": "市长办公会同意先行落地"}, "If-Match", m.etag()).want(http.StatusOK)
	history := c.call("leader", http.MethodGet, "/projects/"+id+"/stages", nil).want(http.StatusOK)
	if !bytes.Contains(history.body, []byte("市长办公会同意先行落地")) {
		t.Errorf("the history does not tell why: %s", history.body)
	}
}
