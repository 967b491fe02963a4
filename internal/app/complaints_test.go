package app_test

import (
	"net/http"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// complaints are "pointer code" lines of a 422, sorted.
func (a *answer) complaints() []string {
	a.t.Helper()
	a.want(http.StatusUnprocessableEntity)
	list, _ := a.value("errors").([]any)
	var lines []string
	for _, e := range list {
		f, _ := e.(map[string]any)
		pointer, _ := f["pointer"].(string)
		code, _ := f["code"].(string)
		lines = append(lines, pointer+" "+code)
	}
	sort.Strings(lines)
	return lines
}

// TestEveryComplaintAtOnce: what the form shows and what the rules and the look-ups find come in one answer.
func TestEveryComplaintAtOnce(t *testing.T) {
	c := newCity(t)
	p := c.register("330723", "完整项目", 149600)
	thing := "/projects/" + p.text("id")
	enterprise := c.call("clerk.330723", http.MethodGet, "/enterprises/"+p.text("enterpriseId"), nil).want(http.StatusOK)
	for name, tt := range map[string]struct {
		method, path string
		body         fields
		want         []string
	}{
		"industry and no investor": {http.MethodPost, "/projects", fields{"name": "甲", "industry": "Z9", "investmentWan": 149600},
			[]string{"/enterprise required", "/industry noSuch"}},
		"the investor's fields too": {http.MethodPost, "/projects", fields{"name": "甲", "industry": "C3841", "investmentWan": 149600, "chain": "none", "landMu": -3,
			"nationalCode": "123", "enterprise": fields{"name": "甲公司", "kind": "odd", "creditCode": "123"}},
			[]string{"/chain noSuch", "/enterprise/creditCode enterprise.creditCodeLength", "/enterprise/kind choice", "/landMu project.negative",
				"/nationalCode project.nationalCodeShape"}},
		"form and look-ups": {http.MethodPost, "/projects", fields{"name": "", "industry": "Z9", "investmentWan": 149600, "chain": "none", "enterprise": fields{"name": " "}},
			[]string{"/chain noSuch", "/enterprise/name required", "/industry noSuch", "/name required"}},
		"nothing at all": {http.MethodPost, "/projects", fields{},
			[]string{"/enterprise required", "/industry required", "/investmentWan required", "/name required"}},
		"an unknown investor": {http.MethodPost, "/projects", fields{"name": "甲", "industry": "Z9", "investmentWan": 149600, "enterpriseId": "nobody"},
			[]string{"/enterpriseId noSuch", "/industry noSuch"}},
		"amendment": {http.MethodPatch, thing, fields{"channel": "odd", "industry": "Z9", "name": " ", "chain": "none", "fixedInvestmentWan": -1, "enterpriseId": "nobody"},
			[]string{"/chain noSuch", "/channel choice", "/enterpriseId noSuch", "/fixedInvestmentWan project.negative", "/industry noSuch", "/name required"}},
		"amendment to nothing": {http.MethodPatch, thing, fields{"name": nil, "industry": nil, "investmentWan": nil, "enterpriseId": nil, "stage": "signed"},
			[]string{"/enterpriseId required", "/industry required", "/investmentWan required", "/name required", "/stage project.stage"}},
		"milestone": {http.MethodPost, thing + "/milestones", fields{"kind": "lead", "occurredOn": "2030-01-01", "evidence": []fields{{"kind": "odd", "number": "1"}}},
			[]string{"/evidence/0/kind choice", "/kind choice", "/occurredOn future"}},
		"enterprise": {http.MethodPost, "/enterprises", fields{"name": " ", "kind": "odd", "creditCode": "123"},
			[]string{"/creditCode enterprise.creditCodeLength", "/kind choice", "/name required"}},
		"amended enterprise": {http.MethodPatch, "/enterprises/" + enterprise.text("id"), fields{"name": " ", "kind": "odd", "creditCode": "123"},
			[]string{"/creditCode enterprise.creditCodeLength", "/kind choice", "/name required"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := c.call("clerk.330723", tt.method, tt.path, tt.body, "If-Match", "*").complaints()
			if diff := cmp.Diff(got, tt.want); diff != "" {
				t.Errorf("complaints (-got +want):\n%s", diff)
			}
		})
	}
}

// TestCreditSharesAddUp holds the same rule for a registration and an amendment.
func TestCreditSharesAddUp(t *testing.T) {
	c := newCity(t)
	p := c.register("330723", "分成项目", 149600)
	share := func(region string, percent int) fields { return fields{"regionId": region, "percent": percent} }
	many := []fields{}
	for range 11 {
		many = append(many, share("330723", 1))
	}
	for name, tt := range map[string]struct {
		shares []fields
		want   []string
	}{
		"more than all and less than nothing": {[]fields{share("330723", 150), share("330781", -50)}, []string{"/creditShares/0/percent range", "/creditShares/1/percent range"}},
		"not 100":                             {[]fields{share("330723", 60), share("330781", 30)}, []string{"/creditShares project.shares"}},
		"one county twice":                    {[]fields{share("330723", 60), share("330723", 40)}, []string{"/creditShares/1/regionId project.shareTwice"}},
		"unknown county":                      {[]fields{share("330723", 60), share("440300", 40)}, []string{"/creditShares/1/regionId noSuch"}},
		"no county":                           {[]fields{share("330723", 60), share("", 40)}, []string{"/creditShares/1/regionId required"}},
		"the own county is out":               {[]fields{share("330781", 100)}, []string{"/creditShares project.shareOwn"}},
		"too many":                            {many, []string{"/creditShares count"}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, got := range [][]string{
				c.call("clerk.330723", http.MethodPatch, "/projects/"+p.text("id"), fields{"creditShares": tt.shares}, "If-Match", "*").complaints(),
				c.call("clerk.330723", http.MethodPost, "/projects", fields{"name": "又一", "industry": "C3841", "investmentWan": 149600,
					"enterprise": fields{"name": "又一公司"}, "creditShares": tt.shares}).complaints(),
			} {
				if diff := cmp.Diff(got, tt.want); diff != "" {
					t.Errorf("complaints (-got +want):\n%s", diff)
				}
			}
		})
	}
	good := fields{"creditShares": []fields{share("330723", 60), share("330781", 40)}}
	c.call("clerk.330723", http.MethodPatch, "/projects/"+p.text("id"), good, "If-Match", "*").want(http.StatusOK)
}

// TestNamesAreOneLine: a name with a line break or a character that turns the writing round would not be what a paper shows.
func TestNamesAreOneLine(t *testing.T) {
	c := newCity(t)
	p := c.register("330723", "一行项目", 149600)
	for _, name := range []string{"两\n行", "制\t表", "倒\u202e写", "隔\u2066离", "删\u007f除", "新\u0085行", "分\u2028行"} {
		body := fields{"name": name, "industry": "C3841", "investmentWan": 149600, "enterprise": fields{"name": name}}
		if diff := cmp.Diff(c.call("clerk.330723", http.MethodPost, "/projects", body).complaints(), []string{"/enterprise/name oneLine", "/name oneLine"}); diff != "" {
			t.Errorf("%q registered (-got +want):\n%s", name, diff)
		}
		if diff := cmp.Diff(c.call("clerk.330723", http.MethodPatch, "/projects/"+p.text("id"), fields{"name": name}, "If-Match", "*").complaints(), []string{"/name oneLine"}); diff != "" {
			t.Errorf("%q amended (-got +want):\n%s", name, diff)
		}
	}
}

// TestPerMuIsNotRoundedBeforeItIsJudged: 19.997 万元 per mu prints as 20 and is below it.
func TestPerMuIsNotRoundedBeforeItIsJudged(t *testing.T) {
	c := newCity(t)
	body := fields{"name": "摊大饼项目", "industry": "C3841", "investmentWan": 150000, "landMu": 7501, "enterprise": fields{"name": "大饼公司"}}
	if diff := cmp.Diff(c.call("clerk.330723", http.MethodPost, "/projects", body).complaints(), []string{"/landMu project.perMu"}); diff != "" {
		t.Errorf("19.997 万元 per mu (-got +want):\n%s", diff)
	}
	body["landMu"] = 7500
	c.call("clerk.330723", http.MethodPost, "/projects", body).want(http.StatusCreated)
}

// TestALengthIsThatOfTheField: what must be filled is no text of nought characters.
func TestALengthIsThatOfTheField(t *testing.T) {
	c := newCity(t)
	p := c.register("330723", "完整项目", 149600)
	long := strings.Repeat("长", 201)
	body := fields{"name": long, "site": long, "industry": "C3841", "investmentWan": 149600, "enterprise": fields{"name": long}}
	made := c.call("clerk.330723", http.MethodPost, "/projects", body).want(http.StatusUnprocessableEntity)
	amended := c.call("clerk.330723", http.MethodPatch, "/projects/"+p.text("id"), fields{"name": long, "site": long}, "If-Match", p.etag()).want(http.StatusUnprocessableEntity)
	for what, a := range map[string]*answer{"registered": made, "amended": amended} {
		for _, e := range (object{"errors": a.value("errors")}).list("errors") {
			want := "1 到 200"
			if e.text("pointer") == "/site" {
				want = "0 到 200"
			}
			if !strings.Contains(e.text("detail"), want) {
				t.Errorf("%s, %s: got %q, want %s", what, e.text("pointer"), e.text("detail"), want)
			}
		}
	}
}
