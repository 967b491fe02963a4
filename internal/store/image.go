package store

import "reflect"

// imageKey names a row that the transaction has read.
type imageKey struct{ table, id string }

// remember keeps what a write has read, so that updating the row need not read it again. The copy shares nothing that a caller changes in
// place: lists are copied, optional facts are replaced and never written through.
func (tx *Tx) remember(p *plan, row reflect.Value) {
	if tx.journal == nil || p.derived {
		return
	}
	i, ok := p.byName["id"]
	if !ok {
		return
	}
	image := reflect.New(row.Type()).Elem()
	image.Set(row)
	for _, c := range p.columns {
		if f := image.FieldByIndex(c.index); c.json && f.Kind() == reflect.Slice && f.Len() > 0 {
			f.Set(reflect.AppendSlice(reflect.MakeSlice(f.Type(), 0, f.Len()), f))
		}
	}
	if tx.journal.images == nil {
		tx.journal.images = map[imageKey]reflect.Value{}
	}
	tx.journal.images[imageKey{p.table, row.FieldByIndex(p.columns[i].index).String()}] = image
}

// recall is the image of a row at a version within the grant's reach, if the transaction has read it.
func (p *plan) recall(tx *Tx, id string, version int64) (reflect.Value, bool) {
	image, ok := tx.journal.images[imageKey{p.table, id}]
	if !ok || image.Addr().Interface().(Rowed).row().Version != version || p.checkNew(tx, image) != nil {
		return reflect.Value{}, false
	}
	return image, true
}
