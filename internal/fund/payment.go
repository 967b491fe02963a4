package fund

import (
	"context"
	"fmt"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/ledger"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// Disbursement is one payment of a request (拨付). A mistaken one is reversed and stays.
type Disbursement struct {
	store.Row
	RegionID       string        `json:"regionId"`
	ProjectID      string        `json:"projectId"`
	RequestID      string        `json:"requestId"`
	AmountWan      unit.Wan      `json:"amountWan"`
	PaidOn         calendar.Date `json:"paidOn"`
	Tranche        int           `json:"tranche"` // 0 when it was paid to no tranche in particular
	Note           string        `json:"note"`
	EntryID        string        `json:"entryId"` // of the fund's ledger
	Reversed       bool          `json:"reversed"`
	ReversalReason string        `json:"reversalReason,omitempty"`
}

// TableName is "fund_disbursements".
func (Disbursement) TableName() string { return "fund_disbursements" }

// Payment is a disbursement as the fund officer records it. Without a tranche it fills the unpaid ones in their order.
type Payment struct {
	AmountWan unit.Wan      `json:"amountWan" validate:"required"`
	PaidOn    calendar.Date `json:"paidOn" validate:"required"`
	Tranche   int           `json:"tranche,omitempty" validate:"min=0,max=60"`
	Note      string        `json:"note,omitempty" validate:"max=500"`
}

// DisbursementListing is what a request's payments may be filtered and sorted by.
var DisbursementListing = page.Listing{
	Sorts:   map[string]page.Sort{"paidOn": {Column: "paid_on"}, "createdAt": {Column: "created_at"}},
	Default: "paidOn",
	Filters: map[string]page.Filter{
		"tranche":  {Column: "tranche", Kind: page.Int},
		"reversed": {Column: "reversed", Kind: page.Bool},
		"from":     {Column: "paid_on", Kind: page.From},
		"to":       {Column: "paid_on", Kind: page.Until},
	},
}

var (
	errBeforeSigned = fault.Define(fault.Invalid, "fund.beforeSigned", "不能早于协议签订日（%s）。", "It cannot be before the agreement was signed (%s).")
	errBeyond       = fault.Define(fault.Conflict, "fund.beyondCommitment", "承诺金额尚余 %s 万元未拨付，不足 %s 万元。", "%s 万元 of what was promised is still unpaid, less than %s 万元.")
	errNoTranche    = fault.Define(fault.Invalid, "fund.tranche", "协议没有第 %d 期。", "The agreement has no tranche %d.")
	errTranchePaid  = fault.Define(fault.Conflict, "fund.beyondTranche", "第 %d 期尚余 %s 万元未拨付，不足 %s 万元。", "Tranche %d has %s 万元 unpaid, less than %s 万元.")
	errReversed     = fault.Define(fault.Conflict, "fund.disbursementReversed", "该笔拨付已经冲正。", "This payment has been reversed already.")
)

// at is a JSON pointer into an array of a body.
func at(array string, i int, field string) string { return fmt.Sprintf("%s/%d/%s", array, i, field) }

// Disbursements reads a page of a request's payments.
func (s *Service) Disbursements(ctx context.Context, id string, q page.Query) (page.Of[Disbursement], error) {
	var of page.Of[Disbursement]
	err := s.db.Read(ctx, access.FundRequestRead, func(tx *store.Tx) error {
		if _, err := store.Get[Request](tx, id); err != nil {
			return err
		}
		var err error
		of, err = store.List[Disbursement](tx, DisbursementListing, q, store.Where("request_id = ?", id))
		return err
	})
	return of, err
}

// Pay records a payment, never beyond what was promised. The request is closed when all of it is paid.
func (s *Service) Pay(ctx context.Context, id string, version int64, in Payment) (*Disbursement, error) {
	var d *Disbursement
	_, err := s.change(ctx, access.FundRequestDecide, id, version, func(tx *store.Tx, r *Request) error {
		if err := in.check(tx, r); err != nil {
			return err
		}
		e, err := post(tx, r, ledger.Use, in.AmountWan, in.Note)
		if err != nil {
			return err
		}
		d = &Disbursement{
			RegionID: r.RegionID, ProjectID: r.ProjectID, RequestID: r.ID, AmountWan: in.AmountWan, PaidOn: in.PaidOn, Tranche: in.Tranche,
			Note: in.Note, EntryID: e.ID,
		}
		if err := store.Insert(tx, d); err != nil {
			return err
		}
		r.DisbursedWan += in.AmountWan
		return settle(tx, r, Step{Code: WasPaid, AmountWan: in.AmountWan, On: in.PaidOn})
	})
	return d, err
}

func (in Payment) check(tx *store.Tx, r *Request) error {
	if err := r.mustBe(Agreed, Disbursing); err != nil {
		return err
	}
	var bad fault.List
	bad.Check(in.AmountWan > 0, "/amountWan", errAmount, r.CommittedWan.String())
	bad.Check(!in.PaidOn.After(tx.Today()), "/paidOn", fault.Future, string(tx.Today()))
	bad.Check(!in.PaidOn.Before(r.SignedOn), "/paidOn", errBeforeSigned, string(r.SignedOn))
	bad.Check(in.Tranche <= len(r.Tranches), "/tranche", errNoTranche, in.Tranche)
	if err := bad.Err(); err != nil {
		return err
	}
	if rest := r.CommittedWan - r.DisbursedWan; in.AmountWan > rest {
		return errBeyond.With(rest.String(), in.AmountWan.String()).Note("haveWan", rest).Note("wantWan", in.AmountWan)
	}
	if in.Tranche == 0 {
		return nil
	}
	t := r.Tranches[in.Tranche-1]
	if rest := t.AmountWan - t.PaidWan; in.AmountWan > rest {
		return errTranchePaid.With(t.Number, rest.String(), in.AmountWan.String()).Note("haveWan", rest).Note("wantWan", in.AmountWan)
	}
	return nil
}

// TakeBack reverses a payment that was recorded by mistake: the money is promised again and not paid.
func (s *Service) TakeBack(ctx context.Context, id, disbursementID string, in Reason) (*Disbursement, error) {
	var d *Disbursement
	_, err := s.change(ctx, access.FundRequestDecide, id, 0, func(tx *store.Tx, r *Request) error {
		var err error
		if d, err = store.Find[Disbursement](tx, store.Where("id = ?", disbursementID), store.Where("request_id = ?", r.ID)); err != nil {
			return err
		}
		if d.Reversed {
			return errReversed.With()
		}
		if _, err := ledger.Undo(tx, r.FundID, d.EntryID, in.Reason); err != nil {
			return exhausted(err)
		}
		d.Reversed, d.ReversalReason = true, in.Reason
		if err := store.Update(tx, d); err != nil {
			return err
		}
		r.DisbursedWan -= d.AmountWan
		return settle(tx, r, Step{Code: WasTakenBack, AmountWan: d.AmountWan, On: tx.Today()})
	})
	return d, err
}

// settle says what is paid of each tranche after a payment or its reversal, and where the request stands then.
func settle(tx *store.Tx, r *Request, step Step) error {
	paid, err := store.All[Disbursement](tx, "paid_on, id", store.Where("request_id = ? AND NOT reversed", r.ID))
	if err != nil {
		return err
	}
	r.Tranches = allot(r.Tranches, paid)
	to := Disbursing
	switch r.DisbursedWan {
	case 0:
		to = Agreed
	case r.CommittedWan:
		to = Closed
	}
	return move(tx, r, to, step)
}

// allot spreads payments over the tranches: what was paid to one goes there, the rest fills them in their order.
func allot(tranches []Tranche, paid []Disbursement) []Tranche {
	after := append([]Tranche{}, tranches...)
	var loose unit.Wan
	for i := range after {
		after[i].PaidWan = 0
	}
	for _, d := range paid {
		if d.Tranche == 0 {
			loose += d.AmountWan
			continue
		}
		after[d.Tranche-1].PaidWan += d.AmountWan
	}
	for i := range after {
		part := max(0, min(loose, after[i].AmountWan-after[i].PaidWan))
		after[i].PaidWan += part
		loose -= part
	}
	return after
}

// Close ends a request before all is paid: what is promised and not paid is free again.
func (s *Service) Close(ctx context.Context, id string, version int64, in Reason) (*Request, error) {
	return s.change(ctx, access.FundRequestDecide, id, version, func(tx *store.Tx, r *Request) error {
		if err := r.mustBe(Decided, Agreed, Disbursing); err != nil {
			return err
		}
		rest := r.CommittedWan - r.DisbursedWan
		if _, err := post(tx, r, ledger.Return, rest, in.Reason); err != nil {
			return err
		}
		r.CommittedWan, r.Reason = r.DisbursedWan, in.Reason
		return move(tx, r, Closed, Step{Code: WasClosed, AmountWan: rest, On: tx.Today()})
	})
}
