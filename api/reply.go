package api

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// replySecret answers something that carries a secret, shown once: it is never kept for a repeated request.
func replySecret(c echo.Context, status int, v any) error {
	c.Set(secretAnswer, true)
	return reply(c, status, v)
}

// replyPut answers 201 for what a PUT has made and 200 for what it has changed.
func replyPut(c echo.Context, version int64, body any) error {
	if version == 1 {
		return reply(c, http.StatusCreated, body)
	}
	return reply(c, http.StatusOK, body)
}
