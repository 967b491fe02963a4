package app_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"zhaoyin/api/apitest"
	"zhaoyin/internal/access"
	"zhaoyin/internal/account"
	"zhaoyin/internal/app"
	"zhaoyin/internal/store"
	"zhaoyin/internal/store/storetest"
)

const password = "Story-2022-pass"

// city is the whole program over HTTP, with accounts of two counties and of the city, on a clock of its own. Every answer is held against
// the OpenAPI contract.
type city struct {
	t      *testing.T
	app    *app.App
	clock  *storetest.Clock
	server *httptest.Server
	tokens map[string]string
}

func newCity(t *testing.T) *city {
	t.Helper()
	return cityAt(t, storetest.Start)
}

func cityAt(t *testing.T, began time.Time) *city {
	t.Helper()
	clock := storetest.NewClock(began)
	at := storetest.Config(t)
	a, err := app.New(context.Background(), app.Config{Data: at.Dir, DatabaseURL: at.DatabaseURL, PasswordProfile: "dengbao3"},
		slog.New(slog.DiscardHandler), app.WithClock(clock.Now))
	if err != nil {
		t.Fatal(err)
	}
	c := serving(t, a)
	c.clock = clock
	var list []account.Account
	add := func(name string, role access.Role, region string) {
		list = append(list, account.Account{Password: password, Registration: account.Registration{Name: name, DisplayName: name, Role: role, RegionID: region}})
	}
	add("secretariat", access.Secretariat, "")
	add("leader", access.Leader, "")
	add("land", access.Land, "")
	add("fund", access.Fund, "")
	for _, region := range []string{"330723", "330781"} {
		add("clerk."+region, access.Clerk, region)
		add("lead."+region, access.Lead, region)
	}
	for _, department := range []string{"eit", "ndrc", "eco", "emergency"} {
		list = append(list, account.Account{Password: password, Registration: account.Registration{
			Name: "dept." + department, DisplayName: department, Role: access.Department, DepartmentID: department,
		}})
	}
	if err := a.Account.Seed(access.With(context.Background(), access.As("test")), list); err != nil {
		t.Fatal(err)
	}
	return c
}

// serving puts a program behind a server; both end with the test.
func serving(t *testing.T, a *app.App) *city {
	t.Helper()
	c := &city{t: t, app: a, tokens: map[string]string{}}
	c.server = httptest.NewServer(apitest.Strict(t, a.Handler))
	t.Cleanup(func() {
		c.server.Close()
		c.whole()
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

// whole holds the city at the end of its story to what verify asks: no story may leave a row, a ledger or a trigger that would be taken for damage.
func (c *city) whole() {
	c.t.Helper()
	ctx := access.With(context.Background(), access.As("test"))
	for _, verify := range []func(context.Context) (string, error){c.app.VerifyRows, c.app.VerifyLedgers, c.app.VerifyGuards} {
		if _, err := verify(ctx); err != nil {
			c.t.Errorf("verify: %v", err)
		}
	}
	known := map[string]bool{"snapshots": true, "snapshot_parts": true} // their own hashes are compared
	for _, table := range app.Tables() {
		name, err := table.Name()
		if err != nil {
			c.t.Fatal(err)
		}
		known[name] = true
	}
	err := c.app.DB.Read(ctx, access.StoreVerify, func(tx *store.Tx) error {
		entries, err := store.All[store.Entry](tx, "seq")
		for _, e := range entries {
			if !known[e.Entity] {
				c.t.Errorf("verify does not look at %s", e.Entity)
				known[e.Entity] = true
			}
		}
		return err
	})
	if err != nil {
		c.t.Error(err)
	}
}

// answer is what came back.
type answer struct {
	t      *testing.T
	call   string
	status int
	header http.Header
	body   []byte
}

// as signs an account in once and remembers its token.
func (c *city) as(name string) string {
	if c.tokens[name] == "" {
		a := c.send("", http.MethodPost, "/sessions", map[string]string{"username": name, "password": password})
		a.want(http.StatusCreated)
		c.tokens[name] = a.text("token")
	}
	return c.tokens[name]
}

// call asks as an account; headers come in pairs.
func (c *city) call(who, method, path string, body any, headers ...string) *answer {
	c.t.Helper()
	return c.send(c.as(who), method, path, body, headers...)
}

func (c *city) send(token, method, path string, body any, headers ...string) *answer {
	c.t.Helper()
	var content io.Reader = http.NoBody
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			c.t.Fatal(err)
		}
		content = bytes.NewReader(text)
	}
	r, err := http.NewRequestWithContext(context.Background(), method, c.server.URL+"/api/v1"+path, content)
	if err != nil {
		c.t.Fatal(err)
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return c.do(r)
}

func (c *city) do(r *http.Request) *answer {
	c.t.Helper()
	res, err := c.server.Client().Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return &answer{t: c.t, call: r.Method + " " + r.URL.Path, status: res.StatusCode, header: res.Header, body: text}
}

// upload sends a file as evidence of a project.
func (c *city) upload(who, projectID, name, content string) *answer {
	c.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreateFormFile("file", name)
	if err != nil {
		c.t.Fatal(err)
	}
	fmt.Fprint(part, content)
	if err := w.Close(); err != nil {
		c.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(context.Background(), http.MethodPost, c.server.URL+"/api/v1/projects/"+projectID+"/attachments", &b)
	if err != nil {
		c.t.Fatal(err)
	}
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Authorization", "Bearer "+c.as(who))
	return c.do(r)
}

// want fails unless the status is the one expected.
func (a *answer) want(status int) *answer {
	a.t.Helper()
	if a.status != status {
		a.t.Fatalf("%s: got %d, want %d: %s", a.call, a.status, status, shorten(a.body))
	}
	return a
}

func shorten(b []byte) string {
	if len(b) > 1500 {
		return string(b[:1500]) + "…"
	}
	return string(b)
}

// text reads a string of the answer by its path ("files/0/name").
func (a *answer) text(path string) string {
	a.t.Helper()
	s, ok := a.value(path).(string)
	if !ok {
		a.t.Fatalf("%s: %s is no text in %s", a.call, path, shorten(a.body))
	}
	return s
}

// number reads a number of the answer by its path.
func (a *answer) number(path string) int64 {
	a.t.Helper()
	n, ok := a.value(path).(json.Number)
	if !ok {
		a.t.Fatalf("%s: %s is no number in %s", a.call, path, shorten(a.body))
	}
	i, err := n.Int64()
	if err != nil {
		a.t.Fatal(err)
	}
	return i
}

func (a *answer) value(path string) any {
	a.t.Helper()
	d := json.NewDecoder(bytes.NewReader(a.body))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		a.t.Fatalf("%s: %v in %s", a.call, err, shorten(a.body))
	}
	for _, step := range strings.Split(path, "/") {
		switch at := v.(type) {
		case map[string]any:
			v = at[step]
		case []any:
			var i int
			if _, err := fmt.Sscan(step, &i); err != nil || i >= len(at) {
				a.t.Fatalf("%s: no %s in %s", a.call, path, shorten(a.body))
			}
			v = at[i]
		default:
			a.t.Fatalf("%s: no %s in %s", a.call, path, shorten(a.body))
		}
	}
	return v
}

// etag is the version for If-Match.
func (a *answer) etag() string { return a.header.Get("ETag") }

// at sets the clock to a day in Shanghai, at ten o'clock.
func (c *city) at(day string) {
	c.t.Helper()
	t, err := time.Parse("2006-01-02 15:04 -0700", day+" 10:00 +0800")
	if err != nil {
		c.t.Fatal(err)
	}
	c.clock.Set(t.UTC())
	clear(c.tokens) // sessions have idled out
}
