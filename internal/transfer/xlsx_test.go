package transfer

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"zhaoyin/internal/fault"
)

// workbook writes an xlsx by steps on the library's file.
func workbook(t *testing.T, steps ...func(f *excelize.File) error) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for _, step := range steps {
		if err := step(f); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func put(cell string, value any) func(*excelize.File) error {
	return func(f *excelize.File) error { return f.SetCellValue("Sheet1", cell, value) }
}

// styled puts a number under a number format.
func styled(cell string, value any, format string) func(*excelize.File) error {
	return func(f *excelize.File) error {
		id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
		if err != nil {
			return err
		}
		if err := f.SetCellValue("Sheet1", cell, value); err != nil {
			return err
		}
		return f.SetCellStyle("Sheet1", cell, cell, id)
	}
}

func builtinStyled(cell string, value any, format int) func(*excelize.File) error {
	return func(f *excelize.File) error {
		id, err := f.NewStyle(&excelize.Style{NumFmt: format})
		if err != nil {
			return err
		}
		if err := f.SetCellValue("Sheet1", cell, value); err != nil {
			return err
		}
		return f.SetCellStyle("Sheet1", cell, cell, id)
	}
}

func readBook(t *testing.T, data []byte, sheet string) *Sheet {
	t.Helper()
	s, err := Read(bytes.NewReader(data), sheet)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestCellsSayWhatTheirAuthorSaw holds the traps of a workbook: what is stored is not what was typed.
func TestCellsSayWhatTheirAuthorSaw(t *testing.T) {
	data := workbook(t,
		styled("A1", 44663, "yyyy/m/d"),
		styled("B1", 44682, `yyyy"年"m"月"`), // typed as a month; its first day is nobody's word
		styled("C1", 44682, "mmm-yy"),
		builtinStyled("D1", 44663, 14),
		styled("E1", 44663, `m"月"d"日"`), // typed without a year
		styled("F1", 44663.65, "yyyy-mm-dd hh:mm"),
		styled("G1", 10.2, "0"), // shown as 10
		func(f *excelize.File) error { return f.SetCellDefault("Sheet1", "H1", "10.199999999999999") },
		func(f *excelize.File) error { return f.SetCellDefault("Sheet1", "I1", "9.1330700000000003E+17") },
		put("J1", "0579"),
		put("K1", 44663),
		func(f *excelize.File) error { return f.SetCellFormula("Sheet1", "L1", "1+1") }, // never computed
		styled("M1", 0.85, "0%"),
		put("N1", " 甲 "),
		styled("O1", 44663, `[$-804]yyyy\-mm\-dd;@`),
		styled("P1", 12.5, `#,##0.00"d"`), // a letter in quotes makes no date
		styled("Q1", 0.5, "hh:mm:ss"),
	)
	want := []string{
		"2022-04-12", "2022-05", "2022-05", "2022-04-12", "4月12日", "2022-04-12", "10.2", "10.2", "9.1330700000000003E+17", "0579", "44663",
		"=1+1", "0.85", "甲", "2022-04-12", "12.5", "0.5",
	}
	got := readBook(t, data, "").Lines[0]
	if diff := cmp.Diff(want, got.Cells); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]int{11}, got.Unsaved); diff != "" {
		t.Errorf("formulas without a result (-want +got):\n%s", diff)
	}
}

func TestDatesSince1904(t *testing.T) {
	since := true
	data := workbook(t, styled("A1", 43201, "yyyy-mm-dd"), func(f *excelize.File) error {
		return f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &since})
	})
	if got := readBook(t, data, "").Lines[0].Cells[0]; got != "2022-04-12" {
		t.Errorf("got %s, want 2022-04-12", got)
	}
}

func TestTyped(t *testing.T) {
	for stored, want := range map[string]string{
		"10.2": "10.2", "10.199999999999999": "10.2", "0.10000000000000001": "0.1", "1.0199999999999999E-2": "0.0102", "1020000": "1020000",
		"-3.2999999999999998": "-3.3", "123456789012345.6": "123456789012346", "330723199001011234": "330723199001011234",
		"1E+2": "100", "1E999": "1E999", "": "", "x": "x", "0.0": "0.0",
	} {
		if got := typed(stored); got != want {
			t.Errorf("%s: got %s, want %s", stored, got, want)
		}
	}
}

func TestSheetIsChosen(t *testing.T) {
	data := workbook(t,
		func(f *excelize.File) error { _, err := f.NewSheet("隐藏"); return err },
		func(f *excelize.File) error { _, err := f.NewSheet("台账"); return err },
		func(f *excelize.File) error { return f.SetCellStr("隐藏", "A1", "hidden") },
		func(f *excelize.File) error { return f.SetCellStr("台账", "B2", "shown") },
		func(f *excelize.File) error { return f.SetSheetVisible("隐藏", false) },
	)
	if s := readBook(t, data, ""); s.Name != "台账" || s.Lines[0].Number != 2 || s.Lines[0].Cells[1] != "shown" {
		t.Errorf("got %+v, want the first visible sheet with content", s)
	}
	if s := readBook(t, data, "隐藏"); s.Lines[0].Cells[0] != "hidden" {
		t.Errorf("got %+v, want the named sheet", s)
	}
	_, err := Read(bytes.NewReader(data), "没有")
	f, ok := fault.Find(err)
	if !ok || !strings.Contains(f.Fault.Sentence("zh", f.Args...), "Sheet1、隐藏、台账") {
		t.Errorf("got %v, want a refusal that lists the sheets", err)
	}
}

// TestMergedCells holds that a merged county is every row's county, and that a merged figure is counted once.
func TestMergedCells(t *testing.T) {
	data := workbook(t,
		put("A1", "台账"), func(f *excelize.File) error { return f.MergeCell("Sheet1", "A1", "C1") },
		put("A2", "县市区"), put("B2", "项目名称"), put("C2", "总投资（亿元）"),
		put("A3", "武义县"), put("B3", "甲"), put("C3", 20), put("B4", "乙"), put("B5", "丙"), put("A6", "永康"), put("B6", "丁"),
		func(f *excelize.File) error { return f.MergeCell("Sheet1", "A3", "A5") },
		func(f *excelize.File) error { return f.MergeCell("Sheet1", "C3", "C4") },
	)
	p, err := ReadProjects(bytes.NewReader(data), jinhua(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range p.Rows {
		said := row.RegionID + " " + row.Name + " " + show(row.Investment)
		for _, m := range row.Messages {
			said += " " + m.Column + ":" + m.Code
		}
		got = append(got, said)
	}
	want := []string{
		"330723 甲 200000", "330723 乙 · A:import.merged C:import.mergedFigure", "330723 丙 · A:import.merged", "330784 丁 ·",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}

// TestMonthCellNeverBecomesADay follows a month typed into a workbook to the milestone that it must not become.
func TestMonthCellNeverBecomesADay(t *testing.T) {
	data := workbook(t, put("A1", "项目名称"), put("B1", "县市区"), put("C1", "开工日期"), put("A2", "甲"), put("B2", "武义"), styled("C2", 44682, "yyyy-mm"))
	p, err := ReadProjects(bytes.NewReader(data), jinhua(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Rows[0].Started; got != (When{Month: "2022-05"}) || p.Rows[0].Messages[0].Code != "import.imprecise" {
		t.Errorf("got %+v %+v, want 2022-05 and a warning", got, p.Rows[0].Messages)
	}
}

func TestTheSameRowsInEachFormatSayTheSame(t *testing.T) {
	real := readReal(t, Options{})
	var steps []func(*excelize.File) error
	for _, l := range real.sheet.Lines {
		for i, text := range l.Cells {
			cell, err := excelize.JoinCellName(Letter(i), l.Number)
			if err != nil {
				t.Fatal(err)
			}
			steps = append(steps, put(cell, text))
		}
	}
	p, err := ReadProjects(bytes.NewReader(workbook(t, steps...)), jinhua(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(real.Rows, p.Rows); diff != "" {
		t.Errorf("rows of xlsx (-tsv +xlsx):\n%s", diff)
	}
}
