package transfer

import (
	"regexp"
	"strings"
	"sync"

	"zhaoyin/internal/fault"
)

var (
	errNoHeader  = fault.Define(fault.Invalid, "import.noHeader", "前 %d 行里找不到表头，至少应有：%s。", "No heading row was found in the first %d rows; there must be at least: %s.")
	errMissing   = fault.Define(fault.Invalid, "import.missingColumns", "缺少必需的列：%s。", "Required columns are missing: %s.")
	errDuplicate = fault.Define(fault.Invalid, "import.duplicateColumn", "%s 列和 %s 列都是“%s”，请只留一列。", "Columns %s and %s are both “%s”; keep one of them.")
)

// headerRows is how many rows at the top are searched for the headings: titles and notes may stand above them.
const headerRows = 10

// heading is a column of a file that was recognized.
type heading struct {
	*column
	unit *factor
}

// header is the heading row of a file.
type header struct {
	row     int
	width   int // in cells, also those without a heading at the end
	texts   []string
	columns map[int]heading // by position from 0
}

// IgnoredColumn is a column of the file that nothing was read from, so that its owner learns of it.
type IgnoredColumn struct {
	Column  string `json:"column"`
	Heading string `json:"heading"` // empty when cells stand under no heading
}

// findHeader takes the row with the most known headings, or the two rows of which the lower divides what the upper groups.
func findHeader(sheet *Sheet, specs []column, options Options) (*header, error) {
	var best *header
	top := sheet.Lines[:min(len(sheet.Lines), headerRows)]
	for i, l := range top {
		h := recognize(l, specs)
		if best == nil || len(h.columns) > len(best.columns) {
			best = h
		}
		if i == 0 {
			continue
		}
		if two := divided(top[i-1], l, specs); two != nil && len(two.columns) >= len(best.columns) {
			best = two
		}
	}
	required := needed(specs, options)
	if best == nil || len(best.columns) < 2 {
		return nil, sheet.noHeader(titles{required})
	}
	if err := best.unique(); err != nil {
		return nil, err
	}
	if lacking := best.lacking(required); len(lacking) > 0 {
		return nil, errMissing.With(titles{lacking})
	}
	return best, nil
}

func needed(specs []column, options Options) []column {
	var list []column
	for _, c := range specs {
		if c.needed(&options) {
			list = append(list, c)
		}
	}
	return list
}

// needed says whether a row cannot do without the column: the county is that of the file where it has one.
func (c *column) needed(options *Options) bool {
	return c.required && (c.field != "regionId" || options.DefaultRegion == "")
}

// titles names columns in a message.
type titles struct{ columns []column }

// In joins the headings in a language.
func (t titles) In(lang string) string {
	var all []string
	for _, c := range t.columns {
		all = append(all, c.title(lang))
	}
	return strings.Join(all, "、")
}

// titled is the heading of a field, for messages and changes.
type titled string

// In is the heading in a language; a field without a column goes by its name.
func (l titled) In(lang string) string {
	for i := range projectColumns {
		if projectColumns[i].field == string(l) {
			return projectColumns[i].title(lang)
		}
	}
	return string(l)
}

// Label is what people call a field of an import, in a language.
func Label(field, lang string) string { return titled(field).In(lang) }

func (c *column) title(lang string) string {
	if lang == "en" {
		return c.en
	}
	return c.zh
}

func recognize(l Line, specs []column) *header {
	h := &header{row: l.Number, width: len(l.Cells) + l.Blank, texts: l.Cells, columns: map[int]heading{}}
	for i, text := range l.Cells {
		if found, ok := match(text, specs); ok {
			h.columns[i] = found
		}
	}
	return h
}

func (h *header) unique() error {
	seen := map[string]int{}
	for i := range h.texts {
		c, ok := h.columns[i]
		if !ok {
			continue
		}
		if first, twice := seen[c.field]; twice {
			return errDuplicate.With(Letter(first), Letter(i), titles{[]column{*c.column}})
		}
		seen[c.field] = i
	}
	return nil
}

func (h *header) lacking(required []column) []column {
	var list []column
	for _, c := range required {
		found := false
		for _, has := range h.columns {
			found = found || has.field == c.field
		}
		if !found {
			list = append(list, c)
		}
	}
	return list
}

// ignored lists the columns that are not read: unknown headings, and cells that stand under none.
func (h *header) ignored(lines []Line) []IgnoredColumn {
	width := len(h.texts)
	filled := map[int]bool{}
	for _, l := range lines {
		width = max(width, len(l.Cells))
		for i, text := range l.Cells {
			filled[i] = filled[i] || text != "" && l.Number > h.row
		}
	}
	list := []IgnoredColumn{}
	for i := range width {
		text := ""
		if i < len(h.texts) {
			text = h.texts[i]
		}
		if _, known := h.columns[i]; !known && (text != "" || filled[i]) {
			list = append(list, IgnoredColumn{Column: Letter(i), Heading: text})
		}
	}
	return list
}

var (
	brackets   = regexp.MustCompile(`\(([^()]*)\)`)
	unitSuffix = regexp.MustCompile(`_(yi|wan|mu)$`)
	decoration = regexp.MustCompile(`^(\*|必填|选填|required|optional|yyyy-mm-dd|单位|形如.*)$`)
	suffixes   = map[string]string{"yi": "亿元", "wan": "万元", "mu": "亩"}
)

// match finds the column of a heading. What stands in brackets must be a unit or a decoration: "开工日期（计划）" is not the day of a start.
func match(text string, specs []column) (heading, bool) {
	folded := strings.ToLower(strings.Trim(fold(text), "* :"))
	for i := range specs {
		if h, ok := specs[i].match(folded); ok {
			return h, true
		}
	}
	return heading{}, false
}

func (c *column) match(folded string) (heading, bool) {
	if f, ok := c.called(folded); ok {
		return heading{column: c, unit: f}, true
	}
	stated := ""
	if m := unitSuffix.FindStringSubmatch(folded); m != nil {
		stated, folded = suffixes[m[1]], strings.TrimSuffix(folded, m[0])
	}
	for _, m := range brackets.FindAllStringSubmatch(folded, -1) {
		inside := strings.TrimPrefix(strings.TrimPrefix(squeeze(m[1]), "单位"), ":")
		if decoration.MatchString(inside) || inside == "" {
			continue
		}
		if _, isUnit := c.factor(inside); !isUnit {
			return heading{}, false
		}
		stated = inside
	}
	f, ok := c.called(brackets.ReplaceAllString(folded, ""))
	if !ok {
		return heading{}, false
	}
	if stated == "" {
		return heading{column: c, unit: f}, true
	}
	own, ok := c.factor(stated)
	return heading{column: c, unit: &own}, ok
}

func (c *column) factor(name string) (factor, bool) {
	if c.measure == nil {
		return factor{}, false
	}
	f, ok := c.measure.units[name]
	return f, ok && f.num > 0 && name != ""
}

// called compares with the names. A quantity goes by its listed names only: the others end in a unit, which must be read.
func (c *column) called(folded string) (*factor, bool) {
	sought, all := nameKey(folded), c.names
	if c.measure == nil {
		all = append([]string{c.field, c.zh, c.en}, c.names...)
	}
	for _, name := range all {
		name, stated, _ := strings.Cut(name, "=")
		if ownKey(name) != sought {
			continue
		}
		if f, ok := c.factor(stated); ok {
			return &f, true
		}
		return nil, true
	}
	return nil, false
}

func nameKey(s string) string { return unmarked.Replace(squeeze(s)) }

var unmarked = strings.NewReplacer("_", "", ":", "")

var ownKeys sync.Map // name of a column, as this package writes it -> its nameKey

// ownKey is nameKey for the columns' own names, which each heading is compared with.
func ownKey(name string) string {
	if key, ok := ownKeys.Load(name); ok {
		return key.(string)
	}
	key := nameKey(name)
	ownKeys.Store(name, key)
	return key
}
