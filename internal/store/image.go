package store

import "reflect"

// imageKey names a row that the transaction has read, as the struct that it was read into.
type imageKey struct {
	plan *plan
	id   string
}

// remember keeps what a write has read, so that updating the row need not read it again. The copy shares nothing that a caller changes in
// place: lists are copied, optional facts are replaced and never written through.
func (tx *Tx) remember(p *plan, row reflect.Value) {
	if tx.journal == nil || p.derived || p.id < 0 {
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
	tx.journal.images[imageKey{p, row.FieldByIndex(p.columns[p.id].index).String()}] = image
}

// recall is the image of a row at a version within the grant's reach, if the transaction has read it.
func (p *plan) recall(tx *Tx, id string, version int64) (reflect.Value, bool) {
	image, ok := tx.journal.images[imageKey{p, id}]
	if !ok || image.Addr().Interface().(Rowed).row().Version != version || p.checkNew(tx, image) != nil {
		return reflect.Value{}, false
	}
	return image, true
}
