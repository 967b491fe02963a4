package report

import (
	"fmt"

	"zhaoyin/internal/document"
	"zhaoyin/internal/project"
	"zhaoyin/internal/unit"
	"zhaoyin/internal/vocabulary"
)

// projectColumns are the appendix of the paper and the first sheet of the ledger.
var projectColumns = []document.Column{
	{Title: "序号", Kind: document.KindInt, Align: document.AlignCenter, Width: 6}, {Title: "县（市、区）", Width: 12}, {Title: "项目编号", Width: 18},
	{Title: "项目名称", Width: 34}, {Title: "投资主体", Width: 24}, {Title: "总投资（亿元）", Kind: document.KindYi, Width: 10, Sum: true},
	{Title: "用地（亩）", Kind: document.KindMu, Width: 10, Sum: true}, {Title: "阶段", Align: document.AlignCenter, Width: 8},
	{Title: "本月完成（亿元）", Kind: document.KindYi, Width: 10, Sum: true}, {Title: "累计完成（亿元）", Kind: document.KindYi, Width: 10, Sum: true},
	{Title: "亮灯", Align: document.AlignCenter, Width: 8}, {Title: "本月进展", Width: 40}, {Title: "下月计划", Width: 30},
}

func projectRows(f Facts) [][]document.Cell {
	var rows [][]document.Cell
	for i, p := range f.Projects {
		rows = append(rows, []document.Cell{
			document.Int(int64(i + 1)), document.Text(p.Region), document.Text(p.Code), document.Text(p.Name).From(p.ID), document.Text(p.Enterprise),
			document.Wan(p.Investment), area(p.Land), document.Text(state(p)), document.Wan(p.InvestedMonth), document.Wan(p.InvestedTotal),
			document.Text(lightName(p.Light)), document.Text(said(p)), document.Text(p.NextPlan),
		})
	}
	return rows
}

func area(m *unit.Mu) document.Cell {
	if m == nil {
		return document.Text("—")
	}
	return document.Mu(*m)
}

func state(p Line) string {
	if p.Condition != project.Active {
		return stageName(p.Stage) + "（" + vocabulary.Label(vocabulary.Condition, string(p.Condition), "zh") + "）"
	}
	return stageName(p.Stage)
}

func said(p Line) string {
	if !p.Reported {
		return "（未报）"
	}
	return p.Progress
}

// appendix is the list of every counting project, lying.
func appendix(f Facts) []document.Block {
	rows := projectRows(f)
	if len(rows) == 0 {
		return nil
	}
	return []document.Block{
		document.Heading{Level: 1, Text: vocabulary.Label(vocabulary.Section, "appendix", "zh"), Unnumbered: true},
		document.Table{
			Caption: "10亿元以上制造业项目一览表", Columns: projectColumns, Rows: rows, Total: document.TotalOf("合计", projectColumns, rows), Landscape: true,
		},
	}
}

// Ledger is the month's workbook: the same facts in sheets, with totals as formulas and a native chart.
func Ledger(f Facts) document.Workbook {
	book := document.Workbook{Title: title(f) + subtitle(f), Organ: f.Organ, At: f.At}
	figures := countyRows(f)
	book.Sheets = append(book.Sheets,
		document.Sheet{
			Name: "各县情况", Freeze: 1, AutoFilter: false,
			Table: document.Table{Caption: caption(f, "各县（市、区）主要指标"), Columns: countyColumns, Rows: figures, Total: document.TotalOf("合计", countyColumns, figures)},
			Plots: []document.Plot{{Shape: document.Bars, Title: months(f) + "新签约项目总投资（亿元）", Label: 0, Values: []int{4}, ValueTitle: "亿元"}},
		},
		document.Sheet{Name: "排名", Freeze: 2, Table: named(ranking(f), caption(f, "综合得分与排名")), Notes: notes(f.TieRule)},
		document.Sheet{Name: "指标", Table: named(indicators(f), caption(f, "主要指标完成情况"))},
		ledgerOf(f),
	)
	if len(f.Matters) > 0 {
		book.Sheets = append(book.Sheets, document.Sheet{
			Name: "协调事项", AutoFilter: true, Table: document.Table{Caption: caption(f, "需市级协调事项"), Columns: matterColumns, Rows: matterRows(f)},
		})
	}
	if f.Resources != nil {
		book.Sheets = append(book.Sheets, resourceSheets(f)...)
	}
	return book
}

// resourceSheets are the sheets of joint review, land, fund, issues and decisions that have rows.
func resourceSheets(f Facts) []document.Sheet {
	var sheets []document.Sheet
	for _, s := range []struct {
		name    string
		columns []document.Column
		rows    [][]document.Cell
		sum     bool
	}{
		{"联审联评", reviewColumns, f.reviewRows(), false},
		{"评审条件", owedColumns, f.owedRows(), false},
		{"供地", supplyColumns, supplyRows(f.Resources.Supply.Regions), true},
		{"用地指标", landColumns, f.landRows(), true},
		{"指标池", poolColumns, f.poolRows(), true},
		{"产业基金", fundColumns, f.fundRows(), true},
		{"协调事项办理", issueColumns, f.issueRows(), false},
		{"议定事项", decisionColumns, f.decisionRows(), false},
	} {
		if len(s.rows) == 0 {
			continue
		}
		t := document.Table{Caption: caption(f, s.name), Columns: s.columns, Rows: s.rows}
		if s.sum {
			t.Total = document.TotalOf("合计", s.columns, s.rows)
		}
		sheets = append(sheets, document.Sheet{Name: s.name, AutoFilter: true, Table: t})
	}
	return sheets
}

func ledgerOf(f Facts) document.Sheet {
	rows := projectRows(f)
	sheet := document.Sheet{
		Name: "项目台账", Freeze: 4, AutoFilter: true,
		Table: document.Table{Caption: caption(f, "10亿元以上制造业项目台账"), Columns: projectColumns, Rows: rows, Total: document.TotalOf("合计", projectColumns, rows)},
	}
	for _, r := range f.Restatements {
		sheet.Notes = append(sheet.Notes, r.sentence())
	}
	return sheet
}

func named(b document.Block, caption string) document.Table {
	t, ok := b.(document.Table)
	if ok {
		t.Caption = caption
	}
	return t
}

func notes(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

func caption(f Facts, what string) string {
	return fmt.Sprintf("%d年%d月%s", f.Month.Year(), f.Month.Number(), what)
}
