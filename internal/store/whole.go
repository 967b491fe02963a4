package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"zhaoyin/internal/access"
)

// Table is one whose rows the trail tells of.
type Table struct{ model reflect.Type }

// TableOf is the table of a model.
func TableOf[T any]() Table { return Table{reflect.TypeFor[T]()} }

// Name is the table's name, which the trail calls its entity.
func (t Table) Name() (string, error) {
	p, err := planOf(t.model)
	if err != nil {
		return "", err
	}
	return p.table, nil
}

// told is what the trail says of a row: the last value of each field that it names, and how often the row was written.
type told struct {
	fields map[string]json.RawMessage
	times  int64
}

const (
	rowsAtOnce = 500
	lastID     = "\U0010FFFF" // after every id that we make
)

// VerifyRows compares every row of a table with what the trail says that it holds. A row that was altered, added or deleted past the door is found so, and
// so is an entry that is missing from the trail, its last one included: each writing of a row is one version and one entry.
func VerifyRows(tx *Tx, t Table) (int, error) {
	p, err := planOf(t.model)
	if err != nil {
		return 0, err
	}
	n, from := 0, ""
	for {
		rows, err := p.after(tx, t.model, from)
		if err != nil {
			return n, err
		}
		to := lastID
		if len(rows) == rowsAtOnce {
			to = p.idOf(rows[len(rows)-1])
		}
		said, err := p.told(tx, from, to)
		if err != nil {
			return n, err
		}
		if err := p.misfit(rows, said); err != nil {
			return n, err
		}
		if n += len(rows); to == lastID {
			return n, nil
		}
		from = to
	}
}

func (p *plan) idOf(row reflect.Value) string {
	return row.FieldByIndex(p.columns[p.id].index).String()
}

// after reads the rows that follow an id.
func (p *plan) after(tx *Tx, model reflect.Type, id string) ([]reflect.Value, error) {
	found, err := tx.query(p.selectSQL+fmt.Sprintf(" WHERE id > ? ORDER BY id LIMIT %d", rowsAtOnce), id)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	var rows []reflect.Value
	for found.Next() {
		row := reflect.New(model).Elem()
		if err := found.Scan(p.targets(row)...); err != nil {
			return nil, fmt.Errorf("%s: a row cannot be read: %w", p.table, err)
		}
		rows = append(rows, row)
	}
	return rows, found.Err()
}

// told gathers what the trail says of the rows after one id and up to another.
func (p *plan) told(tx *Tx, from, to string) (map[string]*told, error) {
	found, err := tx.query("SELECT row_id, after FROM audit WHERE entity = ? AND row_id > ? AND (row_id <= ? OR ? = '"+lastID+"') ORDER BY row_id, seq", p.table, from, to, to)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	said := map[string]*told{}
	for found.Next() {
		var id, after string
		if err := found.Scan(&id, &after); err != nil {
			return nil, err
		}
		if said[id] == nil {
			said[id] = &told{fields: map[string]json.RawMessage{}}
		}
		said[id].times++
		if err := json.Unmarshal([]byte(after), &said[id].fields); err != nil {
			return nil, fmt.Errorf("trail of %s %s: %w", p.table, id, err)
		}
	}
	return said, found.Err()
}

func (p *plan) misfit(rows []reflect.Value, said map[string]*told) error {
	for _, row := range rows {
		id := p.idOf(row)
		t := said[id]
		if t == nil {
			return fmt.Errorf("%s: the trail knows nothing of the row %s", p.table, id)
		}
		delete(said, id)
		if r, ok := row.Addr().Interface().(Rowed); ok && r.row().Version != t.times {
			return fmt.Errorf("%s: the row %s was written %d times, and the trail tells of %d", p.table, id, r.row().Version, t.times)
		}
		for _, c := range p.columns {
			if !c.quiet && !c.holds(row.FieldByIndex(c.index), t.fields[c.label]) {
				return fmt.Errorf("%s: the row %s does not hold what the trail says: %s", p.table, id, c.label)
			}
		}
	}
	for id := range said {
		return fmt.Errorf("%s: the trail tells of a row that is not there: %s", p.table, id)
	}
	return nil
}

// holds is true of a field that is as the trail says; of one that it never named, when there is nothing in it.
func (c column) holds(field reflect.Value, said json.RawMessage) bool {
	if said == nil {
		return field.IsZero() || c.json && field.Kind() == reflect.Slice && field.Len() == 0
	}
	text, err := json.Marshal(field.Interface())
	if err == nil && bytes.Equal(text, said) {
		return true
	}
	other := reflect.New(field.Type())
	return json.Unmarshal(said, other.Interface()) == nil && c.same(field, other.Elem())
}

// CheckGuards says whether the triggers that keep what is never changed are still there, as the migrations made them.
func (db *DB) CheckGuards(ctx context.Context) (int, error) {
	guards, list := sqliteGuards, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
	if _, ok := db.engine.(*postgres); ok {
		guards, list = postgresGuards, "SELECT tgname, '' FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
	}
	want, found := triggers(guards), map[string]string{}
	err := db.Read(ctx, access.StoreVerify, func(tx *Tx) error {
		rows, err := tx.Rows(list)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var name, text string
			if err := rows.Scan(&name, &text); err != nil {
				return err
			}
			found[name] = text
		}
		return rows.Err()
	})
	if err != nil {
		return 0, err
	}
	return len(want), lacking(want, found)
}

// triggers are the texts of an engine's triggers by name.
func triggers(guards []guard) map[string]string {
	all := map[string]string{}
	for _, g := range guards {
		for _, text := range g.up {
			if rest, ok := strings.CutPrefix(text, "CREATE TRIGGER "); ok {
				name, _, _ := strings.Cut(rest, " ")
				all[name] = text
			}
		}
	}
	return all
}

// lacking names the triggers that are not there, and those that were written anew; PostgreSQL keeps no text to compare.
func lacking(want, found map[string]string) error {
	var bad []error
	for name, text := range want {
		is, there := found[name]
		switch {
		case !there:
			bad = append(bad, fmt.Errorf("the trigger %s is gone or off", name))
		case is != "" && is != text:
			bad = append(bad, fmt.Errorf("the trigger %s was changed", name))
		}
	}
	return errors.Join(bad...)
}
