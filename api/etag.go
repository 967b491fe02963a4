package api

import (
	"bytes"
	"io"
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
		return 0, fault.Shape.At("/header/If-Match", fault.VersionSeen)
	}
	return version, nil
}

// parseETag reads the form that we write, and its weak one (W/"7"): a proxy that compresses an answer weakens its tag, and the row's version is
// the same whatever became of the bytes.
func parseETag(s string) (int64, bool) {
	inner, ok := strings.CutPrefix(strings.TrimPrefix(s, "W/"), `"`)
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

// mostTags is how many versions of one thing a caller may name.
const mostTags = 16

// listedTags are the tags of an If-Match that lists several; the handlers read a single one themselves.
func listedTags(h http.Header) ([]string, error) {
	list := strings.Split(strings.Join(h.Values("If-Match"), ","), ",")
	if len(list) == 1 {
		return nil, nil
	}
	var tags []string
	for _, tag := range list {
		if tag = strings.TrimSpace(tag); tag == "" {
			continue
		}
		if _, ok := parseETag(tag); !ok && !unsaved(tag) || len(tags) == mostTags {
			return nil, fault.Shape.At("/header/If-Match", fault.VersionSeen)
		}
		tags = append(tags, tag)
	}
	h.Set("If-Match", strings.Join(tags, ", "))
	return tags, nil
}

// unsaved is true of the tag of what nobody has saved yet.
func unsaved(tag string) bool { return strings.TrimPrefix(tag, "W/") == etagOf(0) }

// anyTag runs a change once for each tag of an If-Match that lists several (RFC 9110, 13.1.1), until one of them is the version that the row
// is at. A change that meets another version is undone as a whole, so each try begins anew.
func anyTag(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if len(c.Request().Header["If-Match"]) == 0 {
			return next(c)
		}
		tags, err := listedTags(c.Request().Header)
		if err != nil {
			return err
		}
		if len(tags) < 2 {
			return next(c)
		}
		body, err := io.ReadAll(c.Request().Body)
		if err != nil {
			return broken(err)
		}
		for _, tag := range tags {
			c.Request().Header.Set("If-Match", tag)
			c.Request().Body = io.NopCloser(bytes.NewReader(body))
			if err = next(c); fault.KindOf(err) != fault.Stale {
				break
			}
		}
		return err
	}
}

func etagOf(version int64) string { return `"` + strconv.FormatInt(version, 10) + `"` }

// unchanged is true when the caller of a GET has this version already.
func unchanged(c echo.Context, etag string) bool {
	tags := c.Request().Header.Get("If-None-Match")
	if tags == "" || c.Request().Method != http.MethodGet {
		return false
	}
	for known := range strings.SplitSeq(tags, ",") {
		if strings.TrimPrefix(strings.TrimSpace(known), "W/") == etag {
			return true
		}
	}
	return false
}

type versioned interface{ GetVersion() int64 }

// speaker is a resource with sentences that are kept in one language and told in the reader's.
type speaker interface{ Speak(lang string) }

// reply answers with a resource, in the reader's language. A row brings its version as the ETag; a GET whose caller has that version gets 304.
func reply(c echo.Context, status int, body any) error {
	if row, ok := body.(versioned); ok {
		etag := etagOf(row.GetVersion())
		c.Response().Header().Set("ETag", etag)
		if unchanged(c, etag) {
			return c.NoContent(http.StatusNotModified)
		}
	}
	if s, ok := body.(speaker); ok {
		s.Speak(lang(c))
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
