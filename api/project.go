package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	_ "zhaoyin/internal/page" // for the annotations
	"zhaoyin/internal/project"
	"zhaoyin/internal/stage"
)

func (a *API) projectRoutes(g *echo.Group) {
	g.GET("/projects", a.listProjects)
	g.POST("/projects", a.registerProject)
	g.GET("/projects/duplicates", a.findDuplicates)
	g.GET("/projects/:id", a.getProject)
	g.PATCH("/projects/:id", a.amendProject)
	g.POST("/projects/:id/archive", a.archiveProject)
	g.POST("/projects/:id/restoration", a.restoreProject)
	g.POST("/projects/:id/transfer", a.transferProject)
	g.POST("/projects/:id/pause", a.pauseProject)
	g.POST("/projects/:id/resumption", a.resumeProject)
	g.POST("/projects/:id/termination", a.terminateProject)
	g.POST("/projects/:id/regression", a.regressProject)
	g.GET("/projects/:id/gates", a.getGates)
	g.GET("/projects/:id/stages", a.listMoves)
}

// listProjects answers a page of projects.
//
//	@Summary		List projects
//	@Description	A county sees its own. Archived projects only with archived=true. Filters take several values, joined by commas; a comma of a value itself is written \, (name=a\,b).
//	@Tags			project
//	@Param			q					query		string	false	"words that each stand in name, code, summary, site or the investor's name"
//	@Param			regionId			query		string	false	"county or zone"
//	@Param			enterpriseId		query		string	false	"investor"
//	@Param			code				query		string	false	"readable code"
//	@Param			name				query		string	false	"exact name"
//	@Param			sourceId			query		string	false	"id in the system it was taken from"
//	@Param			originRegionId		query		string	false	"county that it came from"
//	@Param			nationalCode		query		string	false	"code of the national platform"
//	@Param			site				query		string	false	"site"
//	@Param			leaderName			query		string	false	"leader who answers for it"
//	@Param			countsReason		query		string	false	"met, fellBelow, belowThreshold, notManufacturing"
//	@Param			stage				query		string	false	"lead, negotiating, signed, landed, started, completed, producing"
//	@Param			condition			query		string	false	"active, paused, terminated"
//	@Param			channel				query		string	false	"general, enclave, mountainSea, native, fund"
//	@Param			light				query		string	false	"green, yellow, red"
//	@Param			industry			query		string	false	"GB/T 4754 code or its beginning, C38"
//	@Param			chain				query		string	false	"key industrial chain"
//	@Param			counts				query		boolean	false	"counts for the meeting"
//	@Param			minInvestmentWan	query		integer	false	"at least, 万元"
//	@Param			maxInvestmentWan	query		integer	false	"at most, 万元"
//	@Param			archived			query		boolean	false	"archived ones"
//	@Param			limit				query		integer	false	"1-200, default 20"
//	@Param			after				query		string	false	"cursor of the last page"
//	@Param			sort				query		string	false	"createdAt, updatedAt, investmentWan, name, code; - descends"
//	@Success		200					{object}	page.Of[project.Project]
//	@Security		bearer
//	@Router			/api/v1/projects [get]
func (a *API) listProjects(c echo.Context) error {
	q, err := listing(c, project.Listing)
	if err != nil {
		return err
	}
	archived, err := flag(c, "archived")
	if err != nil {
		return err
	}
	of, err := a.Project.List(c.Request().Context(), q, archived)
	if err != nil {
		return err
	}
	return replyList(c, of)
}

// registerProject registers a project.
//
//	@Summary		Register a project
//	@Description	The first to report has priority (首报首谈): a second project of one name, or of one enterprise in another county (by its credit code, or by its name where one of the two has no code), is a 409 with its conflicts.
//	@Tags			project
//	@Param			body			body		project.Registration	true	"the project"
//	@Param			Idempotency-Key	header		string					false	"makes a retry safe"
//	@Success		201				{object}	project.Project
//	@Header			201				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/projects [post]
func (a *API) registerProject(c echo.Context) error {
	in, err := bind[project.Registration](c)
	if err != nil {
		return err
	}
	p, err := a.Project.Register(c.Request().Context(), in)
	if err != nil {
		return err
	}
	return created(c, "/api/v1/projects/"+p.ID, p)
}

// findDuplicates looks in every county.
//
//	@Summary		Find projects of the same name, national code or enterprise
//	@Description	Of another county's project only code, county and day are told.
//	@Tags			project
//	@Param			name			query		string	false	"name of the project"
//	@Param			creditCode		query		string	false	"unified social credit code of the investor"
//	@Param			nationalCode	query		string	false	"code of the national platform"
//	@Param			enterpriseName	query		string	false	"name of the investor, a hint where one of the two has no code"
//	@Param			limit			query		integer	false	"1-200; all without it"
//	@Param			after			query		string	false	"cursor of the last page"
//	@Success		200				{object}	page.Of[project.Duplicate]
//	@Security		bearer
//	@Router			/api/v1/projects/duplicates [get]
func (a *API) findDuplicates(c echo.Context) error {
	like := project.Likeness{Name: c.QueryParam("name"), CreditCode: c.QueryParam("creditCode"), NationalCode: c.QueryParam("nationalCode"), EnterpriseName: c.QueryParam("enterpriseName")}
	found, err := a.Project.Duplicates(c.Request().Context(), like)
	if err != nil {
		return err
	}
	return replyAll(c, found, func(d project.Duplicate) string { return d.Code })
}

// getProject answers one project.
//
//	@Summary	Get a project
//	@Tags		project
//	@Param		id	path		string	true	"id"
//	@Success	200	{object}	project.Project
//	@Header		200	{string}	ETag	"version"
//	@Security	bearer
//	@Router		/api/v1/projects/{id} [get]
func (a *API) getProject(c echo.Context) error {
	p, err := a.Project.Get(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	c.Request().Header.Del("If-None-Match") // the version says nothing of the enterprise inside
	return reply(c, http.StatusOK, p)
}

// amendProject changes a project's facts.
//
//	@Summary		Amend a project (JSON merge patch)
//	@Description	Absent leaves a fact alone, null makes it unknown. The stage goes from lead to negotiating only; back it goes by a regression. What that changes in a closed month appears as a restatement (更正) in the open one.
//	@Tags			project
//	@Accept			json
//	@Param			id			path		string				true	"id"
//	@Param			If-Match	header		string				true	"version that was seen"
//	@Param			body		body		project.Amendment	true	"merge patch"
//	@Success		200			{object}	project.Project
//	@Header			200			{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/projects/{id} [patch]
func (a *API) amendProject(c echo.Context) error {
	version, err := ifMatch(c)
	if err != nil {
		return err
	}
	in, err := bindPatch[project.Amendment](c)
	if err != nil {
		return err
	}
	p, err := a.Project.Amend(c.Request().Context(), c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, p)
}

// archiveProject takes a project out of lists and figures.
//
//	@Summary	Archive a project
//	@Tags		project
//	@Param		id			path		string			true	"id"
//	@Param		If-Match	header		string			true	"version that was seen"
//	@Param		body		body		stage.Change	true	"why"
//	@Success	200			{object}	project.Project
//	@Security	bearer
//	@Router		/api/v1/projects/{id}/archive [post]
func (a *API) archiveProject(c echo.Context) error {
	version, in, err := judged[stage.Change](c)
	if err != nil {
		return err
	}
	p, err := a.Project.Archive(c.Request().Context(), c.Param("id"), version, in.Reason)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, p)
}

// restoreProject brings a project back from the archive.
//
//	@Summary		Restore an archived project
//	@Description	Back into the lists and figures. Whoever was reported under its name or by its investor meanwhile has priority: a 409 with the conflicts, which the secretariat may decide with a duplicateReason.
//	@Tags			project
//	@ID				restoreProject
//	@Param			id			path		string				true	"id"
//	@Param			If-Match	header		string				true	"version that was seen"
//	@Param			body		body		project.Restoration	true	"why"
//	@Success		200			{object}	project.Project
//	@Security		bearer
//	@Router			/api/v1/projects/{id}/restoration [post]
func (a *API) restoreProject(c echo.Context) error {
	version, in, err := judged[project.Restoration](c)
	if err != nil {
		return err
	}
	p, err := a.Project.Restore(c.Request().Context(), c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, p)
}

// transferProject hands a project over to another county.
//
//	@Summary		Hand a project over to another county (流转), with all that belongs to it
//	@Description	It counts there from then on; closed months stay as published, and the next papers footnote both counties. Refused while the project has quota of the giving county's own land pools.
//	@Tags			project
//	@ID				transferProject
//	@Param			id				path		string				true	"id"
//	@Param			If-Match		header		string				true	"version that was seen"
//	@Param			Idempotency-Key	header		string				false	"makes a retry safe"
//	@Param			body			body		project.Handover	true	"to whom, why, and the agreed shares of credit in percent"
//	@Success		200				{object}	project.Project
//	@Failure		401,403,404,409,412,415,422,428	{object}	Problem
//	@Security		bearer
//	@Router			/api/v1/projects/{id}/transfer [post]
func (a *API) transferProject(c echo.Context) error {
	version, in, err := judged[project.Handover](c)
	if err != nil {
		return err
	}
	p, err := a.Handover.Transfer(c.Request().Context(), c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, p)
}

// pauseProject sets a project aside.
//
//	@Summary	Pause a project (暂停)
//	@Tags		project
//	@Param		id			path		string			true	"id"
//	@Param		If-Match	header		string			true	"version that was seen"
//	@Param		body		body		stage.Change	true	"why"
//	@Success	200			{object}	project.Project
//	@Security	bearer
//	@Router		/api/v1/projects/{id}/pause [post]
func (a *API) pauseProject(c echo.Context) error {
	version, in, err := judged[stage.Change](c)
	if err != nil {
		return err
	}
	p, err := a.Stage.Pause(c.Request().Context(), c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, p)
}

// resumeProject lets a project go on.
//
//	@Summary		Resume a paused or terminated project
//	@Description	Whoever was reported under the name of a terminated one, or by its investor, has priority by now: a 409 with the conflicts, which the secretariat may decide with a duplicateReason.
//	@Tags			project
//	@Param			id			path		string				true	"id"
//	@Param			If-Match	header		string				true	"version that was seen"
//	@Param			body		body		stage.Resumption	true	"why"
//	@Success		200			{object}	project.Project
//	@Security		bearer
//	@Router			/api/v1/projects/{id}/resumption [post]
func (a *API) resumeProject(c echo.Context) error {
	version, in, err := judged[stage.Resumption](c)
	if err != nil {
		return err
	}
	p, err := a.Stage.Resume(c.Request().Context(), c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, p)
}

// terminateProject ends a project.
//
//	@Summary	Terminate a project (终止)
//	@Tags		project
//	@Param		id			path		string			true	"id"
//	@Param		If-Match	header		string			true	"version that was seen"
//	@Param		body		body		stage.Change	true	"why"
//	@Success	200			{object}	project.Project
//	@Security	bearer
//	@Router		/api/v1/projects/{id}/termination [post]
func (a *API) terminateProject(c echo.Context) error {
	version, in, err := judged[stage.Change](c)
	if err != nil {
		return err
	}
	p, err := a.Stage.Terminate(c.Request().Context(), c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, p)
}

// regressProject takes a project back to an earlier stage.
//
//	@Summary		Take a project back to an earlier stage (退回)
//	@Description	To a stage whose milestone is verified, or to lead or negotiating; another is refused with the possible ones. Milestones beyond the stage lose their verification; closed months that counted them are restated.
//	@Tags			project
//	@Param			id			path		string				true	"id"
//	@Param			If-Match	header		string				true	"version that was seen"
//	@Param			body		body		stage.Regression	true	"where to, and why"
//	@Success		200			{object}	project.Project
//	@Security		bearer
//	@Router			/api/v1/projects/{id}/regression [post]
func (a *API) regressProject(c echo.Context) error {
	version, in, err := judged[stage.Regression](c)
	if err != nil {
		return err
	}
	p, err := a.Stage.Regress(c.Request().Context(), c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, p)
}

// getGates explains what stands before a stage.
//
//	@Summary		Explain every blocker before a stage
//	@Description	The verification of a milestone runs the same table.
//	@Tags			project
//	@Param			id	path		string	true	"id"
//	@Param			to	query		string	true	"signed, landed, started, completed, producing"
//	@Success		200	{object}	stage.Gates
//	@Security		bearer
//	@Router			/api/v1/projects/{id}/gates [get]
func (a *API) getGates(c echo.Context) error {
	g, err := a.Stage.Gates(c.Request().Context(), c.Param("id"), project.Stage(c.QueryParam("to")))
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, g)
}

// listMoves answers the stage history.
//
//	@Summary	List a project's stage history
//	@Tags		project
//	@Param		id		path		string	true	"id"
//	@Param		limit	query		integer	false	"1-200, default 20"
//	@Param		after	query		string	false	"cursor of the last page"
//	@Param		sort	query		string	false	"createdAt; - descends"
//	@Success	200		{object}	page.Of[project.Move]
//	@Security	bearer
//	@Router		/api/v1/projects/{id}/stages [get]
func (a *API) listMoves(c echo.Context) error {
	q, err := listing(c, stage.HistoryListing)
	if err != nil {
		return err
	}
	of, err := a.Stage.History(c.Request().Context(), c.Param("id"), q)
	if err != nil {
		return err
	}
	return replyList(c, of)
}
