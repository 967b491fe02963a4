package fault

import (
	"strings"
	"unicode"
)

// Line refuses a name with more in it than one line of text: a control character, a break, or a mark that turns the direction of what follows, with which
// one name can be made to look like another.
var Line = Define(Invalid, "line", "应为一行文字，不含换行、控制字符和改变书写方向的字符。", "Must be one line of text, without breaks, control characters and marks that change its direction.")

// turns are the marks of the bidirectional algorithm, and the mark of byte order, which nobody sees.
const turns = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"

// OneLine is true of text that is one line and looks as what it is.
func OneLine(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool {
		return unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp) || strings.ContainsRune(turns, r)
	}) < 0
}
