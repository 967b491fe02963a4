package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	_ "zhaoyin/internal/page" // for the annotations
	"zhaoyin/internal/report"
)

func (a *API) reportRoutes(g *echo.Group) {
	g.POST("/meetings/:month/packs", a.makePack)
	g.GET("/meetings/:month/packs", a.listPacks)
	g.GET("/meetings/:month/resources", a.getResources)
	g.GET("/packs/:id", a.getPack)
	g.GET("/packs/:id/files/:name", a.downloadPaper)
}

// makePack writes a month's papers.
//
//	@Summary		Make the papers of a month: the city's, or one county's
//	@Description	docx in the layout of official documents (GB/T 9704-2012), xlsx ledger, html. Of a closed month they are the same bytes whenever they are made.
//	@Tags			report
//	@ID				makePack
//	@Param			month			path		string			true	"2022-04"
//	@Param			body			body		report.Order	true	"formats, and the county"
//	@Param			Idempotency-Key	header		string			false	"makes a retry safe"
//	@Success		201				{object}	report.Pack
//	@Failure		401,403,404,409,415,422	{object}	Problem
//	@Security		bearer
//	@Router			/api/v1/meetings/{month}/packs [post]
func (a *API) makePack(c echo.Context) error {
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	in, err := bind[report.Order](c)
	if err != nil {
		return err
	}
	p, err := a.Report.Make(c.Request().Context(), month, in)
	if err != nil {
		return err
	}
	return created(c, "/api/v1/packs/"+p.ID, p)
}

// listPacks answers the packs of a month.
//
//	@Summary	List a month's packs
//	@Tags		report
//	@ID			listPacks
//	@Param		month		path		string	true	"2022-04"
//	@Param		regionId	query		string	false	"county, or the city itself"
//	@Param		limit		query		integer	false	"1-200, default 20"
//	@Param		after		query		string	false	"cursor of the last page"
//	@Param		sort		query		string	false	"createdAt; - descends"
//	@Success	200			{object}	page.Of[report.Pack]
//	@Failure	401,403,404,422	{object}	Problem
//	@Security	bearer
//	@Router		/api/v1/meetings/{month}/packs [get]
func (a *API) listPacks(c echo.Context) error {
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	q, err := listing(c, report.Listing)
	if err != nil {
		return err
	}
	of, err := a.Report.List(c.Request().Context(), month, q)
	if err != nil {
		return err
	}
	return replyList(c, of)
}

// getResources answers the lists of the papers' sections.
//
//	@Summary		Get what a month's papers list of joint review, land, fund, issues and the last meeting's decisions
//	@Description	As frozen, or as it stands in an open month. Without a county it is the caller's own, or the city's.
//	@Tags			report
//	@ID				getResources
//	@Param			month		path		string	true	"2022-04"
//	@Param			regionId	query		string	false	"county"
//	@Success		200			{object}	meeting.Resources
//	@Failure		401,403,404,422	{object}	Problem
//	@Security		bearer
//	@Router			/api/v1/meetings/{month}/resources [get]
func (a *API) getResources(c echo.Context) error {
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	r, err := a.Report.Resources(c.Request().Context(), month, c.QueryParam("regionId"))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, r)
}

// getPack answers a pack.
//
//	@Summary	Get a pack
//	@Tags		report
//	@ID			getPack
//	@Param		id	path		string	true	"pack"
//	@Success	200	{object}	report.Pack
//	@Failure	401,403,404	{object}	Problem
//	@Security	bearer
//	@Router		/api/v1/packs/{id} [get]
func (a *API) getPack(c echo.Context) error {
	p, err := a.Report.Get(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, p)
}

// downloadPaper answers a paper's bytes.
//
//	@Summary	Download a paper of a pack
//	@Tags		report
//	@ID			downloadPaper
//	@Produce	application/octet-stream
//	@Param		id		path		string	true	"pack"
//	@Param		name	path		string	true	"file name"
//	@Success	200		{file}		file
//	@Failure	401,403,404	{object}	Problem
//	@Security	bearer
//	@Router		/api/v1/packs/{id}/files/{name} [get]
func (a *API) downloadPaper(c echo.Context) error {
	d, err := a.Report.Open(c.Request().Context(), c.Param("id"), c.Param("name"))
	if err != nil {
		return err
	}
	defer d.Content.Close()
	return download(c, file{name: d.Name, contentType: d.ContentType, sha256: d.SHA256, modified: d.Pack.CreatedAt, content: d.Content})
}
