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
	"zhaoyin/internal/project"
	"zhaoyin/internal/review"
)

func TestTheYearSaysOnceThatItHasNoBase(t *testing.T) {
	for _, c := range []struct {
		triple Triple
		want   string
	}{
		{Triple{}, "没有新签约项目"},
		{Triple{LastYear: Amount{1, 530000}}, "没有新签约项目（上年同期1个、总投资53.00亿元）"},
		{Triple{Year: Amount{1, 182000}}, "累计新签约1个、总投资18.20亿元，上年同期无基数"},
		{Triple{Year: Amount{1, 182000}, LastYear: Amount{1, 91000}}, "累计新签约1个、总投资18.20亿元，同比增长100%（上年同期1个、总投资9.10亿元）"},
	} {
		if got := c.triple.sinceJanuary("累计新签约"); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

func TestWhatThereWasNotIsNotCounted(t *testing.T) {
	with := func(change func(*Facts)) Facts {
		f := Facts{City: "金华市", Month: "2025-11", Resources: &meeting.Resources{Issues: &issue.Paper{}}}
		change(&f)
		return f
	}
	for _, c := range []struct {
		got, want string
	}{
		{with(func(*Facts) {}).fundWords(), "1—11月，全市没有产业基金申请、投决承诺和拨付。"},
		{with(func(f *Facts) { f.Total.Fund.Year = fund.Sums{Requested: 1, RequestedWan: 20000} }).fundWords(), "11月份，全市没有产业基金申请、投决承诺和拨付；1—11月累计申请1笔、2.00亿元。"},
		{with(func(f *Facts) {
			f.Total.Fund.Month, f.Total.Fund.Year = fund.Sums{CommittedWan: 5000}, fund.Sums{Requested: 1, RequestedWan: 20000, CommittedWan: 5000}
		}).fundWords(), "11月份，全市产业基金投决承诺0.50亿元；1—11月累计申请1笔、2.00亿元，承诺0.50亿元。"},
		{with(func(*Facts) {}).quotaWords(), "1—11月，全市没有用地指标申请和核准。"},
		{with(func(f *Facts) {
			f.Total.Land.RequestedMu, f.Total.Land.ApprovedMu, f.Total.Land.Year.RequestedMu = 1000, 500, 2000
		}).quotaWords(),
			"11月份，全市申请用地指标10亩，核准5亩；1—11月累计申请20亩。"},
		{with(func(f *Facts) { f.Resources.Issues.Count.Open = 3 }).pursuedWords(), "市级在办协调事项3项。"},
		{with(func(f *Facts) { f.Resources.Issues.Count.Closed, f.RegionID, f.RegionName = 2, "1", "义乌市" }).pursuedWords(), "没有在办的涉及义乌市的市级协调事项；本月销号2项。"},
		{textOf(handedIn(Facts{})[0]), "本月没有应报月报的项目。"},
		{with(func(f *Facts) { f.Resources.Reviews = &review.Paper{} }).reviewWords(), "11月份，全市没有联审联评事项。"},
		{with(func(f *Facts) {
			f.Resources.Reviews = &review.Paper{Count: review.Count{ConditionsOpen: 2, ConditionsOverdue: 1}}
		}).reviewWords(),
			"11月份，全市没有发起联审联评，也没有形成结论；尚未落实的评审条件2条，其中1条逾期。"},
		{with(func(f *Facts) { f.Resources.Reviews = &review.Paper{Count: review.Count{Opened: 1, Open: 1}} }).reviewWords(), "11月份，全市发起联审联评1项；目前在审1项。"},
		{with(func(f *Facts) { f.Resources.Reviews = &review.Paper{Count: review.Count{Concluded: 1}} }).reviewWords(), "11月份，全市形成联审联评结论1项。"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
	if got := sizes(Facts{Total: Figures{Thresholds: []Threshold{{Least: 100000}}}}); len(got) != 0 {
		t.Errorf("sizes of nothing: %s", textOf(got[0]))
	}
}

// sparse is a month whose rows lack whatever may be lacking; the days are there or not.
func sparse(day calendar.Date) Facts {
	f := Facts{City: "金华市", Month: "2025-11", Projects: []Line{{Name: "甲", Condition: project.Active}}, Matters: []Matter{{Project: "甲"}}}
	f.Resources = &meeting.Resources{
		Reviews: &review.Paper{OpenCases: []review.Line{{OpenedOn: day}}, Conditions: []review.Owed{{DueOn: day}}},
		Land:    &land.Section{Requests: []land.ReportLine{{StartBy: day}}}, Supply: &land.SupplyPart{},
		Fund:      &fund.Paper{UnderWay: []fund.Line{{DueOn: day, Overdue: true}}},
		Issues:    &issue.Paper{OpenIssues: []issue.Line{{DueOn: day}}, Count: issue.Count{Open: 1}},
		Decisions: &meeting.Follow{Month: "2025-10", Total: 1, Items: []meeting.FollowUp{{Month: "2025-10", DueOn: day}}},
	}
	return f
}

func TestEveryCellSaysSomething(t *testing.T) {
	check := func(table document.Table) {
		for _, row := range table.Rows {
			for i, cell := range row {
				if cell.Empty() {
					t.Errorf("%s: nothing under %s", table.Caption, table.Columns[i].Title)
				}
			}
		}
	}
	for _, b := range Compose(sparse("")).Blocks {
		if table, ok := b.(document.Table); ok {
			check(table)
		}
	}
	for _, s := range Ledger(sparse("")).Sheets {
		check(s.Table)
	}
}

// TestDaysAreDays: what is a day sorts as one in the ledger, and nothing else stands in its cell.
func TestDaysAreDays(t *testing.T) {
	found := 0
	for _, s := range Ledger(sparse("2025-11-28")).Sheets {
		for i, c := range s.Table.Columns {
			if !strings.Contains(c.Title, "日期") && !strings.HasSuffix(c.Title, "期限") {
				continue
			}
			found++
			if got := s.Table.Rows[0][i]; got != document.Day("2025-11-28") {
				t.Errorf("%s, %s: got %+v", s.Name, c.Title, got)
			}
		}
	}
	if found != 6 {
		t.Errorf("%d columns of days, want those of reviews, conditions, land, fund, issues and decisions", found)
	}
}

func TestAPlanIsToldAtASensibleLength(t *testing.T) {
	long := strings.Repeat("完成设备安装，", 200)
	f := Facts{RegionID: "1", RegionName: "义乌市", Projects: []Line{{Name: "甲", Condition: project.Active, NextPlan: long}}}
	rows := planned(f)[1].(document.Table).Rows
	if got := []rune(rows[0][4].Text); len(got) > mostPlanned || string(got[len(got)-3:]) != "安装…" {
		t.Errorf("got %s", string(got))
	}
	if got := projectRows(f)[0][12].Text; got != long {
		t.Error("the ledger's plan is cut")
	}
}
