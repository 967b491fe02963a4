package ui

import (
	"compress/gzip"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"zhaoyin/internal/access"
	"zhaoyin/internal/task"
)

func get(t *testing.T, h http.Handler, target string, headers ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, target, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var assetAddress = regexp.MustCompile(`/assets/[0-9a-f]{16}/[^"]+`)

func TestPlacesGetThePage(t *testing.T) {
	for target, want := range map[string]int{
		"/": 200, "/projects": 200, "/projects/01a2": 200, "/months/2022-04": 200, "/board": 200, "/meeting/2022-04": 200, "/setup": 200, "/projects/": 200,
		"/nope": 404, "/static/x": 404, "/healthz/": 404, "/projects/01a2/nope": 404, "/meetings": 404,
		"/missing.js": 404, "/assets/0000000000000000/app/main.js": 404, "/assets/": 404, "/api/v1/missing": 404, "/favicon.ico": 200,
	} {
		if got := get(t, Handler(""), target); got.StatusCode != want {
			t.Errorf("%s: got %d, want %d", target, got.StatusCode, want)
		}
	}
}

func TestEveryAddressInThePageIsServed(t *testing.T) {
	found := assetAddress.FindAllString(body(t, get(t, Handler(""), "/projects")), -1)
	if len(found) < 3 {
		t.Fatalf("got %d addresses of assets in the page, want scripts and styles", len(found))
	}
	for _, address := range found {
		r := get(t, Handler(""), address)
		if r.StatusCode != 200 || !strings.Contains(r.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: got %d and %q", address, r.StatusCode, r.Header.Get("Cache-Control"))
		}
	}
}

func TestAddressesChangeWithTheFiles(t *testing.T) {
	page := func(script string) string {
		h := load(fstest.MapFS{
			"static/index.html":  {Data: []byte(`<script src="/assets/VERSION/app/main.js"></script>`)},
			"static/favicon.svg": {Data: []byte("<svg/>")},
			"static/app/main.js": {Data: []byte(script)},
		}, "")
		return assetAddress.FindString(body(t, get(t, h, "/")))
	}
	if one, two := page("1"), page("2"); one == two || one == "" {
		t.Errorf("got %q for both contents, want two addresses", one)
	}
}

func TestRevalidationAndCompression(t *testing.T) {
	h := Handler("")
	plain := get(t, h, "/")
	if got := get(t, h, "/", "If-None-Match", plain.Header.Get("ETag")); got.StatusCode != http.StatusNotModified {
		t.Errorf("the page that the browser has: got %d, want 304", got.StatusCode)
	}
	script := regexp.MustCompile(`/assets/[0-9a-f]+/app/main\.js`).FindString(body(t, plain))
	zipped := get(t, h, script, "Accept-Encoding", "br;q=1, gzip")
	unpacked, err := gzip.NewReader(zipped.Body)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(unpacked)
	if want := body(t, get(t, h, script)); err != nil || string(text) != want {
		t.Errorf("the packed script differs from the plain one: %v", err)
	}
	if got := get(t, h, script, "Accept-Encoding", "gzip;q=0").Header.Get("Content-Encoding"); got != "" {
		t.Errorf("a browser that refuses gzip: got %q", got)
	}
	if a, b := zipped.Header.Get("ETag"), get(t, h, script).Header.Get("ETag"); a == b {
		t.Errorf("got the ETag %s for two different texts", a)
	}
}

func TestOnlyReading(t *testing.T) {
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete} {
		w := httptest.NewRecorder()
		Handler("").ServeHTTP(w, httptest.NewRequest(method, "/", nil))
		if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") == "" {
			t.Errorf("%s: got %d and Allow %q", method, w.Code, w.Header().Get("Allow"))
		}
	}
	w := httptest.NewRecorder()
	Handler("").ServeHTTP(w, httptest.NewRequest(http.MethodHead, "/", nil))
	if w.Code != 200 || w.Body.Len() != 0 || w.Header().Get("Content-Length") == "0" {
		t.Errorf("HEAD: got %d with %d bytes and Content-Length %s", w.Code, w.Body.Len(), w.Header().Get("Content-Length"))
	}
}

// each gives every file of our own to a test.
func each(t *testing.T, extension string, do func(name, text string)) {
	t.Helper()
	seen := 0
	err := fs.WalkDir(static, "static", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) != extension || strings.Contains(name, "/vendor/") {
			return err
		}
		text, err := fs.ReadFile(static, name)
		seen++
		do(name, string(text))
		return err
	})
	if err != nil || seen == 0 {
		t.Fatalf("read %d files %s: %v", seen, extension, err)
	}
}

// TestNothingThatTheContentPolicyRefuses: scripts and styles from our own files alone, nothing inline, nothing evaluated, nothing from elsewhere.
func TestNothingThatTheContentPolicyRefuses(t *testing.T) {
	refused := map[string]*regexp.Regexp{
		"inline script":   regexp.MustCompile(`<script>|<script[^>]*>[^<\s]`),
		"inline style":    regexp.MustCompile(`<style|\sstyle=|\.cssText|setAttribute\(['"]style`),
		"on attribute":    regexp.MustCompile(`\son[a-z]+=["']`),
		"evaluated text":  regexp.MustCompile(`\beval\(|new Function|setTimeout\(['"]|innerHTML|dangerouslySetInnerHTML|document\.write`),
		"foreign address": regexp.MustCompile(`(https?:)?//[a-z0-9-]+\.[a-z]`),
		"kept credential": regexp.MustCompile(`(local|session)Storage\.setItem\([^)]*(token|password)`),
	}
	for _, extension := range []string{".html", ".js", ".css", ".svg"} {
		each(t, extension, func(name, text string) {
			text = strings.ReplaceAll(text, `xmlns="http://www.w3.org/2000/svg"`, "")
			for what, pattern := range refused {
				if found := pattern.FindString(text); found != "" {
					t.Errorf("%s has an %s: %q", name, what, found)
				}
			}
		})
	}
}

var (
	importLine = regexp.MustCompile(`(?m)^(?:import|export) (?:\{([^}]*)\}|(\w+)|\* as \w+) from '([^']+)';$`)
	exported   = regexp.MustCompile(`(?m)^export (?:async )?(?:const|let|function|class) (\w+)`)
	reExported = regexp.MustCompile(`(?m)^export \{([^}]*)\}`)
)

// TestEveryImportResolves stands for the build step that there is not: a misspelt file or name would show in the browser alone.
func TestEveryImportResolves(t *testing.T) {
	names := map[string]string{}
	each(t, ".js", func(name, text string) {
		var all []string
		for _, m := range exported.FindAllStringSubmatch(text, -1) {
			all = append(all, m[1])
		}
		for _, m := range reExported.FindAllStringSubmatch(text, -1) {
			all = append(all, m[1])
		}
		names[name] = " " + strings.Join(strings.FieldsFunc(strings.Join(all, " "), func(r rune) bool { return r == ',' || r == ' ' }), " ") + " "
	})
	each(t, ".js", func(name, text string) {
		for _, m := range importLine.FindAllStringSubmatch(text, -1) {
			target := path.Join(path.Dir(name), m[3])
			if _, err := fs.Stat(static, target); err != nil {
				t.Errorf("%s imports %s, which is not there", name, m[3])
				continue
			}
			for _, wanted := range strings.FieldsFunc(m[1], func(r rune) bool { return r == ',' }) {
				wanted, local, renamed := strings.Cut(strings.TrimSpace(wanted), " as ")
				if !renamed {
					local = wanted
				}
				if !strings.Contains(target, "/vendor/") && !strings.Contains(names[target], " "+wanted+" ") {
					t.Errorf("%s imports %s from %s, which does not export it", name, wanted, m[3])
				}
				if strings.HasPrefix(m[0], "import") && len(regexp.MustCompile(`\b`+local+`\b`).FindAllString(text, 2)) < 2 {
					t.Errorf("%s imports %s from %s without using it", name, local, m[3])
				}
			}
		}
		if got, want := len(importLine.FindAllString(text, -1)), strings.Count(text, " from '"); got != want {
			t.Errorf("%s: understood %d of %d imports", name, got, want)
		}
	})
}

// named are the shapes of the links that to-dos, notifications, mails and timelines carry, without /api/v1.
var named = []string{
	"/projects/{id}", "/projects/{id}/milestones", "/projects/{id}/months/{month}", "/months/{month}", "/months/{month}/submissions", "/reviews/{id}",
	"/land/requests/{id}", "/land/supplies/{id}", "/fund/requests/{id}", "/issues/{id}", "/meetings/{month}/decisions/{id}",
}

func TestEveryLinkHasAPlace(t *testing.T) {
	text, err := fs.ReadFile(static, "static/app/main.js")
	if err != nil {
		t.Fatal(err)
	}
	for _, shape := range named {
		if !strings.Contains(string(text), "['"+shape+"', ") {
			t.Errorf("a link like %s leads nowhere in the page", shape)
		}
		if !load(static, "").IsPlace(shape) {
			t.Errorf("%s does not get the page", shape)
		}
	}
}

var offered = regexp.MustCompile(`(?m)^  '([a-zA-Z]+\.[a-z]+)': '([a-z ]*)',$`)

// TestButtonsFollowThePolicy compares the page's list of who is offered what with the table that decides.
func TestButtonsFollowThePolicy(t *testing.T) {
	text, err := fs.ReadFile(static, "static/app/may.js")
	if err != nil {
		t.Fatal(err)
	}
	lines := offered.FindAllStringSubmatch(string(text), -1)
	if len(lines) < 10 {
		t.Fatalf("understood %d lines of may.js", len(lines))
	}
	for _, line := range lines {
		var want []string
		for _, role := range access.Roles() {
			if role.Valid() && role != access.Integration && access.ReachOf(access.Action(line[1]), role) != access.Never {
				want = append(want, string(role))
			}
		}
		if got := line[2]; got != strings.Join(want, " ") {
			t.Errorf("%s: got %q, want %q", line[1], got, strings.Join(want, " "))
		}
	}
}

// TestOfficesAreThoseOfTheWork compares which roles the page takes for a department's own with those for whom the department's work waits.
func TestOfficesAreThoseOfTheWork(t *testing.T) {
	text, err := fs.ReadFile(static, "static/app/may.js")
	if err != nil {
		t.Fatal(err)
	}
	lines := regexp.MustCompile(`(\w+): '(\w+)'`).FindAllStringSubmatch(regexp.MustCompile(`const offices = .*`).FindString(string(text)), -1)
	if len(lines) == 0 {
		t.Fatal("understood no office of may.js")
	}
	for _, line := range lines {
		if !task.WorksFor(access.Actor{Role: access.Role(line[2])}, line[1]) {
			t.Errorf("the page takes %s for an account of %s, and the server does not", line[2], line[1])
		}
	}
}

func TestFilesStaySmall(t *testing.T) {
	each(t, ".js", func(name, text string) {
		if n := strings.Count(text, "\n"); n > 300 {
			t.Errorf("%s has %d lines, want at most 300", name, n)
		}
	})
}
