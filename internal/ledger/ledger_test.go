package ledger_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/ledger"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
	"zhaoyin/internal/store/storetest"
)

var officer = access.With(context.Background(), access.Actor{ID: "u1", Name: "land", Role: access.Land})

// account opens an account and answers a way to work on it.
func account(t *testing.T, db *store.DB) (id string, do func(func(tx *store.Tx) error) error) {
	t.Helper()
	id = store.NewID()
	do = func(fn func(tx *store.Tx) error) error { return db.Write(officer, access.LandPoolPost, fn) }
	if err := do(func(tx *store.Tx) error {
		return ledger.Open(tx, ledger.Account{Row: store.Row{ID: id}, Book: ledger.Land})
	}); err != nil {
		t.Fatal(err)
	}
	return id, do
}

// model is the ledger in the plainest words: what went where, and on which day.
type model struct {
	buckets map[ledger.Bucket]int64
	days    []calendar.Date
	states  []map[ledger.Bucket]int64
}

func (m *model) move(from, to ledger.Bucket, amount int64, day calendar.Date) bool {
	if from != ledger.Outside && m.buckets[from] < amount {
		return false
	}
	m.buckets[from] -= amount
	m.buckets[to] += amount
	state := map[ledger.Bucket]int64{}
	for b, n := range m.buckets {
		state[b] = n
	}
	m.days, m.states = append(m.days, day), append(m.states, state)
	return true
}

// asOf replays the days up to one.
func (m *model) asOf(day calendar.Date) map[ledger.Bucket]int64 {
	state := map[ledger.Bucket]int64{}
	for i, d := range m.days {
		if !d.After(day) {
			state = m.states[i]
		}
	}
	return state
}

var moves = map[ledger.Kind][2]ledger.Bucket{
	ledger.Issue: {ledger.Outside, ledger.Free}, ledger.Reward: {ledger.Outside, ledger.Free},
	ledger.Reserve: {ledger.Free, ledger.Reserved}, ledger.Release: {ledger.Reserved, ledger.Free},
	ledger.Grant: {ledger.Free, ledger.Granted}, ledger.Use: {ledger.Granted, ledger.Used},
	ledger.Return: {ledger.Granted, ledger.Free}, ledger.Recall: {ledger.Granted, ledger.Free},
}

var kinds = []ledger.Kind{
	ledger.Issue, ledger.Reward, ledger.Reserve, ledger.Release, ledger.Grant, ledger.Use, ledger.Return, ledger.Recall, ledger.Reverse,
}

// TestAnySequenceKeepsTheBalance holds the ledger against the model: after any operations on any days every bucket is the sum of its entries, none is below
// zero, what the model refuses the ledger refuses as short, and the balance as of each day is the replay up to it.
func TestAnySequenceKeepsTheBalance(t *testing.T) {
	clock := storetest.NewClock(storetest.Start)
	db := storetest.OpenAt(t, clock)
	rapid.Check(t, func(rt *rapid.T) {
		id, do := account(t, db)
		m := &model{buckets: map[ledger.Bucket]int64{}}
		var posted []*ledger.Entry
		undone := map[string]bool{}
		for range rapid.IntRange(1, 12).Draw(rt, "operations") {
			clock.Advance(time.Duration(rapid.IntRange(0, 3).Draw(rt, "days")) * 24 * time.Hour)
			today := calendar.DateOf(clock.Now())
			kind := rapid.SampledFrom(kinds).Draw(rt, "kind")
			amount := rapid.Int64Range(1, 40).Draw(rt, "amount")
			var want bool
			var err error
			var e *ledger.Entry
			if kind == ledger.Reverse {
				if len(posted) == 0 {
					continue
				}
				of := posted[rapid.IntRange(0, len(posted)-1).Draw(rt, "entry")]
				want = !undone[of.ID] && of.Kind != ledger.Reverse && m.move(of.ToBucket, of.FromBucket, of.Amount, today)
				err = do(func(tx *store.Tx) error { e, err = ledger.Undo(tx, id, of.ID, "更正"); return err })
				if err == nil {
					undone[of.ID] = true
				}
			} else {
				want = m.move(moves[kind][0], moves[kind][1], amount, today)
				err = do(func(tx *store.Tx) error {
					e, err = ledger.Post(tx, id, ledger.Movement{Kind: kind, Amount: amount})
					return err
				})
			}
			var short *ledger.Short
			if want != (err == nil) || err != nil && !errors.As(err, &short) && !errors.Is(err, ledger.ErrReversed) {
				rt.Fatalf("%s of %d: got %v, want ok %v", kind, amount, err, want)
			}
			if err == nil {
				posted = append(posted, e)
			}
		}
		compare(rt, db, id, m, posted)
	})
}

func compare(rt *rapid.T, db *store.DB, id string, m *model, posted []*ledger.Entry) {
	err := db.Read(officer, access.LandPoolRead, func(tx *store.Tx) error {
		now, err := ledger.BalanceOf(tx, id)
		if err != nil {
			return err
		}
		same(rt, "now", now, m.buckets)
		for _, day := range m.days {
			then, err := ledger.BalanceAsOf(tx, id, day)
			if err != nil {
				return err
			}
			same(rt, string(day), then, m.asOf(day))
		}
		q := page.Query{Sort: "seq", Limit: page.MaxLimit}
		entries, err := ledger.Entries(tx, id, q)
		if err != nil {
			return err
		}
		sum := map[ledger.Bucket]int64{}
		for _, e := range entries.Items {
			sum[e.FromBucket] -= e.Amount
			sum[e.ToBucket] += e.Amount
		}
		if len(entries.Items) != len(posted) {
			rt.Errorf("got %d entries, want %d", len(entries.Items), len(posted))
		}
		same(rt, "sum of entries", now, sum)
		return nil
	})
	if err != nil {
		rt.Fatal(err)
	}
}

func same(rt *rapid.T, when string, got ledger.Balance, want map[ledger.Bucket]int64) {
	pairs := map[ledger.Bucket]int64{ledger.Free: got.Free, ledger.Reserved: got.Reserved, ledger.Granted: got.Granted, ledger.Used: got.Used}
	for bucket, n := range pairs {
		if n != want[bucket] || n < 0 {
			rt.Errorf("%s: %s holds %d, want %d", when, bucket, n, want[bucket])
		}
	}
}

// TestTheDatabaseRefusesEdits shows what an officer with SQL at hand meets: a changed, deleted or made-up entry is refused by the database itself.
func TestTheDatabaseRefusesEdits(t *testing.T) {
	db := storetest.Open(t)
	id, do := account(t, db)
	var e *ledger.Entry
	if err := do(func(tx *store.Tx) (err error) {
		e, err = ledger.Post(tx, id, ledger.Movement{Kind: ledger.Issue, Amount: 100_00})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	insert := `INSERT INTO ledger_entries (id, version, created_at, created_by, updated_at, updated_by, account_id, book, region_id, seq, kind,
		from_bucket, to_bucket, amount, free, reserved, granted, used, effective_on) VALUES ('x', 1, '2022-04-12', 'sql', '2022-04-12', 'sql', ?, 'land', '', `
	tests := map[string]struct {
		text string
		args []any
	}{
		"a changed amount":           {"UPDATE ledger_entries SET amount = 1 WHERE id = ?", []any{e.ID}},
		"a changed balance":          {"UPDATE ledger_entries SET free = 999999 WHERE id = ?", []any{e.ID}},
		"a deleted entry":            {"DELETE FROM ledger_entries WHERE id = ?", []any{e.ID}},
		"an account moved":           {"UPDATE ledger_accounts SET region_id = '330723' WHERE id = ?", []any{id}},
		"an account deleted":         {"DELETE FROM ledger_accounts WHERE id = ?", []any{id}},
		"a balance below zero":       {insert + "2, 'grant', 'free', 'granted', 20000, -10000, 0, 20000, 0, '2022-04-12')", []any{id}},
		"a balance out of nothing":   {insert + "2, 'grant', 'free', 'granted', 1000, 10000, 0, 1000, 0, '2022-04-12')", []any{id}},
		"a gap in the numbers":       {insert + "3, 'grant', 'free', 'granted', 1000, 9000, 0, 1000, 0, '2022-04-12')", []any{id}},
		"a number twice":             {insert + "1, 'issue', 'outside', 'free', 1000, 1000, 0, 0, 0, '2022-04-12')", []any{id}},
		"an earlier day":             {insert + "2, 'grant', 'free', 'granted', 1000, 9000, 0, 1000, 0, '2022-04-11')", []any{id}},
		"a kind that goes elsewhere": {insert + "2, 'issue', 'free', 'granted', 1000, 9000, 0, 1000, 0, '2022-04-12')", []any{id}},
	}
	system := access.With(context.Background(), access.As("sql"))
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			err := db.Write(system, access.StoreSeed, func(tx *store.Tx) error { return tx.Q().Exec(tt.text, tt.args...).Error })
			if fault.KindOf(err) != fault.Conflict {
				t.Errorf("got %v, want a refusal by the database", err)
			}
		})
	}
	after := insert + "2, 'grant', 'free', 'granted', 1000, 9000, 0, 1000, 0, '2022-04-12')"
	if err := db.Write(system, access.StoreSeed, func(tx *store.Tx) error { return tx.Q().Exec(after, id).Error }); err != nil {
		t.Errorf("an entry that follows is taken: %v", err)
	}
}

func TestUndo(t *testing.T) {
	db := storetest.Open(t)
	id, do := account(t, db)
	var issued, undone *ledger.Entry
	if err := do(func(tx *store.Tx) (err error) {
		if issued, err = ledger.Post(tx, id, ledger.Movement{Kind: ledger.Issue, Amount: 50_00}); err != nil {
			return err
		}
		undone, err = ledger.Undo(tx, id, issued.ID, "文号写错")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if undone.Free != 0 || undone.Reverses != issued.ID || undone.Seq != 2 {
		t.Errorf("got %+v, want the issue undone", undone)
	}
	for _, e := range []*ledger.Entry{issued, undone} {
		err := do(func(tx *store.Tx) error { _, err := ledger.Undo(tx, id, e.ID, "再来一次"); return err })
		if !errors.Is(err, ledger.ErrReversed) {
			t.Errorf("undoing entry %d: got %v, want %v", e.Seq, err, ledger.ErrReversed)
		}
	}
	for _, amount := range []int64{0, -1, 1 << 62} {
		err := do(func(tx *store.Tx) error {
			_, err := ledger.Post(tx, id, ledger.Movement{Kind: ledger.Issue, Amount: amount})
			return err
		})
		if !errors.Is(err, ledger.ErrAmount) {
			t.Errorf("an issue of %d: got %v, want %v", amount, err, ledger.ErrAmount)
		}
	}
}
