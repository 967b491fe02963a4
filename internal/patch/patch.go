// Package patch tells the three things that a JSON merge patch (RFC 7396) can say of a field: nothing, null, or a value.
package patch

import "encoding/json"

// Field is one field of a merge patch. Absent, it is the zero Field; null ≠ absent ≠ zero.
type Field[T any] struct {
	Set   bool // the patch names the field
	Null  bool // and says null
	Value T
}

// Of is a patch that sets a value, for callers inside the program.
func Of[T any](v T) Field[T] { return Field[T]{Set: true, Value: v} }

// UnmarshalJSON is called only for a field that the patch names.
func (f *Field[T]) UnmarshalJSON(text []byte) error {
	f.Set = true
	if string(text) == "null" {
		f.Null = true
		return nil
	}
	return json.Unmarshal(text, &f.Value)
}

// Into puts the field's value where it belongs; null empties it, an absent field leaves it alone.
func (f Field[T]) Into(target *T) {
	if f.Set {
		*target = f.Value
	}
}

// IntoOptional is Into for a fact that may be unknown: null makes it unknown.
func (f Field[T]) IntoOptional(target **T) {
	switch {
	case f.Null:
		*target = nil
	case f.Set:
		v := f.Value
		*target = &v
	}
}

// Target is where a value is read into, so that a strict reader knows the type behind the field.
func (f *Field[T]) Target() any { return &f.Value }

// Says is the field without its type: its value, whether the patch names it, and whether it says null.
func (f *Field[T]) Says() (value any, set, null bool) { return f.Value, f.Set, f.Null }
