package monthly

import (
	"zhaoyin/internal/fault"
	"zhaoyin/internal/project"
	"zhaoyin/internal/unit"
)

// A slip between 万元 and 亿元 is a factor of 10,000; real figures rarely stand that far apart by chance.
const (
	yi          = 10_000
	slipAtLeast = 5_000
	slipAtMost  = 20_000
	mostPerMu   = 20_000 // 万元/亩, the bound of what a project may plausibly invest
)

var (
	errSlip    = fault.Define(fault.Invalid, "month.slip", "%s 万元不合常理（%s %s 万元），是否把“亿元”和“万元”弄混了？可能应为 %s 万元；确认无误请勾选“已核对”。", "%s 万元 is implausible (%s %s 万元): was 亿元 taken for 万元, or the other way round? Perhaps %s 万元 is meant; if it is right, send confirmed: true.")
	errCeiling = fault.Define(fault.Invalid, "month.ceiling", "累计完成投资 %s 万元超过项目总投资 %s 万元的 120%%，请核对；确认无误请勾选“已核对”。", "A total of %s 万元 is more than 120%% of the project's investment of %s 万元; if it is right, send confirmed: true.")
)

// phrase is a term in both languages.
type phrase struct{ zh, en string }

// In implements fault.Worded.
func (p phrase) In(lang string) string {
	if lang == "en" {
		return p.en
	}
	return p.zh
}

var (
	lastMonth  = phrase{"上次本月完成投资", "last month's investment:"}
	lastTotal  = phrase{"上次累计完成投资", "last total:"}
	lastFunds  = phrase{"上次到位资金", "funds that arrived last:"}
	investment = phrase{"项目总投资", "the project's investment:"}
	perMu      = phrase{"折合每亩", "per mu:"}
)

// comparison is one row of the table of slips: a figure, and what it is held against.
type comparison struct {
	against phrase
	find    func(s *Status, last *Earlier, p *project.Project) (base unit.Wan, slipped bool)
}

// monthSlips is the table for the month's investment, totalSlips for a total that does not come from a sum, fundsSlips for the funds that arrived.
var (
	monthSlips = []comparison{
		{lastMonth, func(s *Status, last *Earlier, _ *project.Project) (unit.Wan, bool) {
			base := lastMonthOf(last)
			return base, tenThousandfold(s.InvestedThisMonthWan, base)
		}},
		{lastTotal, func(s *Status, last *Earlier, _ *project.Project) (unit.Wan, bool) {
			base := totalOf(last)
			return base, s.InvestedThisMonthWan > base && tenThousandfold(s.InvestedThisMonthWan, base)
		}},
		{investment, func(s *Status, _ *Earlier, p *project.Project) (unit.Wan, bool) {
			return p.InvestmentWan, s.InvestedThisMonthWan > p.InvestmentWan
		}},
	}
	totalSlips = []comparison{
		{investment, func(s *Status, _ *Earlier, p *project.Project) (unit.Wan, bool) {
			return p.InvestmentWan, s.InvestedTotalWan > p.InvestmentWan && tenThousandfold(s.InvestedTotalWan, p.InvestmentWan)
		}},
		{perMu, func(s *Status, _ *Earlier, p *project.Project) (unit.Wan, bool) {
			return absurdPerMu(s.InvestedTotalWan, p)
		}},
	}
	fundsSlips = []comparison{
		{lastFunds, func(s *Status, last *Earlier, _ *project.Project) (unit.Wan, bool) {
			base := fundsOf(last)
			return base, tenThousandfold(s.FundsArrivedWan, base)
		}},
		{investment, func(s *Status, _ *Earlier, p *project.Project) (unit.Wan, bool) {
			return p.InvestmentWan, s.FundsArrivedWan > p.InvestmentWan
		}},
	}
)

// checkFunds looks for funds that were typed in the wrong unit.
func (s *Status) checkFunds(last *Earlier, p *project.Project, bad *fault.List) {
	slipped(s.FundsArrivedWan, "/fundsArrivedWan", fundsSlips, s, last, p, bad)
}

// checkPlausible looks for figures that were probably typed in the wrong unit, and for a total beyond the project. It is asked only when
// the county has not confirmed its figures.
func (s *Status) checkPlausible(last *Earlier, p *project.Project, bad *fault.List) {
	if slipped(s.InvestedThisMonthWan, "/investedThisMonthWan", monthSlips, s, last, p, bad) {
		return
	}
	if complained(*bad, "/investedTotalWan") || slipped(s.InvestedTotalWan, "/investedTotalWan", totalSlips, s, last, p, bad) {
		return
	}
	if s.InvestedTotalWan > p.InvestmentWan/5*6+p.InvestmentWan%5*6/5 {
		bad.Add("/investedTotalWan", errCeiling, s.InvestedTotalWan.String(), p.InvestmentWan.String())
	}
}

func slipped(figure unit.Wan, pointer string, table []comparison, s *Status, last *Earlier, p *project.Project, bad *fault.List) bool {
	for _, c := range table {
		base, found := c.find(s, last, p)
		if !found {
			continue
		}
		bad.Add(pointer, errSlip, figure.String(), c.against, base.String(), plausible(figure, base).String())
		return true
	}
	return false
}

// plausible is the figure in the other unit.
func plausible(figure, base unit.Wan) unit.Wan {
	if magnitude(figure) < magnitude(base) {
		return figure * yi
	}
	v, _ := unit.MulDiv(int64(figure), 1, yi) // cannot fail: dividing by a positive constant
	return unit.Wan(v)
}

// tenThousandfold is true of two figures that stand about 10,000 times apart, either way.
func tenThousandfold(a, b unit.Wan) bool {
	small, big := magnitude(a), magnitude(b)
	if small > big {
		small, big = big, small
	}
	return small > 0 && big >= slipAtLeast*small && big <= slipAtMost*small
}

// absurdPerMu is true of a total that no factory invests on its land, unless the project itself is such.
func absurdPerMu(total unit.Wan, p *project.Project) (unit.Wan, bool) {
	if p.LandMu == nil || total <= p.InvestmentWan || unit.ReachesPerMu(p.InvestmentWan, *p.LandMu, mostPerMu) {
		return 0, false
	}
	v, err := unit.PerMu(total, *p.LandMu)
	return v, err == nil && v > mostPerMu
}

func lastMonthOf(last *Earlier) unit.Wan {
	if last == nil {
		return 0
	}
	return last.InvestedThisMonthWan
}

func fundsOf(last *Earlier) unit.Wan {
	if last == nil {
		return 0
	}
	return last.FundsArrivedWan
}

func magnitude(w unit.Wan) unit.Wan {
	if w < 0 {
		return -w
	}
	return w
}

func complained(bad fault.List, pointer string) bool {
	for _, f := range bad {
		if f.Pointer == pointer {
			return true
		}
	}
	return false
}
