package fund

import (
	"context"
	"errors"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/ledger"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// Verdict is what the investment committee says.
type Verdict string

// The verdicts.
const (
	Approve Verdict = "approve"
	Refuse  Verdict = "refuse"
)

// Decision is the investment decision (投决) on an examined request. The county is told all of it. A refusal needs a note, and so does an approval of what
// due diligence has failed.
type Decision struct {
	Decision      Verdict   `json:"decision" validate:"required,oneof=approve refuse"`
	CommittedWan  *unit.Wan `json:"committedWan,omitempty"` // of an approval, at most what was asked for
	MeetingNumber string    `json:"meetingNumber,omitempty" validate:"max=100"`
	Conditions    []string  `json:"conditions,omitempty" validate:"max=30,dive,min=1,max=500"`
	Note          string    `json:"note,omitempty" validate:"max=2000"`
}

// Agreement is what is signed after an approval; its tranches add up to what was promised.
type Agreement struct {
	SignedOn calendar.Date `json:"signedOn" validate:"required"`
	Number   string        `json:"number" validate:"required,max=100"`
	Tranches []Instalment  `json:"tranches" validate:"required,min=1,max=60,dive"`
}

// Instalment is one tranche as it is agreed.
type Instalment struct {
	DueOn     calendar.Date `json:"dueOn" validate:"required"`
	AmountWan unit.Wan      `json:"amountWan" validate:"required"`
	Condition string        `json:"condition,omitempty" validate:"max=500"`
}

var (
	errWhyRefused = fault.Define(fault.Invalid, "fund.note", "不予支持须说明理由。", "A refusal needs its reason.")
	errWhyFailed  = fault.Define(fault.Invalid, "fund.failedNote", "尽职调查结论为不通过，仍予支持须说明理由。", "Due diligence has failed; approving all the same needs a reason.")
	errNothing    = fault.Define(fault.Invalid, "fund.refusedAmount", "不予支持时不能填写承诺金额。", "A refusal promises nothing.")
	errTranches   = fault.Define(fault.Invalid, "fund.tranches", "各期金额合计须等于承诺金额 %s 万元，现为 %s 万元。", "The tranches have to add up to the %s 万元 promised, not %s 万元.")
)

// Decide approves or refuses an examined request. What is approved is promised in the fund's ledger, never beyond what is free.
func (s *Service) Decide(ctx context.Context, id string, version int64, in Decision) (*Request, error) {
	return s.change(ctx, access.FundRequestDecide, id, version, func(tx *store.Tx, r *Request) error {
		if err := r.mustBe(Examined); err != nil {
			return err
		}
		if r.Diligence.FinishedOn == "" {
			return errUnfinished.With()
		}
		d, err := diligenceOf(tx, r.ID)
		if err != nil {
			return err
		}
		if err := in.check(r, d.Result); err != nil {
			return err
		}
		r.DecidedOn, r.MeetingNumber, r.DecisionNote = tx.Today(), in.MeetingNumber, in.Note
		r.Conditions = append([]string{}, in.Conditions...)
		if in.Decision == Refuse {
			r.Reason = in.Note
			return move(tx, r, Refused, Step{Code: WasRefused, AmountWan: r.AmountWan, On: tx.Today()})
		}
		return commit(tx, r, *in.CommittedWan)
	})
}

func (in Decision) check(r *Request, result Result) error {
	var bad fault.List
	if in.Decision == Refuse {
		bad.Check(in.Note != "", "/note", errWhyRefused)
		bad.Check(in.CommittedWan == nil || *in.CommittedWan == 0, "/committedWan", errNothing)
		return bad.Err()
	}
	bad.Check(result != Fail || in.Note != "", "/note", errWhyFailed)
	if in.CommittedWan == nil {
		bad.Add("/committedWan", fault.Required)
		return bad.Err()
	}
	bad.Check(*in.CommittedWan > 0 && *in.CommittedWan <= r.AmountWan, "/committedWan", errAmount, r.AmountWan.String())
	return bad.Err()
}

// commit promises an amount. The ledger holds the fund until the commit, so that of many decisions at once none goes beyond what the others leave.
func commit(tx *store.Tx, r *Request, amount unit.Wan) error {
	if _, err := post(tx, r, ledger.Grant, amount, r.MeetingNumber); err != nil {
		return err
	}
	r.CommittedWan = amount
	return move(tx, r, Decided, Step{Code: WasApproved, AmountWan: amount, On: tx.Today()})
}

// post makes an entry of a request in its fund's ledger.
func post(tx *store.Tx, r *Request, kind ledger.Kind, amount unit.Wan, note string) (*ledger.Entry, error) {
	e, err := ledger.Post(tx, r.FundID, ledger.Movement{Kind: kind, Amount: int64(amount), RequestID: r.ID, Note: note})
	return e, exhausted(err)
}

// exhausted puts a bucket that holds too little into the fund's words.
func exhausted(err error) error {
	var short *ledger.Short
	if !errors.As(err, &short) {
		return err
	}
	have, want := unit.Wan(short.Have), unit.Wan(short.Want)
	return errExhausted.With(have.String(), want.String()).Note("haveWan", have).Note("wantWan", want)
}

// Agree notes the agreement that was signed.
func (s *Service) Agree(ctx context.Context, id string, version int64, in Agreement) (*Request, error) {
	return s.change(ctx, access.FundRequestDecide, id, version, func(tx *store.Tx, r *Request) error {
		if err := r.mustBe(Decided); err != nil {
			return err
		}
		if err := in.check(tx, r); err != nil {
			return err
		}
		r.SignedOn, r.AgreementNo, r.Tranches = in.SignedOn, in.Number, make([]Tranche, len(in.Tranches))
		for i, t := range in.Tranches {
			r.Tranches[i] = Tranche{Number: i + 1, DueOn: t.DueOn, AmountWan: t.AmountWan, Condition: t.Condition}
		}
		return move(tx, r, Agreed, Step{Code: WasAgreed, AmountWan: r.CommittedWan, On: in.SignedOn})
	})
}

func (in Agreement) check(tx *store.Tx, r *Request) error {
	var bad fault.List
	bad.Check(!in.SignedOn.After(tx.Today()), "/signedOn", fault.Future, string(tx.Today()))
	amounts := make([]unit.Wan, len(in.Tranches))
	for i, t := range in.Tranches {
		amounts[i] = t.AmountWan
		bad.Check(t.AmountWan > 0, at("/tranches", i, "amountWan"), errAmount, r.CommittedWan.String())
		bad.Check(!t.DueOn.Before(in.SignedOn), at("/tranches", i, "dueOn"), errBeforeSigned, string(in.SignedOn))
	}
	sum, err := unit.Sum(amounts...)
	if err != nil {
		return err
	}
	bad.Check(sum == r.CommittedWan, "/tranches", errTranches, r.CommittedWan.String(), sum.String())
	return bad.Err()
}
