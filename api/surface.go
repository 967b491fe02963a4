package api

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

// site is what the page says of an address: whether it answers there at all, and whether it is a place for people. Lost tells people that there is nothing.
type site interface {
	Knows(path string) bool
	IsPlace(path string) bool
	Lost(w http.ResponseWriter)
}

// pageRoutes give the web page its addresses. A place of it is shown to whoever takes a page: a program that asks there for JSON is lost, and what the page
// does not know is missing like everything else, whatever the method; a browser that was led astray gets the page's own words for it and a way home.
func (a *API) pageRoutes(e *echo.Echo) {
	if a.Page == nil {
		return
	}
	show := func(c echo.Context) error {
		known, ok := a.Page.(site)
		switch {
		case !ok || shown(known, c):
			a.Page.ServeHTTP(c.Response(), c.Request())
		case strings.Contains(c.Request().Header.Get(echo.HeaderAccept), "text/html"):
			known.Lost(c.Response())
		default:
			return echo.ErrNotFound
		}
		return nil
	}
	refuse := func(c echo.Context) error {
		allowed := taken(e, c)
		if known, ok := a.Page.(site); ok && len(allowed) == 0 && !known.Knows(c.Request().URL.Path) {
			return echo.ErrNotFound
		}
		c.Response().Header().Set(echo.HeaderAllow, "GET, HEAD") // outside /api everything is only read
		return echo.ErrMethodNotAllowed
	}
	e.GET("/", show)
	e.GET("/*", show)
	for _, method := range methods[1:] {
		e.Add(method, "/*", refuse)
	}
}

func shown(known site, c echo.Context) bool {
	path := c.Request().URL.Path
	if !known.IsPlace(path) {
		return known.Knows(path)
	}
	c.Response().Header().Add("Vary", "Accept")
	accept := c.Request().Header.Get("Accept")
	return accept == "" || strings.Contains(accept, "text/html") || strings.Contains(accept, "*/*")
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

// methods are those that our routes use, GET first.
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
		if probe.Get(echo.ContextKeyHeaderAllow) != nil {
			continue
		}
		allowed = append(allowed, method)
		if method == http.MethodGet {
			allowed = append(allowed, http.MethodHead) // see heads
		}
	}
	return allowed
}
