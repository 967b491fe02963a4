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

// turns are the marks of the bidirectional algorithm, with which one name can be made to look like another, and the mark of byte order.
const turns = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"

// IsOneLine is true of a text that shows as it is written wherever it stands: without control characters, line breaks (U+2028 and U+2029 are
// two as well) and the marks that turn the direction of writing.
func IsOneLine(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp) || strings.ContainsRune(turns, r)
	})
}
