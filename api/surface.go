package api

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// pageRoutes give every other address to the web page; what it does not know is missing like everything else.
func (a *API) pageRoutes(e *echo.Echo) {
	if a.Page == nil {
		return
	}
	show := func(c echo.Context) error {
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
