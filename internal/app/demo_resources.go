package app

import (
	"context"
	"fmt"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fund"
	"zhaoyin/internal/issue"
	"zhaoyin/internal/land"
	"zhaoyin/internal/ledger"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/project"
	"zhaoyin/internal/unit"
)

// supports is a closed month's land, and in the last of them the requests that are under way in the current one.
func (b *builder) supports(ctx context.Context, i int, month calendar.Month) error {
	if i == thisMonth {
		return nil
	}
	b.at(month.Last(), 15)
	if err := b.parcels(ctx, i+b.first, month); err != nil || i != lastMonth {
		return err
	}
	return b.obstacles(ctx, month)
}

// parcels records the industrial land that three counties supply in a month.
func (b *builder) parcels(ctx context.Context, i int, month calendar.Month) error {
	officer := as(ctx, access.Land, "")
	for n, region := range []string{"330723", "330781", "330782"} {
		for _, half := range []land.SupplySource{land.NewSource, land.StockSource} {
			area := unit.WholeMu(int64(60 + 13*((i+n)%5)))
			if half == land.StockSource {
				area += unit.WholeMu(int64(10 * (i % 4)))
			}
			_, err := b.Supply.Record(officer, land.Handover{
				RegionID: region, SuppliedOn: month.First().Add(4 + n), AreaMu: area, Source: half, Parcel: fmt.Sprintf("%s%s工业地块%s", invented, month, half),
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// obstacles gives the practice city a pool, a fund, requests in several states and an issue, in the month before the current one.
func (b *builder) obstacles(ctx context.Context, month calendar.Month) error {
	b.at(month.Last(), 16)
	if err := b.quota(ctx, month); err != nil {
		return fmt.Errorf("land: %w", err)
	}
	if err := b.capital(ctx, month); err != nil {
		return fmt.Errorf("fund: %w", err)
	}
	s, err := b.troubled("power")
	if err != nil {
		return err
	}
	_, err = b.Issue.Raise(as(ctx, access.Clerk, s.project.RegionID), issue.Raising{
		ProjectID: s.project.ID, Kind: issue.Kind(s.trouble.kind), Title: s.trouble.problem().Title, Detail: s.trouble.problem().Detail, Level: issue.City,
	})
	return err
}

// landAsked is how many of the signed projects have asked for land.
const landAsked = 2

// quota: the first signed projects ask for land of the city's pool, and the first of them is granted part of it.
func (b *builder) quota(ctx context.Context, month calendar.Month) error {
	officer := as(ctx, access.Land, "")
	pool, err := b.Land.OpenPool(officer, land.Opening{Year: month.Year(), Kind: land.NewLand, Name: invented + "市级统筹指标"})
	if err != nil {
		return err
	}
	if _, err := b.Land.Post(officer, pool.ID, land.Posting{Kind: ledger.Issue, AmountMu: unit.WholeMu(1200), Note: invented + "省下达"}); err != nil {
		return err
	}
	for i, s := range b.signed()[:landAsked] {
		asked, err := b.Land.Apply(as(ctx, access.Clerk, s.project.RegionID), land.Application{
			ProjectID: s.project.ID, AreaMu: *s.project.LandMu, Kind: land.NewLand, Reason: invented + "县级指标不足",
		})
		if err != nil {
			return err
		}
		if i > 0 {
			continue
		}
		if err := b.grant(ctx, s.project, asked, pool, month); err != nil {
			return err
		}
	}
	return nil
}

// grant takes a request through the county's check to a grant of most of it.
func (b *builder) grant(ctx context.Context, p *project.Project, asked *land.Request, pool *land.Pool, month calendar.Month) error {
	checked, err := b.Land.Precheck(as(ctx, access.Lead, p.RegionID), asked.ID, asked.Version, land.Precheck{Note: invented + "符合规划"})
	if err != nil {
		return err
	}
	_, err = b.Land.Approve(as(ctx, access.Land, ""), asked.ID, checked.Version, land.Approval{
		ApprovedMu: asked.AreaMu * 9 / 10, PoolID: pool.ID, StartBy: month.Add(6).Last(), Note: invented + "按统筹指标使用办法",
	})
	return err
}

// capital: one fund, and a request under due diligence.
func (b *builder) capital(ctx context.Context, month calendar.Month) error {
	officer := as(ctx, access.Fund, "")
	f, err := b.Fund.Found(officer, fund.Registration{Name: invented + "新兴产业招商基金", Manager: invented + "基金管理人"})
	if err != nil {
		return err
	}
	if _, err := b.Fund.Post(officer, f.ID, fund.Posting{Kind: ledger.Issue, AmountWan: 80000, Note: invented + "首期"}); err != nil {
		return err
	}
	s, err := b.troubled("fund")
	if err != nil {
		return err
	}
	p := s.project
	asked, err := b.Fund.Apply(as(ctx, access.Clerk, p.RegionID), fund.Application{ProjectID: p.ID, AmountWan: 20000, Purpose: invented + "设备购置"})
	if err != nil {
		return err
	}
	accepted, err := b.Fund.Accept(officer, asked.ID, asked.Version, fund.Acceptance{FundID: f.ID})
	if err != nil {
		return err
	}
	_, err = b.Fund.Examine(officer, asked.ID, accepted.Version, fund.Record{Institution: invented + "会计师事务所", DueOn: month.Next().Last(), Checklist: []string{invented + "股权结构", invented + "对外担保"}})
	return err
}

// decide records what the meeting of the month decided.
func (b *builder) decide(ctx context.Context, month calendar.Month) error {
	funded, err := b.troubled("fund")
	if err != nil {
		return err
	}
	for _, d := range []struct {
		text, office string
		s            *site
	}{{"加快统筹用地指标审批", "nrp", b.signed()[0]}, {"一个月内完成基金尽职调查", "fundgroup", funded}} {
		_, err := b.Meeting.Decide(as(ctx, access.Secretariat, ""), month, meeting.Ruling{
			Text: invented + d.text, LeadDepartmentID: d.office, ProjectID: d.s.project.ID, DueOn: workday(month.Next().Last()),
		})
		if err != nil {
			return err
		}
	}
	return nil
}
