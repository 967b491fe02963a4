package store_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/store"
)

var errBadRow = errors.New("a bad row")

// TestNestedPartsAreTakenBackAlone adds plots in parts of one write: the failed ones leave no row, no line of the trail and no event.
func TestNestedPartsAreTakenBackAlone(t *testing.T) {
	db := open(t)
	add := func(tx *store.Tx, name string) error {
		p := &plot{RegionID: wuyi, Name: name, Tags: []string{}}
		if err := store.Insert(tx, p); err != nil {
			return err
		}
		return tx.Emit("plot.added", p.ID, wuyi, map[string]string{"name": name})
	}
	must(t, db.Write(wuyiCtx, access.ProjectCreate, func(tx *store.Tx) error {
		must(t, add(tx, "before"))
		must(t, tx.Nested(func(tx *store.Tx) error { return add(tx, "good") }))
		if err := tx.Nested(func(tx *store.Tx) error { return errors.Join(add(tx, "bad"), errBadRow) }); !errors.Is(err, errBadRow) {
			t.Errorf("a failed part: got %v, want its own error", err)
		}
		if err := tx.Nested(func(tx *store.Tx) error { return add(tx, "good") }); !errors.Is(err, store.ErrDuplicate) {
			t.Errorf("a part that the database refuses: got %v, want a duplicate", err)
		}
		err := tx.Nested(func(tx *store.Tx) error {
			must(t, tx.Nested(func(tx *store.Tx) error { return add(tx, "inner") }))
			return errBadRow
		})
		if !errors.Is(err, errBadRow) {
			t.Errorf("a part around a good part: got %v, want its own error", err)
		}
		return add(tx, "after")
	}))
	want := []string{"after", "before", "good"}
	must(t, db.Read(system, access.AuditRead, func(tx *store.Tx) error {
		rows, err := store.All[plot](tx, "name")
		must(t, err)
		if diff := cmp.Diff(want, names(rows)); diff != "" {
			t.Errorf("rows (-want +got):\n%s", diff)
		}
		entries, err := store.Count[store.Entry](tx, store.Where("entity = ?", "test_plots"))
		must(t, err)
		var events int
		must(t, tx.One("SELECT count(*) FROM events WHERE type = 'plot.added'", nil, &events))
		if entries != len(want) || events != len(want) {
			t.Errorf("got %d entries and %d events, want %d of each", entries, events, len(want))
		}
		v, err := store.VerifyTrail(tx)
		if err != nil || !v.Whole {
			t.Errorf("the trail: %+v, %v", v, err)
		}
		return nil
	}))
}

// TestNestedWritesNeedAWrite holds that a read cannot open a part that writes.
func TestNestedWritesNeedAWrite(t *testing.T) {
	db := open(t)
	err := db.Read(wuyiCtx, access.ProjectRead, func(tx *store.Tx) error {
		return tx.Nested(func(*store.Tx) error { return nil })
	})
	if err == nil {
		t.Error("a nested part inside a read: got no error")
	}
}
