package transfer

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"zhaoyin/internal/fault"
)

// part is one file of a hand-made archive.
type part struct{ name, text string }

const (
	contentTypes = `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`
	rootRels     = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	bookXML      = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`
	bookRels     = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
)

func archived(t testing.TB, parts ...part) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, err := z.Create(p.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(p.text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// bookOf is a minimal workbook around the rows of its one sheet, with further parts.
func bookOf(t testing.TB, rows string, more ...part) []byte {
	t.Helper()
	sheet := `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + rows + `</sheetData></worksheet>`
	return archived(t, append([]part{
		{"[Content_Types].xml", contentTypes}, {"_rels/.rels", rootRels}, {"xl/workbook.xml", bookXML}, {"xl/_rels/workbook.xml.rels", bookRels},
		{"xl/worksheets/sheet1.xml", sheet},
	}, more...)...)
}

const goodRow = `<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row>`

func TestHandMadeWorkbookIsRead(t *testing.T) {
	s, err := Read(bytes.NewReader(bookOf(t, goodRow)), "")
	if err != nil || s.Lines[0].Cells[0] != "甲" {
		t.Fatalf("got %+v, %v, want 甲: else the refusals below prove nothing", s, err)
	}
}

func TestHostileWorkbooks(t *testing.T) {
	needsNoDatabase(t)
	entities := `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><sst>&b;</sst>`
	for name, c := range map[string]struct {
		data []byte
		code string
	}{
		"bomb that says so":   {declaredLast(bookOf(t, goodRow, part{"xl/media/x.png", "x"}), maxUnzipped), "import.bomb"},
		"xml bomb":            {bookOf(t, goodRow, part{"xl/sharedStrings.xml", entities}), "import.damaged"},
		"unknown entity":      {bookOf(t, `<row r="1"><c r="A1" t="inlineStr"><is><t>&boom;</t></is></c></row>`), "import.damaged"},
		"deep xml":            {bookOf(t, goodRow+strings.Repeat("<a>", 10_000)+strings.Repeat("</a>", 10_000)), "import.damaged"},
		"cut in the middle":   {bookOf(t, goodRow+`<row r="2"><c r="A2"`), "import.damaged"},
		"many parts":          {bookOf(t, goodRow, manyParts(maxParts)...), "import.bomb"},
		"path traversal":      {bookOf(t, goodRow, part{"xl/../../../etc/passwd", "x"}), "import.damaged"},
		"absolute path":       {bookOf(t, goodRow, part{"/etc/passwd", "x"}), "import.damaged"},
		"backslashes":         {bookOf(t, goodRow, part{`xl\worksheets\sheet1.xml`, "x"}), "import.damaged"},
		"part twice":          {bookOf(t, goodRow, part{"xl/worksheets/sheet1.xml", "<worksheet/>"}), "import.damaged"},
		"macros":              {bookOf(t, goodRow, part{"xl/vbaProject.bin", "x"}), "import.macros"},
		"a document":          {archived(t, part{"word/document.xml", "<x/>"}), "import.foreign"},
		"an archive":          {archived(t, part{"readme.txt", "x"}), "import.foreign"},
		"far cell":            {bookOf(t, goodRow+`<row r="1048576"><c r="A1048576"><v>1</v></c></row>`), "import.farCell"},
		"far column":          {bookOf(t, `<row r="1"><c r="XFD1"><v>1</v></c></row>`), "import.columns"},
		"beyond the sheet":    {bookOf(t, `<row r="9999999"><c r="A9999999"><v>1</v></c></row>`), "import.damaged"},
		"rows out of order":   {bookOf(t, `<row r="5"><c r="A5"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>`), "import.damaged"},
		"cells out of order":  {bookOf(t, `<row r="1"><c r="C1"><v>1</v></c><c r="A1"><v>2</v></c></row>`), "import.damaged"},
		"cell of another row": {bookOf(t, `<row r="1"><c r="A7"><v>1</v></c></row>`), "import.damaged"},
		"wrong utf-8":         {bookOf(t, "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>\xFF</t></is></c></row>"), "import.damaged"},
		"no string of it":     {bookOf(t, `<row r="1"><c r="A1" t="s"><v>7</v></c></row>`), "import.damaged"},
		"declared too large":  {declared(bookOf(t, goodRow), 1<<30), "import.bomb"},
		"declared too small":  {declared(bookOf(t, goodRow), 1), "import.damaged"},
	} {
		_, err := Read(bytes.NewReader(c.data), "")
		f, ok := fault.Find(err)
		if !ok || f.Fault.Code != c.code {
			t.Errorf("%s: got %v, want %s", name, err, c.code)
		}
	}
}

// declaredLast rewrites the size that the directory states for the last part alone.
func declaredLast(data []byte, size uint32) []byte {
	out := bytes.Clone(data)
	binary.LittleEndian.PutUint32(out[bytes.LastIndex(out, []byte("PK\x01\x02"))+24:], size)
	return out
}

func manyParts(n int) []part {
	var parts []part
	for i := range n {
		parts = append(parts, part{fmt.Sprintf("xl/x%d.bin", i), ""})
	}
	return parts
}

// declared rewrites the size that the archive's directory states for every part.
func declared(data []byte, size uint32) []byte {
	out := bytes.Clone(data)
	const header, at = "PK\x01\x02", 24
	for i := range out {
		if bytes.HasPrefix(out[i:], []byte(header)) {
			binary.LittleEndian.PutUint32(out[i+at:], size)
		}
	}
	return out
}

// TestStyledBlankRowsAreNoContent holds that a sheet formatted down to its last row, as people do, is read: nothing stands there.
func TestStyledBlankRowsAreNoContent(t *testing.T) {
	s, err := Read(bytes.NewReader(bookOf(t, goodRow+`<row r="1048576"><c r="A1048576" s="0"/></row>`)), "")
	if err != nil || len(s.Lines) != 1 {
		t.Errorf("got %+v, %v, want one row", s, err)
	}
}

// TestMemoryIsBounded reads small files that ask for a lot, and holds how much was ever allocated for them.
func TestMemoryIsBounded(t *testing.T) {
	needsNoDatabase(t)
	const most = 64 << 20
	for name, data := range map[string][]byte{
		"far cell":     bookOf(t, goodRow+`<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`),
		"huge merge":   bookOf(t, goodRow+`</sheetData><mergeCells>`+strings.Repeat(`<mergeCell ref="A1:XFD1048576"/>`, 1_000)+`</mergeCells><sheetData>`),
		"declared 4GB": declared(bookOf(t, goodRow), 0xFFFFFFFE),
		"bomb":         bookOf(t, goodRow, part{"xl/media/x.png", strings.Repeat("\x00", maxUnzipped)}),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _ = Read(bytes.NewReader(data), "")
		runtime.ReadMemStats(&after)
		if len(data) > 1<<20 {
			t.Fatalf("%s: the file has %d bytes, so that it proves nothing", name, len(data))
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > most {
			t.Errorf("%s: %d bytes of file took %d MB, want at most %d", name, len(data), used>>20, most>>20)
		}
	}
}

func TestLargestLedgerIsRead(t *testing.T) {
	needsNoDatabase(t)
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	row := make([]any, 1)
	for i := range row {
		row[i] = "浙江某某新能源科技有限公司"
	}
	for i := range maxRows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.SetRow(cell, row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	s, err := Read(&b, "")
	if err != nil || len(s.Lines) != maxRows {
		t.Fatalf("got %v, want %d rows", err, maxRows)
	}
}

// needsNoDatabase leaves a heavy test out of the second run, on the other engine (scripts/test-postgres.sh runs with -short).
func needsNoDatabase(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("reads files only")
	}
}
