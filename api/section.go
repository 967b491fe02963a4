package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/meeting"
	_ "zhaoyin/internal/page" // page.Of in the annotations
)

// listSections answers the secretariat's words.
//
//	@Summary	List the words of a month's sections
//	@Tags		meeting
//	@ID			listSections
//	@Param		month			path		string	true	"2022-04"
//	@Param		limit			query		integer	false	"1-200; all without it"
//	@Param		after			query		string	false	"cursor of the last page"
//	@Success	200				{object}	page.Of[meeting.Narrative]
//	@Failure	401,403,404,422	{object}	Problem
//	@Security	bearer
//	@Router		/api/v1/meetings/{month}/sections [get]
func (a *API) listSections(c echo.Context) error {
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	rows, err := a.Meeting.Narratives(c.Request().Context(), month)
	if err != nil {
		return err
	}
	return replyAll(c, rows, func(n meeting.Narrative) string { return n.Section })
}

// wordSection writes the words of a section.
//
//	@Summary		Write the words of a section of the papers
//	@Description	While the month is open. The numbers come from the rows and cannot be edited. If-Match is required once the section has words; "0" is the version of none. Empty text takes the words away.
//	@Tags			meeting
//	@ID				wordSection
//	@Param			month		path		string			true	"2022-04"
//	@Param			key			path		string			true	"notice (on top of every paper), overview, regions, projects, issues, …"
//	@Param			If-Match	header		string			false	"version that was seen; required once the section has words"
//	@Param			body		body		meeting.Wording	true	"the words"
//	@Success		200			{object}	meeting.Narrative
//	@Failure		401,403,404,409,412,415,422,428	{object}	Problem
//	@Security		bearer
//	@Router			/api/v1/meetings/{month}/sections/{key} [put]
func (a *API) wordSection(c echo.Context) error {
	month, err := monthParam(c)
	if err != nil {
		return err
	}
	in, err := bind[meeting.Wording](c)
	if err != nil {
		return err
	}
	seen, err := seenVersion(c)
	if err != nil {
		return err
	}
	n, err := a.Meeting.Word(c.Request().Context(), month, c.Param("key"), seen, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, n)
}
