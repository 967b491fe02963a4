package api

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/figure"
	"zhaoyin/internal/meeting"
	_ "zhaoyin/internal/page" // for the annotations
)

func (a *API) meetingRoutes(g *echo.Group) {
	g.GET("/meetings", a.listMeetings)
	g.POST("/meetings", a.openMeeting)
	g.GET("/meetings/:month", a.getMeeting)
	g.PATCH("/meetings/:month", a.amendMeeting)
	g.POST("/meetings/:month/close", a.closeMeeting)
	g.POST("/meetings/:month/reopen", a.reopenMeeting)
	g.POST("/meetings/:month/withdrawal", a.withdrawMeeting)
	g.GET("/meetings/:month/board", a.getBoard)
	g.GET("/meetings/:month/agenda", a.getAgenda)
	g.GET("/meetings/:month/restatements", a.listRestatements)
	g.GET("/meetings/:month/snapshots", a.listSnapshots)
	g.GET("/meetings/:month/snapshots/:number", a.getSnapshot)
	g.GET("/meetings/:month/sections", a.listSections)
	g.PUT("/meetings/:month/sections/:key", a.wordSection)
}

// monthParam reads the month of the address.
func monthParam(c echo.Context) (calendar.Month, error) {
	m, err := calendar.ParseMonth(c.Param("month"))
	if err != nil {
		return "", fault.Shape.At("/path/month", fault.Month)
	}
	return m, nil
}

// listMeetings answers the months.
//
//	@Summary	List months, newest first
//	@Tags		meeting
//	@ID			listMeetings
//	@Param		state	query		string	false	"open, closed, published"
//	@Param		month	query		string	false	"2022-04"
//	@Param		limit	query		integer	false	"1-200, default 20"
//	@Param		after	query		string	false	"cursor of the last page"
//	@Param		sort	query		string	false	"month; - descends"
//	@Success	200		{object}	page.Of[meeting.Meeting]
//	@Failure	401,403,422	{object}	Problem
//	@Security	bearer
//	@Router		/api/v1/meetings [get]
func (a *API) listMeetings(c echo.Context) error {
	q, err := listing(c, meeting.Listing)
	if err != nil {
		return err
	}
	of, err := a.Meeting.List(c.Request().Context(), q)
	if err != nil {
		return err
	}
	return replyList(c, of)
}

// openMeeting opens a month.
//
//	@Summary		Open a month
//	@Description	Later than every other, and alone. Without a deadline it is 18:00 (Asia/Shanghai) on the third working day of the following month.
//	@Tags			meeting
//	@ID				openMeeting
//	@Param			body			body		meeting.Opening	true	"the month"
//	@Param			Idempotency-Key	header		string			false	"makes a retry safe"
//	@Success		201				{object}	meeting.Meeting
//	@Header			201				{string}	ETag	"version"
//	@Failure		401,403,409,415,422	{object}	Problem
//	@Security		bearer
//	@Router			/api/v1/meetings [post]
func (a *API) openMeeting(c echo.Context) error {
	in, err := bind[meeting.Opening](c)
	if err != nil {
		return err
	}
	m, err := a.Meeting.Open(c.Request().Context(), in)
	if err != nil {
		return err
	}
	return created(c, "/api/v1/meetings/"+string(m.Month), m)
}

// getMeeting answers one month.
//
//	@Summary	Get a month
//	@Tags		meeting
//	@ID			getMeeting
//	@Param		month	path		string	true	"2022-04"
//	@Success	200		{object}	meeting.Meeting
//	@Header		200		{string}	ETag	"version"
//	@Failure	401,403,404,422	{object}	Problem
//	@Security	bearer
//	@Router		/api/v1/meetings/{month} [get]
func (a *API) getMeeting(c echo.Context) error {
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	m, err := a.Meeting.Get(c.Request().Context(), month)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, m)
}

// amendMeeting moves the deadline or the day of the meeting.
//
//	@Summary		Change the deadline or the day of an open month
//	@Description	A JSON merge patch. What was handed in before stays late or in time as it was judged then.
//	@Tags			meeting
//	@ID				amendMeeting
//	@Accept			json,application/merge-patch+json
//	@Param			month		path		string				true	"2022-04"
//	@Param			If-Match	header		string				true	"version that was seen"
//	@Param			body		body		meeting.Amendment	true	"what changes"
//	@Success		200			{object}	meeting.Meeting
//	@Header			200			{string}	ETag	"version"
//	@Failure		401,403,404,409,412,415,422,428	{object}	Problem
//	@Security		bearer
//	@Router			/api/v1/meetings/{month} [patch]
func (a *API) amendMeeting(c echo.Context) error {
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	version, err := ifMatch(c)
	if err != nil {
		return err
	}
	in, err := bindPatch[meeting.Amendment](c)
	if err != nil {
		return err
	}
	m, err := a.Meeting.Amend(c.Request().Context(), month, version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, m)
}

// closeMeeting freezes a month.
//
//	@Summary		Close a month
//	@Description	Freezes an immutable snapshot of every figure, row and ranking; the papers are made from it alone. If-Match is honoured when sent.
//	@Tags			meeting
//	@ID				closeMeeting
//	@Param			month			path		string			true	"2022-04"
//	@Param			If-Match		header		string			false	"version that was seen"
//	@Param			Idempotency-Key	header		string			false	"makes a retry safe"
//	@Param			body			body		meeting.Closing	false	"a note"
//	@Success		200				{object}	meeting.Meeting
//	@Header			200				{string}	ETag	"version"
//	@Failure		401,403,404,409,412,415,422	{object}	Problem
//	@Security		bearer
//	@Router			/api/v1/meetings/{month}/close [post]
func (a *API) closeMeeting(c echo.Context) error {
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	version, err := ifMatchOptional(c)
	if err != nil {
		return err
	}
	in, err := bindOptional[meeting.Closing](c)
	if err != nil {
		return err
	}
	m, err := a.Meeting.Close(c.Request().Context(), month, version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, m)
}

// reopenMeeting opens a closed month again.
//
//	@Summary		Reopen the latest closed month, with a reason
//	@Description	Its snapshot stays; the next close makes another version.
//	@Tags			meeting
//	@ID				reopenMeeting
//	@Param			month		path		string				true	"2022-04"
//	@Param			If-Match	header		string				true	"version that was seen"
//	@Param			body		body		meeting.Reopening	true	"why"
//	@Success		200			{object}	meeting.Meeting
//	@Failure		401,403,404,409,412,415,422,428	{object}	Problem
//	@Security		bearer
//	@Router			/api/v1/meetings/{month}/reopen [post]
func (a *API) reopenMeeting(c echo.Context) error {
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	version, in, err := judged[meeting.Reopening](c)
	if err != nil {
		return err
	}
	m, err := a.Meeting.Reopen(c.Request().Context(), month, version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, m)
}

// withdrawMeeting takes back a month that was opened by mistake.
//
//	@Summary		Take back an open month in which nothing has happened, with a reason
//	@Description	As if it had never been opened. Refused as soon as a status was begun, a milestone was credited to it or the meeting has decided something.
//	@Tags			meeting
//	@ID				withdrawMeeting
//	@Param			month		path		string				true	"2022-04"
//	@Param			If-Match	header		string				true	"version that was seen"
//	@Param			body		body		meeting.Withdrawal	true	"why"
//	@Success		200			{object}	meeting.Meeting
//	@Failure		401,403,404,409,412,415,422,428	{object}	Problem
//	@Security		bearer
//	@Router			/api/v1/meetings/{month}/withdrawal [post]
func (a *API) withdrawMeeting(c echo.Context) error {
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	version, in, err := judged[meeting.Withdrawal](c)
	if err != nil {
		return err
	}
	w, err := a.Meeting.Withdraw(c.Request().Context(), month, version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, w)
}

// getBoard answers a month's figures and ranking.
//
//	@Summary		Get the board: figures and ranking of every county
//	@Description	Of a closed month exactly the bytes that were frozen. Every term of every score is told.
//	@Tags			meeting
//	@ID				getBoard
//	@Param			month	path		string	true	"2022-04"
//	@Success		200		{object}	meeting.Board
//	@Failure		401,403,404,422	{object}	Problem
//	@Security		bearer
//	@Router			/api/v1/meetings/{month}/board [get]
func (a *API) getBoard(c echo.Context) error {
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	open, frozen, err := a.Meeting.Board(c.Request().Context(), month)
	if err != nil {
		return err
	}
	if frozen != nil {
		return replyFrozen(c, frozen)
	}
	return reply(c, http.StatusOK, open)
}

// replyFrozen answers kept JSON as it is; the snapshot's hash is its ETag.
func replyFrozen(c echo.Context, f *meeting.Frozen) error {
	etag := `"` + f.Head.SHA256 + `"`
	c.Response().Header().Set("ETag", etag)
	if unchanged(c, etag) {
		return c.NoContent(http.StatusNotModified)
	}
	return c.JSONBlob(http.StatusOK, f.Body)
}

// getAgenda answers the order of the counties' reports.
//
//	@Summary		Get the agenda: the counties by rank, with what moved, slipped and is asked for
//	@Description	A county sees its own projects and the others' places.
//	@Tags			meeting
//	@ID				getAgenda
//	@Param			month	path		string	true	"2022-04"
//	@Success		200		{object}	meeting.Agenda
//	@Failure		401,403,404,422	{object}	Problem
//	@Security		bearer
//	@Router			/api/v1/meetings/{month}/agenda [get]
func (a *API) getAgenda(c echo.Context) error {
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	agenda, err := a.Meeting.Agenda(c.Request().Context(), month)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, agenda)
}

// listRestatements answers the corrections that a month announces.
//
//	@Summary	List the corrections (更正) of earlier months that a month announces
//	@Tags		meeting
//	@ID			listRestatements
//	@Param		month			path		string	true	"2022-04"
//	@Param		limit			query		integer	false	"1-200; all without it"
//	@Param		after			query		string	false	"cursor of the last page"
//	@Success	200				{object}	page.Of[figure.Restatement]
//	@Failure	401,403,404,422	{object}	Problem
//	@Security	bearer
//	@Router		/api/v1/meetings/{month}/restatements [get]
func (a *API) listRestatements(c echo.Context) error {
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	rows, err := a.Meeting.Restatements(c.Request().Context(), month)
	if err != nil {
		return err
	}
	return replyAll(c, rows, func(r figure.Restatement) string { return r.ID })
}

// listSnapshots answers the versions of a closed month.
//
//	@Summary	List a month's snapshots, the latest first
//	@Tags		meeting
//	@ID			listSnapshots
//	@Param		month			path		string	true	"2022-04"
//	@Param		limit			query		integer	false	"1-200; all without it"
//	@Param		after			query		string	false	"cursor of the last page"
//	@Success	200				{object}	page.Of[meeting.Head]
//	@Failure	401,403,404,422	{object}	Problem
//	@Security	bearer
//	@Router		/api/v1/meetings/{month}/snapshots [get]
func (a *API) listSnapshots(c echo.Context) error {
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	heads, err := a.Meeting.Snapshots(c.Request().Context(), month)
	if err != nil {
		return err
	}
	return replyAll(c, heads, func(h meeting.Head) string { return strconv.FormatInt(h.Version, 10) })
}

// getSnapshot answers a frozen month.
//
//	@Summary		Get a snapshot: the canonical JSON that its SHA-256 was taken of
//	@Tags			meeting
//	@ID				getSnapshot
//	@Param			month	path		string	true	"2022-04"
//	@Param			number	path		integer	true	"version"
//	@Success		200		{object}	meeting.Snapshot
//	@Failure		401,403,404,422	{object}	Problem
//	@Security		bearer
//	@Router			/api/v1/meetings/{month}/snapshots/{number} [get]
func (a *API) getSnapshot(c echo.Context) error {
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	number, err := strconv.ParseInt(c.Param("number"), 10, 64)
	if err != nil {
		return fault.Shape.At("/path/number", fault.WholeNumber)
	}
	f, err := a.Meeting.Snapshot(c.Request().Context(), month, number)
	if err != nil {
		return err
	}
	return replyFrozen(c, f)
}
