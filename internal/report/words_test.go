package report

import (
	"strings"
	"testing"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/document"
	"zhaoyin/internal/project"
	"zhaoyin/internal/unit"
)

func TestACountyIsCalledByItsOwnKind(t *testing.T) {
	for name, want := range map[string]string{"": "全市", "武义县": "全县", "义乌市": "全市", "金东区": "全区", "金华开发区": "全区", "某试验林场": "某试验林场"} {
		f := Facts{RegionName: name}
		if name != "" {
			f.RegionID = "1"
		}
		if got := f.scope(); got != want {
			t.Errorf("%q: got %s, want %s", name, got, want)
		}
	}
}

func TestRanksAreComparedWithTheMonthThatWasClosed(t *testing.T) {
	down := -2
	for compared, want := range map[calendar.Month]string{
		"": "与上月相比，甲下降2位。", "2025-05": "与上月相比，甲下降2位。", "2025-04": "与2025年4月相比，甲下降2位。",
	} {
		f := Facts{Month: "2025-06", Compared: compared, Counties: []County{{Short: "甲", Rank: 1, Score: 100, RankChange: &down}}}
		if got := leaders(f); !strings.HasSuffix(got, want) {
			t.Errorf("%q: got %s, want %s", compared, got, want)
		}
	}
}

func TestNobodyIsAheadWhenAllStandAlike(t *testing.T) {
	all := func(scores ...int64) []County {
		var counties []County
		for i, s := range scores {
			c := County{Short: string(rune('A' + i)), Rank: i + 1, Score: unit.WholeRatio(s)}
			if i > 0 && scores[i-1] == s {
				c.Rank = counties[i-1].Rank
			}
			counties = append(counties, c)
		}
		return counties
	}
	for _, c := range []struct {
		counties []County
		want     string
	}{
		{all(0, 0, 0, 0), "本月各县（市、区）均未得分，名次并列。"},
		{all(), "本月各县（市、区）均未得分，名次并列。"},
		{all(10, 10, 10, 10), "本月各县（市、区）综合得分均为10.00分，名次并列。"},
		{all(40, 10, 0, 0), "综合得分居前的是A（40.00分）、B（10.00分）。"},
		{all(40, 30, 20, 10), "综合得分居前的是A（40.00分）、B（30.00分）、C（20.00分）。"},
	} {
		want := strings.ReplaceAll(c.want, ".00", "")
		if got := strings.ReplaceAll(foremost(c.counties), ".00", ""); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// TestACountyThatReportsNoLongerHasNoPlace, but stands among the figures, which add up to the city's.
func TestACountyThatReportsNoLongerHasNoPlace(t *testing.T) {
	term := Term{Label: "本月新签约个数", Unit: "个", Value: 1, Weight: 2000, Points: 2000}
	f := Facts{Counties: []County{{ID: "1", Name: "甲县", Short: "甲", Rank: 1, Score: 2000, Terms: []Term{term}}, {ID: "2", Name: "乙县", Short: "乙", Inactive: true}}}
	if got, want := leaders(f), "综合得分居前的是甲（20分）。"; strings.ReplaceAll(got, ".00", "") != want {
		t.Errorf("ahead: got %s, want %s", got, want)
	}
	for _, b := range append(termTable(f), ranking(f)) {
		if table, ok := b.(document.Table); !ok || len(table.Rows) != 1 {
			t.Errorf("ranked: got %+v", b)
		}
	}
	if rows := countyRows(f); len(rows) != 2 {
		t.Errorf("figures of %d counties, want 2", len(rows))
	}
	if got := unranked(f.Counties); got != "注：乙县已不再填报，不参与排名，其数据仍计入全市。" {
		t.Errorf("why: got %s", got)
	}
	f.RegionID = "2"
	if got := leaders(f); got != "乙县已不再填报，不参与排名。" {
		t.Errorf("its own paper: got %s", got)
	}
	if got := unranked(f.Counties[:1]); got != "" {
		t.Errorf("everybody is ranked: got %s", got)
	}
}

// TestAShareOfNothingIsNotNought: who owes nothing has not failed to report.
func TestAShareOfNothingIsNotNought(t *testing.T) {
	term := Term{Label: "按时填报率", Unit: "‱", Weight: 1000}
	for _, c := range []struct {
		noBasis    bool
		said, cell string
	}{{true, "其中：按时填报率（无应报项目），得0分。", "—"}, {false, "其中：按时填报率0%，得0分。", ""}} {
		term.NoBasis = c.noBasis
		if got := strings.ReplaceAll((Facts{}).terms(County{Terms: []Term{term}}), ".00", ""); got != c.said {
			t.Errorf("got %s, want %s", got, c.said)
		}
		if got := term.cells()[0].Text; got != c.cell {
			t.Errorf("the table: got %q, want %q", got, c.cell)
		}
	}
}

func TestWhatIsDueAddsUp(t *testing.T) {
	for _, c := range []struct {
		total Figures
		want  string
	}{
		{Figures{Due: 3, Submitted: 2, Missing: 1}, "本月应报项目3个，已报2个，未报1个。"},
		{Figures{Due: 1, Submitted: 2, Excused: 1}, "本月应报项目1个，已报1个，未报0个；另有1个已报后暂停或终止。"},
		{Figures{Due: 3, Submitted: 3, Late: 2}, "本月应报项目3个，已报3个，未报0个；逾期补报2个。"},
	} {
		if got := textOf(handedIn(Facts{Total: c.total})[0]); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
	var many []Missing
	for range 30 {
		many = append(many, Missing{"甲县", "项目"})
	}
	blocks := handedIn(Facts{Total: Figures{Due: 31, Submitted: 0, Missing: 31}, Missing: append(many, Missing{"乙县", "另一个"})})
	table, ok := blocks[1].(document.Table)
	if !ok || len(table.Rows) != 4 || table.Total[1].Value != 31 {
		t.Errorf("many missing ones: got %+v", blocks)
	}
}

func textOf(b document.Block) string {
	text := ""
	for _, r := range b.(document.Paragraph).Runs {
		text += r.Text
	}
	return text
}

func TestGrowthIsOnlyToldWhereThereIsABase(t *testing.T) {
	for _, c := range []struct {
		now, before unit.Wan
		want        string
	}{
		{0, 0, ""},
		{100, 0, "，上年同期无基数"},
		{100, -5, "，上年同期无基数"},
		{-234, 100, "，系更正以前年度多报数，不作同比"},
		{112, 100, "，同比增长12%"},
		{88, 100, "，同比下降12%"},
		{100, 100, "，与上年同期持平"},
	} {
		if got := change(c.now, c.before); got != c.want {
			t.Errorf("%d after %d: got %q, want %q", c.now, c.before, got, c.want)
		}
	}
}

func TestASetbackIsNoQuietMonth(t *testing.T) {
	quiet := "没有项目进入新的阶段"
	if got := textOf(progress(Facts{})[0]); !strings.Contains(got, quiet) {
		t.Errorf("an empty month: got %s", got)
	}
	for _, b := range progress(Facts{Setbacks: []Setback{{Region: "甲县", Project: "乙", Kind: "paused", Reason: "丙"}}}) {
		if p, ok := b.(document.Paragraph); ok && textOf(p) != "甲县“乙”暂停推进：丙。" {
			t.Errorf("got %s", textOf(p))
		}
	}
}

func TestVersionsAreToldApart(t *testing.T) {
	f := Facts{Month: "2022-04", Version: 1, ReopenReason: ""}
	if got := subtitle(f) + fileName(f, "330700", DOCX); got != "（2022年4月）zhaoyin-2022-04-330700.docx" {
		t.Errorf("first version: %s", got)
	}
	f.Version, f.ReopenReason = 2, "补录兰溪项目。"
	if got := subtitle(f) + fileName(f, "330700", XLSX); got != "（2022年4月）\n（第2版，重新开启原因：补录兰溪项目）zhaoyin-2022-04-330700-v2.xlsx" {
		t.Errorf("second version: %s", got)
	}
	if sheet := Ledger(f).Sheets[0]; !strings.Contains(sheet.Table.Caption, "（第2版）") || len(sheet.Notes) != 1 || !strings.Contains(sheet.Notes[0], "补录兰溪项目") {
		t.Errorf("the ledger: %s, %v", sheet.Table.Caption, sheet.Notes)
	}
}

func TestAFormatIsMadeOnce(t *testing.T) {
	if got := (Order{Formats: []Format{DOCX, DOCX, HTML}}).formats(); len(got) != 2 || got[0] != DOCX || got[1] != HTML {
		t.Errorf("got %v", got)
	}
}

func TestRowsOfTheListStayShort(t *testing.T) {
	long := strings.Repeat("进", 300)
	f := Facts{Projects: []Line{
		{Name: "甲", Condition: project.Active, Reported: true, Progress: long, NextPlan: long},
		{Name: "乙", Condition: project.Paused},
		{Name: "丙", Condition: project.Active},
	}}
	rows := brief(projectRows(f))
	if got := []rune(rows[0][11].Text); len(got) != mostProgress || got[len(got)-1] != '…' {
		t.Errorf("progress in the paper: %s", string(got))
	}
	if got := projectRows(f)[0][11].Text; got != long {
		t.Error("the ledger's progress is cut")
	}
	if rows[1][11].Text != "（暂停，无须填报）" || rows[2][11].Text != "（未报）" {
		t.Errorf("without a status: %s, %s", rows[1][11].Text, rows[2][11].Text)
	}
}
