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
	"zhaoyin/internal/unit"
)

// supports is a closed month's land, and in the last of them the requests that are under way in the current one.
func (b *builder) supports(ctx context.Context, i int, month calendar.Month) error {
	if i == len(b.months)-1 {
		return nil
	}
	if err := b.handOver(ctx, i, month); err != nil || i != len(b.months)-2 {
		return err
	}
	return b.obstacles(ctx, month)
}

// handOver records the industrial land that three counties supply in a month, invented; with the first month that of the year before it, too, so that there is
// something to compare with.
func (b *builder) handOver(ctx context.Context, i int, month calendar.Month) error {
	b.at(month.Last(), 15)
	for k := 1; i == 0 && k <= 12; k++ {
		if err := b.parcels(ctx, k+1, month.Add(-k)); err != nil {
			return err
		}
	}
	return b.parcels(ctx, i, month)
}

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
	p := b.sites[2].project
	_, err := b.Issue.Raise(as(ctx, access.Clerk, p.RegionID), issue.Raising{
		ProjectID: p.ID, Kind: "power", Title: invented + "厂区双回路供电尚未接入", Level: issue.City,
	})
	return err
}

// quota: the first two projects ask for land of the city's pool, and the first is granted part of it.
func (b *builder) quota(ctx context.Context, month calendar.Month) error {
	officer := as(ctx, access.Land, "")
	pool, err := b.Land.OpenPool(officer, land.Opening{Year: month.Year(), Kind: land.NewLand, Name: invented + "市级统筹指标"})
	if err != nil {
		return err
	}
	if _, err := b.Land.Post(officer, pool.ID, land.Posting{Kind: ledger.Issue, AmountMu: unit.WholeMu(1200), Note: invented + "省下达"}); err != nil {
		return err
	}
	for i, s := range b.sites[:2] {
		asked, err := b.Land.Apply(as(ctx, access.Clerk, s.project.RegionID), land.Application{
			ProjectID: s.project.ID, AreaMu: unit.WholeMu(300), Kind: land.NewLand, Reason: invented + "县级指标不足",
		})
		if err != nil {
			return err
		}
		if i > 0 {
			return nil
		}
		checked, err := b.Land.Precheck(as(ctx, access.Lead, s.project.RegionID), asked.ID, asked.Version, land.Precheck{Note: invented + "符合规划"})
		if err != nil {
			return err
		}
		_, err = b.Land.Approve(officer, asked.ID, checked.Version, land.Approval{
			ApprovedMu: unit.WholeMu(260), PoolID: pool.ID, StartBy: month.Add(6).Last(), Note: invented + "按统筹指标使用办法",
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// capital: one fund, and a request under due diligence.
func (b *builder) capital(ctx context.Context, month calendar.Month) error {
	officer := as(ctx, access.Fund, "")
	f, err := b.Fund.Found(officer, fund.Registration{Name: invented + "新兴产业招商基金", Manager: "市金投集团"})
	if err != nil {
		return err
	}
	if _, err := b.Fund.Post(officer, f.ID, fund.Posting{Kind: ledger.Issue, AmountWan: 80000, Note: invented + "首期"}); err != nil {
		return err
	}
	p := b.sites[3].project
	asked, err := b.Fund.Apply(as(ctx, access.Clerk, p.RegionID), fund.Application{ProjectID: p.ID, AmountWan: 20000, Purpose: invented + "设备购置"})
	if err != nil {
		return err
	}
	accepted, err := b.Fund.Accept(officer, asked.ID, asked.Version, fund.Acceptance{FundID: f.ID})
	if err != nil {
		return err
	}
	_, err = b.Fund.Examine(officer, asked.ID, accepted.Version, fund.Record{Institution: invented + "会计师事务所", DueOn: month.Next().Last(), Checklist: []string{"股权结构", "对外担保"}})
	return err
}

// decide records what the meeting of the month decided.
func (b *builder) decide(ctx context.Context, month calendar.Month) error {
	for i, office := range []string{"nrp", "fundgroup"} {
		_, err := b.Meeting.Decide(as(ctx, access.Secretariat, ""), month, meeting.Ruling{
			Text: invented + []string{"加快统筹用地指标审批", "一个月内完成基金尽职调查"}[i], LeadDepartmentID: office, ProjectID: b.sites[2*i].project.ID,
			DueOn: month.Next().Last(),
		})
		if err != nil {
			return err
		}
	}
	return nil
}
