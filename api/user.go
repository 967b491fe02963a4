package api

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/account"
	_ "zhaoyin/internal/page" // for the annotations
)

func (a *API) userRoutes(g *echo.Group) {
	g.GET("/users", a.listUsers)
	g.POST("/users", a.addUser)
	g.GET("/users/:id", a.getUser)
	g.PATCH("/users/:id", a.amendUser)
	g.POST("/users/:id/lock", a.lockUser)
	g.POST("/users/:id/unlock", a.unlockUser)
	g.POST("/users/:id/password-reset", a.resetPassword)
}

// listUsers answers a page of accounts.
//
//	@Summary	List accounts
//	@Tags		user
//	@Security	bearer
//	@Param		role			query		string	false	"role"
//	@Param		state			query		string	false	"active, locked or disabled"
//	@Param		regionId		query		string	false	"county"
//	@Param		departmentId	query		string	false	"department"
//	@Param		q				query		string	false	"part of a name"
//	@Param		limit			query		int		false	"1 to 200, 20 when absent"
//	@Param		after			query		string	false	"cursor: next of the page before"
//	@Param		sort			query		string	false	"name, createdAt, or with a minus"
//	@Success	200				{object}	page.Of[account.User]
//	@Router		/api/v1/users [get]
func (a *API) listUsers(c echo.Context) error {
	q, err := listing(c, account.Listing)
	if err != nil {
		return err
	}
	of, err := a.Account.List(c.Request().Context(), q)
	if err != nil {
		return err
	}
	return replyList(c, of)
}

// addUser makes an account.
//
//	@Summary		Add an account
//	@Description	Answers with a one-time password that must be changed at the first sign-in, or, for an integration, with its first token. Neither is shown again.
//	@Tags			user
//	@Security		bearer
//	@Param			Idempotency-Key	header		string					false	"makes a repeated request take effect once"
//	@Param			registration	body		account.Registration	true	"Name, role and place"
//	@Success		201				{object}	account.Added
//	@Router			/api/v1/users [post]
func (a *API) addUser(c echo.Context) error {
	in, err := bind[account.Registration](c)
	if err != nil {
		return err
	}
	added, err := a.Account.Add(c.Request().Context(), in)
	if err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderLocation, "/api/v1/users/"+added.ID)
	return replySecret(c, http.StatusCreated, added)
}

// getUser answers one account.
//
//	@Summary	One account
//	@Tags		user
//	@Security	bearer
//	@Param		id	path		string	true	"account id"
//	@Success	200	{object}	account.User
//	@Router		/api/v1/users/{id} [get]
func (a *API) getUser(c echo.Context) error {
	user, err := a.Account.Get(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, user)
}

// amendUser changes an account.
//
//	@Summary		Amend an account
//	@Description	A merge patch (RFC 7396). It takes effect with the holder's next request. The name never changes; state takes active or disabled, which ends its sessions and tokens; locking has calls of its own.
//	@Tags			user
//	@Security		bearer
//	@Accept			application/merge-patch+json
//	@Param			id			path		string				true	"account id"
//	@Param			If-Match	header		string				true	"version seen"
//	@Param			amendment	body		account.Amendment	true	"What changes"
//	@Success		200			{object}	account.User
//	@Router			/api/v1/users/{id} [patch]
func (a *API) amendUser(c echo.Context) error {
	version, err := ifMatch(c)
	if err != nil {
		return err
	}
	in, err := bindPatch[account.Amendment](c)
	if err != nil {
		return err
	}
	user, err := a.Account.Amend(c.Request().Context(), c.Param("id"), version, in)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, user)
}

// lockUser shuts an account.
//
//	@Summary		Lock an account
//	@Description	Its sessions end and its tokens are revoked, from the next request on; unlocking gives none of them back.
//	@Tags			user
//	@Security		bearer
//	@Param			id			path		string	true	"account id"
//	@Param			If-Match	header		string	false	"version seen"
//	@Success		200			{object}	account.User
//	@Router			/api/v1/users/{id}/lock [post]
func (a *API) lockUser(c echo.Context) error { return a.turnKey(c, a.Account.Lock) }

// unlockUser opens a locked account.
//
//	@Summary		Unlock an account
//	@Description	Also forgets its failed sign-ins. Its sessions and tokens ended with the locking: sign in again, make a new token.
//	@Tags			user
//	@Security		bearer
//	@Param			id			path		string	true	"account id"
//	@Param			If-Match	header		string	false	"version seen"
//	@Success		200			{object}	account.User
//	@Router			/api/v1/users/{id}/unlock [post]
func (a *API) unlockUser(c echo.Context) error { return a.turnKey(c, a.Account.Unlock) }

func (a *API) turnKey(c echo.Context, turn func(context.Context, string, int64) (*account.User, error)) error {
	version, err := ifMatchOptional(c)
	if err != nil {
		return err
	}
	user, err := turn(c.Request().Context(), c.Param("id"), version)
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, user)
}

// resetPassword gives an account a one-time password.
//
//	@Summary		Reset a password
//	@Description	Answers with a one-time password, shown once; the account's sessions end.
//	@Tags			user
//	@Security		bearer
//	@Param			Idempotency-Key	header		string	false	"makes a repeated request take effect once"
//	@Param			id				path		string	true	"account id"
//	@Param			If-Match		header		string	false	"version seen"
//	@Success		200				{object}	account.Added
//	@Router			/api/v1/users/{id}/password-reset [post]
func (a *API) resetPassword(c echo.Context) error {
	version, err := ifMatchOptional(c)
	if err != nil {
		return err
	}
	reset, err := a.Account.ResetPassword(c.Request().Context(), c.Param("id"), version)
	if err != nil {
		return err
	}
	return replySecret(c, http.StatusOK, reset)
}
