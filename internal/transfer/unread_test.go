package transfer_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"zhaoyin/internal/fault"
	"zhaoyin/internal/transfer"
)

var bookHeading = []string{"项目名称", "县（市、区）", "企业名称", "行业代码", "总投资（万元）"}

// workbook is an xlsx of sheets, which come in the order of names.
func workbook(t *testing.T, names []string, change func(f *excelize.File), rows map[string][][]string) *bytes.Buffer {
	t.Helper()
	f := excelize.NewFile()
	must(t, f.SetSheetName("Sheet1", names[0]))
	for _, name := range names[1:] {
		_, err := f.NewSheet(name)
		must(t, err)
	}
	for name, lines := range rows {
		for i := range lines {
			cell, err := excelize.CoordinatesToCellName(1, i+1)
			must(t, err)
			must(t, f.SetSheetRow(name, cell, &lines[i]))
		}
	}
	if change != nil {
		change(f)
	}
	var b bytes.Buffer
	must(t, f.Write(&b))
	return &b
}

func said(im *transfer.Import) []string {
	var all []string
	for _, m := range im.Report.Messages {
		all = append(all, string(m.Severity)+" "+m.Code)
	}
	return all
}

// TestSheetsAndRowsThatNobodySeesAreSpokenOf has a workbook of two counties, an empty sheet, a hidden one, and rows that a filter has hidden.
func TestSheetsAndRowsThatNobodySeesAreSpokenOf(t *testing.T) {
	w := newWorld(t)
	wuyiRow := []string{"光伏组件项目", "武义县", "光伏公司", "C3825", "150000"}
	yongkang := []string{"门锁项目", "永康市", "门锁公司", "C3351", "150000"}
	rows := map[string][][]string{"武义县": {bookHeading, wuyiRow, {"电池项目", "武义县", "电池公司", "C3841", "150000"}}, "永康市": {bookHeading, yongkang}, "旧表": {bookHeading, yongkang}}
	book := workbook(t, []string{"武义县", "永康市", "Sheet3", "旧表"}, func(f *excelize.File) {
		must(t, f.SetSheetVisible("旧表", false))
		must(t, f.SetRowVisible("武义县", 3, false))
	}, rows)
	data := book.Bytes()
	im, err := w.service.Import(secretariat, transfer.Upload{Kind: "projects", Content: bytes.NewReader(data), DryRun: true})
	must(t, err)
	expect(t, "outcomes", outcomes(im), []transfer.Outcome{transfer.Create, transfer.Create})
	expect(t, "the file's warnings", said(im), []string{"warning import.otherSheets", "warning import.hiddenRows"})
	expect(t, "sheets", im.Report.Sheets, []transfer.SheetInfo{
		{Name: "武义县", Read: true}, {Name: "永康市"}, {Name: "Sheet3", Empty: true}, {Name: "旧表", Hidden: true},
	})
	for i, want := range []string{"永康市", "3"} {
		zh, en := im.In("zh").Report.Messages[i], im.In("en").Report.Messages[i]
		if !strings.Contains(zh.Text, want) || !strings.Contains(en.Text, want) || zh.TextEN+en.TextEN != "" || strings.Contains(zh.Text, "Sheet3") {
			t.Errorf("got %q and %q, want both to name %s", zh.Text, en.Text, want)
		}
	}
	other, err := w.service.Import(secretariat, transfer.Upload{Kind: "projects", Content: bytes.NewReader(data), DryRun: true, Options: transfer.Options{Sheet: "永康市"}})
	must(t, err)
	expect(t, "the other sheet's row", other.Report.Rows[0].Name, "门锁项目")
	expect(t, "whose sheet was named has chosen", said(other), []string(nil))
	plain := w.bring(secretariat, transfer.Upload{DryRun: true}, solar)
	expect(t, "a csv", [2]int{len(plain.Report.Messages), len(plain.Report.Sheets)}, [2]int{})
}

// TestASheetWithoutHeadingsIsNamed, with the way to another one.
func TestASheetWithoutHeadingsIsNamed(t *testing.T) {
	w := newWorld(t)
	book := workbook(t, []string{"封面", "武义县"}, nil, map[string][][]string{"封面": {{"武义县重大项目"}}, "武义县": {bookHeading}})
	_, err := w.service.Import(secretariat, transfer.Upload{Kind: "projects", Content: book})
	found, ok := fault.Find(err)
	if !ok || found.Fault.Code != "import.noHeaderInSheet" {
		t.Fatalf("got %v, want import.noHeaderInSheet", err)
	}
	for _, lang := range []string{"zh", "en"} {
		text := found.Fault.Sentence(lang, found.Args...)
		if !strings.Contains(text, "封面") || !strings.Contains(text, "武义县") || !strings.Contains(text, "sheet") {
			t.Errorf("%q names not the sheet, the others and the parameter", text)
		}
	}
}

// TestTheTemplatesOwnSheetsAreNoSurprise: its notes and example are not for reading.
func TestTheTemplatesOwnSheetsAreNoSurprise(t *testing.T) {
	w := newWorld(t)
	for _, lang := range []string{"zh", "en"} {
		var b bytes.Buffer
		must(t, w.service.Template(secretariat, &b, lang))
		f, err := excelize.OpenReader(&b)
		must(t, err)
		must(t, f.SetSheetRow(f.GetSheetName(0), "A2", &[]string{"光伏组件项目", "武义县", "光伏公司"}))
		var filled bytes.Buffer
		must(t, f.Write(&filled))
		im, err := w.service.Import(secretariat, transfer.Upload{Kind: "projects", Content: &filled, DryRun: true})
		must(t, err)
		expect(t, lang+": the file's warnings", said(im), []string(nil))
	}
}

// TestARowLongerThanItsHeadingIsWrong: a comma within a number has made two cells of one.
func TestARowLongerThanItsHeadingIsWrong(t *testing.T) {
	w := newWorld(t)
	im, err := w.service.Import(clerk, transfer.Upload{Kind: "projects", DryRun: true, Content: strings.NewReader(
		"项目名称,县（市、区）,企业名称,行业代码,总投资（万元）,用工（人）\n" +
			"甲项目,武义县,甲公司,C3825,120000,1,200\n" +
			"乙项目,武义县,乙公司,C3825,120000,1200,,\n" +
			"丙项目,武义县,丙公司,C3825,120000,\"1,200\"\n")})
	must(t, err)
	expect(t, "outcomes", outcomes(im), []transfer.Outcome{transfer.Failed, transfer.Create, transfer.Create})
	expect(t, "what is said", errorsOf(im.Report.Rows[0]), []string{"G  import.longRow"})
}

// TestALineBreakInANameIsJoined: somebody has made a long name fit its cell.
func TestALineBreakInANameIsJoined(t *testing.T) {
	w := newWorld(t)
	im := w.bring(clerk, transfer.Upload{}, "\"年产10GW\n光伏组件\r\n项目\",武义县,\"Solar\nPower 公司\",C3825,150000,")
	expect(t, "outcomes", outcomes(im), []transfer.Outcome{transfer.Create})
	expect(t, "warnings", warningsOf(im.Report.Rows[0]), []string{"A name import.joined", "C enterprise.name import.joined"})
	p := w.list(clerk)[0]
	expect(t, "names", [2]string{p.Name, p.Enterprise.Name}, [2]string{"年产10GW光伏组件项目", "Solar Power 公司"})
}

// TestAFormulaWithoutAResultIsSaidToBeOne: a program has written the file and no spreadsheet has calculated it.
func TestAFormulaWithoutAResultIsSaidToBeOne(t *testing.T) {
	w := newWorld(t)
	book := workbook(t, []string{"项目"}, func(f *excelize.File) {
		must(t, f.SetCellFormula("项目", "E2", "100000+50000"))
	}, map[string][][]string{"项目": {bookHeading, {"光伏组件项目", "武义县", "光伏公司", "C3825"}}})
	im, err := w.service.Import(clerk, transfer.Upload{Kind: "projects", Content: book, DryRun: true})
	must(t, err)
	row := im.Report.Rows[0]
	expect(t, "what is said", errorsOf(row), []string{"E investmentWan import.unsaved"})
	expect(t, "the cell", row.Messages[0].Original, "=100000+50000")
}

// TestAnEmptyCountyIsTheCountyOfTheFile, as if the column were not there.
func TestAnEmptyCountyIsTheCountyOfTheFile(t *testing.T) {
	w := newWorld(t)
	im := w.bring(clerk, transfer.Upload{DryRun: true}, "光伏组件项目,,光伏公司,C3825,150000,", "电池项目,无此县,电池公司,C3825,150000,")
	expect(t, "outcomes", outcomes(im), []transfer.Outcome{transfer.Create, transfer.Failed})
	expect(t, "county", im.Report.Rows[0].RegionID, wuyi)
	expect(t, "a county that there is not", errorsOf(im.Report.Rows[1]), []string{"B regionId import.noTerm"})
	city := w.bring(secretariat, transfer.Upload{DryRun: true}, "光伏组件项目,,光伏公司,C3825,150000,")
	expect(t, "of nobody", errorsOf(city.Report.Rows[0]), []string{"B regionId required"})
}
