package app

import (
	"context"
	"fmt"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/monthly"
	"zhaoyin/internal/project"
	"zhaoyin/internal/unit"
)

// statuses lets each county fill in its month at the start of the next one, hand it in, and the secretariat accept it. In the open month
// only some have, so that there is work to do.
func (b *builder) statuses(ctx context.Context, i int, month calendar.Month, current bool) error {
	b.at(month.Next().First().Add(1), 9)
	if current {
		b.at(calendar.DateOf(b.clock.real()), 9)
	}
	onTime, late := map[string][]monthly.Item{}, map[string][]monthly.Item{}
	for _, s := range b.sites {
		becomes := s.fate(month, current)
		if becomes == forgotten {
			continue
		}
		if err := b.fillIn(ctx, s, i, month); err != nil {
			return err
		}
		where := map[fate]map[string][]monthly.Item{prompt: onTime, tardy: late}[becomes]
		if where != nil {
			where[s.project.RegionID] = append(where[s.project.RegionID], monthly.Item{ProjectID: s.project.ID})
		}
	}
	if err := b.handIn(ctx, month, onTime, current); err != nil {
		return err
	}
	if !current {
		b.at(month.Next().First().Add(6), 9)
	}
	return b.handIn(ctx, month, late, current)
}

// fate is what becomes of a status.
type fate int

const (
	forgotten fate = iota // nobody begins it
	drafted               // begun, not handed in
	tardy                 // handed in after the deadline
	prompt
)

// fate is the same for a project and month each time; in the open month a third is not begun and a third not handed in.
func (s *site) fate(month calendar.Month, current bool) fate {
	luck := chance(s.project.Name+string(month), 40)
	switch {
	case !s.project.Due() || luck == 0 || current && luck%3 == 0:
		return forgotten
	case current && luck%3 == 1:
		return drafted
	case luck <= 2:
		return tardy
	}
	return prompt
}

// fillIn saves a county's draft and remembers what it adds up to.
func (b *builder) fillIn(ctx context.Context, s *site, i int, month calendar.Month) error {
	saved, err := b.Monthly.Save(as(ctx, access.Clerk, s.project.RegionID), s.project.ID, month, nil, b.draft(s, i, month))
	if err != nil {
		return fmt.Errorf("%s: %w", s.project.Name, err)
	}
	s.total = saved.InvestedTotalWan
	return nil
}

// handIn submits counties' statuses as their leads and accepts them as the secretariat; in the open month every other one still waits.
func (b *builder) handIn(ctx context.Context, month calendar.Month, counties map[string][]monthly.Item, current bool) error {
	for region, items := range counties {
		outcomes, err := b.Monthly.SubmitAll(as(ctx, access.Lead, region), month, monthly.Batch{Items: items})
		if err != nil {
			return err
		}
		var accepted []monthly.Item
		for n, o := range outcomes.Items {
			if !o.Done {
				return fmt.Errorf("submit for %s: %s %v", region, o.Detail, o.Errors)
			}
			if !current || n%2 == 0 {
				accepted = append(accepted, monthly.Item{ProjectID: o.ProjectID, Version: o.Version})
			}
		}
		if len(accepted) == 0 {
			continue
		}
		done, err := b.Monthly.AcceptAll(as(ctx, access.Secretariat, ""), month, monthly.Batch{Items: accepted})
		if err != nil {
			return err
		}
		for _, o := range done.Items {
			if !o.Done {
				return fmt.Errorf("accept for %s: %s", region, o.Detail)
			}
		}
	}
	return nil
}

// works are what an invented month says of each stage.
var works = map[project.Stage][]string{
	project.Lead:        {"与投资方开展线上洽谈", "赴企业总部对接投资意向", "陪同投资方踏勘选址"},
	project.Negotiating: {"就投资协议条款进行磋商", "完成项目可行性论证初稿", "投资方董事会审议投资方案"},
	project.Signed:      {"办理公司注册登记", "开展用地预审和规划选址", "完成项目备案"},
	project.Landed:      {"办理施工许可，开展场地平整", "完成方案设计，进行围墙和临设施工", "桩基队伍进场"},
	project.Started:     {"主体厂房施工至二层", "钢结构吊装，设备基础浇筑", "生产设备陆续进场安装", "厂房结顶，开展机电安装"},
	project.Completed:   {"设备联调联试", "开展试生产准备"},
	project.Producing:   {"生产线正常运行，产能稳步爬坡", "按订单满负荷生产"},
}

// demoProblems are what some projects ask the city for.
var demoProblems = []monthly.Problem{
	{Kind: "land", Title: "用地指标不足", Detail: invented + "本县年度新增建设用地指标已用完，需市级统筹"},
	{Kind: "fund", Title: "产业基金配套", Detail: invented + "投资方希望产业基金按比例配套，需尽快完成尽调"},
	{Kind: "energy", Title: "能评审批", Detail: invented + "项目综合能耗较高，能评报告待批"},
	{Kind: "power", Title: "供电线路", Detail: invented + "需新建110千伏专线"},
	{Kind: "environment", Title: "环评进度", Detail: invented + "环评报告书待专家评审"},
}

// draft invents a county's status of a month.
func (b *builder) draft(s *site, i int, month calendar.Month) monthly.Draft {
	p := s.project
	texts := works[p.Stage]
	spent := b.spent(s, month)
	total := s.total + spent
	d := monthly.Draft{
		InvestedThisMonthWan: &spent, InvestedTotalWan: &total, FundsArrivedWan: spent / 2,
		Progress: invented + texts[chance(p.Name+string(month), len(texts))] + "，本月完成投资" + spent.YiRounded(2) + "亿元。",
		NextPlan: invented + texts[(chance(p.Name+string(month), len(texts))+1)%len(texts)] + "。",
		Problems: monthly.Problems{},
	}
	if chance(p.Name, 6) == 0 && p.Stage.Rank() < project.Completed.Rank() && (i+chance(p.Name, 3))%5 < 2 {
		d.Problems = monthly.Problems{demoProblems[chance(p.Name, len(demoProblems))]}
	}
	return d
}

// spent is an invented month's investment, never beyond the whole; a few sites stand still, which the light rule notices.
func (b *builder) spent(s *site, month calendar.Month) unit.Wan {
	p := s.project
	left := p.InvestmentWan*98/100 - s.total
	share := map[project.Stage]unit.Wan{project.Landed: 200, project.Started: 36}[p.Stage]
	if share == 0 || left <= 0 || chance(p.Name, 13) == 0 {
		return 0
	}
	return min(left, p.InvestmentWan/share*unit.Wan(60+chance(p.Name+string(month), 80))/100)
}
