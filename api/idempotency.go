package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
)

var (
	errKeyShape    = fault.Define(fault.Invalid, "idempotency.key", "Idempotency-Key 只能给出一个，应为 1 到 255 个可见字符。", "Idempotency-Key must be given once, as 1 to 255 visible characters.")
	errMismatch    = fault.Define(fault.Invalid, "idempotency.mismatch", "同一 Idempotency-Key 已用于另一个请求。", "The same Idempotency-Key was used for another request.")
	errInProgress  = fault.Define(fault.Conflict, "idempotency.inProgress", "相同的请求正在处理，请稍后重试。", "The same request is in progress; try again shortly.")
	errInterrupted = fault.Define(fault.Conflict, "idempotency.interrupted", "该请求已经生效（%s），但当时的回复没有保存下来，请查询结果。", "The request took effect (%s), but its answer was not kept; look the result up.")
	errSecretOnce  = fault.Define(fault.Conflict, "idempotency.secret", "该请求已经生效；其中的密钥只显示一次，不再重复给出。", "The request took effect; its secret is shown once and not given again.")
)

const (
	secretAnswer = "secretAnswer"
	replayedWith = "Idempotent-Replayed"
	keyHeader    = "Idempotency-Key"
	secretKept   = "secret"
)

// atWork is how long after its claim a key without an answer is taken for a request in progress in another process: as long as the server gives any
// request. Beyond it that process has ended.
const atWork = 2 * time.Minute

// inFlight are the keys that this process is working on.
type inFlight struct {
	mu   sync.Mutex
	keys map[string]bool
}

func (f *inFlight) enter(key string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.keys[key] {
		return false
	}
	f.keys[key] = true
	return true
}

func (f *inFlight) leave(key string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.keys, key)
}

// idempotent makes a repeated POST take effect once: the same key, actor and body gives the first answer again.
func (a *API) idempotent(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		given := c.Request().Header.Values(keyHeader)
		who := actor(c)
		if len(given) == 0 || c.Request().Method != http.MethodPost || who.Role == access.Anonymous {
			return next(c)
		}
		if len(given) > 1 || !visible(given[0]) {
			return errKeyShape.With()
		}
		key := given[0]
		lane := who.Name + "\x00" + key
		if !a.flights.enter(lane) {
			return errInProgress.With()
		}
		defer a.flights.leave(lane)
		return a.once(c, next, key)
	}
}

func visible(key string) bool {
	for _, r := range key {
		if r <= ' ' || r > '~' {
			return false
		}
	}
	return key != "" && len(key) <= 255
}

func (a *API) once(c echo.Context, next echo.HandlerFunc, key string) error {
	hash, done, err := hashBody(c.Request())
	if err != nil {
		return err
	}
	defer done()
	route := c.Request().Method + " " + c.Request().URL.RequestURI()
	kept, err := a.db.Keyed(c.Request().Context(), key)
	if err == nil {
		return replay(c, kept, route, hash, a.db.Now())
	}
	if fault.KindOf(err) != fault.Missing {
		return err
	}
	c.SetRequest(c.Request().WithContext(store.WithKey(c.Request().Context(), store.Key{Key: key, Route: route, Hash: hash})))
	return a.record(c, next, key)
}

// record runs the request, keeps its answer, and only then sends it: whoever has the answer can ask for it again. Only the request that has claimed the
// key keeps an answer: the loser of a race between processes would write over the winner's.
func (a *API) record(c echo.Context, next echo.HandlerFunc, key string) error {
	held := &holding{ResponseWriter: c.Response().Writer}
	c.Response().Writer = held
	defer held.release(c.Response())
	if err := recovered(next)(c); err != nil {
		c.Error(a.claimedElsewhere(c, key, err))
	}
	ctx := context.WithoutCancel(c.Request().Context()) // whoever has gone away asks again
	if !store.Claimed(ctx) {
		return nil // nothing took effect: the key is free again
	}
	status, headers, body := c.Response().Status, keptHeaders(c.Response().Header()), held.body.String()
	switch {
	case status >= http.StatusInternalServerError:
		headers, body = "", "" // a server error is never given again: its status alone says that there is no answer to come
	case c.Get(secretAnswer) != nil:
		headers, body = secretKept, ""
	}
	if err := a.db.Answer(ctx, key, status, headers, body); err != nil {
		a.log.ErrorContext(ctx, "keep the answer of a key", "error", err, "requestId", requestID(c))
	}
	return nil
}

// claimedElsewhere says of a duplicate whether it is the key itself, claimed by another process between our look and our write.
func (a *API) claimedElsewhere(c echo.Context, key string, err error) error {
	if !errors.Is(err, store.ErrDuplicate) {
		return err
	}
	if _, lookErr := a.db.Keyed(c.Request().Context(), key); lookErr == nil {
		return errInProgress.With().Because(err)
	}
	return err
}

func keptHeaders(h http.Header) string {
	kept := map[string]string{}
	for _, name := range []string{"Location", "ETag", "Content-Type"} {
		if v := h.Get(name); v != "" {
			kept[name] = v
		}
	}
	text, _ := json.Marshal(kept) // a map of strings always marshals
	return string(text)
}

func replay(c echo.Context, kept *store.KeyRecord, route, hash string, now time.Time) error {
	switch {
	case kept.Route != route || kept.Hash != hash:
		return errMismatch.With()
	case kept.Status == 0 && now.Sub(kept.CreatedAt) < atWork:
		return errInProgress.With()
	case kept.Status == 0 || kept.Status >= http.StatusInternalServerError:
		return errInterrupted.With(kept.Subject).Note("subject", kept.Subject)
	case kept.Headers == secretKept:
		return errSecretOnce.With().Note("subject", kept.Subject)
	}
	var headers map[string]string
	if err := json.Unmarshal([]byte(kept.Headers), &headers); err != nil {
		return err
	}
	for name, value := range headers {
		c.Response().Header().Set(name, value)
	}
	c.Response().Header().Set(replayedWith, "true")
	if kept.Body == "" {
		return c.NoContent(kept.Status)
	}
	return c.Blob(kept.Status, headers["Content-Type"], []byte(kept.Body))
}

// holding keeps what is answered until it is released.
type holding struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

// WriteHeader implements http.ResponseWriter.
func (w *holding) WriteHeader(status int) { w.status = status }

// Write implements http.ResponseWriter.
func (w *holding) Write(p []byte) (int, error) { return w.body.Write(p) }

func (w *holding) release(to *echo.Response) {
	to.Writer = w.ResponseWriter
	if w.status == 0 {
		return // nothing was answered: the error handler will
	}
	w.ResponseWriter.WriteHeader(w.status)
	_, _ = w.ResponseWriter.Write(w.body.Bytes()) // the caller may be gone; the answer is kept
}
