package html

import (
	"strconv"

	"zhaoyin/internal/document"
)

var alignments = map[document.Align]string{document.AlignLeft: "l", document.AlignCenter: "c", document.AlignRight: "r"}

func (p *page) table(t document.Table) {
	p.w.Start("div", "class", "scroll")
	p.w.Start("table")
	p.caption(t)
	p.titles(t)
	p.w.Start("tbody")
	header := headerColumn(t)
	for _, row := range t.Rows {
		p.row(t, row, header, false)
	}
	p.w.End()
	if t.Total != nil {
		p.w.Start("tfoot")
		p.row(t, t.Total, header, true)
		p.w.End()
	}
	p.w.End()
	p.w.End()
}

func (p *page) caption(t document.Table) {
	if t.Caption == "" && t.Unit == "" {
		return
	}
	p.w.Start("caption")
	p.text(t.Caption)
	if t.Unit != "" {
		p.lines("div", "单位："+t.Unit, "class", "unit")
	}
	p.w.End()
}

// headerColumn is the column which names its row: the first one of text.
func headerColumn(t document.Table) int {
	for i, c := range t.Columns {
		if c.Kind == document.KindText {
			return i
		}
	}
	return -1
}

func (p *page) titles(t document.Table) {
	p.w.Start("thead")
	if t.Grouped() {
		p.w.Start("tr")
		for _, span := range t.Spans() {
			if span.Title == "" {
				p.lines("th", t.Columns[span.First].Title, "scope", "col", "rowspan", "2")
				continue
			}
			p.lines("th", span.Title, "scope", "colgroup", "colspan", strconv.Itoa(span.Count))
		}
		p.w.End()
	}
	p.w.Start("tr")
	for _, c := range t.Columns {
		if !t.Grouped() || c.Group != "" {
			p.lines("th", c.Title, "scope", "col")
		}
	}
	p.w.End()
	p.w.End()
}

// shortText is up to which width words stay on one line, as figures and dates always do.
const shortText = 12

func (p *page) row(t document.Table, cells []document.Cell, header int, total bool) {
	p.w.Start("tr")
	for i, cell := range cells {
		column := t.Columns[i]
		align := column.Resolved()
		if total && cell.Kind == document.KindText {
			align = document.AlignCenter
		}
		text := cell.Show(column.Kind)
		class := alignments[align]
		if cell.Kind != document.KindText || document.TextWidth(text) <= shortText {
			class += " n"
		}
		attributes := []string{"class", class}
		if cell.Ref != "" {
			attributes = append(attributes, "data-ref", cell.Ref)
		}
		element := "td"
		if i == header {
			element, attributes = "th", append(attributes, "scope", "row")
		}
		p.lines(element, text, attributes...)
	}
	p.w.End()
}
