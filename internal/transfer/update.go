package transfer

import (
	"fmt"
	"slices"
	"strings"

	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/patch"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/vocabulary"
)

var (
	warnFellBelow  = fault.Define(fault.Invalid, "import.fellBelow", "总投资由 %s 万元降为 %s 万元，低于门槛：仍计入并标注，请核对。", "The investment falls from %s to %s 万元, below the threshold: the project still counts and is flagged; check it.")
	warnCountsLost = fault.Define(fault.Invalid, "import.countsLost", "改为“%s”后不是制造业，项目不再计入，请核对。", "With “%s” it is no manufacturing any more and no longer counts; check it.")
	warnReinvested = fault.Define(fault.Invalid, "import.reinvested", "投资方由“%s”改为“%s”，请核对。", "The investor changes from “%s” to “%s”; check it.")
)

// amend takes over what the row says and the project does not, and says whether that was anything. What the row leaves out stays as it is.
func (w *work) amend(tx *store.Tx, p *project.Project) (bool, error) {
	in := project.Amendment{}
	if w.upload.Confirmed {
		in.Confirmed = patch.Of(true)
	}
	before := *p
	words, amounts := w.row.words(&in, p), w.row.amounts(&in, p)
	completed, moved, err := w.reinvest(tx, &in, p)
	if err != nil {
		return false, err
	}
	if !words && !amounts && !moved {
		return completed, nil
	}
	if err := w.projects.Revise(tx, p, in); err != nil {
		return true, err
	}
	w.doubt(&before, p)
	return true, nil
}

// doubt questions a change after which the project counts no longer, or only still.
func (w *work) doubt(before, after *project.Project) {
	switch {
	case before.Counts && !after.Counts:
		w.question("industry", note(after.Industry, warnCountsLost, after.Industry))
	case after.CountsReason == project.FellBelow && before.CountsReason != project.FellBelow:
		amount := after.InvestmentWan.String()
		w.question("investmentWan", note(amount, warnFellBelow, before.InvestmentWan.String(), amount))
	}
	if before.EnterpriseID != after.EnterpriseID {
		w.question("enterprise.name", note(after.Enterprise.Name, warnReinvested, before.Enterprise.Name, after.Enterprise.Name))
	}
}

func (w *work) question(field string, n Note) {
	w.row.Warn(w.sheet.Column(field), field, w.sheet.text(w.row.Row, field), n)
}

// words puts the texts that differ into the amendment.
func (p *Project) words(in *project.Amendment, known *project.Project) bool {
	summary := p.Summary
	if summary == "" && known.Summary == "" {
		summary = p.about()
	}
	name, industry := p.Name, p.Industry
	if p.StatedCode == "" && project.SameName(name, known.Name) { // found by its name, it has only been written differently
		name = ""
	}
	if strings.HasPrefix(known.Industry, industry) { // "C" says less than the "C3825" that is known
		industry = ""
	}
	r := &p.RowResult
	return slices.Contains([]bool{
		word(r, "name", &in.Name, name, known.Name), word(r, "industry", &in.Industry, industry, known.Industry),
		word(r, "summary", &in.Summary, summary, known.Summary), word(r, "chain", &in.Chain, p.Chain, known.Chain),
		word(r, "channel", &in.Channel, project.Channel(p.Channel), known.Channel),
		word(r, "nationalCode", &in.NationalCode, p.NationalCode, known.NationalCode), word(r, "site", &in.Site, p.Site, known.Site),
		word(r, "contactName", &in.ContactName, p.ContactName, known.ContactName),
		word(r, "contactPhone", &in.ContactPhone, p.ContactPhone, known.ContactPhone),
		word(r, "leaderName", &in.LeaderName, p.LeaderName, known.LeaderName),
	}, true)
}

// amounts puts the figures that differ into the amendment.
func (p *Project) amounts(in *project.Amendment, known *project.Project) bool {
	r := &p.RowResult
	return slices.Contains([]bool{
		figure(r, "investmentWan", &in.InvestmentWan, p.Investment, &known.InvestmentWan),
		figure(r, "fixedInvestmentWan", &in.FixedInvestmentWan, p.FixedInvestment, known.FixedInvestmentWan),
		figure(r, "foreignCapitalWanUsd", &in.ForeignCapitalWanUsd, p.ForeignCapital, known.ForeignCapitalWanUsd),
		figure(r, "outputWan", &in.OutputWan, p.Output, known.OutputWan), figure(r, "taxWan", &in.TaxWan, p.Tax, known.TaxWan),
		figure(r, "jobs", &in.Jobs, p.Jobs, known.Jobs), figure(r, "landMu", &in.LandMu, p.Land, known.LandMu),
		figure(r, "plotRatio", &in.PlotRatio, p.PlotRatio, known.PlotRatio), figure(r, "energyTce", &in.EnergyTce, p.EnergyTce, known.EnergyTce),
	}, true)
}

func word[T ~string](r *RowResult, field string, f *patch.Field[T], said, known T) bool {
	if said == "" || said == known {
		return false
	}
	*f = patch.Of(said)
	r.change(field, spoken(field, string(known)), spoken(field, string(said)))
	return true
}

// spoken is a value as people say it: a channel by its name.
func spoken(field, value string) string {
	if field == "channel" {
		return vocabulary.Label(vocabulary.Channel, value, "zh")
	}
	return value
}

func figure[T comparable](r *RowResult, field string, f *patch.Field[T], said, known *T) bool {
	if said == nil || known != nil && *said == *known {
		return false
	}
	*f = patch.Of(*said)
	before := ""
	if known != nil {
		before = fmt.Sprint(*known)
	}
	r.change(field, before, fmt.Sprint(*said))
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
		r.change("enterprise.creditCode", "", r.CreditCode)
		return true, false, investors(project.ReviseInvestor(tx, known, enterprise.Amendment{CreditCode: patch.Of(r.CreditCode)}))
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
	r.change("enterprise.name", known.Name, found.Name)
	return false, true, nil
}

// investors makes complaints about an enterprise's own fields complaints about the investor of the row. One about the enterprise as a whole is about its credit
// code, which alone is new; that it was reported first elsewhere keeps what it conflicts with.
func investors(err error) error {
	found, ok := complaint(err)
	if !ok || len(found.Extra) > 0 {
		return err
	}
	if len(found.Fields) == 0 {
		return found.Fault.At("/enterprise/creditCode", found.Args...)
	}
	var bad fault.List
	for _, f := range found.Fields {
		bad.Add("/enterprise"+f.Pointer, f.Fault, f.Args...)
	}
	return bad.Err()
}
