package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/land"
	_ "zhaoyin/internal/page" // for the annotations
)

func (a *API) supplyRoutes(g *echo.Group) {
	g.GET("/land/supplies", a.listSupplies)
	g.POST("/land/supplies", a.recordSupply)
	g.GET("/land/supplies/figures", a.supplyFigures)
	g.GET("/land/supplies/:id", a.getSupply)
	g.POST("/land/supplies/:id/cancellation", a.cancelSupply)
}

// listSupplies answers the parcels handed over.
//
//	@Summary	List land supplies (供地): those that count, or the cancelled ones
//	@Tags		land
//	@Param		regionId	query		string	false	"county or zone"
//	@Param		projectId	query		string	false	"project"
//	@Param		requestId	query		string	false	"land request whose grant was used"
//	@Param		siteId		query		string	false	"renewal site"
//	@Param		source		query		string	false	"new, stock"
//	@Param		suppliedOn	query		string	false	"2022-03-18"
//	@Param		month		query		string	false	"month of suppliedOn, 2022-03"
//	@Param		late		query		boolean	false	"recorded after their month was closed (补报)"
//	@Param		cancelled	query		boolean	false	"the cancelled ones instead"
//	@Param		q			query		string	false	"text in parcel and note"
//	@Param		limit		query		integer	false	"1-200, default 20"
//	@Param		after		query		string	false	"cursor of the last page"
//	@Param		sort		query		string	false	"suppliedOn, createdAt, areaMu; - descends"
//	@Success	200			{object}	page.Of[land.Supply]
//	@Security	bearer
//	@Router		/api/v1/land/supplies [get]
func (a *API) listSupplies(c echo.Context) error {
	q, err := listing(c, land.SupplyListing)
	if err != nil {
		return err
	}
	cancelled, err := flag(c, "cancelled")
	if err != nil {
		return err
	}
	of, err := a.Supply.Supplies(c.Request().Context(), q, cancelled)
	if err != nil {
		return err
	}
	return replyList(c, of)
}

// recordSupply records a parcel that was handed over.
//
//	@Summary		Record a land supply
//	@Description	It counts by suppliedOn. In a month that is closed by now it is marked late (补报): the figures of that time follow, the closed month's snapshot stays. It is never amended: cancel a wrong one and record it anew.
//	@Tags			land
//	@Param			body			body		land.Handover	true	"the parcel"
//	@Param			Idempotency-Key	header		string			false	"makes a retry safe"
//	@Success		201				{object}	land.Supply
//	@Header			201				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/land/supplies [post]
func (a *API) recordSupply(c echo.Context) error {
	in, err := bind[land.Handover](c)
	if err != nil {
		return err
	}
	s, err := a.Supply.Record(c.Request().Context(), in)
	if err != nil {
		return err
	}
	return created(c, "/api/v1/land/supplies/"+s.ID, s)
}

// supplyFigures answers the figures with their sentence.
//
//	@Summary		Figures of land supply: month and year to date, growth on last year, stock share and its change
//	@Description	By the day of each supply, without cancelled ones. The sentence is the papers' own, in the caller's language. A county sees its own figures.
//	@Tags			land
//	@Param			month		query		string	false	"2022-03, the current month when absent"
//	@Param			regionId	query		string	false	"county or zone; all within reach when absent"
//	@Success		200			{object}	land.SupplyStatement
//	@Security		bearer
//	@Router			/api/v1/land/supplies/figures [get]
func (a *API) supplyFigures(c echo.Context) error {
	month, err := monthAsked(c)
	if err != nil {
		return err
	}
	st, err := a.Supply.Figures(c.Request().Context(), month, c.QueryParam("regionId"))
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, st)
}

// getSupply answers one supply.
//
//	@Summary	Get a land supply
//	@Tags		land
//	@Param		id	path		string	true	"supply"
//	@Success	200	{object}	land.Supply
//	@Header		200	{string}	ETag	"version"
//	@Security	bearer
//	@Router		/api/v1/land/supplies/{id} [get]
func (a *API) getSupply(c echo.Context) error {
	s, err := a.Supply.Supply(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, s)
}

// cancelSupply takes a supply out of the figures.
//
//	@Summary		Cancel a land supply (注销)
//	@Description	The row stays, with who, when and why; figures no longer count it and its parcel can be recorded again. One for which a quota was used is refused until that entry of the ledger is reversed.
//	@Tags			land
//	@Param			id				path		string				true	"supply"
//	@Param			If-Match		header		string				false	"version that was seen"
//	@Param			body			body		land.Cancellation	true	"why"
//	@Param			Idempotency-Key	header		string				false	"makes a retry safe"
//	@Success		200				{object}	land.Supply
//	@Header			200				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/land/supplies/{id}/cancellation [post]
func (a *API) cancelSupply(c echo.Context) error {
	version, err := ifMatchOptional(c)
	if err != nil {
		return err
	}
	in, err := bind[land.Cancellation](c)
	if err != nil {
		return err
	}
	s, err := a.Supply.Cancel(c.Request().Context(), c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, s)
}

// monthAsked is the month of the query, none when it is absent.
func monthAsked(c echo.Context) (calendar.Month, error) {
	if c.QueryParam("month") == "" {
		return "", nil
	}
	return calendar.ParseMonth(c.QueryParam("month"))
}
