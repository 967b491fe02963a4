package meeting

import (
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fund"
	"zhaoyin/internal/issue"
	"zhaoyin/internal/land"
	"zhaoyin/internal/review"
	"zhaoyin/internal/store"
)

// resources are the figures of joint review, land, fund and issues of every county; those of the city's own, such as an issue without a county, stand under "".
type resources struct {
	land   map[string]land.Count
	supply map[string]land.SupplyFigures
	fund   map[string]fund.Count
	issues map[string]issue.Count
	review map[string]review.Count
	month  calendar.Month
}

func readResources(tx *store.Tx, month calendar.Month) (*resources, error) {
	r := &resources{month: month}
	var err error
	if r.land, err = land.Tally(tx, month); err != nil {
		return nil, err
	}
	if r.supply, err = land.SupplyTally(tx, month); err != nil {
		return nil, err
	}
	if r.fund, err = fund.Tally(tx, month); err != nil {
		return nil, err
	}
	if r.review, err = review.Tally(tx, month); err != nil {
		return nil, err
	}
	r.issues, err = issue.Tally(tx, month)
	return r, err
}

// of writes a county's figures.
func (r *resources) of(region string, f *Figures) {
	f.Land.take(r.land[region])
	f.Land.supplied(r.supply[region])
	f.Fund.add(r.fund[region])
	f.Issues.Add(r.issues[region])
	f.Reviews.Add(r.review[region])
}

// all writes the city's figures: the sum of everybody's.
func (r *resources) all(f *Figures) {
	for _, c := range r.land {
		f.Land.take(c)
	}
	for _, c := range r.fund {
		f.Fund.add(c)
	}
	for _, c := range r.issues {
		f.Issues.Add(c)
	}
	for _, c := range r.review {
		f.Reviews.Add(c)
	}
	f.Land.supplied(land.SupplyTotal(r.month, r.supply))
}

func (f *LandFigures) take(c land.Count) {
	f.RequestedMu, f.ApprovedMu = f.RequestedMu+c.Month.RequestedMu, f.ApprovedMu+c.Month.ApprovedMu
	f.Year.RequestedMu, f.Year.ApprovedMu = f.Year.RequestedMu+c.Year.RequestedMu, f.Year.ApprovedMu+c.Year.ApprovedMu
}

func (f *LandFigures) supplied(s land.SupplyFigures) {
	f.SuppliedMu, f.StockShare = s.Month.AreaMu, s.Month.StockSharePercent
	f.Year.SuppliedMu, f.Year.StockShare = s.Year.AreaMu, s.Year.StockSharePercent
}

func (f *FundFigures) add(c fund.Count) {
	f.Month.Plus(c.Month)
	f.Year.Plus(c.Year)
}

// Resources is what the papers say of joint review, land, fund, issues and the last meeting's decisions (联审联评、要素保障、需市级协调事项、上次会议议定事项落实情况).
type Resources struct {
	Reviews   *review.Paper    `json:"reviews"` // null in snapshots older than this section
	Land      *land.Section    `json:"land"`
	Supply    *land.SupplyPart `json:"supply"`
	Fund      *fund.Paper      `json:"fund"`
	Issues    *issue.Paper     `json:"issues"`
	Decisions *Follow          `json:"decisions"`
}

func readSections(tx *store.Tx, month calendar.Month) (*Resources, error) {
	r := &Resources{}
	var err error
	if r.Reviews, err = review.Report(tx, month); err != nil {
		return nil, err
	}
	if r.Land, err = land.Report(tx, month); err != nil {
		return nil, err
	}
	if r.Supply, err = land.SupplyReport(tx, month); err != nil {
		return nil, err
	}
	if r.Fund, err = fund.Report(tx, month); err != nil {
		return nil, err
	}
	if r.Issues, err = issue.Report(tx, month); err != nil {
		return nil, err
	}
	r.Decisions, err = DecisionReport(tx, month)
	return r, err
}
