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

var errLost = errors.New("the database file is missing or empty although one was made here before: restore a backup, or remove " + markerName + " to begin anew")

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
	if err := os.MkdirAll(cfg.Dir, 0o750); err != nil {
		return nil, fmt.Errorf("data directory: %w", err)
	}
	path := filepath.Join(cfg.Dir, FileName)
	if err := checkMarker(cfg.Dir, path); err != nil {
		return nil, err
	}
	if err := migrateSQLite(ctx, path); err != nil {
		return nil, err
	}
	s, err := connectSQLite(ctx, path, cfg)
	if err != nil {
		return nil, err
	}
	return s, os.WriteFile(filepath.Join(cfg.Dir, markerName), []byte("zhaoyin\n"), 0o600)
}

func checkMarker(dir, path string) error {
	if _, err := os.Stat(filepath.Join(dir, markerName)); err != nil {
		return nil //nolint:nilerr // no marker: a first start
	}
	if info, err := os.Stat(path); err != nil || info.Size() == 0 {
		return errLost
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
	var err error
	if s.db, err = sql.Open("sqlite3", dsn(path, true)); err != nil {
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
	if s.writer, err = newWriter(ctx, path, cfg); err != nil {
		return nil, err
	}
	s.base, err = gorm.Open(gormsqlite.New(gormsqlite.Config{Conn: s.db}), ormConfig())
	return s, err
}

func (s *sqlite) read(ctx context.Context, fn func(pool) error) error {
	var c *conn
	select {
	case c = <-s.readers:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { s.readers <- c }()
	return within(c, "BEGIN", fn)
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
		s.closed = s.writer.close()
		for range s.size {
			s.closed = errors.Join(s.closed, (<-s.readers).shut())
		}
		s.closed = errors.Join(s.closed, s.db.Close())
	})
	return s.closed
}

// openFile opens a database file for reading only, without touching how it is journalled.
func openFile(path string) (*sql.DB, error) {
	return sql.Open("sqlite3", "file:"+path+"?mode=ro&_query_only=true")
}
