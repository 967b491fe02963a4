package stage

import (
	"slices"
	"strings"

	"zhaoyin/internal/calendar"
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

// demand is a condition of a review with its day.
type demand struct {
	text  string
	dueOn calendar.Date
}

// In implements fault.Worded.
func (d demand) In(lang string) string {
	if lang == "en" {
		return d.text + " (due " + string(d.dueOn) + ")"
	}
	return d.text + "（期限" + string(d.dueOn) + "）"
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

// particulars is a line of evidence with what it has to have.
type particulars struct {
	oneOf []project.EvidenceKind
	to    project.Stage
}

// In implements fault.Worded.
func (p particulars) In(lang string) string {
	zh, en := "", ""
	switch {
	case slices.Contains(p.oneOf, numbered[p.to]):
		zh, en = "（写明编号或上传文件）", " (with its number or its file)"
	case slices.Contains(p.oneOf, filed[p.to]):
		zh, en = "（上传文件）", " (with its file)"
	}
	if lang == "en" {
		return eitherName(p.oneOf).In(lang) + en
	}
	return eitherName(p.oneOf).In(lang) + zh
}
