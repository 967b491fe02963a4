package docx

import (
	"strconv"

	"zhaoyin/internal/document/markup"
)

// The faces of GB/T 9704-2012 7.3: the title in 小标宋, text in 仿宋, headings of the first level in 黑体, of the second in 楷体; page numbers in 宋体.
const (
	xiaobiaosong = "方正小标宋简体"
	fangsong     = "仿宋_GB2312"
	heiti        = "黑体"
	kaiti        = "楷体_GB2312"
	songti       = "宋体"
	latin        = "Times New Roman"
)

// Sizes in half points: 二号, 三号, 四号 and 小四.
const (
	size2      = 44
	size3      = 32
	size4      = 28
	sizeSmall4 = 24
)

// lineGrid is one of the 22 lines of a page, in twips.
const lineGrid = "579"

// Names of the styles. Table text has a style for each size, see tableStyle.
const (
	styleTitle     = "Title"
	styleSubtitle  = "Subtitle"
	styleFigure    = "Figure"
	styleCaption   = "Caption"
	styleUnit      = "TableUnit"
	styleNote      = "Note"
	styleSpacer    = "Spacer"
	styleFooter    = "Footer"
	styleSignature = "SignatureLine"
	styleFootnote  = "FootnoteText"
	styleMark      = "FootnoteReference"
	styleTable     = "PaperTable"
)

// tableSizes are the sizes, in half points, that a table may be set in, the largest first; lines are exact and a third higher.
var tableSizes = []int{24, 21, 18, 15}

func tableStyle(size int, head bool) string {
	if head {
		return "TableHead" + strconv.Itoa(size)
	}
	return "TableText" + strconv.Itoa(size)
}

// paragraphStyle is what differs from the body text; zero fields keep what Normal says.
type paragraphStyle struct {
	id, name string
	keepNext bool
	line     string // exact height in twips, or auto
	after    string // space below, in twips
	flush    bool   // without the indent of two characters
	justify  string
	outline  int // level of a heading, from 1
	face     string
	size     int // half points
	bold     bool
}

func paragraphStyles() []paragraphStyle {
	all := []paragraphStyle{
		{id: styleTitle, name: "Title", keepNext: true, line: "700", after: "200", flush: true, justify: "center", face: xiaobiaosong, size: size2},
		{id: styleSubtitle, name: "Subtitle", after: lineGrid, flush: true, justify: "center", face: kaiti, size: size3},
		{id: "Heading1", name: "heading 1", keepNext: true, outline: 1, face: heiti, size: size3},
		{id: "Heading2", name: "heading 2", keepNext: true, outline: 2, face: kaiti, size: size3},
		{id: "Heading3", name: "heading 3", keepNext: true, outline: 3, face: fangsong, size: size3, bold: true},
		{id: "Heading4", name: "heading 4", keepNext: true, outline: 4, face: fangsong, size: size3},
		{id: styleFigure, name: "Figure", line: "auto", flush: true, justify: "center"},
		{id: styleCaption, name: "caption", keepNext: true, flush: true, justify: "center", face: heiti, size: size4},
		{id: styleUnit, name: "Table Unit", keepNext: true, line: "360", flush: true, justify: "right", face: fangsong, size: sizeSmall4},
		{id: styleNote, name: "Note", line: "360", flush: true, face: fangsong, size: sizeSmall4},
		{id: styleSpacer, name: "Spacer", line: "120", flush: true, size: 2},
		{id: styleFooter, name: "footer", line: "auto", flush: true, face: songti, size: size4},
		{id: styleSignature, name: "Signature Line", flush: true, justify: "right"},
		{id: styleFootnote, name: "footnote text", line: "auto", flush: true, justify: "left", face: fangsong, size: 18},
	}
	for _, size := range tableSizes {
		line := strconv.Itoa(size * 15)
		all = append(all,
			paragraphStyle{id: tableStyle(size, false), name: "Table Text " + strconv.Itoa(size), line: line, flush: true, face: fangsong, size: size},
			paragraphStyle{id: tableStyle(size, true), name: "Table Head " + strconv.Itoa(size), line: line, flush: true, face: heiti, size: size})
	}
	return all
}

func styles() []byte {
	x := markup.New(markup.XML, "w:styles", namespaces...)
	defaults(x)
	x.Start("w:style", "w:type", "paragraph", "w:default", "1", "w:styleId", "Normal")
	x.Void("w:name", "w:val", "Normal")
	x.Void("w:qFormat")
	x.Start("w:pPr")
	x.Void("w:widowControl", "w:val", "0")
	x.Void("w:autoSpaceDE", "w:val", "0") // Word would widen the gap to Latin letters and digits, and 28 characters no longer fit
	x.Void("w:autoSpaceDN", "w:val", "0")
	x.Void("w:spacing", "w:before", "0", "w:after", "0", "w:line", lineGrid, "w:lineRule", "exact")
	x.Void("w:ind", "w:firstLineChars", "200", "w:firstLine", "640")
	x.Void("w:jc", "w:val", "both")
	x.End()
	x.End()
	for _, s := range paragraphStyles() {
		s.write(x)
	}
	x.Start("w:style", "w:type", "character", "w:styleId", styleMark)
	x.Void("w:name", "w:val", "footnote reference")
	x.Start("w:rPr")
	x.Void("w:vertAlign", "w:val", "superscript")
	x.End()
	x.End()
	tableBorders(x)
	return x.Bytes()
}

func defaults(x *markup.Writer) {
	x.Start("w:docDefaults")
	x.Start("w:rPrDefault")
	x.Start("w:rPr")
	fonts(x, fangsong)
	x.Void("w:spacing", "w:val", "-5") // 28 characters in 156 mm
	x.Void("w:kern", "w:val", "2")
	sizes(x, size3)
	x.Void("w:lang", "w:val", "en-US", "w:eastAsia", "zh-CN", "w:bidi", "ar-SA")
	x.End()
	x.End()
	x.Void("w:pPrDefault")
	x.End()
}

func fonts(x *markup.Writer, face string) {
	western := latin
	if face == songti { // page numbers are 宋体 throughout
		western = songti
	}
	x.Void("w:rFonts", "w:ascii", western, "w:hAnsi", western, "w:eastAsia", face, "w:cs", western)
}

func sizes(x *markup.Writer, half int) {
	x.Void("w:sz", "w:val", strconv.Itoa(half))
	x.Void("w:szCs", "w:val", strconv.Itoa(half))
}

func (s paragraphStyle) write(x *markup.Writer) {
	x.Start("w:style", "w:type", "paragraph", "w:styleId", s.id)
	x.Void("w:name", "w:val", s.name)
	x.Void("w:basedOn", "w:val", "Normal")
	x.Void("w:qFormat")
	x.Start("w:pPr")
	if s.keepNext {
		x.Void("w:keepNext")
	}
	if s.line != "" {
		x.Void("w:snapToGrid", "w:val", "0") // or its lines would be stretched to the body's
	}
	s.spacing(x)
	if s.flush {
		x.Void("w:ind", "w:firstLineChars", "0", "w:firstLine", "0")
	}
	if s.justify != "" {
		x.Void("w:jc", "w:val", s.justify)
	}
	if s.outline > 0 {
		x.Void("w:outlineLvl", "w:val", strconv.Itoa(s.outline-1))
	}
	x.End()
	x.Start("w:rPr")
	if s.face != "" {
		fonts(x, s.face)
	}
	if s.bold {
		x.Void("w:b")
	}
	if s.size > 0 {
		sizes(x, s.size)
	}
	x.End()
	x.End()
}

func (s paragraphStyle) spacing(x *markup.Writer) {
	after, line, rule := s.after, s.line, "exact"
	if after == "" {
		after = "0"
	}
	switch line {
	case "":
		line = lineGrid
	case "auto":
		line, rule = "240", "auto"
	}
	x.Void("w:spacing", "w:before", "0", "w:after", after, "w:line", line, "w:lineRule", rule)
}

// tableBorders is the style of tables: thin lines, heavier above and below.
func tableBorders(x *markup.Writer) {
	x.Start("w:style", "w:type", "table", "w:styleId", styleTable)
	x.Void("w:name", "w:val", "Paper Table")
	x.Start("w:tblPr")
	x.Start("w:tblBorders")
	for _, side := range []struct{ name, width string }{
		{"top", "12"}, {"left", "4"}, {"bottom", "12"}, {"right", "4"}, {"insideH", "4"}, {"insideV", "4"},
	} {
		x.Void("w:"+side.name, "w:val", "single", "w:sz", side.width, "w:space", "0", "w:color", "000000")
	}
	x.End()
	x.Start("w:tblCellMar")
	x.Void("w:left", "w:w", cellMargin, "w:type", "dxa")
	x.Void("w:right", "w:w", cellMargin, "w:type", "dxa")
	x.End()
	x.End()
	x.End()
}
