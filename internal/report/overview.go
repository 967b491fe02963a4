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
	signed := k[project.Signed]
	blocks := []document.Block{
		document.Lead(fmt.Sprintf("%d月份，", f.Month.Number()), fmt.Sprintf(
			"%s新签约10亿元以上制造业项目%s；新落地%s；新开工%s；竣工%s；投产%s。当月完成投资%s。",
			f.scope(), signed.Month.words(), k[project.Landed].Month.words(), k[project.Started].Month.words(),
			k[project.Completed].Month.words(), k[project.Producing].Month.words(), yi(f.Total.Invested.Month))),
		document.Lead(months(f)+"，", fmt.Sprintf(
			"累计新签约%s，%s（上年同期%s）；新开工%s，%s（上年同期%s）；累计完成投资%s，%s。",
			signed.Year.words(), change(signed.Year.Wan, signed.LastYear.Wan), signed.LastYear.words(),
			k[project.Started].Year.words(), change(k[project.Started].Year.Wan, k[project.Started].LastYear.Wan), k[project.Started].LastYear.words(),
			yi(f.Total.Invested.Year), change(f.Total.Invested.Year, f.Total.Invested.LastYear))),
	}
	blocks = append(blocks, document.Plain(sizes(f)), document.Plain(handedIn(f)), indicators(f), sizeTable(f))
	return blocks
}

// sizes says how many of the signed projects reach each threshold.
func sizes(f Facts) string {
	var parts []string
	for _, t := range f.Total.Thresholds {
		parts = append(parts, fmt.Sprintf("%s以上%d个", short(t.Least), t.Year.Count))
	}
	return "按投资规模分，" + months(f) + "新签约项目中，" + strings.Join(parts, "，") + "。"
}

func short(w unit.Wan) string { return fmt.Sprintf("%d亿元", int64(w)/10000) }

func handedIn(f Facts) string {
	t := f.Total
	text := fmt.Sprintf("本月应报项目%d个，已报%d个，其中逾期补报%d个，未报%d个", t.Due, t.Submitted, t.Late, t.Missing)
	if len(f.Missing) == 0 {
		return text + "。"
	}
	var names []string
	for _, m := range f.Missing {
		names = append(names, m.Region+"“"+m.Project+"”")
	}
	return text + "：" + strings.Join(names, "、") + "。"
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
			document.Text(short(s.Least) + "以上"), document.Int(s.Month.Count), document.Wan(s.Month.Wan),
			document.Int(s.Year.Count), document.Wan(s.Year.Wan),
		})
	}
	return t
}

func stageName(s project.Stage) string { return vocabulary.Label(vocabulary.Stage, string(s), "zh") }
