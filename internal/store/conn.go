package store

import (
	"context"
	"database/sql"
	"regexp"

	"gorm.io/gorm"
)

// pool is what statements run on: GORM's word for a connection.
type pool = gorm.ConnPool

const maxStatements = 300

// conn is one dedicated SQLite connection with its prepared statements. GORM's own PrepareStmt prepares again in every transaction,
// which measured at twice the cost.
type conn struct {
	*sql.Conn
	statements map[string]*sql.Stmt
}

func newConn(ctx context.Context, db *sql.DB) (*conn, error) {
	c, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &conn{Conn: c, statements: map[string]*sql.Stmt{}}, nil
}

func (c *conn) statement(ctx context.Context, query string) (*sql.Stmt, error) {
	if s, ok := c.statements[query]; ok {
		return s, nil
	}
	if len(c.statements) >= maxStatements {
		c.forget()
	}
	s, err := c.PrepareContext(ctx, steady(query))
	if err != nil {
		return nil, err
	}
	c.statements[query] = s
	return s, nil
}

// steady keeps a prepared statement prepared. SQLite plans a statement anew when a value is bound that could matter to the plan (is it 0 or 1, is it the
// one of a partial index), and the driver clears every value before each use, so that most queries would be parsed and planned at each execution. It does
// not look behind a plus, which changes no value.
func steady(query string) string { return compared.ReplaceAllString(query, "$1 +?") }

var compared = regexp.MustCompile(`([=<>]) \?`)

func (c *conn) forget() {
	for query, s := range c.statements {
		_ = s.Close() // a statement that will not close cannot be used either; the connection frees it
		delete(c.statements, query)
	}
}

// ExecContext runs a statement, prepared once.
func (c *conn) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	s, err := c.statement(ctx, query) //nolint:sqlclosecheck // the connection keeps its statements and closes them when it shuts
	if err != nil {
		return nil, err
	}
	return s.ExecContext(ctx, args...)
}

// QueryContext runs a query, prepared once.
func (c *conn) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := c.statement(ctx, query) //nolint:sqlclosecheck // the connection keeps its statements and closes them when it shuts
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

// QueryRowContext runs a query for one row. A statement that cannot be prepared is left to the connection to report.
func (c *conn) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	s, err := c.statement(ctx, query) //nolint:sqlclosecheck // the connection keeps its statements and closes them when it shuts
	if err != nil {
		return c.Conn.QueryRowContext(ctx, query, args...)
	}
	return s.QueryRowContext(ctx, args...)
}

func (c *conn) shut() error {
	c.forget()
	return c.Close()
}
