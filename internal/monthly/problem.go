package monthly

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"zhaoyin/internal/fault"
	"zhaoyin/internal/vocabulary"
)

// The limits of what is written about a problem, in characters.
const (
	maxProblems     = 20
	maxProblemTitle = 100
	otherProblem    = "other"
)

var (
	errProblems    = fault.Define(fault.Invalid, "month.problems", "问题应为一段文字，或由类别（kind）、标题（title）、详情（detail）组成的列表。", "Problems are a text, or a list of {kind, title, detail}.")
	errTooMany     = fault.Define(fault.Invalid, "month.tooMany", "最多 %d 项。", "At most %d.")
	problemChoices = vocabulary.Options(vocabulary.IssueKind)
)

// Problem (协调事项) is something that blocks the project; each may become an issue. Kind is of the vocabulary's issueKind.
type Problem struct {
	Kind   string `json:"kind"`
	Title  string `json:"title"`
	Detail string `json:"detail"`
}

// Problems are the problems of a month. In JSON they are read from a list or from a plain text and always written as a list; nil means
// "not said", which is not the same as "none".
type Problems []Problem

// MarshalJSON writes a list, also of nothing.
func (p Problems) MarshalJSON() ([]byte, error) {
	if p == nil {
		return []byte("[]"), nil
	}
	return json.Marshal([]Problem(p))
}

// UnmarshalJSON takes a list, or a text that becomes one problem of the kind "other".
func (p *Problems) UnmarshalJSON(text []byte) error {
	text = bytes.TrimSpace(text)
	if string(text) == "null" {
		*p = nil
		return nil
	}
	if len(text) > 0 && text[0] == '"' {
		var words string
		if err := json.Unmarshal(text, &words); err != nil {
			return errProblems.With().Because(err)
		}
		*p = inWords(words)
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	list := []Problem{}
	if err := decoder.Decode(&list); err != nil {
		return errProblems.With().Because(err)
	}
	for _, problem := range list {
		if strings.ContainsRune(problem.Kind+problem.Title+problem.Detail, 0) { // PostgreSQL keeps no NUL in a text
			return errProblems.With()
		}
	}
	*p = list
	return nil
}

// inWords makes one problem of a text: a short one is its title, of a long one the beginning.
func inWords(words string) Problems {
	words = strings.TrimSpace(words)
	if words == "" {
		return Problems{}
	}
	runes := []rune(words)
	if len(runes) <= maxProblemTitle {
		return Problems{{Kind: otherProblem, Title: words}}
	}
	return Problems{{Kind: otherProblem, Title: string(runes[:maxProblemTitle-1]) + "…", Detail: words}}
}

// has is true of a place among the problems, such as "0" or "0/title".
func (p Problems) has(place string) bool {
	number, field, within := strings.Cut(place, "/")
	i, err := strconv.Atoi(number)
	there := err == nil && i >= 0 && i < len(p) && number == strconv.Itoa(i)
	return there && (!within || field == "kind" || field == "title" || field == "detail")
}

// check holds the problems to their limits; a kind that is left out is "other".
func (p Problems) check(bad *fault.List) {
	bad.Check(len(p) <= maxProblems, "/problems", errTooMany, maxProblems)
	for i := range p {
		pointer := "/problems/" + strconv.Itoa(i)
		p[i].Title, p[i].Detail = strings.TrimSpace(p[i].Title), strings.TrimSpace(p[i].Detail)
		if p[i].Kind == "" {
			p[i].Kind = otherProblem
		}
		bad.Check(vocabulary.Has(vocabulary.IssueKind, p[i].Kind), pointer+"/kind", fault.Choice, problemChoices)
		bad.Check(p[i].Title != "", pointer+"/title", fault.Required)
		checkLength(bad, pointer+"/title", p[i].Title, maxProblemTitle)
		checkLength(bad, pointer+"/detail", p[i].Detail, maxText)
	}
}
