package api

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

// pageRoutes give every other address to the web page; what it does not know is missing like everything else.
func (a *API) pageRoutes(e *echo.Echo) {
	if a.Page == nil {
		return
	}
	files, limited := a.Page.(interface{ Knows(path string) bool })
	show := func(c echo.Context) error {
		if limited && !files.Knows(c.Request().URL.Path) {
			return echo.ErrNotFound
		}
		a.Page.ServeHTTP(c.Response(), c.Request())
		return nil
	}
	e.GET("/", show)
	e.GET("/*", show)
}

// heads answers HEAD as GET without the body, on every address: Echo would need each route twice.
func heads(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodHead {
			next.ServeHTTP(w, r)
			return
		}
		get := *r
		get.Method = http.MethodGet
		next.ServeHTTP(bodiless{w}, &get)
	})
}

type bodiless struct{ http.ResponseWriter }

// Write implements http.ResponseWriter.
func (bodiless) Write(p []byte) (int, error) { return len(p), nil }

// methods are those that our routes use.
var methods = []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}

// unmatched answers what no route of the API takes: 404, or 405 with the methods that the address does take. Echo itself says 404 to both, because a
// group with middleware has a route for everything.
func unmatched(e *echo.Echo) echo.HandlerFunc {
	return func(c echo.Context) error {
		allowed := taken(e, c)
		if len(allowed) == 0 {
			return echo.ErrNotFound
		}
		c.Response().Header().Set(echo.HeaderAllow, strings.Join(append(allowed, http.MethodOptions), ", "))
		if c.Request().Method == http.MethodOptions {
			return c.NoContent(http.StatusNoContent)
		}
		return echo.ErrMethodNotAllowed
	}
}

func taken(e *echo.Echo, c echo.Context) []string {
	var allowed []string
	for _, method := range methods {
		probe := e.NewContext(c.Request(), nil)
		e.Router().Find(method, echo.GetPath(c.Request()), probe)
		if path := probe.Path(); path == "" || strings.HasSuffix(path, "*") {
			continue
		}
		if probe.Get(echo.ContextKeyHeaderAllow) == nil {
			allowed = append(allowed, method)
		}
	}
	return allowed
}
