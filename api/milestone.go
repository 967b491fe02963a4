package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/fault"
	_ "zhaoyin/internal/page" // for the annotations
	"zhaoyin/internal/stage"
)

func (a *API) milestoneRoutes(g *echo.Group) {
	g.GET("/milestones", a.listAllMilestones)
	g.GET("/projects/:id/milestones", a.listMilestones)
	g.POST("/projects/:id/milestones", a.reportMilestone)
	g.GET("/projects/:id/milestones/:milestoneId", a.getMilestone)
	g.PATCH("/projects/:id/milestones/:milestoneId", a.correctMilestone)
	g.POST("/projects/:id/milestones/:milestoneId/verification", a.verifyMilestone)
}

// listAllMilestones answers the milestones of every project within reach.
//
//	@Summary	List milestones of all projects, for example those that wait for verification
//	@Tags		milestone
//	@Param		state			query		string	false	"reported, verified, rejected"
//	@Param		kind			query		string	false	"signed, landed, started, completed, producing"
//	@Param		regionId		query		string	false	"county or zone"
//	@Param		creditedMonth	query		string	false	"2022-04"
//	@Param		limit			query		integer	false	"1-200, default 20"
//	@Param		after			query		string	false	"cursor of the last page"
//	@Param		sort			query		string	false	"occurredOn, createdAt; - descends"
//	@Success	200				{object}	page.Of[project.Milestone]
//	@Security	bearer
//	@Router		/api/v1/milestones [get]
func (a *API) listAllMilestones(c echo.Context) error { return a.milestones(c, "") }

// listMilestones answers a project's milestones.
//
//	@Summary	List a project's milestones
//	@Tags		milestone
//	@Param		id				path		string	true	"project"
//	@Param		state			query		string	false	"reported, verified, rejected"
//	@Param		kind			query		string	false	"signed, landed, started, completed, producing"
//	@Param		regionId		query		string	false	"county or zone"
//	@Param		creditedMonth	query		string	false	"2022-04"
//	@Param		limit			query		integer	false	"1-200, default 20"
//	@Param		after			query		string	false	"cursor of the last page"
//	@Param		sort			query		string	false	"occurredOn, createdAt; - descends"
//	@Success	200				{object}	page.Of[project.Milestone]
//	@Security	bearer
//	@Router		/api/v1/projects/{id}/milestones [get]
func (a *API) listMilestones(c echo.Context) error { return a.milestones(c, c.Param("id")) }

func (a *API) milestones(c echo.Context, projectID string) error {
	q, err := listing(c, stage.MilestoneListing)
	if err != nil {
		return err
	}
	of, err := a.Stage.Milestones(c.Request().Context(), projectID, q)
	if err != nil {
		return err
	}
	return replyList(c, of)
}

// reportMilestone notes that something has happened.
//
//	@Summary	Report a milestone (节点) with its evidence
//	@Tags		milestone
//	@Param		id				path		string			true	"project"
//	@Param		body			body		stage.Report	true	"the milestone"
//	@Param		Idempotency-Key	header		string			false	"makes a retry safe"
//	@Success	201				{object}	project.Milestone
//	@Header		201				{string}	ETag	"version"
//	@Security	bearer
//	@Router		/api/v1/projects/{id}/milestones [post]
func (a *API) reportMilestone(c echo.Context) error {
	in, err := bind[stage.Report](c)
	if err != nil {
		return err
	}
	m, err := a.Stage.Report(c.Request().Context(), c.Param("id"), in)
	if err != nil {
		return err
	}
	return created(c, "/api/v1/projects/"+m.ProjectID+"/milestones/"+m.ID, m)
}

// getMilestone answers one milestone.
//
//	@Summary	Get a milestone
//	@Tags		milestone
//	@Param		id			path		string	true	"project"
//	@Param		milestoneId	path		string	true	"milestone"
//	@Success	200			{object}	project.Milestone
//	@Header		200			{string}	ETag	"version"
//	@Security	bearer
//	@Router		/api/v1/projects/{id}/milestones/{milestoneId} [get]
func (a *API) getMilestone(c echo.Context) error {
	m, err := a.Stage.Milestone(c.Request().Context(), c.Param("id"), c.Param("milestoneId"))
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, m)
}

// correctMilestone mends a milestone that nobody has judged yet.
//
//	@Summary		Correct a reported milestone
//	@Description	Its day, its note and its evidence, until the city has judged it; evidence is replaced as a whole. A judged one is a 409.
//	@Tags			milestone
//	@Param			id			path		string				true	"project"
//	@Param			milestoneId	path		string				true	"milestone"
//	@Param			If-Match	header		string				true	"version that was seen"
//	@Param			body		body		stage.Correction	true	"merge patch"
//	@Success		200			{object}	project.Milestone
//	@Header			200			{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/projects/{id}/milestones/{milestoneId} [patch]
func (a *API) correctMilestone(c echo.Context) error {
	version, err := ifMatch(c)
	if err != nil {
		return err
	}
	in, err := bindPatch[stage.Correction](c)
	if err != nil {
		return err
	}
	m, err := a.Stage.Correct(c.Request().Context(), c.Param("id"), c.Param("milestoneId"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, m)
}

// verifyMilestone judges a milestone.
//
//	@Summary		Verify or reject a milestone
//	@Description	A verified milestone moves the stage and is credited to the open month; one of an earlier month is marked late (补报). Blockers that may be waived need a note.
//	@Tags			milestone
//	@Param			id			path		string			true	"project"
//	@Param			milestoneId	path		string			true	"milestone"
//	@Param			If-Match	header		string			true	"version that was seen"
//	@Param			body		body		stage.Verdict	true	"the verdict"
//	@Success		200			{object}	project.Milestone
//	@Security		bearer
//	@Router			/api/v1/projects/{id}/milestones/{milestoneId}/verification [post]
func (a *API) verifyMilestone(c echo.Context) error {
	version, in, err := judged[stage.Verdict](c)
	if err != nil {
		return err
	}
	m, err := a.Stage.Verify(c.Request().Context(), c.Param("id"), c.Param("milestoneId"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, m)
}

// judged reads what every decision carries: the version that was seen, and the decision.
func judged[T any](c echo.Context) (int64, T, error) {
	version, err := ifMatch(c)
	if err != nil {
		var none T
		return 0, none, err
	}
	in, err := bind[T](c)
	return version, in, err
}

// flag reads an optional true or false of the query.
func flag(c echo.Context, name string) (bool, error) {
	switch c.QueryParam(name) {
	case "", "false":
		return false, nil
	case "true":
		return true, nil
	}
	return false, fault.Choice.At("/query/"+name, "true, false")
}
