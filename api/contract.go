package api

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"zhaoyin/docs"
)

// Swagger UI 5.35.0 from npm swagger-ui-dist: its two files as they come, its licence, and a page of ours without inline scripts, so that the strict
// Content-Security-Policy holds for it too.
//
//go:embed swaggerui
var swaggerUI embed.FS

// contractRoutes serve the contract: as OpenAPI 3.0 and Swagger 2.0 for programs, and as a page.
func (a *API) contractRoutes(e *echo.Echo) {
	e.GET("/openapi.json", a.openapi, asked)
	e.GET("/swagger.json", a.swagger, asked)
	e.GET("/docs", a.browse, asked)
	e.GET("/docs/", func(c echo.Context) error { return c.Redirect(http.StatusMovedPermanently, "/docs") })
	for _, name := range []string{"swagger-ui.css", "swagger-ui-bundle.js", "init.js", "page.css"} {
		e.GET("/docs/"+name, asset("swaggerui/"+name))
	}
}

// openapi answers the contract.
//
//	@Summary	The contract as OpenAPI 3.0
//	@Tags		service
//	@Success	200	{object}	object
//	@Success	304	"what the caller has"
//	@Router		/openapi.json [get]
func (a *API) openapi(c echo.Context) error {
	return document(c, docs.OpenAPI, openAPISum())
}

// swagger answers the contract for older programs.
//
//	@Summary	The contract as Swagger 2.0
//	@Tags		service
//	@Success	200	{object}	object
//	@Success	304	"what the caller has"
//	@Router		/swagger.json [get]
func (a *API) swagger(c echo.Context) error {
	return document(c, docs.Swagger, swaggerSum())
}

var (
	openAPISum = sync.OnceValue(func() string { return fmt.Sprintf("%x", sha256.Sum256(docs.OpenAPI)) })
	swaggerSum = sync.OnceValue(func() string { return fmt.Sprintf("%x", sha256.Sum256(docs.Swagger)) })
)

// document answers a file of the program, which changes with the program alone: whoever has it is told so.
func document(c echo.Context, text []byte, sum string) error {
	h := c.Response().Header()
	h.Set("Cache-Control", "public, max-age=3600")
	h.Set(echo.HeaderContentType, jsonType)
	h.Set("ETag", `"sha256-`+sum+`"`)
	c.Request().Header.Del("Range") // whole or not at all
	http.ServeContent(c.Response(), c.Request(), "", time.Time{}, bytes.NewReader(text))
	return nil
}

// browse answers the page on which the contract can be read and tried.
//
//	@Summary	The contract as a page
//	@Tags		service
//	@Produce	html
//	@Success	200	{string}	string
//	@Router		/docs [get]
func (a *API) browse(c echo.Context) error { return asset("swaggerui/index.html")(c) }

func asset(path string) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Set("Cache-Control", "public, max-age=3600")
		http.ServeFileFS(c.Response(), c.Request(), swaggerUI, path)
		return nil
	}
}
