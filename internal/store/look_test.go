package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
)

// TestALookIsOneQuery: what one query tells is read without a transaction, within reach, and nothing else is.
func TestALookIsOneQuery(t *testing.T) {
	db, a, b := world(t)
	must(t, db.Look(wuyiCtx, access.ProjectRead, func(tx *store.Tx) error {
		got, err := store.Get[plot](tx, a.ID)
		if diff := cmp.Diff(got, a); err == nil && diff != "" {
			t.Errorf("got (-got +want):\n%s", diff)
		}
		return err
	}))
	for name, fn := range map[string]func(*store.Tx) error{
		"a second query": func(tx *store.Tx) error {
			if _, err := store.Get[plot](tx, a.ID); err != nil {
				return err
			}
			_, err := store.Get[plot](tx, a.ID)
			return err
		},
		"a row of another county": func(tx *store.Tx) error {
			_, err := store.Get[plot](tx, b.ID)
			return err
		},
		"an insert":   func(tx *store.Tx) error { return store.Insert(tx, &plot{RegionID: wuyi, Name: "新"}) },
		"a statement": func(tx *store.Tx) error { return tx.Q().Model(&tally{}).Where("1 = 1").Update("n", 1).Error },
	} {
		if err := db.Look(wuyiCtx, access.ProjectRead, fn); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if err := db.Look(access.With(t.Context(), access.Nobody()), access.ProjectRead, func(*store.Tx) error { return nil }); fault.KindOf(err) != fault.Anonymous {
		t.Errorf("nobody: got %v", err)
	}
}

// TestJoinKeepsBothWithinReach reads a row and its owner's in one query, unless one of them belongs to another county.
func TestJoinKeepsBothWithinReach(t *testing.T) {
	db, a, b := world(t)
	must(t, db.Write(system, access.StoreSeed, func(tx *store.Tx) error {
		for _, o := range []*owner{{RegionID: wuyi, Name: "甲"}, {RegionID: lanxi, Name: "乙"}} {
			if err := store.Insert(tx, o); err != nil {
				return err
			}
			p := a
			if o.RegionID == lanxi {
				p = b
			}
			p.OwnerID = o.ID
			if err := store.Update(tx, p); err != nil {
				return err
			}
		}
		foreign := &plot{RegionID: wuyi, Name: "外县业主", Tags: []string{}, OwnerID: b.OwnerID}
		return store.Insert(tx, foreign)
	}))
	seen := func(id string) (plots, owners string, err error) {
		err = db.Look(wuyiCtx, access.ProjectRead, func(tx *store.Tx) error {
			p, o, err := store.Join[plot, owner](tx, "owner_id", id)
			if err == nil {
				plots, owners = p.Name, o.Name
			}
			return err
		})
		return plots, owners, err
	}
	if p, o, err := seen(a.ID); p != a.Name || o != "甲" || err != nil {
		t.Errorf("got %q of %q (%v), want %q of 甲", p, o, err, a.Name)
	}
	var foreign string
	must(t, db.Read(system, access.ProjectList, func(tx *store.Tx) error {
		p, err := store.Find[plot](tx, store.Where("name = ?", "外县业主"))
		if err == nil {
			foreign = p.ID
		}
		return err
	}))
	for name, id := range map[string]string{"another county's row": b.ID, "a row of another county's owner": foreign, "no row": "nowhere"} {
		if _, _, err := seen(id); fault.KindOf(err) != fault.Missing {
			t.Errorf("%s: got %v, want missing", name, err)
		}
	}
}
