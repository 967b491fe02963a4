package store

import (
	"fmt"
	"reflect"
)

// Rehome gives the rows that the conditions name to another county, as when a project is handed over with all that belongs to it. Each is an Update, so the
// trail tells of it and who had seen an earlier version learns that it is old.
func Rehome[T any](tx *Tx, to string, conds ...Cond) error {
	rows, err := All[T](tx, "id", conds...)
	if err != nil {
		return err
	}
	for i := range rows {
		row, ok := any(&rows[i]).(Rowed)
		region := reflect.ValueOf(&rows[i]).Elem().FieldByName("RegionID")
		if !ok || region.Kind() != reflect.String {
			return fmt.Errorf("store: %T has no county to change", rows[i])
		}
		region.SetString(to)
		if err := Update(tx, row); err != nil {
			return err
		}
	}
	return nil
}
