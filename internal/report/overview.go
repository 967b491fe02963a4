package report

import (
	"fmt"
	"strings"

	"zhaoyin/internal/document"
	"zhaoyin/internal/project"
	"zhaoyin/internal/unit"
	"zhaoyin/internal/vocabulary"
)

// overview is 总体情况: the month, the year so far, last year, by size, and how completely the counties have reported.
func overview(f Facts) []document.Block {
	k := f.Total.Kinds
	blocks := []document.Block{
		ofMonth(f),
		document.Lead(months(f)+"，", fmt.Sprintf("%s；%s；累计完成投资%s%s。", k[project.Signed].sinceJanuary("累计新签约"), k[project.Started].sinceJanuary("新开工"),
			yi(f.Total.Invested.Year), change(f.Total.Invested.Year, f.Total.Invested.LastYear))),
	}
	blocks = append(blocks, sizes(f)...)
	blocks = append(blocks, handedIn(f)...)
	return append(append(blocks, indicators(f), sizeTable(f)), remarks(fallen(f))...)
}

// ofMonth tells the month itself; what corrects earlier months within its investment is a footnote.
func ofMonth(f Facts) document.Paragraph {
	k, total := f.Total.Kinds, int64(0)
	for _, kind := range project.MilestoneKinds {
		total += k[kind].Month.Count
	}
	text := fmt.Sprintf("%s新签约%s项目%s；新落地%s；新开工%s；竣工%s；投产%s。",
		f.scope(), f.counted(), k[project.Signed].Month.words(), k[project.Landed].Month.words(), k[project.Started].Month.words(),
		k[project.Completed].Month.words(), k[project.Producing].Month.words())
	if total == 0 {
		text = f.scope() + "没有新签约、新落地、新开工、竣工和投产的" + f.counted() + "项目。"
	}
	invested := document.Run{Text: "当月完成投资" + yi(f.Total.Invested.Month), Footnote: corrected(f.Corrections)}
	return document.Paragraph{Runs: []document.Run{{Text: fmt.Sprintf("%d月份，", f.Month.Number()), Bold: true}, {Text: text}, invested, {Text: "。"}}}
}

// below flags a project whose investment has fallen below the threshold since it was registered.
func below(investment unit.Wan) string { return "登记时达标，现总投资" + yi(investment) }

// fallen names the projects that are counted although their investment has fallen below the threshold.
func fallen(f Facts) []string {
	var names []string
	for _, p := range f.Projects {
		if p.FellBelow && p.Stage.Rank() >= project.Signed.Rank() {
			names = append(names, fmt.Sprintf("%s“%s”（%s）", p.Region, p.Name, below(p.Investment)))
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []string{"仍计入" + size(f.threshold()) + "以上项目的有：" + strings.Join(names, "、") + "。"}
}

func remarks(texts []string) []document.Block {
	var blocks []document.Block
	for _, text := range texts {
		blocks = append(blocks, document.Note{Text: "注：" + text})
	}
	return blocks
}

// sinceJanuary tells the year so far beside the same months of last year. What has no base there says so once.
func (t Triple) sinceJanuary(what string) string {
	text := what + t.Year.words() + change(t.Year.Wan, t.LastYear.Wan)
	if t.Year.Count == 0 {
		text = "没有" + strings.TrimPrefix(what, "累计") + "项目"
	}
	if t.LastYear.Count > 0 {
		text += "（上年同期" + t.LastYear.words() + "）"
	}
	return text
}

// sizes says how many of the signed projects reach each threshold, up to the highest that any of them reaches.
func sizes(f Facts) []document.Block {
	var parts []string
	for _, t := range f.Total.Thresholds {
		if t.Year.Count > 0 {
			parts = append(parts, fmt.Sprintf("%s以上%d个", size(t.Least), t.Year.Count))
		}
	}
	if len(parts) == 0 {
		return nil
	}
	return []document.Block{document.Plain("按投资规模分，" + months(f) + "新签约项目中，" + strings.Join(parts, "，") + "。")}
}

// threshold is the total investment from which projects count, as the month's figures hold it.
func (f Facts) threshold() unit.Wan {
	if len(f.Total.Thresholds) == 0 {
		return project.DefaultThreshold
	}
	return f.Total.Thresholds[0].Least
}

// counted names what counts: 10亿元以上制造业.
func (f Facts) counted() string { return size(f.threshold()) + "以上制造业" }

// size is an amount that a rule names, without decimals that say nothing: 10亿元, 1.5亿元, 8000万元.
func size(w unit.Wan) string {
	if w >= wanPerYi {
		return w.Yi() + "亿元"
	}
	return w.String() + "万元"
}

// fewMissing is up to how many projects without a status are named in the sentence; more make a table.
const fewMissing = 6

// handedIn tells how completely the month was reported. What was handed in for projects that are paused or terminated by now is owed by nobody and stands apart,
// so that what is due is what was handed in and what is missing.
func handedIn(f Facts) []document.Block {
	t := f.Total
	text := fmt.Sprintf("本月应报项目%d个，已报%d个，未报%d个", t.Due, t.Submitted-t.Excused, t.Missing)
	if t.Due+t.Submitted == 0 {
		text = "本月没有应报月报的项目"
	}
	if t.Excused > 0 {
		text += fmt.Sprintf("；另有%d个已报后暂停或终止", t.Excused)
	}
	if t.Late > 0 {
		text += fmt.Sprintf("；逾期补报%d个", t.Late)
	}
	switch {
	case len(f.Missing) == 0:
		return []document.Block{document.Plain(text + "。")}
	case len(f.Missing) > fewMissing:
		return []document.Block{document.Plain(text + "，名单见下表。"), missing(f)}
	}
	var names []string
	for _, m := range f.Missing {
		names = append(names, m.Region+"“"+m.Project+"”")
	}
	return []document.Block{document.Plain(text + "。未报的是：" + strings.Join(names, "、") + "。")}
}

// missing is the table of what was not handed in, by county.
func missing(f Facts) document.Block {
	const together = 12 // names in one row, which no page break cuts
	t := document.Table{Caption: "未报月报的项目", Columns: []document.Column{
		{Title: "县（市、区）", Width: 16}, {Title: "个数", Kind: document.KindInt, Width: 6, Sum: true}, {Title: "项目", Width: 80},
	}}
	var names []string
	for i, m := range f.Missing {
		names = append(names, m.Project)
		if last := i == len(f.Missing)-1 || f.Missing[i+1].Region != m.Region; last || len(names) == together {
			t.Rows = append(t.Rows, []document.Cell{document.Text(m.Region), document.Int(int64(len(names))), document.Text(strings.Join(names, "、"))})
			names = nil
		}
	}
	t.Total = document.TotalOf("合计", t.Columns, t.Rows)
	return t
}

// indicators is the table of the five milestones.
func indicators(f Facts) document.Block {
	t := document.Table{Caption: "主要指标完成情况", Columns: []document.Column{
		{Title: "指标"},
		{Title: "个数", Group: "本月", Kind: document.KindInt}, {Title: "总投资（亿元）", Group: "本月", Kind: document.KindYi},
		{Title: "个数", Group: "本年累计", Kind: document.KindInt}, {Title: "总投资（亿元）", Group: "本年累计", Kind: document.KindYi},
		{Title: "个数", Group: "上年同期", Kind: document.KindInt}, {Title: "总投资（亿元）", Group: "上年同期", Kind: document.KindYi},
	}}
	for _, kind := range project.MilestoneKinds {
		k := f.Total.Kinds[kind]
		t.Rows = append(t.Rows, []document.Cell{
			document.Text(stageName(kind)), document.Int(k.Month.Count), document.Wan(k.Month.Wan), document.Int(k.Year.Count),
			document.Wan(k.Year.Wan), document.Int(k.LastYear.Count), document.Wan(k.LastYear.Wan),
		})
	}
	t.Rows = append(t.Rows, []document.Cell{
		document.Text("完成投资"), document.Text("—"), document.Wan(f.Total.Invested.Month), document.Text("—"),
		document.Wan(f.Total.Invested.Year), document.Text("—"), document.Wan(f.Total.Invested.LastYear),
	})
	return t
}

func sizeTable(f Facts) document.Block {
	t := document.Table{Caption: "新签约项目投资规模", Columns: []document.Column{
		{Title: "总投资规模"},
		{Title: "个数", Group: "本月", Kind: document.KindInt}, {Title: "总投资（亿元）", Group: "本月", Kind: document.KindYi},
		{Title: "个数", Group: "本年累计", Kind: document.KindInt}, {Title: "总投资（亿元）", Group: "本年累计", Kind: document.KindYi},
	}}
	for _, s := range f.Total.Thresholds {
		t.Rows = append(t.Rows, []document.Cell{
			document.Text(size(s.Least) + "以上"), document.Int(s.Month.Count), document.Wan(s.Month.Wan),
			document.Int(s.Year.Count), document.Wan(s.Year.Wan),
		})
	}
	return t
}

func stageName(s project.Stage) string { return vocabulary.Label(vocabulary.Stage, string(s), "zh") }
