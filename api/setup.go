package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/account"
)

func (a *API) setupRoutes(g *echo.Group) {
	g.GET("/setup", a.setupState)
	g.POST("/setup", a.completeSetup)
}

// SetupState says whether the first administrator is still to be made.
type SetupState struct {
	Needed  bool   `json:"needed"`
	Profile string `json:"profile" enums:"dengbao3,asvs"` // which password rules apply
}

// setupState answers whether the service waits for its first administrator.
//
//	@Summary	Is the first administrator still to be made?
//	@Tags		setup
//	@Success	200	{object}	SetupState
//	@Router		/api/v1/setup [get]
func (a *API) setupState(c echo.Context) error {
	needed, err := a.Account.SetupNeeded(c.Request().Context())
	if err != nil {
		return err
	}
	return reply(c, http.StatusOK, SetupState{Needed: needed, Profile: a.Account.Profile().Name})
}

// completeSetup makes the first administrator.
//
//	@Summary		Make the first administrator
//	@Description	With the code of the link that the first start printed. The code works once, and only while there is no account.
//	@Tags			setup
//	@Param			founding	body		account.Founding	true	"Code, user name and password"
//	@Success		201			{object}	account.User
//	@Router			/api/v1/setup [post]
func (a *API) completeSetup(c echo.Context) error {
	in, err := bind[account.Founding](c)
	if err != nil {
		return err
	}
	user, err := a.Account.CompleteSetup(c.Request().Context(), in)
	if err != nil {
		return err
	}
	return created(c, "/api/v1/users/"+user.ID, user)
}
