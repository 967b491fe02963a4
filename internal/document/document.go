// Package document is a paper that has no format yet: what it says, in order, and nothing about how docx, xlsx or html say it. The writers in the
// folders below are the only code that knows a format; a composer of reports builds these values and hands them over. Every value is plain
// data, numbers are exact integers (unit.Wan, unit.Mu, unit.Ratio), and the same value always gives the same bytes.
package document

import (
	"time"

	"zhaoyin/internal/calendar"
)

// Document is one paper: a report of the month, or one county head's own report.
type Document struct {
	Title    string
	Subtitle string // under the title, such as the month and the organ; empty when there is none
	Organ    string // who issues it; the creator in the file's properties
	Blocks   []Block

	// At is the time in the file's properties. It belongs to what the paper says (when the month was closed) and never comes from the clock of
	// the writer: the same paper must be the same bytes twice.
	At time.Time
}

// Block is one thing in the flow of a paper: Heading, Paragraph, Table, Chart, Note, PageBreak or Signature. The set is closed, and every writer
// handles all of it.
type Block interface{ block() }

func (Heading) block()   {}
func (Paragraph) block() {}
func (Table) block()     {}
func (Chart) block()     {}
func (Note) block()      {}
func (PageBreak) block() {}
func (Signature) block() {}

// Heading opens a section. Its number (一、 （一） 1. （1）, GB/T 9704-2012 7.3.3) is given by the writer through Numbering, so that a section which
// is left out leaves no gap.
type Heading struct {
	Level      int // 1 to 4
	Text       string
	Unnumbered bool // 附表 and the like
}

// Paragraph is running text.
type Paragraph struct {
	Runs []Run
}

// Run is a piece of a paragraph in one weight. A line feed in Text is a line break.
type Run struct {
	Text     string
	Bold     bool
	Footnote string // what the note says; its mark follows the text
	Ref      string // where the run's figure comes from, such as a row's id; carried into html
}

// Plain is a paragraph without emphasis.
func Plain(text string) Paragraph { return Paragraph{Runs: []Run{{Text: text}}} }

// Lead is a paragraph which opens with a few words in bold: 一是…… before its explanation.
func Lead(lead, text string) Paragraph {
	return Paragraph{Runs: []Run{{Text: lead, Bold: true}, {Text: text}}}
}

// Note is a remark in small type under what it remarks on: 注：…… .
type Note struct {
	Text string
}

// PageBreak starts a new page.
type PageBreak struct{}

// Signature closes a paper: who signs and on which day.
type Signature struct {
	Organ string
	Date  calendar.Date
}
