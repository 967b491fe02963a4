package api

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/labstack/echo/v4"

	"zhaoyin/internal/desk"
	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/store"
	"zhaoyin/internal/store/storetest"
	"zhaoyin/internal/ui"
)

func TestVersions(t *testing.T) {
	for given, want := range map[string]struct {
		version, optional int64
		code              []string
	}{
		``:         {0, 0, []string{"version.required"}},
		`"7"`:      {7, 7, nil},
		` "7" `:    {7, 7, nil},
		`*`:        {0, 0, nil},
		`7`:        {0, 0, []string{"/header/If-Match shape"}},
		`W/"7"`:    {7, 7, nil}, // what a compressing proxy makes of our tag
		`"7", "8"`: {0, 0, []string{"/header/If-Match shape"}},
		`"07"`:     {0, 0, []string{"/header/If-Match shape"}},
		`"0"`:      {0, 0, []string{"/header/If-Match shape"}},
		`"-1"`:     {0, 0, []string{"/header/If-Match shape"}},
		`""`:       {0, 0, []string{"/header/If-Match shape"}},
	} {
		r := httptest.NewRequest("PATCH", "/", nil)
		r.Header.Set("If-Match", given)
		got, err := ifMatch(echo.New().NewContext(r, nil))
		if diff := cmp.Diff(said(err), want.code); diff != "" || got != want.version {
			t.Errorf("%q: got %d %s", given, got, diff)
		}
		got, err = ifMatchOptional(echo.New().NewContext(r, nil))
		if got != want.optional || (err != nil) != (want.code != nil && given != "") {
			t.Errorf("%q, optional: got %d, %v", given, got, err)
		}
	}
}

func TestReplyWithVersion(t *testing.T) {
	k := newKit(t)
	row := &enterprise.Enterprise{Row: store.Row{ID: "e", Version: 7}}
	k.own.GET("/row", func(c echo.Context) error { return reply(c, http.StatusOK, row) })
	for known, want := range map[string]int{``: 200, `"6"`: 200, `"7"`: 304, `W/"7"`: 304, `"1", "7"`: 304, `7`: 200} {
		a := k.call("GET", "/kit/row", k.wuyi, "", "If-None-Match: "+known)
		if a.Code != want || a.Header().Get("ETag") != `"7"` || (want == 304) != (a.Body.Len() == 0) {
			t.Errorf("%q: got %d, ETag %s, %d bytes, want %d", known, a.Code, a.Header().Get("ETag"), a.Body.Len(), want)
		}
	}
}

func TestNextPage(t *testing.T) {
	k := newKit(t)
	for _, name := range []string{"甲", "乙", "丙"} {
		k.call("POST", "/enterprises", k.wuyi, `{"name":"`+name+`"}`).is(201, "")
	}
	first := k.call("GET", "/enterprises?limit=2&sort=name&kind=private", k.wuyi, "").is(200, "")
	link, ok := strings.CutSuffix(strings.TrimPrefix(first.Header().Get("Link"), "<"), `>; rel="next"`)
	if !ok || !strings.Contains(link, "limit=2") || !strings.Contains(link, "kind=private") {
		t.Fatalf("Link: got %q", first.Header().Get("Link"))
	}
	last := k.at("GET", link, k.wuyi, "").is(200, "")
	if got := last.fields()["items"].([]any); len(got) != 1 || last.text("next") != "" || last.Header().Get("Link") != "" {
		t.Errorf("the last page: got %s, Link %q", last.Body, last.Header().Get("Link"))
	}
	k.call("GET", "/enterprises?colour=red", k.wuyi, "").is(422, "request.invalid")
	k.call("GET", "/regions?colour=red", k.wuyi, "").is(422, "request.invalid").complains("/query/colour", "list.unknownParameter")
	k.call("GET", "/vocabulary?colour=red", k.wuyi, "").is(422, "request.invalid").complains("/query/colour", "list.unknownParameter")
	empty := k.call("GET", "/enterprises", k.lanxi, "").is(200, "")
	if !strings.Contains(empty.Body.String(), `"items":[]`) {
		t.Errorf("an empty list: got %s", empty.Body)
	}
}

func TestDownload(t *testing.T) {
	k := newKit(t)
	k.own.GET("/file", func(c echo.Context) error {
		return download(c, file{name: `合同"1%.pdf`, contentType: "text/html", sha256: "abc", modified: storeStart, content: bytes.NewReader([]byte("0123456789"))})
	})
	for name, tt := range map[string]struct {
		header string
		status int
		body   string
	}{
		"whole":          {"", 200, "0123456789"},
		"range":          {"Range: bytes=2-4", 206, "234"},
		"beyond":         {"Range: bytes=20-", 416, ""},
		"same bytes":     {`If-None-Match: "sha256-abc"`, 304, ""},
		"range of old":   {"If-Range: \"sha256-old\"", 200, "0123456789"},
		"rubbish range":  {"Range: lines=1", 416, ""},
		"not since then": {"If-Modified-Since: Wed, 13 Apr 2022 00:00:00 GMT", 304, ""},
	} {
		headers := []string{}
		if tt.header != "" {
			headers = append(headers, tt.header)
		}
		a := k.call("GET", "/kit/file", k.wuyi, "", headers...)
		if a.Code != tt.status || a.Body.String() != tt.body {
			t.Errorf("%s: got %d %q, want %d %q", name, a.Code, a.Body, tt.status, tt.body)
		}
	}
	h := k.call("GET", "/kit/file", k.wuyi, "").Header()
	want := `attachment; filename="___1_.pdf"; filename*=UTF-8''%E5%90%88%E5%90%8C%221%25.pdf`
	if got := h.Get("Content-Disposition"); got != want {
		t.Errorf("Content-Disposition: got %s, want %s", got, want)
	}
	if h.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(h.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("what was uploaded may run: %v", h)
	}
}

func TestDispositionHasNoPathAndNoHeaderInIt(t *testing.T) {
	for name, want := range map[string]string{
		"../../etc/passwd":   `attachment; filename=".._.._etc_passwd"; filename*=UTF-8''.._.._etc_passwd`,
		"a\r\nSet-Cookie: b": `attachment; filename="a__Set-Cookie: b"; filename*=UTF-8''a__Set-Cookie:%20b`,
		`c:\x`:               `attachment; filename="c:_x"; filename*=UTF-8''c:_x`,
		"项目台账.xlsx":          `attachment; filename="download.xlsx"; filename*=UTF-8''%E9%A1%B9%E7%9B%AE%E5%8F%B0%E8%B4%A6.xlsx`,
		"武义 2022-04 月报.docx": `attachment; filename="__ 2022-04 __.docx"; filename*=UTF-8''%E6%AD%A6%E4%B9%89%202022-04%20%E6%9C%88%E6%8A%A5.docx`,
	} {
		if got := disposition(name); got != want {
			t.Errorf("%q:\ngot  %s\nwant %s", name, got, want)
		}
	}
}

func TestBodyLimit(t *testing.T) {
	k := newKit(t, func(s *Services) { s.Settings.BodyLimit = 100 })
	long := `{"name":"` + strings.Repeat("长", 100) + `"}`
	k.call("POST", "/enterprises", k.wuyi, long).is(413, "request.tooLarge")
	chunked := httptest.NewRequest("POST", "/api/v1/enterprises", strings.NewReader(long))
	chunked.ContentLength = -1
	chunked.Header.Set("Content-Type", "application/json")
	chunked.Header.Set("Authorization", "Bearer "+k.wuyi)
	w := httptest.NewRecorder()
	k.handler.ServeHTTP(w, chunked)
	answer{w, t}.is(413, "request.tooLarge")
}

// TestUnreadableNames: what is no text finds nothing and complains at its place, on both engines.
func TestUnreadableNames(t *testing.T) {
	k := newKit(t, func(s *Services) { s.Desk = desk.NewService(s.DB) })
	k.call("GET", "/enterprises/%00", k.wuyi, "").is(404, "missing")
	k.call("GET", "/enterprises/%ff", k.wuyi, "").is(404, "missing")
	k.call("GET", "/enterprises?name=%00", k.wuyi, "").is(422, "request.invalid")
	k.call("GET", "/todo?kind=%00", k.wuyi, "").is(422, "request.invalid")
}

// TestTooLargeIsAnsweredToOneWhoSendsOn writes a whole body that is far too large before it reads the answer.
func TestTooLargeIsAnsweredToOneWhoSendsOn(t *testing.T) {
	const limit = 1 << 20
	k := newKit(t, func(s *Services) { s.Settings.BodyLimit = limit })
	server := httptest.NewServer(k.handler)
	defer server.Close()
	conn, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	body := strings.Repeat("x", 4*limit)
	head := fmt.Sprintf("POST /api/v1/enterprises HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n", k.wuyi, len(body))
	if _, err := io.WriteString(conn, head+body); err != nil {
		t.Fatalf("the connection was given up: %v", err)
	}
	said, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer said.Body.Close()
	if said.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("got %s", said.Status)
	}
}

func TestRequestIDAndTrace(t *testing.T) {
	k := newKit(t)
	k.own.GET("/open", func(c echo.Context) error {
		k.clock.Advance(1500 * time.Microsecond)
		return ok(c)
	})
	for given, kept := range map[string]bool{"abc-123._X": true, "": false, "two words": false, strings.Repeat("x", 65): false, "<script>": false} {
		got := k.call("GET", "/kit/open", "", "", "X-Request-Id: "+given).Header().Get("X-Request-Id")
		if (got == given) != kept || got == "" {
			t.Errorf("%q: got %q", given, got)
		}
	}
	k.log.Reset()
	k.call("GET", "/kit/open?password=hunter2", k.wuyi, "", "X-Request-Id: r-1", "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
	line := k.log.String()
	for _, want := range []string{"requestId=r-1", "traceId=4bf92f3577b34da6a3ce929d0e0e4736", "route=/api/v1/kit/open", "status=200", "tookMs=1.5 ", "actor=clerk.330723"} {
		if !strings.Contains(line, want) {
			t.Errorf("the log lacks %s: %s", want, line)
		}
	}
	if strings.Contains(line, "hunter2") || strings.Contains(line, k.wuyi) {
		t.Errorf("a secret is in the log: %s", line)
	}
}

func TestBrowserHeaders(t *testing.T) {
	k := newKit(t)
	for _, path := range []string{"/api/v1/regions", "/docs", "/problems", "/healthz", "/nowhere"} {
		h := k.at("GET", path, "", "").Header()
		policy := h.Get("Content-Security-Policy")
		if !strings.Contains(policy, "frame-ancestors 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: policy %q", path, policy)
		}
		for _, name := range []string{"X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy"} {
			if h.Get(name) == "" {
				t.Errorf("%s: no %s", path, name)
			}
		}
	}
	if got := k.call("GET", "/regions", k.wuyi, "").Header().Get("Cache-Control"); got != "private, no-store" {
		t.Errorf("Cache-Control: got %q", got)
	}
}

// TestWhatIsNowhere: an address that is neither a call nor a place of the page is missing, for every method and with a problem; a browser gets the page, which
// says so. A place is for those who take a page.
func TestWhatIsNowhere(t *testing.T) {
	k := newKit(t, func(s *Services) { s.Page = ui.Handler("") })
	for _, call := range []string{
		"GET /healthz/", "GET /openapi.json/", "GET /nope", "GET /static/x", "GET /assets/x.js", "POST /nope", "DELETE /nope", "PUT /static/x", "PATCH /nope", "GET /api", "GET /docs/x",
		"GET /problems/", "POST /api/v2/x",
	} {
		method, path, _ := strings.Cut(call, " ")
		for _, accept := range []string{"application/json", "*/*", ""} {
			k.at(method, path, "", "", "Accept: "+accept).is(404, "route.missing")
		}
		a := k.at(method, path, "", "", "Accept: text/html,application/xhtml+xml,*/*;q=0.8")
		if method != http.MethodGet {
			a.is(404, "route.missing")
		} else if a.Code != 404 || !strings.Contains(a.Body.String(), `id="app"`) || a.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s in a browser: got %d and %s, want 404 and the page", call, a.Code, a.Body)
		}
	}
	for _, path := range []string{"/", "/projects", "/projects/x/months/2022-04", "/setup"} {
		k.at("GET", path, "", "", "Accept: text/html,*/*;q=0.8").is(200, "")
		k.at("GET", path, "", "", "Accept: */*").is(200, "")
		k.at("GET", path, "", "", "Accept: application/json").is(404, "route.missing")
		k.at("POST", path, "", "{}").is(405, "route.method")
	}
	k.at("POST", "/healthz", "", "").is(405, "route.method")
	if to := k.at("GET", "/docs/", "", ""); to.Code != http.StatusMovedPermanently || to.Header().Get("Location") != "/docs" {
		t.Errorf("/docs/: got %d to %q, want 301 to /docs", to.Code, to.Header().Get("Location"))
	}
}

// TestPackedBodies: a body that is compressed is refused for what it is, not for the JSON that it does not look like.
func TestPackedBodies(t *testing.T) {
	k := newKit(t)
	for _, encoding := range []string{"gzip", "deflate", "br", "identity, gzip"} {
		a := k.call("POST", "/enterprises", k.wuyi, "\x1f\x8b\x08", "Content-Encoding: "+encoding).is(415, "request.contentEncoding")
		if a.Header().Get("Accept-Encoding") != "identity" || !strings.Contains(a.text("detail"), encoding) {
			t.Errorf("%s: got %v %s", encoding, a.Header(), a.Body)
		}
	}
	k.call("POST", "/enterprises", k.wuyi, investor, "Content-Encoding: identity").is(201, "")
	k.call("GET", "/enterprises", k.wuyi, "", "Content-Encoding: gzip").is(200, "")
}

// TestStrictTransport: behind a proxy that is trusted and speaks TLS browsers are held to TLS; anybody else's word for it is nothing.
func TestStrictTransport(t *testing.T) {
	_, proxies, err := net.ParseCIDR("10.0.0.0/8")
	if err != nil {
		t.Fatal(err)
	}
	k := newKit(t, func(s *Services) { s.Settings.TrustedProxies = []*net.IPNet{proxies} })
	for _, tt := range []struct {
		remote, proto string
		want          bool
	}{{"10.1.1.1:9", "https", true}, {"10.1.1.1:9", "http", false}, {"203.0.113.9:9", "https", false}, {"10.1.1.1:9", "", false}} {
		r := httptest.NewRequest("GET", "/healthz", nil)
		r.RemoteAddr = tt.remote
		r.Header.Set("X-Forwarded-Proto", tt.proto)
		w := httptest.NewRecorder()
		k.handler.ServeHTTP(w, r)
		if got := w.Header().Get("Strict-Transport-Security") != ""; got != tt.want {
			t.Errorf("%+v: got %v", tt, got)
		}
	}
}

func TestClientAddress(t *testing.T) {
	_, proxies, err := net.ParseCIDR("10.0.0.0/8")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		trusted               []*net.IPNet
		direct, forward, want string
	}{
		{nil, "203.0.113.9:1", "198.51.100.1", "203.0.113.9"},
		{nil, "127.0.0.1:1", "198.51.100.1", "127.0.0.1"},
		{[]*net.IPNet{proxies}, "10.1.1.1:1", "198.51.100.1", "198.51.100.1"},
		{[]*net.IPNet{proxies}, "10.1.1.1:1", "6.6.6.6, 198.51.100.1", "198.51.100.1"},
		{[]*net.IPNet{proxies}, "203.0.113.9:1", "198.51.100.1", "203.0.113.9"},
		{[]*net.IPNet{proxies}, "192.168.0.1:1", "198.51.100.1", "192.168.0.1"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = tt.direct
		r.Header.Set("X-Forwarded-For", tt.forward)
		if got := extractor(tt.trusted)(r); got != tt.want {
			t.Errorf("%+v: got %s", tt, got)
		}
	}
}

func TestProbesAndMetrics(t *testing.T) {
	k := newKit(t)
	k.at("GET", "/healthz", "", "").is(200, "")
	k.at("GET", "/readyz", "", "").is(200, "")
	k.call("GET", "/enterprises/no-such", k.wuyi, "").is(404, "missing")
	k.call("GET", "/no/such/route/42", k.wuyi, "").is(404, "route.missing")
	k.at("AAA0", "/enterprises", "", "")
	text := k.at("GET", "/metrics", "", "").is(200, "").Body.String()
	if strings.Contains(text, "AAA0") || !strings.Contains(text, `method="other"`) {
		t.Error("a method of the caller's own became a label")
	}
	if !strings.Contains(text, `code="404"`) || !strings.Contains(text, `url="/api/v1/enterprises/:id"`) {
		t.Errorf("no count by route: %s", text)
	}
	if strings.Contains(text, "no-such") || strings.Contains(text, "route/42") {
		t.Error("a path became a label")
	}
	gone, err := store.Open(t.Context(), storetest.Config(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := gone.Close(); err != nil {
		t.Fatal(err)
	}
	k.api.db = gone
	a := k.at("GET", "/readyz", "", "").is(503, "service.notReady")
	if a.Header().Get("Retry-After") == "" {
		t.Error("503 without Retry-After")
	}
	k.at("GET", "/healthz", "", "").is(200, "")
}

func TestContractIsServed(t *testing.T) {
	k := newKit(t)
	for path, want := range map[string]string{
		"/openapi.json": `"openapi": "3.0.3"`, "/swagger.json": `"swagger": "2.0"`, "/docs": "/docs/init.js", "/docs/init.js": "/openapi.json",
		"/docs/swagger-ui.css": ".swagger-ui", "/docs/swagger-ui-bundle.js": "SwaggerUIBundle", "/docs/page.css": "table",
	} {
		if a := k.at("GET", path, "", "").is(200, ""); !strings.Contains(a.Body.String(), want) {
			t.Errorf("%s: no %s", path, want)
		}
	}
	for _, path := range []string{"/openapi.json", "/swagger.json"} {
		h := k.at("GET", path, "", "").Header()
		if h.Get("Cache-Control") == "" || k.at("GET", path, "", "", "If-None-Match: "+h.Get("ETag")).Code != 304 {
			t.Errorf("%s cannot be kept: %v", path, h)
		}
	}
	if page := k.at("GET", "/docs", "", "").Body.String(); strings.Contains(page, "<script>") || strings.Contains(page, "style=") {
		t.Errorf("inline code, which the policy forbids: %s", page)
	}
}
