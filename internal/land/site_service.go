package land

import (
	"context"
	"slices"
	"strings"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// Sites reads a page of renewal sites within reach, with what each has come to.
func (s *SupplyService) Sites(ctx context.Context, q page.Query) (page.Of[Site], error) {
	var of page.Of[Site]
	err := s.db.Read(ctx, access.LandSiteList, func(tx *store.Tx) error {
		var err error
		if of, err = store.List[Site](tx, SiteListing, q); err != nil {
			return err
		}
		return withTotals(tx, of.Items)
	})
	return of, err
}

// Site reads one renewal site.
func (s *SupplyService) Site(ctx context.Context, id string) (*Site, error) {
	var site *Site
	err := s.db.Read(ctx, access.LandSiteList, func(tx *store.Tx) error {
		var err error
		if site, err = store.Get[Site](tx, id); err != nil {
			return err
		}
		return site.total(tx)
	})
	return site, err
}

// RegisterSite registers a renewal site.
func (s *SupplyService) RegisterSite(ctx context.Context, in Renewal) (*Site, error) {
	var site *Site
	err := s.db.Write(ctx, access.LandSiteRecord, func(tx *store.Tx) error {
		site = &Site{RegionID: in.RegionID, Name: strings.TrimSpace(in.Name), Kind: in.Kind, PlannedMu: in.PlannedMu, Summary: in.Summary}
		if site.RegionID == "" {
			site.RegionID = tx.Actor.RegionID
		}
		if tx.Grant.Limited() && site.RegionID != tx.Grant.Region {
			return store.ErrBeyond.With()
		}
		if err := site.check(tx); err != nil {
			return err
		}
		if err := store.Insert(tx, site); err != nil {
			return err
		}
		return tx.Emit("land.siteRegistered", site.ID, site.RegionID, site)
	})
	return site, err
}

// AmendSite changes a site that is still at the version the caller saw; its plan never falls below what was cleared.
func (s *SupplyService) AmendSite(ctx context.Context, id string, version int64, in SiteAmendment) (*Site, error) {
	var site *Site
	err := s.db.Write(ctx, access.LandSiteRecord, func(tx *store.Tx) error {
		var err error
		if site, err = store.Lock[Site](tx, id); err != nil {
			return err
		}
		if err := site.Expect(version); err != nil {
			return err
		}
		in.Name.Into(&site.Name)
		in.Kind.Into(&site.Kind)
		in.PlannedMu.Into(&site.PlannedMu)
		in.Summary.Into(&site.Summary)
		site.Name = strings.TrimSpace(site.Name)
		return site.amend(tx)
	})
	return site, err
}

func (s *Site) amend(tx *store.Tx) error {
	if err := s.check(tx); err != nil {
		return err
	}
	if err := s.total(tx); err != nil {
		return err
	}
	if s.Totals.ClearedMu > s.PlannedMu {
		return errSitePlan.At("/plannedMu", s.Totals.ClearedMu.String(), s.PlannedMu.String())
	}
	if err := store.Update(tx, s); err != nil {
		return err
	}
	return tx.Emit("land.siteAmended", s.ID, s.RegionID, s)
}

func (s *Site) check(tx *store.Tx) error {
	var bad fault.List
	bad.Check(s.Name != "", "/name", fault.Required)
	bad.Check(s.Kind == Inefficient || s.Kind == UrbanRenewal, "/kind", fault.Choice, "inefficient, urbanRenewal")
	bad.Check(s.PlannedMu > 0 && s.PlannedMu <= mostSupply, "/plannedMu", fault.Range, "0.01", mostSupply.String())
	if err := checkSupplyRegion(tx, s.RegionID, &bad); err != nil {
		return err
	}
	if err := bad.Err(); err != nil {
		return err
	}
	n, err := store.Count[Site](tx, store.Where("region_id = ? AND name = ? AND id <> ?", s.RegionID, s.Name, s.ID))
	if err == nil && n > 0 {
		return errSiteName.With(s.Name)
	}
	return err
}

// SiteMonths reads a page of a site's months.
func (s *SupplyService) SiteMonths(ctx context.Context, id string, q page.Query) (page.Of[SiteMonth], error) {
	var of page.Of[SiteMonth]
	err := s.db.Read(ctx, access.LandSiteList, func(tx *store.Tx) error {
		if _, err := store.Get[Site](tx, id); err != nil {
			return err
		}
		var err error
		of, err = store.List[SiteMonth](tx, SiteMonthListing, q, store.Where("site_id = ?", id))
		return err
	})
	return of, err
}

// SaveSiteMonth keeps a month's figures of a site. seen is the version that the caller saw: nil when it does not say, negative for any. Figures that exist are
// corrected only with a reason, whether their month is closed or not: the closed month's snapshot keeps what it said.
func (s *SupplyService) SaveSiteMonth(ctx context.Context, id string, month calendar.Month, seen *int64, in SiteProgress) (*SiteMonth, error) {
	var row *SiteMonth
	err := s.db.Write(ctx, access.LandSiteRecord, func(tx *store.Tx) error {
		site, err := store.Lock[Site](tx, id)
		if err != nil {
			return err
		}
		if today := tx.Today().Month(); month.After(today) {
			return errSiteMonth.At("/path/month", string(today))
		}
		if err := in.check(site); err != nil {
			return err
		}
		months, err := store.All[SiteMonth](tx, "month", store.Where("site_id = ?", id))
		if err != nil {
			return err
		}
		row, err = site.save(tx, months, month, seen, in)
		return err
	})
	return row, err
}

func (s *Site) save(tx *store.Tx, months []SiteMonth, month calendar.Month, seen *int64, in SiteProgress) (*SiteMonth, error) {
	at, found := slices.BinarySearchFunc(months, month, func(m SiteMonth, month calendar.Month) int { return strings.Compare(string(m.Month), string(month)) })
	if !found {
		months = slices.Insert(months, at, SiteMonth{RegionID: s.RegionID, SiteID: s.ID, Month: month})
	}
	row := &months[at]
	if err := row.seen(seen, found); err != nil {
		return nil, err
	}
	if found && row.says(in) {
		return row, nil
	}
	if found && strings.TrimSpace(in.Reason) == "" {
		return nil, errSupplyReason.At("/reason")
	}
	row.PlannedMu, row.ClearedMu, row.SuppliedMu, row.Reason = in.PlannedMu, *in.ClearedMu, *in.SuppliedMu, strings.TrimSpace(in.Reason)
	issued, err := issuedBy(tx, []string{s.ID})
	if err != nil {
		return nil, err
	}
	if err := s.checkMonths(months, issued[s.ID]); err != nil {
		return nil, err
	}
	return row, row.keep(tx, found)
}

func (m *SiteMonth) keep(tx *store.Tx, found bool) error {
	write := func() error { return store.Insert(tx, m) }
	if found {
		write = func() error { return store.Update(tx, m) }
	}
	if err := write(); err != nil {
		return err
	}
	return tx.Emit("land.siteMonth", m.SiteID, m.RegionID, m)
}

// seen holds a change to the version that the caller saw: of figures that exist it must name one, and of none it may only say so.
func (m *SiteMonth) seen(version *int64, found bool) error {
	switch {
	case !found && (version == nil || *version <= 0):
		return nil
	case !found:
		return errSiteStale.With().Note("currentVersion", 0)
	case version == nil:
		return errSiteUnseen.With()
	case *version < 0:
		return nil
	case *version == 0:
		return store.ErrStale.With(m.Version).Note("currentVersion", m.Version)
	}
	return m.Expect(*version)
}

func (m *SiteMonth) says(in SiteProgress) bool {
	same := m.PlannedMu == nil && in.PlannedMu == nil || m.PlannedMu != nil && in.PlannedMu != nil && *m.PlannedMu == *in.PlannedMu
	return same && m.ClearedMu == *in.ClearedMu && m.SuppliedMu == *in.SuppliedMu
}

func (s *Site) total(tx *store.Tx) error {
	one := []Site{*s}
	err := withTotals(tx, one)
	s.Totals = one[0].Totals
	return err
}

// withTotals adds what each site of a page has come to, in two queries.
func withTotals(tx *store.Tx, sites []Site) error {
	ids := make([]string, len(sites))
	for i := range sites {
		ids[i] = sites[i].ID
	}
	months, err := store.All[SiteMonth](tx, "site_id, month", store.In("site_id", ids))
	if err != nil {
		return err
	}
	issued, err := issuedBy(tx, ids)
	if err != nil {
		return err
	}
	cleared, supplied := map[string]unit.Mu{}, map[string]unit.Mu{}
	for i := range months {
		cleared[months[i].SiteID] += months[i].ClearedMu
		supplied[months[i].SiteID] += months[i].SuppliedMu
	}
	for i := range sites {
		id := sites[i].ID
		sites[i].Totals = SiteTotal{ClearedMu: cleared[id], SuppliedMu: supplied[id], IssuedMu: issued[id]}
	}
	return nil
}
