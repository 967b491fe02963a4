package report

import (
	"fmt"

	"zhaoyin/internal/document"
	"zhaoyin/internal/issue"
	"zhaoyin/internal/vocabulary"
)

var decisionColumns = []document.Column{
	{Title: "编号", Align: document.AlignCenter, Width: 12}, {Title: "议定事项", Width: 40}, {Title: "牵头单位", Width: 18},
	{Title: "期限", Kind: document.KindDate, Width: 12}, {Title: "落实情况", Align: document.AlignCenter, Width: 12}, {Title: "最新进展", Width: 36},
}

func (f Facts) decisionRows() [][]document.Cell {
	var rows [][]document.Cell
	for _, i := range f.Resources.Decisions.Items {
		state := vocabulary.Label(vocabulary.DecisionState, string(i.State), "zh")
		if i.DaysOverdue > 0 {
			state += fmt.Sprintf("%d个工作日", i.DaysOverdue)
		}
		if i.CarriedOn != "" {
			state += fmt.Sprintf("（转入%d月会议）", i.CarriedOn.Number())
		}
		rows = append(rows, []document.Cell{
			document.Text(fmt.Sprintf("%d年%d月第%d项", i.Month.Year(), i.Month.Number(), i.Number)).From(i.IssueID), document.Text(i.Text),
			document.Text(i.LeadName), document.Day(i.DueOn), document.Text(state), document.Text(latest(i.LastProgress)),
		})
	}
	return rows
}

func latest(said *issue.Said) string {
	if said == nil {
		return ""
	}
	return said.Text
}

// followed is 上次会议议定事项落实情况, with which the papers open: what became of each decision. There is nothing to follow before the first meeting.
func followed(f Facts) []document.Block {
	if f.Resources == nil || f.Resources.Decisions.Month == "" {
		return nil
	}
	d := f.Resources.Decisions
	if d.Total == 0 {
		return []document.Block{document.Plain(fmt.Sprintf("%s会议没有需要落实的%s议定事项。", monthWords(d.Month), f.concerning()))}
	}
	text := fmt.Sprintf("%s会议及以前尚未办结的%s议定事项共%d项，已落实%d项，正在落实%d项，逾期%d项。",
		monthWords(d.Month), f.concerning(), d.Total, d.Done, d.Doing, d.Overdue)
	return []document.Block{
		document.Plain(text),
		document.Table{Caption: "议定事项落实情况", Columns: decisionColumns, Rows: f.decisionRows()},
	}
}

var issueColumns = []document.Column{
	{Title: "序号", Kind: document.KindInt, Align: document.AlignCenter, Width: 6}, {Title: "县（市、区）", Width: 12}, {Title: "项目", Width: 22},
	{Title: "事项", Width: 30}, {Title: "牵头单位", Width: 16}, {Title: "期限", Kind: document.KindDate, Width: 12},
	{Title: "状态", Align: document.AlignCenter, Width: 14}, {Title: "最新进展", Width: 30},
}

func (f Facts) issueRows() [][]document.Cell {
	var rows [][]document.Cell
	p := f.Resources.Issues
	for _, l := range append(append([]issue.Line{}, p.OpenIssues...), p.ClosedIssues...) {
		state := vocabulary.Label(vocabulary.IssueState, string(l.State), "zh")
		if l.DaysOverdue > 0 {
			state += fmt.Sprintf("（逾期%d个工作日）", l.DaysOverdue)
		}
		rows = append(rows, []document.Cell{
			document.Int(int64(len(rows) + 1)), document.Text(l.RegionName), document.Text(l.ProjectName), document.Text(l.Title).From(l.ID),
			document.Text(l.LeadName), document.Day(l.DueOn), document.Text(state), document.Text(latest(l.LatestRound)),
		})
	}
	return rows
}

// pursued tells of the issues that the city is working on, and of those closed in the month.
func pursued(f Facts) []document.Block {
	if f.Resources == nil {
		return nil
	}
	p := f.Resources.Issues
	if p.Open+p.Closed == 0 {
		return nil
	}
	return []document.Block{
		document.Plain(f.pursuedWords()),
		document.Table{Caption: "市级协调事项办理情况", Columns: issueColumns, Rows: f.issueRows()},
	}
}

func (f Facts) pursuedWords() string {
	p := f.Resources.Issues
	text := "没有在办的" + f.concerning() + "市级协调事项"
	if p.Open > 0 {
		text = fmt.Sprintf("%s市级在办协调事项%d项", f.concerning(), p.Open)
	}
	if p.Overdue > 0 {
		text += fmt.Sprintf("，其中逾期%d项", p.Overdue)
	}
	if p.Closed > 0 {
		text += fmt.Sprintf("；本月销号%d项", p.Closed)
	}
	return text + "。"
}

// concerning limits a sentence of a county's own paper to what is the county's.
func (f Facts) concerning() string {
	if f.RegionID == "" {
		return ""
	}
	return "涉及" + f.RegionName + "的"
}
