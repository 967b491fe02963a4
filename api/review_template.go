package api

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/fault"
	_ "zhaoyin/internal/page" // for the annotations
	"zhaoyin/internal/review"
)

func (a *API) reviewTemplateRoutes(g *echo.Group) {
	g.GET("/review-templates", a.listReviewTemplates)
	g.GET("/review-templates/:key", a.getReviewTemplate)
	g.PUT("/review-templates/:key", a.publishReviewTemplate)
}

// listReviewTemplates answers how reviews go.
//
//	@Summary		List the templates of joint review
//	@Description	The version of each that holds, by key.
//	@Tags			review
//	@Param			limit	query		integer	false	"1-200; all without it"
//	@Param			after	query		string	false	"cursor of the last page"
//	@Success		200		{object}	page.Of[review.Template]
//	@Security		bearer
//	@Router			/api/v1/review-templates [get]
func (a *API) listReviewTemplates(c echo.Context) error {
	all, err := a.Review.Templates(c.Request().Context())
	if err != nil {
		return err
	}
	return replyAll(c, all, func(t review.Template) string { return t.Key })
}

// getReviewTemplate answers one version of a template.
//
//	@Summary	Get a template: the version that holds, or an earlier one
//	@Tags		review
//	@Param		key		path		string	true	"template, such as default"
//	@Param		number	query		integer	false	"number of the version"
//	@Success	200		{object}	review.Template
//	@Header		200		{string}	ETag	"number of the version"
//	@Security	bearer
//	@Router		/api/v1/review-templates/{key} [get]
func (a *API) getReviewTemplate(c echo.Context) error {
	var number int64
	if given := c.QueryParam("number"); given != "" {
		n, err := strconv.ParseInt(given, 10, 64)
		if err != nil || n < 1 {
			return fault.Shape.At("/query/number", fault.WholeNumber)
		}
		number = n
	}
	t, err := a.Review.Template(c.Request().Context(), c.Param("key"), number)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, t)
}

// publishReviewTemplate puts a version into force.
//
//	@Summary		Publish a new version of a template, or a new template
//	@Description	Versions are never changed: cases go on by the one that they were made from. A new template needs no If-Match, a new version does.
//	@Tags			review
//	@Param			key			path		string			true	"template, such as default"
//	@Param			If-Match	header		string			false	"number of the version that was seen; required once the template exists"
//	@Param			body		body		review.Edition	true	"the whole version"
//	@Success		200			{object}	review.Template
//	@Success		201			{object}	review.Template
//	@Header			200,201		{string}	ETag	"number of the version"
//	@Security		bearer
//	@Router			/api/v1/review-templates/{key} [put]
func (a *API) publishReviewTemplate(c echo.Context) error {
	version, seen, err := putVersion(c)
	if err != nil {
		return err
	}
	in, err := bind[review.Edition](c)
	if err != nil {
		return err
	}
	t, err := a.Review.PublishTemplate(c.Request().Context(), c.Param("key"), version, seen, in)
	if err != nil {
		return err
	}
	return replyPut(c, t.Number, t)
}
