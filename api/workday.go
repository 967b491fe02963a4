package api

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/org"
)

func (a *API) workdayRoutes(g *echo.Group) {
	g.GET("/workdays", a.listWorkdays)
	g.PUT("/workdays/:date", a.setWorkday)
}

// listWorkdays answers the days of a year that limits in working days go around.
//
//	@Summary		Which days of a year are not simply Monday to Friday
//	@Description	By the State Council's notices (节假日、调休) and by the city's own settings, which win. With known false no notice is at hand for the year, and working days are only counted Monday to Friday.
//	@Tags			org
//	@Param			year	query		integer	false	"2026; the present one when left out"
//	@Success		200		{object}	org.Year
//	@Security		bearer
//	@Router			/api/v1/workdays [get]
func (a *API) listWorkdays(c echo.Context) error {
	year := 0
	if given := c.QueryParam("year"); given != "" {
		n, err := strconv.Atoi(given)
		if err != nil || n < 1900 || n > 2199 {
			return fault.Range.At("/query/year", 1900, 2199)
		}
		year = n
	}
	y, err := a.Org.WorkdaysOf(c.Request().Context(), year)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, y)
}

// setWorkday says whether a day is worked.
//
//	@Summary		Say whether a day is worked
//	@Description	Against or ahead of the State Council's notice. The first setting of a day needs no If-Match, a change does. Steps that are open keep the due day that they were given.
//	@Tags			org
//	@Param			date		path		string			true	"2026-10-10"
//	@Param			If-Match	header		string			false	"version that was seen; required once the day has been set"
//	@Param			body		body		org.Override	true	"worked or not, and why; active false takes the setting back"
//	@Success		200			{object}	org.Workday
//	@Success		201			{object}	org.Workday
//	@Header			200,201		{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/workdays/{date} [put]
func (a *API) setWorkday(c echo.Context) error {
	date, err := calendar.ParseDate(c.Param("date"))
	if err != nil {
		return err
	}
	version, seen, err := putVersion(c)
	if err != nil {
		return err
	}
	in, err := bind[org.Override](c)
	if err != nil {
		return err
	}
	w, err := a.Org.SetWorkday(c.Request().Context(), date, version, seen, in)
	if err != nil {
		return err
	}
	return replyPut(c, w.Version, w)
}

// putVersion is the version that the caller of a PUT saw, and whether it says so at all: what is new has none.
func putVersion(c echo.Context) (version int64, seen bool, err error) {
	version, err = ifMatchOptional(c)
	return version, c.Request().Header.Get("If-Match") != "", err
}
