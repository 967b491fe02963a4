package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/account"
	_ "zhaoyin/internal/page" // for the annotations
)

func (a *API) tokenRoutes(g *echo.Group) {
	g.GET("/tokens", a.listTokens)
	g.POST("/tokens", a.createToken)
	g.DELETE("/tokens/:id", a.revokeToken)
}

// listTokens answers a page of API tokens.
//
//	@Summary		List API tokens
//	@Description	One's own; an administrator sees everyone's. A secret is never shown again.
//	@Tags			token
//	@Security		bearer
//	@Param			userId	query		string	false	"tokens of this account"
//	@Param			limit	query		int		false	"1 to 200, 20 when absent"
//	@Param			after	query		string	false	"cursor: next of the page before"
//	@Param			sort	query		string	false	"createdAt or -createdAt"
//	@Success		200		{object}	page.Of[account.Token]
//	@Router			/api/v1/tokens [get]
func (a *API) listTokens(c echo.Context) error {
	q, err := listing(c, account.TokenListing)
	if err != nil {
		return err
	}
	of, err := a.Account.Tokens(c.Request().Context(), q)
	if err != nil {
		return err
	}
	return replyList(c, of)
}

// createToken makes an API token.
//
//	@Summary		Make an API token
//	@Description	The secret is in this answer and never again. Scopes are actions ("project.read") or whole nouns ("project.*") and never exceed the account's role. It lasts 90 days unless expiresAt says otherwise, a year at most. An administrator makes the tokens of integration accounts (userId).
//	@Tags			token
//	@Security		bearer
//	@Param			Idempotency-Key	header		string				false	"makes a repeated request take effect once"
//	@Param			application		body		account.Application	true	"Name, scopes and expiry"
//	@Success		201				{object}	account.Issued
//	@Router			/api/v1/tokens [post]
func (a *API) createToken(c echo.Context) error {
	in, err := bind[account.Application](c)
	if err != nil {
		return err
	}
	issued, err := a.Account.CreateToken(c.Request().Context(), in)
	if err != nil {
		return err
	}
	return replySecret(c, http.StatusCreated, issued)
}

// revokeToken ends an API token.
//
//	@Summary		Revoke an API token
//	@Description	It is refused from the next request on. Revoking it again changes nothing.
//	@Tags			token
//	@Security		bearer
//	@Param			id			path	string	true	"token id"
//	@Param			If-Match	header	string	false	"version seen"
//	@Success		204
//	@Router			/api/v1/tokens/{id} [delete]
func (a *API) revokeToken(c echo.Context) error {
	version, err := ifMatchOptional(c)
	if err != nil {
		return err
	}
	if err := a.Account.RevokeToken(c.Request().Context(), c.Param("id"), version); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}
