package api

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/fault"
)

var errIfMatch = fault.Define(fault.Precondition, "version.required",
	"请在 If-Match 中注明您所依据的版本，例如 \"7\"（取自 ETag）。", "Say in If-Match which version you saw, for example \"7\" (from the ETag).")

// ifMatch is the version that the caller saw, for calls that demand it: without If-Match they are refused (428). "*" is a deliberate "whatever
// version it is now" and gives 0, which Row.Expect takes as "not asked".
func ifMatch(c echo.Context) (int64, error) {
	if c.Request().Header.Get("If-Match") == "" {
		return 0, errIfMatch.With()
	}
	return ifMatchOptional(c)
}

// ifMatchOptional is the version that the caller saw, 0 when it does not say.
func ifMatchOptional(c echo.Context) (int64, error) {
	given := strings.TrimSpace(c.Request().Header.Get("If-Match"))
	if given == "" || given == "*" {
		return 0, nil
	}
	version, ok := parseETag(given)
	if !ok {
		return 0, fault.Shape.At("/header/If-Match", `"7"`)
	}
	return version, nil
}

// parseETag reads the one form that we write. A weak one (W/"7") says that bytes may differ, which is no ground to change a row on.
func parseETag(s string) (int64, bool) {
	inner, ok := strings.CutPrefix(s, `"`)
	if !ok {
		return 0, false
	}
	inner, ok = strings.CutSuffix(inner, `"`)
	if !ok {
		return 0, false
	}
	version, err := strconv.ParseInt(inner, 10, 64)
	return version, err == nil && version > 0 && inner == strconv.FormatInt(version, 10)
}

func etagOf(version int64) string { return `"` + strconv.FormatInt(version, 10) + `"` }

// unchanged is true when the caller of a GET has this version already.
func unchanged(c echo.Context, etag string) bool {
	if c.Request().Method != http.MethodGet {
		return false
	}
	for _, known := range strings.Split(c.Request().Header.Get("If-None-Match"), ",") {
		if strings.TrimPrefix(strings.TrimSpace(known), "W/") == etag {
			return true
		}
	}
	return false
}

type versioned interface{ GetVersion() int64 }

// reply answers with a resource. A row brings its version as the ETag; a GET whose caller has that version gets 304.
func reply(c echo.Context, status int, body any) error {
	if row, ok := body.(versioned); ok {
		etag := etagOf(row.GetVersion())
		c.Response().Header().Set("ETag", etag)
		if unchanged(c, etag) {
			return c.NoContent(http.StatusNotModified)
		}
	}
	if body == nil {
		return c.NoContent(status)
	}
	return c.JSON(status, body)
}

// created answers 201 with the new resource and where it is.
func created(c echo.Context, location string, body any) error {
	c.Response().Header().Set(echo.HeaderLocation, location)
	return reply(c, http.StatusCreated, body)
}
