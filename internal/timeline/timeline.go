// Package timeline gives what happened to a project (大事记) one shape, whichever noun it comes from. A noun answers its own events with a function
// Timeline(tx, projectID) ([]timeline.Event, error); nothing here knows a noun.
package timeline

import (
	"cmp"
	"slices"
	"time"

	"zhaoyin/internal/calendar"
)

// Kind is the noun that an event belongs to.
type Kind string

// The kinds of event.
const (
	Project   Kind = "project"
	Milestone Kind = "milestone"
	Stage     Kind = "stage"
	Month     Kind = "month"
	Review    Kind = "review"
	Land      Kind = "land"
	Fund      Kind = "fund"
	Issue     Kind = "issue"
	Decision  Kind = "decision"
	Transfer  Kind = "transfer"
)

// Event is one thing that happened: on which day it took effect, when it was recorded, and by whom. The sentences are in both languages.
type Event struct {
	On      calendar.Date
	At      time.Time // UTC
	Kind    Kind
	Code    string // what happened: review.opened, land.approved
	Subject string // id of the row that it happened to
	ZH      string
	EN      string
	By      string // account
	Link    string // path of the call that shows it
}

// Title is the sentence in a language, Chinese unless "en".
func (e Event) Title(lang string) string {
	if lang == "en" {
		return e.EN
	}
	return e.ZH
}

// Sort puts events in order, the latest first; what was recorded together keeps the order of its codes.
func Sort(events []Event) {
	slices.SortStableFunc(events, func(a, b Event) int {
		return cmp.Or(cmp.Compare(b.On, a.On), b.At.Compare(a.At), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Subject, b.Subject))
	})
}
