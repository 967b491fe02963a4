package report

import (
	"fmt"
	"strings"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/document"
	"zhaoyin/internal/fund"
	"zhaoyin/internal/land"
	"zhaoyin/internal/unit"
	"zhaoyin/internal/vocabulary"
)

var landColumns = []document.Column{
	{Title: "序号", Kind: document.KindInt, Align: document.AlignCenter, Width: 6}, {Title: "县（市、区）", Width: 12}, {Title: "项目", Width: 26},
	{Title: "申请（亩）", Kind: document.KindMu, Width: 10, Sum: true}, {Title: "核准（亩）", Kind: document.KindMu, Width: 10, Sum: true},
	{Title: "指标来源", Width: 22}, {Title: "状态", Align: document.AlignCenter, Width: 10}, {Title: "开工期限", Kind: document.KindDate, Width: 12},
}

func (f Facts) landRows() [][]document.Cell {
	var rows [][]document.Cell
	for i, l := range f.Resources.Land.Requests {
		rows = append(rows, []document.Cell{
			document.Int(int64(i + 1)), document.Text(f.regionName(l.RegionID)), document.Text(l.ProjectName).From(l.RequestID), document.Mu(l.AreaMu),
			document.Mu(l.ApprovedMu), document.Text(strings.Join(l.Pools, "、")), document.Text(vocabulary.Label(vocabulary.LandRequestState, string(l.State), "zh")),
			document.Day(l.StartBy),
		})
	}
	return rows
}

var poolColumns = []document.Column{
	{Title: "指标池", Width: 28}, {Title: "类型", Align: document.AlignCenter, Width: 14}, {Title: "总量（亩）", Kind: document.KindMu, Width: 11, Sum: true},
	{Title: "余额（亩）", Kind: document.KindMu, Width: 11, Sum: true}, {Title: "预留（亩）", Kind: document.KindMu, Width: 11, Sum: true},
	{Title: "核准未用（亩）", Kind: document.KindMu, Width: 11, Sum: true}, {Title: "已用（亩）", Kind: document.KindMu, Width: 11, Sum: true},
}

func (f Facts) poolRows() [][]document.Cell {
	var rows [][]document.Cell
	for _, p := range f.Resources.Land.Pools {
		rows = append(rows, []document.Cell{
			document.Text(p.Name).From(p.PoolID), document.Text(vocabulary.Label(vocabulary.PoolKind, string(p.Kind), "zh")), document.Mu(p.TotalMu),
			document.Mu(p.BalanceMu), document.Mu(p.ReservedMu), document.Mu(p.GrantedMu), document.Mu(p.UsedMu),
		})
	}
	return rows
}

var fundColumns = []document.Column{
	{Title: "序号", Kind: document.KindInt, Align: document.AlignCenter, Width: 6}, {Title: "县（市、区）", Width: 12}, {Title: "项目", Width: 26},
	{Title: "基金", Width: 22}, {Title: "申请（亿元）", Kind: document.KindYi, Width: 10, Sum: true}, {Title: "承诺（亿元）", Kind: document.KindYi, Width: 10, Sum: true},
	{Title: "已拨付（亿元）", Kind: document.KindYi, Width: 10, Sum: true}, {Title: "状态", Align: document.AlignCenter, Width: 10},
	{Title: "下一期限", Kind: document.KindDate, Width: 12},
}

func (f Facts) fundRows() [][]document.Cell {
	var rows [][]document.Cell
	for i, l := range f.Resources.Fund.UnderWay {
		state := vocabulary.Label(vocabulary.FundRequestState, string(l.State), "zh")
		if l.Overdue {
			state += "（逾期）"
		}
		rows = append(rows, []document.Cell{
			document.Int(int64(i + 1)), document.Text(f.regionName(l.RegionID)), document.Text(l.ProjectName).From(l.RequestID), document.Text(l.FundName),
			document.Wan(l.AmountWan), document.Wan(l.CommittedWan), document.Wan(l.DisbursedWan),
			document.Text(state), document.Day(l.DueOn),
		})
	}
	return rows
}

// supports is 要素保障: the industrial land supplied, the land quota, and the industrial funds.
func supports(f Facts) []document.Block {
	if f.Resources == nil {
		return nil
	}
	blocks := []document.Block{document.Heading{Level: 2, Text: "用地保障"}}
	if s := f.Resources.Supply.Sentence; s != "" {
		blocks = append(blocks, document.Plain(s))
	}
	blocks = append(blocks, document.Plain(f.quotaWords()))
	blocks = append(blocks, table("用地指标申请与核准", landColumns, f.landRows())...)
	blocks = append(blocks, table("用地指标池", poolColumns, f.poolRows())...)
	blocks = append(blocks, f.recallWords()...)
	blocks = append(blocks, f.renewalWords()...)
	blocks = append(blocks, document.Heading{Level: 2, Text: "产业基金"}, document.Plain(f.fundWords()))
	blocks = append(blocks, f.fundMoves()...)
	return append(blocks, table("产业基金在办事项", fundColumns, f.fundRows())...)
}

// table is a table with its totals, and nothing when it has no rows.
func table(caption string, columns []document.Column, rows [][]document.Cell) []document.Block {
	if len(rows) == 0 {
		return nil
	}
	return []document.Block{document.Table{Caption: caption, Columns: columns, Rows: rows, Total: document.TotalOf("合计", columns, rows)}}
}

// listing is a table of what has no totals, and nothing when it has no rows.
func listing(caption string, columns []document.Column, rows [][]document.Cell) []document.Block {
	if len(rows) == 0 {
		return nil
	}
	return []document.Block{document.Table{Caption: caption, Columns: columns, Rows: rows}}
}

func (f Facts) quotaWords() string {
	m, y := f.Total.Land.LandSpan, f.Total.Land.Year
	return f.inMonthAndYear("用地指标", "申请和核准",
		said("申请用地指标", mu(m.RequestedMu), m.RequestedMu != 0)+said("核准用地指标", mu(m.ApprovedMu), m.ApprovedMu != 0),
		said("申请", mu(y.RequestedMu), y.RequestedMu != 0)+said("核准", mu(y.ApprovedMu), y.ApprovedMu != 0))
}

// inMonthAndYear tells what there was in the month and in the year so far, or that there was nothing.
func (f Facts) inMonthAndYear(of, what, month, year string) string {
	month, year = once(of, strings.TrimPrefix(month, "，")), strings.TrimPrefix(year, "，")
	if month+year == "" {
		return months(f) + "，" + f.scope() + "没有" + of + what + "。"
	}
	if month == "" {
		month = "没有" + of + what
	}
	if year != "" { // what was taken back within the year leaves nothing
		year = "；" + months(f) + "累计" + year
	}
	return fmt.Sprintf("%d月份，%s%s%s。", f.Month.Number(), f.scope(), month, year)
}

// once keeps the first mention of what a sentence is about.
func once(of, text string) string {
	first, rest, found := strings.Cut(text, of)
	if !found {
		return text
	}
	return first + of + strings.ReplaceAll(rest, of, "")
}

// said is a part of a sentence, and nothing of what there was not.
func said(what, amount string, any bool) string {
	if !any {
		return ""
	}
	return "，" + what + amount
}

func (f Facts) recallWords() []document.Block {
	var names []string
	for _, l := range f.Resources.Land.Recalls {
		names = append(names, fmt.Sprintf("%s“%s”（%s未用，应于%s前开工）", f.regionName(l.RegionID), l.ProjectName, mu(l.LeftMu), date(l.StartBy)))
	}
	if len(names) == 0 {
		return nil
	}
	return []document.Block{document.Plain("到期未开工、拟收回指标的项目：" + strings.Join(names, "、") + "。")}
}

// renewalWords tells of the renewal sites (低效工业用地整治、城市更新).
func (f Facts) renewalWords() []document.Block {
	var planned, cleared, supplied unit.Mu
	for _, l := range f.Resources.Supply.Renewal {
		planned, cleared, supplied = planned+l.Total.PlannedMu, cleared+l.Total.ClearedMu, supplied+l.Total.SuppliedMu
	}
	if planned == 0 {
		return nil
	}
	return []document.Block{document.Plain(fmt.Sprintf("低效工业用地整治和城市更新计划%s，累计腾出%s，供应%s。", mu(planned), mu(cleared), mu(supplied)))}
}

func (f Facts) fundWords() string {
	m, y := f.Total.Fund.Month, f.Total.Fund.Year
	return f.inMonthAndYear("产业基金", "申请、投决承诺和拨付",
		said("新申请产业基金", Amount{m.Requested, m.RequestedWan}.asked(), m.Requested != 0)+said("产业基金投决承诺", yi(m.CommittedWan), m.CommittedWan != 0)+
			said("产业基金拨付", yi(m.DisbursedWan), m.DisbursedWan != 0),
		said("申请", Amount{y.Requested, y.RequestedWan}.asked(), y.Requested != 0)+said("承诺", yi(y.CommittedWan), y.CommittedWan != 0)+
			said("拨付", yi(y.DisbursedWan), y.DisbursedWan != 0))
}

func (a Amount) asked() string { return fmt.Sprintf("%d笔、%s", a.Count, yi(a.Wan)) }

// fundSteps are the steps that the paper tells one by one; what due diligence found is not among the facts.
var fundSteps = map[fund.Code]string{
	fund.WasAccepted: "受理申请", fund.WasFinished: "完成尽职调查", fund.WasApproved: "通过投资决策，承诺出资", fund.WasAgreed: "签订投资协议", fund.WasPaid: "拨付资金",
}

func (f Facts) fundMoves() []document.Block {
	var blocks []document.Block
	for _, m := range f.Resources.Fund.Moved {
		what, told := fundSteps[m.Code]
		if !told {
			continue
		}
		if (m.Code == fund.WasApproved || m.Code == fund.WasPaid) && m.AmountWan > 0 {
			what += yi(m.AmountWan)
		}
		who := m.FundName
		if who == "" {
			who = "产业基金"
		}
		text := fmt.Sprintf("%s“%s”：%s，%s%s。", f.regionName(m.RegionID), m.ProjectName, date(m.On), who, what)
		blocks = append(blocks, document.Paragraph{Runs: []document.Run{{Text: text, Ref: m.RequestID}}})
	}
	return blocks
}

func mu(m unit.Mu) string { return m.String() + "亩" }

func date(d calendar.Date) string {
	if d == "" {
		return "—"
	}
	t := d.Time()
	return fmt.Sprintf("%d年%d月%d日", t.Year(), int(t.Month()), t.Day())
}

// regionName is a county's name; the city's own has none.
func (f Facts) regionName(id string) string {
	for _, c := range f.Counties {
		if c.ID == id {
			return c.Name
		}
	}
	return f.City
}

// supplyColumns are the industrial land supplied in the year so far, by county.
var supplyColumns = []document.Column{
	{Title: "县（市、区）", Width: 16}, {Title: "本月供地（亩）", Kind: document.KindMu, Width: 12, Sum: true},
	{Title: "本年累计（亩）", Kind: document.KindMu, Width: 12, Sum: true}, {Title: "其中存量（亩）", Kind: document.KindMu, Width: 12, Sum: true},
	{Title: "上年同期（亩）", Kind: document.KindMu, Width: 12, Sum: true},
}

func supplyRows(lines []land.SupplyLine) [][]document.Cell {
	var rows [][]document.Cell
	for _, l := range lines {
		rows = append(rows, []document.Cell{
			document.Text(l.Name).From(l.RegionID), document.Mu(l.Month.AreaMu), document.Mu(l.Year.AreaMu), document.Mu(l.Year.StockMu), document.Mu(l.Year.LastYearMu),
		})
	}
	return rows
}
