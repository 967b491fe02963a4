package store

import (
	"fmt"
	"reflect"
	"strings"
)

// Accumulate adds the row's numbers to the ones that are kept under its other columns, or keeps the row where there are none: the write of
// rollups, in one statement. The row is of a derived model; its fields tagged store:"sum" are added up, all others are its key.
func Accumulate(tx *Tx, row any) error {
	p, rv, err := tx.prepare(row)
	if err != nil {
		return err
	}
	if !p.derived || p.addSQL == "" {
		return errUnaudited
	}
	if err := p.checkOwn(tx, rv); err != nil {
		return err
	}
	values, err := p.values(rv)
	if err != nil {
		return err
	}
	_, err = tx.exec(p.addSQL, values...)
	return err
}

// addText is the statement of Accumulate, "" for a model without sums.
func (p *plan) addText() string {
	var keys, sets []string
	for _, c := range p.columns {
		if c.sum {
			sets = append(sets, fmt.Sprintf("%s = %s.%s + excluded.%s", c.name, p.table, c.name, c.name))
			continue
		}
		keys = append(keys, c.name)
	}
	if len(sets) == 0 {
		return ""
	}
	return p.insertSQL + " ON CONFLICT (" + strings.Join(keys, ", ") + ") DO UPDATE SET " + strings.Join(sets, ", ")
}

// checkOwn holds that a derived row of a county lands within the actor's reach.
func (p *plan) checkOwn(tx *Tx, rv reflect.Value) error {
	if tx.Grant.All || p.region >= 0 && rv.FieldByIndex(p.columns[p.region].index).String() == tx.Grant.Region && tx.Grant.Region != "" {
		return nil
	}
	return ErrBeyond.With()
}
