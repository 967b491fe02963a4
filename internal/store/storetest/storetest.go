// Package storetest opens a fresh database for a test: a SQLite file, or a PostgreSQL schema when TEST_POSTGRES is set.
package storetest

import (
	"context"
	"database/sql"
	"net/url"
	"os"
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
	base := os.Getenv("TEST_POSTGRES")
	if base == "" {
		return store.Config{Dir: t.TempDir()}
	}
	return store.Config{Dir: t.TempDir(), DatabaseURL: schema(t, base)}
}

func schema(t testing.TB, base string) string {
	t.Helper()
	name := "t" + strings.ReplaceAll(store.NewID(), "-", "")
	admin, err := sql.Open("pgx", base)
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close()
	if _, err := admin.ExecContext(context.Background(), "CREATE SCHEMA "+name); err != nil {
		t.Fatalf("create schema: %v", err)
	}
	t.Cleanup(func() { drop(t, base, name) })
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("search_path", name)
	u.RawQuery = q.Encode()
	return u.String()
}

func drop(t testing.TB, base, name string) {
	admin, err := sql.Open("pgx", base)
	if err != nil {
		t.Error(err)
		return
	}
	defer admin.Close()
	if _, err := admin.ExecContext(context.Background(), "DROP SCHEMA "+name+" CASCADE"); err != nil {
		t.Errorf("drop schema: %v", err)
	}
}
