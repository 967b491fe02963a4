package store

import (
	"context"
	"database/sql"
	"errors"
	"reflect"
	"strings"
	"sync"

	"zhaoyin/internal/access"
)

var errSecond = errors.New("store: a look is one query")

// Look is Read for what one query tells. The query is its own snapshot, so that no transaction is opened around it; a second query, or one that writes, is
// a mistake of ours and fails.
func (db *DB) Look(ctx context.Context, action access.Action, fn func(*Tx) error) error {
	grant, err := access.Decide(access.From(ctx), action)
	if err != nil {
		return err
	}
	return translate(db.engine.look(ctx, func(p pool) error {
		one := &single{pool: p}
		err := fn(db.begin(ctx, grant, one, nil))
		if one.asked > 1 {
			return errors.Join(errSecond, err)
		}
		return err
	}))
}

// single is a connection that answers one query.
type single struct {
	pool
	asked int
}

// ExecContext refuses.
func (*single) ExecContext(context.Context, string, ...any) (sql.Result, error) {
	return nil, errReadOnly
}

// PrepareContext refuses.
func (*single) PrepareContext(context.Context, string) (*sql.Stmt, error) { return nil, errReadOnly }

// QueryContext runs the query.
func (s *single) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s.asked++
	return s.pool.QueryContext(ctx, query, args...)
}

// QueryRowContext runs the query for one row.
func (s *single) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	s.asked++
	return s.pool.QueryRowContext(ctx, query, args...)
}

// Join reads a row by its id, and the row of another model that its column via names, in one query. ErrMissing when one of them is not within reach.
func Join[A, B any](tx *Tx, via, id string) (*A, *B, error) {
	first, second := new(A), new(B)
	a, err := planOf(reflect.TypeFor[A]())
	if err != nil {
		return nil, nil, err
	}
	b, err := planOf(reflect.TypeFor[B]())
	if err != nil {
		return nil, nil, err
	}
	text, args, err := join{a, b, via, tx.Grant.All}.within(tx, id)
	if err != nil {
		return nil, nil, err
	}
	into := append(a.targets(reflect.ValueOf(first).Elem()), b.targets(reflect.ValueOf(second).Elem())...)
	if err := one(tx.queryRow(text, args...), into...); err != nil {
		return nil, nil, err
	}
	tx.remember(a, reflect.ValueOf(first).Elem())
	tx.remember(b, reflect.ValueOf(second).Elem())
	return first, second, nil
}

type join struct {
	a, b *plan
	via  string
	all  bool // rows of every county
}

var joins sync.Map // join -> its text

// within is the query for one row, with the reach on both tables.
func (j join) within(tx *Tx, id string) (string, []any, error) {
	text, ok := joins.Load(j)
	if !ok {
		text, _ = joins.LoadOrStore(j, j.text())
	}
	switch {
	case j.all:
		return text.(string), []any{id}, nil
	case tx.Grant.Region != "":
		return text.(string), []any{id, tx.Grant.Region, tx.Grant.Region}, nil
	}
	return "", nil, errUnconfined
}

func (j join) text() string {
	text := "SELECT " + j.a.listed("a") + ", " + j.b.listed("b") + " FROM " + j.a.table + " a JOIN " + j.b.table + " b ON b.id = a." + j.via + " WHERE a.id = ?"
	if !j.all {
		text += " AND a.region_id = ? AND b.region_id = ?"
	}
	return text
}

// listed are the columns of an alias.
func (p *plan) listed(alias string) string {
	names := make([]string, len(p.columns))
	for i, c := range p.columns {
		names[i] = alias + "." + c.name
	}
	return strings.Join(names, ", ")
}
