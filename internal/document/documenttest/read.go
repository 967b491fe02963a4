package documenttest

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"sort"
	"strings"
	"testing"
)

// Parts are the files in a package.
func Parts(t *testing.T, data []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatalf("open the package: %v", err)
	}
	parts := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = content
	}
	return parts
}

// Outline is the markup of a package for a golden file: its parts by name, one element a line.
func Outline(t *testing.T, data []byte, leaveOut ...string) []byte {
	t.Helper()
	parts := Parts(t, data)
	for _, name := range leaveOut {
		delete(parts, name)
	}
	var names []string
	for name := range parts {
		names = append(names, name)
	}
	sort.Strings(names)
	var b bytes.Buffer
	for _, name := range names {
		b.WriteString("==== " + name + "\n")
		if strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels") {
			b.Write(bytes.ReplaceAll(parts[name], []byte("><"), []byte(">\n<")))
			b.WriteByte('\n')
		}
	}
	return b.Bytes()
}

// Grid is the text of a table's cells, row by row. Cells that span others are there once.
type Grid [][]string

// Tables reads the tables of a docx (table tbl, row tr, cell tc) or of a page (table, tr, td and th) from its markup, which must be well formed.
func Tables(t *testing.T, markup []byte) []Grid {
	t.Helper()
	r := tableReader{}
	d := xml.NewDecoder(bytes.NewReader(markup))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return r.tables
		}
		if err != nil {
			t.Fatalf("read the markup: %v", err)
		}
		switch v := token.(type) {
		case xml.StartElement:
			r.start(v.Name.Local)
		case xml.CharData:
			r.text(string(v))
		case xml.EndElement:
			r.end(v.Name.Local)
		}
	}
}

type tableReader struct {
	tables []Grid
	cell   *strings.Builder // nil outside cells
}

func (r *tableReader) start(element string) {
	switch element {
	case "tbl", "table":
		r.tables = append(r.tables, nil)
	case "tr":
		last := &r.tables[len(r.tables)-1]
		*last = append(*last, nil)
	case "tc", "td", "th":
		r.cell = &strings.Builder{}
	case "br":
		r.text("\n")
	}
}

func (r *tableReader) text(s string) {
	if r.cell != nil {
		r.cell.WriteString(s)
	}
}

func (r *tableReader) end(element string) {
	switch element {
	case "tc", "td", "th":
		rows := r.tables[len(r.tables)-1]
		rows[len(rows)-1] = append(rows[len(rows)-1], r.cell.String())
		r.cell = nil
	}
}
