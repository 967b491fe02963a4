package project

import (
	"context"
	"fmt"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/figure"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// Registration is what a client sends to register a project. Either EnterpriseID names a registered enterprise of the county, or
// Enterprise is found by its credit code (or name) or registered along.
type Registration struct {
	RegionID       string                   `json:"regionId,omitempty"` // the caller's own county when empty
	OriginRegionID string                   `json:"originRegionId,omitempty"`
	CreditShares   []Share                  `json:"creditShares,omitempty" validate:"max=10,dive"`
	EnterpriseID   string                   `json:"enterpriseId,omitempty"`
	Enterprise     *enterprise.Registration `json:"enterprise,omitempty"`
	Name           string                   `json:"name" validate:"required,max=200"`
	SourceID       string                   `json:"sourceId,omitempty" validate:"max=100"` // the id in the system it was taken from
	Summary        string                   `json:"summary,omitempty" validate:"max=4000"`
	Industry       string                   `json:"industry" validate:"required"`
	Chain          string                   `json:"chain,omitempty"`
	Channel        Channel                  `json:"channel,omitempty" validate:"omitempty,oneof=general enclave mountainSea native fund"`

	InvestmentWan        unit.Wan    `json:"investmentWan" validate:"required"`
	FixedInvestmentWan   *unit.Wan   `json:"fixedInvestmentWan,omitempty"`
	ForeignCapitalWanUsd *unit.Wan   `json:"foreignCapitalWanUsd,omitempty"`
	OutputWan            *unit.Wan   `json:"outputWan,omitempty"`
	TaxWan               *unit.Wan   `json:"taxWan,omitempty"`
	Jobs                 *int64      `json:"jobs,omitempty"`
	LandMu               *unit.Mu    `json:"landMu,omitempty"`
	PlotRatio            *unit.Ratio `json:"plotRatio,omitempty"`
	EnergyTce            *int64      `json:"energyTce,omitempty"`

	NationalCode string `json:"nationalCode,omitempty" validate:"max=40"`
	Site         string `json:"site,omitempty" validate:"max=200"`
	ContactName  string `json:"contactName,omitempty" validate:"max=50"`
	ContactPhone string `json:"contactPhone,omitempty" validate:"max=40"`
	LeaderName   string `json:"leaderName,omitempty" validate:"max=50"`
	Stage        Stage  `json:"stage,omitempty" validate:"omitempty,oneof=lead negotiating"`

	Confirmed       bool   `json:"confirmed,omitempty"`                          // the caller has checked a figure that looks like a slip
	DuplicateReason string `json:"duplicateReason,omitempty" validate:"max=500"` // the city's reason for a second project of one name or enterprise

	form fault.List
}

// Gather takes what the form shows, which comes with what the rules find.
func (in *Registration) Gather(form fault.List) { in.form = form }

// Register registers a project: its investor, code, counting and first-report priority, in one unit of work.
func (s *Service) Register(ctx context.Context, in Registration) (*Project, error) {
	var p *Project
	err := s.db.Write(ctx, access.ProjectCreate, func(tx *store.Tx) error {
		var err error
		p, err = s.Enroll(tx, in)
		return err
	})
	return p, err
}

// Enroll joins a unit of work to register a project.
func (s *Service) Enroll(tx *store.Tx, in Registration) (*Project, error) {
	p, err := s.draft(tx, in)
	if err != nil {
		return nil, err
	}
	if err := s.examine(tx, p, in); err != nil {
		return nil, err
	}
	if err := number(tx, p); err != nil {
		return nil, err
	}
	if err := firstReport(tx, p, in.DuplicateReason); err != nil {
		return nil, err
	}
	return p, keep(tx, p)
}

// examine finds the project's investor and gathers every complaint.
func (s *Service) examine(tx *store.Tx, p *Project, in Registration) error {
	var bad fault.List
	if err := s.check(tx, p, in.Confirmed, &bad); err != nil {
		return err
	}
	if err := checkShares(tx, p.RegionID, p.CreditShares, &bad); err != nil {
		return err
	}
	var err error
	if p.Enterprise, err = invest(tx, p, in, &bad); err != nil {
		return err
	}
	return in.form.With(bad).Err()
}

// draft makes the project of a registration, before any rule has judged it.
func (s *Service) draft(tx *store.Tx, in Registration) (*Project, error) {
	p := &Project{
		RegionID: in.RegionID, OriginRegionID: in.OriginRegionID, CreditShares: in.CreditShares,
		Name: fault.Words(in.Name), NameKey: enterprise.NameKey(in.Name), SourceID: in.SourceID, Summary: in.Summary,
		Industry: in.Industry, Chain: in.Chain, Channel: in.Channel,
		InvestmentWan: in.InvestmentWan, RegisteredWan: in.InvestmentWan, FixedInvestmentWan: in.FixedInvestmentWan,
		ForeignCapitalWanUsd: in.ForeignCapitalWanUsd, OutputWan: in.OutputWan, TaxWan: in.TaxWan, Jobs: in.Jobs,
		LandMu: in.LandMu, PlotRatio: in.PlotRatio, EnergyTce: in.EnergyTce, NationalCode: in.NationalCode,
		Site: in.Site, ContactName: in.ContactName, ContactPhone: in.ContactPhone, LeaderName: in.LeaderName,
		Stage: in.Stage, Condition: Active, Light: Green,
	}
	if p.RegionID == "" {
		p.RegionID = tx.Actor.RegionID
	}
	if tx.Grant.Limited() && p.RegionID != tx.Grant.Region {
		return nil, store.ErrBeyond.With()
	}
	if p.Channel == "" {
		p.Channel = General
	}
	if p.Stage == "" {
		p.Stage = Lead
	}
	p.Counts, p.CountsReason = judge(p.Industry, p.InvestmentWan, s.threshold)
	p.Counted = p.Counts
	return p, nil
}

// keep writes a new project with its investor, its first line of history and its place in the figures.
func keep(tx *store.Tx, p *Project) error {
	if err := enterprise.Keep(tx, p.Enterprise); err != nil {
		return err
	}
	p.ID, p.EnterpriseID = store.NewID(), p.Enterprise.ID
	cause := figure.Cause{ProjectID: p.ID, Field: "registered"}
	err := figure.Change(tx, cause, func() error { return store.Insert(tx, p) })
	if err != nil {
		return err
	}
	p.fill()
	first := &Move{
		RegionID: p.RegionID, ProjectID: p.ID, FromStage: p.Stage, ToStage: p.Stage, FromCondition: Active, ToCondition: Active,
		EffectiveOn: tx.Today(), RuleVersion: RuleVersion, Source: "registration",
	}
	if err := store.Insert(tx, first); err != nil {
		return err
	}
	return tx.Emit("project.registered", p.ID, p.RegionID, p)
}

// invest finds the investor within the project's county, or drafts the one to be registered along.
func invest(tx *store.Tx, p *Project, in Registration, bad *fault.List) (*enterprise.Enterprise, error) {
	switch {
	case in.EnterpriseID != "":
		return investor(tx, p, in.EnterpriseID, bad)
	case in.Enterprise == nil:
		bad.Add("/enterprise", fault.Required)
		return nil, nil //nolint:nilnil // the complaint is in the list, and nothing goes on after it
	}
	in.Enterprise.RegionID = p.RegionID
	return enterprise.Look(tx, *in.Enterprise, "/enterprise", bad)
}

// investor reads an enterprise of the project's county.
func investor(tx *store.Tx, p *Project, id string, bad *fault.List) (*enterprise.Enterprise, error) {
	e, err := store.Get[enterprise.Enterprise](tx, id)
	if fault.KindOf(err) == fault.Missing || err == nil && e.RegionID != p.RegionID {
		bad.Add("/enterpriseId", fault.NoSuch, id)
		return nil, nil //nolint:nilnil // the complaint is in the list, and nothing goes on after it
	}
	return e, err
}

// number gives the project its readable code: region, year of registration, running number.
func number(tx *store.Tx, p *Project) error {
	year := calendar.DateOf(tx.Now).Year()
	n, err := nextNumber(tx, p.RegionID, year)
	p.Code = fmt.Sprintf("%s-%d-%04d", p.RegionID, year, n)
	return err
}
