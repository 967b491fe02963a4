package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/audit"
	_ "zhaoyin/internal/page" // for the annotations
)

func (a *API) auditRoutes(g *echo.Group) {
	g.GET("/audit", a.listAudit)
	g.GET("/audit/verification", a.verifyAudit)
}

// listAudit answers the trail, newest first.
//
//	@Summary		List the trail: who changed what, when, each changed field before and after
//	@Tags			audit
//	@ID				listAudit
//	@Param			actor		query		string	false	"account name"
//	@Param			action		query		string	false	"project.amend"
//	@Param			entity		query		string	false	"projects"
//	@Param			rowId		query		string	false	"id of the row"
//	@Param			regionId	query		string	false	"county or zone"
//	@Param			requestId	query		string	false	"request"
//	@Param			from		query		string	false	"from this day on, 2022-04-12, Asia/Shanghai"
//	@Param			to			query		string	false	"up to this day, Asia/Shanghai"
//	@Param			minSeq		query		integer	false	"from this entry on"
//	@Param			maxSeq		query		integer	false	"up to this entry"
//	@Param			limit		query		integer	false	"1-200, default 20"
//	@Param			after		query		string	false	"cursor of the last page"
//	@Param			sort		query		string	false	"seq; - descends"
//	@Success		200			{object}	page.Of[store.Entry]
//	@Failure		401,403,422	{object}	Problem
//	@Security		bearer
//	@Router			/api/v1/audit [get]
func (a *API) listAudit(c echo.Context) error {
	q, err := listing(c, audit.Listing)
	if err != nil {
		return err
	}
	of, err := a.Audit.List(c.Request().Context(), q)
	if err != nil {
		return err
	}
	return replyList(c, of)
}

// verifyAudit walks the hash chain.
//
//	@Summary		Verify that the trail is whole
//	@Description	Walks the hash chain from its first entry. Keep the head outside: a cut tail shows only against a head that was noted before.
//	@Tags			audit
//	@ID				verifyAudit
//	@Success		200		{object}	store.Verification
//	@Failure		401,403	{object}	Problem
//	@Security		bearer
//	@Router			/api/v1/audit/verification [get]
func (a *API) verifyAudit(c echo.Context) error {
	v, err := a.Audit.Verify(c.Request().Context())
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, v)
}
