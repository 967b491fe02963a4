package app

import (
	"fmt"
	"strconv"
	"strings"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/monthly"
	"zhaoyin/internal/project"
	"zhaoyin/internal/unit"
)

// works are what an invented project does in each stage, in the order in which it is done, so that no month takes a step back.
var works = map[project.Stage][]string{
	project.Negotiating: {"就投资协议条款进行磋商", "完成可行性论证，协议文本定稿"},
	project.Signed:      {"办理公司注册登记", "开展用地预审和规划选址", "完成项目备案，准备联审材料"},
	project.Landed:      {"完成方案设计，办理施工许可", "场地平整，围墙和临设施工", "桩基队伍进场，开展试桩"},
	project.Started:     {"桩基和基础施工", "主体厂房施工", "主体厂房结顶", "机电安装和室外配套", "生产设备进场安装", "设备安装收尾，开展单机调试"},
	project.Completed:   {"设备联调联试", "开展试生产"},
	project.Producing:   {"产能稳步爬坡", "按订单满负荷生产"},
}

// usually is how many months a stage takes when the plan does not say when the next begins.
var usually = map[project.Stage]int{project.Negotiating: 2, project.Signed: 4, project.Landed: 4, project.Started: 20, project.Completed: 3, project.Producing: 6}

// trouble is what an invented project asks the city for, from its first month to its last.
type trouble struct {
	kind     string
	from, to int
}

// readTrouble reads "land 8 10", or "power 9" of a trouble that has not ended.
func readTrouble(text string) (trouble, error) {
	parts := strings.Fields(text)
	if len(parts) == 0 {
		return trouble{}, nil
	}
	t := trouble{kind: parts[0], to: thisMonth}
	var err error
	if t.from, err = strconv.Atoi(parts[1]); err == nil && len(parts) > 2 {
		t.to, err = strconv.Atoi(parts[2])
	}
	return t, err
}

func (t trouble) lasts(i int) bool { return t.kind != "" && t.from <= i && i <= t.to }

// demoProblems are the words of each trouble.
var demoProblems = map[string]monthly.Problem{
	"land":        {Title: "用地指标不足", Detail: "本县年度新增建设用地指标已用完，需市级统筹"},
	"fund":        {Title: "产业基金配套", Detail: "投资方希望产业基金按比例配套，需尽快完成尽调"},
	"energy":      {Title: "能评审批", Detail: "项目综合能耗较高，能评报告待批"},
	"power":       {Title: "供电线路", Detail: "需新建110千伏专线，厂区双回路供电尚未接入"},
	"environment": {Title: "环评进度", Detail: "环评报告书待专家评审"},
	"labour":      {Title: "技术工人招聘", Detail: "开工在即，焊工和电工缺口较大"},
}

func (t trouble) problem() monthly.Problem {
	p := demoProblems[t.kind]
	return monthly.Problem{Kind: t.kind, Title: invented + p.Title, Detail: p.Detail} // the papers and the page show the two in one line
}

// draft invents a county's status of a month.
func (s *site) draft(i int, month calendar.Month) monthly.Draft {
	spent := s.spent(i, month)
	total := s.total + spent
	now, next := s.phase(i)
	d := monthly.Draft{
		InvestedThisMonthWan: &spent, InvestedTotalWan: &total, FundsArrivedWan: spent / 2,
		Progress: invented + now, NextPlan: invented + next + "。", Problems: monthly.Problems{},
	}
	if s.trouble.lasts(i) {
		d.Problems = monthly.Problems{s.trouble.problem()}
		d.Progress += "，受" + demoProblems[s.trouble.kind].Title + "影响放缓"
	}
	if spent > 0 {
		d.Progress += fmt.Sprintf("，本月完成投资%s亿元", spent.YiRounded(2))
	}
	d.Progress += "。"
	return d
}

// phase is what is done in a month and what comes next. Of a real project nothing is made up but that it goes on.
func (s *site) phase(i int) (now, next string) {
	if !s.invented() {
		return "按计划推进，具体进展以公开报道为准", "按计划推进"
	}
	at, end := s.span()
	texts := works[s.project.Stage]
	n := min(max(i-at, 0)*len(texts)/max(end-at, 1), len(texts)-1)
	following := append(append([]string{}, texts...), works[after(s.project.Stage)]...)
	return texts[n], following[min(n+1, len(following)-1)]
}

// span is the month in which the site's stage began and the one in which it ends.
func (s *site) span() (from, to int) {
	from = s.registered
	if at, ok := s.plan[s.project.Stage]; ok {
		from = at
	}
	if to, planned := s.plan[after(s.project.Stage)]; planned {
		return from, to
	}
	return from, from + usually[s.project.Stage]
}

// after is the stage that follows, the last one after itself.
func after(s project.Stage) project.Stage {
	return project.Stages[min(s.Rank()+1, len(project.Stages)-1)]
}

// opened is what had been invested before the first status.
func (b *builder) opened(s *site) unit.Wan {
	p := s.project
	switch p.Stage {
	case project.Completed, project.Producing:
		return p.InvestmentWan
	case project.Started:
		return p.InvestmentWan * s.built(-b.first) / 100
	case project.Landed:
		return p.InvestmentWan / 20
	}
	return 0
}

// built is how many percent of a site under construction are done. The real ones began years ago.
func (s *site) built(i int) unit.Wan {
	if !s.invented() {
		return 90
	}
	from, to := s.span()
	return unit.Wan(5 + 90*(i-from)/max(to-from, 1))
}

// spent is a month's investment: what is left of the plan in even parts, a third of it in trouble; of a real project that began years ago next to nothing.
func (s *site) spent(i int, month calendar.Month) unit.Wan {
	p, luck := s.project, unit.Wan(chance(s.project.Name+string(month), 30))
	var spent unit.Wan
	switch {
	case p.Stage != project.Landed && p.Stage != project.Started && p.Stage != project.Completed:
		return 0
	case p.Stage == project.Landed:
		spent = p.InvestmentWan * (40 + luck) / 10_000
	case len(s.later) > 0: // it began while the city looked on, and keeps up with an even plan
		spent = p.InvestmentWan * (260 + 2*luck) / 10_000
	case !s.invented():
		spent = p.InvestmentWan * (10 + luck/3) / 10_000
	default:
		_, to := s.span()
		spent = (p.InvestmentWan*98/100 - s.total) / unit.Wan(max(to-i, 1)) * (80 + luck) / 100
	}
	if s.trouble.lasts(i) {
		spent /= 3
	}
	return max(0, min(spent, p.InvestmentWan-s.total))
}
