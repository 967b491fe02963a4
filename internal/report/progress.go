package report

import (
	"fmt"
	"strings"

	"zhaoyin/internal/document"
	"zhaoyin/internal/meeting"
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
	blocks = append(blocks, setBack(f)...)
	blocks = append(blocks, slipping(f)...)
	if len(blocks) == 0 {
		blocks = append(blocks, document.Plain("本月"+f.RegionName+"没有项目进入新的阶段，也没有退回、暂停、终止、流转或进展滞后的项目。"))
	}
	return blocks
}

func reached(f Facts, kind project.Stage) []document.Block {
	var blocks []document.Block
	for _, m := range f.Moves {
		if m.Kind != kind {
			continue
		}
		run := document.Run{Text: m.sentence(), Ref: m.ID}
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

func (m Move) sentence() string {
	who := m.Region + "“" + m.Project + "”"
	if m.Enterprise != "" {
		who += "（" + m.Enterprise + "）"
	}
	amount := "总投资" + yi(m.Investment)
	if m.FellBelow {
		amount = below(m.Investment)
	}
	return fmt.Sprintf("%s，%s，%s%s。", who, amount, date(m.OccurredOn), stageName(m.Kind))
}

// setBack tells what went back in the month, and why.
func setBack(f Facts) []document.Block {
	if len(f.Setbacks) == 0 {
		return nil
	}
	blocks := []document.Block{document.Heading{Level: 2, Text: fmt.Sprintf("退回、暂停、终止和流转项目（%d个）", len(f.Setbacks))}}
	for _, s := range f.Setbacks {
		blocks = append(blocks, document.Paragraph{Runs: []document.Run{{Text: s.sentence(), Ref: s.ProjectID}}})
	}
	return blocks
}

var setbackWords = map[meeting.SetbackKind]string{meeting.Paused: "暂停推进", meeting.Terminated: "终止"}

func (s Setback) sentence() string {
	what := setbackWords[s.Kind]
	switch s.Kind {
	case meeting.Regressed:
		what = fmt.Sprintf("由%s退回%s", s.From, s.To)
	case meeting.Transferred:
		what = "流转至" + s.To
	}
	text := s.Region + "“" + s.Project + "”" + what
	if s.Reason != "" {
		text += "：" + strings.TrimSuffix(s.Reason, "。")
	}
	return text + "。"
}

func slipping(f Facts) []document.Block {
	var blocks []document.Block
	for _, p := range f.Projects {
		if !p.slips() {
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

// lightName is the light alone, 黄灯; what it means stands in brackets in the vocabulary.
func lightName(l project.Light) string {
	name, _, _ := strings.Cut(vocabulary.Label(vocabulary.Light, string(l), "zh"), "（")
	return name
}

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
		return append([]document.Block{document.Plain("本月" + f.RegionName + "没有提请市级协调的事项。")}, pursued(f)...)
	}
	return append([]document.Block{
		document.Plain(fmt.Sprintf("本月%s共提请协调事项%d项，具体如下。", f.RegionName, len(f.Matters))),
		document.Table{Caption: "需市级协调事项", Columns: matterColumns, Rows: matterRows(f)},
	}, pursued(f)...)
}
