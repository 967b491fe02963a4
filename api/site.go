package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/land"
	_ "zhaoyin/internal/page" // for the annotations
)

func (a *API) siteRoutes(g *echo.Group) {
	g.GET("/land/sites", a.listSites)
	g.POST("/land/sites", a.registerSite)
	g.GET("/land/sites/figures", a.renewalFigures)
	g.GET("/land/sites/:id", a.getSite)
	g.PATCH("/land/sites/:id", a.amendSite)
	g.GET("/land/sites/:id/months", a.listSiteMonths)
	g.PUT("/land/sites/:id/months/:month", a.saveSiteMonth)
	g.POST("/land/sites/:id/issue", a.issueSite)
	g.POST("/land/sites/:id/issue-reversal", a.reverseSiteIssue)
}

// listSites answers the renewal sites.
//
//	@Summary	List renewal sites (低效工业用地整治、城市更新)
//	@Tags		land
//	@Param		regionId	query		string	false	"county or zone"
//	@Param		kind		query		string	false	"inefficient, urbanRenewal"
//	@Param		q			query		string	false	"text in name and summary"
//	@Param		limit		query		integer	false	"1-200, default 20"
//	@Param		after		query		string	false	"cursor of the last page"
//	@Param		sort		query		string	false	"createdAt, name, plannedMu; - descends"
//	@Success	200			{object}	page.Of[land.Site]
//	@Security	bearer
//	@Router		/api/v1/land/sites [get]
func (a *API) listSites(c echo.Context) error {
	q, err := listing(c, land.SiteListing)
	if err != nil {
		return err
	}
	of, err := a.Supply.Sites(c.Request().Context(), q)
	if err != nil {
		return err
	}
	return replyList(c, of)
}

// registerSite registers a renewal site.
//
//	@Summary	Register a renewal site
//	@Tags		land
//	@Param		body			body		land.Renewal	true	"the site"
//	@Param		Idempotency-Key	header		string			false	"makes a retry safe"
//	@Success	201				{object}	land.Site
//	@Header		201				{string}	ETag	"version"
//	@Security	bearer
//	@Router		/api/v1/land/sites [post]
func (a *API) registerSite(c echo.Context) error {
	in, err := bind[land.Renewal](c)
	if err != nil {
		return err
	}
	s, err := a.Supply.RegisterSite(c.Request().Context(), in)
	if err != nil {
		return err
	}
	return created(c, "/api/v1/land/sites/"+s.ID, s)
}

// renewalFigures answers what was cleared and supplied.
//
//	@Summary	Figures of renewal: month, year to date and in all, per county
//	@Tags		land
//	@Param		month	query		string	false	"2022-03, the current month when absent"
//	@Success	200		{object}	land.RenewalStatement
//	@Security	bearer
//	@Router		/api/v1/land/sites/figures [get]
func (a *API) renewalFigures(c echo.Context) error {
	month, err := monthAsked(c)
	if err != nil {
		return err
	}
	st, err := a.Supply.Renewal(c.Request().Context(), month)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, st)
}

// getSite answers one site.
//
//	@Summary	Get a renewal site with what it has come to
//	@Tags		land
//	@Param		id	path		string	true	"site"
//	@Success	200	{object}	land.Site
//	@Header		200	{string}	ETag	"version"
//	@Security	bearer
//	@Router		/api/v1/land/sites/{id} [get]
func (a *API) getSite(c echo.Context) error {
	s, err := a.Supply.Site(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	c.Request().Header.Del("If-None-Match") // the version says nothing of the totals inside
	return reply(c, http.StatusOK, s)
}

// amendSite changes a site.
//
//	@Summary		Amend a renewal site (JSON merge patch)
//	@Description	The planned area never falls below what was cleared.
//	@Tags			land
//	@Accept			json
//	@Param			id			path		string				true	"site"
//	@Param			If-Match	header		string				true	"version that was seen"
//	@Param			body		body		land.SiteAmendment	true	"merge patch"
//	@Success		200			{object}	land.Site
//	@Header			200			{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/land/sites/{id} [patch]
func (a *API) amendSite(c echo.Context) error {
	version, err := ifMatch(c)
	if err != nil {
		return err
	}
	in, err := bindPatch[land.SiteAmendment](c)
	if err != nil {
		return err
	}
	s, err := a.Supply.AmendSite(c.Request().Context(), c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, s)
}

// listSiteMonths answers a site's months.
//
//	@Summary	List the monthly figures of a renewal site
//	@Tags		land
//	@Param		id		path		string	true	"site"
//	@Param		month	query		string	false	"2022-04"
//	@Param		limit	query		integer	false	"1-200, default 20"
//	@Param		after	query		string	false	"cursor of the last page"
//	@Param		sort	query		string	false	"month; - descends"
//	@Success	200		{object}	page.Of[land.SiteMonth]
//	@Security	bearer
//	@Router		/api/v1/land/sites/{id}/months [get]
func (a *API) listSiteMonths(c echo.Context) error {
	q, err := listing(c, land.SiteMonthListing)
	if err != nil {
		return err
	}
	of, err := a.Supply.SiteMonths(c.Request().Context(), c.Param("id"), q)
	if err != nil {
		return err
	}
	return replyList(c, of)
}

// saveSiteMonth keeps a month's figures.
//
//	@Summary		Report or correct a month of a renewal site
//	@Description	Areas of that month alone. In sum no more is cleared than planned, and by no month more supplied than cleared. To change figures that exist, name the version with If-Match and give a reason.
//	@Tags			land
//	@Param			id			path		string				true	"site"
//	@Param			month		path		string				true	"2022-04"
//	@Param			If-Match	header		string				false	"version that was seen; needed when the month has figures"
//	@Param			body		body		land.SiteProgress	true	"the month's areas"
//	@Success		200			{object}	land.SiteMonth
//	@Success		201			{object}	land.SiteMonth
//	@Header			200,201		{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/land/sites/{id}/months/{month} [put]
func (a *API) saveSiteMonth(c echo.Context) error {
	month, err := monthOf(c)
	if err != nil {
		return err
	}
	seen, err := seenVersion(c)
	if err != nil {
		return err
	}
	in, err := bind[land.SiteProgress](c)
	if err != nil {
		return err
	}
	m, err := a.Supply.SaveSiteMonth(c.Request().Context(), c.Param("id"), month, seen, in)
	if err != nil {
		return err
	}
	return replyPut(c, m.Version, m)
}

// issueSite puts what a site has freed into a pool.
//
//	@Summary		Issue cleared area of a renewal site into a pool of stock land
//	@Description	A ledger entry of kind issue whose requestId is the site; never more in sum than was cleared. Only the city's land office.
//	@Tags			land
//	@Param			id				path		string			true	"site"
//	@Param			body			body		land.SiteIssue	true	"pool and area"
//	@Param			Idempotency-Key	header		string			false	"makes a retry safe"
//	@Success		201				{object}	land.Entry
//	@Header			201				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/land/sites/{id}/issue [post]
func (a *API) issueSite(c echo.Context) error {
	in, err := bind[land.SiteIssue](c)
	if err != nil {
		return err
	}
	e, err := a.Supply.IssueSite(c.Request().Context(), c.Param("id"), in)
	if err != nil {
		return err
	}
	return created(c, "/api/v1/land/pools/"+e.PoolID+"/entries", e)
}

// reverseSiteIssue takes an issue back.
//
//	@Summary		Reverse an issue of a renewal site
//	@Description	By a reversing entry; the area can be issued again. Refused when the pool has granted it on.
//	@Tags			land
//	@Param			id				path		string				true	"site"
//	@Param			body			body		land.SiteReversal	true	"which entry, and why"
//	@Param			Idempotency-Key	header		string				false	"makes a retry safe"
//	@Success		201				{object}	land.Entry
//	@Header			201				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/land/sites/{id}/issue-reversal [post]
func (a *API) reverseSiteIssue(c echo.Context) error {
	in, err := bind[land.SiteReversal](c)
	if err != nil {
		return err
	}
	e, err := a.Supply.ReverseSiteIssue(c.Request().Context(), c.Param("id"), in)
	if err != nil {
		return err
	}
	return created(c, "/api/v1/land/pools/"+e.PoolID+"/entries", e)
}
