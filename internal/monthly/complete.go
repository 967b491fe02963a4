package monthly

import (
	"strings"
	"unicode/utf8"

	"zhaoyin/internal/fault"
)

// The limits of what a county writes, in characters.
const (
	maxText   = 2000
	maxReason = 500
)

// write takes over the words of a draft and holds them to their lengths.
func (s *Status) write(in Draft, bad *fault.List) {
	texts := []struct {
		pointer string
		given   string
		kept    *string
		most    int
	}{
		{"/progress", in.Progress, &s.Progress, maxText},
		{"/nextPlan", in.NextPlan, &s.NextPlan, maxText},
		{"/correctionReason", in.CorrectionReason, &s.CorrectionReason, maxReason},
		{"/lightReason", in.LightReason, &s.LightReason, maxReason},
	}
	for _, t := range texts {
		*t.kept = strings.TrimSpace(t.given)
		checkLength(bad, t.pointer, *t.kept, t.most)
	}
	s.NoChange, s.Confirmed = in.NoChange, in.Confirmed
}

// carry takes over the problems of a draft; with "no change" and nothing said, last month's problems and plan still stand.
func (s *Status) carry(in Draft, last *Earlier, bad *fault.List) {
	s.Problems = in.Problems
	if last != nil && in.NoChange {
		if s.Problems == nil {
			s.Problems = append(Problems{}, last.Problems...)
		}
		if s.NextPlan == "" {
			s.NextPlan = last.NextPlan
		}
	}
	if s.Problems == nil {
		s.Problems = Problems{}
	}
	s.Problems.check(bad)
}

// checkComplete is what a submission needs beyond a draft: unless nothing has changed, what happened and what comes next.
func (s *Status) checkComplete(bad *fault.List) {
	if s.NoChange {
		return
	}
	bad.Check(s.Progress != "", "/progress", fault.Required)
	bad.Check(s.NextPlan != "", "/nextPlan", fault.Required)
}

func checkLength(bad *fault.List, pointer, text string, most int) {
	bad.Check(utf8.RuneCountInString(text) <= most, pointer, fault.Length, 0, most)
}
