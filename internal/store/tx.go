package store

import (
	"context"
	"database/sql"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
)

// Tx is a unit of work: an actor's grant, a fixed "now" and the connection that its statements share.
type Tx struct {
	Now   time.Time // UTC, the same for everything in the transaction
	Actor access.Actor
	Grant access.Grant

	ctx     context.Context //nolint:containedctx // a Tx is one request's; it carries the grant to GORM's callbacks
	db      *DB
	run     pool
	session *gorm.DB
	journal *journal // nil in a read
}

// begin makes the Tx. The context loses its cancellation: a job that has begun is not cut in half, and statements stay cheap.
func (db *DB) begin(ctx context.Context, grant access.Grant, p pool, j *journal) *Tx {
	return &Tx{
		Now: db.Now(), Actor: grant.Actor, Grant: grant,
		ctx: withGrant(context.WithoutCancel(ctx), grant), db: db, run: p, journal: j,
	}
}

// Today is the day of Now in Asia/Shanghai.
func (tx *Tx) Today() calendar.Date { return calendar.DateOf(tx.Now) }

// Under is the same transaction under another action's grant, decided for the same actor: registering a project, for example, looks
// for duplicates in every county. A token's scopes limit what its holder may ask for, not what that needs inside.
func (tx *Tx) Under(action access.Action) (*Tx, error) {
	actor := tx.Actor
	actor.Scopes = nil
	grant, err := access.Decide(actor, action)
	if err != nil {
		return nil, err
	}
	grant.Actor = tx.Actor
	other := *tx
	other.Grant, other.session = grant, nil
	other.ctx = withGrant(tx.ctx, grant)
	return &other, nil
}

// Writing is true inside a Write.
func (tx *Tx) Writing() bool { return tx.journal != nil }

// Q begins a GORM chain that is confined to the grant. Only files called store.go use it.
func (tx *Tx) Q() *gorm.DB {
	if tx.session == nil {
		tx.session = tx.db.engine.orm().Session(&gorm.Session{NewDB: true, Context: tx.ctx})
		tx.session.Statement.ConnPool = tx.run
	}
	return tx.session
}

// NewID is a new UUIDv7: ids sort by the time they were made.
func NewID() string { return uuid.Must(uuid.NewV7()).String() }

func (tx *Tx) exec(text string, args ...any) (sql.Result, error) {
	return tx.run.ExecContext(tx.ctx, tx.db.engine.rebind(text), args...)
}

func (tx *Tx) query(text string, args ...any) (*sql.Rows, error) {
	return tx.run.QueryContext(tx.ctx, tx.db.engine.rebind(text), args...)
}

func (tx *Tx) queryRow(text string, args ...any) *sql.Row {
	return tx.run.QueryRowContext(tx.ctx, tx.db.engine.rebind(text), args...)
}

// Confined is the same transaction under a narrower grant, for work on behalf of somebody whose reach the caller has decided.
func (tx *Tx) Confined(g access.Grant) *Tx {
	other := *tx
	other.Grant, other.session = g, nil
	other.ctx = withGrant(tx.ctx, g)
	return &other
}
