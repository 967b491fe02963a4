package docx

import (
	"strconv"

	"zhaoyin/internal/document"
	"zhaoyin/internal/document/markup"
)

// page is the sheet of a section, in twips (a twentieth of a point).
type page struct {
	width, height            int
	top, right, bottom, left int
	footer                   int
	landscape                bool
}

// upright is A4 with the type area of 156 × 225 mm: 37 mm above, 28 mm at the left (GB/T 9704-2012 5.2); the number stands 7 mm below the area.
var upright = page{width: 11906, height: 16838, top: 2098, right: 1474, bottom: 1984, left: 1587, footer: 1240}

// lying is for wide tables; the standard turns the page (7.4), so the margins turn with it.
var lying = page{width: 16838, height: 11906, top: 1474, right: 2098, bottom: 1587, left: 1984, footer: 850, landscape: true}

func pageOf(s document.Section) page {
	if s.Landscape {
		return lying
	}
	return upright
}

// area is the width of the type area.
func (p page) area() int { return p.width - p.left - p.right }

// rows is the height of the type area.
func (p page) rows() int { return p.height - p.top - p.bottom }

// sectionBreak ends a section before the document's end, in a paragraph of next to no height.
func (b *body) sectionBreak() {
	b.x.Start("w:p")
	b.x.Start("w:pPr")
	b.x.Void("w:pStyle", "w:val", styleSpacer)
	b.section()
	b.x.End()
	b.x.End()
}

func (b *body) section() {
	p := b.page
	b.x.Start("w:sectPr")
	b.x.Void("w:footerReference", "w:type", "default", "r:id", b.odd)
	b.x.Void("w:footerReference", "w:type", "even", "r:id", b.even)
	size := []string{"w:w", strconv.Itoa(p.width), "w:h", strconv.Itoa(p.height)}
	if p.landscape {
		size = append(size, "w:orient", "landscape")
	}
	b.x.Void("w:pgSz", size...)
	b.x.Void("w:pgMar", "w:top", strconv.Itoa(p.top), "w:right", strconv.Itoa(p.right), "w:bottom", strconv.Itoa(p.bottom),
		"w:left", strconv.Itoa(p.left), "w:header", "851", "w:footer", strconv.Itoa(p.footer), "w:gutter", "0")
	// A grid of lines only: with one of characters LibreOffice gives each character two cells.
	b.x.Void("w:docGrid", "w:type", "lines", "w:linePitch", lineGrid)
	b.x.End()
}

// footer is the page number — 1 — one character from the outer edge (GB/T 9704-2012 7.5).
func footer(side string) []byte {
	x := markup.New(markup.XML, "w:ftr", namespaces...)
	x.Start("w:p")
	x.Start("w:pPr")
	x.Void("w:pStyle", "w:val", styleFooter)
	x.Void("w:ind", "w:"+side+"Chars", "100", "w:"+side, "280")
	x.Void("w:jc", "w:val", side)
	x.End()
	text := func(s string) {
		x.Start("w:r")
		x.Leaf("w:t", s, "xml:space", "preserve")
		x.End()
	}
	field := func(step string) {
		x.Start("w:r")
		x.Void("w:fldChar", "w:fldCharType", step)
		x.End()
	}
	text("— ")
	field("begin")
	x.Start("w:r")
	x.Leaf("w:instrText", " PAGE ", "xml:space", "preserve")
	x.End()
	field("separate")
	text("1")
	field("end")
	text(" —")
	return x.Bytes()
}
