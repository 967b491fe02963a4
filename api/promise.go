package api

import (
	"encoding/json"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"

	"zhaoyin/docs"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/page"
)

// errQuery refuses a query string that cannot be read: taking what can be read of it would drop a filter without a word.
var errQuery = fault.Define(fault.Invalid, "request.query", "地址中的查询参数无法读取：参数之间用 & 分隔，特殊字符须按百分号编码。",
	"The query string cannot be read: separate parameters with & and percent-encode what is special.")

// promise is what the contract says of one call: the query parameters that it takes, and the fields that it answers with.
type promise struct {
	once   map[string]bool // by name: whether the parameter may be given once only
	names  []string
	fields map[string]bool
}

// promises are read from the embedded contract when a call first needs one, by method and by Echo's form of the path.
var promises = sync.OnceValue(func() map[string]map[string]promise {
	var contract struct {
		Paths      map[string]map[string]operation
		Components struct{ Schemas map[string]schema }
	}
	if err := json.Unmarshal(docs.OpenAPI, &contract); err != nil {
		panic("the embedded contract: " + err.Error())
	}
	all := map[string]map[string]promise{}
	for path, operations := range contract.Paths {
		path = parameters.ReplaceAllString(path, ":$1")
		all[path] = map[string]promise{}
		for method, o := range operations {
			all[path][strings.ToUpper(method)] = o.promise(contract.Components.Schemas)
		}
	}
	return all
})

var parameters = regexp.MustCompile(`\{(\w+)\}`)

type operation struct {
	Parameters []parameter
	Responses  map[string]struct {
		Content map[string]struct{ Schema schema }
	}
}

type parameter struct {
	Name, In string
	Schema   struct{ Type string }
}

// repeats is true of what may be given more than once, for "one of": the filters of a list, and what is documented as an array.
func (p parameter) repeats(list bool) bool {
	plain := p.Name == "q" || p.Name == "sort" || p.Name == "after"
	return p.Schema.Type == "array" || list && p.Schema.Type == "string" && !plain
}

type schema struct {
	Ref        string `json:"$ref"`
	Properties map[string]any
}

func (o operation) promise(schemas map[string]schema) promise {
	p := promise{once: map[string]bool{}, fields: map[string]bool{}}
	list := slices.ContainsFunc(o.Parameters, func(q parameter) bool { return q.Name == "sort" })
	for _, q := range o.Parameters {
		if q.In == "query" {
			p.names = append(p.names, q.Name)
			p.once[q.Name] = !q.repeats(list)
		}
	}
	for name := range schemas[strings.TrimPrefix(o.Responses["200"].Content[jsonType].Schema.Ref, "#/components/schemas/")].Properties {
		p.fields[name] = true
	}
	return p
}

// asked refuses a query that cannot be read, and parameters that the contract does not name for the call: a misspelt filter must never show everything.
func asked(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		raw := c.Request().URL.RawQuery
		if raw == "" {
			return next(c)
		}
		if strings.ContainsAny(raw, ";%") {
			if _, err := url.ParseQuery(raw); err != nil {
				return errQuery.At("/query").Because(err)
			}
		}
		if p, known := promises()[c.Path()][c.Request().Method]; known {
			if err := p.hold(c.QueryParams()); err != nil {
				return err
			}
		}
		return next(c)
	}
}

func (p promise) hold(query url.Values) error {
	var bad fault.List
	for _, name := range slices.Sorted(maps.Keys(query)) {
		once, known := p.once[name]
		switch {
		case !known:
			bad.Add("/query/"+name, page.ErrUnknown, page.Names(p.names))
		case once && len(query[name]) > 1:
			bad.Add("/query/"+name, page.ErrTwice)
		case !page.Readable(query[name]):
			bad.Add("/query/"+name, page.ErrText)
		}
	}
	return bad.Err()
}

// shows is true of a field that the call answers with, though it may not be sent.
func shows(c echo.Context, name string) bool {
	return promises()[c.Path()][c.Request().Method].fields[name]
}
