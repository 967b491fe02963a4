package report

import (
	"fmt"
	"strings"

	"zhaoyin/internal/document"
)

// Ledger is the month's workbook: the same facts in sheets, with totals as formulas and a native chart.
func Ledger(f Facts) document.Workbook {
	book := document.Workbook{Title: title(f) + strings.ReplaceAll(subtitle(f), "\n", ""), Organ: f.Organ, At: f.At}
	figures := countyRows(f)
	book.Sheets = append(book.Sheets,
		document.Sheet{
			Name: "各县情况", Freeze: 1, AutoFilter: false,
			Table: document.Table{Caption: caption(f, "各县（市、区）主要指标"), Columns: countyColumns, Rows: figures, Total: document.TotalOf("合计", countyColumns, figures)},
			Notes: notes(f.edition()),
			Plots: []document.Plot{{Shape: document.Bars, Title: months(f) + "新签约项目总投资（亿元）", Label: 0, Values: []int{4}, ValueTitle: "亿元"}},
		},
		document.Sheet{Name: "排名", Freeze: 1, Table: named(ranking(f), caption(f, "综合得分与排名")), Notes: notes(f.TieRule)},
	)
	for _, block := range termTable(f) {
		book.Sheets = append(book.Sheets, document.Sheet{Name: "排名依据", Freeze: 1, Table: named(block, caption(f, "各项指标数值与得分变化"))})
	}
	book.Sheets = append(book.Sheets,
		document.Sheet{Name: "指标", Table: named(indicators(f), caption(f, "主要指标完成情况")), Notes: notes(corrected(f.Corrections))},
		document.Sheet{Name: "投资规模", Table: named(sizeTable(f), caption(f, "新签约项目投资规模")), Notes: fallen(f)},
		document.Sheet{Name: "填报情况", Table: submissions(f)},
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
	for i := range book.Sheets {
		book.Sheets[i].Lines = f.headLines()
		dash(book.Sheets[i].Table)
	}
	return book
}

// mostNotice is how much of the notice stands on a sheet, where the rows above the figures always stay in sight.
const mostNotice = 200

// headLines stand under the title of every sheet: what the secretariat says of the papers, and that an open month is provisional.
func (f Facts) headLines() []string {
	lines := notes(cut(strings.Join(linesOf(f.Notice), " "), mostNotice))
	if f.Provisional {
		lines = append(lines, f.provisional())
	}
	return lines
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
		Table: document.Table{Caption: caption(f, f.counted()+"项目台账"), Columns: projectColumns, Rows: rows, Total: document.TotalOf("合计", projectColumns, rows)},
	}
	sheet.Notes = append(sheet.Notes, restatedTexts(f)...)
	return sheet
}

// submissions is how completely each county has reported.
func submissions(f Facts) document.Table {
	t := document.Table{Caption: caption(f, "月报填报情况"), Columns: []document.Column{
		{Title: "县（市、区）", Width: 16}, {Title: "应报", Kind: document.KindInt, Width: 10, Sum: true}, {Title: "已报", Kind: document.KindInt, Width: 10, Sum: true},
		{Title: "其中已报后暂停或终止", Kind: document.KindInt, Width: 14, Sum: true}, {Title: "逾期补报", Kind: document.KindInt, Width: 10, Sum: true},
		{Title: "未报", Kind: document.KindInt, Width: 10, Sum: true},
	}}
	for _, c := range f.Counties {
		n := c.Figures
		t.Rows = append(t.Rows, []document.Cell{
			document.Text(c.Name).From(c.ID), document.Int(n.Due), document.Int(n.Submitted), document.Int(n.Excused), document.Int(n.Late), document.Int(n.Missing),
		})
	}
	t.Total = document.TotalOf("合计", t.Columns, t.Rows)
	return t
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
	text := monthWords(f.Month) + what
	if f.Version > 1 {
		text += fmt.Sprintf("（第%d版）", f.Version)
	}
	return text
}
