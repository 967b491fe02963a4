package xlsx_test

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"zhaoyin/internal/document"
	"zhaoyin/internal/document/documenttest"
	"zhaoyin/internal/document/golden"
	"zhaoyin/internal/document/xlsx"
)

func write(t *testing.T, b document.Workbook) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := xlsx.Write(&out, b); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func open(t *testing.T, file []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// Left out is what excelize alone decides.
func TestLedger(t *testing.T) {
	golden.Compare(t, "ledger.txt", documenttest.Outline(t, write(t, documenttest.Ledger(2)), "xl/theme/theme1.xml", "xl/styles.xml", "docProps/app.xml"))
}

// A reader that does not calculate shows the cached value, one that does the formula's result: they must be one number, the model's.
func TestTotalsAreFormulasWithTheirValues(t *testing.T) {
	b := documenttest.Ledger(137)
	f := open(t, write(t, b))
	sums := 0
	for _, s := range b.Sheets {
		row := 2 + len(s.Table.Rows) + 1 // caption, titles, rows
		if s.Table.Grouped() {
			row += 2 // the second line of titles, and the unit
		}
		for i, column := range s.Table.Columns {
			cell, _ := excelize.CoordinatesToCellName(i+1, row)
			formula, err := f.GetCellFormula(s.Name, cell)
			if err != nil || strings.HasPrefix(formula, "SUM(") != column.Sum {
				t.Errorf("%s!%s holds the formula %q (%v), Sum is %t", s.Name, cell, formula, err, column.Sum)
			}
			if !column.Sum {
				continue
			}
			sums++
			cached, err := f.GetCellValue(s.Name, cell, excelize.Options{RawCellValue: true})
			if err != nil {
				t.Fatal(err)
			}
			calculated, err := f.CalcCellValue(s.Name, cell, excelize.Options{RawCellValue: true})
			if err != nil {
				t.Fatal(err)
			}
			want := number(t, s.Table.Total[i].Number(column.Kind))
			if got := number(t, cached); got != want {
				t.Errorf("%s!%s: the cached value is %v, want %v", s.Name, cell, got, want)
			}
			// Sums of hundredths are off by what floating point leaves of them: less than the smallest digit by far.
			if got := number(t, calculated); got-want > 1e-7 || want-got > 1e-7 {
				t.Errorf("%s!%s: %s makes %v, want %v", s.Name, cell, formula, got, want)
			}
		}
	}
	if sums != 7 {
		t.Errorf("looked at %d totals, want 7", sums)
	}
}

func number(t *testing.T, text string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatalf("%q is no number", text)
	}
	return v
}

func TestSheetIsReadyToUseAndPrint(t *testing.T) {
	f := open(t, write(t, documenttest.Ledger(30)))
	panes, err := f.GetPanes("项目清单")
	if err != nil || !panes.Freeze || panes.XSplit != 3 || panes.YSplit != 2 || panes.TopLeftCell != "D3" {
		t.Errorf("panes = %+v (%v), want three columns and the titles frozen", panes, err)
	}
	layout, err := f.GetPageLayout("项目清单")
	if err != nil || *layout.Size != 9 || *layout.Orientation != "landscape" || *layout.FitToWidth != 1 || *layout.FitToHeight != 0 {
		t.Errorf("the page is not a lying A4 one page wide: %+v (%v)", layout, err)
	}
	names := map[string]string{}
	for _, name := range f.GetDefinedName() {
		names[name.Scope+" "+name.Name] = name.RefersTo
	}
	for name, want := range map[string]string{
		"排名 _xlnm.Print_Titles": "'排名'!$3:$4", "项目清单 _xlnm.Print_Titles": "'项目清单'!$2:$2", "项目清单 _xlnm._FilterDatabase": "'项目清单'!$A$2:$I$32",
	} {
		if names[name] != want {
			t.Errorf("%s = %q, want %q", name, names[name], want)
		}
	}
}

func TestThePropertiesAreTheLedgers(t *testing.T) {
	got, err := open(t, write(t, documenttest.Ledger(1))).GetDocProps()
	if err != nil {
		t.Fatal(err)
	}
	if got.Created != "2022-05-06T01:30:00Z" || got.Modified != got.Created || got.Creator != "市投资促进中心" || got.Title != "招大引强台账" {
		t.Errorf("properties = %+v, want the ledger's own", got)
	}
}

func TestChartsCarryTheirFigures(t *testing.T) {
	b := documenttest.Ledger(1)
	part := string(documenttest.Parts(t, write(t, b))["xl/charts/chart1.xml"])
	for _, want := range []string{
		"<c:f>&#39;排名&#39;!$B$5:$B$14</c:f>", "<c:f>&#39;排名&#39;!$D$5:$D$14</c:f>", "<c:v>新签约（总投资）</c:v>", "<c:v>癸开发区</c:v>",
		"<c:v>" + b.Sheets[0].Table.Rows[9][5].Number(document.KindYi) + "</c:v>",
	} {
		if !strings.Contains(part, want) {
			t.Errorf("the chart lacks %s", want)
		}
	}
}

// What stands under the title moves the figures down, and everything that points at them.
func TestLinesUnderTheTitle(t *testing.T) {
	b := documenttest.Ledger(5)
	for i := range b.Sheets {
		b.Sheets[i].Lines = []string{"征求意见稿", "=未关账"}
	}
	f := open(t, write(t, b))
	for _, s := range b.Sheets {
		rows, err := f.GetRows(s.Name)
		if err != nil {
			t.Fatal(err)
		}
		if rows[0][0] != s.Table.Caption || rows[1][0] != "征求意见稿" || rows[2][0] != "=未关账" {
			t.Errorf("%s begins with %v", s.Name, rows[:3])
		}
		total := 1 + len(s.Lines) + 1 + len(s.Table.Rows) + 1 // caption, lines, titles, rows
		if s.Table.Grouped() {
			total += 2 // the second line of titles, and the unit
		}
		for i, column := range s.Table.Columns {
			cell, _ := excelize.CoordinatesToCellName(i+1, total)
			if formula, err := f.GetCellFormula(s.Name, cell); err != nil || column.Sum != strings.HasPrefix(formula, "SUM(") {
				t.Errorf("%s!%s holds the formula %q (%v), Sum is %t", s.Name, cell, formula, err, column.Sum)
			}
		}
	}
}
