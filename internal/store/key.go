package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"zhaoyin/internal/access"
)

// KeyTTL is how long the answer to a repeated request is kept.
const KeyTTL = 24 * time.Hour

// Key is the Idempotency-Key of one request. The first Write of the request records it in its own transaction, so that effect and key
// are kept together or not at all.
type Key struct {
	Key   string
	Route string // method and path
	Hash  string // of the body

	claimed bool
}

// KeyRecord is what is known of a key: with Status 0 the effect is kept, and the answer not yet or never.
type KeyRecord struct {
	Route, Hash string
	CreatedAt   time.Time
	Subject     string // "projects/0198…": the first row that the request wrote
	Status      int
	Headers     string
	Body        string
}

type keyCtx struct{}

// WithKey puts the key into the request's context.
func WithKey(ctx context.Context, k Key) context.Context { return context.WithValue(ctx, keyCtx{}, &k) }

// Claimed is true once a Write of this very request has recorded its key: the answer is this request's to keep.
func Claimed(ctx context.Context) bool {
	k, _ := ctx.Value(keyCtx{}).(*Key)
	return k != nil && k.claimed
}

func keyOf(ctx context.Context) *Key {
	k, _ := ctx.Value(keyCtx{}).(*Key)
	if k == nil || k.claimed {
		return nil
	}
	return k
}

// claim records the key as the first statement of the write; a second request with the same key fails as a duplicate.
func (tx *Tx) claim(k *Key) error {
	if k == nil {
		return nil
	}
	if _, err := tx.exec("DELETE FROM idempotency_keys WHERE created_at < ?", tx.Now.Add(-KeyTTL)); err != nil {
		return fmt.Errorf("old keys: %w", err)
	}
	_, err := tx.exec("INSERT INTO idempotency_keys (actor, key, route, hash, created_at) VALUES (?, ?, ?, ?, ?)",
		tx.Actor.Name, k.Key, k.Route, k.Hash, tx.Now)
	if err != nil {
		return fmt.Errorf("claim the key: %w", err)
	}
	return nil
}

func (tx *Tx) nameSubject(k *Key) error {
	if k == nil || len(tx.journal.entries) == 0 {
		return nil
	}
	first := tx.journal.entries[0]
	_, err := tx.exec("UPDATE idempotency_keys SET subject = ? WHERE actor = ? AND key = ?", first.Entity+"/"+first.RowID, tx.Actor.Name, k.Key)
	return err
}

// Keyed finds an actor's key that is younger than KeyTTL; ErrMissing otherwise.
func (db *DB) Keyed(ctx context.Context, key string) (*KeyRecord, error) {
	actor := access.From(ctx).Name
	r := &KeyRecord{}
	err := db.engine.read(ctx, func(p pool) error {
		return p.QueryRowContext(ctx, db.engine.rebind(`SELECT route, hash, created_at, subject, status, headers, body FROM idempotency_keys
WHERE actor = ? AND key = ? AND created_at >= ?`), actor, key, db.Now().Add(-KeyTTL)).
			Scan(&r.Route, &r.Hash, &r.CreatedAt, &r.Subject, &r.Status, &r.Headers, &r.Body)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrMissing.With()
	}
	return r, err
}

// Answer keeps the answer that was given to a key's request. It belongs to whoever has Claimed the key; one that is kept already stays.
func (db *DB) Answer(ctx context.Context, key string, status int, headers, body string) error {
	actor := access.From(ctx).Name
	ctx = context.WithoutCancel(ctx) // a caller who has gone away comes back for it
	return db.engine.write(ctx, func(p pool) error {
		_, err := p.ExecContext(ctx, db.engine.rebind("UPDATE idempotency_keys SET status = ?, headers = ?, body = ? WHERE actor = ? AND key = ? AND status = 0"),
			status, headers, body, actor, key)
		return err
	})
}
