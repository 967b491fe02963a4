package transfer_test

import (
	"bytes"
	"strings"
	"testing"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/page"
	"zhaoyin/internal/period"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/transfer"
	"zhaoyin/internal/unit"
)

func TestUpdatesFillAndNeverErase(t *testing.T) {
	w := newWorld(t)
	w.bring(clerk, transfer.Upload{}, solar, battery)
	was := w.list(clerk)

	done := w.bring(clerk, transfer.Upload{},
		"光伏 组件项目,武义县,,C,160000,", // the amount grew; the name is written with a space, the section says less than the class, the rest is empty
		"锂电池项目,武义县,电池公司,,,")
	expect(t, "outcomes", outcomes(done), []transfer.Outcome{transfer.Update, transfer.Unchanged})
	is := w.list(clerk)
	expect(t, "amount", is[0].InvestmentWan, unit.Wan(160_000))
	expect(t, "what stayed", []string{is[0].Name, is[0].Industry, is[0].Enterprise.Name}, []string{was[0].Name, "C3825", "光伏公司"})
	expect(t, "versions", []int64{is[0].Version, is[1].Version}, []int64{2, 1})

	moved := w.bring(clerk, transfer.Upload{}, "锂电池项目,武义县,新电池公司,C3841,200000,")
	expect(t, "another investor", outcomes(moved), []transfer.Outcome{transfer.Update})
	expect(t, "investor", w.list(clerk)[1].Enterprise.Name, "新电池公司")
}

func TestSourceIDs(t *testing.T) {
	w := newWorld(t)
	bring := func(lines string) *transfer.Import {
		im, err := w.service.Import(clerk, transfer.Upload{Kind: "projects", Content: strings.NewReader("来源编号,项目名称,企业名称,行业代码,总投资（万元）\n" + lines)})
		must(t, err)
		return im
	}
	bring("HZ-2022-77,甲项目,甲公司,C3825,150000\n1,乙项目,乙公司,C3841,150000\n")
	done := bring("HZ-2022-77,甲项目（更名）,甲公司,C3825,150000\n1,丙项目,丙公司,C3841,150000\n")
	expect(t, "an id renames, a running number does not", outcomes(done), []transfer.Outcome{transfer.Update, transfer.Create})
	var names []string
	for _, p := range w.list(clerk) {
		names = append(names, p.Name)
	}
	expect(t, "projects", len(names), 3)
}

func TestMilestonesOfAClerkWaitForTheCity(t *testing.T) {
	w := newWorld(t)
	w.bring(clerk, transfer.Upload{}, solar)
	p := w.list(clerk)[0]
	m := w.milestones(p.ID)[project.Signed]
	expect(t, "state and day", []string{string(m.State), string(m.OccurredOn)}, []string{"reported", "2022-04-12"})
	expect(t, "stage", p.Stage, project.Lead)

	other := w.bring(clerk, transfer.Upload{}, strings.Replace(solar, "2022-04-12", "2022-04-13", 1))
	expect(t, "another day", outcomes(other), []transfer.Outcome{transfer.Unchanged})
	expect(t, "what is said", other.Report.Rows[0].Messages[0].Code, "import.otherDay")
	expect(t, "day as reported", w.milestones(p.ID)[project.Signed].OccurredOn, calendar.Date("2022-04-12"))

	future := w.bring(clerk, transfer.Upload{}, "未来项目,武义县,未来公司,C3825,150000,2099-01-01")
	expect(t, "a day to come", errorsOf(future.Report.Rows[0]), []string{"F signedOn future"})
	vague := w.bring(clerk, transfer.Upload{}, "约期项目,武义县,约期公司,C3825,150000,2022-04")
	expect(t, "a month is no day", outcomes(vague), []transfer.Outcome{transfer.Create})
}

func TestHistoricalMilestonesCountInTheirOwnMonth(t *testing.T) {
	w := newWorld(t)
	must(t, w.db.Write(system, access.StoreSeed, func(tx *store.Tx) error {
		closed := &period.Period{Month: "2022-04", State: period.Closed, Deadline: now}
		open := &period.Period{Month: "2026-11", State: period.Open, Deadline: now}
		if err := store.Insert(tx, closed); err != nil {
			return err
		}
		return store.Insert(tx, open)
	}))
	old := "旧项目,兰溪市,旧公司,C3841,200000,2019-03-08"
	done := w.bring(secretariat, transfer.Upload{Historical: true}, solar, old)
	expect(t, "outcomes", outcomes(done), []transfer.Outcome{transfer.Create, transfer.Create})
	want := map[string]calendar.Month{"光伏组件项目": "2026-11", "旧项目": "2019-03"} // April 2022 is closed here, March 2019 was never opened
	for _, p := range w.list(secretariat) {
		m := w.milestones(p.ID)[project.Signed]
		expect(t, "credited month of "+p.Name, m.CreditedMonth, want[p.Name])
		expect(t, "state and stage of "+p.Name, []string{string(m.State), string(p.Stage)}, []string{"verified", "signed"})
	}
	again := w.bring(secretariat, transfer.Upload{Historical: true}, solar, old)
	expect(t, "the second time", outcomes(again), []transfer.Outcome{transfer.Unchanged, transfer.Unchanged})
}

func TestTheLedgerComesBackUnchanged(t *testing.T) {
	w := newWorld(t)
	w.bring(secretariat, transfer.Upload{Historical: true}, solar, battery, motor)
	q := page.First(project.Listing, page.DefaultLimit)
	for _, lang := range []string{"zh", "en"} {
		ledger, err := w.service.Ledger(clerk, q, false, lang)
		must(t, err)
		var sheet, text bytes.Buffer
		must(t, ledger.WriteXLSX(&sheet, lang))
		must(t, ledger.WriteCSV(&text, lang))
		for name, content := range map[string]*bytes.Buffer{"xlsx": &sheet, "csv": &text} {
			im, err := w.service.Import(clerk, transfer.Upload{Kind: "projects", FileName: "台账." + name, Content: content})
			must(t, err)
			expect(t, lang+" "+name+": a county's own ledger", outcomes(im), []transfer.Outcome{transfer.Unchanged, transfer.Unchanged})
		}
	}
}

// ledger is the county's projects as the system writes them.
func (w *world) ledger() string {
	w.t.Helper()
	l, err := w.service.Ledger(clerk, page.First(project.Listing, page.DefaultLimit), false, "zh")
	must(w.t, err)
	var text bytes.Buffer
	must(w.t, l.WriteCSV(&text, "zh"))
	return text.String()
}

// TestACodeIsTheProject edits the file that the system wrote and brings it in again.
func TestACodeIsTheProject(t *testing.T) {
	w := newWorld(t)
	w.bring(clerk, transfer.Upload{}, solar, battery)
	w.bring(clerkLanxi, transfer.Upload{}, motor)
	bring := func(text string) *transfer.Import {
		t.Helper()
		im, err := w.service.Import(clerk, transfer.Upload{Kind: "projects", Content: strings.NewReader(text), Mode: transfer.RowByRow})
		must(t, err)
		return im
	}
	renamed := bring(strings.NewReplacer("光伏组件项目", "光伏组件（二期）项目", "锂电池项目", "锂 电池项目").Replace(w.ledger()))
	expect(t, "outcomes", outcomes(renamed), []transfer.Outcome{transfer.Update, transfer.Update})
	var names []string
	for _, p := range w.list(clerk) {
		names = append(names, p.Code+" "+p.Name)
	}
	expect(t, "names", names, []string{"330723-2026-0001 光伏组件（二期）项目", "330723-2026-0002 锂 电池项目"})

	again := bring(w.ledger())
	expect(t, "the same ledger", outcomes(again), []transfer.Outcome{transfer.Unchanged, transfer.Unchanged})

	const header = "项目编号,项目名称,县（市、区）,企业名称,行业代码,总投资（万元）\n"
	im := bring(header + "330723-2026-0009,甲项目,武义县,甲公司,C3825,150000\n" + // nobody has this code
		"330781-2026-0001,电机项目,武义县,电机公司,C3812,120000\n" + // another county's
		",乙项目,武义县,乙公司,C3825,150000\n" +
		"330723-2026-0001,光伏组件（二期）项目,武义县,光伏公司,C3825,160000\n" +
		"330723-2026-0001,光伏组件三期项目,武义县,光伏公司,C3825,170000\n" +
		",锂电池项目,武义县,电池公司,C3841,210000\n" +
		"330723-2026-0002,锂 电池项目,武义县,电池公司,C3841,220000\n")
	var said []string
	for _, row := range im.Report.Rows {
		said = append(said, strings.TrimSpace(string(row.Outcome)+" "+strings.Join(errorsOf(row), ",")))
	}
	expect(t, "rows", said, []string{
		"error A code import.noCode", "error A code import.noCode", "create", "update", "error A code import.twice", "update", "error A code import.twice",
	})
	whole, err := w.service.Import(secretariat, transfer.Upload{Kind: "projects", Content: strings.NewReader(header + "330781-2026-0001,电机项目,武义县,电机公司,C3812,120000\n")})
	must(t, err)
	expect(t, "a code of another county than the row's", errorsOf(whole.Report.Rows[0]), []string{"C regionId import.codeCounty"})
}
