package docx

import (
	"strconv"

	"zhaoyin/internal/document"
)

// cellMargin is the air at each side of a cell, in twips.
const cellMargin = "57"

var alignments = map[document.Align]string{document.AlignLeft: "left", document.AlignCenter: "center", document.AlignRight: "right"}

// merge is a cell's part in an upright union of cells.
type merge int

const (
	single merge = iota
	first
	rest
)

// table writes a table as wide as the type area, in the largest size that does it justice. Its titles are repeated on every page.
func (b *body) table(t document.Table) {
	if t.Caption != "" {
		b.line(styleCaption, t.Caption)
	}
	if t.Unit != "" {
		b.line(styleUnit, "单位："+t.Unit)
	}
	units := make([]int, len(tableSizes))
	for i, size := range tableSizes {
		units[i] = size * 5 // half a character, in twips
	}
	choice, widths := t.Fit(b.page.area(), units)
	w := tableWriter{body: b, Table: t, widths: widths, size: tableSizes[choice]}
	w.whole = w.height() <= b.page.rows()/shortTable
	w.write()
	b.line(styleSpacer, "") // two tables without a paragraph between them would become one
}

type tableWriter struct {
	*body
	document.Table
	widths   []int
	size     int
	whole    bool // stays on one page
	keepNext bool // the row being written stays with the next one
}

func (w *tableWriter) write() {
	w.x.Start("w:tbl")
	w.x.Start("w:tblPr")
	w.x.Void("w:tblStyle", "w:val", styleTable)
	w.x.Void("w:tblW", "w:w", strconv.Itoa(w.page.area()), "w:type", "dxa")
	w.x.Void("w:jc", "w:val", "center")
	w.x.Void("w:tblLayout", "w:type", "fixed")
	w.x.End()
	w.x.Start("w:tblGrid")
	for _, width := range w.widths {
		w.x.Void("w:gridCol", "w:w", strconv.Itoa(width))
	}
	w.x.End()
	w.keepNext = true // titles never stand alone
	w.titles()
	for i, row := range w.Rows {
		w.keepNext = w.stays(i)
		w.row(row, false)
	}
	if w.Total != nil {
		w.keepNext = w.signed
		w.row(w.Total, true)
	}
	w.x.End()
}

// A table of up to a quarter of a page stays on one. A longer one goes over the page, or half of it would stay empty; its first rows stay with the titles and its
// last ones with each other.
const (
	shortTable = 4
	leastRows  = 2
)

// height is about how high the rows are, in twips.
func (w *tableWriter) height() int {
	const margins = 2 * 57
	lines := 0
	for _, row := range w.Rows {
		highest := 1
		for i, cell := range row {
			room := max((w.widths[i]-margins)/(w.size*5), 1)
			highest = max(highest, document.LinesOf(cell.Show(w.Columns[i].Kind), room))
		}
		lines += highest
	}
	return lines * w.size * 15
}

// stays is true of a row that stays on the page of the next one.
func (w *tableWriter) stays(i int) bool {
	n := len(w.Rows)
	if i == n-1 {
		return w.Total != nil || w.signed
	}
	return w.whole || i < leastRows-1 || i >= n-leastRows
}

// titles writes one line of titles, or two when columns are grouped.
func (w *tableWriter) titles() {
	below := single
	if w.Grouped() {
		w.openRow(true)
		for _, span := range w.Spans() {
			if span.Title != "" {
				w.cell(span.First, span.Count, single, document.AlignCenter, span.Title, true)
			} else {
				w.cell(span.First, 1, first, document.AlignCenter, w.Columns[span.First].Title, true)
			}
		}
		w.x.End()
		below = rest
	}
	w.openRow(true)
	for i, c := range w.Columns {
		if below == rest && c.Group == "" {
			w.cell(i, 1, rest, document.AlignCenter, "", true)
			continue
		}
		w.cell(i, 1, single, document.AlignCenter, c.Title, true)
	}
	w.x.End()
}

func (w *tableWriter) row(cells []document.Cell, total bool) {
	w.openRow(false)
	for i, cell := range cells {
		column := w.Columns[i]
		align := column.Resolved()
		if total && cell.Kind == document.KindText {
			align = document.AlignCenter
		}
		w.cell(i, 1, single, align, cell.Show(column.Kind), total)
	}
	w.x.End()
}

// openRow begins a row that no page break cuts.
func (w *tableWriter) openRow(title bool) {
	w.x.Start("w:tr")
	w.x.Start("w:trPr")
	w.x.Void("w:cantSplit")
	if title {
		w.x.Void("w:tblHeader")
	}
	w.x.End()
}

func (w *tableWriter) cell(column, count int, union merge, align document.Align, text string, head bool) {
	width := 0
	for _, part := range w.widths[column : column+count] {
		width += part
	}
	w.x.Start("w:tc")
	w.x.Start("w:tcPr")
	w.x.Void("w:tcW", "w:w", strconv.Itoa(width), "w:type", "dxa")
	if count > 1 {
		w.x.Void("w:gridSpan", "w:val", strconv.Itoa(count))
	}
	switch union {
	case first:
		w.x.Void("w:vMerge", "w:val", "restart")
	case rest:
		w.x.Void("w:vMerge")
	}
	w.x.Void("w:vAlign", "w:val", "center")
	w.x.End()
	w.x.Start("w:p")
	w.x.Start("w:pPr")
	w.x.Void("w:pStyle", "w:val", tableStyle(w.size, head))
	if w.keepNext {
		w.x.Void("w:keepNext")
	}
	w.x.Void("w:jc", "w:val", alignments[align])
	w.x.End()
	if text != "" {
		w.run(text, false)
	}
	w.x.End()
	w.x.End()
}
