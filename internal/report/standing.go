package report

import (
	"fmt"
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
	return append(blocks, counties(f), chart(f))
}

// leaders names who stands first and who has moved.
func leaders(f Facts) string {
	if f.RegionID != "" {
		return own(f)
	}
	var first, up, down []string
	for _, c := range f.Counties {
		if c.Rank <= 3 {
			first = append(first, fmt.Sprintf("%s（%s分）", c.Short, c.Score))
		}
		switch {
		case c.RankChange == nil || *c.RankChange == 0:
		case *c.RankChange > 0:
			up = append(up, fmt.Sprintf("%s上升%d位", c.Short, *c.RankChange))
		default:
			down = append(down, fmt.Sprintf("%s下降%d位", c.Short, -*c.RankChange))
		}
	}
	text := "综合得分居前的是" + strings.Join(first, "、") + "。"
	if len(up)+len(down) > 0 {
		text += "与上月相比，" + strings.Join(append(up, down...), "，") + "。"
	}
	return text
}

func own(f Facts) string {
	for _, c := range f.Counties {
		if c.ID != f.RegionID {
			continue
		}
		text := fmt.Sprintf("%s综合得分%s分，列全市第%d位", c.Name, c.Score, c.Rank)
		switch {
		case c.RankChange == nil:
			return text + "。"
		case *c.RankChange > 0:
			return text + fmt.Sprintf("，比上月上升%d位。", *c.RankChange)
		case *c.RankChange < 0:
			return text + fmt.Sprintf("，比上月下降%d位。", -*c.RankChange)
		}
		return text + "，与上月持平。"
	}
	return ""
}

func ranking(f Facts) document.Block {
	t := document.Table{Caption: "综合得分与排名", Columns: []document.Column{
		{Title: "名次", Kind: document.KindInt, Align: document.AlignCenter, Width: 6}, {Title: "县（市、区）", Width: 16},
		{Title: "较上月", Align: document.AlignCenter, Width: 8}, {Title: "得分", Kind: document.KindRatio, Width: 9},
	}}
	if len(f.Counties) > 0 {
		for _, term := range f.Counties[0].Terms {
			t.Columns = append(t.Columns, document.Column{Title: term.Label + "（" + whole(term.Weight) + "分）", Kind: document.KindRatio, Width: 11})
		}
	}
	for _, c := range f.Counties {
		row := []document.Cell{document.Int(int64(c.Rank)), document.Text(c.Name), document.Text(moved(c.RankChange)), document.Ratio(c.Score).From(c.ID)}
		for _, term := range c.Terms {
			row = append(row, document.Ratio(term.Points))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func whole(r unit.Ratio) string { return strings.TrimSuffix(r.String(), ".00") }

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
