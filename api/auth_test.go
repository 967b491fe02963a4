package api

import (
	"net/http"
	"testing"
	"time"
)

func TestCredentials(t *testing.T) {
	k := newKit(t)
	k.own.GET("/open", ok)
	k.own.POST("/open", ok)
	cookie := "Cookie: " + SessionCookie + "=" + k.wuyi
	page := "X-Requested-With: zhaoyin"
	for name, tt := range map[string]struct {
		method, token string
		headers       []string
		status        int
		code, actor   string
	}{
		"nobody":                        {"GET", "", nil, 200, "", "anonymous"},
		"bearer":                        {"GET", k.wuyi, nil, 200, "", "clerk.330723"},
		"bearer writes":                 {"POST", k.wuyi, nil, 200, "", "clerk.330723"},
		"bearer in small letters":       {"GET", "", []string{"Authorization: bearer " + k.wuyi}, 200, "", "clerk.330723"},
		"wrong bearer, even here":       {"GET", "zys_not-a-token", nil, 401, "account.session", ""},
		"empty bearer":                  {"GET", "", []string{"Authorization: Bearer "}, 401, "account.session", ""},
		"another scheme":                {"GET", "", []string{"Authorization: Basic eDp5"}, 200, "", "anonymous"},
		"cookie reads":                  {"GET", "", []string{cookie}, 200, "", "clerk.330723"},
		"cookie writes":                 {"POST", "", []string{cookie, page}, 200, "", "clerk.330723"},
		"cookie writes without header":  {"POST", "", []string{cookie}, 403, "request.crossSite", ""},
		"cookie from another site":      {"POST", "", []string{cookie, page, "Sec-Fetch-Site: cross-site"}, 403, "request.crossSite", ""},
		"cookie from another origin":    {"POST", "", []string{cookie, page, "Origin: https://elsewhere.example"}, 403, "request.crossSite", ""},
		"bearer from another site":      {"POST", k.wuyi, []string{"Sec-Fetch-Site: cross-site"}, 200, "", "clerk.330723"},
		"worthless cookie":              {"GET", "", []string{"Cookie: " + SessionCookie + "=zys_old"}, 200, "", "anonymous"},
		"bearer goes before the cookie": {"GET", k.lanxi, []string{cookie}, 200, "", "clerk.330781"},
	} {
		t.Run(name, func(t *testing.T) {
			d := &office{t: t, handler: k.handler}
			a := d.call(tt.method, "/kit/open", tt.token, "", tt.headers...).is(tt.status, tt.code)
			if got := a.text("actor"); got != tt.actor {
				t.Errorf("actor: got %q, want %q", got, tt.actor)
			}
		})
	}
}

func TestWorthlessCookieIsTakenAway(t *testing.T) {
	k := newKit(t)
	k.clock.Advance(30 * 24 * time.Hour)
	stale := "Cookie: " + SessionCookie + "=" + k.wuyi
	refused := k.call("GET", "/me", "", "", stale).is(401, "access.anonymous")
	if cookies := refused.Result().Cookies(); len(cookies) != 1 || cookies[0].Value != "" || !cookies[0].Expires.Before(storeStart) {
		t.Errorf("got %v, want the cookie taken away", cookies)
	}
	k.call("POST", "/sessions", "", `{"username":"clerk.330723","password":"`+theirPassword+`"}`, stale, "X-Requested-With: zhaoyin").is(201, "")
	k.call("POST", "/sessions", "", `{"username":"clerk.330723","password":"`+theirPassword+`"}`, stale).is(201, "") // as without a cookie: a program's jar keeps a dead one
	k.call("POST", "/enterprises", "", investor, stale).is(401, "access.anonymous")
}

var storeStart = time.Date(2022, 4, 12, 0, 0, 0, 0, time.UTC)

func TestPace(t *testing.T) {
	k := newKit(t, func(s *Services) { s.Settings.RatePerSecond = 20 })
	k.own.GET("/open", ok)
	k.clock.Advance(time.Minute)
	for range 40 {
		k.call("GET", "/kit/open", k.wuyi, "").is(200, "")
	}
	paced := func(a answer, policy, left string) {
		t.Helper()
		h := a.is(429, "request.pace").Header()
		if h.Get("Retry-After") != "1" || h.Get("RateLimit-Policy") != policy || h.Get("RateLimit") != left {
			t.Errorf("got %v, want %s and %s", h, policy, left)
		}
	}
	paced(k.call("GET", "/kit/open", k.wuyi, ""), `"default";q=40;w=2`, `"default";r=0;t=1`)
	k.call("GET", "/kit/open", k.lanxi, "").is(200, "") // at the same address, but another actor
	k.call("GET", "/kit/open", "", "").is(200, "")
	k.clock.Advance(50 * time.Millisecond)
	k.call("GET", "/kit/open", k.wuyi, "").is(200, "")
	k.call("GET", "/kit/open", k.wuyi, "").is(429, "request.pace")
	k.clock.Advance(time.Minute)
	for range 10 {
		k.call("GET", "/kit/open", "zys_guess", "").is(401, "account.session")
	}
	paced(k.call("GET", "/kit/open", "zys_guess", ""), `"address";q=10;w=2`, `"address";r=0;t=1`) // guessing is paced by address, at a quarter
	paced(k.call("GET", "/kit/open", "", ""), `"address";q=10;w=2`, `"address";r=0;t=1`)
	k.clock.Advance(200 * time.Millisecond)
	k.call("GET", "/kit/open", "", "").is(200, "")
	k.call("GET", "/kit/open", "", "").is(429, "request.pace")
	if a := k.at("GET", "/healthz", "", ""); a.Code != http.StatusOK {
		t.Errorf("healthz is paced: %d", a.Code)
	}
}

func TestPacerForgetsTheQuiet(t *testing.T) {
	now := storeStart
	p := newPacer(1, func() time.Time { return now })
	p.take("busy")
	for i := range maxPaces {
		p.take(string(rune('一' + i)))
	}
	now = now.Add(time.Hour)
	p.take("busy")
	p.take("one more")
	if got := len(p.paces); got > 3 {
		t.Errorf("got %d remembered, want the quiet ones forgotten", got)
	}
}
