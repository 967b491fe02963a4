package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/enterprise"
	_ "zhaoyin/internal/page" // for the annotations
)

func (a *API) enterpriseRoutes(g *echo.Group) {
	g.GET("/enterprises", a.listEnterprises)
	g.POST("/enterprises", a.createEnterprise)
	g.GET("/enterprises/:id", a.getEnterprise)
	g.PATCH("/enterprises/:id", a.amendEnterprise)
}

// listEnterprises answers a page of enterprises.
//
//	@Summary	List enterprises
//	@Tags		enterprise
//	@Param		q			query		string	false	"text in name, credit code or parent"
//	@Param		regionId	query		string	false	"county or zone"
//	@Param		creditCode	query		string	false	"unified social credit code"
//	@Param		kind		query		string	false	"soe, private, foreign, joint, listed, other"
//	@Param		limit		query		integer	false	"1-200, default 20"
//	@Param		after		query		string	false	"cursor of the last page"
//	@Param		sort		query		string	false	"createdAt, name; - descends"
//	@Success	200			{object}	page.Of[enterprise.Enterprise]
//	@Security	bearer
//	@Router		/api/v1/enterprises [get]
func (a *API) listEnterprises(c echo.Context) error {
	q, err := listing(c, enterprise.Listing)
	if err != nil {
		return err
	}
	of, err := a.Enterprise.List(c.Request().Context(), q)
	if err != nil {
		return err
	}
	return replyList(c, of)
}

// createEnterprise registers an enterprise.
//
//	@Summary	Register an enterprise
//	@Tags		enterprise
//	@Param		body			body		enterprise.Registration	true	"the enterprise"
//	@Param		Idempotency-Key	header		string					false	"makes a retry safe"
//	@Success	201				{object}	enterprise.Enterprise
//	@Header		201				{string}	ETag	"version"
//	@Security	bearer
//	@Router		/api/v1/enterprises [post]
func (a *API) createEnterprise(c echo.Context) error {
	in, err := bind[enterprise.Registration](c)
	if err != nil {
		return err
	}
	e, err := a.Enterprise.Create(c.Request().Context(), in)
	if err != nil {
		return err
	}
	return created(c, "/api/v1/enterprises/"+e.ID, e)
}

// getEnterprise answers one enterprise.
//
//	@Summary	Get an enterprise
//	@Tags		enterprise
//	@Param		id	path		string	true	"id"
//	@Success	200	{object}	enterprise.Enterprise
//	@Header		200	{string}	ETag	"version"
//	@Security	bearer
//	@Router		/api/v1/enterprises/{id} [get]
func (a *API) getEnterprise(c echo.Context) error {
	e, err := a.Enterprise.Get(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, e)
}

// amendEnterprise changes an enterprise's facts.
//
//	@Summary		Amend an enterprise (JSON merge patch)
//	@Description	A name or credit code that another county's project has been reported with is a 409 with the conflicts, which the secretariat may decide with a duplicateReason.
//	@Tags			enterprise
//	@Param			id			path		string					true	"id"
//	@Param			If-Match	header		string					true	"version that was seen"
//	@Param			body		body		enterprise.Amendment	true	"merge patch"
//	@Success		200			{object}	enterprise.Enterprise
//	@Header			200			{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/enterprises/{id} [patch]
func (a *API) amendEnterprise(c echo.Context) error {
	version, err := ifMatch(c)
	if err != nil {
		return err
	}
	in, err := bindPatch[enterprise.Amendment](c)
	if err != nil {
		return err
	}
	e, err := a.Project.AmendInvestor(c.Request().Context(), c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, e)
}
