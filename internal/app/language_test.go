package app_test

import (
	"net/http"
	"strings"
	"testing"
)

// TestTheRulesSentenceIsInTheReadersLanguage: the reason of a light is the rule's sentence where the county gave none of its own, and its own
// words are told as they are.
func TestTheRulesSentenceIsInTheReadersLanguage(t *testing.T) {
	c := newCity(t)
	c.call("secretariat", http.MethodPost, "/meetings", map[string]any{"month": "2022-04"}).want(http.StatusCreated)
	byRule, own := c.register("330723", "储能电池", 149600).text("id"), c.register("330781", "光学膜", 520000).text("id")
	c.call("lead.330723", http.MethodPost, "/projects/"+byRule+"/months/2022-04/submission", map[string]any{"noChange": true}).want(http.StatusOK)
	c.call("clerk.330781", http.MethodPut, "/projects/"+own+"/months/2022-04", map[string]any{
		"progress": "主体结构施工", "nextPlan": "设备进场", "light": "red", "lightReason": "本月无变化的是资金",
	}).want(http.StatusCreated)
	c.call("lead.330781", http.MethodPost, "/projects/"+own+"/months/2022-04/submission", nil).want(http.StatusOK)
	reason := func(id, lang string) string {
		return c.call("leader", http.MethodGet, "/projects/"+id, nil, "Accept-Language", lang).want(http.StatusOK).text("lightReason")
	}
	if zh, en := reason(byRule, "zh-CN"), reason(byRule, "en"); zh != "本月无变化" || en != "No change this month" {
		t.Errorf("the rule's sentence: got %q and %q", zh, en)
	}
	if en := reason(own, "en"); en != "本月无变化的是资金" {
		t.Errorf("the county's words: got %q", en)
	}
	list := c.call("leader", http.MethodGet, "/projects", nil, "Accept-Language", "en").want(http.StatusOK)
	if !strings.Contains(string(list.body), `"lightReason":"No change this month"`) {
		t.Errorf("the list: %s", shorten(list.body))
	}
	month := c.call("leader", http.MethodGet, "/projects/"+byRule+"/months/2022-04", nil, "Accept-Language", "en").want(http.StatusOK)
	if month.text("lightDetail") != "No change this month" {
		t.Errorf("the month: %s", month.body)
	}
}
