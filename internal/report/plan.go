package report

import (
	"fmt"

	"zhaoyin/internal/document"
	"zhaoyin/internal/project"
	"zhaoyin/internal/unit"
)

// largePlan is from which total investment on (50 亿元) a project's plan is always told.
const largePlan unit.Wan = 500000

// large is largePlan, and the threshold where that is higher: nothing smaller is among the projects.
func (f Facts) large() unit.Wan { return max(largePlan, f.threshold()) }

// mostPlanned is how much of a plan the paper tells, in characters; the ledger has all of it.
const mostPlanned = 80

var planColumns = []document.Column{
	{Title: "序号", Kind: document.KindInt, Align: document.AlignCenter, Width: 6}, {Title: "县（市、区）", Width: 12}, {Title: "项目", Width: 30},
	{Title: "阶段", Align: document.AlignCenter, Width: 8}, {Title: "下月计划", Width: 46},
}

// planned is 下月计划: what the counties plan for the key projects, which are those that moved or slipped in the month and the large ones, in a county's own paper
// all of them. Every project's plan is in the ledger.
func planned(f Facts) []document.Block {
	moved := map[string]bool{}
	for _, m := range f.Moves {
		moved[m.ProjectID] = true
	}
	var rows [][]document.Cell
	for _, p := range f.Projects {
		if p.Condition != project.Active || p.NextPlan == "" || f.RegionID == "" && !moved[p.ID] && !p.slips() && p.Investment < f.large() {
			continue
		}
		rows = append(rows, []document.Cell{
			document.Int(int64(len(rows) + 1)), document.Text(p.Region), document.Text(p.Name).From(p.ID), document.Text(stageName(p.Stage)), document.Text(cut(p.NextPlan, mostPlanned)),
		})
	}
	if len(rows) == 0 {
		return []document.Block{document.Plain(f.RegionName + "各重点项目没有报送下月计划。")}
	}
	return []document.Block{
		document.Plain(f.planners(len(rows))),
		document.Table{Caption: "重点项目下月计划", Columns: planColumns, Rows: rows},
		document.Note{Text: "注：各项目下月计划全文见台账。"}, // and the signature never stands alone on a page
	}
}

func (f Facts) planners(n int) string {
	if f.RegionID != "" {
		return fmt.Sprintf("%s%d个项目报送了下月计划。", f.scope(), n)
	}
	return fmt.Sprintf("本月有新进展、进展滞后和总投资%s以上的项目中，%d个项目报送了下月计划。", size(f.large()), n)
}

// slips is true of a project that stands worse than in the last closed month, or stands still.
func (p Line) slips() bool { return p.Slipped || p.Light == project.Red }
