package api

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/access"
	"zhaoyin/internal/org"
	_ "zhaoyin/internal/page" // for the annotations
	"zhaoyin/internal/vocabulary"
)

func (a *API) orgRoutes(g *echo.Group) {
	g.GET("/regions", a.listRegions)
	g.PATCH("/regions/:id", a.amendRegion)
	g.GET("/departments", a.listDepartments)
	g.PATCH("/departments/:id", a.amendDepartment)
	g.GET("/chains", a.listChains)
	g.PATCH("/chains/:id", a.amendChain)
	g.GET("/industries", a.listIndustries)
	g.GET("/vocabulary", a.getVocabulary)
}

// listRegions answers every region.
//
//	@Summary		List the regions
//	@Description	The city, its counties and the zones that report on their own, in the city's protocol order.
//	@Tags			org
//	@Param			limit	query		integer	false	"1-200; all without it"
//	@Param			after	query		string	false	"cursor of the last page"
//	@Success		200		{object}	page.Of[org.Region]
//	@Security		bearer
//	@Router			/api/v1/regions [get]
func (a *API) listRegions(c echo.Context) error {
	all, err := a.Org.Regions(c.Request().Context())
	if err != nil {
		return err
	}
	return replyAll(c, all, func(r org.Region) string { return r.ID })
}

// amendRegion changes a region.
//
//	@Summary	Change a region's names, order or whether it reports
//	@Tags		org
//	@Accept		json,application/merge-patch+json
//	@Param		id			path		string			true	"region, such as 330723"
//	@Param		If-Match	header		string			true	"version from the ETag"
//	@Param		body		body		org.Amendment	true	"what changes"
//	@Success	200			{object}	org.Region
//	@Header		200			{string}	ETag	"version"
//	@Security	bearer
//	@Router		/api/v1/regions/{id} [patch]
func (a *API) amendRegion(c echo.Context) error { return amendOrg(c, a.Org.AmendRegion) }

// listDepartments answers every department.
//
//	@Summary	List the departments of the city
//	@Tags		org
//	@Param		limit	query		integer	false	"1-200; all without it"
//	@Param		after	query		string	false	"cursor of the last page"
//	@Success	200		{object}	page.Of[org.Department]
//	@Security	bearer
//	@Router		/api/v1/departments [get]
func (a *API) listDepartments(c echo.Context) error {
	all, err := a.Org.Departments(c.Request().Context())
	if err != nil {
		return err
	}
	return replyAll(c, all, func(d org.Department) string { return d.ID })
}

// amendDepartment changes a department.
//
//	@Summary	Change a department's names, order or whether it is still there
//	@Tags		org
//	@Accept		json,application/merge-patch+json
//	@Param		id			path		string			true	"department, such as ndrc"
//	@Param		If-Match	header		string			true	"version from the ETag"
//	@Param		body		body		org.Amendment	true	"what changes"
//	@Success	200			{object}	org.Department
//	@Header		200			{string}	ETag	"version"
//	@Security	bearer
//	@Router		/api/v1/departments/{id} [patch]
func (a *API) amendDepartment(c echo.Context) error { return amendOrg(c, a.Org.AmendDepartment) }

// listChains answers every key industrial chain.
//
//	@Summary	List the key industrial chains
//	@Tags		org
//	@Param		limit	query		integer	false	"1-200; all without it"
//	@Param		after	query		string	false	"cursor of the last page"
//	@Success	200		{object}	page.Of[org.Chain]
//	@Security	bearer
//	@Router		/api/v1/chains [get]
func (a *API) listChains(c echo.Context) error {
	all, err := a.Org.Chains(c.Request().Context())
	if err != nil {
		return err
	}
	return replyAll(c, all, func(c org.Chain) string { return c.ID })
}

// amendChain changes a key industrial chain.
//
//	@Summary	Change a chain's names, order or the regions for which it is key
//	@Tags		org
//	@Accept		json,application/merge-patch+json
//	@Param		id			path		string			true	"chain, such as pv-storage"
//	@Param		If-Match	header		string			true	"version from the ETag"
//	@Param		body		body		org.ChainAmendment	true	"what changes"
//	@Success	200			{object}	org.Chain
//	@Header		200			{string}	ETag	"version"
//	@Security	bearer
//	@Router		/api/v1/chains/{id} [patch]
func (a *API) amendChain(c echo.Context) error { return amendOrg(c, a.Org.AmendChain) }

// listIndustries answers the industrial classification.
//
//	@Summary		List the industries of GB/T 4754-2017
//	@Description	Every section and division, and the classes of manufacturing, in the order of their codes.
//	@Tags			org
//	@Param			limit	query		integer	false	"1-200; all without it"
//	@Param			after	query		string	false	"cursor of the last page"
//	@Success		200		{object}	page.Of[org.Industry]
//	@Security		bearer
//	@Router			/api/v1/industries [get]
func (a *API) listIndustries(c echo.Context) error {
	if err := mayReadOrg(c); err != nil {
		return err
	}
	return replyAll(c, org.Industries(), func(i org.Industry) string { return i.Code })
}

// getVocabulary answers every choice list.
//
//	@Summary		Every choice list with its labels
//	@Description	The codes that other calls exchange, with their Chinese and English words, by list: stage, light, role and so on.
//	@Tags			org
//	@Success		200	{object}	map[string][]vocabulary.Choice
//	@Security		bearer
//	@Router			/api/v1/vocabulary [get]
func (a *API) getVocabulary(c echo.Context) error {
	if err := mayReadOrg(c); err != nil {
		return err
	}
	return reply(c, http.StatusOK, vocabulary.Lists())
}

// mayReadOrg decides on lists that are part of the program, for which no unit of work is opened.
func mayReadOrg(c echo.Context) error {
	_, err := access.Decide(actor(c), access.OrgRead)
	return err
}

// amendOrg is bind, call, reply for the three tables.
func amendOrg[In, T any](c echo.Context, amend func(context.Context, string, int64, In) (T, error)) error {
	version, err := ifMatch(c)
	if err != nil {
		return err
	}
	in, err := bindPatch[In](c)
	if err != nil {
		return err
	}
	row, err := amend(c.Request().Context(), c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, row)
}
