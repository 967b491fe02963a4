package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/access"
	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/org"
	"zhaoyin/internal/store"
	"zhaoyin/internal/store/storetest"
)

const investor = `{"name":"武义光伏有限公司","regionId":"330723"}`

func keyed(key string) string { return "Idempotency-Key: " + key }

// enterprises counts what is kept, as the trail does.
func (k *kit) enterprises() int {
	k.t.Helper()
	n, _ := k.call("GET", "/enterprises", k.wuyi, "").is(200, "").fields()["total"].(float64)
	return int(n)
}

func TestRepeatedRequestHasOneEffect(t *testing.T) {
	k := newKit(t)
	first := k.call("POST", "/enterprises", k.wuyi, investor, keyed("a")).is(201, "")
	if got := first.Header().Get("Idempotent-Replayed"); got != "" {
		t.Errorf("the first answer says it is replayed: %q", got)
	}
	again := k.call("POST", "/enterprises", k.wuyi, investor, keyed("a")).is(201, "")
	if again.Body.String() != first.Body.String() || again.Header().Get("Idempotent-Replayed") != "true" {
		t.Errorf("got %s (replayed %q), want %s", again.Body, again.Header().Get("Idempotent-Replayed"), first.Body)
	}
	for _, name := range []string{"ETag", "Location", "Content-Type"} {
		if got, want := again.Header().Get(name), first.Header().Get(name); got != want || want == "" {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	k.serve() // the process starts again
	k.call("POST", "/enterprises", k.wuyi, investor, keyed("a")).is(201, "")
	if got := k.enterprises(); got != 1 {
		t.Errorf("got %d enterprises, want 1", got)
	}
	k.call("POST", "/enterprises", k.wuyi, `{"name":"另一家","regionId":"330723"}`, keyed("a")).is(422, "idempotency.mismatch")
	k.call("POST", "/tokens", k.wuyi, investor, keyed("a")).is(422, "idempotency.mismatch")
	k.call("POST", "/enterprises", k.lanxi, `{"name":"兰溪的一家","regionId":"330781"}`, keyed("a")).is(201, "") // another actor's key is another key
	k.clock.Advance(store.KeyTTL + time.Second)
	k.wuyi = k.signIn("clerk.330723", theirPassword)
	k.call("POST", "/enterprises", k.wuyi, `{"name":"一天以后","regionId":"330723"}`, keyed("a")).is(201, "")
}

func TestKeyShapes(t *testing.T) {
	k := newKit(t)
	for key, code := range map[string]string{strings.Repeat("k", 256): "idempotency.key", "two words": "idempotency.key", "键": "idempotency.key"} {
		k.call("POST", "/enterprises", k.wuyi, investor, keyed(key)).is(422, code)
	}
	for _, given := range [][]string{{""}, {"one", "two"}, {"same", "same"}} {
		r := httptest.NewRequest("POST", "/api/v1/enterprises", strings.NewReader(investor))
		r.Header = http.Header{"Authorization": {"Bearer " + k.wuyi}, "Content-Type": {"application/json"}, "Idempotency-Key": given}
		w := httptest.NewRecorder()
		k.handler.ServeHTTP(w, r)
		answer{w, t}.is(422, "idempotency.key")
	}
	if got := k.enterprises(); got != 0 {
		t.Errorf("got %d enterprises, want none", got)
	}
	k.call("POST", "/enterprises", k.wuyi, investor, keyed(strings.Repeat("k", 255))).is(201, "")
}

func TestRefusedRequestLeavesTheKeyFree(t *testing.T) {
	k := newKit(t)
	k.call("POST", "/enterprises", k.wuyi, `{"name":""}`, keyed("b")).is(422, "request.invalid")
	k.call("POST", "/enterprises", k.wuyi, investor, keyed("b")).is(201, "")
}

// register is a handler of the test that registers an enterprise and then does what the test wants.
func (k *kit) register(then func(c echo.Context, e *enterprise.Enterprise) error) echo.HandlerFunc {
	return func(c echo.Context) error {
		in, err := bind[enterprise.Registration](c)
		if err != nil {
			return err
		}
		e, err := k.api.Enterprise.Create(c.Request().Context(), in)
		if err != nil {
			return err
		}
		return then(c, e)
	}
}

func TestLostAnswerIsNamed(t *testing.T) {
	k := newKit(t)
	k.own.POST("/lost", k.register(func(echo.Context, *enterprise.Enterprise) error { return errors.New("the answer is lost") }))
	k.own.POST("/panic", k.register(func(echo.Context, *enterprise.Enterprise) error { panic("the answer is lost") }))
	for i, path := range []string{"/kit/lost", "/kit/panic"} {
		key := keyed(path)
		body := fmt.Sprintf(`{"name":"企业%d","regionId":"330723"}`, i)
		k.call("POST", path, k.wuyi, body, key).is(500, "internal")
		again := k.call("POST", path, k.wuyi, body, key).is(409, "idempotency.interrupted")
		if got := again.text("subject"); !strings.HasPrefix(got, "enterprises/") {
			t.Errorf("%s: subject: got %q", path, got)
		}
	}
	if got := k.enterprises(); got != 2 {
		t.Errorf("got %d enterprises, want 2", got)
	}
}

// TestAnswerIsKeptForOneWhoWentAway: the caller hangs up after the change is done, and gets the answer when asking again.
func TestAnswerIsKeptForOneWhoWentAway(t *testing.T) {
	k := newKit(t)
	leave := func() {}
	k.own.POST("/slow", k.register(func(c echo.Context, e *enterprise.Enterprise) error {
		leave()
		return reply(c, http.StatusCreated, e)
	}))
	ctx, hangUp := context.WithCancel(context.Background())
	leave = hangUp
	r := httptest.NewRequest("POST", "/api/v1/kit/slow", strings.NewReader(investor)).WithContext(ctx)
	r.Header.Set("Authorization", "Bearer "+k.wuyi)
	r.Header.Set("Content-Type", "application/json")
	name, value, _ := strings.Cut(keyed("away"), ": ")
	r.Header.Set(name, value)
	k.handler.ServeHTTP(httptest.NewRecorder(), r)
	again := k.call("POST", "/kit/slow", k.wuyi, investor, keyed("away")).is(201, "")
	if again.Header().Get("Idempotent-Replayed") != "true" || k.enterprises() != 1 {
		t.Errorf("got %v and %d enterprises, want the first answer and one", again.Header(), k.enterprises())
	}
}

// TestGoneCallerIsNoFault: what ends because the caller went away is no error of the service.
func TestGoneCallerIsNoFault(t *testing.T) {
	k := newKit(t)
	k.own.GET("/gone", func(c echo.Context) error { return fmt.Errorf("read: %w", c.Request().Context().Err()) })
	ctx, hangUp := context.WithCancel(context.Background())
	r := httptest.NewRequest("GET", "/api/v1/kit/gone", nil).WithContext(ctx)
	r.Header.Set("Authorization", "Bearer "+k.wuyi)
	hangUp()
	w := httptest.NewRecorder()
	k.handler.ServeHTTP(w, r)
	answer{w, t}.is(503, "request.gone")
	if strings.Contains(k.log.String(), "unplanned") {
		t.Errorf("logged as a fault: %s", k.log)
	}
}

func TestServerErrorIsNeverKept(t *testing.T) {
	k := newKit(t)
	fail := true
	k.own.POST("/flaky", func(c echo.Context) error {
		if fail {
			return errors.New("out of luck")
		}
		return k.register(func(c echo.Context, e *enterprise.Enterprise) error { return reply(c, http.StatusCreated, e) })(c)
	})
	k.call("POST", "/kit/flaky", k.wuyi, investor, keyed("c")).is(500, "internal")
	fail = false
	k.call("POST", "/kit/flaky", k.wuyi, investor, keyed("c")).is(201, "")
	k.call("POST", "/kit/flaky", k.wuyi, investor, keyed("c")).is(201, "")
}

func TestSecretIsNotKept(t *testing.T) {
	k := newKit(t)
	k.own.POST("/secret", k.register(func(c echo.Context, e *enterprise.Enterprise) error {
		return replySecret(c, http.StatusCreated, map[string]string{"secret": "s3cret"})
	}))
	if got := k.call("POST", "/kit/secret", k.wuyi, investor, keyed("d")).is(201, "").text("secret"); got != "s3cret" {
		t.Errorf("the first answer: got %q", got)
	}
	again := k.call("POST", "/kit/secret", k.wuyi, investor, keyed("d")).is(409, "idempotency.secret")
	if strings.Contains(again.Body.String(), "s3cret") {
		t.Errorf("the secret was kept: %s", again.Body)
	}
}

func TestSignInIgnoresTheKey(t *testing.T) {
	k := newKit(t)
	body := `{"username":"clerk.330723","password":"` + theirPassword + `"}`
	first := k.call("POST", "/sessions", "", body, keyed("e")).is(201, "").text("token")
	if second := k.call("POST", "/sessions", "", body, keyed("e")).is(201, "").text("token"); second == first {
		t.Error("a session's token was kept under a key")
	}
}

func TestRepeatedAtOnce(t *testing.T) {
	k := newKit(t)
	entered, goOn := make(chan bool), make(chan bool)
	k.own.POST("/slow", k.register(func(c echo.Context, e *enterprise.Enterprise) error {
		entered <- true
		<-goOn
		return reply(c, http.StatusCreated, e)
	}))
	var first answer
	var wait sync.WaitGroup
	wait.Go(func() { first = k.call("POST", "/kit/slow", k.wuyi, investor, keyed("f")) })
	<-entered
	k.call("POST", "/kit/slow", k.wuyi, investor, keyed("f")).is(409, "idempotency.inProgress")
	goOn <- true
	wait.Wait()
	first.is(201, "")
	if got := k.call("POST", "/kit/slow", k.wuyi, investor, keyed("f")).is(201, "").Body.String(); got != first.Body.String() {
		t.Errorf("got %s, want %s", got, first.Body)
	}
}

// TestTwoProcessesAtOnce is the race that only the database can decide: both have looked for the key and found nothing.
func TestTwoProcessesAtOnce(t *testing.T) {
	db := storetest.Open(t)
	system := access.With(t.Context(), access.As("test"))
	if err := org.NewService(db).Seed(system, org.Default()); err != nil {
		t.Fatal(err)
	}
	clerk := access.With(t.Context(), access.Actor{ID: "u", Name: "clerk.330723", Role: access.Clerk, RegionID: "330723"})
	other := store.WithKey(clerk, store.Key{Key: "g", Route: "POST /x", Hash: "h"})
	if _, err := enterprise.NewService(db).Create(other, enterprise.Registration{Name: "先到"}); err != nil {
		t.Fatal(err)
	}
	a := &API{db: db}
	c := echo.New().NewContext(httptest.NewRequest("POST", "/x", nil).WithContext(clerk), httptest.NewRecorder())
	if err := a.claimedElsewhere(c, "g", store.ErrDuplicate.With()); !errors.Is(err, errInProgress) {
		t.Errorf("got %v, want %v", err, errInProgress)
	}
	if err := a.claimedElsewhere(c, "unclaimed", store.ErrDuplicate.With()); !errors.Is(err, store.ErrDuplicate) {
		t.Errorf("got %v, want %v", err, store.ErrDuplicate)
	}
}

// processes are two of the program over one database, with a route whose callers wait for each other before they write: both have looked for the key then.
func processes(k *kit) [2]*kit {
	var both sync.WaitGroup
	both.Add(2)
	var made [2]*kit
	for i := range made {
		k.serve(func(s *Services) { s.Log = slog.New(slog.DiscardHandler) }) // processes share no log
		k.own.POST("/race", func(c echo.Context) error {
			both.Done()
			both.Wait()
			return k.register(func(c echo.Context, e *enterprise.Enterprise) error { return reply(c, http.StatusCreated, e) })(c)
		})
		front, its := *k.office, *k
		its.office = &front
		made[i] = &its
	}
	return made
}

// TestTwoProcessesKeepTheWinnersAnswer: who has lost the race for a key says so and writes nothing, so that the key goes on giving the winner's answer.
func TestTwoProcessesKeepTheWinnersAnswer(t *testing.T) {
	k := newKit(t)
	for round := range 5 {
		body := fmt.Sprintf(`{"name":"企业%d","regionId":"330723"}`, round)
		key := keyed(fmt.Sprint("race", round))
		two := processes(k)
		var got [2]answer
		var wait sync.WaitGroup
		for i, process := range two {
			wait.Go(func() { got[i] = process.call("POST", "/kit/race", k.wuyi, body, key) })
		}
		wait.Wait()
		won, lost := got[0], got[1]
		if lost.Code == http.StatusCreated {
			won, lost = lost, won
		}
		won.is(201, "")
		lost.is(409, "idempotency.inProgress")
		for _, process := range two {
			if again := process.call("POST", "/kit/race", k.wuyi, body, key).is(201, ""); again.Body.String() != won.Body.String() {
				t.Errorf("got %s, want %s", again.Body, won.Body)
			}
		}
	}
	if got := k.enterprises(); got != 5 {
		t.Errorf("got %d enterprises, want 5", got)
	}
}

// TestOtherProcessAtWork: another process that has claimed the key and not yet answered is at work; after longer than any request takes it is not.
func TestOtherProcessAtWork(t *testing.T) {
	k := newKit(t)
	entered, goOn := make(chan bool), make(chan bool)
	slow := func() {
		k.own.POST("/slow", k.register(func(c echo.Context, e *enterprise.Enterprise) error {
			entered <- true
			<-goOn
			return reply(c, http.StatusCreated, e)
		}))
	}
	slow()
	first := *k.office
	k.serve()
	slow()
	var won answer
	var wait sync.WaitGroup
	wait.Go(func() { won = first.call("POST", "/kit/slow", k.wuyi, investor, keyed("h")) })
	<-entered
	k.call("POST", "/kit/slow", k.wuyi, investor, keyed("h")).is(409, "idempotency.inProgress")
	k.clock.Advance(atWork - time.Second)
	k.call("POST", "/kit/slow", k.wuyi, investor, keyed("h")).is(409, "idempotency.inProgress")
	k.clock.Advance(time.Second)
	k.call("POST", "/kit/slow", k.wuyi, investor, keyed("h")).is(409, "idempotency.interrupted")
	goOn <- true
	wait.Wait()
	if again := k.call("POST", "/kit/slow", k.wuyi, investor, keyed("h")).is(201, ""); again.Body.String() != won.Body.String() {
		t.Errorf("got %s, want %s", again.Body, won.Body)
	}
}

// form is a multipart body with a boundary of its own, as each try of a client draws one.
func form(t *testing.T, content string) (body, contentType string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreateFormFile("file", "合同.pdf")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = part.Write([]byte(content))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String(), w.FormDataContentType()
}

func TestUploadIsKnownByItsParts(t *testing.T) {
	var digests []string
	for _, content := range []string{"same", "same", "other"} {
		body, contentType := form(t, content)
		r := httptest.NewRequest("POST", "/", strings.NewReader(body))
		r.Header.Set("Content-Type", contentType)
		digest, done, err := hashBody(r)
		if err != nil {
			t.Fatal(err)
		}
		digests = append(digests, digest)
		f, err := filePart(echo.New().NewContext(r, nil))
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		if _, err := got.ReadFrom(f); err != nil || got.String() != content {
			t.Errorf("the handler reads %q, %v, want %q", got.String(), err, content)
		}
		done()
	}
	if digests[0] != digests[1] || digests[0] == digests[2] {
		t.Errorf("got %v, want the first two equal", digests)
	}
	body, contentType := form(t, "cut off")
	r := httptest.NewRequest("POST", "/", strings.NewReader(body[:len(body)-20]))
	r.Header.Set("Content-Type", contentType)
	if _, _, err := hashBody(r); !errors.Is(err, errForm) {
		t.Errorf("cut off: got %v, want %v", err, errForm)
	}
}
