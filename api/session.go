package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/account"
)

func (a *API) sessionRoutes(g *echo.Group) {
	g.POST("/sessions", a.signIn)
	g.DELETE("/sessions/current", a.signOut)
	g.GET("/me", a.me)
	g.PATCH("/me", a.amendMe)
	g.PUT("/me/password", a.changePassword)
}

// signIn opens a session.
//
//	@Summary		Sign in
//	@Description	Answers with a token for the Authorization header and sets the same as a cookie. After five failures of a name it pauses, for a minute at first, doubling up to an hour; unknown names are answered alike.
//	@Tags			session
//	@Param			credentials	body		account.Credentials	true	"User name and password"
//	@Success		201			{object}	account.SignedIn
//	@Router			/api/v1/sessions [post]
func (a *API) signIn(c echo.Context) error {
	in, err := bind[account.Credentials](c)
	if err != nil {
		return err
	}
	opened, err := a.Account.SignIn(c.Request().Context(), in)
	if err != nil {
		return err
	}
	setCookie(c, opened.Token, opened.ExpiresAt)
	return replySecret(c, http.StatusCreated, opened)
}

// signOut ends the session.
//
//	@Summary	Sign out
//	@Tags		session
//	@Security	bearer
//	@Success	204
//	@Router		/api/v1/sessions/current [delete]
func (a *API) signOut(c echo.Context) error {
	if err := a.Account.SignOut(c.Request().Context()); err != nil {
		return err
	}
	dropCookie(c)
	return c.NoContent(http.StatusNoContent)
}

// me answers who asks.
//
//	@Summary	The account that asks
//	@Tags		session
//	@Security	bearer
//	@Success	200	{object}	account.User
//	@Router		/api/v1/me [get]
func (a *API) me(c echo.Context) error {
	user, err := a.Account.Me(c.Request().Context())
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, user)
}

// amendMe changes the caller's address.
//
//	@Summary		Change one's own e-mail address
//	@Description	A merge patch (RFC 7396). Reminders go to the address; null takes it away.
//	@Tags			session
//	@Security		bearer
//	@Accept			application/merge-patch+json
//	@Param			If-Match	header		string			true	"version seen"
//	@Param			contact		body		account.Contact	true	"What changes"
//	@Success		200			{object}	account.User
//	@Header			200			{string}	ETag	"version"
//	@Router			/api/v1/me [patch]
func (a *API) amendMe(c echo.Context) error {
	version, err := ifMatch(c)
	if err != nil {
		return err
	}
	in, err := bindPatch[account.Contact](c)
	if err != nil {
		return err
	}
	user, err := a.Account.AmendMe(c.Request().Context(), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, user)
}

// changePassword sets a new password.
//
//	@Summary		Set a new password
//	@Description	Ends every other session of the account. While mustChangePassword is set, this, GET /me and signing out are all that is allowed.
//	@Tags			session
//	@Security		bearer
//	@Param			change	body	account.PasswordChange	true	"The current and the next password"
//	@Success		204
//	@Router			/api/v1/me/password [put]
func (a *API) changePassword(c echo.Context) error {
	in, err := bind[account.PasswordChange](c)
	if err != nil {
		return err
	}
	if err := a.Account.ChangePassword(c.Request().Context(), in); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}
