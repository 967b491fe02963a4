package api

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"zhaoyin/api/apitest"
	"zhaoyin/internal/access"
	"zhaoyin/internal/account"
	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/org"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/store/storetest"
)

// kit is the API with one administrator and a clerk in each of two counties, and room for routes of a test's own.
type kit struct {
	*office
	api   *API
	db    *store.DB
	own   *echo.Group // routes under /api/v1/kit, behind the same middleware as every noun's
	log   *bytes.Buffer
	admin string // tokens
	city  string // the secretariat
	wuyi  string
	lanxi string
}

func newKit(t *testing.T, change ...func(*Services)) *kit {
	t.Helper()
	k := &kit{office: &office{t: t, clock: storetest.NewClock(storetest.Start)}, log: &bytes.Buffer{}}
	k.db = storetest.OpenAt(t, k.clock)
	k.serve(change...)
	system := access.With(context.Background(), access.As("test"))
	if err := k.api.Org.Seed(system, org.Default()); err != nil {
		t.Fatal(err)
	}
	err := k.account.Seed(system, []account.Account{
		{Registration: account.Registration{Name: "admin", Role: access.Admin}, Password: theirPassword},
		{Registration: account.Registration{Name: "secretariat", Role: access.Secretariat}, Password: theirPassword},
		{Registration: account.Registration{Name: "clerk.330723", Role: access.Clerk, RegionID: "330723"}, Password: theirPassword},
		{Registration: account.Registration{Name: "clerk.330781", Role: access.Clerk, RegionID: "330781"}, Password: theirPassword},
	})
	if err != nil {
		t.Fatal(err)
	}
	k.city = k.signIn("secretariat", theirPassword)
	k.admin, k.wuyi, k.lanxi = k.signIn("admin", theirPassword), k.signIn("clerk.330723", theirPassword), k.signIn("clerk.330781", theirPassword)
	return k
}

// quickly is the default profile with a cheap hash: what hashing costs has its own test.
func quickly() account.Profile {
	p := account.DefaultProfile()
	p.Cost = account.Cost{Memory: 64, Passes: 1}
	return p
}

// serve builds the API over the kit's database, as a restart of the process would.
func (k *kit) serve(change ...func(*Services)) {
	quiet := slog.New(slog.DiscardHandler)
	k.account = account.NewService(k.db, quickly(), quiet)
	s := Services{
		DB: k.db, Log: slog.New(slog.NewTextHandler(k.log, nil)), Now: k.clock.Now, Settings: Settings{BodyLimit: 1 << 20, UploadLimit: 1 << 20},
		Account: k.account, Org: org.NewService(k.db), Enterprise: enterprise.NewService(k.db),
		Project: project.NewService(k.db, project.DefaultThreshold, nil),
	}
	for _, c := range change {
		c(&s)
	}
	a, e := build(s)
	loose, strict := heads(e), apitest.Strict(k.t, heads(e))
	k.api, k.handler = a, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/api/v1/kit/") {
			loose.ServeHTTP(w, r) // a test's own routes are no part of the contract
			return
		}
		strict.ServeHTTP(w, r)
	})
	k.own = e.Group("/api/v1/kit", uncached, a.authenticate, a.paced, permitted, asked, bounded(s.Settings.BodyLimit), a.idempotent)
}

// ok is a route that only says that it was reached.
func ok(c echo.Context) error {
	return c.JSON(http.StatusOK, map[string]string{"actor": actor(c).Name})
}

// at is call for addresses outside /api/v1.
func (k *kit) at(method, path, token, body string, headers ...string) answer {
	k.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	k.handler.ServeHTTP(w, r)
	return answer{w, k.t}
}
