package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/account"
	"zhaoyin/internal/app"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/store"
)

// password is of the accounts of a database that lives as long as the benchmark.
const password = "Bench-2026-speed"

// world is what the measured requests are about: the projects, which belong to the counties in turns, and the open month.
type world struct {
	month    string
	projects []string
}

// regionOf is the county of project number i.
func regionOf(i int) string { return regions[i%len(regions)] }

var regions = []string{"330702", "330703", "330781", "330783", "330782", "330784", "330726", "330723", "330727", "3307K1"}

// seed makes the product's database through the product, fills it with rows written straight into it, lets the product count its rollups,
// and copies it for the floor.
func seed(ctx context.Context, dir string, projects int) (*world, error) {
	data := filepath.Join(dir, "product")
	if err := with(ctx, data, addAccounts); err != nil {
		return nil, err
	}
	w := &world{month: string(calendar.MonthOf(time.Now()))}
	if err := fill(ctx, database(dir, "product"), w, projects); err != nil {
		return nil, err
	}
	if err := with(ctx, data, countRollups); err != nil {
		return nil, err
	}
	return w, copyFile(database(dir, "product"), database(dir, "floor"))
}

// with runs a piece of work in the product, without its HTTP face.
func with(ctx context.Context, data string, work func(context.Context, *app.App) error) error {
	a, err := app.New(ctx, app.Config{Data: data, PasswordProfile: "dengbao3"}, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	return errors.Join(work(access.With(ctx, access.As("bench")), a), a.Close())
}

func addAccounts(ctx context.Context, a *app.App) error {
	var leads []account.Account
	for _, region := range regions {
		lead := account.Registration{Name: "lead." + strings.ToLower(region), DisplayName: "lead", Role: access.Lead, RegionID: region}
		leads = append(leads, account.Account{Password: password, Registration: lead})
	}
	return a.Account.Seed(ctx, leads)
}

func countRollups(ctx context.Context, a *app.App) error {
	if _, err := a.Meeting.Rebuild(ctx); err != nil {
		return err
	}
	left, err := a.Meeting.Compare(ctx)
	if err == nil && len(left) > 0 {
		err = fmt.Errorf("%d rollups differ after counting", len(left))
	}
	return err
}

func fill(ctx context.Context, path string, w *world, projects int) error {
	db, err := sql.Open("sqlite3", "file:"+path+"?_synchronous=OFF&_journal_mode=WAL")
	if err != nil {
		return err
	}
	defer db.Close()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	f := &filler{tx: tx, now: time.Now().UTC(), world: w}
	if err := f.all(calendar.Month(w.month), projects); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

type filler struct {
	tx    *sql.Tx
	now   time.Time
	world *world
}

const stamp = "id, version, created_at, created_by, updated_at, updated_by"

func (f *filler) insert(table, columns string, values ...any) (string, error) {
	id := store.NewID()
	text := "INSERT INTO " + table + " (" + stamp + ", " + columns + ") VALUES (?, 1, ?, 'bench', ?, 'bench'"
	for range values {
		text += ", ?"
	}
	_, err := f.tx.Exec(text+")", append([]any{id, f.now, f.now}, values...)...)
	return id, err
}

func (f *filler) all(open calendar.Month, projects int) error {
	for i := range 12 {
		month, state := open.Add(i-11), "closed"
		if month == open {
			state = "open"
		}
		if _, err := f.insert("meetings", "month, state, deadline", month, state, f.now.AddDate(0, 1, 0)); err != nil {
			return err
		}
	}
	for i := range projects {
		if err := f.project(i, open); err != nil {
			return err
		}
	}
	return nil
}

func (f *filler) project(i int, open calendar.Month) error {
	region := regionOf(i)
	firm, err := f.insert("enterprises", "region_id, name, kind, is_fortune500, is_chain_leader", region, fmt.Sprintf("测量企业%d", i), "private", false, false)
	if err != nil {
		return err
	}
	id, err := f.insert("projects", `code, region_id, enterprise_id, name, name_key, summary, industry, chain, channel, investment_wan, land_mu, stage,
condition, counts, counts_reason, registered_wan, light`, fmt.Sprintf("%s-2026-%05d", region, i), region, firm, fmt.Sprintf("测量项目%d", i), fmt.Sprintf("测量项目%d", i),
		"年产若干万套零部件的生产线，总建筑面积十余万平方米。", "C3841", "pv-storage", "general", 120000+i%7*50000, 15000, "started", "active", true, "met", 120000, "green")
	if err != nil {
		return err
	}
	f.world.projects = append(f.world.projects, id)
	_, err = f.insert("milestones", "region_id, project_id, kind, occurred_on, reported_at, credited_month, late, state",
		region, id, "started", open.Add(-2).First(), f.now, open.Add(-2), false, "verified")
	if err != nil {
		return err
	}
	return f.statuses(id, region, open)
}

func (f *filler) statuses(project, region string, open calendar.Month) error {
	total := 20000
	for i := range 12 {
		month, state, opening := open.Add(i-11), "accepted", 0
		total += 2000
		switch {
		case month == open:
			state = "draft"
		case i == 0:
			opening = 20000
		}
		_, err := f.insert("month_statuses", `project_id, region_id, month, state, stage, late, no_change, progress, invested_this_month_wan, invested_total_wan,
opening_wan, confirmed, funds_arrived_wan, next_plan, light, light_by_rule, light_rule`, project, region, month, state, "started", false, false,
			"主体厂房施工至二层，生产设备陆续进场。", 2000, total, opening, false, 1000, "完成厂房结顶，开展设备安装调试。", "green", "green", "onCourse")
		if err != nil {
			return err
		}
	}
	return nil
}

func copyFile(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o750); err != nil {
		return err
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
