// Package fault holds the failures that a caller can act on. A rule declares its fault beside itself with Define; api/problem.go alone
// turns a Kind into an HTTP status. Everything that is not a fault is a bug or an outage and is answered as a bare 500.
package fault

import (
	"errors"
	"fmt"
	"sort"
	"sync"
)

// Kind says what the caller can do about a failure.
type Kind uint8

// The kinds, from "mend your input" to "try again later".
const (
	Invalid      Kind = iota + 1 // a field breaks a rule: mend it
	Anonymous                    // nobody is signed in
	Forbidden                    // this role never may
	Missing                      // not there, or out of reach: the same answer for both
	Conflict                     // the present state refuses it
	Stale                        // somebody else changed the row first
	Precondition                 // If-Match is required
	TooLarge                     // the body or file is beyond the limit
	Unsupported                  // wrong content type or method
	Limited                      // too many attempts: wait
	Busy                         // the queue is full: try again
	Full                         // no space left on the disk
)

// Fault is one declared failure. Code is stable ("land.exhausted") and doubles as its page under /problems.
type Fault struct {
	Kind Kind
	Code string
	ZH   string // sentence with fmt verbs, for zh-CN
	EN   string // the same sentence in English, verbs in the same order
}

var catalogue = struct {
	sync.Mutex
	byCode map[string]*Fault
}{byCode: map[string]*Fault{}}

// Define declares a fault at package level. A code declared twice is a programming error and panics at start.
func Define(kind Kind, code, zh, en string) *Fault {
	catalogue.Lock()
	defer catalogue.Unlock()
	if _, dup := catalogue.byCode[code]; dup {
		panic("fault declared twice: " + code)
	}
	f := &Fault{Kind: kind, Code: code, ZH: zh, EN: en}
	catalogue.byCode[code] = f
	return f
}

// All lists every declared fault by code, for the /problems catalogue.
func All() []*Fault {
	catalogue.Lock()
	defer catalogue.Unlock()
	all := make([]*Fault, 0, len(catalogue.byCode))
	for _, f := range catalogue.byCode {
		all = append(all, f)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].Code < all[j].Code })
	return all
}

// Lookup finds a declared fault by its code.
func Lookup(code string) (*Fault, bool) {
	catalogue.Lock()
	defer catalogue.Unlock()
	f, ok := catalogue.byCode[code]
	return f, ok
}

// Error makes a bare fault usable as an error and as a target of errors.Is.
func (f *Fault) Error() string { return f.Code }

// With makes an occurrence of the fault whose sentence is filled with args.
func (f *Fault) With(args ...any) *Error { return &Error{Fault: f, Args: args} }

// Sentence is the fault's text in a language ("en", anything else is Chinese) filled with args.
func (f *Fault) Sentence(lang string, args ...any) string {
	text := f.ZH
	if lang == "en" {
		text = f.EN
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, localize(lang, args)...)
}

// Worded is an argument that reads differently in each language, for example the label of a choice.
type Worded interface{ In(lang string) string }

func localize(lang string, args []any) []any {
	out := make([]any, len(args))
	for i, a := range args {
		if w, ok := a.(Worded); ok {
			a = w.In(lang)
		}
		out[i] = a
	}
	return out
}

// Error is one occurrence of a fault.
type Error struct {
	Fault  *Fault
	Args   []any
	Fields []Field        // complaints about fields, all at once
	Extra  map[string]any // further members of the problem, such as the current version
	Cause  error          // for the log, never for the caller
}

// Error is the line for the log.
func (e *Error) Error() string {
	s := e.Fault.Code + ": " + e.Fault.Sentence("en", e.Args...)
	for _, f := range e.Fields {
		s += "; " + f.Pointer + " " + f.Fault.Sentence("en", f.Args...)
	}
	if e.Cause != nil {
		s += ": " + e.Cause.Error()
	}
	return s
}

// Unwrap gives the cause to errors.Is and errors.As.
func (e *Error) Unwrap() error { return e.Cause }

// Is lets errors.Is(err, errExhausted) hold for an occurrence of errExhausted.
func (e *Error) Is(target error) bool {
	f, ok := target.(*Fault)
	return ok && f == e.Fault
}

// Because keeps the cause for the log.
func (e *Error) Because(cause error) *Error { e.Cause = cause; return e }

// Note adds a member to the problem document.
func (e *Error) Note(key string, value any) *Error {
	if e.Extra == nil {
		e.Extra = map[string]any{}
	}
	e.Extra[key] = value
	return e
}

// Find gives the fault occurrence inside err, making one of a bare *Fault.
func Find(err error) (*Error, bool) {
	if err == nil {
		return nil, false
	}
	var e *Error
	if errors.As(err, &e) {
		return e, true
	}
	var f *Fault
	if errors.As(err, &f) {
		return &Error{Fault: f}, true
	}
	return nil, false
}

// KindOf is the kind of the fault inside err, 0 when there is none.
func KindOf(err error) Kind {
	if e, ok := Find(err); ok {
		return e.Fault.Kind
	}
	return 0
}
