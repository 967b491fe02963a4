package api

import "github.com/labstack/echo/v4"

// replySecret answers something that carries a secret, shown once: it is never kept for a repeated request.
func replySecret(c echo.Context, status int, v any) error {
	c.Set(secretAnswer, true)
	return reply(c, status, v)
}
