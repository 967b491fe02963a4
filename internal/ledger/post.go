package ledger

import (
	"fmt"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

var (
	// ErrReversed refuses to undo an entry twice, or to undo a reversal.
	ErrReversed = fault.Define(fault.Conflict, "ledger.reversed", "该笔分录已冲正，或者本身就是冲正分录，不能再冲正。", "This entry has been reversed, or is itself a reversal.")
	// ErrAmount refuses an amount that is not above zero or that no account can hold.
	ErrAmount = fault.Define(fault.Invalid, "ledger.amount", "数量须大于零且不超出可记录的范围。", "The amount has to be above zero and within what can be kept.")
)

// Movement is an entry to be made.
type Movement struct {
	Kind      Kind
	Amount    int64
	RequestID string
	Note      string
}

// Open makes an account without entries.
func Open(tx *store.Tx, a Account) error {
	tx, err := tx.Under(access.LedgerKeep)
	if err != nil {
		return err
	}
	return store.Insert(tx, &a)
}

// Post adds an entry. It holds the account until the transaction ends, so that of many at once each sees the balance that the one before it left;
// *Short when the bucket does not hold the amount. The caller has judged the request: whose account it is does not matter here.
func Post(tx *store.Tx, accountID string, m Movement) (*Entry, error) {
	way, ok := ways[m.Kind]
	if !ok {
		return nil, fmt.Errorf("ledger: no entry of kind %q", m.Kind)
	}
	e := &Entry{Kind: m.Kind, FromBucket: way.from, ToBucket: way.to, Amount: m.Amount, RequestID: m.RequestID, Note: m.Note}
	return add(tx, accountID, e)
}

// Undo adds the entry that reverses another of the same account. An entry is reversed once; the reversal itself stays. *Short when what it would take
// back has gone on.
func Undo(tx *store.Tx, accountID, entryID, note string) (*Entry, error) {
	tx, err := tx.Under(access.LedgerKeep)
	if err != nil {
		return nil, err
	}
	if _, err := store.Lock[Account](tx, accountID); err != nil {
		return nil, err
	}
	of, err := store.Find[Entry](tx, store.Where("id = ?", entryID), store.Where("account_id = ?", accountID))
	if err != nil {
		return nil, err
	}
	n, err := store.Count[Entry](tx, store.Where("reverses = ?", entryID))
	if err != nil {
		return nil, err
	}
	if n > 0 || of.Kind == Reverse {
		return nil, ErrReversed.With()
	}
	return add(tx, accountID, &Entry{
		Kind: Reverse, FromBucket: of.ToBucket, ToBucket: of.FromBucket, Amount: of.Amount, RequestID: of.RequestID, Reverses: of.ID, Note: note,
	})
}

func add(tx *store.Tx, accountID string, e *Entry) (*Entry, error) {
	tx, err := tx.Under(access.LedgerKeep)
	if err != nil {
		return nil, err
	}
	account, err := store.Lock[Account](tx, accountID)
	if err != nil {
		return nil, err
	}
	last, err := latest(tx, accountID, always)
	if err != nil {
		return nil, err
	}
	if e.Amount <= 0 || e.Amount > unit.Limit-last.balance().Total() {
		return nil, ErrAmount.With()
	}
	after, err := last.balance().moved(e.FromBucket, e.ToBucket, e.Amount)
	if err != nil {
		return nil, err
	}
	e.AccountID, e.Book, e.RegionID, e.Seq = account.ID, account.Book, account.RegionID, after.Seq
	e.Free, e.Reserved, e.Granted, e.Used = after.Free, after.Reserved, after.Granted, after.Used
	e.On = max(tx.Today(), last.On)
	return e, store.Insert(tx, e)
}

func (e *Entry) balance() Balance {
	return Balance{Seq: e.Seq, Free: e.Free, Reserved: e.Reserved, Granted: e.Granted, Used: e.Used}
}

// latest is the account's last entry of a day or before; a zero one when there is none.
func latest(tx *store.Tx, accountID string, day calendar.Date) (*Entry, error) {
	e, err := store.Find[Entry](tx, store.Where("account_id = ?", accountID),
		store.Where("seq = (SELECT MAX(l.seq) FROM ledger_entries l WHERE l.account_id = ? AND l.effective_on <= ?)", accountID, string(day)))
	if fault.KindOf(err) == fault.Missing {
		return &Entry{}, nil
	}
	return e, err
}

// always is later than any entry.
const always calendar.Date = "9999-12-31"

// BalanceOf is what an account holds now.
func BalanceOf(tx *store.Tx, accountID string) (Balance, error) {
	return BalanceAsOf(tx, accountID, always)
}

// BalanceAsOf is what an account held at the end of a day.
func BalanceAsOf(tx *store.Tx, accountID string, day calendar.Date) (Balance, error) {
	tx, err := tx.Under(access.LedgerKeep)
	if err != nil {
		return Balance{}, err
	}
	last, err := latest(tx, accountID, day)
	if err != nil {
		return Balance{}, err
	}
	return last.balance(), nil
}

// Balances is what every account of a book holds now, by account.
func Balances(tx *store.Tx, book Book) (map[string]Balance, error) {
	tx, err := tx.Under(access.LedgerKeep)
	if err != nil {
		return nil, err
	}
	rows, err := store.All[Entry](tx, "account_id", store.Where("book = ?", book),
		store.Where("seq = (SELECT MAX(l.seq) FROM ledger_entries l WHERE l.account_id = ledger_entries.account_id)"))
	if err != nil {
		return nil, err
	}
	all := make(map[string]Balance, len(rows))
	for i := range rows {
		all[rows[i].AccountID] = rows[i].balance()
	}
	return all, nil
}

// Entries is the statement of an account, within the reach of the caller's own grant.
func Entries(tx *store.Tx, accountID string, q page.Query) (page.Of[Entry], error) {
	return store.List[Entry](tx, Listing, q, store.Where("account_id = ?", accountID))
}
