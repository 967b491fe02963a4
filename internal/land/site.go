package land

import (
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/page"
	"zhaoyin/internal/patch"
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

// Renewal is a site as it is registered. Without a county it is the caller's own.
type Renewal struct {
	RegionID  string   `json:"regionId,omitempty" validate:"max=20"`
	Name      string   `json:"name" validate:"required,max=200"`
	Kind      SiteKind `json:"kind" validate:"required,oneof=inefficient urbanRenewal"`
	PlannedMu unit.Mu  `json:"plannedMu" validate:"required"`
	Summary   string   `json:"summary,omitempty" validate:"max=4000"`
}

// SiteAmendment is a merge patch of a site; its county never changes.
type SiteAmendment struct {
	Name      patch.Field[string]   `json:"name" validate:"required,max=200"`
	Kind      patch.Field[SiteKind] `json:"kind" validate:"required,oneof=inefficient urbanRenewal"`
	PlannedMu patch.Field[unit.Mu]  `json:"plannedMu" validate:"required"`
	Summary   patch.Field[string]   `json:"summary" validate:"max=4000"`
}

// SiteProgress is a month of a site as it is reported: the month's own areas, not the sums.
type SiteProgress struct {
	PlannedMu  *unit.Mu `json:"plannedMu,omitempty"`
	ClearedMu  *unit.Mu `json:"clearedMu" validate:"required"`
	SuppliedMu *unit.Mu `json:"suppliedMu" validate:"required"`
	Reason     string   `json:"reason,omitempty" validate:"max=2000"` // needed once the month has figures
}

var (
	errSiteName     = fault.Define(fault.Conflict, "site.name", "本县（市、区）已有名为“%s”的地块。", "The county has a site called %s already.")
	errSiteArea     = fault.Define(fault.Invalid, "site.area", "面积不能为负数。", "An area cannot be negative.")
	errSitePlan     = fault.Define(fault.Invalid, "site.plan", "累计腾出 %s 亩，超过规划面积 %s 亩。", "%s mu cleared in all is beyond the planned %s mu.")
	errSiteSupplied = fault.Define(fault.Invalid, "site.supplied", "截至 %s 累计供地 %s 亩，超过累计腾出 %s 亩。", "By %s %s mu are supplied, beyond the %s mu cleared.")
	errSiteIssued   = fault.Define(fault.Invalid, "site.issued", "累计腾出 %s 亩，少于已下达指标 %s 亩。", "%s mu cleared in all is less than the %s mu issued as quota.")
	errSiteMonth    = fault.Define(fault.Invalid, "site.month", "不能填报 %s 以后的月份。", "Months after %s cannot be reported yet.")
	errSiteUnseen   = fault.Define(fault.Precondition, "site.unseen", "该月数据已存在，修改须用 If-Match 说明所依据的版本。", "The month has figures already; to change them, name the version that you saw with If-Match.")
	errSiteStale    = fault.Define(fault.Stale, "site.stale", "该月还没有数据。", "The month has no figures yet.")
)

// SiteListing is what a list of sites may be filtered and sorted by.
var SiteListing = page.Listing{
	Sorts: map[string]page.Sort{
		"createdAt": {Column: "created_at"}, "name": {Column: "name"}, "plannedMu": {Column: "planned_mu"},
	},
	Default: "-createdAt",
	Filters: map[string]page.Filter{
		"regionId": {Column: "region_id", Kind: page.Text},
		"kind":     {Column: "kind", Kind: page.Choice, Choices: []string{"inefficient", "urbanRenewal"}},
	},
	Search: []string{"name", "summary"},
}

// SiteMonthListing is what the months of a site may be filtered and sorted by.
var SiteMonthListing = page.Listing{
	Sorts:   map[string]page.Sort{"month": {Column: "month"}},
	Default: "month",
	Filters: map[string]page.Filter{"month": {Column: "month", Kind: page.Month}},
}

// checkMonths holds a site's months, in their order, to what no correction may break: in every month no more is supplied than cleared, nor more cleared in
// the end than was planned; and no less is cleared than was issued as quota.
func (s *Site) checkMonths(months []SiteMonth, issued unit.Mu) error {
	var bad fault.List
	var cleared, supplied unit.Mu
	for i := range months {
		cleared += months[i].ClearedMu
		supplied += months[i].SuppliedMu
		if supplied > cleared {
			bad.Add("/suppliedMu", errSiteSupplied, string(months[i].Month), supplied.String(), cleared.String())
			break
		}
	}
	if len(bad) > 0 {
		return bad.Err()
	}
	bad.Check(cleared <= s.PlannedMu, "/clearedMu", errSitePlan, cleared.String(), s.PlannedMu.String())
	bad.Check(cleared >= issued, "/clearedMu", errSiteIssued, cleared.String(), issued.String())
	return bad.Err()
}

func (in *SiteProgress) check(s *Site) error {
	var bad fault.List
	areas := []struct {
		pointer string
		value   *unit.Mu
	}{{"/plannedMu", in.PlannedMu}, {"/clearedMu", in.ClearedMu}, {"/suppliedMu", in.SuppliedMu}}
	for _, a := range areas {
		bad.Check(a.value == nil || *a.value >= 0, a.pointer, errSiteArea)
	}
	bad.Check(in.ClearedMu != nil, "/clearedMu", fault.Required)
	bad.Check(in.SuppliedMu != nil, "/suppliedMu", fault.Required)
	bad.Check(in.PlannedMu == nil || *in.PlannedMu <= s.PlannedMu, "/plannedMu", fault.Range, 0, s.PlannedMu.String())
	return bad.Err()
}
