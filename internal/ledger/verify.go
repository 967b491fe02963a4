package ledger

import (
	"fmt"

	"zhaoyin/internal/store"
)

// Verify sums every account anew from its first entry and compares the balance after each. It returns how many entries there are.
func Verify(tx *store.Tx) (int, error) {
	accounts, err := store.All[Account](tx, "id")
	if err != nil {
		return 0, err
	}
	n := 0
	for _, a := range accounts {
		entries, err := store.All[Entry](tx, "seq", store.Where("account_id = ?", a.ID))
		if err != nil {
			return n, err
		}
		if err := sum(entries); err != nil {
			return n, fmt.Errorf("account %s: %w", a.ID, err)
		}
		n += len(entries)
	}
	return n, nil
}

// sum follows an account's entries in their order.
func sum(entries []Entry) error {
	var b Balance
	for _, e := range entries {
		if e.Seq != b.Seq+1 {
			return fmt.Errorf("entry %d follows entry %d", e.Seq, b.Seq)
		}
		way, known := ways[e.Kind]
		if known && (way.from != e.FromBucket || way.to != e.ToBucket) || !known && e.Kind != Reverse {
			return fmt.Errorf("entry %d goes a way that is not its kind's", e.Seq)
		}
		after, err := b.moved(e.FromBucket, e.ToBucket, e.Amount)
		if err != nil {
			return fmt.Errorf("entry %d: %w", e.Seq, err)
		}
		if after != e.balance() {
			return fmt.Errorf("entry %d does not hold the balance that its amount leaves", e.Seq)
		}
		b = after
	}
	return nil
}
