package api

import (
	"reflect"
	"strconv"
	"strings"

	"zhaoyin/internal/fault"
)

// checkTexts holds every text of an input to what its tag cannot say, wherever it stands: where one is required, blanks are none; and what is called a name or
// a title is one line. Name and tag are those of the field that holds the value.
func checkTexts(v reflect.Value, name, tag, pointer string, bad *fault.List) {
	if field, ok := valueOf(v); ok {
		v = field
	}
	switch v.Kind() {
	case reflect.String:
		checkText(v.String(), name, tag, pointer, bad)
	case reflect.Pointer:
		if !v.IsNil() {
			checkTexts(v.Elem(), name, tag, pointer, bad)
		}
	case reflect.Slice:
		_, each, _ := strings.Cut(tag, "dive")
		for i := range v.Len() {
			checkTexts(v.Index(i), "", strings.TrimPrefix(each, ","), pointer+"/"+strconv.Itoa(i), bad)
		}
	case reflect.Struct:
		checkFields(v, pointer, bad)
	}
}

func checkFields(v reflect.Value, pointer string, bad *fault.List) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		at := pointer + "/" + escape(jsonName(f))
		switch {
		case f.Anonymous:
			at = pointer
		case !f.IsExported():
			continue
		}
		checkTexts(v.Field(i), jsonName(f), f.Tag.Get("validate"), at, bad)
	}
}

func checkText(text, name, tag, pointer string, bad *fault.List) {
	called := name == "name" || name == "title" || strings.HasSuffix(name, "Name")
	switch {
	case text != "" && fault.Words(text) == "" && hasRule(tag, "required"):
		bad.Add(pointer, fault.Required)
	case called && !fault.IsOneLine(text):
		bad.Add(pointer, fault.OneLine)
	}
}

// valueOf is the value inside a field of a merge patch.
func valueOf(v reflect.Value) (reflect.Value, bool) {
	if v.Kind() != reflect.Struct || !v.CanAddr() || !v.CanInterface() {
		return v, false
	}
	field, ok := v.Addr().Interface().(optional)
	if !ok {
		return v, false
	}
	return reflect.ValueOf(field.Target()).Elem(), true
}
