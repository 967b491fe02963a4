package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
	"zhaoyin/internal/store/storetest"
)

// plot is a model of a county, with a memo that stays out of the trail.
type plot struct {
	store.Row
	RegionID string   `json:"regionId"`
	Name     string   `json:"name"`
	Size     int64    `json:"size"`
	Tags     []string `json:"tags" gorm:"serializer:json"`
	Secret   string   `json:"-" audit:"-"`
	OwnerID  string   `json:"ownerId"`
	Owner    *owner   `json:"-" gorm:"foreignKey:OwnerID"`
}

func (plot) TableName() string { return "test_plots" }

// owner is a model of a county that plots join and preload.
type owner struct {
	store.Row
	RegionID string
	Name     string
}

func (owner) TableName() string { return "test_owners" }

// tally is a derived model of a county.
type tally struct {
	ID       string `gorm:"primaryKey"`
	RegionID string
	N        int64 `store:"sum"`
}

func (tally) TableName() string { return "test_tallies" }
func (tally) Derived()          {}

// paper is a model of a department.
type paper struct {
	store.Row
	DepartmentID string
	Name         string
}

func (paper) TableName() string { return "test_papers" }

const rowColumns = "id TEXT PRIMARY KEY, version BIGINT NOT NULL, created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL, "

var testTables = []string{
	"CREATE TABLE test_plots (" + rowColumns + "region_id TEXT NOT NULL, name TEXT NOT NULL UNIQUE, size BIGINT NOT NULL, tags TEXT NOT NULL, secret TEXT NOT NULL, owner_id TEXT NOT NULL)",
	"CREATE TABLE test_owners (" + rowColumns + "region_id TEXT NOT NULL, name TEXT NOT NULL)",
	"CREATE TABLE test_tallies (id TEXT PRIMARY KEY, region_id TEXT NOT NULL, n BIGINT NOT NULL)",
	"CREATE TABLE test_papers (" + rowColumns + "department_id TEXT NOT NULL, name TEXT NOT NULL)",
}

const (
	wuyi  = "330723"
	lanxi = "330781"
)

func ctxOf(role access.Role, region, department string) context.Context {
	return access.With(context.Background(), access.Actor{
		ID: string(role) + region, Name: string(role) + "." + region + department, Role: role, RegionID: region, DepartmentID: department,
	})
}

var (
	system   = access.With(context.Background(), access.As("test"))
	wuyiCtx  = ctxOf(access.Clerk, wuyi, "")
	lanxiCtx = ctxOf(access.Clerk, lanxi, "")
)

func open(t *testing.T) *store.DB {
	t.Helper()
	db := storetest.Open(t)
	must(t, db.Write(system, access.StoreSeed, func(tx *store.Tx) error {
		for _, text := range testTables {
			if err := tx.Q().Exec(text).Error; err != nil {
				return err
			}
		}
		return nil
	}))
	return db
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func addPlot(ctx context.Context, t *testing.T, db *store.DB, region, name string, size int64) *plot {
	t.Helper()
	p := &plot{RegionID: region, Name: name, Size: size, Tags: []string{"a"}, Secret: "s3cret"}
	must(t, db.Write(ctx, access.ProjectCreate, func(tx *store.Tx) error {
		o := &owner{RegionID: region, Name: "owner of " + name}
		if err := store.Insert(tx, o); err != nil {
			return err
		}
		p.OwnerID = o.ID
		return store.Insert(tx, p)
	}))
	return p
}

func world(t *testing.T) (*store.DB, *plot, *plot) {
	t.Helper()
	db := open(t)
	a := addPlot(wuyiCtx, t, db, wuyi, "武义一号", 10)
	b := addPlot(lanxiCtx, t, db, lanxi, "兰溪一号", 20)
	return db, a, b
}

func TestRowsOfAnotherCountyAreMissing(t *testing.T) {
	db, a, b := world(t)
	must(t, db.Read(wuyiCtx, access.ProjectRead, func(tx *store.Tx) error {
		if _, err := store.Get[plot](tx, a.ID); err != nil {
			t.Errorf("own plot: %v", err)
		}
		if _, err := store.Get[plot](tx, b.ID); !errors.Is(err, store.ErrMissing) {
			t.Errorf("another county's plot: got %v, want missing", err)
		}
		return nil
	}))
	err := db.Write(wuyiCtx, access.ProjectAmend, func(tx *store.Tx) error {
		stolen := *b
		stolen.RegionID, stolen.Name = wuyi, "stolen"
		return store.Update(tx, &stolen)
	})
	if !errors.Is(err, store.ErrMissing) {
		t.Errorf("update of another county's plot: got %v, want missing", err)
	}
	err = db.Write(wuyiCtx, access.ProjectAmend, func(tx *store.Tx) error {
		moved := *a
		moved.RegionID = lanxi
		return store.Update(tx, &moved)
	})
	if !errors.Is(err, store.ErrBeyond) {
		t.Errorf("moving a row away: got %v, want beyond", err)
	}
	err = db.Write(wuyiCtx, access.ProjectCreate, func(tx *store.Tx) error {
		return store.Insert(tx, &plot{RegionID: lanxi, Name: "elsewhere"})
	})
	if !errors.Is(err, store.ErrBeyond) {
		t.Errorf("insert elsewhere: got %v, want beyond", err)
	}
}

func TestReadsCannotWrite(t *testing.T) {
	db, a, _ := world(t)
	err := db.Read(system, access.ProjectRead, func(tx *store.Tx) error { return store.Insert(tx, &plot{RegionID: wuyi}) })
	if err == nil {
		t.Error("insert in a read went through")
	}
	err = db.Read(system, access.ProjectRead, func(tx *store.Tx) error {
		return tx.Q().Exec("UPDATE test_plots SET size = 0").Error
	})
	if err == nil {
		t.Error("raw update in a read went through")
	}
	must(t, db.Read(system, access.ProjectRead, func(tx *store.Tx) error {
		got, err := store.Get[plot](tx, a.ID)
		if err == nil && got.Size != 10 {
			t.Errorf("size: got %d, want 10", got.Size)
		}
		return err
	}))
}

func TestTheDoorRefuses(t *testing.T) {
	db := open(t)
	none := func(*store.Tx) error { t.Error("the function ran"); return nil }
	tests := []struct {
		name string
		ctx  context.Context
		want *fault.Fault
	}{
		{"nobody", context.Background(), access.ErrAnonymous},
		{"auditor", ctxOf(access.Auditor, "", ""), access.ErrForbidden},
		{"clerk without county", ctxOf(access.Clerk, "", ""), access.ErrUnbound},
		{"token without scope", access.With(context.Background(), access.Actor{Name: "t", Role: access.Secretariat, Scopes: []string{"month.*"}}), access.ErrScope},
	}
	for _, tt := range tests {
		if err := db.Write(tt.ctx, access.ProjectCreate, none); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.want.Code)
		}
	}
}

func TestVersionsAndConflicts(t *testing.T) {
	db, a, _ := world(t)
	first, second := *a, *a
	first.Size, second.Size = 11, 12
	must(t, db.Write(wuyiCtx, access.ProjectAmend, func(tx *store.Tx) error { return store.Update(tx, &first) }))
	if first.Version != 2 {
		t.Errorf("version: got %d, want 2", first.Version)
	}
	err := db.Write(wuyiCtx, access.ProjectAmend, func(tx *store.Tx) error { return store.Update(tx, &second) })
	f, _ := fault.Find(err)
	if !errors.Is(err, store.ErrStale) || f.Extra["currentVersion"] != int64(2) {
		t.Errorf("got %v (%v), want stale with currentVersion 2", err, f)
	}
	err = db.Write(wuyiCtx, access.ProjectCreate, func(tx *store.Tx) error {
		return store.Insert(tx, &plot{RegionID: wuyi, Name: a.Name})
	})
	if !errors.Is(err, store.ErrDuplicate) {
		t.Errorf("same name: got %v, want duplicate", err)
	}
}

func TestTrailAndOutbox(t *testing.T) {
	db, a, _ := world(t)
	must(t, db.Write(wuyiCtx, access.ProjectAmend, func(tx *store.Tx) error {
		next := *a
		next.Size, next.Secret = 12, "other"
		if err := store.Update(tx, &next); err != nil {
			return err
		}
		return tx.Emit("plot.amended", a.ID, wuyi, map[string]int{"size": 12})
	}))
	failed := db.Write(wuyiCtx, access.ProjectAmend, func(tx *store.Tx) error {
		if err := store.Insert(tx, &plot{RegionID: wuyi, Name: "half"}); err != nil {
			return err
		}
		if err := tx.Emit("plot.lost", "x", wuyi, nil); err != nil {
			return err
		}
		return errors.New("changed my mind")
	})
	if failed == nil {
		t.Fatal("the failing write succeeded")
	}
	must(t, db.Read(system, access.AuditVerify, func(tx *store.Tx) error {
		v, err := store.VerifyTrail(tx)
		if err != nil || !v.Whole || v.Entries != 5 {
			t.Errorf("trail: got %+v (%v), want 5 whole entries", v, err)
		}
		var last store.Entry
		var events []store.Event
		if err := tx.Q().Order("seq DESC").First(&last).Error; err != nil {
			return err
		}
		if got, want := string(last.Before)+string(last.After), `{"size":10}{"size":12}`; got != want {
			t.Errorf("images: got %s, want %s (the secret stays out)", got, want)
		}
		if last.Actor != "clerk."+wuyi || last.RegionID != wuyi || last.RowID != a.ID {
			t.Errorf("entry names %s %s %s", last.Actor, last.RegionID, last.RowID)
		}
		err = tx.Q().Find(&events).Error
		if err != nil || len(events) != 1 || events[0].Type != "plot.amended" {
			t.Errorf("events: got %v (%v), want plot.amended alone", events, err)
		}
		return nil
	}))
}

func TestAlteredTrailIsNoticed(t *testing.T) {
	for name, alter := range map[string]string{
		"edited":  "UPDATE audit SET after = '{}' WHERE seq = 2",
		"deleted": "DELETE FROM audit WHERE seq = 2",
		"swapped": "UPDATE audit SET actor = 'somebody' WHERE seq = 3",
	} {
		db, _, _ := world(t)
		must(t, db.Write(system, access.StoreSeed, func(tx *store.Tx) error { return tx.Q().Exec(alter).Error }))
		must(t, db.Read(system, access.AuditVerify, func(tx *store.Tx) error {
			v, err := store.VerifyTrail(tx)
			if err != nil || v.Whole || v.Reason == "" {
				t.Errorf("%s: got %+v (%v), want broken", name, v, err)
			}
			return nil
		}))
	}
}

func TestPanicCostsOneJob(t *testing.T) {
	db := open(t)
	var wg sync.WaitGroup
	errs := make([]error, 40)
	for i := range errs {
		wg.Go(func() {
			errs[i] = db.Write(wuyiCtx, access.ProjectCreate, func(tx *store.Tx) error {
				if err := store.Insert(tx, &plot{RegionID: wuyi, Name: fmt.Sprint("p", i)}); err != nil {
					return err
				}
				if i%4 == 0 {
					panic("boom")
				}
				return nil
			})
		})
	}
	wg.Wait()
	for i, err := range errs {
		if (err != nil) != (i%4 == 0) {
			t.Errorf("job %d: %v", i, err)
		}
	}
	must(t, db.Read(system, access.AuditVerify, func(tx *store.Tx) error {
		n, err := store.Count[plot](tx)
		v, vErr := store.VerifyTrail(tx)
		if n != 30 || v.Entries != 30 || !v.Whole || err != nil || vErr != nil {
			t.Errorf("got %d rows, trail %+v, want 30 of both (%v %v)", n, v, err, vErr)
		}
		return nil
	}))
}

func TestInstantsSurvive(t *testing.T) {
	db := open(t)
	a := addPlot(wuyiCtx, t, db, wuyi, "时刻", 1)
	must(t, db.Read(wuyiCtx, access.ProjectRead, func(tx *store.Tx) error {
		got, err := store.Get[plot](tx, a.ID)
		if err == nil && (!got.CreatedAt.Equal(storetest.Start) || got.CreatedAt.Location() != time.UTC) {
			t.Errorf("createdAt: got %v, want %v in UTC", got.CreatedAt, storetest.Start)
		}
		return err
	}))
}
