package report

import (
	"fmt"
	"slices"
	"strings"

	"zhaoyin/internal/document"
	"zhaoyin/internal/project"
	"zhaoyin/internal/unit"
)

// standing is 各县（市、区）情况与排名: the ranking with every term, and each county's figures.
func standing(f Facts) []document.Block {
	blocks := []document.Block{document.Plain(leaders(f)), ranking(f)}
	if f.TieRule != "" {
		blocks = append(blocks, document.Note{Text: f.TieRule})
	}
	blocks = append(blocks, termTable(f)...)
	blocks = append(blocks, counties(f))
	if text := unranked(f.Counties); text != "" {
		blocks = append(blocks, document.Note{Text: text})
	}
	return append(blocks, chart(f))
}

// ranked are the counties that have a place.
func (f Facts) ranked() []County {
	return slices.DeleteFunc(slices.Clone(f.Counties), func(c County) bool { return c.Inactive })
}

// unranked says why a county has figures and no place.
func unranked(all []County) string {
	var names []string
	for _, c := range all {
		if c.Inactive {
			names = append(names, c.Name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "注：" + strings.Join(names, "、") + "已不再填报，不参与排名，其数据仍计入全市。"
}

// leaders names who stands first and who has moved.
func leaders(f Facts) string {
	if f.RegionID != "" {
		return own(f)
	}
	var up, down []string
	for _, c := range f.ranked() {
		switch {
		case c.RankChange == nil || *c.RankChange == 0:
		case *c.RankChange > 0:
			up = append(up, fmt.Sprintf("%s上升%d位", c.Short, *c.RankChange))
		default:
			down = append(down, fmt.Sprintf("%s下降%d位", c.Short, -*c.RankChange))
		}
	}
	text := foremost(f.ranked())
	if len(up)+len(down) > 0 {
		text += "与" + f.since() + "相比，" + strings.Join(append(up, down...), "，") + "。"
	}
	return text
}

// foremost names the first three; where everybody stands alike, nobody is ahead.
func foremost(all []County) string {
	var first []string
	alike := true
	for _, c := range all {
		alike = alike && c.Score == all[0].Score && c.Rank == all[0].Rank
		if c.Rank <= 3 && c.Score > 0 {
			first = append(first, fmt.Sprintf("%s（%s分）", c.Short, c.Score))
		}
	}
	switch {
	case len(first) == 0:
		return "本月各县（市、区）均未得分，名次并列。"
	case alike && len(all) > 1:
		return fmt.Sprintf("本月各县（市、区）综合得分均为%s分，名次并列。", all[0].Score)
	}
	return "综合得分居前的是" + strings.Join(first, "、") + "。"
}

// own tells a county its place, and from which terms it comes.
func own(f Facts) string {
	for _, c := range f.Counties {
		if c.ID == f.RegionID && c.Inactive {
			return c.Name + "已不再填报，不参与排名。"
		}
		if c.ID == f.RegionID {
			return fmt.Sprintf("%s综合得分%s分，列%s第%d位%s。%s", c.Name, c.Score, f.whole(), c.Rank, f.gained(c.RankChange), f.terms(c))
		}
	}
	return ""
}

func (f Facts) gained(change *int) string {
	switch {
	case change == nil:
		return ""
	case *change > 0:
		return fmt.Sprintf("，比%s上升%d位", f.since(), *change)
	case *change < 0:
		return fmt.Sprintf("，比%s下降%d位", f.since(), -*change)
	}
	return "，与" + f.since() + "持平"
}

// terms answers why a county stands where it does: each term's value and points, and the points before.
func (f Facts) terms(c County) string {
	var parts []string
	for _, t := range c.Terms {
		text := fmt.Sprintf("%s%s，得%s分", t.Label, t.words(), t.Points)
		if t.Before != nil {
			text += fmt.Sprintf("（%s%s分）", f.since(), *t.Before)
		}
		parts = append(parts, text)
	}
	if len(parts) == 0 {
		return ""
	}
	return "其中：" + strings.Join(parts, "；") + "。"
}

// termUnits is how the value of a term is shown, by its unit.
var termUnits = map[string]struct {
	kind  document.Kind
	shown string
	cell  func(int64) document.Cell
}{
	"个":  {document.KindInt, "个", document.Int},
	"万元": {document.KindYi, "亿元", func(v int64) document.Cell { return document.Wan(unit.Wan(v)) }},
	"‱":  {document.KindRatio, "%", func(v int64) document.Cell { return document.Ratio(unit.Ratio(v)) }},
}

func (t Term) words() string {
	if t.NoBasis {
		return "（无应报项目）"
	}
	u := termUnits[t.Unit]
	if u.cell == nil {
		return ""
	}
	return u.cell(t.Value).Show(u.kind) + u.shown
}

func ranking(f Facts) document.Block {
	place, score := "名次", "得分"
	t := document.Table{Caption: "综合得分与排名", Columns: []document.Column{
		{Title: "县（市、区）", Width: 12},
		{Title: "本月", Group: place, Kind: document.KindInt, Align: document.AlignCenter, Width: 6},
		{Title: f.since(), Group: place, Kind: document.KindInt, Align: document.AlignCenter, Width: 6},
		{Title: "升降", Group: place, Align: document.AlignCenter, Width: 6},
		{Title: "本月", Group: score, Kind: document.KindRatio, Width: 8}, {Title: f.since(), Group: score, Kind: document.KindRatio, Width: 8},
	}}
	for _, term := range f.termsOfAll() {
		t.Columns = append(t.Columns, document.Column{Title: term.Label + "（" + points(term.Weight) + "分）", Group: "本月得分构成", Kind: document.KindRatio, Width: 11})
	}
	for _, c := range f.ranked() {
		row := []document.Cell{
			document.Text(c.Short), document.Int(int64(c.Rank)), rankBefore(c), document.Text(moved(c.RankChange)), document.Ratio(c.Score).From(c.ID), scoreBefore(c),
		}
		for _, term := range c.Terms {
			row = append(row, document.Ratio(term.Points))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (f Facts) termsOfAll() []Term {
	all := f.ranked()
	if len(all) == 0 {
		return nil
	}
	return all[0].Terms
}

func rankBefore(c County) document.Cell {
	if c.RankChange == nil {
		return document.Text("—")
	}
	return document.Int(int64(c.Rank + *c.RankChange))
}

// scoreBefore is the sum of the terms' points in the last closed month, when that is known of every term.
func scoreBefore(c County) document.Cell {
	var sum unit.Ratio
	for _, t := range c.Terms {
		if t.Before == nil {
			return document.Text("—")
		}
		sum += *t.Before
	}
	if len(c.Terms) == 0 {
		return document.Text("—")
	}
	return document.Ratio(sum)
}

// termTable is behind each term's points: what was counted, and by how much the points changed. Nothing when the counties have no terms.
func termTable(f Facts) []document.Block {
	t := document.Table{Caption: "各项指标数值与得分变化", Columns: []document.Column{{Title: "县（市、区）", Width: 12}}}
	for _, term := range f.termsOfAll() {
		u := termUnits[term.Unit]
		t.Columns = append(t.Columns,
			document.Column{Title: "数值", Group: term.Label + "（" + u.shown + "）", Kind: u.kind, Width: 8},
			document.Column{Title: "得分增减", Group: term.Label + "（" + u.shown + "）", Kind: document.KindRatio, Width: 8})
	}
	if len(t.Columns) == 1 {
		return nil
	}
	for _, c := range f.ranked() {
		row := []document.Cell{document.Text(c.Short)}
		for _, term := range c.Terms {
			row = append(row, term.cells()...)
		}
		t.Rows = append(t.Rows, row)
	}
	return []document.Block{t}
}

func (t Term) cells() []document.Cell {
	cells := []document.Cell{document.Text("—"), document.Text("—")}
	if u := termUnits[t.Unit]; u.cell != nil && !t.NoBasis {
		cells[0] = u.cell(t.Value)
	}
	if t.Before != nil {
		cells[1] = document.Ratio(t.Points - *t.Before)
	}
	return cells
}

func points(r unit.Ratio) string { return strings.TrimSuffix(r.String(), ".00") }

func moved(change *int) string {
	switch {
	case change == nil:
		return "—"
	case *change > 0:
		return fmt.Sprintf("↑%d", *change)
	case *change < 0:
		return fmt.Sprintf("↓%d", -*change)
	}
	return "持平"
}

// countyColumns are the figures of each county, in the paper and in the ledger.
var countyColumns = []document.Column{
	{Title: "县（市、区）", Width: 16},
	{Title: "个数", Group: "本月新签约", Kind: document.KindInt, Sum: true}, {Title: "亿元", Group: "本月新签约", Kind: document.KindYi, Sum: true},
	{Title: "个数", Group: "本年新签约", Kind: document.KindInt, Sum: true}, {Title: "亿元", Group: "本年新签约", Kind: document.KindYi, Sum: true},
	{Title: "个数", Group: "本年新开工", Kind: document.KindInt, Sum: true}, {Title: "亿元", Group: "本年新开工", Kind: document.KindYi, Sum: true},
	{Title: "个数", Group: "本年投产", Kind: document.KindInt, Sum: true}, {Title: "亿元", Group: "本年投产", Kind: document.KindYi, Sum: true},
	{Title: "本月", Group: "完成投资（亿元）", Kind: document.KindYi, Sum: true}, {Title: "本年", Group: "完成投资（亿元）", Kind: document.KindYi, Sum: true},
}

func countyRows(f Facts) [][]document.Cell {
	var rows [][]document.Cell
	for _, c := range f.Counties {
		k := c.Figures.Kinds
		rows = append(rows, []document.Cell{
			document.Text(c.Name).From(c.ID),
			document.Int(k[project.Signed].Month.Count), document.Wan(k[project.Signed].Month.Wan),
			document.Int(k[project.Signed].Year.Count), document.Wan(k[project.Signed].Year.Wan),
			document.Int(k[project.Started].Year.Count), document.Wan(k[project.Started].Year.Wan),
			document.Int(k[project.Producing].Year.Count), document.Wan(k[project.Producing].Year.Wan),
			document.Wan(c.Figures.Invested.Month), document.Wan(c.Figures.Invested.Year),
		})
	}
	return rows
}

func counties(f Facts) document.Block {
	rows := countyRows(f)
	return document.Table{
		Caption: "各县（市、区）主要指标", Columns: countyColumns, Rows: rows, Total: document.TotalOf("合计", countyColumns, rows),
	}
}

func chart(f Facts) document.Block {
	c := document.Chart{Shape: document.Bars, Title: months(f) + "各县（市、区）新签约项目总投资", ValueTitle: "亿元", Measure: document.KindYi}
	series := document.Series{Name: "总投资（亿元）"}
	for _, county := range f.Counties {
		c.Categories = append(c.Categories, county.Short)
		series.Values = append(series.Values, document.Wan(county.Figures.Kinds[project.Signed].Year.Wan))
	}
	c.Series = []document.Series{series}
	return c
}
