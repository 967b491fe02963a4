package store_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
)

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
