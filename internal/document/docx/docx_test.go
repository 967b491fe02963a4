package docx_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"zhaoyin/internal/document"
	"zhaoyin/internal/document/documenttest"
	"zhaoyin/internal/document/docx"
	"zhaoyin/internal/document/golden"
)

func write(t *testing.T, d document.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := docx.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPaper(t *testing.T) {
	golden.Compare(t, "paper.txt", documenttest.Outline(t, write(t, documenttest.Paper(2))))
}

func TestNothing(t *testing.T) {
	golden.Compare(t, "nothing.txt", documenttest.Outline(t, write(t, document.Document{})))
}

// What opens when a reader edits a chart's data must be what the chart shows.
func TestTheWorkbookBehindAChart(t *testing.T) {
	c := documenttest.Invested(document.Bars)
	c.Series[1].Values[3] = document.Cell{}
	parts := documenttest.Parts(t, write(t, document.Document{At: documenttest.At, Blocks: []document.Block{c}}))
	f, err := excelize.OpenReader(bytes.NewReader(parts["word/embeddings/chart1.xlsx"]))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got, err := f.GetRows(f.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"", c.Series[0].Name, c.Series[1].Name}}
	for i, category := range c.Categories {
		row := []string{category}
		for _, s := range c.Series {
			row = append(row, s.Values[i].Number(c.Measure))
		}
		if c.Series[1].Values[i].Empty() {
			row = row[:2]
		}
		want = append(want, row)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the chart's figures (-want +got):\n%s", diff)
	}
	if bytes.Count(parts["word/charts/chart1.xml"], []byte("<c:v>")) != 2+2*len(c.Categories)+2*len(c.Categories)-1 {
		t.Error("the chart's caches do not hold every name, category and value but the empty one")
	}
}

func TestTitlesRepeatAndRowsStayWhole(t *testing.T) {
	parts := documenttest.Parts(t, write(t, document.Document{Blocks: []document.Block{documenttest.Ranking(), documenttest.Projects(40)}}))
	body := parts["word/document.xml"]
	if got := bytes.Count(body, []byte("<w:tblHeader/>")); got != 3 {
		t.Errorf("%d lines of titles repeat, want two of the grouped table and one of the other", got)
	}
	if rows, whole := bytes.Count(body, []byte("<w:tr>")), bytes.Count(body, []byte("<w:cantSplit/>")); rows != whole || rows != 13+42 {
		t.Errorf("%d of %d rows stay whole, want all of 55", whole, rows)
	}
	if got := bytes.Count(body, []byte(`w:orient="landscape"`)); got != 1 {
		t.Errorf("%d lying sections, want 1", got)
	}
}

// A short table stays on one page, a long one goes over it, be it of many rows or of much text.
func TestOnlyShortTablesStayTogether(t *testing.T) {
	table := func(rows int, text string) document.Table {
		t := document.Table{Columns: []document.Column{{Title: "项目", Width: 40}, {Title: "进展", Width: 40}}}
		for range rows {
			t.Rows = append(t.Rows, []document.Cell{document.Text("甲"), document.Text(text)})
		}
		return t
	}
	for _, c := range []struct {
		name    string
		table   document.Table
		staying int // rows, with the line of titles, that stay with the next one
	}{
		{"five short rows", table(5, "开工"), 1 + 4},
		{"five rows of much text", table(5, strings.Repeat("主体厂房施工", 20)), 1 + 2},
		{"forty short rows", table(40, "开工"), 1 + 2},
	} {
		body := documenttest.Parts(t, write(t, document.Document{Blocks: []document.Block{c.table}}))["word/document.xml"]
		if got := bytes.Count(body, []byte("<w:keepNext/>")) / len(c.table.Columns); got != c.staying {
			t.Errorf("%s: %d lines stay with the next, want %d", c.name, got, c.staying)
		}
	}
}
