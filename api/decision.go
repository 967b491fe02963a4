package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/meeting"
	_ "zhaoyin/internal/page" // for the annotations
)

func (a *API) decisionRoutes(g *echo.Group) {
	g.GET("/meetings/:month/decisions", a.listDecisions)
	g.POST("/meetings/:month/decisions", a.recordDecision)
	g.GET("/meetings/:month/decisions/:id", a.getDecision)
	g.PATCH("/meetings/:month/decisions/:id", a.rewordDecision)
	g.POST("/meetings/:month/decisions/:id/carry", a.carryDecision)
}

// listDecisions answers what a meeting decided.
//
//	@Summary	List the decisions of a meeting (议定事项) with what has become of each
//	@Tags		meeting
//	@Param		month		path		string	true	"2022-04"
//	@Param		regionId	query		string	false	"county or zone"
//	@Param		issueId		query		string	false	"the issue that follows it up"
//	@Param		q			query		string	false	"text"
//	@Param		limit		query		integer	false	"1-200, default 20"
//	@Param		after		query		string	false	"cursor of the last page"
//	@Param		sort		query		string	false	"number, createdAt; - descends"
//	@Success	200			{object}	page.Of[meeting.Decision]
//	@Security	bearer
//	@Router		/api/v1/meetings/{month}/decisions [get]
func (a *API) listDecisions(c echo.Context) error {
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	q, err := listing(c, meeting.DecisionListing)
	if err != nil {
		return err
	}
	of, err := a.Meeting.Decisions(c.Request().Context(), month, q)
	if err != nil {
		return err
	}
	return replyList(c, of)
}

// recordDecision records what a meeting decided.
//
//	@Summary		Record a decision of a meeting
//	@Description	It becomes an issue of city level, assigned at once. Without a number it is the meeting's next; without a day it is due in ten working days.
//	@Tags			meeting
//	@Param			month			path		string			true	"2022-04"
//	@Param			body			body		meeting.Ruling	true	"the decision"
//	@Param			Idempotency-Key	header		string			false	"makes a retry safe"
//	@Success		201				{object}	meeting.Decision
//	@Header			201				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/meetings/{month}/decisions [post]
func (a *API) recordDecision(c echo.Context) error {
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	in, err := bind[meeting.Ruling](c)
	if err != nil {
		return err
	}
	d, err := a.Meeting.Decide(c.Request().Context(), month, in)
	if err != nil {
		return err
	}
	return created(c, decisionLink(d), d)
}

func decisionLink(d *meeting.Decision) string {
	return "/api/v1/meetings/" + string(d.Month) + "/decisions/" + d.ID
}

// getDecision answers one decision.
//
//	@Summary	Get a decision of a meeting
//	@Tags		meeting
//	@Param		month	path		string	true	"2022-04"
//	@Param		id		path		string	true	"decision"
//	@Success	200		{object}	meeting.Decision
//	@Header		200		{string}	ETag	"version"
//	@Security	bearer
//	@Router		/api/v1/meetings/{month}/decisions/{id} [get]
func (a *API) getDecision(c echo.Context) error {
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	d, err := a.Meeting.Decision(c.Request().Context(), month, c.Param("id"))
	if err != nil {
		return err
	}
	return current(c, d.Version, d)
}

// rewordDecision changes a decision of an open month.
//
//	@Summary		Change the text or the day of a decision while its month is open
//	@Description	A JSON merge patch; its issue follows.
//	@Tags			meeting
//	@Accept			json,application/merge-patch+json
//	@Param			month		path		string				true	"2022-04"
//	@Param			id			path		string				true	"decision"
//	@Param			If-Match	header		string				true	"version that was seen"
//	@Param			body		body		meeting.Rewording	true	"what changes"
//	@Success		200			{object}	meeting.Decision
//	@Header			200			{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/meetings/{month}/decisions/{id} [patch]
func (a *API) rewordDecision(c echo.Context) error {
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	version, err := ifMatch(c)
	if err != nil {
		return err
	}
	in, err := bindPatch[meeting.Rewording](c)
	if err != nil {
		return err
	}
	d, err := a.Meeting.Reword(c.Request().Context(), month, c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, d)
}

// carryDecision takes a decision on into a later meeting.
//
//	@Summary		Carry an unfinished decision on into a later meeting
//	@Description	Into the month named, else the next one that was opened. The new decision there points back, and the issue goes on with another day.
//	@Tags			meeting
//	@Param			month			path		string				true	"2022-04"
//	@Param			id				path		string				true	"decision"
//	@Param			If-Match		header		string				false	"version that was seen"
//	@Param			Idempotency-Key	header		string				false	"makes a retry safe"
//	@Param			body			body		meeting.Carrying	true	"until when"
//	@Success		201				{object}	meeting.Decision
//	@Header			201				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/meetings/{month}/decisions/{id}/carry [post]
func (a *API) carryDecision(c echo.Context) error {
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	version, in, err := acted[meeting.Carrying](c)
	if err != nil {
		return err
	}
	d, err := a.Meeting.Carry(c.Request().Context(), month, c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return created(c, decisionLink(d), d)
}
