package project

import (
	"context"
	"strings"

	"zhaoyin/internal/access"
	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/figure"
	"zhaoyin/internal/patch"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// Amendment is a merge patch of a project: absent leaves a fact alone, null makes it unknown. County, code, stage and counting are not
// among its fields: they change by their own calls.
type Amendment struct {
	EnterpriseID   patch.Field[string]  `json:"enterpriseId"`
	OriginRegionID patch.Field[string]  `json:"originRegionId"`
	CreditShares   patch.Field[[]Share] `json:"creditShares"`
	Name           patch.Field[string]  `json:"name"`
	Summary        patch.Field[string]  `json:"summary"`
	Industry       patch.Field[string]  `json:"industry"`
	Chain          patch.Field[string]  `json:"chain"`
	Channel        patch.Field[Channel] `json:"channel"`

	InvestmentWan        patch.Field[unit.Wan]   `json:"investmentWan"`
	FixedInvestmentWan   patch.Field[unit.Wan]   `json:"fixedInvestmentWan"`
	ForeignCapitalWanUsd patch.Field[unit.Wan]   `json:"foreignCapitalWanUsd"`
	OutputWan            patch.Field[unit.Wan]   `json:"outputWan"`
	TaxWan               patch.Field[unit.Wan]   `json:"taxWan"`
	Jobs                 patch.Field[int64]      `json:"jobs"`
	LandMu               patch.Field[unit.Mu]    `json:"landMu"`
	PlotRatio            patch.Field[unit.Ratio] `json:"plotRatio"`
	EnergyTce            patch.Field[int64]      `json:"energyTce"`

	NationalCode patch.Field[string] `json:"nationalCode"`
	Site         patch.Field[string] `json:"site"`
	ContactName  patch.Field[string] `json:"contactName"`
	ContactPhone patch.Field[string] `json:"contactPhone"`
	LeaderName   patch.Field[string] `json:"leaderName"`
	Stage        patch.Field[Stage]  `json:"stage"` // lead and negotiating only; further stages are reached by milestones

	Reason    patch.Field[string] `json:"reason"` // why, for the restatement of a closed month
	Confirmed patch.Field[bool]   `json:"confirmed"`
}

var errStage = fault.Define(fault.Invalid, "project.stage", "签约及以后的阶段由核实的节点推进，此处只能在“线索”“在谈”之间调整。", "From signing on, verified milestones move the stage; here it can only change between lead and negotiating.")

// Amend changes the facts of a project that is still at the version the caller saw.
func (s *Service) Amend(ctx context.Context, id string, version int64, in Amendment) (*Project, error) {
	var p *Project
	err := s.db.Write(ctx, access.ProjectAmend, func(tx *store.Tx) error {
		var err error
		if p, err = open(tx, id, version); err != nil {
			return err
		}
		return s.amend(tx, p, in)
	})
	return p, err
}

func (s *Service) amend(tx *store.Tx, p *Project, in Amendment) error {
	before := *p
	if err := in.apply(p); err != nil {
		return err
	}
	if err := s.check(tx, p, in.Confirmed.Value); err != nil {
		return err
	}
	if err := in.reinvest(tx, p); err != nil {
		return err
	}
	p.Counts, p.CountsReason = rejudge(before.Counts, p.Industry, p.InvestmentWan, s.threshold)
	cause := figure.Cause{
		ProjectID: p.ID, Field: "investmentWan", Before: before.InvestmentWan.String(),
		After: p.InvestmentWan.String(), Reason: in.Reason.Value,
	}
	if err := figure.Change(tx, cause, func() error { return store.Update(tx, p) }); err != nil {
		return err
	}
	p.fill()
	return tx.Emit("project.amended", p.ID, p.RegionID, p)
}

// reinvest follows a change of name or investor: both are what first-report priority looks at.
func (in Amendment) reinvest(tx *store.Tx, p *Project) error {
	if !in.EnterpriseID.Set && !in.Name.Set {
		return nil
	}
	if in.EnterpriseID.Set {
		e, err := store.Get[enterprise.Enterprise](tx, in.EnterpriseID.Value)
		if fault.KindOf(err) == fault.Missing || err == nil && e.RegionID != p.RegionID {
			return fault.NoSuch.At("/enterpriseId", in.EnterpriseID.Value)
		}
		if err != nil {
			return err
		}
		p.Enterprise, p.EnterpriseID = e, e.ID
	}
	return firstReport(tx, p)
}

// apply merges the patch into the project.
func (in Amendment) apply(p *Project) error {
	var bad fault.List
	bad.Check(!in.Name.Null, "/name", fault.Required)
	bad.Check(!in.Industry.Null, "/industry", fault.Required)
	bad.Check(!in.InvestmentWan.Null, "/investmentWan", fault.Required)
	bad.Check(!in.EnterpriseID.Null, "/enterpriseId", fault.Required)
	in.applyWords(p, &bad)
	in.applyAmounts(p)
	in.applyStage(p, &bad)
	return bad.Err()
}

func (in Amendment) applyWords(p *Project, bad *fault.List) {
	texts := []struct {
		pointer string
		field   patch.Field[string]
		target  *string
		most    int
	}{
		{"/name", in.Name, &p.Name, 200}, {"/summary", in.Summary, &p.Summary, 4000}, {"/industry", in.Industry, &p.Industry, 10},
		{"/chain", in.Chain, &p.Chain, 50}, {"/nationalCode", in.NationalCode, &p.NationalCode, 40}, {"/site", in.Site, &p.Site, 200},
		{"/contactName", in.ContactName, &p.ContactName, 50}, {"/contactPhone", in.ContactPhone, &p.ContactPhone, 40},
		{"/leaderName", in.LeaderName, &p.LeaderName, 50}, {"/originRegionId", in.OriginRegionID, &p.OriginRegionID, 20},
	}
	for _, t := range texts {
		bad.Check(len([]rune(t.field.Value)) <= t.most, t.pointer, fault.Length, 0, t.most)
		t.field.Into(t.target)
	}
	p.Name = strings.TrimSpace(p.Name)
	p.NameKey = nameKey(p.Name)
	in.CreditShares.Into(&p.CreditShares)
	if in.Channel.Set {
		bad.Check(isChannel(in.Channel.Value), "/channel", fault.Choice, "general, enclave, mountainSea, native, fund")
		p.Channel = in.Channel.Value
	}
}

func (in Amendment) applyAmounts(p *Project) {
	in.InvestmentWan.Into(&p.InvestmentWan)
	in.FixedInvestmentWan.IntoOptional(&p.FixedInvestmentWan)
	in.ForeignCapitalWanUsd.IntoOptional(&p.ForeignCapitalWanUsd)
	in.OutputWan.IntoOptional(&p.OutputWan)
	in.TaxWan.IntoOptional(&p.TaxWan)
	in.Jobs.IntoOptional(&p.Jobs)
	in.LandMu.IntoOptional(&p.LandMu)
	in.PlotRatio.IntoOptional(&p.PlotRatio)
	in.EnergyTce.IntoOptional(&p.EnergyTce)
}

func (in Amendment) applyStage(p *Project, bad *fault.List) {
	if !in.Stage.Set || in.Stage.Value == p.Stage {
		return
	}
	early := func(s Stage) bool { return s == Lead || s == Negotiating }
	bad.Check(early(in.Stage.Value) && early(p.Stage), "/stage", errStage)
	p.Stage = in.Stage.Value
}

func isChannel(c Channel) bool {
	for _, channel := range Channels {
		if channel == c {
			return true
		}
	}
	return false
}
