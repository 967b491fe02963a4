// Package docx writes a document as Word reads it, in the layout of official papers (党政机关公文格式, GB/T 9704-2012): type area of 156 × 225 mm with
// 22 lines of 28 characters, the prescribed faces for each level, page numbers — 1 — at the outer edge. The faces are named, not shipped.
package docx

import (
	"fmt"
	"io"

	"zhaoyin/internal/document"
	"zhaoyin/internal/document/markup"
	"zhaoyin/internal/document/ooxml"
)

const (
	wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml."

	documentPart  = "word/document.xml"
	footnotesPart = "word/footnotes.xml"
)

var namespaces = []string{
	"xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
	"xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
	"xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
	"xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main",
	"xmlns:c", "http://schemas.openxmlformats.org/drawingml/2006/chart",
}

// Write writes the document; one that does not pass its Check is refused. The same document is the same bytes.
func Write(w io.Writer, d document.Document) error {
	if err := d.Check(); err != nil {
		return fmt.Errorf("write docx: %w", err)
	}
	p := ooxml.NewPackage()
	p.Relate("", "officeDocument", documentPart)
	b := newBody(p, d)
	if err := b.write(d); err != nil {
		return fmt.Errorf("write docx: %w", err)
	}
	p.Add(documentPart, wordType+"document.main+xml", b.x.Bytes())
	b.addPart("styles", "word/styles.xml", styles())
	b.addPart("fontTable", "word/fontTable.xml", fontTable())
	if len(b.footnotes) > 0 {
		b.addPart("footnotes", footnotesPart, footnotes(b.footnotes))
	}
	b.addPart("settings", "word/settings.xml", settings(len(b.footnotes) > 0))
	p.AddProperties(b.properties)
	if err := p.Write(w); err != nil {
		return fmt.Errorf("write docx: %w", err)
	}
	return nil
}

// addPart puts in a part to which the document points; its content type is named like its relation.
func (b *body) addPart(kind, name string, data []byte) string {
	b.pkg.Add(name, wordType+kind+"+xml", data)
	return b.pkg.Relate(documentPart, kind, name)
}

func settings(withFootnotes bool) []byte {
	x := markup.New(markup.XML, "w:settings", namespaces...)
	x.Void("w:evenAndOddHeaders")
	x.Void("w:characterSpacingControl", "w:val", "compressPunctuation")
	if withFootnotes {
		x.Start("w:footnotePr")
		x.Void("w:footnote", "w:id", separator)
		x.Void("w:footnote", "w:id", continuation)
		x.End()
	}
	x.Start("w:compat")
	x.Void("w:doNotExpandShiftReturn") // a line before a line break is not stretched over the page
	x.Void("w:compatSetting", "w:name", "compatibilityMode", "w:uri", "http://schemas.microsoft.com/office/word", "w:val", "15")
	x.End()
	x.Void("w:themeFontLang", "w:val", "en-US", "w:eastAsia", "zh-CN")
	return x.Bytes()
}

// fontTable tells a computer without the prescribed faces which ones stand in for them.
func fontTable() []byte {
	x := markup.New(markup.XML, "w:fonts", namespaces...)
	for _, f := range []struct{ name, instead string }{
		{fangsong, "仿宋"}, {kaiti, "楷体"}, {heiti, "SimHei"}, {xiaobiaosong, "宋体"}, {songti, "SimSun"},
	} {
		x.Start("w:font", "w:name", f.name)
		x.Void("w:altName", "w:val", f.instead)
		x.Void("w:charset", "w:val", "86")
		x.End()
	}
	return x.Bytes()
}
