package account

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"zhaoyin/internal/store"
)

// TestRightPasswordsAtOnce: a client that signs in several times at once is nobody who guesses.
func TestRightPasswordsAtOnce(t *testing.T) {
	w := newWorld(t)
	var inHand, most atomic.Int64
	compare := w.hash.compare
	w.hash.compare = func(password, hash string) (bool, error) {
		if n := inHand.Add(1); n > most.Load() {
			most.Store(n)
		}
		defer inHand.Add(-1)
		return compare(password, hash)
	}
	const attempts = 30
	errs := make([]error, attempts)
	var wg sync.WaitGroup
	for i := range attempts {
		wg.Go(func() {
			_, errs[i] = w.SignIn(from("10.0.0.1"), Credentials{Username: "clerk.330723", Password: password})
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil || most.Load() != 1 {
		t.Errorf("got %v, %d compared at once", err, most.Load())
	}
}

func TestTurns(t *testing.T) {
	turns := newTurns()
	ctx := context.Background()
	first, err := turns.enter(ctx, "a")
	must(t, err)
	other, err := turns.enter(ctx, "b") // names do not wait for each other
	must(t, err)
	gone, leave := context.WithCancel(ctx)
	leave()
	if _, err := turns.enter(gone, "a"); !errors.Is(err, context.Canceled) {
		t.Errorf("who has gone away: got %v", err)
	}
	var wg sync.WaitGroup
	var done atomic.Int64
	for range maxWaiting {
		mine, err := turns.queue("a")
		must(t, err)
		wg.Go(func() {
			mine.taken <- struct{}{}
			done.Add(1)
			<-mine.taken
			turns.drop("a")
		})
	}
	_, err = turns.enter(ctx, "a")
	wantFault(t, "one more than may wait", err, store.ErrBusy)
	if done.Load() != 0 {
		t.Error("somebody went before their turn")
	}
	first()
	other()
	wg.Wait()
	if len(turns.names) != 0 {
		t.Errorf("still remembered: %v", turns.names)
	}
}
