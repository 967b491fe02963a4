package project

import (
	"math/big"

	"zhaoyin/internal/fault"
	"zhaoyin/internal/org"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// RuleVersion names the stage rules that a line of history was decided by.
const RuleVersion = "2026-3"

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
	errPerMu    = fault.Define(fault.Invalid, "project.perMu", "亩均投资约 %s 万元/亩，不在 %s 至 %s 万元/亩之间，请核对总投资与用地面积；确认无误请勾选“已核对”。", "About %s 万元 per mu is not between %s and %s; check investment and land. If it is right, send confirmed: true.")
	errFixed    = fault.Define(fault.Invalid, "project.fixed", "固定资产投资不能大于总投资（%s 万元）。", "Fixed investment cannot exceed the total (%s 万元).")
	errNegative = fault.Define(fault.Invalid, "project.negative", "不能为负数。", "Must not be negative.")
)

// check holds a project to its rules and gathers every complaint.
func (s *Service) check(tx *store.Tx, p *Project, confirmed bool, bad *fault.List) error {
	p.checkWords(bad)
	p.checkAmounts(bad)
	if !confirmed {
		p.checkPlausible(bad)
	}
	return p.checkReferences(tx, bad)
}

func (p *Project) checkWords(bad *fault.List) {
	for _, f := range []struct {
		pointer string
		text    *string
	}{
		{"/name", &p.Name}, {"/site", &p.Site}, {"/contactName", &p.ContactName}, {"/contactPhone", &p.ContactPhone}, {"/leaderName", &p.LeaderName},
	} {
		*f.text = fault.Words(*f.text)
		bad.Check(fault.IsOneLine(*f.text), f.pointer, fault.OneLine)
	}
	bad.Check(p.NameKey != "", "/name", fault.Required)
	p.NationalCode = fault.Words(p.NationalCode)
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
	// Compared as they are: 19.997 is below 20 though it prints as 20. Neither product comes near the end of int64, as the investment is plausible here.
	const hundredths = 100
	invested, area := int64(p.InvestmentWan)*hundredths, int64(*p.LandMu)
	if invested < int64(leastPerMu)*area || invested > int64(mostPerMu)*area {
		bad.Add("/landMu", errPerMu, perMuOutside(invested, area), leastPerMu.String(), mostPerMu.String())
	}
}

// perMuOutside is investment per mu that is outside the bounds, with as many decimals as show it there: 19.997 is not told as 20.
func perMuOutside(invested, area int64) string {
	exact := big.NewRat(invested, area)
	for places := 0; ; places++ { // ends: with enough decimals the text is as near to what is outside as one likes
		text := exact.FloatString(places)
		shown, _ := new(big.Rat).SetString(text) // cannot fail: it is a number
		if shown.Cmp(big.NewRat(int64(leastPerMu), 1)) < 0 || shown.Cmp(big.NewRat(int64(mostPerMu), 1)) > 0 {
			return text
		}
	}
}

// checkReferences looks up what the project names: county, industry, chain.
func (p *Project) checkReferences(tx *store.Tx, bad *fault.List) error {
	_, known := org.FindIndustry(p.Industry)
	bad.Check(p.Industry != "", "/industry", fault.Required)
	bad.Check(known || p.Industry == "", "/industry", fault.NoSuch, p.Industry)
	if p.RegionID == "" {
		bad.Add("/regionId", fault.Required)
	} else if err := checkRegion(tx, bad, "/regionId", p.RegionID); err != nil {
		return err
	}
	if p.OriginRegionID != "" {
		if err := checkRegion(tx, bad, "/originRegionId", p.OriginRegionID); err != nil {
			return err
		}
	}
	if p.Chain == "" {
		return nil
	}
	c, err := store.Get[org.Chain](tx, p.Chain)
	if fault.KindOf(err) == fault.Missing {
		bad.Add("/chain", fault.NoSuch, p.Chain)
		return nil
	}
	if err != nil || c.Active {
		return err
	}
	had, err := store.Count[Project](tx, store.Where("id = ? AND chain = ?", p.ID, p.Chain))
	bad.Check(had > 0, "/chain", org.ErrInactive, p.Chain)
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
