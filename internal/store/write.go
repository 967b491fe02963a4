package store

import (
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"zhaoyin/internal/fault"
)

// ErrBeyond refuses to make or move a row outside the actor's county or department.
var ErrBeyond = fault.Define(fault.Forbidden, "access.beyond", "不能在您的县（市、区）或部门之外新增或移动内容。", "You cannot add or move anything outside your own county or department.")

var errReadOnly = errors.New("store: a write inside a read")

// Get reads one row by id within reach; ErrMissing otherwise.
func Get[T any](tx *Tx, id string) (*T, error) { return Find[T](tx, Where("id = ?", id)) }

// Lock is Get for a row that is about to be judged: on PostgreSQL it waits for whoever is changing the row and reads what they left, so
// that the loser of a race learns of it by version. SQLite's writer is alone anyway.
func Lock[T any](tx *Tx, id string) (*T, error) {
	return find[T](tx, tx.db.engine.lockRow(), Where("id = ?", id))
}

// Find reads the first row that the conditions name, by id when several do; ErrMissing when none is within reach.
func Find[T any](tx *Tx, conds ...Cond) (*T, error) { return find[T](tx, "", conds...) }

func find[T any](tx *Tx, lock string, conds ...Cond) (*T, error) {
	row := new(T)
	p, err := planOf(reflect.TypeFor[T]())
	if err != nil {
		return nil, err
	}
	conds, err = p.within(tx, conds)
	if err != nil {
		return nil, err
	}
	where, args := joinConds(conds)
	err = tx.queryRow(p.selectSQL+where+" ORDER BY id LIMIT 1"+lock, args...).Scan(p.targets(reflect.ValueOf(row).Elem())...)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrMissing.With()
	}
	if err == nil {
		tx.remember(p, reflect.ValueOf(row).Elem())
	}
	return row, err
}

// Insert writes a new row: it stamps id (when empty), version 1 and who and when, checks that the row's county is within reach, and
// notes the row in the trail.
func Insert(tx *Tx, row any) error {
	p, rv, err := tx.prepare(row)
	if err != nil {
		return err
	}
	if r, ok := row.(Rowed); ok {
		tx.stampNew(r.row())
	}
	if err := p.checkNew(tx, rv); err != nil {
		return err
	}
	values, err := p.values(rv)
	if err != nil {
		return err
	}
	if _, err := tx.exec(p.insertSQL, values...); err != nil {
		return fmt.Errorf("insert into %s: %w", p.table, err)
	}
	if p.derived {
		return nil
	}
	return tx.note(p, reflect.Value{}, rv, p.filled(rv))
}

// Update writes what differs from the stored row, if the row still has the version that was read; the version grows by one. Nothing
// is written when nothing differs.
func Update(tx *Tx, row Rowed) error {
	p, rv, err := tx.prepare(row)
	if err != nil {
		return err
	}
	r := row.row()
	old, known := p.recall(tx, r.ID, r.Version)
	if !known {
		if old, err = p.load(tx, rv.Type(), r.ID); err != nil {
			return err
		}
	}
	if stored := old.Addr().Interface().(Rowed).row(); stored.Version != r.Version {
		return stale(stored.Version)
	}
	if err := p.checkNew(tx, rv); err != nil {
		return err
	}
	changed := p.changed(old, rv)
	if len(changed) == 0 {
		return nil
	}
	return tx.replace(p, r, old, rv, changed)
}

func (tx *Tx) replace(p *plan, r *Row, old, rv reflect.Value, changed []int) error {
	text, args, err := p.updateSQL(rv, changed)
	if err != nil {
		return err
	}
	done, err := tx.exec(text, append(args, tx.Now, tx.Actor.Name, r.ID, r.Version)...)
	if err != nil {
		return fmt.Errorf("update %s: %w", p.table, err)
	}
	if n, err := done.RowsAffected(); err != nil || n != 1 {
		return errors.Join(tx.overtaken(p, rv.Type(), r.ID), err)
	}
	r.Version, r.UpdatedAt, r.UpdatedBy = r.Version+1, tx.Now, tx.Actor.Name
	if p.derived {
		return nil
	}
	if err := tx.note(p, old, rv, changed); err != nil {
		return err
	}
	tx.remember(p, rv)
	return nil
}

// overtaken tells the version that somebody else has left, when a row has changed since it was read.
func (tx *Tx) overtaken(p *plan, t reflect.Type, id string) error {
	now, err := p.load(tx, t, id)
	if err != nil {
		return err
	}
	return stale(now.Addr().Interface().(Rowed).row().Version)
}

func (tx *Tx) prepare(row any) (*plan, reflect.Value, error) {
	rv := reflect.ValueOf(row)
	if rv.Kind() != reflect.Pointer || rv.Elem().Kind() != reflect.Struct {
		return nil, rv, fmt.Errorf("store: %T is not a pointer to a struct", row)
	}
	if tx.journal == nil {
		return nil, rv, errReadOnly
	}
	p, err := planOf(rv.Elem().Type())
	return p, rv.Elem(), err
}

func (tx *Tx) stampNew(r *Row) {
	if r.ID == "" {
		r.ID = NewID()
	}
	r.Version = 1
	r.CreatedAt, r.CreatedBy = tx.Now, tx.Actor.Name
	r.UpdatedAt, r.UpdatedBy = tx.Now, tx.Actor.Name
}

// load reads the stored image of a row that is to change, within reach.
func (p *plan) load(tx *Tx, t reflect.Type, id string) (reflect.Value, error) {
	image := reflect.New(t).Elem()
	conds, err := p.within(tx, []Cond{Where("id = ?", id)})
	if err != nil {
		return image, err
	}
	where, args := joinConds(conds)
	err = tx.queryRow(p.selectSQL+where, args...).Scan(p.targets(image)...)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrMissing.With()
	}
	return image, err
}

// updateSQL sets the changed columns of a row that still has its version; the arguments of the bookkeeping follow those of the columns.
func (p *plan) updateSQL(row reflect.Value, changed []int) (string, []any, error) {
	var b strings.Builder
	b.WriteString("UPDATE " + p.table + " SET ")
	args := make([]any, 0, len(changed)+4)
	for _, i := range changed {
		c := &p.columns[i]
		v, err := c.value(row)
		if err != nil {
			return "", nil, fmt.Errorf("%s.%s: %w", p.table, c.name, err)
		}
		b.WriteString(c.name + " = ?, ")
		args = append(args, v)
	}
	b.WriteString("version = version + 1, updated_at = ?, updated_by = ? WHERE id = ? AND version = ?")
	return b.String(), args, nil
}

// checkNew holds that a row lands within the actor's reach.
func (p *plan) checkNew(tx *Tx, rv reflect.Value) error {
	g := tx.Grant
	if g.All || p.public || p.derived {
		return nil
	}
	if g.Region != "" && p.region >= 0 && rv.FieldByIndex(p.columns[p.region].index).String() == g.Region {
		return nil
	}
	if g.Department != "" && p.department >= 0 && rv.FieldByIndex(p.columns[p.department].index).String() == g.Department {
		return nil
	}
	return ErrBeyond.With()
}
