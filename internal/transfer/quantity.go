package transfer

import (
	"math/big"
	"regexp"
	"sort"
	"strings"

	"zhaoyin/internal/fault"
	"zhaoyin/internal/unit"
)

var (
	errUnit     = fault.Define(fault.Invalid, "import.unit", "没有写明单位：请在表头写“%s”，或在数字后写单位。", "No unit is stated: write “%s” in the heading, or a unit after the number.")
	errCurrency = fault.Define(fault.Invalid, "import.currency", "币种不对：%s，此列应为%s。", "Wrong currency: %s; this column is in %s.")
	errNegative = fault.Define(fault.Invalid, "import.negative", "不能是负数：%s。", "Cannot be negative: %s.")
	errHuge     = fault.Define(fault.Invalid, "import.huge", "数值过大：%s。", "The number is too large: %s.")

	warnApproximate = fault.Define(fault.Invalid, "import.approximate", "“%s”不是准确数，取 %s。", "“%s” is not exact; took %s.")
	warnReadings    = fault.Define(fault.Invalid, "import.readings", "“%s”有多个数，取第一个：%s。", "“%s” has several numbers; took the first: %s.")
	warnRounded     = fault.Define(fault.Invalid, "import.rounded", "“%s”取整为 %s。", "“%s” was rounded to %s.")
)

// factor turns a number in some unit into the stored integer: times num, over den. A zero num marks a unit that the column must refuse.
type factor struct{ num, den int64 }

// measure is a kind of quantity: its units, and the integer in which it is stored.
type measure struct {
	label   worded // what is expected, for messages
	unit    string // shown after a value taken
	places  int    // decimals of the stored integer: 2 for hundredths
	units   map[string]factor
	refused *regexp.Regexp // words of another currency
	bare    bool           // a number without any unit is understood: there is only one
	pattern *regexp.Regexp
}

func newMeasure(m measure) *measure {
	names := make([]string, 0, len(m.units))
	for name := range m.units {
		names = append(names, regexp.QuoteMeta(name))
	}
	sort.Slice(names, func(i, j int) bool { return len(names[i]) > len(names[j]) })
	m.pattern = regexp.MustCompile(`(\d+(?:,\d+)*(?:\.\d+)?)\s*[多余几来]?(` + strings.Join(names, "|") + `)?`)
	return &m
}

// The measures. Money is stored in whole 万元 (foreign capital in 万美元), area in hundredths of 亩 (1 公顷 = 15 亩, 1 亩 = 10,000/15 m²), energy in
// whole tons of standard coal.
var (
	yuan = newMeasure(measure{label: worded{"金额，例如 10.2亿元", "an amount such as 10.2亿元"}, unit: "万元", units: map[string]factor{
		"亿元": {10_000, 1}, "亿": {10_000, 1}, "千万元": {1_000, 1}, "百万元": {100, 1}, "万元": {1, 1}, "万": {1, 1}, "千元": {1, 10}, "元": {1, 10_000},
	}, refused: regexp.MustCompile(`[美欧港日韩]元|港币|英镑|usd|eur|hkd|jpy|gbp|[$€£]`)})
	dollars = newMeasure(measure{label: worded{"外资金额，例如 5000万美元", "foreign capital such as 5000万美元"}, unit: "万美元", units: map[string]factor{
		"亿美元": {10_000, 1}, "万美元": {1, 1}, "美元": {1, 10_000}, "亿": {10_000, 1}, "万": {1, 1},
		"亿元": {}, "万元": {}, "元": {},
	}, refused: regexp.MustCompile(`[欧港日韩]元|人民币|港币|英镑|rmb|cny|eur|hkd|jpy|gbp|[¥€£]`)})
	acreage = newMeasure(measure{label: worded{"面积，例如 100.5亩", "an area such as 100.5亩"}, unit: "亩", places: 2, units: map[string]factor{
		"亩": {100, 1}, "mu": {100, 1}, "公顷": {1_500, 1}, "ha": {1_500, 1}, "平方公里": {150_000, 1}, "万平方米": {1_500, 1},
		"平方米": {3, 20}, "平米": {3, 20}, "㎡": {3, 20}, "m²": {3, 20}, "m2": {3, 20},
	}})
	people = newMeasure(measure{label: worded{"人数", "a number of people"}, unit: "人", bare: true, units: map[string]factor{
		"": {1, 1}, "人": {1, 1}, "名": {1, 1}, "个": {1, 1}, "万人": {10_000, 1},
	}})
	coal = newMeasure(measure{label: worded{"能耗，例如 5000吨标煤", "energy such as 5000吨标煤"}, unit: "吨标煤", units: map[string]factor{
		"吨标准煤": {1, 1}, "吨标煤": {1, 1}, "tce": {1, 1}, "万吨标准煤": {10_000, 1}, "万吨标煤": {10_000, 1}, "吨": {1, 1}, "万吨": {10_000, 1},
	}})
	ratio = newMeasure(measure{label: worded{"比值，例如 1.5", "a ratio such as 1.5"}, places: 2, bare: true, units: map[string]factor{"": {100, 1}}})
)

// hedges are the words that make a number inexact, longest first.
var hedges = regexp.MustCompile(`不低于|不少于|不超过|不到|不足|不止|至少|最少|至多|最多|大约|大概|约为|预计|计划|预期|力争|目标|超过|左右|上下|以上|以下|以内|高于|低于|大于|小于|约|近|超|逾|拟|多|余|几|[≥≤><≈+±~]`)

// leads may stand before a number and joins between two without changing what is said.
var (
	leads = regexp.MustCompile(`总投资额?|投资额?|人民币|总用地|用地面积|用地|面积|产值|税收|用工|rmb|cny|usd|us\$|[¥￥$共计达为:：]`)
	joins = regexp.MustCompile(`[-–—~/、,;→至到或和\s。]`)
)

// parse reads an amount by the stated rule: an exact number as it is, otherwise the first number with a warning. heading is the unit that the heading
// states, nil when it does not; a unit in the cell goes before it.
func (m *measure) parse(text string, heading *factor) (int64, bool, []Note, error) {
	outside, remark := apart(strings.ToLower(fold(text)))
	if empty, notes := blank(outside); empty && remark == "" {
		return 0, false, notes, nil
	}
	if rest, ok := strings.CutPrefix(outside, "+"); ok && digitAt(rest, 0) {
		outside = rest
	}
	found := m.pattern.FindAllStringSubmatchIndex(outside, -1)
	if len(found) == 0 || broken(outside, found) {
		return 0, false, nil, errUnreadable.With(text, m.label)
	}
	parts, ok := m.compound(outside, found)
	if !ok {
		return 0, false, nil, errUnreadable.With(text, m.label)
	}
	words := rest(outside, found[len(parts)-1:])
	if err := m.refuse(text, outside, outside[:found[0][0]], words); err != nil {
		return 0, false, nil, err
	}
	scale, err := m.scale(text, outside, found, heading)
	if err != nil {
		return 0, false, nil, err
	}
	parts[0].factor = scale
	value, exact, err := sum(parts, text)
	if err != nil {
		return 0, false, nil, err
	}
	taken := m.show(value)
	notes := judge(text, taken, len(found) > len(parts), hedges.MatchString(outside), join(clean(words), remark))
	if !exact {
		notes = append(notes, note(taken, warnRounded, text, taken))
	}
	return value, true, notes, nil
}

// refuse gives the reasons why the words around a number forbid to take it.
func (m *measure) refuse(text, outside, before, words string) error {
	switch {
	case m.refused != nil && m.refused.MatchString(outside):
		return errCurrency.With(text, m.unit)
	case strings.HasSuffix(strings.TrimSpace(before), "-"):
		return errNegative.With(text)
	case clean(before) != "", strings.ContainsAny(clean(words), "亿万%"):
		return errUnreadable.With(text, m.label)
	}
	return nil
}

var (
	// grouped is a number in groups of three digits, in groups of four as Chinese numbers are said (12,0000 is 十二万), or in none.
	grouped = regexp.MustCompile(`^(\d{1,3}(,\d{3})+|\d{1,4}(,\d{4})+|\d+)(\.\d+)?$`)
	runsOn  = regexp.MustCompile(`^([,.]\d|e[+-]?\d)`)
	gap     = regexp.MustCompile(`^[\s'‘’·.]*$`)
)

// broken says whether a number that was found is not one, or runs on, as in "1,02", "1.2.3", "1.2E+3" or "12 0000": such a number is nobody's to guess.
func broken(s string, found [][]int) bool {
	for i, f := range found {
		if !grouped.MatchString(s[f[2]:f[3]]) || runsOn.MatchString(s[f[3]:]) {
			return true
		}
		if f[2] > 0 && strings.ContainsRune(",.", rune(s[f[2]-1])) {
			return true
		}
		if i > 0 && found[i-1][4] == found[i-1][5] && gap.MatchString(s[found[i-1][1]:f[0]]) {
			return true
		}
	}
	return false
}

// rest is what stands between and after the numbers.
func rest(s string, found [][]int) string {
	var b strings.Builder
	for i, f := range found {
		end := len(s)
		if i+1 < len(found) {
			end = found[i+1][0]
		}
		b.WriteString(s[f[1]:end])
		b.WriteByte(' ')
	}
	return b.String()
}

// clean is what is left of words around a number when those that only hedge, lead in or join are gone.
func clean(words string) string {
	words = leads.ReplaceAllString(hedges.ReplaceAllString(words, " "), " ")
	return strings.TrimSpace(joins.ReplaceAllString(words, " "))
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "; " + b
}

// scale finds the first number's unit: its own, else that of the next number ("10-15亿元"), else the heading's.
func (m *measure) scale(text, s string, found [][]int, heading *factor) (factor, error) {
	for _, f := range found {
		if f[4] < 0 || f[4] == f[5] {
			continue
		}
		own := m.units[s[f[4]:f[5]]]
		if own.num == 0 {
			return factor{}, errCurrency.With(text, m.unit)
		}
		return own, nil
	}
	if heading != nil {
		return *heading, nil
	}
	if m.bare {
		return m.units[""], nil
	}
	return factor{}, errUnit.With(m.unit)
}

// summand is one number of an amount with its unit.
type summand struct {
	digits string
	factor
}

// glue is what may stand within one amount: "9亿零500万元".
var glue = regexp.MustCompile(`^[\s零又]*$`)

// compound gathers the numbers that make one amount together, each in a smaller unit than the one before: "9亿8000万元". It is not ok when a number runs on
// into another one that makes no amount with it.
func (m *measure) compound(s string, found [][]int) (parts []summand, ok bool) {
	for i, f := range found {
		p := summand{digits: s[f[2]:f[3]]}
		if f[4] >= 0 {
			p.factor = m.units[s[f[4]:f[5]]]
		}
		if i > 0 && (parts[i-1].num == 0 || !glue.MatchString(s[found[i-1][1]:f[0]])) {
			break
		}
		if i > 0 && !p.below(parts[i-1].factor) {
			return nil, false
		}
		parts = append(parts, p)
	}
	return parts, true
}

func (f factor) below(other factor) bool { return f.num > 0 && f.num*other.den < other.num*f.den }

// sum computes exactly, in rational numbers, and rounds half away from zero only at the end.
func sum(parts []summand, text string) (value int64, exact bool, err error) {
	const longest = 30
	total := new(big.Rat)
	for _, p := range parts {
		digits := strings.ReplaceAll(p.digits, ",", "")
		r, ok := new(big.Rat).SetString(digits)
		if len(digits) > longest || !ok {
			return 0, false, errHuge.With(text)
		}
		total.Add(total, r.Mul(r, big.NewRat(p.num, p.den)))
	}
	half := new(big.Rat).Add(total, big.NewRat(1, 2)) // never negative here
	whole := new(big.Int).Quo(half.Num(), half.Denom())
	if !whole.IsInt64() || whole.Int64() > unit.Limit {
		return 0, false, errHuge.With(text)
	}
	return whole.Int64(), total.IsInt(), nil
}

// apply is an amount of one number.
func (f factor) apply(digits, text string) (value int64, exact bool, err error) {
	return sum([]summand{{digits, f}}, text)
}

// show writes a stored value with its unit.
func (m *measure) show(value int64) string {
	if m.places == 2 {
		return unit.Mu(value).String() + m.unit
	}
	return unit.Wan(value).String() + m.unit
}

// judge gives the one warning that fits best: several readings, an inexact number, or a remark beside it.
func judge(text, taken string, several, hedged bool, remark string) []Note {
	switch {
	case several:
		return []Note{note(taken, warnReadings, text, taken)}
	case hedged:
		return []Note{note(taken, warnApproximate, text, taken)}
	}
	return remarked(taken, remark)
}
