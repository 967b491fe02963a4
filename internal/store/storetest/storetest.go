// Package storetest opens a fresh database for a test: a SQLite file, or a PostgreSQL database when TEST_POSTGRES is set.
package storetest

import (
	"context"
	"database/sql"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"zhaoyin/internal/store"
)

// Clock is a clock that a test sets.
type Clock struct {
	mu sync.Mutex
	at time.Time
}

// NewClock starts a clock at an instant.
func NewClock(at time.Time) *Clock { return &Clock{at: at} }

// Now reads the clock.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// Set moves the clock to an instant.
func (c *Clock) Set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = at
}

// Advance moves the clock on.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// Start is where the clock of Open stands: 2022-04-12 10:00 in Shanghai.
var Start = time.Date(2022, 4, 12, 2, 0, 0, 0, time.UTC)

// Open opens a fresh database whose clock stands at Start.
func Open(t testing.TB) *store.DB { return OpenAt(t, NewClock(Start)) }

// OpenAt opens a fresh database on the test's own clock.
func OpenAt(t testing.TB, clock *Clock) *store.DB {
	t.Helper()
	cfg := Config(t)
	cfg.Now = clock.Now
	db, err := store.Open(context.Background(), cfg)
	if err != nil {
		t.Fatalf("open store: %v", err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close store: %v", err)
		}
	})
	return db
}

// Config names a fresh place for a database, for tests that open it more than once.
func Config(t testing.TB) store.Config {
	t.Helper()
	cfg := store.Config{Dir: t.TempDir()}
	if base := os.Getenv("TEST_POSTGRES"); base != "" {
		cfg.DatabaseURL = database(t, base)
		return cfg
	}
	files, err := migratedFiles()
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(cfg.Dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return cfg
}

// The migrations run once in a process, and each test begins with a copy of what they made: opening an empty database is most of what a short test costs.
var (
	migratedFiles    = sync.OnceValues(migrateFiles)
	migratedDatabase = sync.OnceValues(migrateDatabase)
)

func migrate(cfg store.Config) error {
	db, err := store.Open(context.Background(), cfg)
	if err != nil {
		return err
	}
	return db.Close()
}

// migrateFiles keeps the files of a migrated SQLite database.
func migrateFiles() (map[string][]byte, error) {
	dir, err := os.MkdirTemp("", "storetest-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := migrate(store.Config{Dir: dir}); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, e := range entries {
		if files[e.Name()], err = fs.ReadFile(os.DirFS(dir), e.Name()); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// migrateDatabase makes the PostgreSQL database that the tests' own are copied from. It stays until the cluster goes, which scripts/with-postgres.sh sees to.
func migrateDatabase() (string, error) {
	name, base := fresh("template"), os.Getenv("TEST_POSTGRES")
	if err := administer(base, "CREATE DATABASE "+name); err != nil {
		return "", err
	}
	at, err := urlOf(base, name)
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("", "storetest-*")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	return name, migrate(store.Config{Dir: dir, DatabaseURL: at})
}

func database(t testing.TB, base string) string {
	t.Helper()
	template, err := migratedDatabase()
	if err != nil {
		t.Fatalf("template: %v", err)
	}
	name := fresh("t")
	if err := administer(base, "CREATE DATABASE "+name+" TEMPLATE "+template); err != nil {
		t.Fatalf("create database: %v", err)
	}
	t.Cleanup(func() {
		if err := administer(base, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Errorf("drop database: %v", err)
		}
	})
	at, err := urlOf(base, name)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func fresh(prefix string) string { return prefix + strings.ReplaceAll(store.NewID(), "-", "") }

func urlOf(base, name string) (string, error) {
	u, err := url.Parse(base)
	if err != nil {
		return "", err
	}
	u.Path = "/" + name
	return u.String(), nil
}

// administer runs one statement about databases, which no transaction may hold.
func administer(base, statement string) error {
	admin, err := sql.Open("pgx", base)
	if err != nil {
		return err
	}
	defer admin.Close()
	_, err = admin.ExecContext(context.Background(), statement)
	return err
}
