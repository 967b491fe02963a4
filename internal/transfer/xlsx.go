package transfer

import (
	"bytes"
	"encoding/xml"
	"errors"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// book is an opened workbook: the library reads strings and structure, marks.go what the library does not tell.
type book struct {
	file    *excelize.File
	parts   map[string][]byte
	sheets  []tab
	dates   dateStyles
	strings int // how many shared strings there are
}

// tab is a sheet as the workbook lists it.
type tab struct {
	name   string
	part   string
	hidden bool
}

func readXLSX(data []byte, name string) (*Sheet, error) {
	b, err := openBook(data)
	if err != nil {
		return nil, err
	}
	defer b.file.Close()
	sheet, err := b.chosen(name)
	if err != nil {
		return nil, err
	}
	for _, t := range b.sheets {
		sheet.Sheets = append(sheet.Sheets, SheetInfo{Name: t.name, Read: t.name == sheet.Name, Hidden: t.hidden, Empty: !filled.Match(b.parts[t.part])})
	}
	return sheet, nil
}

// filled is how a part shows that a cell of its sheet has content.
var filled = regexp.MustCompile(`<(\w+:)?(v|is)[ >]`)

func (b *book) chosen(name string) (*Sheet, error) {
	if name != "" {
		return b.named(name)
	}
	return b.first()
}

func openBook(data []byte) (*book, error) {
	parts, err := archive(data)
	if err != nil {
		return nil, err
	}
	file, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzipped, // the latter equal: never a temporary file
	})
	if err != nil {
		return nil, damaged(err)
	}
	b := &book{file: file, parts: parts, strings: countStrings(parts)}
	if b.sheets, b.dates.from1904, err = listSheets(parts); err != nil {
		_ = file.Close()
		return nil, damaged(err)
	}
	b.dates.read(file)
	return b, nil
}

// countStrings counts the shared strings. Some programs write the part's name with capitals.
func countStrings(parts map[string][]byte) int {
	n := 0
	for name, text := range parts {
		if !strings.EqualFold(name, "xl/sharedStrings.xml") {
			continue
		}
		d := xml.NewDecoder(bytes.NewReader(text))
		for token, err := d.Token(); err == nil; token, err = d.Token() {
			if start, ok := token.(xml.StartElement); ok && start.Name.Local == "si" {
				n++
			}
		}
	}
	return n
}

func listSheets(parts map[string][]byte) ([]tab, bool, error) {
	var workbook struct {
		Properties struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string `xml:"name,attr"`
			ID    string `xml:"id,attr"`
			State string `xml:"state,attr"`
		} `xml:"sheets>sheet"`
	}
	var relations struct {
		List []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := xml.Unmarshal(parts["xl/workbook.xml"], &workbook); err != nil {
		return nil, false, err
	}
	if err := xml.Unmarshal(parts["xl/_rels/workbook.xml.rels"], &relations); err != nil {
		return nil, false, err
	}
	targets := map[string]string{}
	for _, r := range relations.List {
		targets[r.ID] = partName(r.Target)
	}
	var sheets []tab
	for _, s := range workbook.Sheets {
		sheets = append(sheets, tab{name: s.Name, part: targets[s.ID], hidden: s.State != "" && s.State != "visible"})
	}
	since1904 := workbook.Properties.Date1904 == "1" || workbook.Properties.Date1904 == "true"
	return sheets, since1904, nil
}

// partName resolves a target of the workbook's relations.
func partName(target string) string {
	if rooted, ok := strings.CutPrefix(target, "/"); ok {
		return rooted
	}
	return path.Join("xl", target)
}

func (b *book) named(name string) (*Sheet, error) {
	var names []string
	for _, t := range b.sheets {
		if t.name == name {
			return b.sheet(t)
		}
		names = append(names, t.name)
	}
	return nil, errNoSheet.With(name, strings.Join(names, "、"))
}

func (b *book) first() (*Sheet, error) {
	for _, t := range b.sheets {
		if t.hidden {
			continue
		}
		s, err := b.sheet(t)
		if err != nil || len(s.Lines) > 0 {
			return s, err
		}
	}
	return nil, errEmpty.With()
}

func (b *book) sheet(t tab) (*Sheet, error) {
	m, err := b.marks(t)
	if err != nil {
		return nil, damaged(err)
	}
	rows, err := b.file.Rows(t.name)
	if err != nil {
		return nil, damaged(err)
	}
	defer rows.Close()
	var g gatherer
	for number := 1; rows.Next(); number++ {
		cells, err := rows.Columns()
		if err != nil {
			return nil, damaged(err)
		}
		if err := g.add(Line{Number: number, Cells: m.over(number, cells), Unsaved: m.unsaved[number], Hidden: m.hidden[number]}); err != nil {
			return nil, err
		}
	}
	if err := rows.Error(); err != nil {
		return nil, damaged(err)
	}
	if err := m.merge(g.lines); err != nil {
		return nil, damaged(err)
	}
	return &Sheet{Format: XLSX, Name: t.name, Lines: g.lines}, nil
}

// merge shows the text of a merged area's first row in its other rows too, where they have content of their own, and marks those cells. It is for
// the columns that say the same for several rows, such as a county; what a row takes from it is decided by the column.
func (m *marks) merge(lines []Line) error {
	filled := 0
	for _, area := range m.merged {
		from, _ := slices.BinarySearchFunc(lines, area.top, func(l Line, n int) int { return l.Number - n })
		if from == len(lines) || lines[from].Number != area.top || area.column >= len(lines[from].Cells) {
			continue
		}
		for i := from + 1; i < len(lines) && lines[i].Number <= area.bottom; i++ {
			if filled++; filled > maxCells {
				return errors.New("merged areas overlap without end")
			}
			lines[i].show(area.column, lines[from])
		}
	}
	return nil
}

// show has a line show what stands in a column of the line above.
func (l *Line) show(column int, above Line) {
	for len(l.Cells) <= column {
		l.Cells = append(l.Cells, "")
	}
	if l.Cells[column] != "" || above.Cells[column] == "" {
		return
	}
	l.Cells[column] = above.Cells[column]
	l.Below = append(l.Below, column)
	if slices.Contains(above.Unsaved, column) {
		l.Unsaved = append(l.Unsaved, column)
	}
}
