package project

import (
	"context"
	"strconv"
	"strings"

	"zhaoyin/internal/access"
	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/figure"
	"zhaoyin/internal/patch"
	"zhaoyin/internal/period"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// Amendment is a merge patch of a project: absent leaves a fact alone, null makes it unknown. County, code, stage and counting are not
// among its fields: they change by their own calls.
type Amendment struct {
	EnterpriseID   patch.Field[string]  `json:"enterpriseId"`
	OriginRegionID patch.Field[string]  `json:"originRegionId"`
	CreditShares   patch.Field[[]Share] `json:"creditShares" validate:"max=10"`
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
	Stage        patch.Field[Stage]  `json:"stage"` // from lead to negotiating only; further stages are reached by milestones, and back goes the secretariat

	Reason    patch.Field[string] `json:"reason"` // why, for the restatement of a closed month
	Confirmed patch.Field[bool]   `json:"confirmed"`

	DuplicateReason patch.Field[string] `json:"duplicateReason" validate:"max=500"` // the city's, where the new name or investor has been reported first elsewhere

	form fault.List
}

// Gather takes what the form shows, which comes with what the rules find.
func (in *Amendment) Gather(form fault.List) { in.form = form }

var (
	errStage = fault.Define(fault.Invalid, "project.stage", "签约及以后的阶段由核实的节点推进，此处只能由“线索”改为“在谈”。", "From signing on, verified milestones move the stage; here it can only go from lead to negotiating.")
	errBack  = fault.Define(fault.Invalid, "project.back", "退回到“线索”须由市投资促进中心说明理由后退回（POST /projects/{id}/regression），不能直接修改。", "Only the secretariat takes a project back to lead, with a reason: POST /projects/{id}/regression.")
)

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
	if err := s.merge(tx, p, in); err != nil {
		return err
	}
	if p.NameKey != before.NameKey || p.EnterpriseID != before.EnterpriseID || p.NationalCode != before.NationalCode {
		if err := firstReport(tx, p, in.DuplicateReason.Value); err != nil {
			return err
		}
	}
	p.Counts, p.CountsReason = rejudge(before.Counted, p.Industry, p.InvestmentWan, s.threshold)
	p.Counted = before.Counted || p.Counts
	cause := amended(&before, p)
	cause.Reason = fault.Words(in.Reason.Value)
	if err := figure.Change(tx, cause, func() error { return in.keep(tx, &before, p) }); err != nil {
		return err
	}
	p.fill()
	return tx.Emit("project.amended", p.ID, p.RegionID, p)
}

// amended names what can move the figures of closed months: the industry, the investment, or both, joined by commas as their values are. Where it is neither,
// another threshold has been set since the project was judged.
func amended(before, p *Project) figure.Cause {
	var fields, was, is []string
	for _, f := range []struct{ name, was, is string }{
		{"industry", before.Industry, p.Industry},
		{"investmentWan", before.InvestmentWan.String(), p.InvestmentWan.String()},
	} {
		if f.was != f.is {
			fields, was, is = append(fields, f.name), append(was, f.was), append(is, f.is)
		}
	}
	if len(fields) == 0 {
		return figure.Cause{ProjectID: p.ID, Field: "counts", Before: strconv.FormatBool(before.Counts), After: strconv.FormatBool(p.Counts)}
	}
	return figure.Cause{ProjectID: p.ID, Field: strings.Join(fields, ","), Before: strings.Join(was, ","), After: strings.Join(is, ",")}
}

// merge puts the patch into the project and gathers every complaint.
func (s *Service) merge(tx *store.Tx, p *Project, in Amendment) error {
	form := append(fault.List(nil), in.form...)
	in.apply(p, &form)
	var bad fault.List
	if err := s.check(tx, p, in.Confirmed.Value, &bad); err != nil {
		return err
	}
	if in.CreditShares.Set {
		if err := checkShares(tx, p.RegionID, p.CreditShares, &bad); err != nil {
			return err
		}
	}
	if in.EnterpriseID.Set && !in.EnterpriseID.Null {
		e, err := investor(tx, p, in.EnterpriseID.Value, &bad)
		if err != nil {
			return err
		}
		if e != nil {
			p.Enterprise, p.EnterpriseID = e, e.ID
		}
	}
	return form.With(bad).Err()
}

// keep writes the amended project, with a line of history when it has come on from lead to negotiating.
func (in Amendment) keep(tx *store.Tx, before, p *Project) error {
	if err := store.Update(tx, p); err != nil || p.Stage == before.Stage {
		return err
	}
	move := &Move{
		FromStage: before.Stage, ToStage: p.Stage, FromCondition: p.Condition, ToCondition: p.Condition,
		EffectiveOn: tx.Today(), Reason: fault.Words(in.Reason.Value), Source: "amendment",
	}
	if err := record(tx, p, move); err != nil {
		return err
	}
	return tx.Emit("project.moved", p.ID, p.RegionID, move)
}

// record writes a line of a project's history, in the open month if there is one.
func record(tx *store.Tx, p *Project, move *Move) error {
	move.RegionID, move.ProjectID, move.RuleVersion = p.RegionID, p.ID, RuleVersion
	open, err := period.Current(tx)
	switch {
	case err == nil:
		move.Month = open.Month
	case fault.KindOf(err) != fault.Conflict:
		return err
	}
	return store.Insert(tx, move)
}

// apply merges the patch into the project.
func (in Amendment) apply(p *Project, bad *fault.List) {
	bad.Check(!in.Name.Null, "/name", fault.Required)
	bad.Check(!in.Industry.Null, "/industry", fault.Required)
	bad.Check(!in.InvestmentWan.Null, "/investmentWan", fault.Required)
	bad.Check(!in.EnterpriseID.Null, "/enterpriseId", fault.Required)
	in.applyWords(p, bad)
	in.applyAmounts(p)
	in.applyStage(p, bad)
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
		least := 0
		if t.pointer == "/name" {
			least = 1
		}
		bad.Check(len([]rune(t.field.Value)) <= t.most, t.pointer, fault.Length, least, t.most)
		t.field.Into(t.target)
	}
	p.Name = fault.Words(p.Name)
	p.NameKey = enterprise.NameKey(p.Name)
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
	back := p.Stage == Negotiating && in.Stage.Value == Lead
	bad.Check(!back, "/stage", errBack)
	bad.Check(back || p.Stage == Lead && in.Stage.Value == Negotiating, "/stage", errStage)
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
