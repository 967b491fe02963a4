package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	_ "github.com/mattn/go-sqlite3" // the driver "sqlite3"
	"github.com/pressly/goose/v3"
	gormsqlite "gorm.io/driver/sqlite"
	"gorm.io/gorm"

	"zhaoyin/migrations"
)

// The file names inside the data directory. The marker says that a database was made here once, so that a lost file is noticed
// instead of being replaced by an empty one.
const (
	FileName   = "zhaoyin.db"
	markerName = "zhaoyin.db.made"
)

type sqlite struct {
	path    string
	db      *sql.DB
	readers chan *conn
	size    int
	writer  *writer
	base    *gorm.DB
	closing sync.Once
	closed  error
}

func openSQLite(ctx context.Context, cfg Config) (engine, error) {
	path := filepath.Join(cfg.Dir, FileName)
	if err := checkPlace(cfg.Dir, cfg.Opening); err != nil {
		return nil, err
	}
	if err := prepareSQLite(ctx, path, cfg.Opening); err != nil {
		return nil, advised(err)
	}
	s, err := connectSQLite(ctx, path, cfg)
	if err != nil {
		return nil, advised(err)
	}
	if cfg.Opening == AsItIs {
		return s, nil
	}
	return s, mark(cfg.Dir)
}

// prepareSQLite makes the file where it may, and holds it to this program's schema.
func prepareSQLite(ctx context.Context, path string, opening Opening) error {
	if opening == AsItIs {
		return checkSQLite(ctx, path, opening)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return fmt.Errorf("data directory: %w", err)
	}
	if err := keepPrivate(path); err != nil {
		return fmt.Errorf("database file: %w", err)
	}
	if err := checkSQLite(ctx, path, opening); err != nil {
		return err
	}
	return migrateSQLite(ctx, path)
}

const sqliteVersions = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'goose_db_version'"

// checkSQLite looks at a file before anything is changed. Pages are only read through where a migration is about to change them: on a large database
// that takes longer than a start may.
func checkSQLite(ctx context.Context, path string, opening Opening) error {
	db, err := openFile(path)
	if err != nil {
		return err
	}
	defer db.Close()
	provider, err := sqliteMigrations(db)
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	had, err := versions(ctx, db, sqliteVersions)
	if err != nil {
		return err
	}
	pending, err := checkSchema(had, provider.ListSources(), opening)
	if err != nil || !pending || len(had) == 0 {
		return err
	}
	return quickCheck(ctx, db)
}

func quickCheck(ctx context.Context, db *sql.DB) error {
	var answer string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&answer); err != nil {
		return err
	}
	if answer != "ok" {
		return fmt.Errorf("%w (%s)", errDamaged, answer)
	}
	return nil
}

// dsn sets what each connection is opened with: WAL, FULL (NORMAL lost acknowledged writes in trials), no mmap, foreign keys. There are several
// readers, and what one has read stays in its cache: half of the writer's keeps an idle program small, and the machine's own cache stands behind it.
func dsn(path string, readOnly bool) string {
	q := url.Values{
		"_journal_mode":  {"WAL"},
		"_synchronous":   {"FULL"},
		"_foreign_keys":  {"true"},
		"_busy_timeout":  {"5000"},
		"_secure_delete": {"true"},
		"_cache_size":    {"-16000"},
	}
	if readOnly {
		q.Set("_query_only", "true")
		q.Set("_cache_size", "-8000")
	}
	return "file:" + path + "?" + q.Encode()
}

func migrateSQLite(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite3", dsn(path, false))
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	provider, err := sqliteMigrations(db)
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

func sqliteMigrations(db *sql.DB) (*goose.Provider, error) {
	return goose.NewProvider(goose.DialectSQLite3, db, migrations.FS, guards(sqliteGuards), goose.WithSlog(slog.New(slog.DiscardHandler)))
}

func connectSQLite(ctx context.Context, path string, cfg Config) (*sqlite, error) {
	s := &sqlite{path: path, size: cfg.Readers}
	if s.size == 0 {
		s.size = 2 * runtime.NumCPU()
	}
	from := dsn(path, true)
	if cfg.Opening == AsItIs {
		from = looking(path)
	}
	var err error
	if s.db, err = sql.Open("sqlite3", from); err != nil {
		return nil, err
	}
	s.readers = make(chan *conn, s.size)
	for range s.size {
		c, err := newConn(ctx, s.db)
		if err != nil {
			return nil, err
		}
		s.readers <- c
	}
	if cfg.Opening != AsItIs {
		if s.writer, err = newWriter(ctx, path, cfg); err != nil {
			return nil, err
		}
	}
	s.base, err = gorm.Open(gormsqlite.New(gormsqlite.Config{Conn: s.db}), ormConfig())
	return s, err
}

func (s *sqlite) read(ctx context.Context, fn func(pool) error) error {
	return s.reader(ctx, func(c *conn) error { return within(c, "BEGIN", fn) })
}

func (s *sqlite) look(ctx context.Context, fn func(pool) error) error {
	return s.reader(ctx, func(c *conn) error { return contained(func() error { return fn(c) }) })
}

// reader lends one of the connections that read.
func (s *sqlite) reader(ctx context.Context, fn func(*conn) error) error {
	var c *conn
	select {
	case c = <-s.readers:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { s.readers <- c }()
	return fn(c)
}

// within runs fn between begin and commit on a dedicated connection; a failure or a panic rolls back.
func within(c *conn, begin string, fn func(pool) error) error {
	ctx := context.Background()
	if _, err := c.ExecContext(ctx, begin); err != nil {
		return err
	}
	err := contained(func() error { return fn(c) })
	end := "COMMIT"
	if err != nil {
		end = "ROLLBACK"
	}
	if _, endErr := c.ExecContext(ctx, end); endErr != nil {
		_, _ = c.ExecContext(ctx, "ROLLBACK") // a failed commit may leave the transaction open
		return errors.Join(err, endErr)
	}
	return err
}

func (s *sqlite) write(ctx context.Context, fn func(pool) error) error {
	return s.writer.submit(ctx, fn)
}

func (s *sqlite) ping(ctx context.Context) error {
	return s.read(ctx, func(p pool) error { return p.QueryRowContext(ctx, "SELECT 1").Err() })
}

func (s *sqlite) orm() *gorm.DB            { return s.base }
func (s *sqlite) rebind(sql string) string { return sql }
func (s *sqlite) lockRow() string          { return "" }
func (s *sqlite) lockTrail() string        { return "" }

// close may be called more than once; only the first call has something to close.
func (s *sqlite) close() error {
	s.closing.Do(func() {
		if s.writer != nil {
			s.closed = s.writer.close()
		}
		for range s.size {
			s.closed = errors.Join(s.closed, (<-s.readers).shut())
		}
		s.closed = errors.Join(s.closed, s.db.Close())
	})
	return s.closed
}

// openFile opens a database file for reading only, without touching how it is journalled.
func openFile(path string) (*sql.DB, error) { return sql.Open("sqlite3", looking(path)) }

func looking(path string) string {
	return "file:" + path + "?mode=ro&_query_only=true&_busy_timeout=5000&_cache_size=-16000"
}
