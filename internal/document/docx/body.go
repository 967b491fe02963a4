package docx

import (
	"strconv"
	"strings"

	"zhaoyin/internal/document"
	"zhaoyin/internal/document/markup"
	"zhaoyin/internal/document/ooxml"
)

// body writes the flow of the document and gathers what stands in parts of its own.
type body struct {
	x          *markup.Writer
	pkg        *ooxml.Package
	properties ooxml.Properties
	numbering  document.Numbering
	footnotes  []string
	charts     int
	odd, even  string // relations of the footers
	page       page   // of the section being written
	signed     bool   // the block being written stays with the signature after it
}

func newBody(p *ooxml.Package, d document.Document) *body {
	b := &body{
		x:          markup.New(markup.XML, "w:document", namespaces...),
		pkg:        p,
		properties: ooxml.Properties{Title: d.Title, Creator: d.Organ, At: d.At},
	}
	b.odd = b.addPart("footer", "word/footer1.xml", footer("right"))
	b.even = b.addPart("footer", "word/footer2.xml", footer("left"))
	return b
}

func (b *body) write(d document.Document) error {
	b.x.Start("w:body")
	b.page = upright
	if d.Title != "" {
		b.line(styleTitle, d.Title)
	}
	if d.Subtitle != "" {
		b.line(styleSubtitle, d.Subtitle)
	}
	headed := d.Title != "" || d.Subtitle != ""
	for i, section := range d.Sections() {
		next := pageOf(section)
		if i > 0 || headed && section.Landscape {
			b.sectionBreak()
		}
		b.page = next
		if err := b.blocks(section.Blocks); err != nil {
			return err
		}
	}
	b.section()
	return nil
}

func (b *body) blocks(blocks []document.Block) error {
	for i, block := range blocks {
		b.signed = signatureAt(blocks, i+1)
		switch v := block.(type) {
		case document.Heading:
			b.line("Heading"+strconv.Itoa(v.Level), b.numbering.Title(v))
		case document.Paragraph:
			b.paragraph(v)
		case document.Table:
			b.table(v)
		case document.Chart:
			if err := b.chart(v); err != nil {
				return err
			}
		case document.Note:
			b.line(styleNote, v.Text)
		case document.PageBreak:
			b.pageBreak()
		case document.Signature:
			b.signature(v)
		}
	}
	return nil
}

// line is a paragraph of one run in a style.
func (b *body) line(style, text string) {
	b.open(style)
	b.run(text, false)
	b.x.End()
}

// signatureAt says whether a signature stands there: alone on a page it would be nobody's.
func signatureAt(blocks []document.Block, i int) bool {
	if i >= len(blocks) {
		return false
	}
	_, signature := blocks[i].(document.Signature)
	return signature
}

// open begins a paragraph in a style.
func (b *body) open(style string) {
	b.x.Start("w:p")
	b.x.Start("w:pPr")
	b.x.Void("w:pStyle", "w:val", style)
	b.keep()
	b.x.End()
}

// keep holds what comes before a signature to it.
func (b *body) keep() {
	if b.signed {
		b.x.Void("w:keepNext")
	}
}

func (b *body) paragraph(p document.Paragraph) {
	b.x.Start("w:p")
	if b.signed {
		b.x.Start("w:pPr")
		b.keep()
		b.x.End()
	}
	for _, r := range p.Runs {
		b.run(r.Text, r.Bold)
		if r.Footnote != "" {
			b.footnote(r.Footnote)
		}
	}
	b.x.End()
}

func (b *body) run(text string, bold bool) {
	b.x.Start("w:r")
	if bold {
		b.x.Start("w:rPr")
		b.x.Void("w:b")
		b.x.End()
	}
	for i, line := range strings.Split(document.Clean(text), "\n") {
		if i > 0 {
			b.x.Void("w:br")
		}
		b.x.Leaf("w:t", line, "xml:space", "preserve")
	}
	b.x.End()
}

func (b *body) pageBreak() {
	b.open(styleSpacer)
	b.x.Start("w:r")
	b.x.Void("w:br", "w:type", "page")
	b.x.End()
	b.x.End()
}

// chart size in millimetres: as wide as the type area nearly is, half as high.
const (
	chartWidth  = 150
	chartHeight = 80
	emuPerMM    = 36000
)

func (b *body) chart(c document.Chart) error {
	b.charts++
	id, err := b.pkg.AddChart(documentPart, b.charts, c, fangsong, b.properties)
	if err != nil {
		return err
	}
	number := strconv.Itoa(b.charts)
	b.open(styleFigure)
	b.x.Start("w:r")
	b.x.Start("w:drawing")
	b.x.Start("wp:inline", "distT", "0", "distB", "0", "distL", "0", "distR", "0")
	b.x.Void("wp:extent", "cx", strconv.Itoa(chartWidth*emuPerMM), "cy", strconv.Itoa(chartHeight*emuPerMM))
	b.x.Void("wp:docPr", "id", number, "name", "图表"+number, "descr", c.Title)
	b.x.Void("wp:cNvGraphicFramePr")
	b.x.Start("a:graphic")
	b.x.Start("a:graphicData", "uri", "http://schemas.openxmlformats.org/drawingml/2006/chart")
	b.x.Void("c:chart", "r:id", id)
	for range 6 { // from graphicData out to the paragraph
		b.x.End()
	}
	return nil
}

// signature puts the organ two characters from the right edge and the day below it, begun two characters further in; when the day is the longer one,
// it takes the two characters and the organ moves (GB/T 9704-2012 7.3.5.2, papers without a seal).
func (b *body) signature(s document.Signature) {
	const edge, indent = 4, 4 // half-width characters
	day := s.Date.Time()
	date := ""
	if !day.IsZero() {
		date = day.Format("2006年1月2日")
	}
	organRight := edge
	dateRight := edge + document.TextWidth(document.Clean(s.Organ)) - indent - document.TextWidth(date)
	if dateRight < edge {
		organRight += edge - dateRight
		dateRight = edge
	}
	b.sign(s.Organ, organRight, true)
	if date != "" {
		b.sign(date, dateRight, false)
	}
}

func (b *body) sign(text string, right int, keep bool) {
	const twipsPerHalf = 160 // half a character of 三号
	b.x.Start("w:p")
	b.x.Start("w:pPr")
	b.x.Void("w:pStyle", "w:val", styleSignature)
	if keep {
		b.x.Void("w:keepNext")
	}
	b.x.Void("w:ind", "w:rightChars", strconv.Itoa(right*50), "w:right", strconv.Itoa(right*twipsPerHalf))
	b.x.End()
	b.run(text, false)
	b.x.End()
}
