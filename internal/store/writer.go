package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"

	"zhaoyin/internal/fault"
)

// ErrBusy is the honest answer when more writes wait than the queue holds.
var ErrBusy = fault.Define(fault.Busy, "store.busy", "系统正忙，请稍后重试。", "The service is busy; please try again shortly.")

var errClosed = errors.New("the store is closed")

// maxBatch is how many waiting jobs share one fsync.
const maxBatch = 64

// writer is SQLite's only writer: one connection, used by whoever has the turn. Whoever comes queues a job and waits for its answer or for the turn; with
// the turn it takes what is queued, its own job among it, gives each a savepoint and commits them together. There is no timer and no goroutine to wake: a
// job that comes alone runs where it is, and at the deadline many counties share one fsync.
type writer struct {
	db    *sql.DB
	conn  *conn
	queue chan *job
	turn  chan struct{} // holds the turn when it is full

	mu      sync.RWMutex // held for reading while a job is queued, so that close knows of every job
	closed  bool
	pending sync.WaitGroup
}

type job struct {
	ctx    context.Context
	fn     func(pool) error
	err    error
	answer chan error
}

func newWriter(ctx context.Context, path string, cfg Config) (*writer, error) {
	db, err := sql.Open("sqlite3", dsn(path, false))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	c, err := newConn(ctx, db)
	if err != nil {
		return nil, err
	}
	if err := checkPragmas(ctx, c); err != nil {
		return nil, err
	}
	if cfg.Queue == 0 {
		cfg.Queue = 512
	}
	return &writer{db: db, conn: c, queue: make(chan *job, cfg.Queue), turn: make(chan struct{}, 1)}, nil
}

// checkPragmas reads back what durability depends on and refuses to serve on anything else.
func checkPragmas(ctx context.Context, c *conn) error {
	want := []struct{ pragma, value string }{{"journal_mode", "wal"}, {"synchronous", "2"}, {"foreign_keys", "1"}, {"mmap_size", "0"}}
	for _, w := range want {
		var got string
		err := c.QueryRowContext(ctx, "PRAGMA "+w.pragma).Scan(&got)
		if errors.Is(err, sql.ErrNoRows) && w.pragma == "mmap_size" {
			continue
		}
		if err != nil || got != w.value {
			return fmt.Errorf("sqlite %s is %q, must be %q: %w", w.pragma, got, w.value, err)
		}
	}
	return nil
}

func (w *writer) submit(ctx context.Context, fn func(pool) error) error {
	j := &job{ctx: ctx, fn: fn, answer: make(chan error, 1)}
	if err := w.enqueue(j); err != nil {
		return err
	}
	defer w.pending.Done()
	select {
	case err := <-j.answer:
		return err
	case w.turn <- struct{}{}:
	}
	defer func() { <-w.turn }()
	for {
		select {
		case err := <-j.answer:
			return err
		default:
			w.commit(w.collect())
		}
	}
}

func (w *writer) enqueue(j *job) error {
	w.mu.RLock()
	defer w.mu.RUnlock()
	if w.closed {
		return ErrBusy.With().Because(errClosed)
	}
	select {
	case w.queue <- j:
		w.pending.Add(1)
		return nil
	default:
		return ErrBusy.With()
	}
}

// collect takes what is queued, in the order in which it came.
func (w *writer) collect() []*job {
	var batch []*job
	for len(batch) < maxBatch {
		select {
		case j := <-w.queue:
			batch = append(batch, j)
		default:
			return batch
		}
	}
	return batch
}

// commit runs a batch in one transaction and answers only after it is on the disk.
func (w *writer) commit(batch []*job) {
	err := within(w.conn, "BEGIN IMMEDIATE", func(pool) error {
		ran := 0
		for _, j := range batch {
			j.err = w.runOne(j, len(batch) == 1)
			if j.err == nil {
				ran++
			}
		}
		if ran == 0 {
			return errNothing
		}
		return nil
	})
	for _, j := range batch {
		if j.err == nil && err != nil {
			j.err = err
		}
		j.answer <- j.err
	}
}

var errNothing = errors.New("no job of the batch succeeded")

// runOne runs a job in its own savepoint; alone in the batch, the transaction itself is its savepoint.
func (w *writer) runOne(j *job, alone bool) error {
	if err := j.ctx.Err(); err != nil {
		return err
	}
	if alone {
		return contained(func() error { return j.fn(w.conn) })
	}
	ctx := context.Background()
	if _, err := w.conn.ExecContext(ctx, "SAVEPOINT job"); err != nil {
		return err
	}
	err := contained(func() error { return j.fn(w.conn) })
	if err != nil {
		if _, back := w.conn.ExecContext(ctx, "ROLLBACK TO job"); back != nil {
			err = errors.Join(err, back)
		}
	}
	if _, release := w.conn.ExecContext(ctx, "RELEASE job"); release != nil {
		err = errors.Join(err, release)
	}
	return err
}

// contained turns a panic into an error, so that it costs one job and not the process.
func contained(fn func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic in a unit of work: %v\n%s", p, debug.Stack())
		}
	}()
	return fn()
}

func (w *writer) close() error {
	w.mu.Lock()
	w.closed = true
	w.mu.Unlock()
	w.pending.Wait()
	return errors.Join(w.conn.shut(), w.db.Close())
}
