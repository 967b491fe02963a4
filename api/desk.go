package api

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/desk"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/page"
	"zhaoyin/internal/task"
	"zhaoyin/internal/timeline"
	"zhaoyin/internal/vocabulary"
)

func (a *API) deskRoutes(g *echo.Group) {
	g.GET("/todo", a.getTodo)
	g.GET("/projects/:id/timeline", a.getTimeline)
}

// getTodo answers what waits for the caller.
//
//	@Summary		What waits for me
//	@Description	Everything that the caller's role, county or department has to do, the earliest due day first. kinds counts all of it, whatever the items are narrowed to.
//	@Tags			desk
//	@Param			kind	query		string	false	"one kind, such as monthSubmit"
//	@Param			overdue	query		boolean	false	"only what is overdue"
//	@Param			limit	query		integer	false	"1-200; all when left out"
//	@Param			after	query		string	false	"cursor of the last page"
//	@Success		200		{object}	desk.Todos
//	@Failure		401,403,422	{object}	Problem
//	@Security		bearer
//	@Router			/api/v1/todo [get]
func (a *API) getTodo(c echo.Context) error {
	overdue, err := flag(c, "overdue")
	if err != nil {
		return err
	}
	if err := choice(c, "kind", vocabulary.TaskKind); err != nil {
		return err
	}
	wanted := desk.Narrowing{Kind: task.Kind(c.QueryParam("kind")), Overdue: overdue, After: c.QueryParam("after")}
	if c.QueryParams().Has("limit") {
		if wanted.Limit, err = strconv.Atoi(c.QueryParam("limit")); err != nil || wanted.Limit < 1 || wanted.Limit > page.MaxLimit {
			return fault.Range.At("/query/limit", 1, page.MaxLimit)
		}
	}
	todos, err := a.Desk.Waits(c.Request().Context(), wanted)
	if err != nil {
		return err
	}
	linkNext(c, todos.Next)
	return c.JSON(http.StatusOK, todos)
}

// getTimeline answers what has happened to a project.
//
//	@Summary		What has happened to a project
//	@Description	Registration, milestones, months, reviews, land, fund, issues, decisions and transfers in one list, the latest first.
//	@Tags			desk
//	@Param			id				path		string	true	"project"
//	@Param			kind			query		string	false	"one kind: project, milestone, stage, month, review, land, fund, issue, decision, transfer"
//	@Param			limit			query		integer	false	"1-200; all without it"
//	@Param			after			query		string	false	"cursor of the last page"
//	@Success		200				{object}	page.Of[desk.Event]
//	@Failure		401,403,404,422	{object}	Problem
//	@Security		bearer
//	@Router			/api/v1/projects/{id}/timeline [get]
func (a *API) getTimeline(c echo.Context) error {
	if err := choice(c, "kind", vocabulary.TimelineKind); err != nil {
		return err
	}
	events, err := a.Desk.Timeline(c.Request().Context(), c.Param("id"), timeline.Kind(c.QueryParam("kind")))
	if err != nil {
		return err
	}
	return replyAll(c, events, desk.Event.Key)
}

// choice refuses a parameter that is none of a list's codes: a misspelt one would find nothing, and that would look like an answer.
func choice(c echo.Context, name, list string) error {
	if !c.QueryParams().Has(name) || vocabulary.Has(list, c.QueryParam(name)) {
		return nil
	}
	return fault.Choice.At("/query/"+name, vocabulary.Options(list))
}
