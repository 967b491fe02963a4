package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/page"
)

// listing reads a list's parameters; what the Listing does not name is refused.
func listing(c echo.Context, l page.Listing) (page.Query, error) {
	return page.Parse(c.QueryParams(), l)
}

// replyList answers with one page; the next one is in the body's "next" and in the Link header.
func replyList[T any](c echo.Context, of page.Of[T]) error {
	if of.Items == nil {
		of.Items = []T{}
	}
	for i := range of.Items {
		if s, ok := any(&of.Items[i]).(speaker); ok {
			s.Speak(lang(c))
		}
	}
	linkNext(c, of.Next)
	return c.JSON(http.StatusOK, of)
}

// linkNext names the next page in the Link header; there is none after the last.
func linkNext(c echo.Context, cursor string) {
	if cursor == "" {
		return
	}
	next := c.QueryParams()
	next.Set("after", cursor)
	c.Response().Header().Set("Link", "<"+c.Request().URL.Path+"?"+next.Encode()+`>; rel="next"`)
}

// replyAll answers with a short list, whole unless limit asks for pages of it; the key tells its rows apart.
func replyAll[T any](c echo.Context, items []T, key func(T) string) error {
	of, err := page.Cut(items, key, c.QueryParams())
	if err != nil {
		return err
	}
	return replyList(c, of)
}
