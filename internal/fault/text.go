package fault

import (
	"strings"
	"unicode"
)

// OneLine is the complaint about a name that is more than a line of plain text.
var OneLine = Define(Invalid, "oneLine", "应为一行文字，不能含换行、控制字符或改变书写方向的字符。", "Must be one line of text, without line breaks, control characters or characters that turn the direction of writing.")

// Words is a text as it is judged and kept: without blanks around it, and empty when nothing in it can be seen.
func Words(s string) string {
	seen := func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) }
	if !strings.ContainsFunc(s, seen) {
		return ""
	}
	return strings.TrimSpace(s)
}

// IsOneLine is true of a text that shows as it is written wherever it stands: without control characters, line breaks (U+2028 and U+2029 are
// two as well) and the marks that turn the direction of writing (U+202A to U+202E, U+2066 to U+2069).
func IsOneLine(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || r >= '\u2028' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
	})
}
