package transfer_test

import (
	"strings"
	"testing"

	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
	"zhaoyin/internal/transfer"
)

// warningsOf are the warnings of a row as "column field code".
func warningsOf(row transfer.RowResult) []string {
	var all []string
	for _, m := range row.Messages {
		if m.Severity == transfer.Warning {
			all = append(all, strings.TrimSpace(m.Column+" "+m.Field+" "+m.Code))
		}
	}
	return all
}

func changesOf(row transfer.RowResult) []string {
	var all []string
	for _, c := range row.Changes {
		all = append(all, c.Field+" "+c.Label+": "+c.Before+" → "+c.After)
	}
	return all
}

func TestAnUpdateSaysWhatChanges(t *testing.T) {
	w := newWorld(t)
	made := w.bring(clerk, transfer.Upload{}, solar, battery)
	tried := w.bring(clerk, transfer.Upload{DryRun: true}, "光伏 组件项目,武义县,新光伏公司,C3825,90000,", "锂电池项目,武义县,,C3831,,2022-04-12", motor)
	row := tried.Report.Rows[0]
	expect(t, "changes", changesOf(row), []string{"investmentWan 总投资（万元）: 150000 → 90000", "enterprise.name 企业名称: 光伏公司 → 新光伏公司"})
	expect(t, "warnings", warningsOf(row), []string{"E investmentWan import.fellBelow", "C enterprise.name import.reinvested"})
	expect(t, "the project", [2]string{row.ProjectID, row.Code}, [2]string{made.Report.Rows[0].ProjectID, "330723-2026-0001"})
	expect(t, "a milestone that comes", changesOf(tried.Report.Rows[1]), []string{"industry 行业代码: C3841 → C3831", "signedOn 签约日期:  → 2022-04-12"})
	expect(t, "in English", tried.In("en").Report.Rows[0].Changes[0].Label, "Total investment (万元)")
	expect(t, "what a trial would register has no id", tried.Report.Rows[2].ProjectID+tried.Report.Rows[2].Code, "")

	lost := w.bring(clerk, transfer.Upload{DryRun: true}, "光伏组件项目,武义县,,F51,,")
	expect(t, "no longer manufacturing", warningsOf(lost.Report.Rows[0]), []string{"D industry import.countsLost"})
	same := w.bring(clerk, transfer.Upload{}, solar)
	expect(t, "an unchanged row knows its project", same.Report.Rows[0].ProjectID, row.ProjectID)
	expect(t, "and changes nothing", len(same.Report.Rows[0].Changes), 0)
	refused := w.bring(clerk, transfer.Upload{}, "新项目,武义县,新公司,C3825,150000,", tiny)
	expect(t, "what was taken back has no id", refused.Report.Rows[0].ProjectID, "")
}

func TestComplaintsAboutTheWholeProjectStandAtItsCells(t *testing.T) {
	w := newWorld(t)
	const header, code = "项目名称,县（市、区）,企业名称,统一社会信用代码,行业代码,总投资（万元）\n", "91330100799655058B"
	bring := func(ctx string, lines string) *transfer.Import {
		who := clerk
		if ctx == lanxi {
			who = clerkLanxi
		}
		im, err := w.service.Import(who, transfer.Upload{Kind: "projects", Content: strings.NewReader(header + lines), Mode: transfer.RowByRow})
		must(t, err)
		return im
	}
	first := bring(wuyi, "甲项目,武义县,甲公司,"+code+",C3825,150000\n甲项目,武义县,甲公司,,C3825,150000\n")
	expect(t, "twice in a file", errorsOf(first.Report.Rows[1]), []string{"A name import.twice"})
	elsewhere := bring(lanxi, "甲项目,兰溪市,乙公司,,C3825,150000\n乙项目,兰溪市,甲公司,"+code+",C3825,150000\n")
	expect(t, "the name elsewhere", errorsOf(elsewhere.Report.Rows[0]), []string{"A name project.duplicate"})
	expect(t, "the enterprise elsewhere", errorsOf(elsewhere.Report.Rows[1]), []string{"D enterprise.creditCode project.duplicate"})
	p := w.list(clerk)[0]
	_, err := w.projects.Archive(secretariat, p.ID, p.Version, "重复登记")
	must(t, err)
	archived := bring(wuyi, "甲项目,武义县,甲公司,,C3825,160000\n")
	expect(t, "archived", errorsOf(archived.Report.Rows[0]), []string{"A name project.archived"})
}

// TestAComplaintStandsAtItsCellInAnUpdateToo and names rows of the file rather than codes that only a trial has given.
func TestAComplaintStandsAtItsCellInAnUpdateToo(t *testing.T) {
	w := newWorld(t)
	const header = "项目名称,县（市、区）,企业名称,统一社会信用代码,行业代码,总投资（万元）\n"
	bring := func(lines string) *transfer.Import {
		t.Helper()
		im, err := w.service.Import(secretariat, transfer.Upload{Kind: "projects", Content: strings.NewReader(header + lines), DryRun: true})
		must(t, err)
		return im
	}
	w.bring(clerk, transfer.Upload{}, solar)
	wrong := bring("光伏组件项目,武义县,光伏公司,91330782MA2HTXXX0X,C3825,150000\n光伏组件项目（新）,武义县,新公司,91330782MA2HTXXX0X,C3825,150000\n")
	for i, row := range wrong.Report.Rows {
		got := errorsOf(row)
		if len(got) != 1 || !strings.HasPrefix(got[0], "D enterprise.creditCode enterprise.creditCode") || row.Messages[0].Original != "91330782MA2HTXXX0X" {
			t.Errorf("row %d: got %v, want one complaint at the credit code", i, got)
		}
	}
	moved := bring("光伏组件项目,武义县,另一光伏公司,91330782MA2HTXXX0X,C3825,150000\n")
	if got := errorsOf(moved.Report.Rows[0]); len(got) != 1 || !strings.HasPrefix(got[0], "D enterprise.creditCode enterprise.creditCode") {
		t.Errorf("another investor: got %v, want one complaint at the credit code", got)
	}
	const code = "91330100799655058B"
	first := bring("甲项目,武义县,甲公司," + code + ",C3825,150000\n甲项目,兰溪市,乙公司,,C3825,150000\n丙项目,兰溪市,甲公司," + code + ",C3825,150000\n")
	for i, want := range []string{"A name import.firstRow", "D enterprise.creditCode import.firstRow"} {
		row := first.Report.Rows[i+1]
		expect(t, "reported first by a row of the file", errorsOf(row), []string{want})
		if !strings.Contains(row.Messages[0].Text, "第 2 行") {
			t.Errorf("%q does not name the row", row.Messages[0].Text)
		}
	}
}

func TestAnIndustryThatIsNotUnderstoodIsSaidOnce(t *testing.T) {
	w := newWorld(t)
	im := w.bring(clerk, transfer.Upload{}, "甲项目,武义县,甲公司,光伏,150000,", "乙项目,武义县,乙公司,,150000,")
	expect(t, "a text", errorsOf(im.Report.Rows[0]), []string{"D industry import.industryText"})
	expect(t, "once", len(im.Report.Rows[0].Messages), 1)
	expect(t, "nothing", errorsOf(im.Report.Rows[1]), []string{"D industry required"})
}

func TestTheCountyOfAnImportIsTheCallers(t *testing.T) {
	w := newWorld(t)
	bring := func(region string) error {
		_, err := w.service.Import(clerk, transfer.Upload{
			Kind: "projects", Content: strings.NewReader(heading + "\n" + solar), Options: transfer.Options{DefaultRegion: region},
		})
		return err
	}
	if found, ok := fault.Find(bring(lanxi)); !ok || found.Fault != store.ErrBeyond {
		t.Errorf("another county: got %v, want %s", found, store.ErrBeyond.Code)
	}
	must(t, bring(wuyi))
	_, err := w.service.Import(secretariat, transfer.Upload{
		Kind: "projects", Content: strings.NewReader(heading + "\n" + solar), Options: transfer.Options{DefaultRegion: "999999"},
	})
	found, ok := fault.Find(err)
	if !ok || len(found.Fields) != 1 || found.Fields[0].Pointer != "/query/regionId" {
		t.Errorf("no such county: got %v", err)
	}
}
