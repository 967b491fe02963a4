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
		rows, err := c.QueryContext(context.Background(), query, "county", i)
		must(err)
		for rows.Next() {
		}
		must(rows.Err())
		must(rows.Close())
	}
	return n
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
	defer c.shut()
	for _, text := range []string{
		"CREATE TABLE plots (id INTEGER PRIMARY KEY, region TEXT, made INTEGER)", "CREATE INDEX plots_made ON plots (made)", "CREATE INDEX plots_region ON plots (region, made)",
		"INSERT INTO plots (region, made) VALUES ('county', 1), ('county', 2)",
	} {
		if _, err := c.ExecContext(context.Background(), text); err != nil {
			t.Fatal(err)
		}
	}
	if n := plannings(t, c, "SELECT id FROM plots WHERE region = ? AND id <> ? ORDER BY made LIMIT 2"); n != 1 {
		t.Errorf("planned %d times, want once", n)
	}
	if n := plannings(t, c, "SELECT id FROM plots WHERE region IS ? AND id <> ? ORDER BY made LIMIT 2"); n < 10 {
		t.Errorf("with a bare value: planned %d times, want it at each use", n)
	}
}
