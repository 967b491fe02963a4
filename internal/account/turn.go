package account

import (
	"context"
	"sync"

	"zhaoyin/internal/store"
)

// maxWaiting is how many attempts at one name may wait for their turn.
const maxWaiting = 256

// turns lets attempts at one name into the counter one after the other. An attempt counts as a failure until its password has been compared, so that right
// ones at once would be taken for guesses. Names wait alike whether they exist or not.
type turns struct {
	mu    sync.Mutex
	names map[string]*turn
}

// turn is a name's: free while its channel is empty.
type turn struct {
	taken chan struct{}
	here  int // who has it and who waits for it
}

func newTurns() *turns { return &turns{names: map[string]*turn{}} }

// enter waits for the name's turn; leave gives it on.
func (t *turns) enter(ctx context.Context, name string) (leave func(), err error) {
	mine, err := t.queue(name)
	if err != nil {
		return nil, err
	}
	select {
	case mine.taken <- struct{}{}:
		return func() { <-mine.taken; t.drop(name) }, nil
	case <-ctx.Done():
		t.drop(name)
		return nil, ctx.Err()
	}
}

func (t *turns) queue(name string) (*turn, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	mine := t.names[name]
	if mine == nil {
		mine = &turn{taken: make(chan struct{}, 1)}
		t.names[name] = mine
	}
	if mine.here > maxWaiting {
		return nil, store.ErrBusy.With()
	}
	mine.here++
	return mine, nil
}

func (t *turns) drop(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	mine := t.names[name]
	if mine.here--; mine.here == 0 {
		delete(t.names, name)
	}
}
