package api

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/labstack/echo/v4"

	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
)

var errSold = fault.Define(fault.Conflict, "test.sold", "已售 %d 亩。", "%d mu are sold.")

// ways to fail, each on its own route.
var ways = map[string]func(c echo.Context) error{
	"fault":    func(echo.Context) error { return errSold.With(3).Note("soldMu", 3).Note("status", 200) },
	"bare":     func(echo.Context) error { return errSold },
	"field":    func(echo.Context) error { return fault.Range.At("/a/b", 1, 9) },
	"stale":    func(echo.Context) error { return store.ErrStale.With(4).Note("currentVersion", 4) },
	"busy":     func(echo.Context) error { return store.ErrBusy.With() },
	"full":     func(echo.Context) error { return store.ErrFull.With() },
	"unknown":  func(echo.Context) error { return errors.New("the disk of 10.0.0.7 says no") },
	"panic":    func(echo.Context) error { panic("the secret is swordfish") },
	"teapot":   func(echo.Context) error { return echo.NewHTTPError(http.StatusTeapot, "short") },
	"too late": func(c echo.Context) error { _ = c.String(http.StatusOK, "begun"); return errors.New("then failed") },
}

func TestEveryErrorIsAProblem(t *testing.T) {
	k := newKit(t)
	for name, fail := range ways {
		k.own.GET("/"+strings.ReplaceAll(name, " ", "-"), fail)
	}
	for path, want := range map[string]struct {
		status int
		code   string
	}{
		"/kit/fault":   {409, "test.sold"},
		"/kit/bare":    {409, "test.sold"},
		"/kit/field":   {422, "request.invalid"},
		"/kit/stale":   {412, "stale"},
		"/kit/busy":    {503, store.ErrBusy.Code},
		"/kit/full":    {507, "store.full"},
		"/kit/unknown": {500, "internal"},
		"/kit/panic":   {500, "internal"},
		"/kit/teapot":  {415, "request.unsupported"},
		"/nowhere":     {404, "route.missing"},
		"/":            {404, "route.missing"},
	} {
		t.Run(path, func(t *testing.T) {
			d := &office{t: t, handler: k.handler}
			a := d.call("GET", path, k.admin, "").is(want.status, want.code)
			for _, name := range []string{"type", "title", "detail", "requestId"} {
				if a.text(name) == "" {
					t.Errorf("no %s in %s", name, a.Body)
				}
			}
			if got, want := a.text("type"), "/problems/"+want.code; got != want {
				t.Errorf("type: got %s, want %s", got, want)
			}
			if got := a.fields()["status"]; got != float64(want.status) {
				t.Errorf("status: got %v, want %d", got, want.status)
			}
			if got := a.Header().Get("X-Request-Id"); got != a.text("requestId") {
				t.Errorf("request id: got %q, want %q", got, a.text("requestId"))
			}
		})
	}
	late := k.call("GET", "/kit/too-late", k.admin, "")
	if late.Code != 200 || late.Body.String() != "begun" {
		t.Errorf("an answer that had begun: got %d %s", late.Code, late.Body)
	}
}

func TestProblemSaysWhatTheCallerNeeds(t *testing.T) {
	k := newKit(t)
	for name, fail := range ways {
		k.own.GET("/"+strings.ReplaceAll(name, " ", "-"), fail)
	}
	p := k.call("GET", "/kit/fault", k.admin, "", "Accept-Language: en").is(409, "test.sold")
	if got, want := p.text("detail"), "3 mu are sold."; got != want {
		t.Errorf("detail: got %q, want %q", got, want)
	}
	if got := p.fields()["soldMu"]; got != 3.0 {
		t.Errorf("a further member: got %v", got)
	}
	if got := k.call("GET", "/kit/stale", k.admin, "").is(412, "stale").fields()["currentVersion"]; got != 4.0 {
		t.Errorf("currentVersion: got %v", got)
	}
	var field struct{ Errors []Complaint }
	if err := json.Unmarshal(k.call("GET", "/kit/field", k.admin, "").Body.Bytes(), &field); err != nil {
		t.Fatal(err)
	}
	want := []Complaint{{Pointer: "/a/b", Code: "range", Detail: "应在 1 到 9 之间。"}}
	if diff := cmp.Diff(field.Errors, want); diff != "" {
		t.Error(diff)
	}
	busy := k.call("GET", "/kit/busy", k.admin, "")
	if busy.Header().Get("Retry-After") == "" || busy.Header().Get("RateLimit") == "" {
		t.Errorf("503 without pause: %v", busy.Header())
	}
	if got := k.call("GET", "/me", "", "").is(401, "access.anonymous").Header().Get("WWW-Authenticate"); got != `Bearer realm="zhaoyin"` {
		t.Errorf("WWW-Authenticate: got %q", got)
	}
}

func TestUnplannedErrorsTellTheLogAlone(t *testing.T) {
	k := newKit(t)
	k.own.GET("/unknown", ways["unknown"])
	k.own.GET("/panic", ways["panic"])
	for path, secret := range map[string]string{"/kit/unknown": "10.0.0.7", "/kit/panic": "swordfish"} {
		p := k.call("GET", path, k.admin, "")
		if strings.Contains(p.Body.String(), secret) {
			t.Errorf("%s: the cause got out: %s", path, p.Body)
		}
		if !strings.Contains(k.log.String(), secret) || !strings.Contains(k.log.String(), p.text("requestId")) {
			t.Errorf("%s: the log has neither cause nor request id: %s", path, k.log)
		}
	}
	k.call("GET", "/me", k.admin, "").is(200, "") // a panic costs one request
}

func TestLanguage(t *testing.T) {
	for accept, want := range map[string]string{
		"": "zh", "zh-CN": "zh", "zh-CN,zh;q=0.9,en;q=0.8": "zh", "en": "en", "en-GB,en;q=0.9": "en", "en-US,zh;q=0.5": "en",
		"zh;q=0.2,en;q=0.9": "en", "fr": "zh", "fr,en;q=0.5": "en", "*": "zh", "zh-TW": "zh", ";;;": "zh",
		"zh-HK,en;q=0.5": "zh", "zh-TW;q=0.9,en;q=0.1": "zh", "zh-Hant-HK;q=0.9": "zh", "en;q=0.9,zh-TW;q=0.8": "en",
	} {
		if got := preferred(accept); got != want {
			t.Errorf("%q: got %s, want %s", accept, got, want)
		}
	}
}

func TestMethodsAndOptions(t *testing.T) {
	k := newKit(t)
	wrong := k.call("DELETE", "/regions", k.admin, "").is(405, "route.method")
	if got := wrong.Header().Get("Allow"); got != "GET, HEAD, OPTIONS" {
		t.Errorf("Allow: got %q", got)
	}
	if got := k.call("POST", "/regions/330723", k.admin, "{}").is(405, "route.method").Header().Get("Allow"); got != "PATCH, OPTIONS" {
		t.Errorf("Allow with a parameter: got %q", got)
	}
	options := k.call("OPTIONS", "/regions", "", "")
	if options.Code != 204 || options.Header().Get("Allow") != "GET, HEAD, OPTIONS" {
		t.Errorf("OPTIONS: got %d %v", options.Code, options.Header())
	}
	get, head := k.call("GET", "/regions", k.admin, ""), k.call("HEAD", "/regions", k.admin, "")
	if head.Code != 200 || head.Body.Len() != 0 || head.Header().Get("Content-Type") != get.Header().Get("Content-Type") {
		t.Errorf("HEAD: got %d with %d bytes", head.Code, head.Body.Len())
	}
}

func TestCatalogue(t *testing.T) {
	k := newKit(t)
	for _, tt := range []struct {
		path, accept, want string
		status             int
	}{
		{"/problems", "", `"code":"json.duplicate"`, 200},
		{"/problems", "text/html", "<code>json.duplicate</code>", 200},
		{"/problems/stale", "application/json", `"status":412`, 200},
		{"/problems/internal", "", `"status":500`, 200},
		{"/problems/route.method", "", `"status":405`, 200},
		{"/problems/stale", "text/html,*/*", "<td>412</td>", 200},
		{"/problems/no.such", "", `"code":"problem.missing"`, 404},
	} {
		a := k.at("GET", tt.path, "", "", "Accept: "+tt.accept)
		if a.Code != tt.status || !strings.Contains(a.Body.String(), tt.want) {
			t.Errorf("%s as %q: got %d %.200s, want %s", tt.path, tt.accept, a.Code, a.Body, tt.want)
		}
	}
	for _, f := range fault.All() {
		if statusOf(f) == 0 {
			t.Errorf("%s has no status", f.Code)
		}
		if f.ZH == "" || f.EN == "" || strings.Count(f.ZH, "%") != strings.Count(f.EN, "%") {
			t.Errorf("%s: the two sentences do not match: %q, %q", f.Code, f.ZH, f.EN)
		}
	}
}
