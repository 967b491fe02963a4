package api

import (
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
)

// SessionCookie is the browser's session. Programs send the token as a bearer instead.
const SessionCookie = "zhaoyin_session"

var errCrossSite = fault.Define(fault.Forbidden, "request.crossSite", "以 Cookie 登录的修改请求须来自本站，并带有请求头 X-Requested-With: zhaoyin；程序请改用 Authorization: Bearer。",
	"A change that is signed in by cookie must come from this site and carry the header X-Requested-With: zhaoyin; programs sign in with Authorization: Bearer.")

// authenticate finds out who asks: a bearer token, or the session cookie with protection against other sites, or nobody. A bearer token that is wrong
// or expired is refused even where none is needed. A cookie that is worth nothing any more is taken away and the request goes on as nobody's: its
// owner did not send it by intent, and must be able to sign in again.
func (a *API) authenticate(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		token, byCookie, given := credential(r)
		who := access.Nobody()
		if given {
			var err error
			if who, err = a.known(c, token, byCookie); err != nil {
				return err
			}
		}
		if byCookie && who.Role != access.Anonymous && unsafe(r.Method) {
			if a.origins.Check(r) != nil || r.Header.Get("X-Requested-With") != "zhaoyin" {
				return errCrossSite.With()
			}
		}
		c.SetRequest(r.WithContext(access.With(r.Context(), placed(c, who))))
		return next(c)
	}
}

func (a *API) known(c echo.Context, token string, byCookie bool) (access.Actor, error) {
	who, err := a.Account.Authenticate(c.Request().Context(), token)
	if fault.KindOf(err) != fault.Anonymous {
		return who, err
	}
	if pace := a.keepPace(c, access.Nobody()); pace != nil {
		return access.Nobody(), pace
	}
	if !byCookie {
		return access.Nobody(), err
	}
	dropCookie(c)
	return access.Nobody(), nil
}

// credential is what the request signs in with, if anything. A bearer token goes before a cookie, and an empty one is a wrong one.
func credential(r *http.Request) (token string, byCookie, given bool) {
	scheme, rest, _ := strings.Cut(r.Header.Get(echo.HeaderAuthorization), " ")
	if equalFold(scheme, "Bearer") {
		return strings.TrimSpace(rest), false, true
	}
	if cookie, err := r.Cookie(SessionCookie); err == nil && cookie.Value != "" {
		return cookie.Value, true, true
	}
	return "", false, false
}

func unsafe(method string) bool {
	return method != http.MethodGet && method != http.MethodHead && method != http.MethodOptions
}

func setCookie(c echo.Context, token string, expires time.Time) {
	c.SetCookie(&http.Cookie{ //nolint:gosec // Secure wherever the connection is; a practice city on loopback has no TLS
		Name: SessionCookie, Value: token, Path: "/", Expires: expires, HttpOnly: true, Secure: c.Scheme() == "https", SameSite: http.SameSiteLaxMode,
	})
}

func dropCookie(c echo.Context) { setCookie(c, "", time.Unix(0, 0)) }
