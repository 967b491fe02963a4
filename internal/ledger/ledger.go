// Package ledger is the append-only double-entry ledger under the land quota and the industrial funds. An account has four buckets; an entry moves an
// amount from one to another (from outside when something is issued) and keeps the balance of all four after it. No bucket ever falls below zero and no
// entry is changed: a mistake is reversed. The database holds this itself, by constraints and triggers, whoever writes to it.
package ledger

import (
	"fmt"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
)

// Book says what an account counts, and so the unit of its amounts.
type Book string

// The books.
const (
	Land Book = "land" // 0.01 亩, as unit.Mu
	Fund Book = "fund" // 万元, as unit.Wan
)

// Kind is what an entry does.
type Kind string

// The kinds of entry.
const (
	Issue   Kind = "issue"   // comes into the account: issued by the province, reclaimed, paid in
	Reward  Kind = "reward"  // comes in as a reward
	Reserve Kind = "reserve" // kept for a request under decision
	Release Kind = "release" // a reservation ends
	Grant   Kind = "grant"   // granted to a request
	Use     Kind = "use"     // a grant is used, for good
	Return  Kind = "return"  // the unused part of a grant comes back
	Recall  Kind = "recall"  // a grant is taken back
	Reverse Kind = "reverse" // undoes one earlier entry
)

// Bucket is a part of an account.
type Bucket string

// The buckets; Outside is where issues come from and has no balance.
const (
	Outside  Bucket = "outside"
	Free     Bucket = "free"
	Reserved Bucket = "reserved"
	Granted  Bucket = "granted"
	Used     Bucket = "used"
)

// ways is where each kind takes an amount from and where it puts it; a reversal goes the way of its entry backwards. The table's constraint says the same.
var ways = map[Kind]struct{ from, to Bucket }{
	Issue:   {Outside, Free},
	Reward:  {Outside, Free},
	Reserve: {Free, Reserved},
	Release: {Reserved, Free},
	Grant:   {Free, Granted},
	Use:     {Granted, Used},
	Return:  {Granted, Free},
	Recall:  {Granted, Free},
}

// Account is one pool or one fund; its ID is theirs. RegionID is empty when it belongs to the city.
type Account struct {
	store.Row
	Book     Book   `json:"book"`
	RegionID string `json:"regionId"`
}

// TableName is "ledger_accounts".
func (Account) TableName() string { return "ledger_accounts" }

// Entry is one line: the amount, the way it went, and the balances after it. Who and when are the row's createdBy and createdAt.
type Entry struct {
	store.Row
	AccountID  string
	Book       Book
	RegionID   string
	Seq        int64 // 1, 2, 3 … in the account
	Kind       Kind
	FromBucket Bucket
	ToBucket   Bucket
	Amount     int64 // above zero
	Free       int64
	Reserved   int64
	Granted    int64
	Used       int64
	RequestID  string // what the entry is for; empty for issues
	Reverses   string // the entry that a reversal undoes
	Note       string
	On         calendar.Date `gorm:"column:effective_on"` // the day that it counts from, Asia/Shanghai; never before the entry before it
}

// TableName is "ledger_entries".
func (Entry) TableName() string { return "ledger_entries" }

// Listing is the statement of an account: in the order of its entries, by kind, by request and by day.
var Listing = page.Listing{
	Sorts:   map[string]page.Sort{"seq": {Column: "seq"}},
	Default: "seq",
	Filters: map[string]page.Filter{
		"kind": {
			Column: "kind", Kind: page.Choice,
			Choices: []string{"issue", "reward", "reserve", "release", "grant", "use", "return", "recall", "reverse"},
		},
		"requestId": {Column: "request_id", Kind: page.Text},
		"from":      {Column: "effective_on", Kind: page.From},
		"to":        {Column: "effective_on", Kind: page.Until},
	},
}

// Balance is what the buckets of an account hold after its entry number Seq.
type Balance struct {
	Seq      int64
	Free     int64
	Reserved int64
	Granted  int64
	Used     int64
}

// Total is all that has come into the account.
func (b Balance) Total() int64 { return b.Free + b.Reserved + b.Granted + b.Used }

func (b *Balance) of(bucket Bucket) *int64 {
	switch bucket {
	case Free:
		return &b.Free
	case Reserved:
		return &b.Reserved
	case Granted:
		return &b.Granted
	case Used:
		return &b.Used
	}
	return nil
}

// Short says that a bucket does not hold what an entry asks of it; the nouns turn it into their own words.
type Short struct {
	Bucket Bucket
	Have   int64
	Want   int64
}

func (s *Short) Error() string {
	return fmt.Sprintf("ledger: %s holds %d of %d", s.Bucket, s.Have, s.Want)
}

// moved is the balance after an amount has gone from one bucket to another.
func (b Balance) moved(from, to Bucket, amount int64) (Balance, error) {
	if have := b.of(from); have != nil {
		if *have < amount {
			return b, &Short{Bucket: from, Have: *have, Want: amount}
		}
		*have -= amount
	}
	if into := b.of(to); into != nil {
		*into += amount
	}
	b.Seq++
	return b, nil
}
