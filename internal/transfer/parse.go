package transfer

import (
	"cmp"
	"io"
	"regexp"
	"slices"

	"zhaoyin/internal/fault"
)

var (
	errTwice = fault.Define(fault.Invalid, "import.twice", "与第 %d 行是同一个项目，请只留一行。", "This is the same project as row %d; keep one of them.")

	warnFooter = fault.Define(fault.Invalid, "import.footer", "不是项目，未导入：%s。", "Not a project, not imported: %s.")
	warnMerged = fault.Define(fault.Invalid, "import.merged", "与上面的行合并，取“%s”。", "Merged with the row above; took “%s”.")
	warnShared = fault.Define(fault.Invalid, "import.mergedFigure", "与上面的行合并，数值和日期只计入第一行，本行未取：%s。", "Merged with the row above; figures and dates belong to its first row, so nothing was taken here: %s.")
)

// Projects is a sheet of projects as read.
type Projects struct {
	sheet   *Sheet
	header  *header
	ignored []IgnoredColumn
	named   bool // the caller has said which sheet to read

	Rows []Project
}

// ReadProjects reads a file of projects. The error is about the file as a whole; what is wrong with a row stands in the row.
func ReadProjects(r io.Reader, v *Vocabulary, options Options) (*Projects, error) {
	sheet, err := Read(r, options.Sheet)
	if err != nil {
		return nil, err
	}
	return ParseProjects(sheet, v, options)
}

// ParseProjects turns the rows of a sheet into projects.
func ParseProjects(sheet *Sheet, v *Vocabulary, options Options) (*Projects, error) {
	h, err := findHeader(sheet, projectColumns, options)
	if err != nil {
		return nil, err
	}
	p := &Projects{sheet: sheet, header: h, ignored: h.ignored(sheet.Lines), named: options.Sheet != ""}
	seen := map[string]int{}
	for _, l := range sheet.Lines {
		if l.Number <= h.row {
			continue
		}
		row, err := h.project(l, v, &options)
		if err != nil {
			return nil, err
		}
		if err := row.fit(sheet, h, l); err != nil {
			return nil, err
		}
		if err := row.once(seen, h); err != nil {
			return nil, err
		}
		p.Rows = append(p.Rows, row)
	}
	if len(p.Rows) == 0 {
		return nil, errEmpty.With()
	}
	return p, nil
}

// Report is the account of the rows as they stand now.
func (p *Projects) Report() Report {
	rows := make([]RowResult, len(p.Rows))
	for i := range p.Rows {
		rows[i] = p.Rows[i].RowResult
	}
	r := NewReport("projects", p.sheet, p.header.row, p.ignored, rows)
	r.Messages = p.unseen()
	return r
}

// Column is the letter of the column that a field was read from, empty when the file has none: so that a rule's complaint can point at the cell.
func (p *Projects) Column(field string) string { return p.header.letter(field) }

func (h *header) project(l Line, v *Vocabulary, options *Options) (Project, error) {
	p := Project{RowResult: RowResult{Row: l.Number, Messages: []Message{}}}
	if text, ok := h.footer(l); ok {
		p.Outcome = Skip
		p.Warn("", "", text, note("", warnFooter, text))
		return p, nil
	}
	for i := range h.texts {
		c, known := h.columns[i]
		if !known {
			continue
		}
		if err := c.put(&p, l, i, v, options); err != nil {
			return Project{}, err
		}
	}
	if p.RegionID == "" && !p.failed("regionId") {
		p.RegionID = options.DefaultRegion
	}
	if options.AssumeManufacturing {
		p.assume(h.letter("industry"))
	}
	p.Key = key(p.RegionID, p.Name)
	p.order(h)
	return p, nil
}

// letter is the column of a field, empty when the file has none.
func (h *header) letter(field string) string {
	for i, c := range h.columns {
		if c.field == field {
			return Letter(i)
		}
	}
	return ""
}

// put reads one cell into the project and words what is to say about it.
func (c heading) put(p *Project, l Line, at int, v *Vocabulary, options *Options) error {
	letter, text := Letter(at), c.take(p, l, at)
	if empty, _ := blank(fold(text)); text == "" || empty && c.required {
		if c.needed(options) {
			return p.Fail(letter, c.field, "", fault.Required.With())
		}
		return nil
	}
	if slices.Contains(l.Unsaved, at) {
		return p.Fail(letter, c.field, text, errUnsaved.With())
	}
	if err := sound(text); err != nil {
		return p.Fail(letter, c.field, text, err)
	}
	notes, err := c.read(cell{text: text, unit: c.unit, words: v, options: options}, p)
	for _, n := range notes {
		p.Warn(letter, c.field, text, n)
	}
	if err != nil {
		return p.Fail(letter, c.field, text, err)
	}
	return nil
}

// take is the text that a row has in a column, of a merged area only what holds for each of its rows.
func (c heading) take(p *Project, l Line, at int) string {
	if at >= len(l.Cells) || l.Cells[at] == "" {
		return ""
	}
	text := l.Cells[at]
	switch {
	case !slices.Contains(l.Below, at):
		return text
	case c.spread:
		p.Warn(Letter(at), c.field, text, note(text, warnMerged, text))
		return text
	}
	p.Warn(Letter(at), c.field, text, note("", warnShared, text))
	return ""
}

var footerWord = regexp.MustCompile(`(?i)^(合\s*计|总\s*计|小\s*计|共计|总共|累计|注[：:]|说明[：:]|备注[：:]|填表|制表|审核|单位负责人|total\b|subtotal\b|sum\b|note\b)`)

// footer recognizes the rows of a sheet that are no projects: totals and notes, which begin with such a word, and the headings once more. Their text is
// reported, so that a project that looks like one is noticed.
func (h *header) footer(l Line) (string, bool) {
	first, name, again := "", "", 0
	for i, text := range l.Cells {
		if first == "" {
			first = text
		}
		c, known := h.columns[i]
		if known && text == h.texts[i] {
			again++
		}
		if known && c.field == "name" {
			name = text
		}
	}
	if again >= 2 {
		return first, true
	}
	return first, footerWord.MatchString(first) && (name == "" || name == first) && h.bare(l, first)
}

// sums are what stands beside the word of a total.
var sums = regexp.MustCompile(`^[约共]?[\d.,%年月日/\s-]*(亿元|万元|元|亿|万|亩|人|个|项|家)?$`)

// signed is the beginning of what stands in a row of signatures: "审核人：李四".
var signed = regexp.MustCompile(`^[\p{Han}\s]{2,8}[：:]`)

// bare says whether a row has nothing beside its first text but numbers and further notes: a project has a county or an enterprise, whatever its name begins with.
func (h *header) bare(l Line, first string) bool {
	for i, text := range l.Cells {
		if text != first && !slices.Contains(l.Below, i) && !sums.MatchString(fold(text)) && !signed.MatchString(text) {
			return false
		}
	}
	return true
}

// once refuses a project that stands in the file a second time: two rows could say two different things. A row with a code is the project of the code, whatever
// its name.
func (p *Project) once(seen map[string]int, h *header) error {
	field, id := "name", p.Key
	if p.StatedCode != "" {
		field, id = "code", p.StatedCode
	} else if p.Name == "" || p.RegionID == "" {
		return nil
	}
	first, twice := seen[id]
	if !twice {
		seen[id] = p.Row
		return nil
	}
	return p.Fail(h.letter(field), field, cmp.Or(p.StatedCode, p.Name), errTwice.With(first))
}
