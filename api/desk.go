package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	_ "zhaoyin/internal/desk" // for the annotations
	_ "zhaoyin/internal/page" // for the annotations
	"zhaoyin/internal/task"
	"zhaoyin/internal/timeline"
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
//	@Success		200		{object}	desk.Todos
//	@Failure		401,403,422	{object}	Problem
//	@Security		bearer
//	@Router			/api/v1/todo [get]
func (a *API) getTodo(c echo.Context) error {
	if err := noQuery(c, "kind", "overdue"); err != nil {
		return err
	}
	overdue, err := flag(c, "overdue")
	if err != nil {
		return err
	}
	todos, err := a.Desk.Waits(c.Request().Context(), task.Kind(c.QueryParam("kind")), overdue)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, todos)
}

// getTimeline answers what has happened to a project.
//
//	@Summary		What has happened to a project
//	@Description	Registration, milestones, months, land, fund, issues and decisions in one list, the latest first. All at once: next is always empty.
//	@Tags			desk
//	@Param			id		path		string	true	"project"
//	@Param			kind	query		string	false	"one kind: project, milestone, stage, month, land, fund, issue, decision"
//	@Success		200		{object}	page.Of[desk.Event]
//	@Failure		401,403,404,422	{object}	Problem
//	@Security		bearer
//	@Router			/api/v1/projects/{id}/timeline [get]
func (a *API) getTimeline(c echo.Context) error {
	if err := noQuery(c, "kind"); err != nil {
		return err
	}
	events, err := a.Desk.Timeline(c.Request().Context(), c.Param("id"), timeline.Kind(c.QueryParam("kind")))
	if err != nil {
		return err
	}
	return replyAll(c, events)
}
