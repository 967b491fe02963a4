// Package fund is the industrial funds (产业基金) and what is asked of them: request, acceptance, due diligence, investment decision, agreement and payment by
// tranche. A fund's money stands in a ledger of commitments, so that it never promises more than it has. What due diligence found is for the fund group, the
// secretariat and the leaders alone.
package fund

import (
	"time"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/ledger"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// Kind is what a fund is for.
type Kind string

// The kinds of fund.
const (
	Guidance   Kind = "guidance"   // 政府引导基金
	Attraction Kind = "attraction" // 招商基金
	ForChain   Kind = "chain"      // 产业链基金
	OtherKind  Kind = "other"
)

// Fund is one industrial fund; its ledger account has its ID. Everyone signed in may name it; the balances are there only for who may read its account.
type Fund struct {
	store.Row
	Name    string `json:"name"`
	Manager string `json:"manager"` // the company that manages it (基金管理人)
	Kind    Kind   `json:"kind"`
	Summary string `json:"summary"`

	PaidInWan    *unit.Wan `json:"paidInWan,omitempty" gorm:"-"`    // all that has come in, 万元
	FreeWan      *unit.Wan `json:"freeWan,omitempty" gorm:"-"`      // not promised to anybody
	CommittedWan *unit.Wan `json:"committedWan,omitempty" gorm:"-"` // promised by decisions, paid or not: paidIn = free + committed
	DisbursedWan *unit.Wan `json:"disbursedWan,omitempty" gorm:"-"` // the part of committed that has been paid
}

// Public lets every signed-in reader see the names.
func (*Fund) Public() {}

// hold shows what the account held.
func (f *Fund) hold(b ledger.Balance) {
	paidIn, free, committed, disbursed := unit.Wan(b.Total()), unit.Wan(b.Free), unit.Wan(b.Granted+b.Used), unit.Wan(b.Used)
	f.PaidInWan, f.FreeWan, f.CommittedWan, f.DisbursedWan = &paidIn, &free, &committed, &disbursed
}

// Registration is a new fund.
type Registration struct {
	Name    string `json:"name" validate:"required,max=100"`
	Manager string `json:"manager" validate:"required,max=100"`
	Kind    Kind   `json:"kind,omitempty" validate:"omitempty,oneof=guidance attraction chain other"` // attraction when it is not said
	Summary string `json:"summary,omitempty" validate:"max=2000"`
}

// Listing is what a list of funds may be filtered and sorted by.
var Listing = page.Listing{
	Sorts:   map[string]page.Sort{"createdAt": {Column: "created_at"}, "name": {Column: "name"}},
	Default: "createdAt",
	Filters: map[string]page.Filter{
		"name":    {Column: "name", Kind: page.Text},
		"manager": {Column: "manager", Kind: page.Text},
		"kind":    {Column: "kind", Kind: page.Choice, Choices: []string{"guidance", "attraction", "chain", "other"}},
	},
	Search: []string{"name", "manager", "summary"},
	Extra:  []string{"asOf"},
}

// Entry is one line of a fund's ledger, with the balances after it. Capital that comes in is an issue; grant, use and return are made by the decisions,
// payments and closures of requests.
type Entry struct {
	store.Row
	FundID       string        `json:"fundId"`
	Seq          int64         `json:"seq"`
	Kind         ledger.Kind   `json:"kind"`
	AmountWan    unit.Wan      `json:"amountWan"`
	BalanceWan   unit.Wan      `json:"balanceWan"` // free after the entry
	CommittedWan unit.Wan      `json:"committedWan"`
	DisbursedWan unit.Wan      `json:"disbursedWan"`
	RequestID    string        `json:"requestId,omitempty"`
	Reverses     string        `json:"reverses,omitempty"`
	Note         string        `json:"note"`
	On           calendar.Date `json:"on"`
	At           time.Time     `json:"at"` // when it was recorded
	By           string        `json:"by"`
}

func entryOf(e *ledger.Entry) Entry {
	return Entry{
		Row: e.Row, FundID: e.AccountID, Seq: e.Seq, Kind: e.Kind, AmountWan: unit.Wan(e.Amount), BalanceWan: unit.Wan(e.Free),
		CommittedWan: unit.Wan(e.Granted + e.Used), DisbursedWan: unit.Wan(e.Used), RequestID: e.RequestID, Reverses: e.Reverses,
		Note: e.Note, On: e.On, At: e.CreatedAt, By: e.CreatedBy,
	}
}

// Posting is what a fund officer writes in the ledger by hand: capital that has come in, or the reversal of such an entry.
type Posting struct {
	Kind      ledger.Kind `json:"kind" validate:"required,oneof=issue reverse"`
	AmountWan unit.Wan    `json:"amountWan,omitempty"`               // of an issue
	EntryID   string      `json:"entryId,omitempty"`                 // the entry that a reversal undoes
	Note      string      `json:"note,omitempty" validate:"max=500"` // where the capital comes from; why the entry is reversed
}
