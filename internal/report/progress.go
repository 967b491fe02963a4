package report

import (
	"fmt"
	"strings"

	"zhaoyin/internal/document"
	"zhaoyin/internal/project"
	"zhaoyin/internal/vocabulary"
)

// titles of the parts of 重点项目进展, by what the projects reached in the month.
var reachedTitles = map[project.Stage]string{
	project.Signed: "新签约项目", project.Landed: "新落地项目", project.Started: "新开工项目",
	project.Completed: "竣工项目", project.Producing: "投产项目",
}

// progress is 重点项目进展: what has moved since the last meeting, and what has slipped.
func progress(f Facts) []document.Block {
	var blocks []document.Block
	for _, kind := range project.MilestoneKinds {
		blocks = append(blocks, reached(f, kind)...)
	}
	blocks = append(blocks, slipping(f)...)
	if len(blocks) == 0 {
		blocks = append(blocks, document.Plain("本月没有项目进入新的阶段，也没有进展滞后的项目。"))
	}
	return blocks
}

func reached(f Facts, kind project.Stage) []document.Block {
	var blocks []document.Block
	for _, m := range f.Moves {
		if m.Kind != kind {
			continue
		}
		text := fmt.Sprintf("%s“%s”，总投资%s，%s%s。", m.Region, m.Project, yi(m.Investment), date(m.OccurredOn), stageName(kind))
		if m.Enterprise != "" {
			text = fmt.Sprintf("%s“%s”（%s），总投资%s，%s%s。", m.Region, m.Project, m.Enterprise, yi(m.Investment), date(m.OccurredOn), stageName(kind))
		}
		run := document.Run{Text: text, Ref: m.ID}
		if m.Late {
			run.Footnote = "该节点发生在以前月份，本月核实并计入（补报）。"
		}
		blocks = append(blocks, document.Paragraph{Runs: []document.Run{run}})
	}
	if len(blocks) == 0 {
		return nil
	}
	heading := document.Heading{Level: 2, Text: fmt.Sprintf("%s（%d个）", reachedTitles[kind], len(blocks))}
	return append([]document.Block{heading}, blocks...)
}

func slipping(f Facts) []document.Block {
	var blocks []document.Block
	for _, p := range f.Projects {
		if !p.Slipped && p.Light != project.Red {
			continue
		}
		text := fmt.Sprintf("%s“%s”（%s，%s）", p.Region, p.Name, stageName(p.Stage), lightName(p.Light))
		if p.LightReason != "" {
			text += "：" + strings.TrimSuffix(p.LightReason, "。")
		}
		blocks = append(blocks, document.Paragraph{Runs: []document.Run{{Text: text + "。", Ref: p.ID}}})
	}
	if len(blocks) == 0 {
		return nil
	}
	return append([]document.Block{document.Heading{Level: 2, Text: fmt.Sprintf("进展滞后项目（%d个）", len(blocks))}}, blocks...)
}

func lightName(l project.Light) string { return vocabulary.Label(vocabulary.Light, string(l), "zh") }

var matterColumns = []document.Column{
	{Title: "序号", Kind: document.KindInt, Align: document.AlignCenter, Width: 6}, {Title: "县（市、区）", Width: 12}, {Title: "项目", Width: 26},
	{Title: "类别", Align: document.AlignCenter, Width: 8}, {Title: "事项", Width: 40},
}

func matterRows(f Facts) [][]document.Cell {
	var rows [][]document.Cell
	for i, m := range f.Matters {
		text := m.Title
		if m.Detail != "" && m.Detail != m.Title {
			text += "：" + m.Detail
		}
		rows = append(rows, []document.Cell{
			document.Int(int64(i + 1)), document.Text(m.Region), document.Text(m.Project),
			document.Text(vocabulary.Label(vocabulary.IssueKind, m.Kind, "zh")), document.Text(text),
		})
	}
	return rows
}

// matters is 需市级协调事项: the problems that the counties have reported with the month, and the issues that the city is working on.
func matters(f Facts) []document.Block {
	if len(f.Matters) == 0 {
		return append([]document.Block{document.Plain("本月没有提请市级协调的事项。")}, pursued(f)...)
	}
	return append([]document.Block{
		document.Plain(fmt.Sprintf("本月共提请协调事项%d项，具体如下。", len(f.Matters))),
		document.Table{Caption: "需市级协调事项", Columns: matterColumns, Rows: matterRows(f)},
	}, pursued(f)...)
}

// restated footnotes the corrections of earlier months (更正).
func restated(f Facts) []document.Block {
	if len(f.Restatements) == 0 {
		return nil
	}
	blocks := []document.Block{document.Heading{Level: 1, Text: "更正说明", Unnumbered: true}}
	for _, r := range f.Restatements {
		blocks = append(blocks, document.Note{Text: r.sentence()})
	}
	return blocks
}

// restatedFields are the words for what a correction changed; milestones go by the vocabulary.
var restatedFields = map[string]string{
	"investmentWan": "总投资（万元）", "stage": "阶段", "archived": "归档", "regionId": "所属县（市、区）", "registered": "登记",
	"investedThisMonthWan": "完成投资（万元）", "investedTotalWan": "累计完成投资（万元）",
}

func restatedField(code string) string {
	if kind, ok := strings.CutPrefix(code, "milestone."); ok {
		return vocabulary.Label(vocabulary.MilestoneKind, kind, "zh") + "日期"
	}
	if word := restatedFields[code]; word != "" {
		return word
	}
	return code
}

func (r Restatement) sentence() string {
	if r.Field == "stage" {
		r.Before, r.After = vocabulary.Label(vocabulary.Stage, r.Before, "zh"), vocabulary.Label(vocabulary.Stage, r.After, "zh")
	}
	text := fmt.Sprintf("更正：%s“%s”%d年%d月已公布数据，%s", r.Region, r.Project, r.Affects.Year(), r.Affects.Number(), restatedField(r.Field))
	switch {
	case r.Field == "archived": // what it was changed to is the reason, which is told below
	case r.Before != "":
		text += fmt.Sprintf("由“%s”改为“%s”", r.Before, r.After)
	case r.After != "":
		text += fmt.Sprintf("为“%s”", r.After)
	}
	text += fmt.Sprintf("，影响个数%+d、金额%+d万元", r.Count, int64(r.Wan))
	if r.Reason != "" {
		text += "，原因：" + strings.TrimSuffix(r.Reason, "。")
	}
	return text + "。"
}
