// Package desk puts together what the nouns say each by itself: what waits for somebody (待办), and what has happened to a project (大事记).
package desk

import (
	"bytes"
	"cmp"
	"context"
	"encoding/base64"
	"slices"
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fund"
	"zhaoyin/internal/issue"
	"zhaoyin/internal/land"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/monthly"
	"zhaoyin/internal/page"
	"zhaoyin/internal/project"
	"zhaoyin/internal/review"
	"zhaoyin/internal/stage"
	"zhaoyin/internal/store"
	"zhaoyin/internal/task"
	"zhaoyin/internal/timeline"
)

// Service answers what waits and what has happened.
type Service struct{ db *store.DB }

// NewService works over the store.
func NewService(db *store.DB) *Service { return &Service{db: db} }

// waiting is the table of the nouns in which something may wait.
var waiting = []func(*store.Tx) ([]task.Item, error){monthly.Waiting, stage.Waiting, review.Waiting, land.Waiting, fund.Waiting, issue.Waiting}

// events is the table of the nouns that tell of a project.
var events = []func(*store.Tx, string) ([]timeline.Event, error){
	project.Timeline, stage.Timeline, monthly.Timeline, review.Timeline, land.Timeline, land.SupplyTimeline, fund.Timeline, issue.Timeline, meeting.Timeline,
}

// A Todo is one thing (待办) that waits for the reader.
type Todo struct {
	Kind      task.Kind     `json:"kind"`
	Subject   string        `json:"subject"` // id of the row that waits
	ProjectID string        `json:"projectId,omitempty"`
	RegionID  string        `json:"regionId,omitempty"`
	Title     string        `json:"title"` // in the reader's language
	DueOn     calendar.Date `json:"dueOn,omitempty"`
	Overdue   bool          `json:"overdue"`
	Link      string        `json:"link"` // path of the call that shows it
}

// KindCount is how many things of a kind wait.
type KindCount struct {
	Kind    task.Kind `json:"kind"`
	Count   int       `json:"count"`
	Overdue int       `json:"overdue"`
}

// Todos is what waits for the reader, the earliest due first, what has no day last; Kinds counts all of it.
type Todos struct {
	page.Of[Todo]
	Overdue int         `json:"overdue"`
	Kinds   []KindCount `json:"kinds"`
}

// Narrowing is which items a reader wants: of a kind, the overdue ones, and so many of them after a cursor; without a limit all.
type Narrowing struct {
	Kind    task.Kind
	Overdue bool
	Limit   int
	After   string
}

// Waits reads what waits for the reader; what is wanted narrows the items, never the counts.
func (s *Service) Waits(ctx context.Context, n Narrowing) (*Todos, error) {
	of := &Todos{Of: page.Of[Todo]{Items: []Todo{}}, Kinds: []KindCount{}}
	err := s.db.Read(ctx, access.TodoRead, func(tx *store.Tx) error {
		items, err := gather(tx)
		for _, i := range items {
			if i.Concerns(tx.Actor) {
				of.take(i, tx, n)
			}
		}
		return err
	})
	if err != nil {
		return of, err
	}
	return of, of.cut(n)
}

// place is where an item stands in the list, of its own: no row waits for the same thing twice.
func (t *Todo) place() string {
	return string(cmp.Or(t.DueOn, never)) + "\x00" + string(t.Kind) + "\x00" + t.Subject
}

// cut leaves the items after the cursor, no more than the limit.
func (t *Todos) cut(n Narrowing) error {
	after, err := base64.RawURLEncoding.DecodeString(n.After)
	if err != nil || n.After != "" && bytes.Count(after, []byte{0}) != 2 {
		return page.ErrCursor.At("/query/after")
	}
	first := slices.IndexFunc(t.Items, func(i Todo) bool { return i.place() > string(after) })
	if first < 0 {
		first = len(t.Items)
	}
	t.Items = t.Items[first:]
	if n.Limit == 0 || len(t.Items) <= n.Limit {
		return nil
	}
	t.Items = t.Items[:n.Limit]
	t.Next = base64.RawURLEncoding.EncodeToString([]byte(t.Items[n.Limit-1].place()))
	return nil
}

func (t *Todos) take(i task.Item, tx *store.Tx, n Narrowing) {
	late := i.Overdue(tx.Today())
	t.count(i.Kind, late)
	if n.Kind != "" && n.Kind != i.Kind || n.Overdue && !late {
		return
	}
	t.Items = append(t.Items, Todo{i.Kind, i.Subject, i.ProjectID, i.RegionID, i.Title(tx.Actor.Language), i.DueOn, late, i.Link})
}

func (t *Todos) count(kind task.Kind, late bool) {
	n := slices.IndexFunc(t.Kinds, func(k KindCount) bool { return k.Kind == kind })
	if n < 0 {
		n, t.Kinds = len(t.Kinds), append(t.Kinds, KindCount{Kind: kind})
	}
	t.Total++
	t.Kinds[n].Count++
	if late {
		t.Overdue++
		t.Kinds[n].Overdue++
	}
}

// Waiting is everything that waits for anybody, for the reminders.
func (s *Service) Waiting(ctx context.Context) ([]task.Item, error) {
	var items []task.Item
	err := s.db.Read(ctx, access.ScheduleRun, func(tx *store.Tx) error {
		var err error
		items, err = gather(tx)
		return err
	})
	return items, err
}

// gather asks every noun, and puts what is due first first.
func gather(tx *store.Tx) ([]task.Item, error) {
	var all []task.Item
	for _, ask := range waiting {
		items, err := ask(tx)
		if err != nil {
			return nil, err
		}
		all = append(all, items...)
	}
	slices.SortStableFunc(all, func(a, b task.Item) int {
		return cmp.Or(cmp.Compare(due(a), due(b)), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Subject, b.Subject))
	})
	return all, nil
}

// never is the day of what has none, after every other.
const never calendar.Date = "9999-12-31"

func due(i task.Item) calendar.Date { return cmp.Or(i.DueOn, never) }

// Event is one line of a project's timeline.
type Event struct {
	On      calendar.Date `json:"on"`
	At      time.Time     `json:"at"`
	Kind    timeline.Kind `json:"kind"`
	Code    string        `json:"code"`
	Subject string        `json:"subject"`
	Title   string        `json:"title"` // in the reader's language
	By      string        `json:"by"`
	Link    string        `json:"link"`
}

// Key tells an event from the others of its project.
func (e Event) Key() string {
	return e.Code + " " + e.Subject + " " + e.At.Format(time.RFC3339Nano)
}

// Timeline reads what has happened to a project, the latest first; kind narrows it.
func (s *Service) Timeline(ctx context.Context, projectID string, kind timeline.Kind) ([]Event, error) {
	told := []Event{}
	err := s.db.Read(ctx, access.TimelineRead, func(tx *store.Tx) error {
		if _, err := store.Get[project.Project](tx, projectID); err != nil {
			return err
		}
		var all []timeline.Event
		for _, ask := range events {
			found, err := ask(tx, projectID)
			if err != nil {
				return err
			}
			all = append(all, found...)
		}
		timeline.Sort(all)
		for _, e := range all {
			if kind == "" || kind == e.Kind {
				told = append(told, Event{e.On, e.At, e.Kind, e.Code, e.Subject, e.Title(tx.Actor.Language), e.By, e.Link})
			}
		}
		return nil
	})
	return told, err
}
