package transfer

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"zhaoyin/internal/unit"
)

func TestCompoundAmounts(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"9亿8000万元", "98000万元"},
		{"10亿2000万元", "102000万元"},
		{"10亿2000万", "102000万元"},
		{"9亿零500万元", "90500万元"},
		{"9亿 8,000万元", "98000万元"},
		{"１２亿", "120000万元"},
		{"１２亿５００万元", "120500万元"},
		{"1.5亿元", "15000万元"},
		{"12,000万元", "12000万元"},
		{"1亿2000.5万元", "12001万元 rounded"},
		{"约15亿", "150000万元 approximate"},
		{"约9亿8000万元", "98000万元 approximate"},
		{"10-12亿", "100000万元 readings"},
		{"9亿8000万元-10亿2000万元", "98000万元 readings"},
		{"9亿8000", "error import.unreadable"},    // 8000 what?
		{"8000万9亿元", "error import.unreadable"},  // no way of writing one amount
		{"一期5亿、二期4亿", "error import.unreadable"}, // not to be added
	} {
		v, stated, notes, err := yuan.parse(c.text, nil)
		shown := ""
		if stated {
			shown = yuan.show(v)
		}
		if got := said(shown, notes, err); got != c.want {
			t.Errorf("%q: got %s, want %s", c.text, got, c.want)
		}
	}
}

// TestProjectsWhoseNamesLookLikeTotals are projects, since their rows say more than a total does.
func TestProjectsWhoseNamesLookLikeTotals(t *testing.T) {
	p, err := parseText(line("项目名称", "县市区", "企业名称", "总投资（亿元）", "备注")+
		line("合计量具智能制造项目", "武义", "合计量具公司", "10")+
		line("累计传感器项目", "武义", "", "10")+
		line("审核设备项目", "", "审核公司", "10")+
		line("Total Energy 储能项目", "武义", "道达尔", "10")+
		line("合计", "", "", "40")+
		line("合 计", "", "", "40亿元")+
		line("总计（4个）", "", "", "约40", "")+
		line("填表人：张三", "", "审核人：李四", "")+
		line("注：金额均为计划数"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range p.Rows {
		got = append(got, string(row.Outcome))
	}
	if want := ",,error,,skip,skip,skip,skip,skip"; strings.Join(got, ",") != want {
		t.Errorf("got %s, want %s", strings.Join(got, ","), want)
	}
}

func TestDaysOutOfOrderAreQuestioned(t *testing.T) {
	p, err := parseText(line("项目名称", "县市区", "签约日期", "落地日期", "投产日期")+
		line("甲", "武义", "2023-05-01", "2022-04-01", "2021-01-01")+
		line("乙", "武义", "2023-05-01", "2023-05-01", "2024-01-01")+
		line("丙", "武义", "2023-05-01", "", "2022-06-01"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range p.Rows {
		said := ""
		for _, m := range row.Messages {
			said += m.Column + m.Code + " "
		}
		got = append(got, strings.TrimSpace(said))
	}
	want := "Dimport.order Eimport.order||Eimport.order"
	if strings.Join(got, "|") != want || p.Rows[0].Outcome != Open {
		t.Errorf("got %s, want %s", strings.Join(got, "|"), want)
	}
}

// TestTwoRowsOfHeadings is the usual layout of government tables: a group over its columns.
func TestTwoRowsOfHeadings(t *testing.T) {
	text := line("武义县重大项目表") +
		line("项目名称", "县（市、区）", "企业名称", "投资（亿元）", "", "时间节点", "") +
		line("", "", "", "总投资", "其中：固定资产投资", "签约", "开工") +
		line("甲", "武义", "甲公司", "10.2", "7.4", "2022-04-12", "")
	check := func(t *testing.T, p *Projects, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Rows) != 1 || p.Rows[0].Investment == nil || p.Rows[0].FixedInvestment == nil {
			t.Fatalf("got %+v, want one row with both amounts", p.Rows)
		}
		r := p.Rows[0]
		if r.Name != "甲" || *r.Investment != unit.Wan(102_000) || *r.FixedInvestment != unit.Wan(74_000) || r.Signed.Date != "2022-04-12" || len(p.ignored) > 0 || len(r.Messages) > 0 {
			t.Errorf("got %+v, ignored %v", r, p.ignored)
		}
	}
	p, err := parseText(text, Options{})
	check(t, p, err)

	f := excelize.NewFile()
	for i, row := range strings.Split(strings.TrimSpace(text), "\n") {
		for j, cell := range strings.Split(row, "\t") {
			if err := f.SetCellStr("Sheet1", Letter(j)+string(rune('1'+i)), cell); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, area := range [][2]string{{"A1", "G1"}, {"A2", "A3"}, {"B2", "B3"}, {"C2", "C3"}, {"D2", "E2"}, {"F2", "G2"}} {
		if err := f.MergeCell("Sheet1", area[0], area[1]); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	p, err = ReadProjects(&b, jinhua(), Options{})
	check(t, p, err)
}

// TestPlannedDaysUnderAGroupAreNotTaken: the group says that nothing has happened yet.
func TestPlannedDaysUnderAGroupAreNotTaken(t *testing.T) {
	p, err := parseText(line("项目名称", "县市区", "投资（亿元）", "计划时间")+line("", "", "总投资", "开工")+line("甲", "武义", "10", "2022-04-12"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if r := p.Rows[0]; r.Started.String() != "" || len(p.ignored) != 1 || p.ignored[0].Column != "D" {
		t.Errorf("got a start on %s, ignored %v", r.Started, p.ignored)
	}
}

// TestTheFirstProjectIsNoHeading: its stage is called like a column.
func TestTheFirstProjectIsNoHeading(t *testing.T) {
	p, err := parseText(line("项目名称", "县市区", "状态", "进度")+line("甲", "武义", "签约", "开工"), Options{})
	if err != nil || len(p.Rows) != 1 || p.Rows[0].Name != "甲" {
		t.Errorf("got %+v, %v, want the row", p, err)
	}
}

func TestTheTemplateStarsWhatANewProjectNeeds(t *testing.T) {
	f := openTemplate(t, "zh")
	rows, err := f.GetRows("项目")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	for _, heading := range rows[0] {
		if name, starred := strings.CutPrefix(heading, "*"); starred {
			got[name] = true
		}
	}
	for _, want := range []string{"项目名称", "县（市、区）", "企业名称", "行业代码", "总投资（万元）"} {
		if !got[want] {
			t.Errorf("%s has no star", want)
		}
	}
	if len(got) != 5 {
		t.Errorf("got stars at %v", got)
	}
}

func TestTextIsTrimmed(t *testing.T) {
	p, err := parseText("项目名称,县市区,企业名称,行业代码,联系人,建设地点\n\" 甲\u3000\",武义,\u00a0甲公司\u200b, C3841 ,\ufeff张三 ,\"\n开发区\"\n", Options{})
	if err != nil {
		t.Fatal(err)
	}
	r := p.Rows[0]
	if got := strings.Join([]string{r.Name, r.EnterpriseName, r.Industry, r.ContactName, r.Site}, "|"); got != "甲|甲公司|C3841|张三|开发区" {
		t.Errorf("got %q", got)
	}
}

func TestAnAnswerTakenIsWorded(t *testing.T) {
	p, err := parseText(line("项目名称", "县市区", "是否计入")+line("甲", "武义", "N（园区改造）"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{"zh": "否", "en": "no"} {
		if m := p.Report().In(lang).Rows[0].Messages[0]; m.Taken != want || m.TakenEN != "" {
			t.Errorf("%s: got %q and %q, want %q", lang, m.Taken, m.TakenEN, want)
		}
	}
}

// TestBrokenCellsAreOneLine: a place or a name that a sheet breaks into lines is kept in one, a summary keeps its lines.
func TestBrokenCellsAreOneLine(t *testing.T) {
	p, err := parseText(line("项目名称", "县市区", "建设地点", "联系人", "联系领导", "项目概况")+
		line("储能项目", "武义", "\"武义县\r\n百花山\"", "\"张三\n李四\"", "\"王五\n\n赵六\"", "\"一期\n二期\""), Options{})
	if err != nil {
		t.Fatal(err)
	}
	row := p.Rows[0]
	got := strings.Join([]string{row.Site, row.ContactName, row.LeaderName, row.Summary}, "|")
	if want := "武义县 百花山|张三 李四|王五 赵六|一期\n二期"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
