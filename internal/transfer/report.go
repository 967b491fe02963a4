package transfer

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"zhaoyin/internal/fault"
)

// Outcome says what an import does, or in a dry run would do, with a row.
type Outcome string

// The outcomes. A row that is read but not yet compared with what is registered has none.
const (
	Create    Outcome = "create"
	Update    Outcome = "update"
	Unchanged Outcome = "unchanged"
	Skip      Outcome = "skip"  // not a project: a total, a note, a heading again
	Failed    Outcome = "error" // its messages say why
	Open      Outcome = ""      // not decided yet
)

// Severity tells a message that keeps its row out from one that does not.
type Severity string

// The severities.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// Message is what is said about one cell, or about its row as a whole (then Column is empty). Code is stable and has a page under /problems.
type Message struct {
	Column   string   `json:"column,omitempty"` // letter, as the sheet shows it
	Field    string   `json:"field,omitempty"`  // JSON name in the API
	Severity Severity `json:"severity"`
	Code     string   `json:"code"`
	Text     string   `json:"text"`             // Chinese as kept, in the reader's language as answered
	TextEN   string   `json:"textEn,omitempty"` // as kept; In takes it away
	Original string   `json:"original,omitempty"`
	Taken    string   `json:"taken,omitempty"`
	TakenEN  string   `json:"takenEn,omitempty"` // as kept, where it differs; In takes it away
}

// Change is one fact that a row changes of a project that is known. Before is empty of what was not known.
type Change struct {
	Field   string `json:"field"`             // JSON name in the API
	Label   string `json:"label"`             // Chinese as kept, in the reader's language as answered
	LabelEN string `json:"labelEn,omitempty"` // as kept; In takes it away
	Before  string `json:"before"`
	After   string `json:"after"`
}

// RowResult is what became of one row.
type RowResult struct {
	Row      int       `json:"row"` // number in the file, from 1
	Outcome  Outcome   `json:"outcome"`
	Name     string    `json:"name"`
	RegionID string    `json:"regionId"`
	Key      string    `json:"key"` // region and name, as compared with what is registered
	Messages []Message `json:"messages"`

	ProjectID string   `json:"projectId,omitempty"` // of the project that it matches, or has become
	Code      string   `json:"code,omitempty"`      // of that project
	Changes   []Change `json:"changes,omitempty"`   // of a row that updates
}

// Tally counts rows by outcome, for the file or for one region.
type Tally struct {
	RegionID  string `json:"regionId,omitempty"`
	Rows      int    `json:"rows"`
	Create    int    `json:"create"`
	Update    int    `json:"update"`
	Unchanged int    `json:"unchanged"`
	Skip      int    `json:"skip"`
	Error     int    `json:"error"`
	Warnings  int    `json:"warnings"` // rows that go in with at least one warning
}

// Report is the account of an import, row by row and cell by cell. It is kept with the import and answered as it is.
type Report struct {
	Kind           string          `json:"kind"`
	Format         Format          `json:"format"`
	Sheet          string          `json:"sheet"`
	HeaderRow      int             `json:"headerRow"`
	Sheets         []SheetInfo     `json:"sheets"` // of a workbook; a report from before they were told has none
	IgnoredColumns []IgnoredColumn `json:"ignoredColumns"`
	Messages       []Message       `json:"messages"` // about the file as a whole
	Total          Tally           `json:"total"`
	Regions        []Tally         `json:"regions"`
	Rows           []RowResult     `json:"rows"`
}

// NewReport counts the rows. Rows without a known region appear in the total only.
func NewReport(kind string, s *Sheet, headerRow int, ignored []IgnoredColumn, rows []RowResult) Report {
	r := Report{Kind: kind, Format: s.Format, Sheet: s.Name, HeaderRow: headerRow, IgnoredColumns: ignored, Rows: rows, Regions: []Tally{}}
	r.Sheets, r.Messages = append([]SheetInfo{}, s.Sheets...), []Message{}
	regions := map[string]*Tally{}
	for _, row := range rows {
		r.Total.add(row)
		if row.RegionID == "" {
			continue
		}
		if regions[row.RegionID] == nil {
			regions[row.RegionID] = &Tally{RegionID: row.RegionID}
		}
		regions[row.RegionID].add(row)
	}
	for _, t := range regions {
		r.Regions = append(r.Regions, *t)
	}
	slices.SortFunc(r.Regions, func(a, b Tally) int { return strings.Compare(a.RegionID, b.RegionID) })
	return r
}

func (t *Tally) add(row RowResult) {
	t.Rows++
	switch row.Outcome {
	case Create:
		t.Create++
	case Update:
		t.Update++
	case Unchanged:
		t.Unchanged++
	case Skip:
		t.Skip++
		return
	case Failed:
		t.Error++
		return
	}
	if len(row.Messages) > 0 {
		t.Warnings++
	}
}

// In is the report in a language ("en", anything else is Chinese).
func (r Report) In(lang string) Report {
	r.Sheets, r.Messages = append([]SheetInfo{}, r.Sheets...), messagesIn(r.Messages, lang)
	r.Rows = slices.Clone(r.Rows)
	for i := range r.Rows {
		r.Rows[i].Messages = messagesIn(r.Rows[i].Messages, lang)
		r.Rows[i].Changes = changesIn(r.Rows[i].Changes, lang)
	}
	return r
}

func messagesIn(messages []Message, lang string) []Message {
	messages = append([]Message{}, messages...)
	for i := range messages {
		m := &messages[i]
		if lang == "en" {
			m.Text, m.Taken = m.TextEN, cmp.Or(m.TakenEN, m.Taken)
		}
		m.TextEN, m.TakenEN = "", ""
	}
	return messages
}

func changesIn(changes []Change, lang string) []Change {
	changes = slices.Clone(changes)
	for i := range changes {
		if lang == "en" {
			changes[i].Label = changes[i].LabelEN
		}
		changes[i].LabelEN = ""
	}
	return changes
}

// change notes what the row changes of its project.
func (r *RowResult) change(field, before, after string) {
	r.Changes = append(r.Changes, Change{
		Field: field, Label: Label(field, "zh"), LabelEN: Label(field, "en"), Before: shortened(before), After: shortened(after),
	})
}

// drop takes warnings about a field back that another message says better.
func (r *RowResult) drop(field string, faults ...*fault.Fault) {
	r.Messages = slices.DeleteFunc(r.Messages, func(m Message) bool {
		return m.Field == field && slices.ContainsFunc(faults, func(f *fault.Fault) bool { return m.Code == f.Code })
	})
}

// failed says whether there is an error about a field.
func (r *RowResult) failed(field string) bool {
	return slices.ContainsFunc(r.Messages, func(m Message) bool { return m.Field == field && m.Severity == Error })
}

// Warn adds a warning about a field; the column is empty when the file has none for it.
func (r *RowResult) Warn(column, field, original string, n Note) {
	r.say(Warning, Message{Column: column, Field: field, Original: original, Taken: n.Taken, TakenEN: n.TakenEN}, n.Fault, n.Args)
}

// Fail adds an error and settles the row's outcome. Every complaint of a fault about several fields becomes a message of its own. An error that is no
// fault is a bug or an outage, not the row's: it is given back.
func (r *RowResult) Fail(column, field, original string, err error) error {
	var e *fault.Error
	if !errors.As(err, &e) {
		return err
	}
	r.Outcome = Failed
	if len(e.Fields) == 0 {
		r.say(Error, Message{Column: column, Field: field, Original: original}, e.Fault, e.Args)
		return nil
	}
	for _, f := range e.Fields {
		r.say(Error, Message{Column: column, Field: fieldOf(f.Pointer, field), Original: original}, f.Fault, f.Args)
	}
	return nil
}

// fieldOf is the field that a JSON pointer names: "/enterprise/name" is "enterprise.name".
func fieldOf(pointer, otherwise string) string {
	if pointer == "" {
		return otherwise
	}
	return strings.ReplaceAll(strings.TrimPrefix(pointer, "/"), "/", ".")
}

// longestOriginal is how much of a cell a message repeats.
const longestOriginal = 200

func (r *RowResult) say(severity Severity, m Message, f *fault.Fault, args []any) {
	m.Severity, m.Code = severity, f.Code
	m.Text, m.TextEN = f.Sentence("zh", args...), f.Sentence("en", args...)
	m.Original = shortened(m.Original)
	r.Messages = append(r.Messages, m)
}

func shortened(text string) string {
	if long := []rune(text); len(long) > longestOriginal {
		return string(long[:longestOriginal]) + "…"
	}
	return text
}
