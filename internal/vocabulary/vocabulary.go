// Package vocabulary is every choice list of the API with its labels: the code that clients exchange, and the Chinese and English words that people
// read, in the glossary's spelling. Pages, papers, sheets and faults all take their words from here, so a thing has one name everywhere.
// The lists are part of the program; what a city edits (regions, departments, chains) is a table instead.
package vocabulary

import (
	"slices"
	"strings"
)

// Choice is one code of a list. Order begins at 1 and is the order in which people expect to read the list.
type Choice struct {
	Code  string `json:"code"`
	ZH    string `json:"zh"`
	EN    string `json:"en"`
	Order int    `json:"order"`
}

// In is the choice's word in a language, Chinese unless "en".
func (c Choice) In(lang string) string {
	if lang == "en" {
		return c.EN
	}
	return c.ZH
}

// parts are the table of lists, which is too long for one file.
var parts = []map[string][]Choice{lists, desk, trail}

// Lists is every choice list by name, a fresh copy.
func Lists() map[string][]Choice {
	all := map[string][]Choice{}
	for _, part := range parts {
		for name, choices := range part {
			all[name] = slices.Clone(choices)
		}
	}
	return all
}

// Codes is the codes of a list in their order; none for a list that does not exist.
func Codes(list string) []string {
	all := of(list)
	codes := make([]string, 0, len(all))
	for _, c := range all {
		codes = append(codes, c.Code)
	}
	return codes
}

// Has says whether the list has the code.
func Has(list, code string) bool {
	_, ok := find(list, code)
	return ok
}

// Label is the word of a code in a language. A code that is not in the list is given back as it is: an old row must still be shown.
func Label(list, code, lang string) string {
	if c, ok := find(list, code); ok {
		return c.In(lang)
	}
	return code
}

// Word is a code with its list, for a sentence that is written in the reader's language; it is a fault.Worded.
type Word struct{ List, Code string }

// Of is the word of a code, to be put into a fault.
func Of(list, code string) Word { return Word{List: list, Code: code} }

// In is the word in a language.
func (w Word) In(lang string) string { return Label(w.List, w.Code, lang) }

// Options names every choice of a list with its code, for a fault that says what is allowed; it is a fault.Worded.
type Options string

// In is the choices in a language: "signed（签约）、landed（落地）" or "signed (Signed), landed (Landed)".
func (o Options) In(lang string) string {
	open, shut, comma := "（", "）", "、"
	if lang == "en" {
		open, shut, comma = " (", ")", ", "
	}
	var words []string
	for _, c := range of(string(o)) {
		words = append(words, c.Code+open+c.In(lang)+shut)
	}
	return strings.Join(words, comma)
}

func of(list string) []Choice {
	for _, part := range parts {
		if choices, ok := part[list]; ok {
			return choices
		}
	}
	return nil
}

func find(list, code string) (Choice, bool) {
	for _, c := range of(list) {
		if c.Code == code {
			return c, true
		}
	}
	return Choice{}, false
}
