package api

import (
	"cmp"
	"errors"
	"reflect"
	"strconv"
	"strings"

	playground "github.com/go-playground/validator/v10"

	"zhaoyin/internal/fault"
)

// rules reads the validate tags of inputs; it names fields as the JSON does.
var rules = newRules()

func newRules() *playground.Validate {
	v := playground.New(playground.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(jsonName)
	if err := v.RegisterValidation("oneline", func(f playground.FieldLevel) bool { return fault.IsOneLine(f.Field().String()) }); err != nil {
		panic(err) // the tag's name is ours
	}
	return v
}

func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	if name == "" || name == "-" {
		return f.Name
	}
	return name
}

// checkStruct holds an input to its tags and its texts.
func checkStruct(in any) fault.List {
	if reflect.TypeOf(in).Elem().Kind() != reflect.Struct {
		return nil
	}
	var wrong fault.List
	checkTexts(reflect.ValueOf(in), "", "", "", &wrong)
	t := reflect.TypeOf(in)
	return complaints(rules.Struct(in), "", func(e playground.FieldError) string { return tagOf(t, e) }).With(wrong)
}

// checkPatch holds the fields that a patch names to their tags; an absent field has nothing to be held to.
func checkPatch(in any) fault.List {
	var bad fault.List
	rv := reflect.ValueOf(in).Elem()
	for i := range rv.NumField() {
		f := rv.Type().Field(i)
		tag := f.Tag.Get("validate")
		if tag == "" {
			continue
		}
		pointer := "/" + escape(jsonName(f))
		tagged := func(e playground.FieldError) string { return entryTag(tag, e.StructNamespace()) }
		named, ok := rv.Field(i).Addr().Interface().(interface {
			Says() (value any, set, null bool)
		})
		if !ok {
			bad = append(bad, complaints(rules.Var(rv.Field(i).Interface(), tag), pointer, tagged)...)
			continue
		}
		value, set, null := named.Says()
		switch {
		case null && hasRule(tag, "required"):
			bad.Add(pointer, fault.Required)
		case set && !null:
			bad = append(bad, complaints(rules.Var(value, tag), pointer, tagged)...)
		}
	}
	var wrong fault.List
	checkTexts(rv, "", "", "", &wrong)
	return bad.With(wrong)
}

func hasRule(tag, rule string) bool {
	for _, r := range strings.Split(tag, ",") {
		if r == rule {
			return true
		}
	}
	return false
}

// ruleOf is what a tag says after "name=", empty when it does not.
func ruleOf(tag, name string) string {
	for _, r := range strings.Split(tag, ",") {
		if value, ok := strings.CutPrefix(r, name+"="); ok {
			return value
		}
	}
	return ""
}

// complaints words what was found; tagged names the tag that a complaint comes from.
func complaints(err error, base string, tagged func(playground.FieldError) string) fault.List {
	var bad fault.List
	var found playground.ValidationErrors
	if !errors.As(err, &found) {
		return nil
	}
	for _, e := range found {
		f, args := complaint(e, tagged(e))
		bad.Add(base+pointerOf(e.Namespace()), f, args...)
	}
	return bad
}

// pointerOf turns "Registration.creditShares[0].percent" into "/creditShares/0/percent"; the first part is the type's own name.
func pointerOf(namespace string) string {
	_, path, _ := strings.Cut(namespace, ".")
	if path == "" && strings.HasPrefix(namespace, "[") {
		path = namespace
	}
	var b strings.Builder
	for _, part := range strings.FieldsFunc(path, func(r rune) bool { return r == '.' || r == '[' || r == ']' }) {
		b.WriteString("/" + escape(part))
	}
	return b.String()
}

// tagOf is the tag of the field that a complaint is about, or the part of it that an entry of a list is held to; empty when it cannot be found.
func tagOf(t reflect.Type, e playground.FieldError) string {
	tag, last := "", ""
	_, path, _ := strings.Cut(e.StructNamespace(), ".")
	for _, part := range strings.Split(path, ".") {
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Array || t.Kind() == reflect.Map {
			t = t.Elem()
		}
		name, _, _ := strings.Cut(part, "[")
		if t.Kind() != reflect.Struct {
			return ""
		}
		f, ok := t.FieldByName(name)
		if !ok {
			return ""
		}
		tag, last, t = f.Tag.Get("validate"), part, f.Type
	}
	return entryTag(tag, last)
}

// entryTag is the part of a tag that its field is held to, or behind its dive what an entry such as "conditions[2]" is.
func entryTag(tag, field string) string {
	parts := strings.Split(","+tag, ",dive")
	if depth := strings.Count(field, "["); depth < len(parts) {
		return parts[depth]
	}
	return ""
}

// complaint words what the tag demands. A tag that has no words of its own is said to have a wrong form.
func complaint(e playground.FieldError, tag string) (*fault.Fault, []any) {
	switch e.Tag() {
	case "required", "required_with", "required_without", "required_if":
		return fault.Required, nil
	case "oneline":
		return fault.OneLine, nil
	case "oneof":
		return fault.Choice, []any{strings.Join(strings.Fields(e.Param()), ", ")}
	case "min", "gte":
		return bound(e.Kind(), e.Param(), cmp.Or(ruleOf(tag, "max"), "…"))
	case "max", "lte":
		return bound(e.Kind(), cmp.Or(ruleOf(tag, "min"), lowest(e.Kind(), tag)), e.Param())
	case "len":
		return bound(e.Kind(), e.Param(), e.Param())
	case "gt":
		return bound(e.Kind(), next(e.Param(), 1), "…")
	case "lt":
		return bound(e.Kind(), lowest(e.Kind(), tag), next(e.Param(), -1))
	}
	return fault.Shape, []any{e.Tag()}
}

func bound(kind reflect.Kind, low, high string) (*fault.Fault, []any) {
	switch kind {
	case reflect.String:
		return fault.Length, []any{low, high}
	case reflect.Slice, reflect.Array, reflect.Map:
		return errCount, []any{low, high}
	}
	return fault.Range, []any{low, high}
}

var errCount = fault.Define(fault.Invalid, "count", "应有 %v 到 %v 项。", "Must have %v to %v entries.")

// lowest is the other end of a bound that names its upper one only; what must be filled has at least one.
func lowest(kind reflect.Kind, tag string) string {
	switch kind {
	case reflect.String, reflect.Slice, reflect.Array, reflect.Map:
		if hasRule(tag, "required") {
			return "1"
		}
		return "0"
	}
	return "…"
}

func next(param string, step int64) string {
	n, err := strconv.ParseInt(param, 10, 64)
	if err != nil {
		return param
	}
	return strconv.FormatInt(n+step, 10)
}
