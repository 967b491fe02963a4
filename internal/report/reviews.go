package report

import (
	"fmt"
	"strings"

	"zhaoyin/internal/document"
	"zhaoyin/internal/review"
	"zhaoyin/internal/vocabulary"
)

var reviewColumns = []document.Column{
	{Title: "序号", Kind: document.KindInt, Align: document.AlignCenter, Width: 6}, {Title: "县（市、区）", Width: 12}, {Title: "项目", Width: 26},
	{Title: "发起日期", Kind: document.KindDate, Width: 12}, {Title: "状态", Align: document.AlignCenter, Width: 12}, {Title: "当前步骤（单位、期限）", Width: 34},
	{Title: "逾期步骤", Width: 24}, {Title: "会议文号", Width: 18},
}

// reviewRows are the cases under review and then those concluded in the month.
func (f Facts) reviewRows() [][]document.Cell {
	p := f.Resources.Reviews
	if p == nil {
		return nil
	}
	var rows [][]document.Cell
	for _, l := range append(append([]review.Line{}, p.OpenCases...), p.ConcludedCases...) {
		rows = append(rows, []document.Cell{
			document.Int(int64(len(rows) + 1)), document.Text(l.RegionName), document.Text(l.ProjectName).From(l.ReviewID), document.Day(l.OpenedOn),
			document.Text(standOf(l)), document.Text(stepsAt(l.At)), document.Text(stepsLate(l.Late)), document.Text(l.MeetingNumber),
		})
	}
	return rows
}

func standOf(l review.Line) string {
	if l.State == review.Concluded {
		return vocabulary.Label(vocabulary.Conclusion, string(l.Conclusion), "zh")
	}
	return vocabulary.Label(vocabulary.ReviewState, string(l.State), "zh")
}

func stepsAt(steps []review.StepLine) string {
	var parts []string
	for _, s := range steps {
		due := date(s.DueOn)
		if s.State == review.Stopped {
			due = "待补充材料"
		}
		parts = append(parts, fmt.Sprintf("%s（%s，%s）", s.Name, s.Office, due))
	}
	return strings.Join(parts, "；")
}

func stepsLate(steps []review.StepLine) string {
	var parts []string
	for _, s := range steps {
		parts = append(parts, fmt.Sprintf("%s（%s）逾期%d个工作日", s.Name, s.Office, s.DaysLate))
	}
	return strings.Join(parts, "；")
}

var owedColumns = []document.Column{
	{Title: "序号", Kind: document.KindInt, Align: document.AlignCenter, Width: 6}, {Title: "县（市、区）", Width: 12}, {Title: "项目", Width: 26},
	{Title: "条件", Width: 36}, {Title: "责任部门", Width: 18}, {Title: "期限", Kind: document.KindDate, Width: 12},
	{Title: "未落实不得进入", Align: document.AlignCenter, Width: 12}, {Title: "状态", Align: document.AlignCenter, Width: 12},
}

func (f Facts) owedRows() [][]document.Cell {
	p := f.Resources.Reviews
	if p == nil {
		return nil
	}
	var rows [][]document.Cell
	for i, o := range p.Conditions {
		rows = append(rows, []document.Cell{
			document.Int(int64(i + 1)), document.Text(o.RegionName), document.Text(o.ProjectName).From(o.ReviewID), document.Text(o.Text),
			document.Text(o.OwnerName), document.Day(o.DueOn), document.Text(vocabulary.Label(vocabulary.Stage, o.BlocksStage, "zh")), document.Text(owedState(o)),
		})
	}
	return rows
}

func owedState(o review.Owed) string {
	switch {
	case o.Reported:
		return "已报送待核实"
	case o.Overdue:
		return "逾期未落实"
	}
	return "未落实"
}

// reviewed is 联审联评: how many cases came, ended and are late, what each waits for, and the conditions that are still owed.
func reviewed(f Facts) []document.Block {
	if f.Resources == nil || f.Resources.Reviews == nil {
		return nil
	}
	blocks := []document.Block{document.Plain(f.reviewWords())}
	blocks = append(blocks, listing("联审联评办理情况", reviewColumns, f.reviewRows())...)
	return append(blocks, listing("尚未落实的评审条件", owedColumns, f.owedRows())...)
}

func (f Facts) reviewWords() string {
	n := f.Resources.Reviews.Count
	if n == (review.Count{}) {
		return fmt.Sprintf("%d月份，%s没有联审联评事项。", f.Month.Number(), f.scope())
	}
	text := fmt.Sprintf("%d月份，%s", f.Month.Number(), f.scope())
	switch {
	case n.Opened > 0 && n.Concluded > 0:
		text += fmt.Sprintf("发起联审联评%d项，形成结论%d项%s", n.Opened, n.Concluded, f.concluded())
	case n.Opened > 0:
		text += fmt.Sprintf("发起联审联评%d项", n.Opened)
	case n.Concluded > 0:
		text += fmt.Sprintf("形成联审联评结论%d项%s", n.Concluded, f.concluded())
	default:
		text += "没有发起联审联评，也没有形成结论"
	}
	return text + outstanding("目前在审", "项", n.Open, n.Overdue) + outstanding("尚未落实的评审条件", "条", n.ConditionsOpen, n.ConditionsOverdue) + "。"
}

// outstanding tells what is not done yet, and how much of it is late.
func outstanding(what, unit string, all, late int) string {
	if all == 0 {
		return ""
	}
	text := fmt.Sprintf("；%s%d%s", what, all, unit)
	if late > 0 {
		text += fmt.Sprintf("，其中%d%s逾期", late, unit)
	}
	return text
}

// concluded tells the month's conclusions by kind.
func (f Facts) concluded() string {
	count := map[review.Conclusion]int{}
	for _, l := range f.Resources.Reviews.ConcludedCases {
		count[l.Conclusion]++
	}
	var parts []string
	for _, kind := range []review.Conclusion{review.Passed, review.PassedIf, review.Failed, review.Postponed} {
		if count[kind] > 0 {
			parts = append(parts, fmt.Sprintf("%s%d项", vocabulary.Label(vocabulary.Conclusion, string(kind), "zh"), count[kind]))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "（" + strings.Join(parts, "、") + "）"
}
