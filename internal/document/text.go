package document

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean is text that every format can hold: valid UTF-8 without control characters (XML 1.0 forbids them) and without the marks that turn the
// direction of writing, which make a name look like another. A line feed stays, a tab becomes a space.
func Clean(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case r == '\r':
			return '\n'
		case r == utf8.RuneError, unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), unicode.Is(unicode.Noncharacter_Code_Point, r):
			return -1
		default:
			return r
		}
	}, s)
}

// TextWidth is the width of the longest line of s in half-width columns: a Chinese character or punctuation mark takes two, a digit or letter one, a
// combining mark none.
func TextWidth(s string) int {
	longest := 0
	for line := range strings.Lines(s) {
		width := 0
		for _, r := range strings.TrimSuffix(line, "\n") {
			width += runeWidth(r)
		}
		longest = max(longest, width)
	}
	return longest
}

// LinesOf is how many lines text takes in a column of so many half-width characters.
func LinesOf(text string, width int) int {
	lines := 0
	for line := range strings.SplitSeq(text, "\n") {
		lines += max((TextWidth(line)+width-1)/width, 1)
	}
	return lines
}

const (
	firstWide     = 0x2010 // dashes and quotation marks, which Chinese fonts draw full width, and everything after
	halfKanaFirst = 0xFF61
	halfKanaLast  = 0xFFDC
)

func runeWidth(r rune) int {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Variation_Selector):
		return 0
	case r < firstWide, r >= halfKanaFirst && r <= halfKanaLast:
		return 1
	default:
		return 2
	}
}
