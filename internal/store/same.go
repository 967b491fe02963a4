package store

import (
	"reflect"
	"time"
)

// sameness is how two rows are compared in a column of a type: times by their instant, plain values as they are, everything else in depth.
func sameness(t reflect.Type) func(a, b reflect.Value) bool {
	if t == reflect.TypeFor[time.Time]() {
		return func(a, b reflect.Value) bool {
			return a.Addr().Interface().(*time.Time).Equal(*b.Addr().Interface().(*time.Time))
		}
	}
	switch t.Kind() {
	case reflect.String:
		return func(a, b reflect.Value) bool { return a.String() == b.String() }
	case reflect.Bool:
		return func(a, b reflect.Value) bool { return a.Bool() == b.Bool() }
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(a, b reflect.Value) bool { return a.Int() == b.Int() }
	case reflect.Pointer:
		return samePointee(sameness(t.Elem()))
	case reflect.Slice:
		return func(a, b reflect.Value) bool {
			return a.Len() == b.Len() && a.IsNil() == b.IsNil() && (a.Len() == 0 || deeply(a, b))
		}
	}
	return deeply
}

func samePointee(same func(a, b reflect.Value) bool) func(a, b reflect.Value) bool {
	return func(a, b reflect.Value) bool {
		if a.IsNil() || b.IsNil() {
			return a.IsNil() == b.IsNil()
		}
		return same(a.Elem(), b.Elem())
	}
}

func deeply(a, b reflect.Value) bool { return reflect.DeepEqual(a.Interface(), b.Interface()) }

// changed lists the columns in which two images of a row differ, bookkeeping apart.
func (p *plan) changed(old, next reflect.Value) []int {
	var all []int
	for i := range p.columns {
		c := &p.columns[i]
		if !c.house && !c.same(old.FieldByIndex(c.index), next.FieldByIndex(c.index)) {
			all = append(all, i)
		}
	}
	return all
}

// filled lists the columns in which a new row says something.
func (p *plan) filled(row reflect.Value) []int {
	var all []int
	for i := range p.columns {
		if !row.FieldByIndex(p.columns[i].index).IsZero() {
			all = append(all, i)
		}
	}
	return all
}
