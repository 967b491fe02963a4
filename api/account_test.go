package api

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/api/apitest"
	"zhaoyin/internal/access"
	"zhaoyin/internal/account"
	"zhaoyin/internal/org"
	"zhaoyin/internal/store"
	"zhaoyin/internal/store/storetest"
)

const (
	theirPassword = "Wuyi-county-1"
	nextPassword  = "Lanxi-county-2"
)

// office is the service with accounts and regions only, spoken to over HTTP.
type office struct {
	t       *testing.T
	handler http.Handler
	account *account.Service
	clock   *storetest.Clock
	db      *store.DB // set where a test looks behind the API
}

func newDesk(t *testing.T, seeded ...account.Account) *office {
	t.Helper()
	d := &office{t: t, clock: storetest.NewClock(storetest.Start)}
	db := storetest.OpenAt(t, d.clock)
	quiet := slog.New(slog.DiscardHandler)
	d.account = account.NewService(db, quickly(), quiet)
	system := access.With(context.Background(), access.As("test"))
	if err := org.NewService(db).Seed(system, org.Default()); err != nil {
		t.Fatal(err)
	}
	if err := d.account.Seed(system, seeded); err != nil {
		t.Fatal(err)
	}
	d.handler = apitest.Strict(t, New(Services{
		DB: db, Log: quiet, Now: d.clock.Now, Settings: Settings{BodyLimit: 1 << 20, UploadLimit: 1 << 20}, Account: d.account,
		Org: org.NewService(db),
	}))
	return d
}

// staffed has an administrator and a clerk in each of two counties.
func staffed(t *testing.T) *office {
	t.Helper()
	return newDesk(t,
		account.Account{Registration: account.Registration{Name: "admin", Role: access.Admin}, Password: theirPassword},
		account.Account{Registration: account.Registration{Name: "clerk.330723", Role: access.Clerk, RegionID: "330723"}, Password: theirPassword},
		account.Account{Registration: account.Registration{Name: "clerk.330781", Role: access.Clerk, RegionID: "330781"}, Password: theirPassword},
	)
}

type answer struct {
	*httptest.ResponseRecorder
	t *testing.T
}

// call sends a request; headers are "Name: value".
func (d *office) call(method, path, token, body string, headers ...string) answer {
	d.t.Helper()
	r := httptest.NewRequest(method, "/api/v1"+path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	d.handler.ServeHTTP(w, r)
	return answer{w, d.t}
}

// is holds an answer to its status and, for an error, its code.
func (a answer) is(status int, code string) answer {
	a.t.Helper()
	if a.Code != status {
		a.t.Fatalf("got %d %s, want %d %s", a.Code, a.Body, status, code)
	}
	if status < 400 {
		return a
	}
	if kind := a.Header().Get("Content-Type"); kind != "application/problem+json" {
		a.t.Errorf("an error came as %q", kind)
	}
	if got := a.text("code"); got != code {
		a.t.Errorf("code: got %q, want %q in %s", got, code, a.Body)
	}
	return a
}

func (a answer) fields() map[string]any {
	a.t.Helper()
	var m map[string]any
	if err := json.Unmarshal(a.Body.Bytes(), &m); err != nil {
		a.t.Fatalf("%v in %s", err, a.Body)
	}
	return m
}

func (a answer) text(name string) string {
	a.t.Helper()
	s, _ := a.fields()[name].(string)
	return s
}

func (d *office) signIn(name, password string) string {
	d.t.Helper()
	return d.call("POST", "/sessions", "", `{"username":"`+name+`","password":"`+password+`"}`).is(201, "").text("token")
}

func TestSessionStory(t *testing.T) {
	d := staffed(t)
	d.call("GET", "/me", "", "").is(401, "access.anonymous")
	d.call("POST", "/sessions", "", `{"username":"clerk.330723","password":"Not-this-one-3"}`).is(401, "account.credentials")
	d.call("POST", "/sessions", "", `{"username":"clerk.330723","password":"x","role":"admin"}`).is(422, "request.invalid")
	in := d.call("POST", "/sessions", "", `{"username":"clerk.330723","password":"`+theirPassword+`"}`).is(201, "")
	if got, want := in.text("expiresAt"), "2022-04-12T14:00:00Z"; got != want {
		t.Errorf("expiresAt: got %s, want %s", got, want)
	}
	cookie := in.Result().Cookies()[0]
	if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode && cookie.SameSite != http.SameSiteStrictMode || cookie.Value != in.text("token") {
		t.Errorf("cookie: got %v", cookie)
	}
	byCookie := "Cookie: " + cookie.Name + "=" + cookie.Value
	me := d.call("GET", "/me", "", "", byCookie).is(200, "")
	if me.text("name") != "clerk.330723" || me.text("regionId") != "330723" || me.Header().Get("ETag") != `"1"` {
		t.Errorf("me: got %s with ETag %s", me.Body, me.Header().Get("ETag"))
	}
	change := `{"current":"` + theirPassword + `","next":"` + nextPassword + `"}`
	d.call("PUT", "/me/password", "", change, byCookie).is(403, "request.crossSite")
	d.call("PUT", "/me/password", "", change, byCookie, "X-Requested-With: zhaoyin").is(204, "")
	d.call("DELETE", "/sessions/current", "", "", byCookie, "X-Requested-With: zhaoyin").is(204, "")
	d.call("GET", "/me", in.text("token"), "").is(401, "account.session")
	d.signIn("clerk.330723", nextPassword)
}

func TestPauseStory(t *testing.T) {
	d := staffed(t)
	problem := func(name, language string) map[string]any {
		var last answer
		for range 6 {
			last = d.call("POST", "/sessions", "", `{"username":"`+name+`","password":"Not-this-one-3"}`, "Accept-Language: "+language)
		}
		last.is(429, "account.paused")
		if got := last.Header().Get("Retry-After"); got != "60" {
			t.Errorf("Retry-After for %s: got %q, want 60", name, got)
		}
		fields := last.fields()
		delete(fields, "requestId")
		return fields
	}
	known, unknown := problem("clerk.330723", "en"), problem("nobody.here", "en")
	if diff := cmp.Diff(unknown, known); diff != "" {
		t.Errorf("an unknown name is answered otherwise (-got +want):\n%s", diff)
	}
	if got := known["detail"]; got != "Too many failed attempts; try again in 60 seconds." {
		t.Errorf("sentence: got %q", got)
	}
	if got := problem("clerk.330781", "zh-CN")["detail"]; got != "登录失败次数过多，请 60 秒后再试。" {
		t.Errorf("sentence: got %q", got)
	}
}

func TestUserStory(t *testing.T) {
	d := staffed(t)
	admin := d.signIn("admin", theirPassword)
	clerk := d.signIn("clerk.330723", theirPassword)
	d.call("GET", "/users", clerk, "").is(403, "access.forbidden")
	d.call("GET", "/users?rolle=clerk", admin, "").is(422, "request.invalid")
	body := `{"name":"lead.330723","role":"lead","regionId":"330723","displayName":"武义审核人"}`
	added := d.call("POST", "/users", admin, body, "Idempotency-Key: k1").is(201, "")
	again := d.call("POST", "/users", admin, body, "Idempotency-Key: k1").is(409, "idempotency.secret")
	if strings.Contains(again.Body.String(), added.text("oneTimePassword")) {
		t.Error("the one-time password was shown twice")
	}
	d.call("POST", "/users", admin, body).is(409, "account.taken")
	lead := d.signIn("lead.330723", added.text("oneTimePassword"))
	d.call("GET", "/tokens", lead, "").is(403, "account.passwordExpired")
	d.call("GET", "/me", lead, "").is(200, "")
	path := "/users/" + added.text("id")
	d.call("PATCH", path, admin, `{"displayName":"x"}`).is(428, "version.required")
	d.call("PATCH", path, admin, `{"displayName":"x"}`, `If-Match: "7"`).is(412, "stale")
	d.call("PATCH", path, admin, `{"name":"other"}`, `If-Match: "1"`).is(422, "request.invalid")
	d.call("PATCH", path, admin, `{"displayName":null}`, `If-Match: "1"`).is(422, "request.invalid")
	amended := d.call("PATCH", path, admin, `{"displayName":"新名"}`, `If-Match: "1"`).is(200, "")
	if amended.text("displayName") != "新名" || amended.Header().Get("ETag") != `"2"` {
		t.Errorf("amended: got %s", amended.Body)
	}
	d.call("POST", path+"/lock", admin, "").is(200, "")
	d.call("GET", "/me", lead, "").is(401, "account.session")
	d.call("POST", path+"/unlock", admin, "").is(200, "")
	reset := d.call("POST", path+"/password-reset", admin, "").is(200, "")
	d.signIn("lead.330723", reset.text("oneTimePassword"))
	all := d.call("GET", "/users?limit=200", admin, "").is(200, "").Body.String()
	if strings.Contains(all, "argon2") || strings.Contains(strings.ToLower(all), "hash") {
		t.Errorf("the list shows a hash: %s", all)
	}
	d.call("GET", "/users/none", admin, "").is(404, "missing")
}

func TestTokenStory(t *testing.T) {
	d := staffed(t)
	clerk := d.signIn("clerk.330723", theirPassword)
	d.call("POST", "/tokens", clerk, `{"name":"excel","scopes":["user.list"]}`).is(422, "request.invalid")
	d.call("POST", "/tokens", clerk, `{"name":"excel","scopes":[]}`).is(422, "request.invalid")
	issued := d.call("POST", "/tokens", clerk, `{"name":"excel","scopes":["org.read"]}`).is(201, "")
	secret, path := issued.text("secret"), "/tokens/"+issued.text("id")
	d.call("GET", "/regions", secret, "").is(200, "")
	d.call("GET", "/tokens", secret, "").is(403, "access.scope")
	list := d.call("GET", "/tokens", clerk, "").is(200, "").Body.String()
	if strings.Contains(list, secret) || !strings.Contains(list, issued.text("prefix")) {
		t.Errorf("the list: got %s", list)
	}
	d.call("DELETE", path, d.signIn("clerk.330781", theirPassword), "").is(404, "missing")
	d.call("DELETE", path, clerk, "").is(204, "")
	d.call("GET", "/regions", secret, "").is(401, "account.session")
}

func TestSetupStory(t *testing.T) {
	d := newDesk(t)
	code, needed, err := d.account.EnsureSetup(access.With(context.Background(), access.As("start")))
	if err != nil || !needed {
		t.Fatalf("a first start: got %v, %v", needed, err)
	}
	if got := d.call("GET", "/setup", "", "").is(200, "").fields()["needed"]; got != true {
		t.Errorf("needed: got %v, want true", got)
	}
	body := `{"code":"` + code + `","username":"admin","password":"` + theirPassword + `","displayName":"管理员"}`
	d.call("POST", "/setup", "", strings.Replace(body, code, "guess", 1)).is(403, "setup.code")
	d.call("POST", "/setup", "", strings.Replace(body, theirPassword, "weak", 1)).is(422, "request.invalid")
	d.call("POST", "/setup", "", body).is(201, "")
	d.call("POST", "/setup", "", body).is(403, "setup.code")
	if got := d.call("GET", "/setup", "", "").is(200, "").fields()["needed"]; got != false {
		t.Errorf("needed: got %v, want false", got)
	}
	d.call("GET", "/users", d.signIn("admin", theirPassword), "").is(200, "")
}

func TestSignInLimits(t *testing.T) {
	d := staffed(t)
	token := d.signIn("clerk.330723", theirPassword)
	d.clock.Advance(30 * time.Minute)
	d.call("GET", "/me", token, "").is(401, "account.session")
}
