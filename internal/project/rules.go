package project

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"zhaoyin/internal/fault"
	"zhaoyin/internal/org"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// RuleVersion names the stage rules that a line of history was decided by.
const RuleVersion = "2026-1"

// Bounds of what a manufacturing project plausibly is. Outside them somebody has probably typed 亿元 for 万元 or the other way round;
// who is sure says so with "confirmed".
const (
	leastInvestment unit.Wan = 1000    // the smallest kind that is tracked at all: natives' projects of 1,000 万元
	mostInvestment  unit.Wan = 5000000 // 500 亿元
	leastPerMu      unit.Wan = 20      // 万元/亩
	mostPerMu       unit.Wan = 20000
)

var (
	errSlip     = fault.Define(fault.Invalid, "project.slip", "总投资 %s 万元（%s 亿元）不合常理，是否把“亿元”和“万元”弄混了？确认无误请勾选“已核对”。", "A total investment of %s 万元 (%s 亿元) is implausible: was 亿元 taken for 万元? If it is right, send confirmed: true.")
	errPerMu    = fault.Define(fault.Invalid, "project.perMu", "亩均投资 %s 万元/亩不合常理，请核对总投资与用地面积；确认无误请勾选“已核对”。", "%s 万元 per mu is implausible; check investment and land. If it is right, send confirmed: true.")
	errFixed    = fault.Define(fault.Invalid, "project.fixed", "固定资产投资不能大于总投资（%s 万元）。", "Fixed investment cannot exceed the total (%s 万元).")
	errNegative = fault.Define(fault.Invalid, "project.negative", "不能为负数。", "Must not be negative.")
	errShares   = fault.Define(fault.Invalid, "project.shares", "分享比例合计应为 100%%，现为 %d%%。", "The shares must add up to 100%%, not %d%%.")
)

// check holds a project to its rules and gathers every complaint.
func (s *Service) check(tx *store.Tx, p *Project, confirmed bool) error {
	var bad fault.List
	p.checkWords(&bad)
	p.checkAmounts(&bad)
	if !confirmed {
		p.checkPlausible(&bad)
	}
	if err := p.checkReferences(tx, &bad); err != nil {
		return err
	}
	return bad.Err()
}

func (p *Project) checkWords(bad *fault.List) {
	bad.Check(p.NameKey != "", "/name", fault.Required)
	if p.NationalCode == "" {
		return
	}
	if err := CheckNationalCode(p.NationalCode, p.RegionID); err != nil {
		found, _ := fault.Find(err)
		bad.Add("/nationalCode", found.Fault, found.Args...)
	}
}

func (p *Project) checkAmounts(bad *fault.List) {
	bad.Check(p.InvestmentWan > 0, "/investmentWan", fault.Range, 1, int64(unit.Limit))
	amounts := []struct {
		pointer string
		value   *unit.Wan
	}{
		{"/fixedInvestmentWan", p.FixedInvestmentWan}, {"/foreignCapitalWanUsd", p.ForeignCapitalWanUsd},
		{"/outputWan", p.OutputWan}, {"/taxWan", p.TaxWan},
	}
	for _, a := range amounts {
		bad.Check(a.value == nil || *a.value >= 0, a.pointer, errNegative)
	}
	bad.Check(p.Jobs == nil || *p.Jobs >= 0, "/jobs", errNegative)
	bad.Check(p.EnergyTce == nil || *p.EnergyTce >= 0, "/energyTce", errNegative)
	bad.Check(p.LandMu == nil || *p.LandMu >= 0, "/landMu", errNegative)
	bad.Check(p.PlotRatio == nil || *p.PlotRatio >= 0, "/plotRatio", errNegative)
	if p.FixedInvestmentWan != nil && *p.FixedInvestmentWan > p.InvestmentWan {
		bad.Add("/fixedInvestmentWan", errFixed, p.InvestmentWan.String())
	}
	p.checkShares(bad)
}

func (p *Project) checkShares(bad *fault.List) {
	if len(p.CreditShares) == 0 {
		return
	}
	sum := 0
	for _, share := range p.CreditShares {
		sum += share.Percent
	}
	bad.Check(sum == 100, "/creditShares", errShares, sum)
}

func (p *Project) checkPlausible(bad *fault.List) {
	if p.InvestmentWan <= 0 {
		return
	}
	if p.InvestmentWan < leastInvestment || p.InvestmentWan > mostInvestment {
		bad.Add("/investmentWan", errSlip, p.InvestmentWan.String(), p.InvestmentWan.Yi())
		return
	}
	if p.LandMu == nil || *p.LandMu <= 0 {
		return
	}
	perMu, err := unit.PerMu(p.InvestmentWan, *p.LandMu)
	if err != nil || perMu < leastPerMu || perMu > mostPerMu {
		bad.Add("/landMu", errPerMu, perMu.String())
	}
}

// checkReferences looks up what the project names: county, industry, chain.
func (p *Project) checkReferences(tx *store.Tx, bad *fault.List) error {
	_, known := org.FindIndustry(p.Industry)
	bad.Check(known, "/industry", fault.NoSuch, p.Industry)
	if p.RegionID == "" {
		bad.Add("/regionId", fault.Required)
	} else if err := checkRegion(tx, bad, "/regionId", p.RegionID); err != nil {
		return err
	}
	for i, share := range p.CreditShares {
		if err := checkRegion(tx, bad, "/creditShares/"+string(rune('0'+i))+"/regionId", share.RegionID); err != nil {
			return err
		}
	}
	if p.OriginRegionID != "" {
		if err := checkRegion(tx, bad, "/originRegionId", p.OriginRegionID); err != nil {
			return err
		}
	}
	if p.Chain == "" {
		return nil
	}
	_, err := store.Get[org.Chain](tx, p.Chain)
	if fault.KindOf(err) == fault.Missing {
		bad.Add("/chain", fault.NoSuch, p.Chain)
		return nil
	}
	return err
}

func checkRegion(tx *store.Tx, bad *fault.List, pointer, id string) error {
	r, err := store.Get[org.Region](tx, id)
	if fault.KindOf(err) == fault.Missing || err == nil && !r.Reports() {
		bad.Add(pointer, fault.NoSuch, id)
		return nil
	}
	return err
}

// nameKey is a name without what people write differently: width, case, spaces, punctuation.
func nameKey(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKC.String(name))
}
