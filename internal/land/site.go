package land

import (
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// SiteKind says under which programme a site is renewed.
type SiteKind string

// The kinds: inefficient industrial land (低效工业用地整治), and urban renewal (城市更新).
const (
	Inefficient  SiteKind = "inefficient"
	UrbanRenewal SiteKind = "urbanRenewal"
)

// Site is an area that is renewed. PlannedMu is what is to be cleared in all; what was cleared and supplied stands in its months.
type Site struct {
	store.Row
	RegionID  string    `json:"regionId"`
	Name      string    `json:"name"` // one in a county
	Kind      SiteKind  `json:"kind"`
	PlannedMu unit.Mu   `json:"plannedMu"`
	Summary   string    `json:"summary"`
	Totals    SiteTotal `json:"totals" gorm:"-"`
}

// TableName is "land_sites".
func (Site) TableName() string { return "land_sites" }

// SiteTotal is what a site has come to, summed from its months and from the ledger.
type SiteTotal struct {
	ClearedMu  unit.Mu `json:"clearedMu"`
	SuppliedMu unit.Mu `json:"suppliedMu"`
	IssuedMu   unit.Mu `json:"issuedMu"` // issued into pools of stock land, less what was reversed
}

// SiteMonth is one month of a site: areas of that month alone, in 亩. PlannedMu is what the month was to clear, null when nobody said. Reason is why the
// figures were corrected, empty while they are the first ones.
type SiteMonth struct {
	store.Row
	RegionID   string         `json:"regionId"`
	SiteID     string         `json:"siteId"`
	Month      calendar.Month `json:"month"`
	PlannedMu  *unit.Mu       `json:"plannedMu"`
	ClearedMu  unit.Mu        `json:"clearedMu"`
	SuppliedMu unit.Mu        `json:"suppliedMu"`
	Reason     string         `json:"reason,omitempty"`
}

// TableName is "land_site_months".
func (SiteMonth) TableName() string { return "land_site_months" }

// checkSite holds a supply to the site that freed it.
func (s *Supply) checkSite(tx *store.Tx, bad *fault.List) error {
	if s.SiteID == "" {
		return nil
	}
	site, err := store.Get[Site](tx, s.SiteID)
	if fault.KindOf(err) == fault.Missing {
		bad.Add("/siteId", fault.NoSuch, s.SiteID)
		return nil
	}
	if err != nil {
		return err
	}
	bad.Check(site.RegionID == s.RegionID, "/siteId", errSupplyElsewhere)
	return nil
}
