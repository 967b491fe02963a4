package report

import (
	"strings"
	"unicode"
)

// cut is text of at most so many characters; what is left out is marked. It ends at the last stop beyond a third of its room, and where there is none
// at least not within a number or between a number and its unit: 0.6… would be read as 0.6.
func cut(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	room := most - 1
	for i := room; i > most/3; i-- {
		if strings.ContainsRune(stops, runes[i]) {
			return string(runes[:i]) + "…"
		}
	}
	return string(runes[:beforeNumber(runes, room)]) + "…"
}

// stops are the marks at which a text may end; those of ASCII also stand within numbers.
const stops = "。；，、：！？"

// beforeNumber is where to cut instead of at i, when that is within a number or right behind it.
func beforeNumber(runes []rune, i int) int {
	for i > 0 && numeral(runes[i-1]) {
		i--
	}
	return i
}

func numeral(r rune) bool {
	return unicode.IsDigit(r) || strings.ContainsRune(".,%-～〇零一二三四五六七八九十百千万亿", r)
}
