package app_test

import (
	"net/http"
	"net/url"
	"testing"
)

// TestProjectsAreFound holds that every plain field of a project finds it, and nothing else.
func TestProjectsAreFound(t *testing.T) {
	c := newCity(t)
	c.call("clerk.330723", http.MethodPost, "/projects", fields{
		"name": "武义储能电池项目", "industry": "C3841", "investmentWan": 149600, "site": "百花山工业区", "leaderName": "张三", "originRegionId": "330781",
		"enterprise": fields{"name": "储能公司"},
	}).want(http.StatusCreated)
	c.call("clerk.330723", http.MethodPost, "/projects", fields{
		"name": "İSTANBUL Élan a,b 项目", "industry": "C3841", "investmentWan": 149600, "site": "东区,西区", "leaderName": `甲,乙\`, "enterprise": fields{"name": "ÖRNEK A.Ş."},
	}).want(http.StatusCreated)
	c.register("330781", "兰溪储备项目", 60000)
	for _, tt := range []struct {
		field, value string
		want         int64
	}{
		{"name", "武义储能电池项目", 1}, {"name", "武义储能", 0}, {"site", "百花山工业区", 1}, {"leaderName", "张三", 1}, {"leaderName", "李四", 0},
		{"originRegionId", "330781", 1}, {"nationalCode", "2205-330723-04-01-123456", 0}, {"countsReason", "met", 2}, {"countsReason", "met,belowThreshold", 3},
		{"name", `İSTANBUL Élan a\,b 项目`, 1}, {"name", "İSTANBUL Élan a,b 项目", 0}, {"name", `武义储能电池项目,İSTANBUL Élan a\,b 项目`, 2}, {"site", `东区\,西区`, 1},
		{"leaderName", `甲\,乙\`, 1}, {"leaderName", `李四\,,张三`, 1},
		{"q", "İSTANBUL", 1}, {"q", "İstanbul", 1}, {"q", "Élan", 1}, {"q", "ÉLAN", 1}, {"q", "ÖRNEK", 1},
	} {
		found := c.call("leader", http.MethodGet, "/projects?"+tt.field+"="+url.QueryEscape(tt.value), nil).want(http.StatusOK)
		if found.number("total") != tt.want {
			t.Errorf("%s=%s finds %d, want %d", tt.field, tt.value, found.number("total"), tt.want)
		}
	}
	c.call("leader", http.MethodGet, "/projects?countsReason=because", nil).want(http.StatusUnprocessableEntity)
}
