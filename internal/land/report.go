package land

import (
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/ledger"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// Amounts are what was asked for and what was granted in a time. A withdrawn request was not asked; a grant counts in full, whatever came back of it later.
type Amounts struct {
	RequestedMu unit.Mu `json:"requestedMu"`
	ApprovedMu  unit.Mu `json:"approvedMu"`
}

// Count is a county's month and its year to the end of that month.
type Count struct {
	Month Amounts `json:"month"`
	Year  Amounts `json:"year"`
}

// ReportLine is a request as the papers show it.
type ReportLine struct {
	RequestID   string        `json:"requestId"`
	ProjectID   string        `json:"projectId"`
	ProjectName string        `json:"projectName"`
	RegionID    string        `json:"regionId"`
	Kind        Kind          `json:"kind"`
	State       State         `json:"state"`
	RequestedOn calendar.Date `json:"requestedOn"`
	ApprovedOn  calendar.Date `json:"approvedOn,omitempty"`
	AreaMu      unit.Mu       `json:"areaMu"`
	CityShareMu unit.Mu       `json:"cityShareMu"`
	OwnShareMu  unit.Mu       `json:"ownShareMu"`
	ApprovedMu  unit.Mu       `json:"approvedMu"`
	UsedMu      unit.Mu       `json:"usedMu"`
	LeftMu      unit.Mu       `json:"leftMu"`
	Pools       []string      `json:"pools"` // names of the pools that granted
	StartBy     calendar.Date `json:"startBy,omitempty"`
	Unmet       []string      `json:"unmet"` // labels of the checks that were not met
}

// PoolLine is a pool with its balances as the papers show it; regionId is empty for the city's.
type PoolLine struct {
	PoolID     string  `json:"poolId"`
	RegionID   string  `json:"regionId"`
	Year       int     `json:"year"`
	Kind       Kind    `json:"kind"`
	Name       string  `json:"name"`
	TotalMu    unit.Mu `json:"totalMu"`
	BalanceMu  unit.Mu `json:"balanceMu"`
	ReservedMu unit.Mu `json:"reservedMu"`
	GrantedMu  unit.Mu `json:"grantedMu"`
	UsedMu     unit.Mu `json:"usedMu"`
}

// Section is what the papers say of the land quota in a month: the requests that were made or granted in it, the balances of the year's pools at its end,
// and the recalls that are proposed now.
type Section struct {
	Month    calendar.Month `json:"month"`
	AsOf     calendar.Date  `json:"asOf"`
	Requests []ReportLine   `json:"requests"`
	Pools    []PoolLine     `json:"pools"`
	Recalls  []ReportLine   `json:"recalls"`
}

// Report makes the section of a month from what is within reach.
func Report(tx *store.Tx, month calendar.Month) (*Section, error) {
	s := &Section{Month: month, AsOf: min(month.Last(), tx.Today())}
	first, last := string(month.First()), string(month.Last())
	made := store.Where("requested_on BETWEEN ? AND ? OR approved_on BETWEEN ? AND ?", first, last, first, last)
	var err error
	if s.Requests, err = lines(tx, made, store.Where("state <> ?", Withdrawn)); err != nil {
		return nil, err
	}
	if s.Recalls, err = lines(tx, overdue(tx)...); err != nil {
		return nil, err
	}
	s.Pools, err = poolLines(tx, month.Year(), s.AsOf)
	return s, err
}

func lines(tx *store.Tx, conds ...store.Cond) ([]ReportLine, error) {
	requests, err := store.All[Request](tx, "region_id, requested_on, id", conds...)
	if err != nil {
		return nil, err
	}
	projects, err := projectsOf(tx, requests)
	if err != nil {
		return nil, err
	}
	names, err := poolNames(tx, requests)
	if err != nil {
		return nil, err
	}
	all := make([]ReportLine, 0, len(requests))
	for i := range requests {
		all = append(all, requests[i].line(projects[requests[i].ProjectID], names))
	}
	return all, nil
}

func (r *Request) line(p *project.Project, names map[string]string) ReportLine {
	l := ReportLine{
		RequestID: r.ID, ProjectID: r.ProjectID, ProjectName: nameOf(p), RegionID: r.RegionID, Kind: r.Kind, State: r.State,
		RequestedOn: r.RequestedOn, ApprovedOn: r.ApprovedOn, AreaMu: r.AreaMu, CityShareMu: r.CityShareMu, OwnShareMu: r.OwnShareMu,
		ApprovedMu: r.ApprovedMu, UsedMu: r.UsedMu, LeftMu: r.left(), Pools: []string{}, StartBy: r.StartBy, Unmet: []string{},
	}
	for _, g := range r.Grants {
		l.Pools = append(l.Pools, names[g.PoolID])
	}
	for _, c := range r.Checks {
		if !c.OK {
			l.Unmet = append(l.Unmet, c.Label)
		}
	}
	return l
}

func poolLines(tx *store.Tx, year int, asOf calendar.Date) ([]PoolLine, error) {
	pools, err := visiblePools(tx, store.Where("year = ?", year))
	if err != nil {
		return nil, err
	}
	all := make([]PoolLine, 0, len(pools))
	for i := range pools {
		p := &pools[i]
		b, err := ledger.BalanceAsOf(tx, p.ID, asOf)
		if err != nil {
			return nil, err
		}
		p.fill(b, asOf)
		all = append(all, PoolLine{
			PoolID: p.ID, RegionID: p.RegionID, Year: p.Year, Kind: p.Kind, Name: p.Name, TotalMu: p.TotalMu, BalanceMu: p.BalanceMu,
			ReservedMu: p.ReservedMu, GrantedMu: p.GrantedMu, UsedMu: p.UsedMu,
		})
	}
	return all, nil
}
