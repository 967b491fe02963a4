package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
	gormpostgres "gorm.io/driver/postgres"
	"gorm.io/gorm"

	"zhaoyin/migrations"
)

// attempts is how often a write is tried when PostgreSQL asks for it (serialization failure, deadlock).
const attempts = 5

type postgres struct {
	db   *sql.DB
	base *gorm.DB
}

func openPostgres(ctx context.Context, cfg Config) (engine, error) {
	db, err := sql.Open("pgx", cfg.DatabaseURL)
	if err != nil {
		return nil, fmt.Errorf("database url: %w", err)
	}
	db.SetMaxOpenConns(32)
	db.SetMaxIdleConns(32)
	db.SetConnMaxIdleTime(5 * time.Minute)
	if err := migratePostgres(ctx, db, cfg.Opening); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	base, err := gorm.Open(gormpostgres.New(gormpostgres.Config{Conn: db}), ormConfig())
	return &postgres{db: db, base: base}, err
}

// migratePostgres holds a session lock, so that replicas that start together migrate once.
func migratePostgres(ctx context.Context, db *sql.DB, opening Opening) error {
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, db, migrations.FS,
		guards(postgresGuards), goose.WithSessionLocker(locker), goose.WithSlog(slog.New(slog.DiscardHandler)))
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	had, err := versions(ctx, db, postgresVersions)
	if err != nil {
		return fmt.Errorf("look at the schema: %w", err)
	}
	if len(had) == 0 && opening != MayMake {
		return errNoSchema
	}
	if _, err := checkSchema(had, provider.ListSources(), opening); err != nil || opening == AsItIs {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

const postgresVersions = "SELECT count(*) FROM pg_tables WHERE tablename = 'goose_db_version' AND schemaname = current_schema()"

var errNoSchema = errors.New("the database that DATABASE_URL names holds nothing of zhaoyin's: name the one that does, or make the tables with \"zhaoyin migrate\"")

func (p *postgres) read(ctx context.Context, fn func(pool) error) error {
	return p.once(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}, fn)
}

func (p *postgres) look(_ context.Context, fn func(pool) error) error {
	return contained(func() error { return fn(p.db) })
}

func (p *postgres) write(ctx context.Context, fn func(pool) error) error {
	var err error
	for range attempts {
		if err = p.once(ctx, nil, fn); !retriable(err) {
			return err
		}
	}
	return ErrBusy.With().Because(err)
}

func (p *postgres) once(ctx context.Context, opts *sql.TxOptions, fn func(pool) error) error {
	tx, err := p.db.BeginTx(ctx, opts)
	if err != nil {
		return err
	}
	if err := contained(func() error { return fn(tx) }); err != nil {
		return errors.Join(err, ignoreDone(tx.Rollback()))
	}
	return tx.Commit()
}

func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

// retriable names serialization_failure and deadlock_detected.
func retriable(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01")
}

func (p *postgres) ping(ctx context.Context) error { return p.db.PingContext(ctx) }
func (p *postgres) orm() *gorm.DB                  { return p.base }
func (p *postgres) close() error                   { return p.db.Close() }

// trailLock serializes the tail of each transaction, from its first audit entry to its commit, so that the hash chain has one order
// and events are numbered in the order of their commits.
const trailLock = "SELECT pg_advisory_xact_lock(7310257)"

func (p *postgres) lockRow() string   { return " FOR UPDATE" }
func (p *postgres) lockTrail() string { return trailLock }

// rebind turns the ? of our own SQL texts into $1, $2. Our texts hold no question mark in a literal.
func (p *postgres) rebind(text string) string {
	var b strings.Builder
	n := 0
	for _, r := range text {
		if r != '?' {
			b.WriteRune(r)
			continue
		}
		n++
		b.WriteString("$" + strconv.Itoa(n))
	}
	return b.String()
}
