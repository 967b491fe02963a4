package store

import (
	"context"
	"database/sql"
	"path/filepath"
	"testing"

	"github.com/mattn/go-sqlite3"
)

// selecting is what SQLite's authorizer is asked whenever it plans a query.
const selecting = 21

// plannings counts how often a query is planned while it runs ten times with other values.
func plannings(t *testing.T, c *conn, query string) int {
	t.Helper()
	n := 0
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(c.Raw(func(driver any) error {
		driver.(*sqlite3.SQLiteConn).RegisterAuthorizer(func(op int, _, _, _ string) int {
			if op == selecting {
				n++
			}
			return sqlite3.SQLITE_OK
		})
		return nil
	}))
	for i := range 10 {
		must(read(c, query, "county", i))
	}
	return n
}

func read(c *conn, query string, args ...any) error {
	rows, err := c.QueryContext(context.Background(), query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() { // what it reads does not matter
	}
	return rows.Err()
}

// TestStatementsStayPrepared holds a page of a list to being planned once. The same query with bare values is planned at each use, which shows that the
// test would see it.
func TestStatementsStayPrepared(t *testing.T) {
	db, err := sql.Open("sqlite3", dsn(filepath.Join(t.TempDir(), "test.db"), false))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	c, err := newConn(context.Background(), db)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.shut(); err != nil {
			t.Error(err)
		}
	})
	for _, text := range []string{
		"CREATE TABLE plots (id INTEGER PRIMARY KEY, region TEXT, made INTEGER)", "CREATE INDEX plots_made ON plots (made)", "CREATE INDEX plots_region ON plots (region, made)",
		"CREATE UNIQUE INDEX plots_one ON plots (made) WHERE region = 'open'",
		"INSERT INTO plots (region, made) VALUES ('county', 1), ('county', 2)",
	} {
		if _, err := c.ExecContext(context.Background(), text); err != nil {
			t.Fatal(err)
		}
	}
	for _, query := range []string{
		"SELECT id FROM plots WHERE region = ? AND id <> ? ORDER BY made LIMIT 2", "SELECT id FROM plots WHERE region <> ? AND made < ? ORDER BY id LIMIT 1",
	} {
		if n := plannings(t, c, query); n != 1 {
			t.Errorf("%s: planned %d times, want once", query, n)
		}
	}
	if n := plannings(t, c, "SELECT id FROM plots WHERE region IS ? AND id <> ? ORDER BY made LIMIT 2"); n < 10 {
		t.Errorf("with a bare value: planned %d times, want it at each use", n)
	}
}
