package transfer

import (
	"slices"
	"strings"

	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/patch"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
)

// amend takes over what the row says and the project does not, and says whether that was anything. What the row leaves out stays as it is.
func (w *work) amend(tx *store.Tx, p *project.Project) (bool, error) {
	in := project.Amendment{}
	if w.upload.Confirmed {
		in.Confirmed = patch.Of(true)
	}
	words, amounts := w.row.words(&in, p), w.row.amounts(&in, p)
	completed, moved, err := w.reinvest(tx, &in, p)
	if err != nil {
		return false, err
	}
	if !words && !amounts && !moved {
		return completed, nil
	}
	return true, w.projects.Revise(tx, p, in)
}

// words puts the texts that differ into the amendment.
func (p *Project) words(in *project.Amendment, known *project.Project) bool {
	summary := p.Summary
	if summary == "" && known.Summary == "" {
		summary = p.about()
	}
	name, industry := p.Name, p.Industry
	if project.SameName(name, known.Name) {
		name = ""
	}
	if strings.HasPrefix(known.Industry, industry) { // "C" says less than the "C3825" that is known
		industry = ""
	}
	return slices.Contains([]bool{
		word(&in.Name, name, known.Name), word(&in.Industry, industry, known.Industry), word(&in.Summary, summary, known.Summary),
		word(&in.Chain, p.Chain, known.Chain), word(&in.Channel, project.Channel(p.Channel), known.Channel),
		word(&in.NationalCode, p.NationalCode, known.NationalCode), word(&in.Site, p.Site, known.Site),
		word(&in.ContactName, p.ContactName, known.ContactName), word(&in.ContactPhone, p.ContactPhone, known.ContactPhone),
		word(&in.LeaderName, p.LeaderName, known.LeaderName),
	}, true)
}

// amounts puts the figures that differ into the amendment.
func (p *Project) amounts(in *project.Amendment, known *project.Project) bool {
	return slices.Contains([]bool{
		figure(&in.InvestmentWan, p.Investment, &known.InvestmentWan), figure(&in.FixedInvestmentWan, p.FixedInvestment, known.FixedInvestmentWan),
		figure(&in.ForeignCapitalWanUsd, p.ForeignCapital, known.ForeignCapitalWanUsd), figure(&in.OutputWan, p.Output, known.OutputWan),
		figure(&in.TaxWan, p.Tax, known.TaxWan), figure(&in.Jobs, p.Jobs, known.Jobs), figure(&in.LandMu, p.Land, known.LandMu),
		figure(&in.PlotRatio, p.PlotRatio, known.PlotRatio), figure(&in.EnergyTce, p.EnergyTce, known.EnergyTce),
	}, true)
}

func word[T ~string](f *patch.Field[T], said, known T) bool {
	if said == "" || said == known {
		return false
	}
	*f = patch.Of(said)
	return true
}

func figure[T comparable](f *patch.Field[T], said, known *T) bool {
	if said == nil || known != nil && *said == *known {
		return false
	}
	*f = patch.Of(*said)
	return true
}

// reinvest follows what the row says about the investor: it completes the credit code of the one that is known, or moves the project to another.
func (w *work) reinvest(tx *store.Tx, in *project.Amendment, p *project.Project) (completed, moved bool, err error) {
	r, known := w.row, p.Enterprise
	sameName := r.EnterpriseName == "" || project.SameName(r.EnterpriseName, known.Name)
	if sameName && (r.CreditCode == "" || r.CreditCode == known.CreditCode) {
		return false, false, nil
	}
	if sameName && known.CreditCode == "" {
		return true, false, project.ReviseInvestor(tx, known, enterprise.Amendment{CreditCode: patch.Of(r.CreditCode)})
	}
	registration := enterprise.Registration{RegionID: p.RegionID, Name: r.EnterpriseName, CreditCode: r.CreditCode}
	if registration.Name == "" {
		registration.Name = known.Name
	}
	found, err := enterprise.Ensure(tx, registration, "/enterprise")
	if err != nil || found.ID == p.EnterpriseID {
		return false, false, err
	}
	in.EnterpriseID = patch.Of(found.ID)
	return false, true, nil
}
