package api

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/fault"
	"zhaoyin/internal/land"
	_ "zhaoyin/internal/page" // for the annotations
)

func (a *API) landRequestRoutes(g *echo.Group) {
	g.GET("/land/requests", a.listLandRequests)
	g.POST("/land/requests", a.applyForLand)
	g.GET("/land/requests/:id", a.getLandRequest)
	g.GET("/land/requests/:id/reservations", a.listLandReservations)
	g.POST("/land/requests/:id/reservation", a.reserveLand)
	g.POST("/land/requests/:id/precheck", a.precheckLand)
	g.POST("/land/requests/:id/approval", a.approveLand)
	g.POST("/land/requests/:id/refusal", a.refuseLand)
	g.POST("/land/requests/:id/withdrawal", a.withdrawLand)
	g.POST("/land/requests/:id/use", a.useLand)
	g.POST("/land/requests/:id/return", a.returnLand)
	g.POST("/land/requests/:id/recall", a.recallLand)
	g.POST("/land/what-if", a.compareLand)
}

// listLandRequests answers the requests within reach.
//
//	@Summary	List land quota requests
//	@Tags		land
//	@Param		state		query		string	false	"requested, prechecked, approved, refused, withdrawn, used, returned, recalled"
//	@Param		kind		query		string	false	"newLand, stockLand, linkage"
//	@Param		regionId	query		string	false	"county or zone"
//	@Param		projectId	query		string	false	"project"
//	@Param		poolId		query		string	false	"the (first) pool that granted"
//	@Param		requestedOn	query		string	false	"2022-04-12"
//	@Param		startBy		query		string	false	"2022-10-31"
//	@Param		recall		query		string	false	"proposed: the start-by day has passed without a verified start"
//	@Param		q			query		string	false	"text of the reason"
//	@Param		limit		query		integer	false	"1-200, default 20"
//	@Param		after		query		string	false	"cursor of the last page"
//	@Param		sort		query		string	false	"createdAt, updatedAt, requestedOn, areaMu, approvedMu; - descends"
//	@Success	200			{object}	page.Of[land.Request]
//	@Security	bearer
//	@Router		/api/v1/land/requests [get]
func (a *API) listLandRequests(c echo.Context) error {
	q, err := listing(c, land.RequestListing)
	if err != nil {
		return err
	}
	recall := c.QueryParam("recall")
	if recall != "" && recall != "proposed" {
		return fault.Choice.At("/query/recall", "proposed")
	}
	of, err := a.Land.Requests(c.Request().Context(), q, recall != "")
	if err != nil {
		return err
	}
	return replyList(c, of)
}

// applyForLand makes a request.
//
//	@Summary		Ask for land quota for a project
//	@Description	The city's share and the county's own add up to the area. The checks against the thresholds are shown at once and made again at the precheck.
//	@Tags			land
//	@Param			body			body		land.Application	true	"the request"
//	@Param			Idempotency-Key	header		string				false	"makes a retry safe"
//	@Success		201				{object}	land.Request
//	@Header			201				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/land/requests [post]
func (a *API) applyForLand(c echo.Context) error {
	in, err := bind[land.Application](c)
	if err != nil {
		return err
	}
	r, err := a.Land.Apply(c.Request().Context(), in)
	if err != nil {
		return err
	}
	return created(c, "/api/v1/land/requests/"+r.ID, r)
}

// getLandRequest answers one request.
//
//	@Summary	Get a land quota request with its checks, grants, uses and steps
//	@Tags		land
//	@Param		id	path		string	true	"request"
//	@Success	200	{object}	land.Request
//	@Header		200	{string}	ETag	"version"
//	@Security	bearer
//	@Router		/api/v1/land/requests/{id} [get]
func (a *API) getLandRequest(c echo.Context) error {
	r, err := a.Land.Request(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, r)
}

// listLandReservations answers what is or was kept for a request.
//
//	@Summary	List a request's reservations, the oldest first
//	@Tags		land
//	@Param		id		path		string	true	"request"
//	@Param		limit	query		integer	false	"1-200; all without it"
//	@Param		after	query		string	false	"cursor of the last page"
//	@Success	200		{object}	page.Of[land.Reservation]
//	@Security	bearer
//	@Router		/api/v1/land/requests/{id}/reservations [get]
func (a *API) listLandReservations(c echo.Context) error {
	all, err := a.Land.Reservations(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	return replyAll(c, all, func(r land.Reservation) string { return r.ID })
}

// reserveLand keeps quota for a request under decision.
//
//	@Summary		Reserve quota of a pool for a request under decision
//	@Description	The request's whole area for ten working days unless it says otherwise. It ends when the request is decided or withdrawn, or when its day has passed.
//	@Tags			land
//	@Param			id				path		string			true	"request"
//	@Param			If-Match		header		string			false	"version of the request that was seen"
//	@Param			body			body		land.Booking	true	"what to keep"
//	@Param			Idempotency-Key	header		string			false	"makes a retry safe"
//	@Success		201				{object}	land.Reservation
//	@Security		bearer
//	@Router			/api/v1/land/requests/{id}/reservation [post]
func (a *API) reserveLand(c echo.Context) error {
	version, err := ifMatchOptional(c)
	if err != nil {
		return err
	}
	in, err := bind[land.Booking](c)
	if err != nil {
		return err
	}
	made, err := a.Land.Reserve(c.Request().Context(), c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return created(c, "/api/v1/land/requests/"+made.RequestID+"/reservations", made)
}

// landStep binds a step on a request, takes it and answers with the request.
func landStep[T any](
	c echo.Context, seen func(echo.Context) (int64, error), take func(context.Context, string, int64, T) (*land.Request, error),
) error {
	version, err := seen(c)
	if err != nil {
		return err
	}
	in, err := bind[T](c)
	if err != nil {
		return err
	}
	r, err := take(c.Request().Context(), c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, r)
}

// precheckLand judges a request for the county.
//
//	@Summary		Precheck a land request (县级预审)
//	@Description	By the county's lead or land office. It is checked again with the thresholds in force, and the result is kept; ok false sends it back with a note.
//	@Tags			land
//	@Param			id				path		string			true	"request"
//	@Param			If-Match		header		string			true	"version that was seen"
//	@Param			body			body		land.Precheck	true	"the step"
//	@Param			Idempotency-Key	header		string			false	"makes a retry safe"
//	@Success		200				{object}	land.Request
//	@Header			200				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/land/requests/{id}/precheck [post]
func (a *API) precheckLand(c echo.Context) error { return landStep(c, ifMatch, a.Land.Precheck) }

// approveLand grants a request.
//
//	@Summary		Grant a land request in full or in part
//	@Description	From one pool (poolId, approvedMu) or several (grants). More than a pool holds is refused with land.exhausted, have and want. A note is needed when the request falls short of a threshold.
//	@Tags			land
//	@Param			id				path		string			true	"request"
//	@Param			If-Match		header		string			true	"version that was seen"
//	@Param			body			body		land.Approval	true	"the step"
//	@Param			Idempotency-Key	header		string			false	"makes a retry safe"
//	@Success		200				{object}	land.Request
//	@Header			200				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/land/requests/{id}/approval [post]
func (a *API) approveLand(c echo.Context) error { return landStep(c, ifMatch, a.Land.Approve) }

// refuseLand refuses a request.
//
//	@Summary		Refuse a land request
//	@Description	What was reserved for it is free again.
//	@Tags			land
//	@Param			id				path		string			true	"request"
//	@Param			If-Match		header		string			true	"version that was seen"
//	@Param			body			body		land.Refusal	true	"the step"
//	@Param			Idempotency-Key	header		string			false	"makes a retry safe"
//	@Success		200				{object}	land.Request
//	@Header			200				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/land/requests/{id}/refusal [post]
func (a *API) refuseLand(c echo.Context) error { return landStep(c, ifMatch, a.Land.Refuse) }

// withdrawLand takes a request back.
//
//	@Summary		Withdraw an undecided land request
//	@Description	What was reserved for it is free again.
//	@Tags			land
//	@Param			id				path		string			true	"request"
//	@Param			If-Match		header		string			false	"version that was seen"
//	@Param			body			body		land.Withdrawal	true	"the step"
//	@Param			Idempotency-Key	header		string			false	"makes a retry safe"
//	@Success		200				{object}	land.Request
//	@Header			200				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/land/requests/{id}/withdrawal [post]
func (a *API) withdrawLand(c echo.Context) error {
	return landStep(c, ifMatchOptional, a.Land.Withdraw)
}

// useLand uses granted quota.
//
//	@Summary		Use granted quota, for a parcel that was handed over
//	@Description	Never more than is left of the grant. A supply is used for one request.
//	@Tags			land
//	@Param			id				path		string		true	"request"
//	@Param			If-Match		header		string		false	"version that was seen"
//	@Param			body			body		land.Usage	true	"the step"
//	@Param			Idempotency-Key	header		string		false	"makes a retry safe"
//	@Success		200				{object}	land.Request
//	@Header			200				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/land/requests/{id}/use [post]
func (a *API) useLand(c echo.Context) error { return landStep(c, ifMatchOptional, a.Land.Use) }

// returnLand gives quota back.
//
//	@Summary		Give back granted quota that is not used
//	@Description	All of the rest when no area is named.
//	@Tags			land
//	@Param			id				path		string			true	"request"
//	@Param			If-Match		header		string			false	"version that was seen"
//	@Param			body			body		land.GivingBack	true	"the step"
//	@Param			Idempotency-Key	header		string			false	"makes a retry safe"
//	@Success		200				{object}	land.Request
//	@Header			200				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/land/requests/{id}/return [post]
func (a *API) returnLand(c echo.Context) error { return landStep(c, ifMatchOptional, a.Land.Return) }

// recallLand decides on a recall.
//
//	@Summary		Confirm a proposed recall, or extend the start-by day
//	@Description	A recall is proposed when the start-by day has passed without a verified start. Confirmed, the unused rest goes back to the pools.
//	@Tags			land
//	@Param			id				path		string			true	"request"
//	@Param			If-Match		header		string			true	"version that was seen"
//	@Param			body			body		land.Recalling	true	"the step"
//	@Param			Idempotency-Key	header		string			false	"makes a retry safe"
//	@Success		200				{object}	land.Request
//	@Header			200				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/land/requests/{id}/recall [post]
func (a *API) recallLand(c echo.Context) error { return landStep(c, ifMatch, a.Land.Recall) }

// compareLand runs the bench.
//
//	@Summary		Compare competing requests and see who would get how much
//	@Description	Orders them by the published scoring, or by one to try, and gives the pools away in that order. Every term is shown; nothing is written.
//	@Tags			land
//	@Param			body	body		land.Contest	true	"pools and requests; without requests, all that are undecided and that the pools serve"
//	@Success		200		{object}	land.Comparison
//	@Security		bearer
//	@Router			/api/v1/land/what-if [post]
func (a *API) compareLand(c echo.Context) error {
	in, err := bind[land.Contest](c)
	if err != nil {
		return err
	}
	result, err := a.Land.Compare(c.Request().Context(), in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, result)
}
