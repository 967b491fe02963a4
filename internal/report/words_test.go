package report

import (
	"strings"
	"testing"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/document"
	"zhaoyin/internal/fund"
	"zhaoyin/internal/issue"
	"zhaoyin/internal/land"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/monthly"
	"zhaoyin/internal/project"
	"zhaoyin/internal/review"
	"zhaoyin/internal/unit"
)

func TestACountyIsCalledByItsOwnKind(t *testing.T) {
	for name, want := range map[string]string{"": "全市", "武义县": "全县", "义乌市": "义乌市", "金东区": "全区", "金华开发区": "全区", "某旗": "全旗", "某试验林场": "某试验林场"} {
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
	if got := []rune(rows[0][10].Text); len(got) != mostProgress || got[len(got)-1] != '…' {
		t.Errorf("progress in the paper: %s", string(got))
	}
	if got := projectRows(f)[0][11].Text; got != long {
		t.Error("the ledger's progress is cut")
	}
	if rows[1][10].Text != "（暂停，无须填报）" || rows[2][10].Text != "（未报）" {
		t.Errorf("without a status: %s, %s", rows[1][10].Text, rows[2][10].Text)
	}
}

// TestThePapersNameTheirOwnThreshold: sentences and headings say the size that the month's figures hold.
func TestThePapersNameTheirOwnThreshold(t *testing.T) {
	for least, want := range map[unit.Wan]string{0: "10亿元", 100000: "10亿元", 50000: "5亿元", 15000: "1.5亿元", 8000: "8000万元", 600000: "60亿元"} {
		f := Facts{City: "金华市", Month: "2025-06", Projects: []Line{{Name: "甲", Stage: project.Signed, Condition: project.Active, FellBelow: true, NextPlan: "开工"}}}
		if least > 0 {
			f.Total.Thresholds = []Threshold{{Least: least}, {Least: 1000000}}
		}
		none := textOf(ofMonth(f))
		f.Total.Kinds = map[project.Stage]Triple{project.Signed: {Month: Amount{1, 60000}}}
		for _, got := range []string{none, textOf(ofMonth(f)), fallen(f)[0], appendix(f)[1].(document.Table).Caption, ledgerOf(f).Table.Caption} {
			if !strings.Contains(got, want+"以上") || want != "10亿元" && strings.Contains(got, "10亿元") {
				t.Errorf("from %d on: got %s, want %s", least, got, want)
			}
		}
		if got, large := f.planners(1), max(least, largePlan); !strings.Contains(got, size(large)+"以上") {
			t.Errorf("plans from %d on: got %s", large, got)
		}
	}
}

// TestTheCityGoesByItsOwnKind: who issues the papers and what "the whole" is follow the region's name, whatever it ends in.
func TestTheCityGoesByItsOwnKind(t *testing.T) {
	for name, want := range map[string]string{
		"金华市": "全市", "浙江省": "全省", "恩施土家族苗族自治州": "全州", "锡林郭勒盟": "全盟", "大兴安岭地区": "全地区", "雄安新区": "全市", "Jinhua": "全市", "AB": "全市", "": "全市",
	} {
		s := &meeting.Snapshot{Month: "2025-06", CityID: "330700", CityName: name, Board: meeting.Board{Regions: []meeting.RegionBoard{{RegionID: "1", Name: "义乌市", Rank: 4}}},
			Resources: &meeting.Resources{Supply: &land.SupplyPart{City: land.SupplyFigures{Through: "2025-06"}, Sentence: "上半年，全市未出让工业用地。"}}}
		f := From(s, "330700")
		if f.Organ != name+"投资促进中心" || f.scope() != want || f.Resources.Supply.Sentence != "上半年，"+want+"未出让工业用地。" {
			t.Errorf("%q: issued by %s for %s: %s", name, f.Organ, f.scope(), f.Resources.Supply.Sentence)
		}
		s.Resources = nil
		own := From(s, "1")
		if got := leaders(own); own.Organ != "义乌市投资促进中心" || !strings.Contains(got, "列"+want+"第4位") {
			t.Errorf("义乌市 in %q: issued by %s: %s", name, own.Organ, got)
		}
	}
}

// TestACountysPaperSaysTheCityOnlyOfTheCity reads every sentence of a county-level city's paper.
func TestACountysPaperSaysTheCityOnlyOfTheCity(t *testing.T) {
	f := From(&meeting.Snapshot{Month: "2025-06", CityID: "330700", CityName: "金华市", Resources: &meeting.Resources{
		Reviews: &review.Paper{}, Land: &land.Section{}, Supply: &land.SupplyPart{City: land.SupplyFigures{Through: "2025-06"}}, Fund: &fund.Paper{},
		Issues: &issue.Paper{}, Decisions: &meeting.Follow{},
	}, Board: meeting.Board{Regions: []meeting.RegionBoard{{RegionID: "330782", Name: "义乌市", ShortName: "义乌", Rank: 4, Score: 1}}}}, "330782")
	f.Projects = []Line{{Name: "甲", Region: "义乌市", Stage: project.Signed, Condition: project.Active, NextPlan: "开工"}}
	for _, b := range Compose(f).Blocks {
		p, ok := b.(document.Paragraph)
		if !ok {
			continue
		}
		if text := textOf(p); strings.Contains(strings.Replace(text, "列全市第4位", "", 1), "全市") || strings.Contains(text, "本市") {
			t.Errorf("whose figures are these? %s", text)
		}
	}
}

func TestACutSparesNumbers(t *testing.T) {
	for _, c := range []struct {
		text string
		most int
		want string
	}{
		{"主体厂房施工", 6, "主体厂房施工"},
		{"主体厂房施工，本月完成投资0.02亿元。", 16, "主体厂房施工…"},
		{"（未采纳）主体厂房施工，本月完成投资0.68亿元。", 20, "（未采纳）主体厂房施工…"},
		{"主体厂房本月累计完成投资0.68亿元以上", 15, "主体厂房本月累计完成投资…"},
		{"主体厂房本月累计完成投资0.68亿元以上", 17, "主体厂房本月累计完成投资…"},
		{"主体厂房本月累计完成投资0.68亿元以上", 19, "主体厂房本月累计完成投资0.68亿元…"},
		{"主体厂房本月累计完成投资三千二百万元以上", 16, "主体厂房本月累计完成投资…"},
		{"计划完成桩基、围墙、道路施工和设备进场", 12, "计划完成桩基、围墙…"},
		{"12345678", 4, "…"},
	} {
		if got := cut(c.text, c.most); got != c.want || len([]rune(got)) > max(c.most, 1) {
			t.Errorf("%s within %d: got %s, want %s", c.text, c.most, got, c.want)
		}
	}
}

// TestWhatIsNotAcceptedSaysSo: in the list's short words, too.
func TestWhatIsNotAcceptedSaysSo(t *testing.T) {
	f := Facts{}
	for _, progress := range []string{"", strings.Repeat("主体厂房施工，", 20)} {
		f.take(meeting.ProjectRow{State: monthly.Submitted, Progress: progress}, "甲县")
	}
	for i, row := range brief(projectRows(f)) {
		if got := row[10].Text; !strings.HasPrefix(got, "（未采纳）") {
			t.Errorf("project %d: got %s", i, got)
		}
	}
}

// TestTheNoticeStandsOnTopOfEveryPaper: the city's and the counties', and on every sheet, where an open month also says that it is provisional.
func TestTheNoticeStandsOnTopOfEveryPaper(t *testing.T) {
	s := &meeting.Snapshot{Month: "2025-06", CityID: "330700", CityName: "金华市", Narratives: map[string]string{"notice": "征求意见稿。\n请于周五前反馈。", "overview": "总体平稳。"},
		Board: meeting.Board{Regions: []meeting.RegionBoard{{RegionID: "330723", Name: "武义县"}}}}
	for _, frozen := range []bool{false, true} {
		s.Board.Frozen = frozen
		for _, id := range []string{"330700", "330723"} {
			f := From(s, id)
			blocks := Compose(f).Blocks
			if blocks[0] != (document.Note{Text: "征求意见稿。"}) || blocks[1] != (document.Note{Text: "请于周五前反馈。"}) {
				t.Errorf("%s begins with %v, %v", id, blocks[0], blocks[1])
			}
			for _, sheet := range Ledger(f).Sheets {
				if len(sheet.Lines) == 0 || sheet.Lines[0] != "征求意见稿。 请于周五前反馈。" || !frozen != strings.Contains(sheet.Lines[len(sheet.Lines)-1], "未关账，数据截至") {
					t.Errorf("%s, frozen %t: sheet %s says %v", id, frozen, sheet.Name, sheet.Lines)
				}
			}
		}
	}
}
