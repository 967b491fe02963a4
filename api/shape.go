package api

import (
	"encoding"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"zhaoyin/internal/fault"
)

// walk compares a body with the type that it is to become and notes every difference.
type walk struct {
	body  []byte
	bad   *fault.List
	shown func(name string) bool // whether the call answers with a field of this name
}

var (
	anObject  = fault.Form{ZH: "对象 {…}", EN: "an object {…}"}
	anArray   = fault.Form{ZH: "数组 […]", EN: "an array […]"}
	aString   = fault.Form{ZH: "文字（加引号）", EN: "text in quotes"}
	anInteger = fault.Form{ZH: "整数（不加引号）", EN: "a whole number without quotes"}
	aNumber   = fault.Form{ZH: "数字（不加引号）", EN: "a number without quotes"}
	notNull   = fault.Form{ZH: "一个值（不能为 null；不填请省略此项）", EN: "a value (not null; leave the field out instead)"}
	ourForm   = fault.Form{ZH: "规定的格式", EN: "the documented form"}
)

var (
	reader     = reflect.TypeFor[json.Unmarshaler]()
	textReader = reflect.TypeFor[encoding.TextUnmarshaler]()
)

// optional is patch.Field: null, or a value of what it targets.
type optional interface{ Target() any }

func (w *walk) value(n *node, t reflect.Type, pointer string) {
	if f, ok := reflect.New(t).Interface().(optional); ok {
		if n.kind != 'n' {
			w.value(n, reflect.TypeOf(f.Target()).Elem(), pointer)
		}
		return
	}
	if t.Kind() == reflect.Pointer {
		if n.kind != 'n' {
			w.value(n, t.Elem(), pointer)
		}
		return
	}
	if reflect.PointerTo(t).Implements(reader) || reflect.PointerTo(t).Implements(textReader) {
		w.own(n, t, pointer)
		return
	}
	w.plain(n, t, pointer)
}

// own lets a type that reads itself (unit.Wan, calendar.Date, time.Time) judge its text.
func (w *walk) own(n *node, t reflect.Type, pointer string) {
	if n.kind == '"' && strings.ContainsRune(n.text, 0) {
		w.bad.Add(pointer, errNUL)
		return
	}
	err := json.Unmarshal(n.raw(w.body), reflect.New(t).Interface())
	if err == nil && n.kind != 'n' {
		return
	}
	found, planned := fault.Find(err)
	switch {
	case n.kind == 'n':
		w.bad.Add(pointer, fault.Shape, notNull)
	case !planned:
		w.bad.Add(pointer, fault.Shape, ourForm)
	case len(found.Fields) > 0:
		for _, f := range found.Fields {
			w.bad.Add(pointer+f.Pointer, f.Fault, f.Args...)
		}
	default:
		w.bad.Add(pointer, found.Fault, found.Args...)
	}
}

func (w *walk) plain(n *node, t reflect.Type, pointer string) {
	want, ok := expected(n, t)
	if !ok {
		if n.kind == 'n' {
			want = notNull
		}
		w.bad.Add(pointer, fault.Shape, want)
		return
	}
	switch {
	case n.kind == '"' && strings.ContainsRune(n.text, 0):
		w.bad.Add(pointer, errNUL)
	case t.Kind() == reflect.Struct:
		w.object(n, t, pointer)
	case t.Kind() == reflect.Slice || t.Kind() == reflect.Array:
		for i, item := range n.members {
			w.value(item, t.Elem(), pointer+"/"+strconv.Itoa(i))
		}
	case t.Kind() == reflect.Map:
		w.table(n, t, pointer)
	}
}

// expected says what JSON a Go type takes, and whether the node is that.
func expected(n *node, t reflect.Type) (fault.Form, bool) {
	switch t.Kind() {
	case reflect.Struct, reflect.Map:
		return anObject, n.kind == '{'
	case reflect.Slice, reflect.Array:
		return anArray, n.kind == '['
	case reflect.String:
		return aString, n.kind == '"'
	case reflect.Bool:
		return fault.YesOrNo, n.kind == 't'
	case reflect.Float32, reflect.Float64:
		_, err := strconv.ParseFloat(n.text, t.Bits())
		return aNumber, n.kind == '0' && err == nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		_, err := strconv.ParseInt(n.text, 10, t.Bits())
		return anInteger, n.kind == '0' && err == nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		_, err := strconv.ParseUint(n.text, 10, t.Bits())
		return anInteger, n.kind == '0' && err == nil
	}
	return ourForm, t.Kind() == reflect.Interface
}

func (w *walk) object(n *node, t reflect.Type, pointer string) {
	fields := fieldsOf(t)
	seen := map[string]bool{}
	for i, name := range n.names {
		at := pointer + "/" + escape(name)
		field, known := fields[name]
		switch {
		case seen[name]:
			w.bad.Add(at, errTwice, name)
		case known:
			w.member(n.members[i], field, at)
		default:
			w.unknown(name, at, fields)
		}
		seen[name] = true
	}
}

// member is a value with what its field's tag says of being there. Null ≠ absent ≠ zero, but the tags of an input that has been read see only its zero.
func (w *walk) member(n *node, f reflect.StructField, at string) {
	rule := f.Tag.Get("validate")
	_, mayBeNull := reflect.New(f.Type).Interface().(optional)
	mayBeNull = mayBeNull || f.Type.Kind() == reflect.Pointer
	if !hasRule(rule, "required") {
		w.value(n, f.Type, at)
		return
	}
	if n.kind == 'n' && !mayBeNull {
		w.bad.Add(at, fault.Required) // it cannot be left out instead
		return
	}
	before := len(*w.bad)
	w.value(n, f.Type, at)
	if len(*w.bad) == before && n.isZero() && f.Type.Kind() != reflect.Pointer {
		w.bad.Add(at, fault.Range, least(f.Type, rule), most(rule))
	}
}

// isZero is true of a number that is nought, however it is written.
func (n *node) isZero() bool {
	v, err := strconv.ParseFloat(n.text, 64)
	return n.kind == '0' && err == nil && v == 0
}

// least is the smallest number that a field takes which may not be nought: what its tag says, else the first step of its type.
func least(t reflect.Type, rule string) string {
	if low := ruleOf(rule, "min"); low != "" {
		return low
	}
	if json.Unmarshal([]byte("0.01"), reflect.New(t).Interface()) == nil {
		return "0.01"
	}
	return "1"
}

func most(rule string) string {
	if high := ruleOf(rule, "max"); high != "" {
		return high
	}
	return "…"
}

func (w *walk) unknown(name, at string, fields map[string]reflect.StructField) {
	for right := range fields {
		if equalFold(right, name) {
			w.bad.Add(at, errCase, name, right)
			return
		}
	}
	if at == "/"+escape(name) && w.shown(name) {
		w.bad.Add(at, fault.Fixed)
		return
	}
	w.bad.Add(at, fault.Unknown, name)
}

func (w *walk) table(n *node, t reflect.Type, pointer string) {
	seen := map[string]bool{}
	for i, name := range n.names {
		at := pointer + "/" + escape(name)
		if seen[name] {
			w.bad.Add(at, errTwice, name)
			continue
		}
		seen[name] = true
		w.value(n.members[i], t.Elem(), at)
	}
}

var shapes sync.Map // reflect.Type -> map[string]reflect.StructField

// fieldsOf is the JSON names of a struct with their types, those of embedded structs included.
func fieldsOf(t reflect.Type) map[string]reflect.StructField {
	if known, ok := shapes.Load(t); ok {
		return known.(map[string]reflect.StructField)
	}
	fields := map[string]reflect.StructField{}
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && name == "" && f.Type.Kind() == reflect.Struct:
			for inner, it := range fieldsOf(f.Type) {
				fields[inner] = it
			}
		case !f.IsExported() || name == "-":
		case name == "":
			fields[f.Name] = f
		default:
			fields[name] = f
		}
	}
	shapes.Store(t, fields)
	return fields
}
