// Package page is keyset paging: what a list may be filtered and sorted by (Listing), what the caller asked (Query), and one page of
// the answer (Of). The store turns a Query into SQL; nothing else does.
package page

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"zhaoyin/internal/fault"
)

// The limits of a list.
const (
	DefaultLimit = 20
	MaxLimit     = 200
	TotalCap     = 10000 // totals are counted exactly up to here; beyond, TotalCapped is true
)

// The complaints about list parameters. Pointers name the query parameter: "/query/sort".
var (
	ErrUnknown = fault.Define(fault.Invalid, "list.unknownParameter", "没有这个查询参数；可用的有：%s。", "There is no such parameter; these exist: %s.")
	errSort    = fault.Define(fault.Invalid, "list.sort", "不能按此排序；可用的有：%s。", "Cannot sort by this; these exist: %s.")
	ErrCursor  = fault.Define(fault.Invalid, "list.cursor", "翻页位置无效或与排序方式不符，请从第一页重新开始。", "The cursor is invalid or belongs to another sort order; start from the first page.")
	ErrText    = fault.Define(fault.Invalid, "list.text", "应为不含空字符的 UTF-8 文本。", "Must be UTF-8 text without NUL.")
	ErrTwice   = fault.Define(fault.Invalid, "list.twice", "此参数只能出现一次。", "This parameter may be given once only.")
)

// Kind says how a filter's value is read and compared.
type Kind uint8

// The kinds of filter.
const (
	Text   Kind = iota + 1 // equal to one of the values given
	Choice                 // equal to one of a fixed set
	Int                    // equal
	Bool                   // true or false
	Month                  // equal, "2022-04"
	Date                   // equal, "2022-04-12"
	Min                    // at least, an integer
	Max                    // at most, an integer
	From                   // on this day or after it
	Until                  // on this day or before it
	Prefix                 // begins with, for codes that nest such as industries
)

// Filter is one query parameter.
type Filter struct {
	Column  string
	Kind    Kind
	Choices []string
}

// Sort is one field that a list can be ordered by. Its column is never null; the id breaks ties.
type Sort struct{ Column string }

// Listing is what a list allows, written as a table beside its noun.
type Listing struct {
	Sorts   map[string]Sort
	Default string // "-createdAt"
	Filters map[string]Filter
	Search  []string // columns that q looks into
	Extra   []string // further parameters that the handler reads itself
}

// Condition is one filter that was asked for.
type Condition struct {
	Filter Filter
	Values []any
}

// Query is one request for a page, checked against its Listing.
type Query struct {
	Limit      int
	Sort       string // field name without sign
	Desc       bool
	After      *Cursor
	Text       string
	Conditions []Condition
}

// Of is one page of a list.
type Of[T any] struct {
	Items       []T    `json:"items"`
	Next        string `json:"next"`
	Total       int    `json:"total"`
	TotalCapped bool   `json:"totalCapped"`
}

// First is the query of a first page with the listing's default order.
func First(l Listing, limit int) Query {
	q := Query{Limit: limit}
	q.Sort, q.Desc = direction(l.Default)
	return q
}

// Where adds a filter by its parameter name, for callers inside the program.
func (q Query) Where(l Listing, name string, values ...any) Query {
	q.Conditions = append(append([]Condition(nil), q.Conditions...), Condition{Filter: l.Filters[name], Values: values})
	return q
}

// Parse reads a list's parameters. Whatever the listing does not name is refused, so that a misspelt filter never shows everything.
func Parse(values url.Values, l Listing) (Query, error) {
	var bad fault.List
	q := First(l, DefaultLimit)
	for _, name := range sortedKeys(values) {
		given := values[name]
		if !Readable(given) {
			bad.Add("/query/"+name, ErrText)
			continue
		}
		if f, ok := l.Filters[name]; ok {
			q.addFilter(name, f, given, &bad)
			continue
		}
		if len(given) > 1 {
			bad.Add("/query/"+name, ErrTwice)
			continue
		}
		q.addPlain(name, given[0], l, &bad)
	}
	if err := q.resume(values.Get("after"), &bad); err != nil {
		return q, err
	}
	return q, bad.Err()
}

// Readable is true of values that both engines take as text.
func Readable(values []string) bool {
	for _, v := range values {
		if !utf8.ValidString(v) || strings.ContainsRune(v, 0) {
			return false
		}
	}
	return true
}

func (q *Query) addPlain(name, value string, l Listing, bad *fault.List) {
	switch name {
	case "limit":
		n, err := strconv.Atoi(value)
		bad.Check(err == nil && n >= 1 && n <= MaxLimit, "/query/limit", fault.Range, 1, MaxLimit)
		q.Limit = n
	case "sort":
		q.Sort, q.Desc = direction(value)
		_, ok := l.Sorts[q.Sort]
		bad.Check(ok, "/query/sort", errSort, strings.Join(sortedKeys(l.Sorts), ", "))
	case "after":
	case "q":
		bad.Check(len(l.Search) > 0, "/query/q", ErrUnknown, l.names())
		bad.Check(len([]rune(value)) <= 100, "/query/q", fault.Length, 0, 100)
		q.Text = strings.TrimSpace(value)
	default:
		bad.Check(contains(l.Extra, name), "/query/"+name, ErrUnknown, l.names())
	}
}

func (q *Query) resume(after string, bad *fault.List) error {
	if after == "" {
		return nil
	}
	c, err := decode(after)
	if err != nil || c.Order != order(q.Sort, q.Desc) {
		bad.Add("/query/after", ErrCursor)
		return bad.Err()
	}
	q.After = c
	return nil
}

func (l Listing) names() string {
	names := append(sortedKeys(l.Filters), "limit", "after", "sort")
	if len(l.Search) > 0 {
		names = append(names, "q")
	}
	return strings.Join(append(names, l.Extra...), ", ")
}

// Names are the parameters that a call takes, for ErrUnknown.
type Names []string

// In implements fault.Worded.
func (n Names) In(lang string) string {
	switch {
	case len(n) > 0:
		return strings.Join(n, ", ")
	case lang == "en":
		return "none"
	}
	return "无"
}

// Cursor is where the last page ended: the value of the sort column and the id.
type Cursor struct {
	Order string `json:"o"`
	Value string `json:"v"`
	ID    string `json:"i"`
}

// Resume is the cursor after a row, opaque to the client.
func (q Query) Resume(value, id string) string {
	raw, _ := json.Marshal(Cursor{Order: order(q.Sort, q.Desc), Value: value, ID: id}) // three strings always marshal
	return base64.RawURLEncoding.EncodeToString(raw)
}

// Cut is the page that was asked for of a short list that is read whole: all of it where no limit is given. Its rows have no sort column; the key tells
// them apart, and a page begins after the row that the cursor names, wherever that stands by now.
func Cut[T any](all []T, key func(T) string, values url.Values) (Of[T], error) {
	of := Of[T]{Items: all, Total: len(all)}
	q := Query{Limit: len(all)}
	var bad fault.List
	if values.Has("limit") {
		q.addPlain("limit", values.Get("limit"), Listing{}, &bad)
	}
	if err := q.resume(values.Get("after"), &bad); err != nil {
		return of, err
	}
	if err := bad.Err(); err != nil {
		return of, err
	}
	begin, err := q.passed(len(all), func(i int) bool { return key(all[i]) == q.After.ID })
	if err != nil {
		return of, err
	}
	of.Items = all[begin:]
	if len(of.Items) > q.Limit {
		of.Items = of.Items[:q.Limit]
		last := begin + q.Limit - 1
		of.Next = q.Resume(strconv.Itoa(last), key(all[last]))
	}
	return of, nil
}

// passed is how many rows of a short list the cursor has passed. It looks for its row where that was, and then for the nearest one from there on, so that
// two rows of one key are no circle.
func (q Query) passed(rows int, is func(int) bool) (int, error) {
	if q.After == nil {
		return 0, nil
	}
	was, err := Read[int64](q.After)
	if err != nil {
		return 0, err
	}
	if was < 0 || was >= int64(rows) {
		was = 0
	}
	for i := range rows {
		if at := (int(was) + i) % rows; is(at) {
			return at + 1, nil
		}
	}
	return 0, ErrCursor.At("/query/after")
}

// Held are the types that a sort column holds.
type Held interface{ string | int64 | time.Time }

// Read is the cursor's value as the type of the sort column, which says how it is to be read: a name may look like an instant. What cannot be read so was
// made by the client; whatever it is stays an argument.
func Read[T Held](c *Cursor) (T, error) {
	var v *T
	if err := json.Unmarshal([]byte(c.Value), &v); err != nil || v == nil || !Readable([]string{fmt.Sprint(*v), c.ID}) {
		var none T
		return none, ErrCursor.At("/query/after")
	}
	return *v, nil
}

func decode(s string) (*Cursor, error) {
	raw, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return nil, err
	}
	var c Cursor
	return &c, json.Unmarshal(raw, &c)
}

func order(field string, desc bool) string {
	if desc {
		return "-" + field
	}
	return field
}

func direction(s string) (string, bool) {
	field, desc := strings.CutPrefix(s, "-")
	return field, desc
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// Next is the same query from a cursor on, for callers inside the program that walk a whole list.
func (q Query) Next(after string) (Query, error) {
	var bad fault.List
	err := q.resume(after, &bad)
	return q, err
}
