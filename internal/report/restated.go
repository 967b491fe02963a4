package report

import (
	"fmt"
	"strconv"
	"strings"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/document"
	"zhaoyin/internal/figure"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/org"
	"zhaoyin/internal/project"
	"zhaoyin/internal/unit"
)

// correctedField marks the restatements that earlier versions of the program noted for a negative month, beside the month's own figure.
const correctedField = "investedTotalWan"

// transferField is the field of the restatements of a transfer.
const transferField = "regionId"

// restated is 更正说明: what the month's investment corrects of earlier months, and what was changed behind figures that have been published.
func restated(f Facts) []document.Block {
	texts := restatedTexts(f)
	if len(texts) == 0 {
		return nil
	}
	blocks := []document.Block{document.Heading{Level: 1, Text: "更正说明", Unnumbered: true}}
	for _, text := range texts {
		blocks = append(blocks, document.Note{Text: text})
	}
	return blocks
}

func restatedTexts(f Facts) []string {
	var texts []string
	for _, c := range f.Corrections {
		texts = append(texts, "本月完成投资含更正："+c.words()+"。")
	}
	for _, c := range gathered(f.Restatements) {
		texts = append(texts, c.sentence())
	}
	return texts
}

// corrected is the footnote of the month's investment.
func corrected(all []Correction) string {
	var parts []string
	for _, c := range all {
		parts = append(parts, c.words())
	}
	if len(parts) == 0 {
		return ""
	}
	return "本月完成投资含更正：" + strings.Join(parts, "；") + "。"
}

func (c Correction) words() string {
	return fmt.Sprintf("%s“%s”更正以前月份多报%s（%s）", c.Region, c.Project, money(-c.Wan), strings.TrimSuffix(c.Reason, "。"))
}

// correction is one cause that moved what one month has published of a project, with every figure that it moved.
type correction struct {
	Restatement
	moved []Restatement
}

// gathered brings the restatements of one project, cause and month together, of a transfer those of all months, in the order of the first of each.
func gathered(rows []Restatement) []correction {
	var all []correction
	place := map[Restatement]int{}
	for _, r := range rows {
		key := r
		key.Metric, key.Count, key.Wan = "", 0, 0
		switch r.Field {
		case meeting.VersionField:
			key.Region = "" // it moves figures of several counties
		case transferField:
			key.Region, key.Affects = "", "" // and a transfer those of every month behind
		}
		i, known := place[key]
		if !known {
			i = len(all)
			place[key] = i
			all = append(all, correction{Restatement: r})
		}
		all[i].moved = append(all[i].moved, r)
	}
	return all
}

func (c correction) sentence() string {
	switch c.Field {
	case meeting.VersionField:
		return fmt.Sprintf("更正：%s数据经重新开启后以第%s版为准%s，与第%s版相比，%s。", monthWords(c.Affects), c.After, c.because(), c.Before, c.byCounty())
	case transferField:
		return fmt.Sprintf("更正：“%s”由%s流转至%s%s，%s已公布数据中，%s由%s改计%s。", c.name(), c.Before, c.After, c.because(), c.span(), c.given(), c.Before, c.After)
	case correctedField:
		return c.formerly()
	}
	return fmt.Sprintf("更正：%s“%s”%s%s，%s已公布数据相应更正：%s。", c.Region, c.name(), c.happened(), c.because(), monthWords(c.Affects), c.figures())
}

// name is the project's; only snapshots that are older than the name have lost that of a project which left the list.
func (c correction) name() string {
	if c.Project == "" {
		return "已不在名单内的项目"
	}
	return c.Project
}

func (c correction) because() string {
	if c.Reason == "" {
		return ""
	}
	return "（原因：" + strings.TrimSuffix(c.Reason, "。") + "）"
}

// happened tells the cause in words.
func (c correction) happened() string {
	switch {
	case c.Field == "investmentWan" && c.Before == c.After: // in snapshots of earlier versions, which named no other field
		return "所属行业或计入口径调整"
	case c.Field == "counts":
		return "计入口径调整"
	case c.Field == "stage" && c.Before != c.After:
		return fmt.Sprintf("由%s退回%s", stageName(project.Stage(c.Before)), stageName(project.Stage(c.After)))
	case c.Field == "archived" && c.After == "":
		return "由归档恢复"
	case c.Field == "archived":
		return "已归档"
	case c.Field == "investedThisMonthWan":
		return "月报在该月关闭后采纳"
	}
	if kind, milestone := strings.CutPrefix(c.Field, "milestone."); milestone {
		return stageName(project.Stage(kind)) + "节点重新核实"
	}
	if amended := c.amended(); amended != "" {
		return amended
	}
	return "数据更正"
}

// amended tells of each field of an amendment what it was and what it is.
func (c correction) amended() string {
	was, is := strings.Split(c.Before, ","), strings.Split(c.After, ",")
	var parts []string
	for i, field := range strings.Split(c.Field, ",") {
		w, known := amendedWords[field]
		if !known || i >= len(was) || i >= len(is) {
			return ""
		}
		parts = append(parts, fmt.Sprintf("%s由%s调整为%s", w.name, w.value(was[i]), w.value(is[i])))
	}
	return strings.Join(parts, "，")
}

// amendedWords are the facts whose amendment moves figures.
var amendedWords = map[string]struct {
	name  string
	value func(string) string
}{
	"industry": {"所属行业", industryOf}, "investmentWan": {"总投资", moneyOf},
}

func industryOf(code string) string {
	known, _ := org.FindIndustry(code)
	return code + known.ZH
}

// formerly is what earlier versions of the program noted of a negative month: its own figure holds the amount.
func (c correction) formerly() string {
	what := "更正以前月份多报"
	if c.Wan > 0 {
		what = "撤回以前的更正"
	}
	return fmt.Sprintf("本月完成投资含更正：%s“%s”%s%s%s。", c.Region, c.name(), what, money(abs(c.Wan)), c.because())
}

// metricWords are the figures that a month publishes, and what they are counted in.
var metricWords = map[figure.Metric]struct{ name, unit string }{
	figure.Signed: {"签约项目", "个"}, "landed": {"落地项目", "个"}, "started": {"开工项目", "个"}, "completed": {"竣工项目", "个"}, "producing": {"投产项目", "个"},
	figure.Invested: {"完成投资", ""}, figure.Submitted: {"已报月报", "份"}, figure.Late: {"逾期补报", "份"},
}

// figures tells by how much each figure changed; what did not is left out.
func (c correction) figures() string {
	var parts []string
	for _, r := range c.moved {
		if text := r.changed(); text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, "，")
}

// byCounty tells the figures of several counties, one after the other.
func (c correction) byCounty() string {
	var parts []string
	for i := 0; i < len(c.moved); {
		one := correction{Restatement: c.moved[i]}
		for ; i < len(c.moved) && c.moved[i].Region == one.Region; i++ {
			one.moved = append(one.moved, c.moved[i])
		}
		parts = append(parts, one.Region+one.figures())
	}
	return strings.Join(parts, "；")
}

func (r Restatement) changed() string {
	if r.Metric == meeting.RankMetric {
		return fmt.Sprintf("名次%s%d位", direction(r.Count, "上升", "下降"), max(r.Count, -r.Count))
	}
	w := metricWords[r.Metric]
	amount := money(abs(r.Wan))
	count := fmt.Sprintf("%s%d%s", direction(r.Count, "增加", "减少"), max(r.Count, -r.Count), w.unit)
	more := direction(int64(r.Wan), "增加", "减少")
	switch {
	case r.Count == 0 && r.Wan == 0:
		return ""
	case r.Wan == 0:
		return w.name + count
	case w.unit == "":
		return w.name + more + amount
	case r.Count == 0:
		return w.name + "总投资" + more + amount
	case r.Count > 0 == (r.Wan > 0):
		return w.name + count + "、总投资" + amount
	}
	return w.name + count + "、总投资" + more + amount
}

// span is the months that the correction moves, from the first to the last.
func (c correction) span() string {
	first, last := c.Affects, c.Affects
	for _, r := range c.moved {
		first, last = min(first, r.Affects), max(last, r.Affects)
	}
	if first == last {
		return monthWords(first)
	}
	return monthWords(first) + "至" + monthWords(last)
}

// given are the figures that a transfer takes from one county to the other: what one of them loses or gains, since both counties' change alike.
func (c correction) given() string {
	var order []figure.Metric
	sums := map[figure.Metric]Amount{}
	for _, r := range c.moved {
		if r.Region != c.Region {
			continue
		}
		sum, known := sums[r.Metric]
		if !known {
			order = append(order, r.Metric)
		}
		sums[r.Metric] = Amount{sum.Count + r.Count, sum.Wan + r.Wan}
	}
	var parts []string
	for _, metric := range order {
		if text := sums[metric].given(metric); text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, "，")
}

func (a Amount) given(metric figure.Metric) string {
	var parts []string
	w := metricWords[metric]
	if a.Count != 0 {
		parts = append(parts, fmt.Sprintf("%d%s", max(a.Count, -a.Count), w.unit))
	}
	if a.Wan != 0 {
		parts = append(parts, money(abs(a.Wan)))
	}
	if len(parts) == 0 {
		return ""
	}
	return w.name + strings.Join(parts, "、")
}

func direction(by int64, more, less string) string {
	if by < 0 {
		return less
	}
	return more
}

func abs(w unit.Wan) unit.Wan { return max(w, -w) }

const wanPerYi = 10_000

// money is exact: in 亿元 from 1 亿元 on, below in 万元, so that a small correction is not rounded away.
func money(w unit.Wan) string {
	switch {
	case abs(w) < wanPerYi:
		return w.String() + "万元"
	case w%100 == 0:
		return yi(w)
	}
	return w.Yi() + "亿元"
}

func moneyOf(text string) string {
	wan, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return text // as it was kept
	}
	return money(unit.Wan(wan))
}

func monthWords(m calendar.Month) string { return fmt.Sprintf("%d年%d月", m.Year(), m.Number()) }
