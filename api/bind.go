package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"reflect"

	"github.com/labstack/echo/v4"

	"zhaoyin/internal/fault"
)

const (
	jsonType  = "application/json"
	mergeType = "application/merge-patch+json"
)

// bind reads the JSON body into an input and holds it to its tags and to its own Validate. Every complaint comes at once. Path and query are
// never merged into it: what a client may set is the input type's fields and nothing else.
func bind[T any](c echo.Context) (T, error) {
	var in T
	if err := decodeBody(c, &in, jsonType); err != nil {
		return in, err
	}
	return in, validate(&in, checkStruct(&in))
}

// bindPatch reads a JSON merge patch (RFC 7396) into an input whose fields are patch.Field[T]: absent, null and a value are three things.
// The tag validate:"required" on such a field means that it may not be emptied.
func bindPatch[T any](c echo.Context) (T, error) {
	var in T
	if err := decodeBody(c, &in, mergeType, jsonType); err != nil {
		return in, err
	}
	return in, validate(&in, checkPatch(&in))
}

// validator is an input with rules that tags cannot say.
type validator interface{ Validate() error }

// gatherer is an input whose use case looks rows up before it has every complaint: it takes along what its form shows, so that all come at once.
type gatherer interface{ Gather(fault.List) }

func validate(in any, bad fault.List) error {
	if g, ok := in.(gatherer); ok {
		g.Gather(bad)
		return nil
	}
	v, ok := in.(validator)
	if !ok {
		return bad.Err()
	}
	err := v.Validate()
	if err == nil {
		return bad.Err()
	}
	found, planned := fault.Find(err)
	if !planned || found.Fault != fault.ErrInvalid {
		return err
	}
	return append(bad, found.Fields...).Err()
}

func decodeBody(c echo.Context, into any, types ...string) error {
	if err := contentType(c, types); err != nil {
		return err
	}
	body, err := io.ReadAll(c.Request().Body)
	if err != nil {
		return broken(err)
	}
	return decode(body, into)
}

func contentType(c echo.Context, types []string) error {
	media, params, err := mime.ParseMediaType(c.Request().Header.Get(echo.HeaderContentType))
	charset := params["charset"]
	if err == nil && (charset == "" || equalFold(charset, "utf-8")) {
		for _, t := range types {
			if media == t {
				return nil
			}
		}
	}
	return errMedia.With(types[0])
}

// decode is a strict json.Unmarshal: the body is walked against the type first, because encoding/json alone takes names in the wrong case,
// names given twice and whatever follows the value.
func decode(body []byte, into any) error {
	root, err := parse(body)
	if err != nil {
		return err
	}
	var bad fault.List
	(&walk{body: body, bad: &bad}).value(root, reflect.TypeOf(into).Elem(), "")
	if err := bad.Err(); err != nil {
		return err
	}
	if err := json.Unmarshal(body, into); err != nil {
		if planned, ok := fault.Find(err); ok {
			return planned
		}
		return fmt.Errorf("decode a body that was checked: %w", err)
	}
	return nil
}

// errBroken says that the body ended before it was whole, or came too slowly.
var errBroken = fault.Define(fault.Invalid, "request.broken", "请求内容没有完整到达，请重试。", "The request did not arrive whole; try again.")

func broken(err error) error {
	if _, ok := fault.Find(err); ok {
		return err
	}
	var he *echo.HTTPError
	if errors.As(err, &he) || isTooLarge(err) {
		return err
	}
	return errBroken.With().Because(err)
}
