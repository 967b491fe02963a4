package document

import (
	"strconv"
	"strings"
)

// Numbering counts headings of the four levels of GB/T 9704-2012 7.3.3. The zero Numbering stands before the first heading.
type Numbering struct {
	counts [4]int
}

// Title is the heading's text with its number; a level outside 1 to 4 counts as the nearest one. A higher heading starts the lower ones again.
func (n *Numbering) Title(h Heading) string {
	text := Clean(h.Text)
	if h.Unnumbered {
		return text
	}
	level := min(max(h.Level, 1), len(n.counts)) - 1
	n.counts[level]++
	clear(n.counts[level+1:])
	count := n.counts[level]
	switch level {
	case 0:
		return Chinese(count) + "、" + text
	case 1:
		return "（" + Chinese(count) + "）" + text
	case 2:
		return strconv.Itoa(count) + "．" + text
	default:
		return "（" + strconv.Itoa(count) + "）" + text
	}
}

// Chinese writes 1 to 99 in Chinese numerals (十二, 二十); other numbers in digits.
func Chinese(n int) string {
	if n < 1 || n > 99 {
		return strconv.Itoa(n)
	}
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	var b strings.Builder
	if n >= 20 {
		b.WriteString(digits[n/10])
	}
	if n >= 10 {
		b.WriteString("十")
	}
	b.WriteString(digits[n%10])
	return b.String()
}
