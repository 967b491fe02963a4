package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/fund"
	"zhaoyin/internal/ledger"
	_ "zhaoyin/internal/page" // for the annotations
)

func (a *API) fundRoutes(g, upload *echo.Group) {
	g.GET("/fund/funds", a.listFunds)
	g.POST("/fund/funds", a.foundFund)
	g.GET("/fund/funds/:id", a.getFund)
	g.GET("/fund/funds/:id/entries", a.listFundEntries)
	g.POST("/fund/funds/:id/entries", a.postFundEntry)
	a.fundRequestRoutes(g, upload)
}

// listFunds answers the funds.
//
//	@Summary		List the industrial funds (产业基金)
//	@Description	Everyone signed in sees the names, to ask for money from one. The balances are there for the fund group, the secretariat, the leaders and the auditor.
//	@Tags			fund
//	@Param			name	query		string	false	"exactly this name"
//	@Param			manager	query		string	false	"exactly this manager"
//	@Param			kind	query		string	false	"guidance, attraction, chain, other"
//	@Param			q		query		string	false	"in name, manager and summary"
//	@Param			asOf	query		string	false	"balances at the end of this day, 2022-04-30"
//	@Param			limit	query		integer	false	"1-200, default 20"
//	@Param			after	query		string	false	"cursor of the last page"
//	@Param			sort	query		string	false	"createdAt, name; - descends"
//	@Success		200		{object}	page.Of[fund.Fund]
//	@Security		bearer
//	@Router			/api/v1/fund/funds [get]
func (a *API) listFunds(c echo.Context) error {
	q, err := listing(c, fund.Listing)
	if err != nil {
		return err
	}
	day, err := fundDay(c)
	if err != nil {
		return err
	}
	of, err := a.Fund.Funds(c.Request().Context(), q, day)
	if err != nil {
		return err
	}
	return replyList(c, of)
}

// foundFund opens a fund.
//
//	@Summary	Open a fund with an empty account
//	@Tags		fund
//	@Param		body			body		fund.Registration	true	"the fund"
//	@Param		Idempotency-Key	header		string				false	"makes a retry safe"
//	@Success	201				{object}	fund.Fund
//	@Header		201				{string}	ETag	"version"
//	@Security	bearer
//	@Router		/api/v1/fund/funds [post]
func (a *API) foundFund(c echo.Context) error {
	in, err := bind[fund.Registration](c)
	if err != nil {
		return err
	}
	f, err := a.Fund.Found(c.Request().Context(), in)
	if err != nil {
		return err
	}
	return created(c, "/api/v1/fund/funds/"+f.ID, f)
}

// getFund answers one fund.
//
//	@Summary	Get a fund, with its balances for who may read its account
//	@Tags		fund
//	@Param		id		path		string	true	"fund"
//	@Param		asOf	query		string	false	"balances at the end of this day, 2022-04-30"
//	@Success	200		{object}	fund.Fund
//	@Security	bearer
//	@Router		/api/v1/fund/funds/{id} [get]
func (a *API) getFund(c echo.Context) error {
	day, err := fundDay(c)
	if err != nil {
		return err
	}
	f, err := a.Fund.Fund(c.Request().Context(), c.Param("id"), day)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, f) // its balances move without its version: no ETag
}

// listFundEntries answers a fund's ledger.
//
//	@Summary	List a fund's ledger entries, in order
//	@Tags		fund
//	@Param		id			path		string	true	"fund"
//	@Param		kind		query		string	false	"issue (paid in), grant (promised), use (paid out), return (released), reverse"
//	@Param		requestId	query		string	false	"entries of one request"
//	@Param		from		query		string	false	"from this day"
//	@Param		to			query		string	false	"to this day"
//	@Param		limit		query		integer	false	"1-200, default 20"
//	@Param		after		query		string	false	"cursor of the last page"
//	@Param		sort		query		string	false	"seq; - descends"
//	@Success	200			{object}	page.Of[fund.Entry]
//	@Security	bearer
//	@Router		/api/v1/fund/funds/{id}/entries [get]
func (a *API) listFundEntries(c echo.Context) error {
	q, err := listing(c, ledger.Listing)
	if err != nil {
		return err
	}
	of, err := a.Fund.Entries(c.Request().Context(), c.Param("id"), q)
	if err != nil {
		return err
	}
	return replyList(c, of)
}

// postFundEntry writes in a fund's ledger.
//
//	@Summary		Record capital paid in, or reverse such an entry
//	@Description	The ledger is append-only: a mistake is reversed. What decisions, payments and closures have entered is corrected on their request.
//	@Tags			fund
//	@Param			id				path		string			true	"fund"
//	@Param			body			body		fund.Posting	true	"the entry"
//	@Param			Idempotency-Key	header		string			false	"makes a retry safe"
//	@Success		201				{object}	fund.Entry
//	@Header			201				{string}	ETag	"version"
//	@Security		bearer
//	@Router			/api/v1/fund/funds/{id}/entries [post]
func (a *API) postFundEntry(c echo.Context) error {
	in, err := bind[fund.Posting](c)
	if err != nil {
		return err
	}
	e, err := a.Fund.Post(c.Request().Context(), c.Param("id"), in)
	if err != nil {
		return err
	}
	return created(c, "/api/v1/fund/funds/"+e.FundID+"/entries", e)
}

// fundDay is the day that balances are asked for, none when it is not said.
func fundDay(c echo.Context) (calendar.Date, error) {
	given := c.QueryParam("asOf")
	if given == "" {
		return "", nil
	}
	day, err := calendar.ParseDate(given)
	if err != nil {
		return "", fault.Shape.At("/query/asOf", fault.Day)
	}
	return day, nil
}
