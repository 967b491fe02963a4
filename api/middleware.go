package api

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"regexp"
	"runtime/debug"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/access"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
)

var (
	idShape    = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)
	traceShape = regexp.MustCompile(`^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$`)
)

// identify takes the caller's request id when it has the shape of one, else makes one.
func identify(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		id := c.Request().Header.Get(echo.HeaderXRequestID)
		if id == "" || !idShape.MatchString(id) {
			id = store.NewID()
		}
		c.Response().Header().Set(echo.HeaderXRequestID, id)
		return next(c)
	}
}

// logged writes one line for each request: never a query, a header or a body, where secrets could be.
func (a *API) logged(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		began := a.now()
		if err := next(c); err != nil {
			c.Error(err)
		}
		ended, r := a.now(), c.Request()
		level := slog.LevelInfo
		if c.Response().Status >= http.StatusInternalServerError {
			level = slog.LevelError
		}
		attrs := []slog.Attr{
			slog.String("requestId", requestID(c)), slog.String("method", r.Method), slog.String("route", c.Path()),
			slog.String("path", r.URL.Path), slog.Int("status", c.Response().Status), slog.Int64("bytes", c.Response().Size),
			slog.Float64("tookMs", float64(ended.Sub(began).Microseconds())/1000), slog.String("actor", actor(c).Name), slog.String("address", c.RealIP()),
		}
		if m := traceShape.FindStringSubmatch(r.Header.Get("traceparent")); m != nil {
			attrs = append(attrs, slog.String("traceId", m[1]))
		}
		a.line(ended, level, attrs)
		return nil
	}
}

// line writes a line as the logger would, without looking for the place in the source that it comes from: it is always the same.
func (a *API) line(at time.Time, level slog.Level, attrs []slog.Attr) {
	ctx := context.Background()
	if !a.log.Enabled(ctx, level) {
		return
	}
	record := slog.NewRecord(at, level, "request", 0)
	record.AddAttrs(attrs...)
	_ = a.log.Handler().Handle(ctx, record) // a log that cannot be written has no place to say so
}

// recovered makes a panic cost one request.
func recovered(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("panic in a handler: %v\n%s", p, debug.Stack())
			}
		}()
		return next(c)
	}
}

// ownOnly are the headers that hold a browser to our own scripts, styles and frames. Every answer shares them: set one anew, never add to it.
var ownOnly = http.Header{
	"Content-Security-Policy": {"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
		"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"},
	"X-Content-Type-Options":       {"nosniff"},
	"X-Frame-Options":              {"DENY"},
	"Referrer-Policy":              {"same-origin"},
	"Cross-Origin-Opener-Policy":   {"same-origin"},
	"Cross-Origin-Resource-Policy": {"same-origin"},
}

// secured holds a browser to our own, and to TLS where that is how it came.
func (a *API) secured(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		maps.Copy(h, ownOnly)
		if a.overTLS(c) {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		return next(c)
	}
}

// overTLS is true of a request that reached us, or the proxy that we trust, under TLS.
func (a *API) overTLS(c echo.Context) bool {
	if c.IsTLS() {
		return true
	}
	return c.Request().Header.Get(echo.HeaderXForwardedProto) == "https" && trusted(a.set.TrustedProxies, c.Request().RemoteAddr)
}

func trusted(proxies []*net.IPNet, remote string) bool {
	host, _, err := net.SplitHostPort(remote)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return slices.ContainsFunc(proxies, func(p *net.IPNet) bool { return p.Contains(ip) })
}

// nobodyElses are the headers of an answer that is one caller's alone; shared like ownOnly.
var nobodyElses = http.Header{"Cache-Control": {"private, no-store"}, "Vary": {"Authorization, Cookie, Accept-Language"}}

// uncached keeps answers of the API out of every cache but the caller's own revalidation.
func uncached(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		maps.Copy(c.Response().Header(), nobodyElses)
		return next(c)
	}
}

// placed puts the caller's language, request id and address into the actor.
func placed(c echo.Context, who access.Actor) access.Actor {
	who.Language, who.RequestID, who.Address = lang(c), requestID(c), c.RealIP()
	return who
}

func requestID(c echo.Context) string { return c.Response().Header().Get(echo.HeaderXRequestID) }

func actor(c echo.Context) access.Actor { return access.From(c.Request().Context()) }

// readable answers a name in the path that no engine takes as text like one that is not there.
func readable(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if !page.Readable(c.ParamValues()) {
			return store.ErrMissing.With()
		}
		return next(c)
	}
}

// patience is how many times the limit of a body that is too large is still read: a client that sends on without waiting for the answer would see a
// reset connection in its place.
const patience = 4

// bounded bounds the body of a request, which comes as it is: reading beyond the limit fails with 413.
func bounded(limit int64) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			r := c.Request()
			if r.Body == http.NoBody {
				return next(c)
			}
			if packed := r.Header.Get(echo.HeaderContentEncoding); packed != "" && unsafe(r.Method) && !equalFold(packed, "identity") {
				c.Response().Header().Set(echo.HeaderAcceptEncoding, "identity")
				return errPacked.With(packed)
			}
			if r.ContentLength > limit {
				_, _ = io.CopyN(io.Discard, r.Body, patience*limit) // the answer is the same, however much comes
				return errTooLarge.With(limit)
			}
			r.Body = http.MaxBytesReader(c.Response(), r.Body, limit)
			return next(c)
		}
	}
}
