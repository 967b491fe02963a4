package api_test

import (
	"encoding/csv"
	"net/http/httptest"
	"strings"
	"testing"

	"zhaoyin/internal/access"
)

const twoRows = "县（市、区）,项目名称,企业名称,行业代码,总投资（万元）\n" +
	"武义县,导入的光伏项目,导入公司,C3825,150000\n" +
	"兰溪市,别县的项目,别县公司,C3841,150000\n"

// imports sends a sheet with what the query asks.
func (w *world) imports(query string, role access.Role, headers ...string) *httptest.ResponseRecorder {
	w.t.Helper()
	body, kind := upload("file", "项目.csv", twoRows)
	return w.do("POST", "/imports?"+query, role, body, append(headers, "Content-Type: "+kind)...)
}

// TestAnImportOverHTTP tries a sheet, brings its good row in, finds its report again and takes the ledger out.
func TestAnImportOverHTTP(t *testing.T) {
	w := newWorld(t)
	tried := w.imports("kind=projects&dryRun=true", access.Clerk, "Accept-Language: en")
	if tried.Code != 201 || field(tried, "state") != "previewed" || !strings.Contains(tried.Body.String(), "belongs to another county") {
		t.Fatalf("a trial: %d %s", tried.Code, tried.Body)
	}
	if refused := w.imports("kind=projects", access.Clerk); refused.Code != 201 || field(refused, "state") != "refused" {
		t.Errorf("all or nothing: %d %s", refused.Code, refused.Body)
	}
	if found := w.do("GET", "/projects?q=导入的", access.Clerk, ""); !strings.Contains(found.Body.String(), `"total":0`) {
		t.Errorf("a trial and a refused file left something: %s", found.Body)
	}
	done := w.imports("kind=projects&mode=rows", access.Clerk)
	if done.Code != 201 || field(done, "state") != "applied" || done.Header().Get("Location") != "/api/v1/imports/"+field(done, "id") {
		t.Fatalf("row by row: %d %s", done.Code, done.Body)
	}
	kept := w.do("GET", "/imports/"+field(done, "id"), access.Clerk, "")
	if kept.Code != 200 || kept.Body.String() != done.Body.String() {
		t.Errorf("the report as kept: %d %s, want %s", kept.Code, kept.Body, done.Body)
	}
	if theirs := w.do("GET", "/imports/"+field(done, "id"), "clerk."+other, ""); theirs.Code != 404 {
		t.Errorf("the report for another county: %d", theirs.Code)
	}
	ledger := w.do("GET", "/exports/projects.csv?q=导入的", access.Clerk, "")
	lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(ledger.Body.String(), "\ufeff"))).ReadAll()
	if err != nil || len(lines) != 2 || lines[1][1] != "导入的光伏项目" {
		t.Errorf("the ledger: %d %v %q", ledger.Code, err, lines)
	}
}

// TestImportsRefuse holds the requests that are wrong as a whole.
func TestImportsRefuse(t *testing.T) {
	w := newWorld(t)
	for query, status := range map[string]int{
		"kind=land": 422, "": 422, "kind=projects&mode=most": 422, "kind=projects&dryRun=maybe": 422, "kind=projects&industry=光伏": 422,
		"kind=projects&dryrun=true": 422, "kind=projects&historical=true": 403,
	} {
		if got := w.imports(query, access.Clerk); got.Code != status {
			t.Errorf("%q: got %d %s, want %d", query, got.Code, got.Body, status)
		}
	}
	if got := w.do("POST", "/imports?kind=projects", access.Clerk, "{}"); got.Code != 415 {
		t.Errorf("JSON for a file: got %d, want 415", got.Code)
	}
	if got := w.do("GET", "/exports/projects.xlsx?limit=5", access.Clerk, ""); got.Code != 422 {
		t.Errorf("an export with pages: got %d, want 422", got.Code)
	}
}
