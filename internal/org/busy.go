package org

import (
	"fmt"
	"strings"

	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
)

// work is so much of one sort that would be left behind.
type work struct {
	n      int
	zh, en string
}

// remains is the work that is left, as a fault.Worded.
type remains []work

// In lists what there is.
func (r remains) In(lang string) string {
	words, comma := make([]string, len(r)), "、"
	for i, w := range r {
		words[i] = fmt.Sprintf(" %d %s", w.n, w.zh)
		if lang == "en" {
			words[i], comma = fmt.Sprintf("%d %s", w.n, w.en), ", "
		}
	}
	return strings.Join(words, comma)
}

// busy refuses while any work is left.
func busy(all ...work) error {
	var left remains
	for _, w := range all {
		if w.n > 0 {
			left = append(left, w)
		}
	}
	if len(left) == 0 {
		return nil
	}
	return errBusy.With(left)
}

// CheckDepartment notes a complaint about a department that the city does not have, or has no more.
func CheckDepartment(tx *store.Tx, bad *fault.List, pointer, id string) error {
	d, err := store.Get[Department](tx, id)
	if fault.KindOf(err) == fault.Missing {
		bad.Add(pointer, fault.NoSuch, id)
		return nil
	}
	bad.Check(err != nil || d.Active, pointer, ErrInactive, id)
	return err
}
