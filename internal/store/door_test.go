package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/page"
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
	N        int64
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

func addPlot(t *testing.T, db *store.DB, ctx context.Context, region, name string, size int64) *plot {
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
	a := addPlot(t, db, wuyiCtx, wuyi, "武义一号", 10)
	b := addPlot(t, db, lanxiCtx, lanxi, "兰溪一号", 20)
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

// TestChainsAreConfined runs every form of GORM read as a clerk of one county; each must see its own row alone.
func TestChainsAreConfined(t *testing.T) {
	db, a, _ := world(t)
	chains := map[string]func(tx *store.Tx) ([]string, error){
		"find": func(tx *store.Tx) ([]string, error) {
			var rows []plot
			err := tx.Q().Find(&rows).Error
			return names(rows), err
		},
		"or is wrapped": func(tx *store.Tx) ([]string, error) {
			var rows []plot
			err := tx.Q().Where("size = ?", 10).Or("size = ?", 20).Find(&rows).Error
			return names(rows), err
		},
		"or inside one text": func(tx *store.Tx) ([]string, error) {
			var rows []plot
			err := tx.Q().Where("size = ? OR size = ?", 10, 20).Find(&rows).Error
			return names(rows), err
		},
		"pluck": func(tx *store.Tx) ([]string, error) {
			var got []string
			return got, tx.Q().Model(&plot{}).Pluck("name", &got).Error
		},
		"group": func(tx *store.Tx) ([]string, error) {
			var got []string
			return got, tx.Q().Model(&plot{}).Select("name").Group("name").Having("sum(size) > ?", 0).Scan(&got).Error
		},
		"subquery": func(tx *store.Tx) ([]string, error) {
			var rows []plot
			sub := tx.Q().Model(&owner{}).Select("id")
			err := tx.Q().Where("owner_id IN (?)", sub).Find(&rows).Error
			return names(rows), err
		},
		"join": func(tx *store.Tx) ([]string, error) {
			var rows []plot
			err := tx.Q().Joins("Owner").Find(&rows).Error
			return names(rows), err
		},
		"preload": func(tx *store.Tx) ([]string, error) {
			var rows []plot
			err := tx.Q().Preload("Owner").Find(&rows).Error
			if len(rows) == 1 && rows[0].Owner == nil {
				return nil, errors.New("owner not loaded")
			}
			return names(rows), err
		},
		"rows": func(tx *store.Tx) ([]string, error) {
			var got string
			err := tx.One("SELECT p.name FROM test_plots p WHERE {reach:p} AND p.size > ?", []any{0}, &got)
			return []string{got}, err
		},
		"first": func(tx *store.Tx) ([]string, error) {
			var row plot
			err := tx.Q().Order("size DESC").First(&row).Error
			return []string{row.Name}, err
		},
	}
	for name, chain := range chains {
		t.Run(name, func(t *testing.T) {
			must(t, db.Read(wuyiCtx, access.ProjectList, func(tx *store.Tx) error {
				got, err := chain(tx)
				if diff := cmp.Diff(got, []string{a.Name}); diff != "" || err != nil {
					t.Errorf("got %v (%v), want only %s", got, err, a.Name)
				}
				return nil
			}))
		})
	}
}

func TestCountIsConfined(t *testing.T) {
	db, _, _ := world(t)
	must(t, db.Read(wuyiCtx, access.ProjectList, func(tx *store.Tx) error {
		var n int64
		err := tx.Q().Model(&plot{}).Where("1 = 1").Or("1 = 1").Count(&n).Error
		if err != nil || n != 1 {
			t.Errorf("count: got %d (%v), want 1", n, err)
		}
		if n, err := store.Count[plot](tx); err != nil || n != 1 {
			t.Errorf("Count: got %d (%v), want 1", n, err)
		}
		return nil
	}))
}

// TestPreloadedRowsAreConfined joins a plot to an owner of another county: the owner must not come along.
func TestPreloadedRowsAreConfined(t *testing.T) {
	db, a, b := world(t)
	must(t, db.Write(system, access.ProjectAmend, func(tx *store.Tx) error {
		crossed := *a
		crossed.OwnerID = b.OwnerID
		return store.Update(tx, &crossed)
	}))
	for _, chain := range []string{"preload", "join"} {
		must(t, db.Read(wuyiCtx, access.ProjectList, func(tx *store.Tx) error {
			var rows []plot
			q := tx.Q().Preload("Owner")
			if chain == "join" {
				q = tx.Q().Joins("Owner")
			}
			if err := q.Find(&rows).Error; err != nil || len(rows) != 1 {
				t.Fatalf("%s: %d rows, %v", chain, len(rows), err)
			}
			if o := rows[0].Owner; o != nil && o.Name != "" {
				t.Errorf("%s: owner of another county came along: %v", chain, o.Name)
			}
			return nil
		}))
	}
}

// TestUnconfinedStatementsAreRefused lists what a limited actor's unit of work may not run.
func TestUnconfinedStatementsAreRefused(t *testing.T) {
	db, _, _ := world(t)
	var n int64
	var rows []plot
	statements := map[string]func(tx *store.Tx) error{
		"table":         func(tx *store.Tx) error { return tx.Q().Table("test_plots").Count(&n).Error },
		"other table":   func(tx *store.Tx) error { return tx.Q().Model(&plot{}).Table("test_owners").Count(&n).Error },
		"aliased table": func(tx *store.Tx) error { return tx.Q().Model(&plot{}).Table("test_plots AS p").Count(&n).Error },
		"raw":           func(tx *store.Tx) error { return tx.Q().Raw("SELECT count(*) FROM test_plots").Scan(&n).Error },
		"raw rows":      func(tx *store.Tx) error { _, err := tx.Q().Raw("SELECT 1").Rows(); return err },
		"exec":          func(tx *store.Tx) error { return tx.Q().Exec("UPDATE test_plots SET size = 0").Error },
		"raw join":      func(tx *store.Tx) error { return tx.Q().Joins("JOIN test_owners o ON 1 = 1").Find(&rows).Error },
		"raw subquery": func(tx *store.Tx) error {
			return tx.Q().Where("id IN (?)", tx.Q().Raw("SELECT id FROM test_owners")).Find(&rows).Error
		},
		"text subquery": func(tx *store.Tx) error { return tx.Q().Where("id IN (SELECT id FROM test_owners)").Find(&rows).Error },
		"selected subquery": func(tx *store.Tx) error {
			return tx.Q().Select("(SELECT max(name) FROM test_owners) AS name").Find(&rows).Error
		},
		"tableless chain": func(tx *store.Tx) error {
			return tx.Q().Where("id IN (?)", tx.Q().Table("test_owners").Select("id")).Find(&rows).Error
		},
		"model of none":     func(tx *store.Tx) error { var p []paper; return tx.Q().Find(&p).Error },
		"rows without mark": func(tx *store.Tx) error { _, err := tx.Rows("SELECT 1"); return err },
		"get of none":       func(tx *store.Tx) error { _, err := store.Get[paper](tx, "x"); return err },
	}
	for name, statement := range statements {
		t.Run(name, func(t *testing.T) {
			err := db.Write(wuyiCtx, access.ProjectAmend, statement)
			if err == nil || fault.KindOf(err) != 0 {
				t.Errorf("got %v, want a refusal as a bug", err)
			}
		})
	}
}

func names(rows []plot) []string {
	var all []string
	for _, r := range rows {
		all = append(all, r.Name)
	}
	return all
}

func TestDerivedWritesAreConfined(t *testing.T) {
	db := open(t)
	must(t, db.Write(system, access.StoreSeed, func(tx *store.Tx) error {
		return tx.Q().Create([]tally{{ID: "w", RegionID: wuyi, N: 1}, {ID: "l", RegionID: lanxi, N: 1}}).Error
	}))
	tests := []struct {
		name  string
		write func(tx *store.Tx) error
		fails bool
		want  map[string]int64
	}{
		{"update reaches own rows", func(tx *store.Tx) error {
			return tx.Q().Model(&tally{}).Where("n > 0").Or("n = 0").Update("n", 5).Error
		}, false, map[string]int64{"w": 5, "l": 1}},
		{"update to another county", func(tx *store.Tx) error {
			return tx.Q().Model(&tally{}).Where("id = ?", "w").Update("region_id", lanxi).Error
		}, true, map[string]int64{"w": 5, "l": 1}},
		{"update by struct to another county", func(tx *store.Tx) error {
			return tx.Q().Model(&tally{}).Where("id = ?", "w").Updates(tally{RegionID: lanxi}).Error
		}, true, map[string]int64{"w": 5, "l": 1}},
		{"slice with another county", func(tx *store.Tx) error {
			return tx.Q().Create([]tally{{ID: "w2", RegionID: wuyi}, {ID: "l2", RegionID: lanxi}}).Error
		}, true, map[string]int64{"w": 5, "l": 1}},
		{"map without a county", func(tx *store.Tx) error {
			return tx.Q().Model(&tally{}).Create(map[string]any{"id": "x", "n": 1}).Error
		}, true, map[string]int64{"w": 5, "l": 1}},
		{"delete reaches own rows", func(tx *store.Tx) error {
			return tx.Q().Where("1 = 1").Or("1 = 1").Delete(&tally{}).Error
		}, false, map[string]int64{"l": 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := db.Write(wuyiCtx, access.ProjectAmend, tt.write)
			if (err != nil) != tt.fails {
				t.Errorf("got %v, want failure %v", err, tt.fails)
			}
			got := map[string]int64{}
			must(t, db.Read(system, access.ProjectList, func(tx *store.Tx) error {
				var rows []tally
				err := tx.Q().Find(&rows).Error
				for _, r := range rows {
					got[r.ID] = r.N
				}
				return err
			}))
			if diff := cmp.Diff(got, tt.want); diff != "" {
				t.Errorf("rows (-got +want):\n%s", diff)
			}
		})
	}
}

func TestAuditedRowsAreWrittenByTheDoorOnly(t *testing.T) {
	db, a, _ := world(t)
	writes := map[string]func(tx *store.Tx) error{
		"create": func(tx *store.Tx) error { return tx.Q().Create(&plot{Row: store.Row{ID: "x"}, RegionID: wuyi}).Error },
		"update": func(tx *store.Tx) error { return tx.Q().Model(&plot{}).Where("id = ?", a.ID).Update("size", 1).Error },
		"delete": func(tx *store.Tx) error { return tx.Q().Where("id = ?", a.ID).Delete(&plot{}).Error },
		"save":   func(tx *store.Tx) error { return tx.Q().Save(a).Error },
	}
	for name, write := range writes {
		for _, ctx := range []context.Context{system, wuyiCtx} {
			if err := db.Write(ctx, access.ProjectAmend, write); err == nil {
				t.Errorf("%s through a chain went past the trail", name)
			}
		}
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

func TestDepartmentReach(t *testing.T) {
	grant := access.Grant{Actor: access.Actor{Name: "dept.eco"}, Department: "eco"}
	db := open(t)
	must(t, db.Write(system, access.StoreSeed, func(tx *store.Tx) error {
		for _, d := range []string{"eco", "ndrc"} {
			if err := store.Insert(tx, &paper{Row: store.Row{ID: d}, DepartmentID: d, Name: d}); err != nil {
				return err
			}
		}
		confined := tx.Confined(grant)
		var rows []paper
		if err := confined.Q().Where("1 = 1").Or("1 = 1").Find(&rows).Error; err != nil || len(rows) != 1 || rows[0].ID != "eco" {
			t.Errorf("papers: got %v (%v), want eco's", rows, err)
		}
		if _, err := store.Get[paper](confined, "ndrc"); !errors.Is(err, store.ErrMissing) {
			t.Errorf("another department's paper: got %v, want missing", err)
		}
		if err := store.Insert(confined, &paper{DepartmentID: "ndrc"}); !errors.Is(err, store.ErrBeyond) {
			t.Errorf("insert for another department: got %v, want beyond", err)
		}
		return nil
	}))
}

func TestListPagesWithoutGaps(t *testing.T) {
	db := open(t)
	listing := page.Listing{
		Sorts:   map[string]page.Sort{"size": {Column: "size"}, "createdAt": {Column: "created_at"}, "name": {Column: "name"}},
		Default: "-createdAt", Search: []string{"name"},
		Filters: map[string]page.Filter{"minSize": {Column: "size", Kind: page.Min}},
	}
	for i := range 25 {
		addPlot(t, db, wuyiCtx, wuyi, fmt.Sprintf("地块%02d_%%", i), int64(i/5))
	}
	addPlot(t, db, lanxiCtx, lanxi, "别处", 3)
	for _, sort := range []string{"size", "-size", "createdAt", "-name"} {
		seen := map[string]bool{}
		after, pages := "", 0
		for {
			values := map[string][]string{"limit": {"7"}, "sort": {sort}, "minSize": {"1"}}
			if after != "" {
				values["after"] = []string{after}
			}
			q, err := page.Parse(values, listing)
			must(t, err)
			must(t, db.Read(wuyiCtx, access.ProjectList, func(tx *store.Tx) error {
				of, err := store.List[plot](tx, listing, q)
				if err != nil || of.Total != 20 || of.TotalCapped {
					t.Fatalf("%s: total %d (%v), want 20", sort, of.Total, err)
				}
				for _, row := range of.Items {
					if seen[row.ID] {
						t.Fatalf("%s: %s came twice", sort, row.Name)
					}
					seen[row.ID] = true
				}
				after, pages = of.Next, pages+1
				return nil
			}))
			if after == "" {
				break
			}
		}
		if len(seen) != 20 || pages != 3 {
			t.Errorf("%s: got %d rows on %d pages, want 20 on 3", sort, len(seen), pages)
		}
	}
	q, err := page.Parse(map[string][]string{"q": {"04_%"}}, listing)
	must(t, err)
	must(t, db.Read(wuyiCtx, access.ProjectList, func(tx *store.Tx) error {
		of, err := store.List[plot](tx, listing, q)
		if err != nil || len(of.Items) != 1 {
			t.Errorf("search takes %% and _ as they are: got %d (%v), want 1", len(of.Items), err)
		}
		return nil
	}))
}

func TestKeysAreKeptWithTheirEffect(t *testing.T) {
	db := open(t)
	key := store.Key{Key: "k1", Route: "POST /x", Hash: "h"}
	insert := func(tx *store.Tx) error {
		return store.Insert(tx, &plot{Row: store.Row{ID: "p1"}, RegionID: wuyi, Name: "n"})
	}
	failing := db.Write(store.WithKey(wuyiCtx, key), access.ProjectCreate, func(*store.Tx) error { return errors.New("no") })
	if failing == nil {
		t.Fatal("want failure")
	}
	if _, err := db.Keyed(wuyiCtx, "k1"); !errors.Is(err, store.ErrMissing) {
		t.Errorf("a failed effect kept its key: %v", err)
	}
	must(t, db.Write(store.WithKey(wuyiCtx, key), access.ProjectCreate, insert))
	if err := db.Write(store.WithKey(wuyiCtx, key), access.ProjectCreate, insert); !errors.Is(err, store.ErrDuplicate) {
		t.Errorf("the same key again: got %v, want duplicate", err)
	}
	must(t, db.Answer(wuyiCtx, "k1", 201, "{}", "body"))
	got, err := db.Keyed(wuyiCtx, "k1")
	must(t, err)
	want := &store.KeyRecord{Route: "POST /x", Hash: "h", CreatedAt: storetest.Start, Subject: "test_plots/p1", Status: 201, Headers: "{}", Body: "body"}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("record (-got +want):\n%s", diff)
	}
	if _, err := db.Keyed(lanxiCtx, "k1"); !errors.Is(err, store.ErrMissing) {
		t.Errorf("another actor's key: got %v, want missing", err)
	}
}

func TestInstantsSurvive(t *testing.T) {
	db := open(t)
	a := addPlot(t, db, wuyiCtx, wuyi, "时刻", 1)
	must(t, db.Read(wuyiCtx, access.ProjectRead, func(tx *store.Tx) error {
		got, err := store.Get[plot](tx, a.ID)
		if err == nil && (!got.CreatedAt.Equal(storetest.Start) || got.CreatedAt.Location() != time.UTC) {
			t.Errorf("createdAt: got %v, want %v in UTC", got.CreatedAt, storetest.Start)
		}
		return err
	}))
}
