package transfer_test

import (
	"bytes"
	"strings"
	"testing"

	"zhaoyin/internal/page"
	"zhaoyin/internal/project"
	"zhaoyin/internal/transfer"
)

// TestManufacturingIsAssumedOnlyWhereNothingIsSaid brings in rows that all say that they count.
func TestManufacturingIsAssumedOnlyWhereNothingIsSaid(t *testing.T) {
	const header = "项目名称,县（市、区）,企业名称,行业代码,总投资（万元）,是否计入\n"
	for text, want := range map[string]struct {
		industry, warnings, errors string
		counts                     bool
	}{
		"K7010":     {industry: "K70", warnings: "D industry import.industryDivision,F statedCounts import.countsNot"},
		"G5990":     {industry: "G59", warnings: "D industry import.industryDivision,F statedCounts import.countsNot"},
		"5990":      {industry: "G59", warnings: "D industry import.industryDivision,F statedCounts import.countsNot"},
		"房地产业":      {industry: "K", warnings: "F statedCounts import.countsNot"},
		"C9999":     {errors: "D industry import.noIndustry"},
		"新能源汽车零部件":  {industry: "C", warnings: "D industry import.industryAssumed", counts: true},
		"待定":        {industry: "C", warnings: "D industry import.industryAssumed", counts: true},
		"":          {industry: "C", warnings: "D industry import.industryUnstated", counts: true},
		"C3825（组件）": {industry: "C3825", warnings: "D industry import.remark", counts: true},
	} {
		w := newWorld(t)
		im, err := w.service.Import(clerk, transfer.Upload{
			Kind: "projects", Content: strings.NewReader(header + "某项目,武义县,某公司," + text + ",120000,是\n"),
			Options: transfer.Options{AssumeManufacturing: true},
		})
		must(t, err)
		row := im.Report.Rows[0]
		expect(t, text+": errors", strings.Join(errorsOf(row), ","), want.errors)
		expect(t, text+": warnings", strings.Join(warningsOf(row), ","), want.warnings)
		var is project.Project
		for _, p := range w.list(clerk) {
			is = p
		}
		expect(t, text+": industry", is.Industry, want.industry)
		expect(t, text+": counts", is.Counts, want.counts)
	}
}

// TestAnAssumptionNeverOverwrites what is known of a project.
func TestAnAssumptionNeverOverwrites(t *testing.T) {
	w := newWorld(t)
	w.bring(clerk, transfer.Upload{}, "仓储项目,武义县,仓储公司,G59,150000,")
	for _, text := range []string{"", "物流"} {
		im, err := w.service.Import(clerk, transfer.Upload{
			Kind: "projects", Content: strings.NewReader("项目名称,县（市、区）,行业代码,是否计入\n仓储项目,武义县," + text + ",是\n"), Options: transfer.Options{AssumeManufacturing: true},
		})
		must(t, err)
		expect(t, "outcome of "+text, outcomes(im), []transfer.Outcome{transfer.Unchanged})
		want := map[string][]string{"": nil, "物流": {"C industry import.industry"}}[text]
		expect(t, "what is said of "+text, warningsOf(im.Report.Rows[0]), want)
	}
}

// TestAnExportedRowTakesAnotherIndustry has somebody edit the code in the file that the system wrote.
func TestAnExportedRowTakesAnotherIndustry(t *testing.T) {
	w := newWorld(t)
	w.bring(clerk, transfer.Upload{}, solar)
	ledger, err := w.service.Ledger(clerk, page.First(project.Listing, page.DefaultLimit), false, "zh")
	must(t, err)
	var text bytes.Buffer
	must(t, ledger.WriteCSV(&text, "zh"))
	edited := strings.Replace(text.String(), "C3825", "G5990", 1)
	im, err := w.service.Import(clerk, transfer.Upload{Kind: "projects", Content: strings.NewReader(edited), Options: transfer.Options{AssumeManufacturing: true}})
	must(t, err)
	expect(t, "outcome", outcomes(im), []transfer.Outcome{transfer.Update})
	p := w.list(clerk)[0]
	expect(t, "industry", p.Industry, "G59")
	expect(t, "counts", p.Counts, false)
}
