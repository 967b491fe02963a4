package stage

import (
	"strings"

	"zhaoyin/internal/fault"
	"zhaoyin/internal/project"
	"zhaoyin/internal/vocabulary"
)

func named(s project.Stage) fault.Worded { return vocabulary.Of(vocabulary.Stage, string(s)) }

// wordedList is a list of terms joined as each language joins them.
type wordedList []fault.Worded

// In implements fault.Worded.
func (l wordedList) In(lang string) string {
	words := make([]string, len(l))
	for i, w := range l {
		words[i] = w.In(lang)
	}
	if lang == "en" {
		return strings.Join(words, ", ")
	}
	return strings.Join(words, "、")
}

// eitherName is "either of these" in words.
type eitherName []project.EvidenceKind

// In implements fault.Worded.
func (e eitherName) In(lang string) string {
	words := make([]string, len(e))
	for i, kind := range e {
		words[i] = vocabulary.Label(vocabulary.EvidenceKind, string(kind), lang)
	}
	if lang == "en" {
		return strings.Join(words, " or ")
	}
	return strings.Join(words, "或")
}

func evidenceNames(kinds []project.EvidenceKind) fault.Worded { return eitherName(kinds) }
