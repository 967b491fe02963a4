package store

import (
	"database/sql"
	"errors"
	"strings"
)

// Cond is one condition of a query, joined to the others by AND. Its SQL is written by us; values are always arguments.
type Cond struct {
	SQL  string
	Args []any
}

// Where makes a condition: Where("project_id = ?", id).
func Where(text string, args ...any) Cond { return Cond{SQL: text, Args: args} }

// In makes "column IN (...)"; nothing matches an empty list.
func In[T any](column string, values []T) Cond {
	if len(values) == 0 {
		return Cond{SQL: "1 = 0"}
	}
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = v
	}
	return Cond{SQL: column + " IN (?" + strings.Repeat(", ?", len(values)-1) + ")", Args: args}
}

func joinConds(conds []Cond) (string, []any) {
	if len(conds) == 0 {
		return "", nil
	}
	var b strings.Builder
	var args []any
	between := " WHERE ("
	for _, c := range conds {
		b.WriteString(between)
		b.WriteString(c.SQL)
		b.WriteByte(')')
		args, between = append(args, c.Args...), " AND ("
	}
	return b.String(), args
}

// errUnconfined refuses a statement that the door cannot confine to the actor's rows. It is a bug of ours, never the caller's.
var errUnconfined = errors.New("store: a limited actor's statement cannot be confined to its rows")

// within adds the grant's reach to the conditions of a query on the model.
func (p *plan) within(tx *Tx, conds []Cond) ([]Cond, error) {
	g := tx.Grant
	switch {
	case g.All || p.public:
		return conds, nil
	case g.Region != "" && p.region >= 0:
		return append([]Cond{Where("region_id = ?", g.Region)}, conds...), nil
	case g.Department != "" && p.department >= 0:
		return append([]Cond{Where("department_id = ?", g.Department)}, conds...), nil
	}
	return nil, errUnconfined
}

// Rows runs one of the few explicit queries of the hot reads. {reach:x} in the text becomes the region condition on alias x; a limited
// actor's text without it is refused.
func (tx *Tx) Rows(text string, args ...any) (*sql.Rows, error) {
	text, args, err := tx.reach(text, args)
	if err != nil {
		return nil, err
	}
	return tx.query(text, args...)
}

// One is Rows for a single row; sql.ErrNoRows becomes ErrMissing.
func (tx *Tx) One(text string, args []any, into ...any) error {
	text, args, err := tx.reach(text, args)
	if err != nil {
		return err
	}
	return one(tx.queryRow(text, args...), into...)
}

func one(row *sql.Row, into ...any) error {
	err := row.Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrMissing.With()
	}
	return err
}

func (tx *Tx) reach(text string, args []any) (string, []any, error) {
	const open = "{reach:"
	if !strings.Contains(text, open) {
		if tx.Grant.Limited() {
			return "", nil, errUnconfined
		}
		return text, args, nil
	}
	var b strings.Builder
	var all []any
	for {
		head, tail, found := strings.Cut(text, open)
		b.WriteString(head)
		n := strings.Count(head, "?")
		all, args = append(all, args[:n]...), args[n:]
		if !found {
			return b.String(), all, nil
		}
		alias, rest, _ := strings.Cut(tail, "}")
		text = rest
		cond, value, err := tx.reachOn(alias)
		if err != nil {
			return "", nil, err
		}
		b.WriteString(cond)
		all = append(all, value...)
	}
}

func (tx *Tx) reachOn(alias string) (string, []any, error) {
	switch {
	case tx.Grant.All:
		return "1 = 1", nil, nil
	case tx.Grant.Region != "":
		return alias + ".region_id = ?", []any{tx.Grant.Region}, nil
	}
	return "", nil, errUnconfined
}
