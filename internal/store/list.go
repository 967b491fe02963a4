package store

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"zhaoyin/internal/page"
)

// List reads one page of a model within reach: the caller's conditions, the query's filters, keyset order, and the total up to
// page.TotalCap, all over one snapshot.
func List[T any](tx *Tx, l page.Listing, q page.Query, conds ...Cond) (page.Of[T], error) {
	of := page.Of[T]{Items: []T{}}
	p, err := planOf(reflect.TypeFor[T]())
	if err != nil {
		return of, err
	}
	if conds, err = p.within(tx, append(conds, filters(l, q)...)); err != nil {
		return of, err
	}
	if err := tx.total(p, conds, &of.Total, &of.TotalCapped); err != nil {
		return of, err
	}
	sort, ok := l.Sorts[q.Sort]
	if !ok {
		return of, fmt.Errorf("store: listing of %s has no sort %q", p.table, q.Sort)
	}
	of.Items, err = pageOf[T](tx, p, sort.Column, q, conds)
	if err != nil || len(of.Items) <= q.Limit {
		return of, err
	}
	of.Items = of.Items[:q.Limit]
	of.Next, err = p.resume(q, sort.Column, reflect.ValueOf(of.Items[q.Limit-1]))
	return of, err
}

// All reads every row of a model within reach that the conditions name, in the order given ("sort_order, id").
func All[T any](tx *Tx, order string, conds ...Cond) ([]T, error) {
	p, err := planOf(reflect.TypeFor[T]())
	if err != nil {
		return nil, err
	}
	if conds, err = p.within(tx, conds); err != nil {
		return nil, err
	}
	where, args := joinConds(conds)
	return scan[T](tx, p, p.selectSQL+where+" ORDER BY "+order, args)
}

// AllIn reads every row of a model within reach whose column holds one of the values, a part of them at a time, so that no statement has more arguments
// than an engine takes; the order holds within a part.
func AllIn[T any](tx *Tx, order, column string, values []string, conds ...Cond) ([]T, error) {
	const most = 500
	var all []T
	for part := range slices.Chunk(values, most) {
		rows, err := All[T](tx, order, append([]Cond{In(column, part)}, conds...)...)
		if err != nil {
			return nil, err
		}
		all = append(all, rows...)
	}
	return all, nil
}

// Count counts the rows of a model within reach that the conditions name.
func Count[T any](tx *Tx, conds ...Cond) (int, error) {
	p, err := planOf(reflect.TypeFor[T]())
	if err != nil {
		return 0, err
	}
	if conds, err = p.within(tx, conds); err != nil {
		return 0, err
	}
	where, args := joinConds(conds)
	var n int
	err = tx.queryRow("SELECT count(*) FROM "+p.table+where, args...).Scan(&n)
	return n, err
}

func (tx *Tx) total(p *plan, conds []Cond, total *int, capped *bool) error {
	where, args := joinConds(conds)
	text := "SELECT count(*) FROM (SELECT 1 FROM " + p.table + where + " LIMIT " + strconv.Itoa(page.TotalCap+1) + ") AS t"
	if err := tx.queryRow(text, args...).Scan(total); err != nil {
		return err
	}
	if *total > page.TotalCap {
		*total, *capped = page.TotalCap, true
	}
	return nil
}

func pageOf[T any](tx *Tx, p *plan, sortColumn string, q page.Query, conds []Cond) ([]T, error) {
	less, direction := ">", ""
	if q.Desc {
		less, direction = "<", " DESC"
	}
	if q.After != nil {
		value, err := p.resumed(sortColumn, q.After)
		if err != nil {
			return nil, err
		}
		conds = append(conds, p.beyond(sortColumn, less, value, q.After.ID))
	}
	where, args := joinConds(conds)
	order := sortColumn + direction
	if p.hasID() {
		order += ", id" + direction
	}
	text := p.selectSQL + where + " ORDER BY " + order + " LIMIT " + strconv.Itoa(q.Limit+1)
	return scan[T](tx, p, text, args)
}

// hasID is false of the trail alone, whose sequence number is unique by itself.
func (p *plan) hasID() bool { return p.id >= 0 }

// beyond is the condition of what comes after the last row of a page.
func (p *plan) beyond(sortColumn, less string, value any, id string) Cond {
	if !p.hasID() {
		return Where(sortColumn+" "+less+" ?", value)
	}
	return Where("("+sortColumn+", id) "+less+" (?, ?)", value, id)
}

func scan[T any](tx *Tx, p *plan, text string, args []any) ([]T, error) {
	rows, err := tx.query(text, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	items := []T{}
	var row, empty T
	targets := p.targets(reflect.ValueOf(&row).Elem())
	for rows.Next() {
		row = empty
		if err := rows.Scan(targets...); err != nil {
			return nil, fmt.Errorf("scan %s: %w", p.table, err)
		}
		tx.remember(p, reflect.ValueOf(&row).Elem())
		items = append(items, row)
	}
	return items, rows.Err()
}

// resumed is the value of a cursor as the sort column holds it.
func (p *plan) resumed(sortColumn string, after *page.Cursor) (any, error) {
	switch held := p.columns[p.byName[sortColumn]].held; {
	case held == reflect.TypeFor[time.Time]():
		at, err := page.Read[time.Time](after)
		return at.UTC(), err
	case held.Kind() == reflect.String:
		return page.Read[string](after)
	}
	return page.Read[int64](after)
}

// resume is the cursor after a row: its sort column as JSON, and its id.
func (p *plan) resume(q page.Query, sortColumn string, row reflect.Value) (string, error) {
	v, err := p.columns[p.byName[sortColumn]].value(row)
	if err != nil {
		return "", err
	}
	if valuer, ok := v.(driver.Valuer); ok {
		if v, err = valuer.Value(); err != nil {
			return "", err
		}
	}
	text, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	if !p.hasID() {
		return q.Resume(string(text), ""), nil
	}
	return q.Resume(string(text), row.FieldByIndex(p.columns[p.id].index).String()), nil
}

func filters(l page.Listing, q page.Query) []Cond {
	var conds []Cond
	for _, c := range q.Conditions {
		conds = append(conds, filter(c))
	}
	if q.Text != "" && len(l.Search) > 0 {
		conds = append(conds, search(l.Search, q.Text))
	}
	return conds
}

func filter(c page.Condition) Cond {
	switch c.Filter.Kind {
	case page.Min, page.From:
		return Where(c.Filter.Column+" >= ?", c.Values[0])
	case page.Max, page.Until:
		return Where(c.Filter.Column+" <= ?", c.Values[0])
	case page.Prefix:
		return prefixes(c)
	}
	return In(c.Filter.Column, c.Values)
}

func prefixes(c page.Condition) Cond {
	var texts []string
	var args []any
	for _, v := range c.Values {
		texts = append(texts, c.Filter.Column+` LIKE ? ESCAPE '\'`)
		args = append(args, escapeLike(fmt.Sprint(v))+"%")
	}
	return Cond{SQL: strings.Join(texts, " OR "), Args: args}
}

// search looks for the text in any of the columns. The engine folds the text as it folds the column: case does not matter for A to Z, and for other letters
// as far as the engine knows them.
func search(columns []string, text string) Cond {
	var texts []string
	var args []any
	for _, column := range columns {
		texts = append(texts, "lower("+column+`) LIKE lower(?) ESCAPE '\'`)
		args = append(args, "%"+escapeLike(text)+"%")
	}
	return Cond{SQL: strings.Join(texts, " OR "), Args: args}
}

func escapeLike(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}
