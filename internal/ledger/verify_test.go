package ledger

import "testing"

// TestSum: whatever is altered in an entry, the sums of its account do not hold any more.
func TestSum(t *testing.T) {
	entries := func() []Entry {
		return []Entry{
			{Seq: 1, Kind: Issue, FromBucket: Outside, ToBucket: Free, Amount: 100, Free: 100},
			{Seq: 2, Kind: Grant, FromBucket: Free, ToBucket: Granted, Amount: 30, Free: 70, Granted: 30},
			{Seq: 3, Kind: Reverse, FromBucket: Granted, ToBucket: Free, Amount: 30, Free: 100},
		}
	}
	if err := sum(entries()); err != nil {
		t.Error(err)
	}
	for name, alter := range map[string]func([]Entry) []Entry{
		"an amount":           func(e []Entry) []Entry { e[1].Amount = 20; return e },
		"a balance":           func(e []Entry) []Entry { e[1].Free = 90; return e },
		"the last balance":    func(e []Entry) []Entry { e[2].Free = 1000; return e },
		"the way":             func(e []Entry) []Entry { e[1].FromBucket = Reserved; return e },
		"the kind":            func(e []Entry) []Entry { e[0].Kind = Use; return e },
		"an unknown kind":     func(e []Entry) []Entry { e[0].Kind = "gift"; return e },
		"an entry taken out":  func(e []Entry) []Entry { return append(e[:1], e[2]) },
		"the first taken out": func(e []Entry) []Entry { return e[1:] },
		"more than there is":  func(e []Entry) []Entry { e[1].Amount, e[1].Free = 130, -30; return e },
	} {
		if sum(alter(entries())) == nil {
			t.Errorf("%s altered: not noticed", name)
		}
	}
}
