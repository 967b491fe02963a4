package api

import (
	"bytes"
	"html/template"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/fault"
)

// Refusal is one entry of the catalogue: what its code means, in both languages. Verbs such as %s stand where an occurrence has a value.
type Refusal struct {
	Type   string `json:"type" example:"/problems/land.exhausted"`
	Code   string `json:"code" example:"land.exhausted"`
	Status int    `json:"status" example:"409"`
	ZH     string `json:"zh"`
	EN     string `json:"en"`
} // @name Refusal

// Catalogue is every refusal of the API by code.
type Catalogue struct {
	Items []Refusal `json:"items"`
} // @name Catalogue

// Refusals lists every declared fault with the status that it is answered with.
func Refusals() []Refusal {
	var all []Refusal
	for _, f := range fault.All() {
		all = append(all, refusalOf(f))
	}
	return all
}

func refusalOf(f *fault.Fault) Refusal {
	return Refusal{Type: "/problems/" + f.Code, Code: f.Code, Status: statusOf(f), ZH: f.ZH, EN: f.EN}
}

// listProblems answers the catalogue of refusals.
//
//	@Summary		The catalogue of refusals
//	@Description	Every code that a problem document or one of its complaints may carry. A page for people, JSON for programs, by Accept.
//	@Tags			service
//	@Produce		json,html
//	@Success		200	{object}	Catalogue
//	@Router			/problems [get]
func (a *API) listProblems(c echo.Context) error {
	return catalogue(c, Refusals(), Catalogue{Items: Refusals()})
}

// getProblem answers one refusal, where the type of a problem document leads.
//
//	@Summary	One refusal of the catalogue
//	@Tags		service
//	@Produce	json,html
//	@Param		code	path		string	true	"code, such as land.exhausted"
//	@Success	200		{object}	Refusal
//	@Failure	404		{object}	Problem
//	@Router		/problems/{code} [get]
func (a *API) getProblem(c echo.Context) error {
	f, ok := fault.Lookup(c.Param("code"))
	if !ok {
		return errNoProblem.With(c.Param("code"))
	}
	return catalogue(c, []Refusal{refusalOf(f)}, refusalOf(f))
}

var errNoProblem = fault.Define(fault.Missing, "problem.missing", "没有这个错误代码：%s。", "There is no such problem code: %s.")

var cataloguePage = template.Must(template.New("catalogue").Parse(`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>错误代码 Problems</title>
<link rel="stylesheet" href="/docs/page.css"></head><body><h1>错误代码 <span lang="en">Problems</span></h1>
<table><thead><tr><th>code</th><th>HTTP</th><th>说明</th><th lang="en">Meaning</th></tr></thead><tbody>
{{range .}}<tr><td><a href="{{.Type}}"><code>{{.Code}}</code></a></td><td>{{.Status}}</td><td>{{.ZH}}</td><td lang="en">{{.EN}}</td></tr>
{{end}}</tbody></table></body></html>
`))

func catalogue(c echo.Context, rows []Refusal, body any) error {
	c.Response().Header().Add("Vary", "Accept")
	if !strings.Contains(c.Request().Header.Get("Accept"), "text/html") {
		return c.JSON(http.StatusOK, body)
	}
	var page bytes.Buffer
	if err := cataloguePage.Execute(&page, rows); err != nil {
		return err
	}
	return c.HTMLBlob(http.StatusOK, page.Bytes())
}
