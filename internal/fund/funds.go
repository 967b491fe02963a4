package fund

import (
	"context"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/ledger"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

var (
	errNotByHand = fault.Define(fault.Conflict, "fund.entryOfRequest", "该分录由基金申请产生，请在申请中办理（冲正拨付，或者办结并释放余额）。", "This entry belongs to a request; correct it there (reverse the payment, or close the request).")
	errPosting   = fault.Define(fault.Invalid, "fund.posting", "此类分录没有这一项。", "An entry of this kind has no such field.")
)

// Funds reads a page of funds; the balances, as of a day when one is given, only for who may read a fund's account.
func (s *Service) Funds(ctx context.Context, q page.Query, asOf calendar.Date) (page.Of[Fund], error) {
	var of page.Of[Fund]
	err := s.db.Read(ctx, access.FundList, func(tx *store.Tx) error {
		var err error
		if of, err = store.List[Fund](tx, Listing, q); err != nil {
			return err
		}
		for i := range of.Items {
			if err := weigh(tx, &of.Items[i], asOf); err != nil {
				return err
			}
		}
		return nil
	})
	return of, err
}

// Fund reads one fund, with its balances for who may read its account.
func (s *Service) Fund(ctx context.Context, id string, asOf calendar.Date) (*Fund, error) {
	var f *Fund
	err := s.db.Read(ctx, access.FundList, func(tx *store.Tx) error {
		var err error
		if f, err = store.Get[Fund](tx, id); err != nil {
			return err
		}
		return weigh(tx, f, asOf)
	})
	return f, err
}

// weigh adds the balances for who may see them. Who asks for those of a day and may not is refused rather than left without.
func weigh(tx *store.Tx, f *Fund, asOf calendar.Date) error {
	grant, err := access.Decide(tx.Actor, access.FundAccountRead)
	if err != nil {
		if asOf != "" {
			return err
		}
		return nil
	}
	day := asOf
	if day == "" {
		day = always
	}
	b, err := ledger.BalanceAsOf(tx.Confined(grant), f.ID, day)
	f.hold(b)
	return err
}

// always is later than any entry.
const always calendar.Date = "2199-12-31"

// Found opens a fund and its account.
func (s *Service) Found(ctx context.Context, in Registration) (*Fund, error) {
	var f *Fund
	err := s.db.Write(ctx, access.FundAccountPost, func(tx *store.Tx) error {
		f = &Fund{Name: in.Name, Manager: in.Manager, Kind: in.Kind, Summary: in.Summary}
		if f.Kind == "" {
			f.Kind = Attraction
		}
		if err := store.Insert(tx, f); err != nil {
			return err
		}
		if err := ledger.Open(tx, ledger.Account{Row: store.Row{ID: f.ID}, Book: ledger.Fund}); err != nil {
			return err
		}
		f.hold(ledger.Balance{})
		return tx.Emit("fund.founded", f.ID, "", map[string]string{"name": f.Name})
	})
	return f, err
}

// Entries reads a page of a fund's ledger.
func (s *Service) Entries(ctx context.Context, id string, q page.Query) (page.Of[Entry], error) {
	of := page.Of[Entry]{Items: []Entry{}}
	err := s.db.Read(ctx, access.FundAccountRead, func(tx *store.Tx) error {
		if _, err := store.Get[Fund](tx, id); err != nil {
			return err
		}
		found, err := ledger.Entries(tx, id, q)
		if err != nil {
			return err
		}
		of.Items, of.Next, of.Total, of.TotalCapped = make([]Entry, len(found.Items)), found.Next, found.Total, found.TotalCapped
		for i := range found.Items {
			of.Items[i] = entryOf(&found.Items[i])
		}
		return nil
	})
	return of, err
}

// Post writes capital that has come in, or reverses such an entry. What requests have made in the ledger is corrected on them.
func (s *Service) Post(ctx context.Context, id string, in Posting) (*Entry, error) {
	var made Entry
	err := s.db.Write(ctx, access.FundAccountPost, func(tx *store.Tx) error {
		if err := in.check(); err != nil {
			return err
		}
		if _, err := store.Get[Fund](tx, id); err != nil {
			return err
		}
		e, err := in.post(tx, id)
		if err != nil {
			return exhausted(err)
		}
		made = entryOf(e)
		return tx.Emit("fund.posted", id, "", map[string]any{"kind": e.Kind, "amountWan": made.AmountWan, "seq": e.Seq})
	})
	return &made, err
}

func (in Posting) check() error {
	var bad fault.List
	if in.Kind == ledger.Issue {
		bad.Check(in.AmountWan > 0, "/amountWan", errAmount, unit.Wan(unit.Limit).String())
		bad.Check(in.EntryID == "", "/entryId", errPosting)
		return bad.Err()
	}
	bad.Check(in.EntryID != "", "/entryId", fault.Required)
	bad.Check(in.Note != "", "/note", fault.Required)
	bad.Check(in.AmountWan == 0, "/amountWan", errPosting)
	return bad.Err()
}

func (in Posting) post(tx *store.Tx, id string) (*ledger.Entry, error) {
	if in.Kind == ledger.Issue {
		return ledger.Post(tx, id, ledger.Movement{Kind: ledger.Issue, Amount: int64(in.AmountWan), Note: in.Note})
	}
	of, err := store.Find[ledger.Entry](tx, store.Where("id = ?", in.EntryID), store.Where("account_id = ?", id))
	if fault.KindOf(err) == fault.Missing {
		return nil, fault.NoSuch.At("/entryId", in.EntryID)
	}
	if err != nil {
		return nil, err
	}
	if of.RequestID != "" {
		return nil, errNotByHand.With().Note("fundRequestId", of.RequestID)
	}
	return ledger.Undo(tx, id, in.EntryID, in.Note)
}
