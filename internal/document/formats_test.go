package document_test

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"zhaoyin/internal/document"
	"zhaoyin/internal/document/documenttest"
	"zhaoyin/internal/document/docx"
	"zhaoyin/internal/document/html"
	"zhaoyin/internal/document/xlsx"
)

func written(t *testing.T, write func(io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// asDocument and asWorkbook are one table in the formats' own containers.
func asDocument(table document.Table) document.Document {
	return document.Document{Title: "表", At: documenttest.At, Blocks: []document.Block{table}}
}

func asWorkbook(table document.Table) document.Workbook {
	return document.Workbook{Title: "表", At: documenttest.At, Sheets: []document.Sheet{{Name: "表", Table: table}}}
}

// sheetRows reads the figures and the total of a sheet as a reader sees them: numbers in the cells' formats, totals from the cached values.
func sheetRows(t *testing.T, file []byte, skip int) documenttest.Grid {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("表")
	if err != nil {
		t.Fatal(err)
	}
	return rows[skip:]
}

func TestTheSameFiguresInEveryFormat(t *testing.T) {
	short := document.Table{
		Columns: []document.Column{{Title: "项目"}, {Title: "亿元", Kind: document.KindYi, Sum: true}},
		Rows:    [][]document.Cell{{document.Text("差一万元"), document.Wan(199_999)}, {document.Text("够"), document.Wan(200_000)}},
	}
	short.Caption, short.Total = "门槛", document.TotalOf("合计", short.Columns, short.Rows)
	for name, table := range map[string]document.Table{"ranking": documenttest.Ranking(), "projects": documenttest.Projects(25), "short": short} {
		t.Run(name, func(t *testing.T) {
			titles, above := 1, 1 // the caption
			if table.Grouped() {
				titles++
			}
			if table.Unit != "" {
				above++
			}
			d, b := asDocument(table), asWorkbook(table)
			word := documenttest.Tables(t, documenttest.Parts(t, written(t, func(w io.Writer) error { return docx.Write(w, d) }))["word/document.xml"])
			page := documenttest.Tables(t, written(t, func(w io.Writer) error { return html.Write(w, d) }))
			if len(word) != 1 || len(page) != 1 {
				t.Fatalf("%d tables in docx and %d in html, want 1 in each", len(word), len(page))
			}
			want := shown(table)
			for format, got := range map[string]documenttest.Grid{
				"docx": word[0][titles:],
				"html": page[0][titles:],
				"xlsx": padded(sheetRows(t, written(t, func(w io.Writer) error { return xlsx.Write(w, b) }), above+titles), len(table.Columns)),
			} {
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s (-want +got):\n%s", format, diff)
				}
			}
		})
	}
}

// shown is what a reader should see of the table.
func shown(table document.Table) documenttest.Grid {
	var grid documenttest.Grid
	for _, row := range append(table.Rows[:len(table.Rows):len(table.Rows)], table.Total) {
		var line []string
		for i, cell := range row {
			line = append(line, cell.Show(table.Columns[i].Kind))
		}
		grid = append(grid, line)
	}
	return grid
}

// padded gives back the empty cells that excelize leaves out at the end of a row.
func padded(grid documenttest.Grid, columns int) documenttest.Grid {
	for i := range grid {
		for len(grid[i]) < columns {
			grid[i] = append(grid[i], "")
		}
	}
	return grid
}

func TestTheSameBytesTwice(t *testing.T) {
	for name, write := range map[string]func(io.Writer) error{
		"docx": func(w io.Writer) error { return docx.Write(w, documenttest.Paper(20)) },
		"xlsx": func(w io.Writer) error { return xlsx.Write(w, documenttest.Ledger(20)) },
		"html": func(w io.Writer) error { return html.Write(w, documenttest.Paper(20)) },
	} {
		first := written(t, write)
		for range 3 {
			if !bytes.Equal(written(t, write), first) {
				t.Errorf("%s: the same value gave other bytes", name)
			}
		}
	}
}

const hostile = "]]> <script>alert(1)</script> &amp; \"'\x00\x08\x1b\ufffe\xff\u202e 😀喆堃赟祎𠮷\n=SUM(A1)"

// hostileShown is what may be left of it.
const hostileShown = "]]> <script>alert(1)</script> &amp; \"' 😀喆堃赟祎𠮷\n=SUM(A1)"

func hostilePaper() document.Document {
	table := document.Table{
		Caption: hostile, Unit: hostile, Rows: [][]document.Cell{{document.Text(hostile).From(hostile), document.Int(1)}},
		Columns: []document.Column{{Title: hostile, Group: hostile}, {Title: hostile, Kind: document.KindInt}},
	}
	chart := document.Chart{
		Title: hostile, Categories: []string{hostile}, CategoryTitle: hostile, ValueTitle: hostile, Measure: document.KindInt,
		Series: []document.Series{{Name: hostile, Values: []document.Cell{document.Int(3)}}, {Name: hostile, Values: []document.Cell{{}}}},
	}
	return document.Document{
		Title: hostile, Subtitle: hostile, Organ: hostile, At: documenttest.At,
		Blocks: []document.Block{
			document.Heading{Level: 1, Text: hostile}, document.Paragraph{Runs: []document.Run{{Text: hostile, Footnote: hostile, Ref: hostile}}},
			table, chart, document.Note{Text: hostile}, document.Signature{Organ: hostile, Date: "2022-05-06"},
		},
	}
}

func hostileLedger() document.Workbook {
	d := hostilePaper()
	table := d.Blocks[2].(document.Table)
	for _, beginning := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'quoted", "0012"} {
		table.Rows = append(table.Rows, []document.Cell{document.Text(beginning), document.Int(2)})
	}
	plot := document.Plot{Title: hostile, Label: 0, Values: []int{1}, ValueTitle: hostile}
	return document.Workbook{Title: hostile, Organ: hostile, At: documenttest.At, Sheets: []document.Sheet{
		{Name: "台账'<&>\"", Table: table, AutoFilter: true, Notes: []string{hostile}, Plots: []document.Plot{plot}},
	}}
}

func TestHostileText(t *testing.T) {
	d := hostilePaper()
	word := documenttest.Parts(t, written(t, func(w io.Writer) error { return docx.Write(w, d) }))
	page := written(t, func(w io.Writer) error { return html.Write(w, d) })
	if bytes.Contains(page, []byte("<script")) {
		t.Error("html: a script came through")
	}
	for format, markup := range map[string][]byte{"docx": word["word/document.xml"], "html": page} {
		tables := documenttest.Tables(t, markup)
		last := tables[0][len(tables[0])-1]
		if diff := cmp.Diff([]string{hostileShown, "1"}, last); diff != "" {
			t.Errorf("%s (-want +got):\n%s", format, diff)
		}
	}
	for name, part := range word {
		if strings.HasSuffix(name, ".xml") {
			documenttest.Tables(t, part) // fails where a part is not well formed
		}
	}
}

func TestTextNeverBecomesAFormula(t *testing.T) {
	b := hostileLedger()
	f, err := excelize.OpenReader(bytes.NewReader(written(t, func(w io.Writer) error { return xlsx.Write(w, b) })))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for i, row := range b.Sheets[0].Table.Rows {
		cell, _ := excelize.CoordinatesToCellName(1, i+5) // below caption, unit and two lines of titles
		formula, err := f.GetCellFormula(b.Sheets[0].Name, cell)
		if err != nil || formula != "" {
			t.Errorf("%s holds the formula %q (%v)", cell, formula, err)
		}
		text, err := f.GetCellValue(b.Sheets[0].Name, cell)
		if want := row[0].Show(document.KindText); err != nil || text != want {
			t.Errorf("%s = %q (%v), want %q", cell, text, err, want)
		}
		kind, err := f.GetCellType(b.Sheets[0].Name, cell)
		if err != nil || kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString {
			t.Errorf("%s is of type %v (%v), want text", cell, kind, err)
		}
		id, err := f.GetCellStyle(b.Sheets[0].Name, cell)
		if err != nil {
			t.Fatal(err)
		}
		if style, err := f.GetStyle(id); err != nil || style.NumFmt != 49 && (style.CustomNumFmt == nil || *style.CustomNumFmt != "@") {
			t.Errorf("%s would become a formula when edited: its format is %+v (%v)", cell, style, err)
		}
	}
}

func TestEmptyDocuments(t *testing.T) {
	empty := document.Table{Columns: []document.Column{{Title: "县", Sum: false}, {Title: "个数", Kind: document.KindInt, Sum: true}}}
	empty.Total = document.TotalOf("合计", empty.Columns, nil)
	for name, write := range map[string]func(io.Writer) error{
		"nothing as docx":        func(w io.Writer) error { return docx.Write(w, document.Document{}) },
		"nothing as html":        func(w io.Writer) error { return html.Write(w, document.Document{}) },
		"an empty table in docx": func(w io.Writer) error { return docx.Write(w, asDocument(empty)) },
		"an empty table in html": func(w io.Writer) error { return html.Write(w, asDocument(empty)) },
		"an empty table in xlsx": func(w io.Writer) error { return xlsx.Write(w, asWorkbook(empty)) },
	} {
		if len(written(t, write)) == 0 {
			t.Errorf("%s: no bytes", name)
		}
	}
}

func TestWritersRefuseWhatDoesNotAddUp(t *testing.T) {
	table := documenttest.Ranking()
	table.Total[2].Value++
	for name, write := range map[string]func(io.Writer) error{
		"docx": func(w io.Writer) error { return docx.Write(w, asDocument(table)) },
		"html": func(w io.Writer) error { return html.Write(w, asDocument(table)) },
		"xlsx": func(w io.Writer) error { return xlsx.Write(w, asWorkbook(table)) },
	} {
		if err := write(io.Discard); err == nil || !strings.Contains(err.Error(), "its rows make") {
			t.Errorf("%s: %v, want the wrong total refused", name, err)
		}
	}
}

// The limit is for a busy machine with the race detector; alone each takes a few tenths of a second. It catches work that grows with the square.
func TestFiveThousandRows(t *testing.T) {
	const limit = 30 * time.Second
	d, b := asDocument(documenttest.Projects(5000)), asWorkbook(documenttest.Projects(5000))
	for name, write := range map[string]func(io.Writer) error{
		"docx": func(w io.Writer) error { return docx.Write(w, d) },
		"html": func(w io.Writer) error { return html.Write(w, d) },
		"xlsx": func(w io.Writer) error { return xlsx.Write(w, b) },
	} {
		start := time.Now()
		size := len(written(t, write))
		took := time.Since(start)
		t.Logf("%s: %d KB in %v", name, size/1024, took)
		if took > limit {
			t.Errorf("%s: 5,000 rows took %v, want less than %v", name, took, limit)
		}
	}
}
