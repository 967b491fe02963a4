package xlsx

import (
	"fmt"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"zhaoyin/internal/document"
	"zhaoyin/internal/document/ooxml"
)

// writer writes one sheet from top to bottom: title, lines under it, unit, titles of the columns, rows, total, notes, charts.
type writer struct {
	file   *excelize.File
	styles *styles
	sheet  document.Sheet
	stream *excelize.StreamWriter
	widths []int
	charts [][]byte

	// Numbers of rows as the reader counts them, from 1.
	titles            int // the first line of the columns' titles
	firstRow, lastRow int // the figures; lastRow is below firstRow when there are none
}

func newWriter(f *excelize.File, st *styles, s document.Sheet) *writer {
	w := &writer{file: f, styles: st, sheet: s, widths: s.Table.Wanted(), titles: 1 + len(s.Lines)}
	for _, line := range []string{s.Table.Caption, s.Table.Unit} {
		if line != "" {
			w.titles++
		}
	}
	w.firstRow = w.titles + 1
	if s.Table.Grouped() {
		w.firstRow++
	}
	w.lastRow = w.firstRow + len(s.Table.Rows) - 1
	return w
}

// write sets up the sheet before its rows, because a stream only goes forward.
func (w *writer) write() error {
	for _, step := range []func() error{w.setUp, w.plots, w.begin, w.head, w.rows, w.total, w.notes} {
		if err := step(); err != nil {
			return err
		}
	}
	return w.stream.Flush()
}

func (w *writer) begin() error {
	stream, err := w.file.NewStreamWriter(w.sheet.Name)
	if err != nil {
		return fmt.Errorf("begin the rows: %w", err)
	}
	w.stream = stream
	return nil
}

// head writes what stands above the figures.
func (w *writer) head() error {
	row, t := 1, w.sheet.Table
	if t.Caption != "" {
		// The caption's type is half as large again as the rows'.
		if err := w.across(row, t.Caption, look{part: caption}, float64(titleHeight(t.Caption, w.width()*2/3))*3/2); err != nil {
			return err
		}
		row++
	}
	for _, line := range w.sheet.Lines {
		if err := w.across(row, line, look{part: noteLine}, float64(titleHeight(line, w.width()))); err != nil {
			return err
		}
		row++
	}
	if t.Unit != "" {
		if err := w.across(row, "单位："+t.Unit, look{part: unitLine}, 0); err != nil {
			return err
		}
	}
	return w.columnTitles()
}

// across writes a line over the whole width of the table.
func (w *writer) across(row int, text string, l look, height float64) error {
	id, err := w.styles.id(l)
	if err != nil {
		return err
	}
	cells := make([]any, len(w.widths))
	for i := range cells {
		cells[i] = excelize.Cell{StyleID: id}
	}
	cells[0] = excelize.Cell{StyleID: id, Value: document.Clean(text)}
	if err := w.stream.SetRow(name(1, row), cells, excelize.RowOpts{Height: height}); err != nil {
		return err
	}
	return w.merge(1, row, len(cells), row)
}

func (w *writer) merge(fromColumn, fromRow, toColumn, toRow int) error {
	if fromColumn == toColumn && fromRow == toRow {
		return nil
	}
	return w.stream.MergeCell(name(fromColumn, fromRow), name(toColumn, toRow))
}

func (w *writer) columnTitles() error {
	id, err := w.styles.id(look{part: title})
	if err != nil {
		return err
	}
	upper, lower := make([]any, len(w.widths)), make([]any, len(w.widths))
	height := 0
	for i, c := range w.sheet.Table.Columns {
		upper[i] = excelize.Cell{StyleID: id, Value: document.Clean(c.Title)}
		lower[i] = excelize.Cell{StyleID: id}
		height = max(height, titleHeight(c.Title, w.widths[i]-1))
	}
	if !w.sheet.Table.Grouped() {
		return w.stream.SetRow(name(1, w.titles), upper, excelize.RowOpts{Height: float64(height)})
	}
	above := 0
	for _, span := range w.sheet.Table.Spans() {
		above = max(above, w.spanHeight(span))
		if span.Title == "" {
			if err := w.merge(span.First+1, w.titles, span.First+1, w.titles+1); err != nil {
				return err
			}
			continue
		}
		for i := span.First; i < span.First+span.Count; i++ {
			upper[i], lower[i] = excelize.Cell{StyleID: id}, upper[i]
		}
		upper[span.First] = excelize.Cell{StyleID: id, Value: document.Clean(span.Title)}
		if err := w.merge(span.First+1, w.titles, span.First+span.Count, w.titles); err != nil {
			return err
		}
	}
	if err := w.stream.SetRow(name(1, w.titles), upper, excelize.RowOpts{Height: float64(above)}); err != nil {
		return err
	}
	return w.stream.SetRow(name(1, w.titles+1), lower, excelize.RowOpts{Height: float64(height)})
}

// spanHeight is the room that a title above several columns needs; one that stands alone has two lines of titles for itself.
func (w *writer) spanHeight(s document.Span) int {
	width := 0
	for _, part := range w.widths[s.First : s.First+s.Count] {
		width += part
	}
	return titleHeight(s.Title, width-1)
}

// lineHeight is one line of text in points.
const lineHeight = 16

// titleHeight leaves room for a title that wraps in its column, and some air.
func titleHeight(text string, width int) int {
	return document.LinesOf(document.Clean(text), max(width, 1))*lineHeight + lineHeight/2
}

// height is the room that a row's longest cell needs, 0 for one line. LibreOffice does not make room for lines by itself.
func (w *writer) height(row []document.Cell) float64 {
	lines := 1
	for i, cell := range row {
		if !cell.Empty() && cell.Kind == document.KindText {
			lines = max(lines, document.LinesOf(cell.Show(document.KindText), w.widths[i]-1))
		}
	}
	if lines == 1 {
		return 0
	}
	return float64(min(lines*lineHeight, excelize.MaxRowHeight))
}

func (w *writer) rows() error {
	cells := make([]any, len(w.sheet.Table.Columns))
	for r, row := range w.sheet.Table.Rows {
		ids, err := w.bodyStyles(body, row)
		if err != nil {
			return err
		}
		for i, cell := range row {
			cells[i] = excelize.Cell{StyleID: ids[i], Value: value(cell, w.sheet.Table.Columns[i].Kind)}
		}
		if err := w.stream.SetRow(name(1, w.firstRow+r), cells, excelize.RowOpts{Height: w.height(row)}); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) bodyStyles(p part, row []document.Cell) ([]int, error) {
	ids := make([]int, len(w.sheet.Table.Columns))
	for i, c := range w.sheet.Table.Columns {
		l := look{part: p, format: row[i].Format(c.Kind), align: c.Resolved()}
		if p == totals && c.Kind == document.KindText {
			l.align = document.AlignCenter
		}
		id, err := w.styles.id(l)
		if err != nil {
			return nil, err
		}
		ids[i] = id
	}
	return ids, nil
}

// total writes sums as formulas together with their values, for readers that do not calculate.
func (w *writer) total() error {
	t := w.sheet.Table
	if t.Total == nil {
		return nil
	}
	ids, err := w.bodyStyles(totals, t.Total)
	if err != nil {
		return err
	}
	cells := make([]any, len(ids))
	for i, cell := range t.Total {
		c := excelize.Cell{StyleID: ids[i], Value: value(cell, t.Columns[i].Kind)}
		if t.Columns[i].Sum && len(t.Rows) > 0 {
			c.Formula = "SUM(" + name(i+1, w.firstRow) + ":" + name(i+1, w.lastRow) + ")"
		}
		cells[i] = c
	}
	return w.stream.SetRow(name(1, w.lastRow+1), cells)
}

// afterTable is the first row below the table.
func (w *writer) afterTable() int {
	if w.sheet.Table.Total != nil {
		return w.lastRow + 2
	}
	return w.lastRow + 1
}

// width is how wide the table is.
func (w *writer) width() int {
	total := 0
	for _, width := range w.widths {
		total += width
	}
	return total
}

func (w *writer) notes() error {
	for i, note := range w.sheet.Notes {
		height := float64(titleHeight(note, w.width()))
		if err := w.across(w.afterTable()+i, note, look{part: noteLine}, height); err != nil {
			return err
		}
	}
	return nil
}

// value is what excelize keeps in a cell. Text is kept as text whatever it begins with; a number is the nearest one that the format can hold, which
// at up to 15 digits is the number itself.
func value(c document.Cell, as document.Kind) any {
	switch {
	case c.Empty():
		return nil
	case c.Kind == document.KindDate:
		return serial(c.Text)
	case !c.Kind.Numeric():
		return c.Show(as)
	}
	number, err := strconv.ParseFloat(c.Number(as), 64)
	if err != nil {
		return c.Show(as) // an integer always parses; if ever not, the reader still sees it
	}
	return number
}

// serial is a date as spreadsheets count it: days since 30 December 1899.
func serial(date string) any {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date // Check has refused it before
	}
	return int(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)) / (24 * time.Hour))
}

func name(column, row int) string { return ooxml.CellName(column, row) }
