package meeting

import (
	"context"
	"strings"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/monthly"
	"zhaoyin/internal/period"
	"zhaoyin/internal/store"
	"zhaoyin/internal/vocabulary"
)

// Narrative is the secretariat's words for a section of a month's papers. Numbers come from the rows and are never kept here.
type Narrative struct {
	store.Row
	Month   calendar.Month `json:"month"`
	Section string         `json:"section"`
	Text    string         `json:"text"`
}

// Public lets whoever may read the meeting read its words.
func (Narrative) Public() {}

// Wording is what the secretariat writes; empty text takes the words away, and has to be said.
type Wording struct {
	Text *string `json:"text" validate:"required,max=10000"`
}

// Narratives lists the words of a month.
func (s *Service) Narratives(ctx context.Context, month calendar.Month) ([]Narrative, error) {
	var rows []Narrative
	err := s.db.Read(ctx, access.MeetingRead, func(tx *store.Tx) error {
		if _, err := period.Of(tx, month); err != nil {
			return err
		}
		var err error
		rows, err = store.All[Narrative](tx, "section", store.Where("month = ?", month))
		return err
	})
	return rows, err
}

// Word writes the words of a section while the month is open. A section that has words is changed at the version the writer saw; one without was seen at
// none, or at 0.
func (s *Service) Word(ctx context.Context, month calendar.Month, section string, seen *int64, in Wording) (*Narrative, error) {
	if !vocabulary.Has(vocabulary.Section, section) {
		return nil, fault.Choice.At("/path/key", strings.Join(vocabulary.Codes(vocabulary.Section), ", "))
	}
	var n *Narrative
	err := s.db.Write(ctx, access.MeetingEdit, func(tx *store.Tx) error {
		p, err := held(tx, month, 0)
		if err != nil {
			return err
		}
		if p.State != period.Open {
			return errClosed.With(string(month))
		}
		found, err := store.Find[Narrative](tx, store.Where("month = ? AND section = ?", month, section))
		if fault.KindOf(err) == fault.Missing {
			n = &Narrative{Month: month, Section: section, Text: *in.Text}
			if seen != nil && *seen != 0 {
				return n.Expect(*seen) // of words that nobody has written there is no other version
			}
			return store.Insert(tx, n)
		}
		if err != nil {
			return err
		}
		n = found
		if seen == nil {
			return ErrUnseen.With()
		}
		if *seen != monthly.AnyVersion && *seen != n.Version {
			return n.Expect(monthly.AnyVersion) // which no row has, so the answer is "stale"
		}
		n.Text = *in.Text
		return store.Update(tx, n)
	})
	return n, err
}

// ErrUnseen asks for the version of words that exist already.
var ErrUnseen = fault.Define(fault.Precondition, "meeting.unseen", "这一节已有文字，请在 If-Match 中带上您看到的版本号。", "The section has words already; send the version that you saw in If-Match.")

func narratives(tx *store.Tx, month calendar.Month) (map[string]string, error) {
	rows, err := store.All[Narrative](tx, "section", store.Where("month = ?", month))
	words := map[string]string{}
	for _, n := range rows {
		if n.Text != "" {
			words[n.Section] = n.Text
		}
	}
	return words, err
}

// Seed ships the default scoring formula to a database that has none.
func (s *Service) Seed(ctx context.Context) error {
	return s.db.Write(access.With(ctx, access.As("seed")), access.StoreSeed, func(tx *store.Tx) error {
		n, err := store.Count[Formula](tx)
		if err != nil || n > 0 {
			return err
		}
		f := DefaultFormula()
		return store.Insert(tx, &f)
	})
}
