package transfer

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
)

var (
	errNoSuchDay = fault.Define(fault.Invalid, "import.noSuchDay", "没有这一天：%s。", "There is no such day: %s.")

	warnImprecise  = fault.Define(fault.Invalid, "import.imprecise", "“%s”没有确切的日期，只记为 %s，不作为节点日期。", "“%s” names no exact day; kept as %s, not used as a milestone's day.")
	warnUndated    = fault.Define(fault.Invalid, "import.undated", "“%s”中没有可用的日期，未取。", "“%s” holds no usable date; nothing was taken.")
	warnPlanned    = fault.Define(fault.Invalid, "import.planned", "“%s”含有计划或预计，不是已发生的日期，未取。", "“%s” speaks of a plan, not of what happened; nothing was taken.")
	warnDayAssumed = fault.Define(fault.Invalid, "import.dayAssumed", "“%s”只写到月份，按要求取当月最后一天 %s。", "“%s” names only a month; its last day %s was taken, as asked.")
	warnSerial     = fault.Define(fault.Invalid, "import.serial", "“%s”是表格软件的日期序号，取 %s。", "“%s” is a spreadsheet's day number; took %s.")
)

// When is what a cell says about the day of something that happened, no more exact than the cell: one of Date, Month or Year is set, or none.
// Only a Date may become a milestone's day.
type When struct {
	Date  calendar.Date
	Month calendar.Month
	Year  int
}

// Imprecise says that something is known, but not the day.
func (w When) Imprecise() bool { return w.Date == "" && (w.Month != "" || w.Year != 0) }

// String is the day, month or year as written, empty when nothing is known.
func (w When) String() string {
	switch {
	case w.Date != "":
		return w.Date.String()
	case w.Month != "":
		return w.Month.String()
	case w.Year != 0:
		return strconv.Itoa(w.Year)
	}
	return ""
}

// loose takes the day off.
func (w When) loose() When {
	if w.Date == "" {
		return w
	}
	return When{Month: w.Date.Month()}
}

var (
	expectDate = worded{"日期，例如 2022-04-12", "a date such as 2022-04-12"}

	compactMonth = regexp.MustCompile(`^((?:19|20|21)\d\d)(0[1-9]|1[0-2])$`)
	compactDay   = regexp.MustCompile(`^((?:19|20|21)\d\d)(\d\d)(\d\d)$`)
	serial       = regexp.MustCompile(`^\d{5,6}(\.\d+)?$`)
	lostZero     = regexp.MustCompile(`^(\d{4})\.1$`) // October as a number: 2022.10 is stored as 2022.1
	dated        = regexp.MustCompile(`((?:19|20|21)\d\d)(?:\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})(?:\s*[日号])?|\s*月份?)?|年?)`)
	clock        = regexp.MustCompile(`^[T\s]*\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$`)

	plans  = regexp.MustCompile(`预计|计划|力争|目标|预期|拟|将于|将在|争取`)
	vague  = regexp.MustCompile(`约|左右|前后|上旬|中旬|下旬|[年月]?[初底末]|上半年|下半年|季度|q[1-4]|[之以]前|前$|近日|日前|至|到|~|—|–|[-/、,]\s*\d`)
	inside = regexp.MustCompile(`\d\s*[-/.月]\s*$`) // before a year: "4/12/2022" is two different days to two readers
	doubts = map[string]bool{"约": true, "大约": true, "左右": true, "前后": true, "暂定": true, "不确定": true, "待核": true, "存疑": true}
	hinted = regexp.MustCompile(`年|月|日|季度|近|待|未|报道|不详`)
)

// parseWhen reads the day of something that happened. What is not an exact day never becomes one, unless assume asks for the last day of a month.
func parseWhen(text string, assume bool) (When, []Note, error) {
	folded := fold(text)
	outside, remark := apart(folded)
	if empty, notes := blank(outside); empty && remark == "" {
		return When{}, notes, nil
	}
	if w, notes, ok := bareNumber(text, outside); ok {
		return settle(text, w, false, remark, notes, assume)
	}
	found := dated.FindAllStringSubmatchIndex(outside, -1)
	if len(found) == 0 {
		return undated(text, folded)
	}
	return writtenDay(text, outside, remark, found, assume)
}

// writtenDay reads the first of the days that are written out with their year.
func writtenDay(text, outside, remark string, found [][]int, assume bool) (When, []Note, error) {
	first := found[0]
	if digitAt(outside, first[0]-1) || digitAt(outside, first[1]) || inside.MatchString(outside[:first[0]]) {
		return When{}, nil, errUnreadable.With(text, expectDate)
	}
	words := outside[:first[0]] + " " + outside[first[1]:]
	if plans.MatchString(words) || plans.MatchString(remark) {
		return When{}, []Note{note("", warnPlanned, text)}, nil
	}
	w, err := assemble(outside, first)
	if err != nil {
		return When{}, nil, errNoSuchDay.With(text)
	}
	words = strings.TrimSpace(words)
	if clock.MatchString(words) {
		words = ""
	}
	loose := len(found) > 1 || vague.MatchString(strings.ToLower(words)) || doubts[remark]
	return settle(text, w, loose, join(words, remark), nil, assume)
}

// bareNumber reads the dates that are only digits.
func bareNumber(text, outside string) (When, []Note, bool) {
	if m := compactDay.FindStringSubmatch(outside); m != nil {
		if day, err := calendar.ParseDate(m[1] + "-" + m[2] + "-" + m[3]); err == nil {
			return When{Date: day}, nil, true
		}
	}
	if m := compactMonth.FindStringSubmatch(outside); m != nil {
		return When{Month: calendar.Month(m[1] + "-" + m[2])}, nil, true
	}
	if m := lostZero.FindStringSubmatch(outside); m != nil {
		year, _ := strconv.Atoi(m[1]) // four digits by the pattern
		return When{Year: year}, nil, true
	}
	if !serial.MatchString(outside) {
		return When{}, nil, false
	}
	day, ok := serialDay(outside, false)
	if !ok {
		return When{}, nil, false
	}
	date := calendar.Date(day.Format("2006-01-02"))
	return When{Date: date}, []Note{note(date.String(), warnSerial, text, date)}, true
}

// undated tells a remark about time from nonsense.
func undated(text, folded string) (When, []Note, error) {
	if plans.MatchString(folded) {
		return When{}, []Note{note("", warnPlanned, text)}, nil
	}
	if hinted.MatchString(folded) {
		return When{}, []Note{note("", warnUndated, text)}, nil
	}
	return When{}, nil, errUnreadable.With(text, expectDate)
}

func digitAt(s string, i int) bool {
	return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9'
}

func assemble(s string, found []int) (When, error) {
	part := func(n int) int {
		if found[2*n] < 0 {
			return 0
		}
		v, _ := strconv.Atoi(s[found[2*n]:found[2*n+1]]) // digits by the pattern
		return v
	}
	year, month, day := part(1), part(2), part(3)
	switch {
	case found[6] >= 0:
		date, err := calendar.ParseDate(fmt.Sprintf("%04d-%02d-%02d", year, month, day))
		return When{Date: date}, err
	case found[4] >= 0:
		m, err := calendar.ParseMonth(fmt.Sprintf("%04d-%02d", year, month))
		return When{Month: m}, err
	}
	return When{Year: year}, nil
}

// settle words the warnings: a vague day loses its day, a month keeps only a month unless the caller asked for its last day.
func settle(text string, w When, loose bool, remark string, notes []Note, assume bool) (When, []Note, error) {
	if loose {
		w = w.loose()
	}
	if !w.Imprecise() {
		return w, append(notes, remarked(w.String(), remark)...), nil
	}
	if assume && w.Month != "" {
		w = When{Date: w.Month.Last()}
		return w, append(notes, note(w.String(), warnDayAssumed, text, w.Date)), nil
	}
	return w, append(notes, note(w.String(), warnImprecise, text, w)), nil
}
