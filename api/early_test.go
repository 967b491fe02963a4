package api_test

import (
	"encoding/json"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"zhaoyin/api"
	"zhaoyin/api/apitest"
	"zhaoyin/internal/access"
)

// open are the calls for which nobody needs to be known.
var open = map[string]bool{"GET /api/v1/setup": true, "POST /api/v1/setup": true, "POST /api/v1/sessions": true}

// unscoped are the calls that no scope leaves out: to sign in and out, to see oneself, and what the token of the test is for.
var unscoped = map[string]bool{"POST /api/v1/sessions": true, "DELETE /api/v1/sessions/current": true, "GET /api/v1/me": true, "PATCH /api/v1/me": true}

// early is what the table of rights alone says to a role: the status and code of a call whose query cannot be read. Whether an account that is bound to a
// county may is asked of the row's own rule.
func early(call string, role access.Role) (status int, code string, sure bool) {
	method, path, _ := strings.Cut(call, " ")
	path = regexp.MustCompile(`\{(\w+)\}`).ReplaceAllString(strings.TrimPrefix(path, "/api/v1"), ":$1")
	action, asked := api.Rights[path][method]
	switch reach := access.ReachOf(action, role); {
	case !asked:
		return 422, "request.invalid", true
	case reach == access.Never && role == access.Anonymous:
		return 401, "access.anonymous", true
	case reach == access.Never:
		return 403, "access.forbidden", true
	default:
		return 422, "request.invalid", reach != access.CityRows
	}
}

// said is the code of a problem and its complaints' pointers.
func said(a *httptest.ResponseRecorder) (code string, pointers []string) {
	var p struct {
		Code   string
		Errors []struct{ Pointer string }
	}
	_ = json.Unmarshal(a.Body.Bytes(), &p) // what is no problem has no code
	for _, e := range p.Errors {
		pointers = append(pointers, e.Pointer)
	}
	return p.Code, pointers
}

// TestWhoMayNotIsToldFirst: on every call, nobody and whoever never may learn just that, however wrong the query and the body are; so does a token whose
// scopes leave the call out. Whoever may learns that the query cannot be read, and that the contract knows no such parameter.
func TestWhoMayNotIsToldFirst(t *testing.T) {
	w := newWorld(t)
	w.app.Handler = apitest.Strict(t, w.app.Handler)
	scoped := w.must("POST", "/tokens", access.Secretariat, `{"name":"narrow","scopes":["me.amend"]}`)
	w.tokens["narrow"], _ = scoped["secret"].(string)
	for call := range samples {
		method, path, _ := strings.Cut(call, " ")
		body := "{"
		if method == "GET" || method == "DELETE" {
			body = ""
		}
		for _, role := range access.Roles() {
			want, code, sure := early(call, role)
			if role == access.System || !sure {
				continue
			}
			a := w.do(method, path+"?stage=lead;counts=true", role, body)
			got, pointers := said(a)
			if a.Code != want || got != code || want == 422 && strings.Join(pointers, " ") != "/query" {
				t.Errorf("%s as %s: got %d %s, want %d %s", call, role, a.Code, a.Body, want, code)
			}
			if want != 422 {
				continue
			}
			a = w.do(method, path+"?noSuch=1", role, body)
			if _, pointers = said(a); a.Code != 422 || strings.Join(pointers, " ") != "/query/noSuch" {
				t.Errorf("%s as %s, a parameter that is not there: got %d %s", call, role, a.Code, a.Body)
			}
		}
		if status, _, _ := early(call, access.Secretariat); status != 422 || unscoped[call] || !strings.HasPrefix(path, "/api/") {
			continue
		}
		a := w.do(method, path, "narrow", body)
		if got, _ := said(a); a.Code != 403 || got != "access.scope" {
			t.Errorf("%s with a token for something else: got %d %s", call, a.Code, a.Body)
		}
	}
}

// TestEveryCallHasItsRight: a call of the API without a row in the table would look at the body of whoever may not make it.
func TestEveryCallHasItsRight(t *testing.T) {
	for call := range samples {
		if status, _, _ := early(call, access.Anonymous); status == 422 && strings.HasPrefix(call[strings.Index(call, "/"):], "/api/") && !open[call] {
			t.Errorf("%s has no row in rights.go", call)
		}
	}
}

// TestVersionsAreDemanded: a call for which the contract requires If-Match is refused without it, however right it is otherwise.
func TestVersionsAreDemanded(t *testing.T) {
	contract, err := apitest.Contract()
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	for path, item := range contract.Paths.Map() {
		for method, op := range item.Operations() {
			match := op.Parameters.GetByInAndName("header", "If-Match")
			if match == nil || !match.Required {
				continue
			}
			call := method + " " + path
			s := samples[call]
			if s.path == "" {
				s.path = path
			}
			for word, value := range w.words(own) {
				s.path, s.body = strings.ReplaceAll(s.path, word, value), strings.ReplaceAll(s.body, word, value)
			}
			for _, role := range access.Roles() {
				if status, _, sure := early(call, role); role == access.System || status != 422 || !sure {
					continue
				}
				if a := w.do(method, s.path, role, s.body); a.Code != 428 {
					t.Errorf("%s as %s without a version: got %d %s", call, role, a.Code, a.Body)
				}
			}
		}
	}
}
