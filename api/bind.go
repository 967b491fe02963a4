package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"reflect"
	"slices"
	"strings"

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
	bad, err := decodeBody(c, &in, jsonType)
	if err != nil {
		return in, err
	}
	return in, validate(&in, bad, checkStruct(&in))
}

// bindPatch reads a JSON merge patch (RFC 7396) into an input whose fields are patch.Field[T]: absent, null and a value are three things.
// The tag validate:"required" on such a field means that it may not be emptied.
func bindPatch[T any](c echo.Context) (T, error) {
	var in T
	bad, err := decodeBody(c, &in, mergeType, jsonType)
	if err != nil {
		return in, err
	}
	return in, validate(&in, bad, checkPatch(&in))
}

// validator is an input with rules that tags cannot say.
type validator interface{ Validate() error }

// gatherer is an input whose use case looks rows up before it has every complaint: it takes along what its form shows, so that all come at once.
type gatherer interface{ Gather(fault.List) }

// validate joins what is wrong with the form of a body and with the fields that could be read. The input's own rules look across fields, so they judge
// only what could be read whole.
func validate(in any, form, tags fault.List) error {
	bad := append(form, beyond(form, tags)...)
	if g, ok := in.(gatherer); ok {
		g.Gather(bad)
		return nil
	}
	v, ok := in.(validator)
	if !ok || len(form) > 0 {
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

// beyond leaves out the complaints about fields whose form is complained of already; a name in the wrong case is the field that it was meant for.
func beyond(form, tags fault.List) fault.List {
	if len(form) == 0 || len(tags) == 0 {
		return tags
	}
	told := make(map[string]bool, len(form))
	for _, f := range form {
		told[folded(f.Pointer)] = true
	}
	return slices.DeleteFunc(tags, func(t fault.Field) bool {
		at := folded(t.Pointer)
		for at != "" && !told[at] {
			at = at[:strings.LastIndexByte(at, '/')] // what it stands in
		}
		return told[at]
	})
}

// folded is the same text for what equalFold takes for equal.
func folded(pointer string) string { return strings.ToUpper(strings.ToLower(pointer)) }

func decodeBody(c echo.Context, into any, types ...string) (fault.List, error) {
	if err := contentType(c, types); err != nil {
		return nil, err
	}
	body, err := io.ReadAll(c.Request().Body)
	if err != nil {
		return nil, broken(err)
	}
	return decode(body, into, func(name string) bool { return shows(c, name) })
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
// names given twice and whatever follows the value. What has the right form is read, the rest is complained of. shown says of a name that is no
// field of the input whether the client sees it all the same.
func decode(body []byte, into any, shown func(string) bool) (fault.List, error) {
	root, err := parse(body)
	if err != nil {
		return nil, err
	}
	var bad fault.List
	w := &walk{body: body, bad: &bad, shown: shown}
	w.value(root, reflect.TypeOf(into).Elem(), "")
	if len(bad) > 0 {
		if err := json.Unmarshal(root.without(body, bad), into); err != nil {
			return nil, bad.Err() // the rest cannot be judged by itself
		}
		return bad, nil
	}
	if err := json.Unmarshal(body, into); err != nil {
		if planned, ok := fault.Find(err); ok {
			return nil, planned
		}
		return nil, fmt.Errorf("decode a body that was checked: %w", err)
	}
	return nil, nil
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
