package store_test

import (
	"errors"
	"testing"

	"zhaoyin/internal/access"
	"zhaoyin/internal/store"
)

// TestUpdateSeesChangesMadeInPlace changes a list in place: the image that the transaction remembers must not change along.
func TestUpdateSeesChangesMadeInPlace(t *testing.T) {
	db, a, _ := world(t)
	must(t, db.Write(wuyiCtx, access.ProjectAmend, func(tx *store.Tx) error {
		p, err := store.Get[plot](tx, a.ID)
		if err != nil {
			return err
		}
		p.Tags[0] = "b"
		if err := store.Update(tx, p); err != nil {
			return err
		}
		p.Size = 77 // a second change in the same transaction goes on from the first
		return store.Update(tx, p)
	}))
	must(t, db.Read(wuyiCtx, access.ProjectRead, func(tx *store.Tx) error {
		p, err := store.Get[plot](tx, a.ID)
		if err != nil || p.Tags[0] != "b" || p.Size != 77 || p.Version != 3 {
			t.Errorf("got %+v (%v), want tag b, size 77, version 3", p, err)
		}
		return nil
	}))
}

// TestWiderReadsDoNotWidenUpdates reads a row of another county under a wider grant and tries to change it under the narrow one.
func TestWiderReadsDoNotWidenUpdates(t *testing.T) {
	db, _, b := world(t)
	err := db.Write(wuyiCtx, access.ProjectAmend, func(tx *store.Tx) error {
		wide, err := tx.Under(access.ProjectDuplicates)
		if err != nil {
			return err
		}
		p, err := store.Get[plot](wide, b.ID)
		if err != nil {
			return err
		}
		p.RegionID, p.Size = wuyi, 1
		return store.Update(tx, p)
	})
	if !errors.Is(err, store.ErrMissing) {
		t.Errorf("got %v, want missing", err)
	}
}

func TestAccumulate(t *testing.T) {
	db := open(t)
	add := func(region string, n int64) error {
		return db.Write(wuyiCtx, access.ProjectAmend, func(tx *store.Tx) error {
			return store.Accumulate(tx, &tally{ID: "w", RegionID: region, N: n})
		})
	}
	must(t, db.Write(system, access.StoreSeed, func(tx *store.Tx) error {
		return tx.Q().Exec("CREATE UNIQUE INDEX test_tallies_key ON test_tallies (id, region_id)").Error
	}))
	must(t, add(wuyi, 2))
	must(t, add(wuyi, 3))
	if err := add(lanxi, 1); !errors.Is(err, store.ErrBeyond) {
		t.Errorf("another county's tally: got %v, want beyond", err)
	}
	must(t, db.Read(system, access.ProjectList, func(tx *store.Tx) error {
		var rows []tally
		err := tx.Q().Find(&rows).Error
		if err != nil || len(rows) != 1 || rows[0].N != 5 {
			t.Errorf("got %v (%v), want 5 of wuyi alone", rows, err)
		}
		return nil
	}))
}
