package api_test

import (
	"flag"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/api/apitest"
	"zhaoyin/internal/access"
)

var update = flag.Bool("update", false, "rewrite testdata/rights.golden")

// sample is how a call is made so that only the caller's rights can be in its way: a whole body, an If-Match, ids that exist. Words in braces
// ({project}) stand for what the county in question has.
type sample struct {
	path    string   // the contract's own path when empty
	body    string   // {n} is a new number each time
	headers []string // beside the content type
	before  func(w *world, role access.Role) map[string]string
}

// TestRights calls every route as every role for its own and another county, and compares with testdata/rights.golden. A cell is what came of it: ok
// (admitted, whatever the rules then said), 401, 403, or 404 (not there for this role); "ok/404" is own county/other county.
func TestRights(t *testing.T) {
	contract, err := apitest.Contract()
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	w.app.Handler = apitest.Strict(t, w.app.Handler)
	var calls, lines []string
	for path, item := range contract.Paths.Map() {
		for method := range item.Operations() {
			calls = append(calls, path+" "+method)
		}
	}
	sort.Strings(calls)
	for _, call := range calls {
		path, method, _ := strings.Cut(call, " ")
		s, ok := samples[method+" "+path]
		if !ok {
			t.Errorf("%s %s has no sample in rights_samples_test.go", method, path)
			continue
		}
		if s.path == "" {
			s.path = path
		}
		lines = append(lines, method+" "+path+"\x00"+w.row(method, s))
	}
	for call := range samples {
		method, path, _ := strings.Cut(call, " ")
		if item := contract.Paths.Value(path); item == nil || item.GetOperation(method) == nil {
			t.Errorf("%s is no route", call)
		}
	}
	compare(t, table(lines))
}

func (w *world) row(method string, s sample) string {
	var cells []string
	for _, role := range access.Roles() {
		if role == access.System {
			continue // never comes over HTTP
		}
		mine := w.outcome(method, s, role, own)
		cell := mine
		if theirs := w.outcome(method, s, role, other); theirs != mine {
			cell += "/" + theirs
		}
		cells = append(cells, cell)
	}
	return strings.Join(cells, "\x00")
}

func (w *world) outcome(method string, s sample, role access.Role, region string) string {
	w.t.Helper()
	words := w.words(region)
	if s.before != nil {
		for word, value := range s.before(w, role) {
			words["{"+word+"}"] = value
		}
	}
	fill := func(text string) string {
		for word, value := range words {
			text = strings.ReplaceAll(text, word, value)
		}
		return text
	}
	var headers []string
	if method != http.MethodGet {
		headers = append(headers, `If-Match: "1"`)
	}
	for _, h := range s.headers {
		headers = append(headers, fill(h))
	}
	asked := fill(s.path) + fill(s.body)
	a := w.do(method, fill(s.path), role, fill(s.body), headers...)
	if region == other && (role == access.Clerk || role == access.Lead) && a.Code < http.StatusMultipleChoices {
		w.leak(method+" "+s.path, role, asked, a.Body.String())
	}
	switch a.Code {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound:
		return fmt.Sprint(a.Code)
	case http.StatusUnsupportedMediaType, http.StatusPreconditionRequired, http.StatusMethodNotAllowed:
		w.t.Errorf("%s %s: the sample is not whole: %d %s", method, s.path, a.Code, a.Body)
	}
	if a.Code >= http.StatusInternalServerError {
		w.t.Errorf("%s %s as %s: %d %s", method, s.path, role, a.Code, a.Body)
	}
	return "ok"
}

// leak finds another county's things in what a county was shown, beyond those that it named itself.
func (w *world) leak(call string, role access.Role, asked, body string) {
	theirs := w.objects[other]
	for kind, id := range map[string]string{
		"enterprise": theirs.enterprise, "project": theirs.project, "milestone": theirs.milestone, "attachment": theirs.attachment, "pack": theirs.pack,
		"fundRequest": theirs.fundRequest, "disbursement": theirs.disbursement,
		"land pool": theirs.landPool, "land request": theirs.landRequest,
		"supply": theirs.supply, "site": theirs.site, "issue": theirs.issue,
		"review": theirs.review, "condition": theirs.condition,
	} {
		if strings.Contains(body, id) && !strings.Contains(asked, id) {
			w.t.Errorf("%s shows %s another county's %s", call, role, kind)
		}
	}
}

func (w *world) words(region string) map[string]string {
	w.serial++
	c := w.objects[region]
	return map[string]string{
		"{region}": region, "{month}": month, "{n}": fmt.Sprint(w.serial), "{project}": c.project, "{enterprise}": c.enterprise,
		"{milestone}": c.milestone, "{attachment}": c.attachment, "{pack}": c.pack, "{user}": c.user, "{import}": c.imported,
		"{fund}": w.fund, "{fundRequest}": c.fundRequest, "{disbursement}": c.disbursement,
		"{landPool}": c.landPool, "{landRequest}": c.landRequest,
		"{supply}": c.supply, "{site}": c.site, "{issue}": c.issue, "{decision}": c.decision,
		"{review}": c.review, "{concluded}": c.concluded, "{condition}": c.condition,
	}
}

// table lines the cells up.
func table(lines []string) string {
	head := "call"
	for _, role := range access.Roles() {
		if role != access.System {
			head += "\x00" + string(role)
		}
	}
	rows := append([]string{head}, lines...)
	widths := make([]int, len(access.Roles()))
	for _, row := range rows {
		for i, cell := range strings.Split(row, "\x00") {
			widths[i] = max(widths[i], len(cell))
		}
	}
	var b strings.Builder
	for _, row := range rows {
		var line string
		for i, cell := range strings.Split(row, "\x00") {
			line += fmt.Sprintf("%-*s  ", widths[i], cell)
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return b.String()
}

func compare(t *testing.T, got string) {
	t.Helper()
	golden := filepath.Join("testdata", "rights.golden")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(got, "\n"), strings.Split(string(want), "\n")); diff != "" {
		t.Errorf("rights differ from %s (-update rewrites it; read the difference):\n%s", golden, diff)
	}
}
