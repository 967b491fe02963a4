package page

import (
	"strconv"
	"strings"
	"time"

	"zhaoyin/internal/fault"
)

type reader struct {
	form fault.Form
	read func(Filter, string) (any, bool)
}

var readers = map[Kind]reader{
	Text:   {fault.SomeText, func(_ Filter, s string) (any, bool) { return s, s != "" && len(s) <= 200 }},
	Prefix: {fault.SomeText, func(_ Filter, s string) (any, bool) { return s, s != "" && len(s) <= 200 }},
	Choice: {fault.Form{}, func(f Filter, s string) (any, bool) { return s, contains(f.Choices, s) }},
	Int:    {fault.WholeNumber, readInt},
	Min:    {fault.WholeNumber, readInt},
	Max:    {fault.WholeNumber, readInt},
	Bool:   {fault.YesOrNo, func(_ Filter, s string) (any, bool) { return s == "true", s == "true" || s == "false" }},
	Month:  {fault.Month, layout("2006-01")},
	Date:   {fault.Day, layout("2006-01-02")},
	From:   {fault.Day, layout("2006-01-02")},
	Until:  {fault.Day, layout("2006-01-02")},
}

func readInt(_ Filter, s string) (any, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil
}

func layout(form string) func(Filter, string) (any, bool) {
	return func(_ Filter, s string) (any, bool) {
		_, err := time.Parse(form, s)
		return s, err == nil
	}
}

// single are the kinds of which one value says all: an end of a range, or yes and no.
var single = map[Kind]bool{Min: true, Max: true, From: true, Until: true, Bool: true}

// split takes a parameter's values apart at their commas; a comma of a value itself is written "\,".
func split(given string) []string {
	const held = "\x00" // stands in no parameter: Readable
	values := strings.Split(strings.ReplaceAll(given, `\,`, held), ",")
	for i, v := range values {
		values[i] = strings.ReplaceAll(v, held, ",")
	}
	return values
}

// addFilter reads a filter's values; "a,b" and repeated parameters mean "one of".
func (q *Query) addFilter(name string, f Filter, given []string, bad *fault.List) {
	if single[f.Kind] && (len(given) > 1 || strings.Contains(given[0], ",")) {
		bad.Add("/query/"+name, ErrTwice)
		return
	}
	var values []any
	for _, g := range given {
		for _, s := range split(g) {
			v, ok := readers[f.Kind].read(f, s)
			if !ok {
				bad.Add("/query/"+name, complaint(f), expected(f))
				return
			}
			values = append(values, v)
		}
	}
	q.Conditions = append(q.Conditions, Condition{Filter: f, Values: values})
}

func complaint(f Filter) *fault.Fault {
	if f.Kind == Choice {
		return fault.Choice
	}
	return fault.Shape
}

func expected(f Filter) any {
	if f.Kind == Choice {
		return strings.Join(f.Choices, ", ")
	}
	return readers[f.Kind].form
}
