// Package markup writes XML and HTML that is well formed by construction: elements close in the order in which they were opened, and text is
// cleaned and escaped.
package markup

import (
	"bytes"
	"encoding/xml"

	"zhaoyin/internal/document"
)

// XML is how every part of an Office file begins.
const XML = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// HTML is how a page begins.
const HTML = "<!DOCTYPE html>\n"

// Writer writes one file. Attributes are pairs of a name and a value; names of elements and attributes are constants of the program and are not
// checked.
type Writer struct {
	buf  bytes.Buffer
	open []string
}

// New begins a file with its first line and its outermost element.
func New(beginning, root string, attributes ...string) *Writer {
	w := &Writer{}
	w.buf.WriteString(beginning)
	w.Start(root, attributes...)
	return w
}

// Start opens an element, which End closes.
func (w *Writer) Start(name string, attributes ...string) {
	w.tag(name, attributes)
	w.buf.WriteByte('>')
	w.open = append(w.open, name)
}

// End closes the element that was opened last.
func (w *Writer) End() {
	last := len(w.open) - 1
	w.buf.WriteString("</")
	w.buf.WriteString(w.open[last])
	w.buf.WriteByte('>')
	w.open = w.open[:last]
}

// Void writes an element without content.
func (w *Writer) Void(name string, attributes ...string) {
	w.tag(name, attributes)
	w.buf.WriteString("/>")
}

// Leaf writes an element which holds text.
func (w *Writer) Leaf(name, text string, attributes ...string) {
	w.Start(name, attributes...)
	w.Text(text)
	w.End()
}

// Text writes text.
func (w *Writer) Text(s string) {
	_ = xml.EscapeText(&w.buf, []byte(document.Clean(s))) // a bytes.Buffer takes everything
}

// Constant writes markup or a style sheet that stands in the program itself, as it is; never anything that a user has typed.
func (w *Writer) Constant(s string) { w.buf.WriteString(s) }

// Bytes closes what is open and gives the file.
func (w *Writer) Bytes() []byte {
	for len(w.open) > 0 {
		w.End()
	}
	return w.buf.Bytes()
}

func (w *Writer) tag(name string, attributes []string) {
	w.buf.WriteByte('<')
	w.buf.WriteString(name)
	for i := 0; i+1 < len(attributes); i += 2 {
		w.buf.WriteByte(' ')
		w.buf.WriteString(attributes[i])
		w.buf.WriteString(`="`)
		w.Text(attributes[i+1])
		w.buf.WriteByte('"')
	}
}
