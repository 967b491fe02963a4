package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/land"
	_ "zhaoyin/internal/page" // for the annotations
)

func (a *API) landRoutes(g *echo.Group) {
	g.GET("/land/pools", a.listLandPools)
	g.POST("/land/pools", a.openLandPool)
	g.GET("/land/pools/:id", a.getLandPool)
	g.GET("/land/pools/:id/entries", a.listLandEntries)
	g.POST("/land/pools/:id/entries", a.postLandEntry)
	g.GET("/land/thresholds", a.getLandThresholds)
	g.PUT("/land/thresholds", a.publishLandThresholds)
	g.GET("/land/scoring", a.getLandScoring)
	g.PUT("/land/scoring", a.publishLandScoring)
	a.landRequestRoutes(g)
}

// dateQuery reads an optional day of the query.
func dateQuery(c echo.Context, name string) (calendar.Date, error) {
	given := c.QueryParam(name)
	if given == "" {
		return "", nil
	}
	d, err := calendar.ParseDate(given)
	if err != nil {
		return "", fault.Shape.At("/query/"+name, fault.Day)
	}
	return d, nil
}

// listLandPools answers the pools that the caller may see.
//
//	@Summary		List the land quota pools with their balances
//	@Description	A county sees its own pools and the city's. balanceMu is what is free.
//	@Tags			land
//	@Param			year		query		integer	false	"2022"
//	@Param			regionId	query		string	false	"the county's pools"
//	@Param			kind		query		string	false	"newLand, stockLand, linkage"
//	@Param			name		query		string	false	"exactly this name"
//	@Param			level		query		string	false	"city or county"
//	@Param			asOf		query		string	false	"2022-04-12: the balances at the end of that day"
//	@Param			q			query		string	false	"text of the name"
//	@Param			limit		query		integer	false	"1-200, default 20"
//	@Param			after		query		string	false	"cursor of the last page"
//	@Param			sort		query		string	false	"year, name, createdAt; - descends"
//	@Success		200			{object}	page.Of[land.Pool]
//	@Security		bearer
//	@Router			/api/v1/land/pools [get]
func (a *API) listLandPools(c echo.Context) error {
	q, err := listing(c, land.PoolListing)
	if err != nil {
		return err
	}
	asOf, err := dateQuery(c, "asOf")
	if err != nil {
		return err
	}
	level := land.Level(c.QueryParam("level"))
	if level != "" && level != land.City && level != land.County {
		return fault.Choice.At("/query/level", "city, county")
	}
	of, err := a.Land.Pools(c.Request().Context(), q, level, asOf)
	if err != nil {
		return err
	}
	return replyList(c, of)
}

// openLandPool makes a pool.
//
//	@Summary	Open a land quota pool of a year, the city's without a regionId
//	@Tags		land
//	@Param		body			body		land.Opening	true	"the pool"
//	@Param		Idempotency-Key	header		string			false	"makes a retry safe"
//	@Success	201				{object}	land.Pool
//	@Header		201				{string}	ETag	"version"
//	@Security	bearer
//	@Router		/api/v1/land/pools [post]
func (a *API) openLandPool(c echo.Context) error {
	in, err := bind[land.Opening](c)
	if err != nil {
		return err
	}
	p, err := a.Land.OpenPool(c.Request().Context(), in)
	if err != nil {
		return err
	}
	return created(c, "/api/v1/land/pools/"+p.ID, p)
}

// getLandPool answers one pool.
//
//	@Summary		Get a pool with its balances
//	@Description	The balances carry no version of their own, so there is no ETag.
//	@Tags			land
//	@Param			id		path		string	true	"pool"
//	@Param			asOf	query		string	false	"2022-04-12: the balances at the end of that day"
//	@Success		200		{object}	land.Pool
//	@Security		bearer
//	@Router			/api/v1/land/pools/{id} [get]
func (a *API) getLandPool(c echo.Context) error {
	asOf, err := dateQuery(c, "asOf")
	if err != nil {
		return err
	}
	p, err := a.Land.Pool(c.Request().Context(), c.Param("id"), asOf)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, p) // no ETag: balances move without the row's version
}

// listLandEntries answers a pool's statement.
//
//	@Summary		Read a pool's ledger, entry by entry
//	@Description	In the order of the entries, with the balances after each. A county reads the ledgers of its own pools.
//	@Tags			land
//	@Param			id			path		string	true	"pool"
//	@Param			kind		query		string	false	"issue, reward, reserve, release, grant, use, return, recall, reverse"
//	@Param			requestId	query		string	false	"entries of one request"
//	@Param			asOf		query		string	false	"2022-04-12: up to the end of that day"
//	@Param			limit		query		integer	false	"1-200, default 20"
//	@Param			after		query		string	false	"cursor of the last page"
//	@Param			sort		query		string	false	"seq; - descends"
//	@Success		200			{object}	page.Of[land.Entry]
//	@Security		bearer
//	@Router			/api/v1/land/pools/{id}/entries [get]
func (a *API) listLandEntries(c echo.Context) error {
	q, err := listing(c, land.EntryListing)
	if err != nil {
		return err
	}
	asOf, err := dateQuery(c, "asOf")
	if err != nil {
		return err
	}
	of, err := a.Land.Entries(c.Request().Context(), c.Param("id"), q, asOf)
	if err != nil {
		return err
	}
	return replyList(c, of)
}

// postLandEntry makes an entry.
//
//	@Summary		Post quota that comes in, or reverse an earlier entry
//	@Description	kind issue or reward with amountMu, or reverse with the entry's id in reverses and the reason in note. Entries are never changed.
//	@Tags			land
//	@Param			id				path		string			true	"pool"
//	@Param			body			body		land.Posting	true	"the entry"
//	@Param			Idempotency-Key	header		string			false	"makes a retry safe"
//	@Success		201				{object}	land.Entry
//	@Security		bearer
//	@Router			/api/v1/land/pools/{id}/entries [post]
func (a *API) postLandEntry(c echo.Context) error {
	in, err := bind[land.Posting](c)
	if err != nil {
		return err
	}
	e, err := a.Land.Post(c.Request().Context(), c.Param("id"), in)
	if err != nil {
		return err
	}
	return created(c, "/api/v1/land/pools/"+e.PoolID+"/entries", e)
}

// getLandThresholds answers the thresholds in force.
//
//	@Summary	Read the published thresholds that land requests are checked against
//	@Tags		land
//	@Success	200	{object}	land.Thresholds
//	@Header		200	{string}	ETag	"number of the version"
//	@Security	bearer
//	@Router		/api/v1/land/thresholds [get]
func (a *API) getLandThresholds(c echo.Context) error {
	t, err := a.Land.Thresholds(c.Request().Context())
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, t)
}

// publishLandThresholds puts new thresholds into force.
//
//	@Summary		Publish a new version of the thresholds
//	@Description	Requests that were checked before keep the values and the version they were checked with.
//	@Tags			land
//	@Param			If-Match	header		string					true	"number of the version that was seen"
//	@Param			body		body		land.ThresholdEdition	true	"the whole new version"
//	@Success		200			{object}	land.Thresholds
//	@Header			200			{string}	ETag	"number of the version"
//	@Security		bearer
//	@Router			/api/v1/land/thresholds [put]
func (a *API) publishLandThresholds(c echo.Context) error {
	version, in, err := judged[land.ThresholdEdition](c)
	if err != nil {
		return err
	}
	t, err := a.Land.PublishThresholds(c.Request().Context(), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, t)
}

// getLandScoring answers the scoring in force.
//
//	@Summary	Read the published scoring by which competing land requests are compared
//	@Tags		land
//	@Success	200	{object}	land.Scoring
//	@Header		200	{string}	ETag	"number of the version"
//	@Security	bearer
//	@Router		/api/v1/land/scoring [get]
func (a *API) getLandScoring(c echo.Context) error {
	s, err := a.Land.Scoring(c.Request().Context())
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, s)
}

// publishLandScoring puts a new scoring into force.
//
//	@Summary	Publish a new version of the scoring
//	@Tags		land
//	@Param		If-Match	header		string				true	"number of the version that was seen"
//	@Param		body		body		land.ScoringEdition	true	"the whole new version"
//	@Success	200			{object}	land.Scoring
//	@Header		200			{string}	ETag	"number of the version"
//	@Security	bearer
//	@Router		/api/v1/land/scoring [put]
func (a *API) publishLandScoring(c echo.Context) error {
	version, in, err := judged[land.ScoringEdition](c)
	if err != nil {
		return err
	}
	s, err := a.Land.PublishScoring(c.Request().Context(), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, s)
}
