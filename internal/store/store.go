// Package store is the one door to the database. A use case opens a unit of work and names its action; opening it decides whether
// the actor may, fixes "now", confines every statement to the rows within the actor's reach, and at commit appends the audit entries
// and the outbox events in the same transaction. There is no other way in.
package store

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"gorm.io/gorm"

	"zhaoyin/internal/access"
)

// Config says where the data is. With a DatabaseURL it is PostgreSQL, else a SQLite file in Dir.
type Config struct {
	Dir         string
	DatabaseURL string
	Now         func() time.Time // the clock; time.Now when nil
	Logger      *slog.Logger
	Queue       int // jobs that may wait for the SQLite writer; 512 when 0
	Readers     int // SQLite reader connections; 2 x cores when 0
	Opening     Opening
}

// engine is what differs between SQLite and PostgreSQL: how a read and a write transaction are run.
type engine interface {
	read(ctx context.Context, fn func(pool) error) error
	look(ctx context.Context, fn func(pool) error) error
	write(ctx context.Context, fn func(pool) error) error
	ping(ctx context.Context) error
	orm() *gorm.DB
	rebind(sql string) string
	lockRow() string   // clause that locks a selected row until the commit
	lockTrail() string // statement that makes appending to the trail exclusive, "" where the writer is alone anyway
	close() error
}

// DB is the open database.
type DB struct {
	engine engine
	now    func() time.Time
	log    *slog.Logger
	still  bool // opened AsItIs: writes are refused
}

// Open connects, migrates and checks the settings that durability depends on.
func Open(ctx context.Context, cfg Config) (*DB, error) {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.Default()
	}
	open := openSQLite
	if cfg.DatabaseURL != "" {
		open = openPostgres
	}
	e, err := open(ctx, cfg)
	if err != nil {
		return nil, err
	}
	if err := registerConfinement(e.orm()); err != nil {
		return nil, fmt.Errorf("confine: %w", err)
	}
	return &DB{engine: e, now: cfg.Now, log: cfg.Logger, still: cfg.Opening == AsItIs}, nil
}

// Close lets queued writes end, then closes every connection.
func (db *DB) Close() error { return db.engine.close() }

// Ping answers whether the database answers.
func (db *DB) Ping(ctx context.Context) error { return db.engine.ping(ctx) }

// Now is the store's clock in UTC to the microsecond, which both engines keep exactly.
func (db *DB) Now() time.Time { return db.now().UTC().Truncate(time.Microsecond) }

// Read runs fn over one snapshot, so that a page, its count and its totals agree. A statement that writes fails.
func (db *DB) Read(ctx context.Context, action access.Action, fn func(*Tx) error) error {
	grant, err := access.Decide(access.From(ctx), action)
	if err != nil {
		return err
	}
	return translate(db.engine.read(ctx, func(p pool) error {
		return fn(db.begin(ctx, grant, p, nil))
	}))
}

// Write runs fn in one transaction: rows, audit entries and events are kept together or not at all. On PostgreSQL fn may run again
// from its start after a serialization failure, so it assigns results and does nothing outside the transaction.
func (db *DB) Write(ctx context.Context, action access.Action, fn func(*Tx) error) error {
	grant, err := access.Decide(access.From(ctx), action)
	if err != nil {
		return err
	}
	if db.still {
		return errAsItIs
	}
	key := keyOf(ctx)
	err = db.engine.write(ctx, func(p pool) error {
		tx := db.begin(ctx, grant, p, &journal{})
		if err := tx.claim(key); err != nil {
			return err
		}
		if err := fn(tx); err != nil {
			return err
		}
		return tx.seal(key)
	})
	if err == nil && key != nil {
		key.claimed = true
	}
	return translate(err)
}
