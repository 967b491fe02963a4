package docx

import (
	"strconv"

	"zhaoyin/internal/document/markup"
)

// Two notes hold the lines between text and notes; the paper's own are numbered from 1.
const (
	separator    = "-1"
	continuation = "0"
)

// footnote puts a mark into the text and keeps the note for its part.
func (b *body) footnote(text string) {
	b.footnotes = append(b.footnotes, text)
	b.x.Start("w:r")
	mark(b.x)
	b.x.Void("w:footnoteReference", "w:id", strconv.Itoa(len(b.footnotes)))
	b.x.End()
}

func mark(x *markup.Writer) {
	x.Start("w:rPr")
	x.Void("w:rStyle", "w:val", styleMark)
	x.End()
}

func footnotes(texts []string) []byte {
	x := markup.New(markup.XML, "w:footnotes", namespaces...)
	for _, line := range []struct{ kind, id, content string }{
		{"separator", separator, "w:separator"}, {"continuationSeparator", continuation, "w:continuationSeparator"},
	} {
		x.Start("w:footnote", "w:type", line.kind, "w:id", line.id)
		openNote(x)
		x.Start("w:r")
		x.Void(line.content)
		x.End()
		x.End()
		x.End()
	}
	for i, text := range texts {
		x.Start("w:footnote", "w:id", strconv.Itoa(i+1))
		openNote(x)
		x.Start("w:r")
		mark(x)
		x.Void("w:footnoteRef")
		x.End()
		x.Start("w:r")
		x.Leaf("w:t", " "+text, "xml:space", "preserve")
		x.End()
		x.End()
		x.End()
	}
	return x.Bytes()
}

func openNote(x *markup.Writer) {
	x.Start("w:p")
	x.Start("w:pPr")
	x.Void("w:pStyle", "w:val", styleFootnote)
	x.End()
}
