package land

import (
	"context"
	"errors"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/ledger"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// SiteIssue puts area that a site has cleared into a pool of stock land.
type SiteIssue struct {
	PoolID string  `json:"poolId" validate:"required,max=40"`
	AreaMu unit.Mu `json:"areaMu" validate:"required"`
	Note   string  `json:"note,omitempty" validate:"max=2000"`
}

// SiteReversal undoes an issue of a site.
type SiteReversal struct {
	EntryID string `json:"entryId" validate:"required,max=40"`
	Reason  string `json:"reason" validate:"required,max=2000"`
}

var (
	errSiteExhausted = fault.Define(fault.Conflict, "site.exhausted", "“%s”已腾出未下达的面积只有 %s 亩，不足 %s 亩。", "Of what %s has cleared only %s mu are not yet issued, not the %s mu asked for.")
	errSitePool      = fault.Define(fault.Invalid, "site.pool", "只能下达到市级或本县（市、区）的存量盘活指标池。", "Only a pool of stock land of the city or of the site's own county takes it.")
)

// IssueSite issues cleared area of a site into a pool of stock land, by a ledger entry whose request is the site. The site is held until the transaction ends, so that
// of many at once the sum never exceeds what was cleared; an entry that is reversed gives its area back to the site.
func (s *SupplyService) IssueSite(ctx context.Context, id string, in SiteIssue) (*Entry, error) {
	var entry Entry
	err := s.db.Write(ctx, access.LandSiteIssue, func(tx *store.Tx) error {
		site, err := store.Lock[Site](tx, id)
		if err != nil {
			return err
		}
		if err := in.check(tx, site); err != nil {
			return err
		}
		if err := site.total(tx); err != nil {
			return err
		}
		if free := site.Totals.ClearedMu - site.Totals.IssuedMu; in.AreaMu > free {
			return errSiteExhausted.With(site.Name, free.String(), in.AreaMu.String()).Note("have", free).Note("want", in.AreaMu)
		}
		e, err := ledger.Post(tx, in.PoolID, ledger.Movement{Kind: ledger.Issue, Amount: int64(in.AreaMu), RequestID: site.ID, Note: in.Note})
		if err != nil {
			return err
		}
		entry = entryOf(e)
		return tx.Emit("land.siteIssued", site.ID, site.RegionID, entry)
	})
	return &entry, err
}

func (in *SiteIssue) check(tx *store.Tx, site *Site) error {
	var bad fault.List
	bad.Check(in.AreaMu > 0, "/areaMu", fault.Range, "0.01", site.PlannedMu.String())
	p, err := store.Get[Pool](tx, in.PoolID)
	switch {
	case fault.KindOf(err) == fault.Missing:
		bad.Add("/poolId", fault.NoSuch, in.PoolID)
	case err != nil:
		return err
	case p.Kind != StockLand || p.RegionID != "" && p.RegionID != site.RegionID:
		bad.Add("/poolId", errSitePool)
	}
	return bad.Err()
}

// ReverseSiteIssue undoes one issue of the site by a reversing entry; what the pool has granted on from it cannot be taken back.
func (s *SupplyService) ReverseSiteIssue(ctx context.Context, id string, in SiteReversal) (*Entry, error) {
	var entry Entry
	err := s.db.Write(ctx, access.LandSiteIssue, func(tx *store.Tx) error {
		site, err := store.Lock[Site](tx, id)
		if err != nil {
			return err
		}
		issued, err := store.Find[ledger.Entry](tx, store.Where("id = ? AND request_id = ? AND kind = ?", in.EntryID, id, ledger.Issue))
		if fault.KindOf(err) == fault.Missing {
			return fault.NoSuch.At("/entryId", in.EntryID)
		}
		if err != nil {
			return err
		}
		e, err := ledger.Undo(tx, issued.AccountID, issued.ID, in.Reason)
		var short *ledger.Short
		if errors.As(err, &short) {
			return errGone.With(unit.Mu(short.Have).String(), unit.Mu(short.Want).String())
		}
		if err != nil {
			return err
		}
		entry = entryOf(e)
		return tx.Emit("land.siteReversed", site.ID, site.RegionID, entry)
	})
	return &entry, err
}
