package api

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/monthly"
	_ "zhaoyin/internal/page" // for the annotations
)

func (a *API) monthRoutes(g *echo.Group) {
	g.GET("/projects/:id/months", a.listMonths)
	g.GET("/projects/:id/months/:month", a.getMonth)
	g.PUT("/projects/:id/months/:month", a.saveMonth)
	g.POST("/projects/:id/months/:month/submission", a.submitMonth)
	g.POST("/projects/:id/months/:month/return", a.returnMonth)
	g.POST("/projects/:id/months/:month/acceptance", a.acceptMonth)
	g.GET("/months/:month/submissions", a.monthStanding)
	g.POST("/months/:month/submissions", a.submitMonths)
	g.POST("/months/:month/acceptances", a.acceptMonths)
}

// listMonths answers a project's monthly statuses, the newest first.
//
//	@Summary	List a project's monthly statuses
//	@Tags		monthly
//	@Param		id		path		string	true	"project"
//	@Param		state	query		string	false	"draft, submitted, returned, accepted"
//	@Param		month	query		string	false	"2022-04"
//	@Param		light	query		string	false	"green, yellow, red"
//	@Param		late	query		boolean	false	"first submitted after the deadline"
//	@Param		limit	query		integer	false	"1-200, default 20"
//	@Param		after	query		string	false	"cursor of the last page"
//	@Param		sort	query		string	false	"month, updatedAt; - descends"
//	@Success	200		{object}	page.Of[monthly.Status]
//	@Security	bearer
//	@Router		/api/v1/projects/{id}/months [get]
func (a *API) listMonths(c echo.Context) error {
	q, err := listing(c, monthly.Listing)
	if err != nil {
		return err
	}
	of, err := a.Monthly.List(c.Request().Context(), c.Param("id"), q)
	if err != nil {
		return err
	}
	return replyList(c, of)
}

// getMonth answers one monthly status.
//
//	@Summary		Get a project's monthly status
//	@Description	In the open month a project that owes a status and has none is answered with a pre-filled draft: version 0, ETag "0", and neither id nor dates, since nobody has saved it. Other months without a status are 404.
//	@Tags			monthly
//	@Param			id		path		string	true	"project"
//	@Param			month	path		string	true	"2022-04"
//	@Success		200		{object}	monthly.Unsaved
//	@Header			200		{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/projects/{id}/months/{month} [get]
func (a *API) getMonth(c echo.Context) error {
	month, err := monthOf(c)
	if err != nil {
		return err
	}
	s, err := a.Monthly.Get(c.Request().Context(), c.Param("id"), month)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, s.Answer())
}

// saveMonth keeps a draft.
//
//	@Summary		Save the draft of a project's month
//	@Description	The body replaces the whole draft; of the two investment figures the one left out is computed. Only in the open month, and not once it is submitted. If-Match is needed when a draft exists; "0" is the pre-filled one.
//	@Tags			monthly
//	@Param			id			path		string			true	"project"
//	@Param			month		path		string			true	"2022-04"
//	@Param			If-Match	header		string			false	"version that was seen; required once a draft exists"
//	@Param			body		body		monthly.Draft	true	"the draft"
//	@Success		200			{object}	monthly.Status
//	@Success		201			{object}	monthly.Status
//	@Header			200,201		{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/projects/{id}/months/{month} [put]
func (a *API) saveMonth(c echo.Context) error {
	month, err := monthOf(c)
	if err != nil {
		return err
	}
	seen, err := seenVersion(c)
	if err != nil {
		return err
	}
	in, err := bind[monthly.Draft](c)
	if err != nil {
		return err
	}
	s, err := a.Monthly.Save(c.Request().Context(), c.Param("id"), month, seen, in)
	if err != nil {
		return err
	}
	return replyPut(c, s.Version, s)
}

// submitMonth hands a status in.
//
//	@Summary		Submit a project's month
//	@Description	Every rule runs, with every complaint at once; a first submission after the deadline is marked late, one that answers a return stays what the first was. Without a saved draft only {"noChange": true} can be submitted. The body may be left out.
//	@Tags			monthly
//	@Param			id				path		string				true	"project"
//	@Param			month			path		string				true	"2022-04"
//	@Param			If-Match		header		string				false	"version that was seen"
//	@Param			Idempotency-Key	header		string				false	"makes a retry safe"
//	@Param			body			body		monthly.Submission	false	"no change"
//	@Success		200				{object}	monthly.Status
//	@Header			200				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/projects/{id}/months/{month}/submission [post]
func (a *API) submitMonth(c echo.Context) error {
	month, err := monthOf(c)
	if err != nil {
		return err
	}
	seen, err := seenVersion(c)
	if err != nil {
		return err
	}
	in, err := bindOptional[monthly.Submission](c)
	if err != nil {
		return err
	}
	s, err := a.Monthly.Submit(c.Request().Context(), c.Param("id"), month, seen, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, s)
}

// returnMonth sends a status back.
//
//	@Summary	Return a project's month to its county, with remarks on fields
//	@Tags		monthly
//	@Param		id				path		string			true	"project"
//	@Param		month			path		string			true	"2022-04"
//	@Param		If-Match		header		string			true	"version that was seen"
//	@Param		Idempotency-Key	header		string			false	"makes a retry safe"
//	@Param		body			body		monthly.Return	true	"why"
//	@Success	200				{object}	monthly.Status
//	@Header		200				{string}	ETag	"version"
//	@Security	bearer
//	@Router		/api/v1/projects/{id}/months/{month}/return [post]
func (a *API) returnMonth(c echo.Context) error {
	month, err := monthOf(c)
	if err != nil {
		return err
	}
	version, in, err := judged[monthly.Return](c)
	if err != nil {
		return err
	}
	s, err := a.Monthly.Return(c.Request().Context(), c.Param("id"), month, version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, s)
}

// acceptMonth accepts a status.
//
//	@Summary		Accept a project's month
//	@Description	What was submitted and not decided before its month was closed can still be accepted while some month is open: its investment counts in its own month, the closed month's snapshot stays, and the open month announces it as a restatement. A closed month cannot be returned.
//	@Tags			monthly
//	@Param			id				path		string	true	"project"
//	@Param			month			path		string	true	"2022-04"
//	@Param			If-Match		header		string	true	"version that was seen"
//	@Param			Idempotency-Key	header		string	false	"makes a retry safe"
//	@Success		200				{object}	monthly.Status
//	@Header			200				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/projects/{id}/months/{month}/acceptance [post]
func (a *API) acceptMonth(c echo.Context) error {
	month, err := monthOf(c)
	if err != nil {
		return err
	}
	version, err := ifMatch(c)
	if err != nil {
		return err
	}
	if _, err := bindOptional[struct{}](c); err != nil {
		return err
	}
	s, err := a.Monthly.Accept(c.Request().Context(), c.Param("id"), month, version)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, s)
}

// monthStanding tells who is done, late or missing.
//
//	@Summary		Who has handed in the month, county by county and project by project
//	@Description	The counts are of everything within reach, of every county on the board, also of one that owes nothing; the filters choose the projects that are listed. "submitted" includes accepted ones, "missing" includes drafts and returned ones, "waiting" is submitted and not yet decided. Of a closed month everything is told as it was frozen with the board (frozen: true); acceptedLater marks what was accepted since, as a restatement.
//	@Tags			monthly
//	@Param			month		path		string	true	"2022-04"
//	@Param			regionId	query		string	false	"county or zone"
//	@Param			state		query		string	false	"missing, draft, returned, waiting, submitted, accepted, late, excused"
//	@Param			limit		query		integer	false	"1-200, default 20"
//	@Param			after		query		string	false	"cursor of the last page"
//	@Param			sort		query		string	false	"code; - descends"
//	@Success		200			{object}	monthly.Standing
//	@Security		bearer
//	@Router			/api/v1/months/{month}/submissions [get]
func (a *API) monthStanding(c echo.Context) error {
	month, err := monthOf(c)
	if err != nil {
		return err
	}
	q, err := listing(c, monthly.StandingListing)
	if err != nil {
		return err
	}
	st, err := a.Monthly.Standing(c.Request().Context(), month, q)
	if err != nil {
		return err
	}
	linkNext(c, st.Next)
	return reply(c, http.StatusOK, st)
}

// submitMonths hands in many statuses of a county.
//
//	@Summary		Submit the drafts of many projects
//	@Description	Each item is done or refused by itself and answered with its reason.
//	@Tags			monthly
//	@Param			month			path		string			true	"2022-04"
//	@Param			Idempotency-Key	header		string			false	"makes a retry safe"
//	@Param			body			body		monthly.Batch	true	"the projects, with the versions that were seen"
//	@Success		200				{object}	monthly.Outcomes
//	@Security		bearer
//	@Router			/api/v1/months/{month}/submissions [post]
func (a *API) submitMonths(c echo.Context) error {
	month, in, err := batch(c)
	if err != nil {
		return err
	}
	out, err := a.Monthly.SubmitAll(c.Request().Context(), month, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, out)
}

// acceptMonths accepts many statuses.
//
//	@Summary		Accept the statuses of many projects
//	@Description	Each item needs the version that was seen, and is done or refused by itself. Of a closed month, what was left undecided is accepted as by the single call: as a restatement that the open month announces.
//	@Tags			monthly
//	@Param			month			path		string			true	"2022-04"
//	@Param			Idempotency-Key	header		string			false	"makes a retry safe"
//	@Param			body			body		monthly.Batch	true	"the projects, with the versions that were seen"
//	@Success		200				{object}	monthly.Outcomes
//	@Security		bearer
//	@Router			/api/v1/months/{month}/acceptances [post]
func (a *API) acceptMonths(c echo.Context) error {
	month, in, err := batch(c)
	if err != nil {
		return err
	}
	out, err := a.Monthly.AcceptAll(c.Request().Context(), month, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, out)
}

func batch(c echo.Context) (calendar.Month, monthly.Batch, error) {
	month, err := monthOf(c)
	if err != nil {
		return "", monthly.Batch{}, err
	}
	in, err := bind[monthly.Batch](c)
	return month, in, err
}

// monthOf is the month of the path.
func monthOf(c echo.Context) (calendar.Month, error) {
	return calendar.ParseMonth(c.Param("month"))
}

// seenVersion is the version that the caller saw of something that may not exist yet: nil when it does not say, 0 for what nobody has saved.
func seenVersion(c echo.Context) (*int64, error) {
	given := strings.TrimSpace(c.Request().Header.Get("If-Match"))
	var version int64
	switch {
	case given == "":
		return nil, nil //nolint:nilnil // "not said" is an answer
	case given == "*":
		version = monthly.AnyVersion
	case unsaved(given):
	default:
		var ok bool
		if version, ok = parseETag(given); !ok {
			return nil, fault.Shape.At("/header/If-Match", fault.VersionSeen)
		}
	}
	return &version, nil
}

// bindOptional is bind for a body that may be left out.
func bindOptional[T any](c echo.Context) (T, error) {
	if c.Request().ContentLength == 0 {
		var none T
		return none, nil
	}
	return bind[T](c)
}
