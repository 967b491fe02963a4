package report

import (
	"slices"

	"zhaoyin/internal/document"
	"zhaoyin/internal/project"
	"zhaoyin/internal/unit"
	"zhaoyin/internal/vocabulary"
)

// projectColumns are the sheet of projects in the ledger, and without the code the appendix of the paper.
var projectColumns = []document.Column{
	{Title: "序号", Kind: document.KindInt, Align: document.AlignCenter, Width: 6}, {Title: "县（市、区）", Width: 12}, {Title: "项目编号", Whole: true, Width: 18},
	{Title: "项目名称", Width: 34}, {Title: "投资主体", Width: 24}, {Title: "总投资（亿元）", Kind: document.KindYi, Width: 10, Sum: true},
	{Title: "用地（亩）", Kind: document.KindMu, Width: 10, Sum: true}, {Title: "阶段", Align: document.AlignCenter, Width: 8},
	{Title: "本月完成（亿元）", Kind: document.KindYi, Width: 10, Sum: true}, {Title: "累计完成（亿元）", Kind: document.KindYi, Width: 10, Sum: true},
	{Title: "亮灯", Align: document.AlignCenter, Width: 8}, {Title: "本月进展", Width: 40}, {Title: "下月计划", Width: 30},
}

func projectRows(f Facts) [][]document.Cell {
	var rows [][]document.Cell
	for i, p := range f.Projects {
		rows = append(rows, []document.Cell{
			document.Int(int64(i + 1)), document.Text(p.Region), document.Text(p.Code), document.Text(p.title()).From(p.ID), document.Text(p.Enterprise),
			document.Wan(p.Investment), area(p.Land), document.Text(state(p)), document.Wan(p.InvestedMonth), document.Wan(p.InvestedTotal),
			document.Text(lightName(p.Light)), document.Text(reported(p)), document.Text(p.NextPlan),
		})
	}
	return rows
}

// title is the project's name, flagged when its investment has fallen below the threshold.
func (p Line) title() string {
	if p.FellBelow {
		return p.Name + "（" + below(p.Investment) + "）"
	}
	return p.Name
}

func area(m *unit.Mu) document.Cell {
	if m == nil {
		return document.Cell{}
	}
	return document.Mu(*m)
}

func state(p Line) string {
	if p.Condition != project.Active {
		return stageName(p.Stage) + "（" + vocabulary.Label(vocabulary.Condition, string(p.Condition), "zh") + "）"
	}
	return stageName(p.Stage)
}

func reported(p Line) string {
	switch {
	case p.Reported:
		return p.Progress
	case p.Condition != project.Active:
		return "（" + vocabulary.Label(vocabulary.Condition, string(p.Condition), "zh") + "，无须填报）"
	}
	return "（未报）"
}

// The words of a project in the list, in characters: the rows stay readable, and the ledger has all of them.
const (
	mostProgress = 40
	mostPlan     = 24
)

// codeColumn is left to the ledger: on paper the words need its room.
const codeColumn = 2

// listColumns are the columns of the list, most of whose width belongs to its words.
func listColumns() []document.Column {
	columns := slices.Delete(slices.Clone(projectColumns), codeColumn, codeColumn+1)
	last := len(columns) - 1
	columns[last-1].Width, columns[last].Width = 2*mostProgress, 2*mostPlan
	return columns
}

// brief is the list with its last two columns, what was done and what is planned, cut short.
func brief(rows [][]document.Cell) [][]document.Cell {
	for i, row := range rows {
		row = slices.Delete(row, codeColumn, codeColumn+1)
		last := len(row) - 1
		row[last-1].Text, row[last].Text = cut(row[last-1].Text, mostProgress), cut(row[last].Text, mostPlan)
		rows[i] = row
	}
	return rows
}

// appendix is the list of every counting project, lying, and the secretariat's words under it.
func appendix(f Facts) []document.Block {
	own := words(f.Narratives["appendix"])
	rows := brief(projectRows(f))
	if len(rows)+len(own) == 0 {
		return nil
	}
	blocks := []document.Block{document.Heading{Level: 1, Text: vocabulary.Label(vocabulary.Section, "appendix", "zh"), Unnumbered: true}}
	if len(rows) == 0 {
		return append(blocks, own...)
	}
	columns := listColumns()
	blocks = append(blocks, document.Table{
		Caption: f.counted() + "项目一览表", Columns: columns, Rows: rows, Total: document.TotalOf("合计", columns, rows), Landscape: true,
	})
	return append(blocks, noted(f.Narratives["appendix"])...) // a paragraph would begin a standing page
}
