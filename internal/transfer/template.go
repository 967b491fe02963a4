package transfer

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// templateRows is how many rows of the template have lists to choose from.
const templateRows = 2_000

// The sheets of the template. The first is the one that an import reads.
var (
	sheetData    = worded{"项目", "Projects"}
	sheetExample = worded{"示例", "Example"}
	sheetNotes   = worded{"填写说明", "Notes"}
	sheetChoices = worded{"选项", "Choices"}
)

// textFields are written as text in the template, because a spreadsheet program would cut their digits.
var textFields = map[string]bool{"enterprise.creditCode": true, "nationalCode": true, "contactPhone": true, "code": true, "sourceId": true}

// template builds the workbook that a county fills in.
type template struct {
	*excelize.File
	lang    string
	columns []column
	words   *Vocabulary
	style   *styles
	err     error // the first failure; every later step does nothing
}

// WriteTemplate writes the import template for projects in a language: headings with notes, lists to choose from, an example on a sheet of its own.
// What it writes is what ReadProjects reads.
func WriteTemplate(w io.Writer, lang string, v *Vocabulary) error {
	t := template{File: excelize.NewFile(), lang: lang, words: v}
	defer t.Close()
	for _, c := range projectColumns {
		if !strings.HasPrefix(c.field, "stated") { // only files from elsewhere speak of what they call a stage
			t.columns = append(t.columns, c)
		}
	}
	t.style, t.err = newStyles(t.File)
	t.do(func() error { return t.SetSheetName(t.GetSheetName(0), sheetData.In(lang)) })
	for _, s := range []worded{sheetExample, sheetNotes, sheetChoices} {
		t.do(func() error { _, err := t.NewSheet(s.In(lang)); return err })
	}
	t.headings(sheetData)
	t.formats()
	t.lists()
	t.headings(sheetExample)
	t.example()
	t.notes()
	t.do(func() error { return t.SetSheetVisible(sheetChoices.In(lang), false) })
	t.do(func() error { return t.Write(w) })
	if t.err != nil {
		return fmt.Errorf("write template: %w", t.err)
	}
	return nil
}

func (t *template) do(step func() error) {
	if t.err == nil {
		t.err = step()
	}
}

func (t *template) headings(sheet worded) {
	name := sheet.In(t.lang)
	for i := range t.columns {
		c, letter := &t.columns[i], Letter(i)
		t.do(func() error { return t.SetCellStr(name, letter+"1", t.heading(c)) })
		t.do(func() error { return t.SetCellStyle(name, letter+"1", letter+"1", t.style.heading) })
		t.do(func() error { return t.SetColWidth(name, letter, letter, float64(8+2*len([]rune(c.zh)))) })
	}
	t.do(func() error {
		return t.SetPanes(name, &excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"})
	})
}

// heading marks what must be filled with a star, which reading takes off again.
func (t *template) heading(c *column) string {
	if c.required || c.enroll {
		return "*" + c.title(t.lang)
	}
	return c.title(t.lang)
}

// formats makes the codes text and the days days, and shows a column's note beside the cell that is being filled in.
func (t *template) formats() {
	name := sheetData.In(t.lang)
	for i, c := range t.columns {
		from, to := Letter(i)+"2", Letter(i)+strconv.Itoa(templateRows)
		kind, special := t.kind(c)
		if special {
			t.do(func() error { return t.SetCellStyle(name, from, to, t.style.byKind[kind]) })
		}
		if c.note.zh == "" || t.choices(c) != nil {
			continue
		}
		v := excelize.NewDataValidation(true)
		v.SetSqref(from + ":" + to)
		v.SetInput(c.title(t.lang), c.note.In(t.lang))
		t.do(func() error { return t.AddDataValidation(name, v) })
	}
}

func (t *template) kind(c column) (cellKind, bool) {
	switch {
	case textFields[c.field]:
		return textCell, true
	case strings.HasSuffix(c.field, "On"):
		return dayCell, true
	}
	return blankCell, false
}

// choices are what a column offers: the divisions of the classification for the industry, since a list of all classes would help nobody.
func (t *template) choices(c column) []string {
	var list []string
	switch c.field {
	case "regionId":
		return termNames(t.words.Regions)
	case "chain":
		return termNames(t.words.Chains)
	case "channel":
		return termNames(t.words.Channels)
	case "industry":
		for _, i := range t.words.Industries {
			if len(i.Code) == len("C38") && i.Code[0] == 'C' {
				list = append(list, i.Code+" "+i.Name)
			}
		}
	}
	return list
}

func termNames(list []Term) []string {
	var all []string
	for _, t := range list {
		all = append(all, t.Name)
	}
	return all
}

// lists puts the choices on a hidden sheet and points the columns at them: a list inside a cell's rule may hold only 255 characters.
func (t *template) lists() {
	next := 0
	for i, c := range t.columns {
		choices := t.choices(c)
		if len(choices) == 0 {
			continue
		}
		t.list(i, next, c, choices)
		next++
	}
}

func (t *template) list(at, column int, c column, choices []string) {
	hidden, letter := sheetChoices.In(t.lang), Letter(column)
	for i, choice := range choices {
		t.do(func() error { return t.SetCellStr(hidden, letter+strconv.Itoa(i+1), choice) })
	}
	v := excelize.NewDataValidation(true)
	v.SetSqref(Letter(at) + "2:" + Letter(at) + strconv.Itoa(templateRows))
	v.SetSqrefDropList(fmt.Sprintf("'%s'!$%s$1:$%s$%d", hidden, letter, letter, len(choices)))
	v.SetInput(c.title(t.lang), c.note.In(t.lang))
	if c.field != "industry" { // a class below the divisions is welcome there
		v.SetError(excelize.DataValidationErrorStyleStop, c.title(t.lang), c.note.In(t.lang))
	}
	t.do(func() error { return t.AddDataValidation(sheetData.In(t.lang), v) })
}

func (t *template) example() {
	for i, c := range t.columns {
		text := c.example
		if choices := t.choices(c); text == "" && len(choices) > 0 {
			text = choices[0]
		}
		t.do(func() error { return t.SetCellStr(sheetExample.In(t.lang), Letter(i)+"2", text) })
	}
}

func (t *template) notes() {
	name := sheetNotes.In(t.lang)
	rows := [][]string{{worded{"列", "Column"}.In(t.lang), worded{"说明", "Note"}.In(t.lang)}}
	for i := range t.columns {
		rows = append(rows, []string{t.heading(&t.columns[i]), t.columns[i].note.In(t.lang)})
	}
	for i, row := range rows {
		t.do(func() error { return t.SetSheetRow(name, "A"+strconv.Itoa(i+1), &row) })
	}
	t.do(func() error { return t.SetCellStyle(name, "A1", "B1", t.style.heading) })
	t.do(func() error { return t.SetColWidth(name, "A", "A", 28) })
	t.do(func() error { return t.SetColWidth(name, "B", "B", 60) })
}
