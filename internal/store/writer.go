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

// writer is SQLite's only writer: one connection behind one goroutine that takes what is queued, gives each job a savepoint and
// commits them together. There is no timer: an idle system adds no delay, and at the deadline many counties share one fsync.
type writer struct {
	db    *sql.DB
	conn  *conn
	queue chan *job
	done  chan struct{}

	mu     sync.RWMutex // held for reading while a job is queued, so that close never closes under a sender
	closed bool
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
	w := &writer{db: db, conn: c, queue: make(chan *job, cfg.Queue), done: make(chan struct{})}
	go w.run()
	return w, nil
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
	return <-j.answer
}

func (w *writer) enqueue(j *job) error {
	w.mu.RLock()
	defer w.mu.RUnlock()
	if w.closed {
		return ErrBusy.With().Because(errClosed)
	}
	select {
	case w.queue <- j:
		return nil
	default:
		return ErrBusy.With()
	}
}

func (w *writer) run() {
	defer close(w.done)
	for j := range w.queue {
		w.commit(w.collect(j))
	}
}

func (w *writer) collect(first *job) []*job {
	batch := []*job{first}
	for len(batch) < maxBatch {
		select {
		case j, ok := <-w.queue:
			if !ok {
				return batch
			}
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
	if !w.closed {
		w.closed = true
		close(w.queue)
	}
	w.mu.Unlock()
	<-w.done
	return errors.Join(w.conn.shut(), w.db.Close())
}
