package land

import (
	"context"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/ledger"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// SiteSpan is what the months of a span add up to, in 亩.
type SiteSpan struct {
	PlannedMu  unit.Mu `json:"plannedMu"` // what the months were to clear, where it was said
	ClearedMu  unit.Mu `json:"clearedMu"`
	SuppliedMu unit.Mu `json:"suppliedMu"`
}

func (s *SiteSpan) plus(o SiteSpan) {
	s.PlannedMu += o.PlannedMu
	s.ClearedMu += o.ClearedMu
	s.SuppliedMu += o.SuppliedMu
}

// SiteFigures are the figures of sites for a month, for its year so far, and since each began up to that month.
type SiteFigures struct {
	Month SiteSpan `json:"month"`
	Year  SiteSpan `json:"year"`
	Total SiteSpan `json:"total"` // its plannedMu is that of the sites as wholes
}

func (f *SiteFigures) plus(o SiteFigures) {
	f.Month.plus(o.Month)
	f.Year.plus(o.Year)
	f.Total.plus(o.Total)
}

// SiteLine is a site's line in the papers.
type SiteLine struct {
	SiteID   string   `json:"siteId"`
	RegionID string   `json:"regionId"`
	Region   string   `json:"region"`
	Name     string   `json:"name"`
	Kind     SiteKind `json:"kind"`
	SiteFigures
}

// RenewalLine is a county's line of the renewal table.
type RenewalLine struct {
	RegionID string `json:"regionId"`
	Name     string `json:"name"`
	Sites    int64  `json:"sites"`
	SiteFigures
}

// RenewalStatement is what GET /land/sites/figures answers: what the counties within reach have cleared and supplied in the month, in its year so far and in all.
type RenewalStatement struct {
	Month   calendar.Month `json:"month"`
	Total   SiteFigures    `json:"total"`
	Regions []RenewalLine  `json:"regions"`
}

// Renewal reads the renewal figures for the month; the current one when none is named.
func (s *SupplyService) Renewal(ctx context.Context, month calendar.Month) (*RenewalStatement, error) {
	var st *RenewalStatement
	err := s.db.Read(ctx, access.LandSiteList, func(tx *store.Tx) error {
		if month == "" {
			month = tx.Today().Month()
		}
		_, lines, err := renewal(tx, month)
		st = &RenewalStatement{Month: month, Regions: lines}
		for i := range lines {
			st.Total.plus(lines[i].SiteFigures)
		}
		return err
	})
	return st, err
}

// SiteTally gives the renewal figures of every county and zone within reach that has a site.
func SiteTally(tx *store.Tx, month calendar.Month) (map[string]SiteFigures, error) {
	lines, err := siteLines(tx, month)
	all := map[string]SiteFigures{}
	for i := range lines {
		f := all[lines[i].RegionID]
		f.plus(lines[i].SiteFigures)
		all[lines[i].RegionID] = f
	}
	return all, err
}

// renewal gives the lines of the sites and of the counties that have any, in the city's order.
func renewal(tx *store.Tx, month calendar.Month) ([]SiteLine, []RenewalLine, error) {
	lines, err := siteLines(tx, month)
	if err != nil {
		return nil, nil, err
	}
	regions, err := reporting(tx, "")
	if err != nil {
		return nil, nil, err
	}
	sites, counties := []SiteLine{}, []RenewalLine{}
	for i := range regions {
		county := RenewalLine{RegionID: regions[i].ID, Name: regions[i].Name}
		for _, line := range lines {
			if line.RegionID != county.RegionID {
				continue
			}
			line.Region = county.Name
			sites = append(sites, line)
			county.Sites++
			county.plus(line.SiteFigures)
		}
		if county.Sites > 0 {
			counties = append(counties, county)
		}
	}
	return sites, counties, nil
}

// siteLines reads every site within reach with its figures up to the month.
func siteLines(tx *store.Tx, month calendar.Month) ([]SiteLine, error) {
	sites, err := store.All[Site](tx, "region_id, created_at, id")
	if err != nil {
		return nil, err
	}
	months, err := store.All[SiteMonth](tx, "site_id, month", store.Where("month <= ?", string(month)))
	if err != nil {
		return nil, err
	}
	bySite := map[string]SiteFigures{}
	for i := range months {
		f := bySite[months[i].SiteID]
		f.add(&months[i], month)
		bySite[months[i].SiteID] = f
	}
	lines := make([]SiteLine, len(sites))
	for i := range sites {
		f := bySite[sites[i].ID]
		f.Total.PlannedMu = sites[i].PlannedMu
		lines[i] = SiteLine{SiteID: sites[i].ID, RegionID: sites[i].RegionID, Name: sites[i].Name, Kind: sites[i].Kind, SiteFigures: f}
	}
	return lines, nil
}

func (f *SiteFigures) add(m *SiteMonth, month calendar.Month) {
	part := SiteSpan{ClearedMu: m.ClearedMu, SuppliedMu: m.SuppliedMu}
	if m.PlannedMu != nil {
		part.PlannedMu = *m.PlannedMu
	}
	f.Total.plus(part)
	if m.Month.Before(month.January()) {
		return
	}
	f.Year.plus(part)
	if m.Month == month {
		f.Month.plus(part)
	}
}

// issuedBy sums what each site has issued into pools, less what was reversed. The ledger is the only place that knows it; whose pool took it does not matter.
func issuedBy(tx *store.Tx, ids []string) (map[string]unit.Mu, error) {
	tx, err := tx.Under(access.LedgerKeep)
	if err != nil {
		return nil, err
	}
	entries, err := store.All[ledger.Entry](tx, "account_id, seq", store.In("request_id", ids), store.Where("book = ?", ledger.Land))
	if err != nil {
		return nil, err
	}
	sums := map[string]unit.Mu{}
	for i := range entries {
		amount := unit.Mu(entries[i].Amount)
		if entries[i].Kind == ledger.Reverse {
			amount = -amount
		}
		sums[entries[i].RequestID] += amount
	}
	return sums, nil
}
