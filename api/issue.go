package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/fault"
	"zhaoyin/internal/issue"
	_ "zhaoyin/internal/page" // for the annotations
)

func (a *API) issueRoutes(g *echo.Group) {
	g.GET("/issues", a.listIssues)
	g.POST("/issues", a.raiseIssue)
	g.GET("/issues/:id", a.getIssue)
	g.PATCH("/issues/:id", a.amendIssue)
	g.POST("/issues/:id/assignment", a.assignIssue)
	g.POST("/issues/:id/progress", a.progressIssue)
	g.POST("/issues/:id/resolution", a.resolveIssue)
	g.POST("/issues/:id/closure", a.closeIssue)
	g.POST("/issues/:id/reopening", a.reopenIssue)
	g.POST("/issues/:id/escalation", a.escalateIssue)
}

// listIssues answers the issues within reach.
//
//	@Summary	List issues (协调事项)
//	@Tags		issue
//	@Param		projectId			query		string	false	"project"
//	@Param		regionId			query		string	false	"county or zone"
//	@Param		kind				query		string	false	"fund, land, energy, environment, planning, power, labour, other"
//	@Param		state				query		string	false	"raised, assigned, resolved, closed, reopened"
//	@Param		level				query		string	false	"county, city"
//	@Param		source				query		string	false	"month, meeting, direct"
//	@Param		month				query		string	false	"2022-04: of the monthly status or the meeting that it comes from"
//	@Param		leadDepartmentId	query		string	false	"leading department"
//	@Param		leadRegionId		query		string	false	"leading county"
//	@Param		departmentId		query		string	false	"leading or assisting department"
//	@Param		overdue				query		boolean	false	"unfinished and past its day, or not"
//	@Param		minDueOn			query		string	false	"2022-04-12: due on that day or later"
//	@Param		maxDueOn			query		string	false	"2022-04-12: due on that day or earlier"
//	@Param		q					query		string	false	"text of title and detail"
//	@Param		limit				query		integer	false	"1-200, default 20"
//	@Param		after				query		string	false	"cursor of the last page"
//	@Param		sort				query		string	false	"createdAt, updatedAt, dueOn, escalationLevel, title; - descends"
//	@Success	200					{object}	page.Of[issue.Issue]
//	@Security	bearer
//	@Router		/api/v1/issues [get]
func (a *API) listIssues(c echo.Context) error {
	q, err := listing(c, issue.Listing)
	if err != nil {
		return err
	}
	choice, err := issueChoice(c)
	if err != nil {
		return err
	}
	of, err := a.Issue.List(c.Request().Context(), q, choice)
	if err != nil {
		return err
	}
	return replyList(c, of)
}

// issueChoice reads what the plain filters do not.
func issueChoice(c echo.Context) (issue.Choice, error) {
	choice := issue.Choice{DepartmentID: c.QueryParam("departmentId")}
	if c.QueryParam("overdue") != "" {
		late, err := flag(c, "overdue")
		if err != nil {
			return choice, err
		}
		choice.Overdue = &late
	}
	if len(choice.DepartmentID) > 40 {
		return choice, fault.Length.At("/query/departmentId", 1, 40)
	}
	var err error
	if choice.From, err = dateQuery(c, "minDueOn"); err != nil {
		return choice, err
	}
	choice.To, err = dateQuery(c, "maxDueOn")
	return choice, err
}

// raiseIssue notes what blocks a project or a county.
//
//	@Summary		Raise an issue
//	@Description	On a project, on a county, or of the city. One with source month names the project and the month whose problem it is; a problem is raised once.
//	@Tags			issue
//	@Param			body			body		issue.Raising	true	"the issue"
//	@Param			Idempotency-Key	header		string			false	"makes a retry safe"
//	@Success		201				{object}	issue.Issue
//	@Header			201				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/issues [post]
func (a *API) raiseIssue(c echo.Context) error {
	in, err := bind[issue.Raising](c)
	if err != nil {
		return err
	}
	i, err := a.Issue.Raise(c.Request().Context(), in)
	if err != nil {
		return err
	}
	return created(c, "/api/v1/issues/"+i.ID, i)
}

// getIssue answers one issue with its rounds and its history.
//
//	@Summary	Get an issue with its rounds of progress and its history
//	@Tags		issue
//	@Param		id	path		string	true	"issue"
//	@Success	200	{object}	issue.Issue
//	@Header		200	{string}	ETag	"version"
//	@Security	bearer
//	@Router		/api/v1/issues/{id} [get]
func (a *API) getIssue(c echo.Context) error {
	i, err := a.Issue.Get(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	return current(c, i.Version, i)
}

// current answers a resource of which something changes with the day, without its row: the ETag is there for If-Match, and 304 is never the answer.
func current(c echo.Context, version int64, body any) error {
	c.Response().Header().Set("ETag", etagOf(version))
	return c.JSON(http.StatusOK, body)
}

// amendIssue changes what an issue says.
//
//	@Summary		Change what an issue says
//	@Description	A JSON merge patch. A county changes its own until it is assigned, the secretariat any until it is closed. Another due day starts the escalation anew.
//	@Tags			issue
//	@Accept			json,application/merge-patch+json
//	@Param			id			path		string			true	"issue"
//	@Param			If-Match	header		string			true	"version that was seen"
//	@Param			body		body		issue.Amendment	true	"what changes"
//	@Success		200			{object}	issue.Issue
//	@Header			200			{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/issues/{id} [patch]
func (a *API) amendIssue(c echo.Context) error {
	version, err := ifMatch(c)
	if err != nil {
		return err
	}
	in, err := bindPatch[issue.Amendment](c)
	if err != nil {
		return err
	}
	i, err := a.Issue.Amend(c.Request().Context(), c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, i)
}

// assignIssue answers the issue as it stands then.
//
//	@Summary		Give an issue its lead
//	@Description	By the secretariat; a county's lead takes a county-level issue for the county itself. Without a day it is due in ten working days.
//	@Tags			issue
//	@Param			id				path		string	true	"issue"
//	@Param			If-Match		header		string	true	"version that was seen"
//	@Param			Idempotency-Key	header		string	false	"makes a retry safe"
//	@Param			body			body		issue.Assignment	true	"the step"
//	@Success		200				{object}	issue.Issue
//	@Header			200				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/issues/{id}/assignment [post]
func (a *API) assignIssue(c echo.Context) error {
	version, in, err := judged[issue.Assignment](c)
	if err != nil {
		return err
	}
	i, err := a.Issue.Assign(c.Request().Context(), c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, i)
}

// progressIssue answers the issue as it stands then.
//
//	@Summary		Report a round of progress
//	@Description	By the leading and assisting departments, the issue's county and the secretariat.
//	@Tags			issue
//	@Param			id				path		string	true	"issue"
//	@Param			If-Match		header		string	false	"version that was seen"
//	@Param			Idempotency-Key	header		string	false	"makes a retry safe"
//	@Param			body			body		issue.Progress	true	"the step"
//	@Success		200				{object}	issue.Issue
//	@Header			200				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/issues/{id}/progress [post]
func (a *API) progressIssue(c echo.Context) error {
	version, in, err := acted[issue.Progress](c)
	if err != nil {
		return err
	}
	i, err := a.Issue.Report(c.Request().Context(), c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, i)
}

// resolveIssue answers the issue as it stands then.
//
//	@Summary		Say that an issue is resolved
//	@Description	By its lead only; another party checks and closes it.
//	@Tags			issue
//	@Param			id				path		string	true	"issue"
//	@Param			If-Match		header		string	false	"version that was seen"
//	@Param			Idempotency-Key	header		string	false	"makes a retry safe"
//	@Param			body			body		issue.Resolution	true	"the step"
//	@Success		200				{object}	issue.Issue
//	@Header			200				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/issues/{id}/resolution [post]
func (a *API) resolveIssue(c echo.Context) error {
	version, in, err := acted[issue.Resolution](c)
	if err != nil {
		return err
	}
	i, err := a.Issue.Resolve(c.Request().Context(), c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, i)
}

// closeIssue answers the issue as it stands then.
//
//	@Summary		Check and close an issue (销号)
//	@Description	By another party than the one that resolved it.
//	@Tags			issue
//	@Param			id				path		string	true	"issue"
//	@Param			If-Match		header		string	true	"version that was seen"
//	@Param			Idempotency-Key	header		string	false	"makes a retry safe"
//	@Param			body			body		issue.Closure	true	"the step"
//	@Success		200				{object}	issue.Issue
//	@Header			200				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/issues/{id}/closure [post]
func (a *API) closeIssue(c echo.Context) error {
	version, in, err := judged[issue.Closure](c)
	if err != nil {
		return err
	}
	i, err := a.Issue.Close(c.Request().Context(), c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, i)
}

// reopenIssue answers the issue as it stands then.
//
//	@Summary		Reopen a resolved or closed issue
//	@Description	It goes back to its lead; with its day past it is due in ten working days.
//	@Tags			issue
//	@Param			id				path		string	true	"issue"
//	@Param			If-Match		header		string	true	"version that was seen"
//	@Param			Idempotency-Key	header		string	false	"makes a retry safe"
//	@Param			body			body		issue.Reason	true	"the step"
//	@Success		200				{object}	issue.Issue
//	@Header			200				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/issues/{id}/reopening [post]
func (a *API) reopenIssue(c echo.Context) error {
	version, in, err := judged[issue.Reason](c)
	if err != nil {
		return err
	}
	i, err := a.Issue.Reopen(c.Request().Context(), c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, i)
}

// escalateIssue answers the issue as it stands then.
//
//	@Summary		Take an issue to the next higher level
//	@Description	A county's issue becomes the city's; a city's goes up the escalation levels.
//	@Tags			issue
//	@Param			id				path		string	true	"issue"
//	@Param			If-Match		header		string	false	"version that was seen"
//	@Param			Idempotency-Key	header		string	false	"makes a retry safe"
//	@Param			body			body		issue.Reason	true	"the step"
//	@Success		200				{object}	issue.Issue
//	@Header			200				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/issues/{id}/escalation [post]
func (a *API) escalateIssue(c echo.Context) error {
	version, in, err := acted[issue.Reason](c)
	if err != nil {
		return err
	}
	i, err := a.Issue.Refer(c.Request().Context(), c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, i)
}

// acted is judged for a party's own work: the version that was seen counts when it is told.
func acted[T any](c echo.Context) (int64, T, error) {
	version, err := ifMatchOptional(c)
	if err != nil {
		var none T
		return 0, none, err
	}
	in, err := bind[T](c)
	return version, in, err
}
