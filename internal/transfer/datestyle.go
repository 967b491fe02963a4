package transfer

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// dateStyles knows which cell styles of a workbook show a number as a day, and how much of the day they show. A month typed into Excel is stored as
// its first day: only the style tells that nobody meant the first.
type dateStyles struct {
	byStyle  []shown
	from1904 bool
}

// shown is which parts of a date a number format shows.
type shown struct{ year, month, day bool }

// builtin are the number formats that a workbook need not spell out (ECMA-376 18.8.30, with the Chinese ones), by what they show.
var builtin = map[int]string{
	14: "yyyy-m-d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 22: "yyyy-m-d h:mm",
	27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy", 31: "yyyy年m月d日", 36: "yyyy年m月",
	50: "yyyy年m月", 51: "m月d日", 52: "yyyy年m月", 53: "m月d日", 54: "m月d日", 57: "yyyy年m月", 58: "m月d日",
}

func (s *dateStyles) read(f *excelize.File) {
	if f.Styles == nil || f.Styles.CellXfs == nil {
		return
	}
	codes := map[int]string{}
	if f.Styles.NumFmts != nil {
		for _, n := range f.Styles.NumFmts.NumFmt {
			codes[n.NumFmtID] = n.FormatCode
		}
	}
	for _, xf := range f.Styles.CellXfs.Xf {
		var parts shown
		if xf.NumFmtID != nil {
			code, own := codes[*xf.NumFmtID]
			if !own {
				code = builtin[*xf.NumFmtID]
			}
			parts = showing(code)
		}
		s.byStyle = append(s.byStyle, parts)
	}
}

var literal = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.|\[[^\]]*\]`)

// showing reads a number format: y, m and d outside quotes, where m is a month unless only hours and seconds stand with it.
func showing(code string) shown {
	code, _, _ = strings.Cut(strings.ToLower(literal.ReplaceAllString(code, "")), ";")
	if code == "general" {
		return shown{}
	}
	parts := shown{year: strings.ContainsAny(code, "y"), day: strings.Contains(code, "d")}
	parts.month = strings.Contains(code, "m") && (parts.year || parts.day || !strings.ContainsAny(code, "hs"))
	return parts
}

// text is what a cell of type t, style and stored value says: a day as far as its format shows it, any other number as it was typed.
func (s *dateStyles) text(t string, style int, v string) string {
	if t == "d" {
		return strings.TrimSuffix(v, "T00:00:00")
	}
	if t != "" && t != "n" {
		return v
	}
	number := typed(v)
	if style < 0 || style >= len(s.byStyle) {
		return number
	}
	parts := s.byStyle[style]
	if !parts.year && !parts.month && !parts.day {
		return number
	}
	day, ok := serialDay(number, s.from1904)
	if !ok {
		return number
	}
	return parts.write(day)
}

func (p shown) write(day time.Time) string {
	switch {
	case p.year && p.day:
		return day.Format("2006-01-02")
	case p.year && p.month:
		return day.Format("2006-01")
	case p.year:
		return day.Format("2006")
	case p.day:
		return fmt.Sprintf("%d月%d日", day.Month(), day.Day())
	}
	return fmt.Sprintf("%d月", day.Month())
}

// The serial numbers that can be days: 1900-03-01 (before it Excel counts a leap day that never was) to 2199-12-31.
const (
	firstSerial = 61
	lastSerial  = 109_574
	shift1904   = 1462
)

// serialDay is the day that a spreadsheet means by a number; hours of the day are left off.
func serialDay(number string, from1904 bool) (time.Time, bool) {
	whole, _, _ := strings.Cut(number, ".")
	n, err := strconv.Atoi(whole)
	if err != nil {
		return time.Time{}, false
	}
	if from1904 {
		n += shift1904
	}
	if n < firstSerial || n > lastSerial {
		return time.Time{}, false
	}
	return time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n), true
}
