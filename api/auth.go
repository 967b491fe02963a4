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

var errCrossSite = fault.Define(fault.Forbidden, "request.crossSite", "拒绝来自其他网站的请求。", "Requests from other sites are refused.")

// authenticate finds out who asks: a bearer token, or the session cookie with protection against other sites, or nobody. A credential that
// is wrong or expired is refused even where none is needed.
func (a *API) authenticate(next echo.HandlerFunc) echo.HandlerFunc {
	guard := http.NewCrossOriginProtection()
	return func(c echo.Context) error {
		r := c.Request()
		token, byCookie := credential(r)
		who := access.Nobody()
		if token != "" {
			found, err := a.Account.Authenticate(r.Context(), token)
			if err != nil {
				if byCookie {
					dropCookie(c)
				}
				return err
			}
			who = found
		}
		if byCookie && unsafe(r.Method) {
			if guard.Check(r) != nil || r.Header.Get("X-Requested-With") != "zhaoyin" {
				return errCrossSite.With()
			}
		}
		c.SetRequest(r.WithContext(access.With(r.Context(), placed(c, who))))
		return next(c)
	}
}

func credential(r *http.Request) (token string, byCookie bool) {
	if bearer, ok := strings.CutPrefix(r.Header.Get(echo.HeaderAuthorization), "Bearer "); ok {
		return strings.TrimSpace(bearer), false
	}
	if cookie, err := r.Cookie(SessionCookie); err == nil && cookie.Value != "" {
		return cookie.Value, true
	}
	return "", false
}

func unsafe(method string) bool {
	return method != http.MethodGet && method != http.MethodHead && method != http.MethodOptions
}

func setCookie(c echo.Context, token string, expires time.Time) {
	c.SetCookie(&http.Cookie{
		Name: SessionCookie, Value: token, Path: "/", Expires: expires, HttpOnly: true, Secure: c.Scheme() == "https", SameSite: http.SameSiteLaxMode,
	})
}

func dropCookie(c echo.Context) { setCookie(c, "", time.Unix(0, 0)) }
