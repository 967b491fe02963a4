// Package documenttest holds a paper and a ledger for the tests of the writers, and reads back what they wrote. The places and figures in it are
// invented.
package documenttest

import (
	"fmt"
	"strconv"
	"time"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/document"
	"zhaoyin/internal/unit"
)

// At is the time in the properties of every sample.
var At = time.Date(2022, 5, 6, 1, 30, 0, 0, time.UTC)

// Counties are the places of the samples.
var Counties = []string{"甲县", "乙县", "丙县", "丁县", "戊区", "己区", "庚市", "辛市", "壬市", "癸开发区"}

// Ranking is a table of ten places with grouped titles, all kinds of figures and a total.
func Ranking() document.Table {
	columns := []document.Column{
		{Title: "名次", Kind: document.KindInt, Align: document.AlignCenter},
		{Title: "县（市、区）", Width: 14},
		{Title: "个数", Group: "新签约", Kind: document.KindInt, Sum: true},
		{Title: "总投资", Group: "新签约", Kind: document.KindYi, Sum: true},
		{Title: "个数", Group: "新开工", Kind: document.KindInt, Sum: true},
		{Title: "总投资", Group: "新开工", Kind: document.KindYi, Sum: true},
		{Title: "供地（亩）", Kind: document.KindMu, Sum: true},
		{Title: "得分", Kind: document.KindRatio},
	}
	var rows [][]document.Cell
	for i, county := range Counties {
		n := int64(len(Counties) - i)
		signed := unit.Wan(123_456 + 98_765*n)
		rows = append(rows, []document.Cell{
			document.Int(int64(i + 1)), document.Text(county), document.Int(n / 2), document.Wan(signed).From("project:" + strconv.Itoa(i)),
			document.Int(n / 3), document.Wan(signed / 3), document.Mu(unit.Mu(1005*n + 7)), document.Ratio(unit.Ratio(9_876 - 512*int64(i))),
		})
	}
	total := document.TotalOf("", columns, rows)
	total[1] = document.Text("合计")
	return document.Table{Caption: "表1　各县（市、区）4月招大引强情况", Unit: "个、亿元", Columns: columns, Rows: rows, Total: total}
}

// Projects is a wide table of n projects with long text.
func Projects(n int) document.Table {
	columns := []document.Column{
		{Title: "序号", Kind: document.KindInt, Align: document.AlignCenter},
		{Title: "县（市、区）"}, {Title: "项目名称", Width: 32}, {Title: "投资方", Width: 24},
		{Title: "总投资（万元）", Kind: document.KindWan, Sum: true},
		{Title: "用地（亩）", Kind: document.KindMu, Sum: true},
		{Title: "签约日期", Kind: document.KindDate},
		{Title: "阶段", Align: document.AlignCenter},
		{Title: "本月进展及存在问题", Width: 48},
	}
	stages := []string{"签约", "落地", "开工", "竣工", "投产"}
	var rows [][]document.Cell
	for i := range n {
		rows = append(rows, []document.Cell{
			document.Int(int64(i + 1)), document.Text(Counties[i%len(Counties)]),
			document.Text(fmt.Sprintf("年产%d万套新能源汽车关键零部件及智能装备生产基地项目", 5*(i%40+1))),
			document.Text("示例新材料科技股份有限公司"), document.Wan(unit.Wan(100_000 + 3_217*int64(i%300))), document.Mu(unit.Mu(8_025 + 175*int64(i%90))),
			document.Day(calendar.Month("2022-01").First().Add(i % 100)), document.Text(stages[i%len(stages)]),
			document.Text("已完成桩基施工，正在进行主体厂房钢结构吊装；能评批复待办理，需市发展和改革委员会协调于6月底前完成。"),
		})
	}
	return document.Table{
		Caption: "附表　全市10亿元以上制造业项目清单", Columns: columns, Rows: rows, Total: document.TotalOf("合计", columns, rows), Landscape: true,
	}
}

// Invested is a chart of two series over the places.
func Invested(shape document.Shape) document.Chart {
	c := document.Chart{Shape: shape, Title: "各县（市、区）新签约和新开工总投资", Categories: Counties, ValueTitle: "亿元", Measure: document.KindYi}
	for _, series := range []struct {
		name   string
		column int
	}{{"新签约", 3}, {"新开工", 5}} {
		s := document.Series{Name: series.name}
		for _, row := range Ranking().Rows {
			s.Values = append(s.Values, row[series.column])
		}
		c.Series = append(c.Series, s)
	}
	if shape == document.Pie {
		c.Series = c.Series[:1]
	}
	return c
}

const paragraph = "4月，全市上下认真贯彻招大引强工作部署，坚持项目为王，新签约10亿元以上制造业项目25个、总投资666.66亿元，同比增长12.5%；" +
	"新开工项目15个，要素保障有力有序，项目推进总体平稳。现将有关情况汇报如下。"

// Paper has every kind of block, and a table of n projects on lying pages.
func Paper(n int) document.Document {
	note := document.Paragraph{Runs: []document.Run{
		{Text: "其中新签约项目总投资"}, {Text: "666.66亿元", Ref: "figure:signed"}, {Text: "，存量用地占比63%", Footnote: "存量用地指收回、收购和储备的工业用地。"},
		{Text: "，较上年提高8个百分点。"},
	}}
	return document.Document{
		Title: "全市招大引强工作月度汇报", Subtitle: "（2022年4月）", Organ: "市投资促进中心", At: At,
		Blocks: []document.Block{
			document.Plain(paragraph),
			document.Heading{Level: 1, Text: "总体情况"},
			document.Heading{Level: 2, Text: "新签约项目"}, document.Plain(paragraph), note,
			document.Heading{Level: 3, Text: "分领域看。"}, document.Lead("新能源汽车方面。", paragraph),
			document.Heading{Level: 4, Text: "整车及零部件"}, document.Plain(paragraph),
			document.Heading{Level: 2, Text: "新开工项目"}, document.Plain(paragraph), document.Plain(paragraph),
			document.Heading{Level: 1, Text: "各县（市、区）情况与排名"},
			Ranking(), document.Note{Text: "注：得分相同时按新签约总投资排序。"},
			Invested(document.Bars), Invested(document.Line), Invested(document.Pie),
			document.Heading{Level: 1, Text: "下月计划"}, document.Lead("一是", paragraph), document.Lead("二是", paragraph),
			document.PageBreak{}, document.Plain("特此报告。"),
			document.Signature{Organ: "市投资促进中心", Date: "2022-05-06"},
			document.Heading{Level: 1, Text: "附表", Unnumbered: true}, Projects(n), document.Note{Text: "注：项目按上报先后排列。"},
		},
	}
}

// Ledger is a workbook of the two tables.
func Ledger(n int) document.Workbook {
	ranking := Ranking()
	ranking.Caption = "各县（市、区）4月招大引强情况"
	return document.Workbook{
		Title: "招大引强台账", Organ: "市投资促进中心", At: At,
		Sheets: []document.Sheet{
			{
				Name: "排名", Table: ranking, Freeze: 2, Notes: []string{"注：得分相同时按新签约总投资排序。"},
				Plots: []document.Plot{{Shape: document.Bars, Title: "新签约和新开工总投资", Label: 1, Values: []int{3, 5}, ValueTitle: "亿元"}},
			},
			{Name: "项目清单", Table: Projects(n), Freeze: 3, AutoFilter: true},
		},
	}
}
