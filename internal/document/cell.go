package document

import (
	"strconv"
	"strings"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/unit"
)

// Kind is what a cell holds, and in a Column how it is shown.
type Kind int

// Amounts of money are stored in 万元; a column of KindYi shows them in 亿元 with two decimals. Neither units nor thousands separators are
// written into cells, as in official papers: the titles name the unit.
const (
	KindText  Kind = iota
	KindInt        // a count: 12
	KindWan        // an amount shown in 万元: 149600
	KindYi         // an amount shown in 亿元: 14.96
	KindMu         // an area in 亩: 120.50
	KindRatio      // a percentage whose title says %, a plot ratio, a score: 62.35
	KindDate       // a day: 2022-04-12
)

// stored is the kind of the cells in a column of this kind.
func (k Kind) stored() Kind {
	if k == KindYi {
		return KindWan
	}
	return k
}

// Numeric says whether cells of the kind can be added up.
func (k Kind) Numeric() bool { return k != KindText && k != KindDate }

// places is how many decimals a cell shows, and digits how many the stored integer has.
func (k Kind) places() int {
	switch k {
	case KindYi, KindMu, KindRatio:
		return 2
	default:
		return 0
	}
}

func (k Kind) digits() int {
	switch k {
	case KindYi:
		return 4
	case KindMu, KindRatio:
		return 2
	default:
		return 0
	}
}

// Format is the number format of the spreadsheet world which shows a value as Show does.
func (k Kind) Format() string {
	switch {
	case k == KindDate:
		return "yyyy-mm-dd"
	case k == KindText:
		return "@"
	case k.places() > 0:
		return "0." + strings.Repeat("0", k.places())
	default:
		return "0"
	}
}

// Cell is one value in a table or in a chart's series. The zero Cell is empty.
type Cell struct {
	Kind  Kind // never KindYi: money is stored as KindWan
	Text  string
	Value int64  // of the kind's unit: 万元, hundredths of 亩, hundredths of a ratio
	Ref   string // where the figure comes from, such as the row's id; carried into html
}

// Text is a cell of words. Whatever they begin with, no writer lets them become a formula.
func Text(s string) Cell { return Cell{Text: s} }

// Int is a count.
func Int(n int64) Cell { return Cell{Kind: KindInt, Value: n} }

// Wan is an amount of money; the column decides between 万元 and 亿元.
func Wan(w unit.Wan) Cell { return Cell{Kind: KindWan, Value: int64(w)} }

// Mu is an area.
func Mu(m unit.Mu) Cell { return Cell{Kind: KindMu, Value: int64(m)} }

// Ratio is a percentage or another number of two decimals.
func Ratio(r unit.Ratio) Cell { return Cell{Kind: KindRatio, Value: int64(r)} }

// Day is a date; no date is an empty cell.
func Day(d calendar.Date) Cell {
	if d == "" {
		return Cell{}
	}
	return Cell{Kind: KindDate, Text: string(d)}
}

// From is the cell with the place that its figure comes from.
func (c Cell) From(ref string) Cell {
	c.Ref = ref
	return c
}

// Empty says whether there is nothing to show.
func (c Cell) Empty() bool { return c.Kind == KindText && c.Text == "" }

// Show is the text that a reader sees in a column of this kind, the same in every format. Amounts in 亿元 are rounded as unit.Wan.YiShown says.
func (c Cell) Show(as Kind) string {
	switch c.Kind {
	case KindText, KindDate:
		return Clean(c.Text)
	case KindWan:
		if as == KindYi {
			return unit.Wan(c.Value).YiShown()
		}
	case KindMu, KindRatio:
		return decimal(c.Value, 2)
	}
	return strconv.FormatInt(c.Value, 10)
}

// Format is the number format of the spreadsheet world which shows the cell as Show does.
func (c Cell) Format(as Kind) string {
	if _, decimals, _ := strings.Cut(c.Show(as), "."); c.Kind == KindWan && len(decimals) > as.places() {
		return "0." + strings.Repeat("0", len(decimals))
	}
	return as.Format()
}

// Number is the whole value as a plain decimal without trailing zeros, for formats that keep a number behind what they show: 123456 万元 in a column of
// 亿元 is 12.3456. It is empty for text and dates.
func (c Cell) Number(as Kind) string {
	if !c.Kind.Numeric() {
		return ""
	}
	number := decimal(c.Value, as.digits())
	if strings.Contains(number, ".") {
		number = strings.TrimRight(strings.TrimRight(number, "0"), ".")
	}
	return number
}

// decimal writes v, scaled by 10^places.
func decimal(v int64, places int) string {
	sign := ""
	digits := strconv.FormatInt(v, 10)
	if v < 0 {
		sign, digits = "-", digits[1:]
	}
	if places == 0 {
		return sign + digits
	}
	if missing := places + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	return sign + digits[:len(digits)-places] + "." + digits[len(digits)-places:]
}
