// Package html writes a document as one page that needs nothing else: no script, no reference to another address, charts drawn in place. It can be
// mailed, kept and printed.
package html

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"zhaoyin/internal/document"
	"zhaoyin/internal/document/markup"
)

const styleSheet = `
body{max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff;font:1.05rem/1.9 FangSong,STFangsong,仿宋,serif}
h1,h2,h3,h4,h5,caption,th,tfoot td{font-family:SimHei,Heiti SC,黑体,sans-serif}
h1{font-size:1.8rem;font-weight:bold;line-height:1.4;text-align:center;margin-bottom:.3rem}
h2,h3,h4,h5{font-size:1.1rem;margin:1.2rem 0 .4rem}
h3{font-family:KaiTi,STKaiti,楷体,serif}
h4,h5{font-family:inherit}
p{margin:.2rem 0;text-indent:2em;text-align:justify}
.subtitle{text-align:center;text-indent:0;margin-bottom:1.5rem}
.note,.unit,.foot{font-size:.9rem;text-indent:0}
.unit{text-align:right}
.signature{text-align:right;text-indent:0;margin-top:1.5rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:.6rem 0;font-size:.95rem;line-height:1.5;font-variant-numeric:tabular-nums}
caption{padding:.3rem}
th,td{border:1px solid #777;padding:.25rem .5rem}
th{font-weight:normal;text-align:center}
thead th{background:#f2f2f2}
tbody th{font-family:inherit}
.l{text-align:left}
.c{text-align:center}
.r{text-align:right}
.n{white-space:nowrap}
figure{margin:1rem 0;text-align:center}
svg{width:100%;max-width:45rem;height:auto}
svg text{font-family:SimSun,Songti SC,宋体,serif;font-size:13px}
.break{break-after:page}
@page{size:A4;margin:37mm 26mm 35mm 28mm}
@page wide{size:A4 landscape;margin:26mm 37mm 28mm 35mm}
@media print{
body{max-width:none;margin:0;padding:0;font-size:12pt}
.wide{page:wide}
.scroll{overflow:visible}
thead{display:table-header-group}
tfoot{display:table-row-group}
tr,figure{break-inside:avoid}
h2,h3,h4,h5,caption{break-after:avoid}
table{font-size:9pt}
}
`

// Write writes the document; one that does not pass its Check is refused. The same document is the same bytes.
func Write(w io.Writer, d document.Document) error {
	if err := d.Check(); err != nil {
		return fmt.Errorf("write html: %w", err)
	}
	p := &page{w: markup.New(markup.HTML, "html", "lang", "zh-CN")}
	p.head(d)
	p.body(d)
	if _, err := w.Write(p.w.Bytes()); err != nil {
		return fmt.Errorf("write html: %w", err)
	}
	return nil
}

type page struct {
	w         *markup.Writer
	numbering document.Numbering
	footnotes []string
}

func (p *page) head(d document.Document) {
	p.w.Start("head")
	p.w.Void("meta", "charset", "utf-8")
	p.w.Void("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
	p.w.Void("meta", "name", "author", "content", d.Organ)
	p.w.Void("meta", "name", "date", "content", d.At.UTC().Format(time.RFC3339))
	p.w.Leaf("title", d.Title)
	p.w.Start("style")
	p.w.Constant(styleSheet)
	p.w.End()
	p.w.End()
}

func (p *page) body(d document.Document) {
	p.w.Start("body")
	p.w.Start("main")
	if d.Title != "" {
		p.lines("h1", d.Title)
	}
	if d.Subtitle != "" {
		p.lines("p", d.Subtitle, "class", "subtitle")
	}
	for _, section := range d.Sections() {
		if section.Landscape {
			p.w.Start("section", "class", "wide")
		} else {
			p.w.Start("section")
		}
		p.blocks(section.Blocks)
		p.w.End()
	}
	p.notes()
}

func (p *page) blocks(blocks []document.Block) {
	for _, block := range blocks {
		switch v := block.(type) {
		case document.Heading:
			p.lines("h"+strconv.Itoa(v.Level+1), p.numbering.Title(v))
		case document.Paragraph:
			p.paragraph(v)
		case document.Table:
			p.table(v)
		case document.Chart:
			p.chart(v)
		case document.Note:
			p.lines("p", v.Text, "class", "note")
		case document.PageBreak:
			p.w.Leaf("div", "", "class", "break")
		case document.Signature:
			p.signature(v)
		}
	}
}

// lines is an element of text whose line feeds are line breaks.
func (p *page) lines(element, text string, attributes ...string) {
	p.w.Start(element, attributes...)
	p.text(text)
	p.w.End()
}

func (p *page) text(text string) {
	for i, line := range strings.Split(document.Clean(text), "\n") {
		if i > 0 {
			p.w.Void("br")
		}
		p.w.Text(line)
	}
}

func (p *page) paragraph(v document.Paragraph) {
	p.w.Start("p")
	for _, r := range v.Runs {
		p.run(r)
	}
	p.w.End()
}

func (p *page) run(r document.Run) {
	element := "span"
	if r.Bold {
		element = "strong"
	}
	switch {
	case r.Ref != "":
		p.lines(element, r.Text, "data-ref", r.Ref)
	case r.Bold:
		p.lines(element, r.Text)
	default:
		p.text(r.Text)
	}
	if r.Footnote == "" {
		return
	}
	p.footnotes = append(p.footnotes, r.Footnote)
	n := strconv.Itoa(len(p.footnotes))
	p.w.Start("sup", "id", "mark"+n)
	p.w.Leaf("a", n, "href", "#note"+n)
	p.w.End()
}

func (p *page) notes() {
	if len(p.footnotes) == 0 {
		return
	}
	p.w.Start("footer")
	p.w.Void("hr")
	for i, text := range p.footnotes {
		n := strconv.Itoa(i + 1)
		p.w.Start("p", "class", "foot", "id", "note"+n)
		p.w.Leaf("a", n, "href", "#mark"+n)
		p.w.Text(" ")
		p.text(text)
		p.w.End()
	}
	p.w.End()
}

func (p *page) signature(s document.Signature) {
	p.lines("p", s.Organ, "class", "signature")
	if day := s.Date.Time(); !day.IsZero() {
		p.w.Start("p", "class", "signature")
		p.w.Leaf("time", day.Format("2006年1月2日"), "datetime", s.Date.String())
		p.w.End()
	}
}
