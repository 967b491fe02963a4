package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/app"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/report"
	"zhaoyin/internal/store"
)

var errFound = errors.New("the data is not whole: restore the last verified backup, and keep the damaged files for whoever looks into it")

type verifyCommand struct{}

// Run checks everything that can be checked, and changes nothing: the database's own structure and its triggers, the chain of the trail, the rows against
// the trail, the ledgers' sums, the snapshots' hashes, the rollups against their rows, and the kept files against their names.
func (verifyCommand) Run(ctx context.Context) error {
	return asAdmin(ctx, store.AsItIs, func(ctx context.Context, a *app.App) error {
		failed := false
		for _, check := range []struct {
			name string
			run  func(context.Context) (string, error)
		}{
			{"database", database(a)}, {"guards", a.VerifyGuards}, {"trail", trail(a)}, {"rows", a.VerifyRows}, {"ledgers", a.VerifyLedgers},
			{"snapshots", snapshots(a)}, {"rollups", rollups(a)}, {"files", a.VerifyFiles},
		} {
			said, err := check.run(ctx)
			if err != nil {
				failed, said = true, "NOT WHOLE: "+err.Error()
			}
			fmt.Printf("%-10s %s\n", check.name, said)
		}
		if failed {
			return errFound
		}
		return nil
	})
}

func database(a *app.App) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) { return "whole", a.DB.Check(ctx) }
}

func trail(a *app.App) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		v, err := a.Audit.Verify(ctx)
		if err == nil && !v.Whole {
			err = fmt.Errorf("entry %d: %s", v.Broken, v.Reason)
		}
		if err != nil {
			return "", err
		}
		return fmt.Sprintf("whole, %d entries, head %s", v.Entries, v.Head), nil
	}
}

func snapshots(a *app.App) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		n, err := a.Meeting.Verify(ctx)
		return fmt.Sprintf("whole, %d", n), err
	}
}

func rollups(a *app.App) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		found, err := a.Meeting.Compare(ctx)
		if err == nil && len(found) > 0 {
			err = fmt.Errorf("%d differ, first %+v", len(found), found[0])
		}
		return "equal their rows", err
	}
}

type backupCommand struct {
	Dir string `arg:"" help:"Directory to make for the copy; it must not exist."`
}

// Run copies the database as of one instant, and every file that it names, and checks the copies. The server may go on meanwhile.
func (b backupCommand) Run(ctx context.Context) error {
	return asAdmin(ctx, store.AsItIs, func(ctx context.Context, a *app.App) error {
		if _, err := os.Stat(b.Dir); err == nil {
			return fmt.Errorf("%s exists already", b.Dir)
		}
		if err := os.MkdirAll(b.Dir, 0o700); err != nil {
			return err
		}
		if err := a.DB.Backup(ctx, b.Dir); err != nil {
			return err
		}
		n, err := a.CopyFiles(ctx, filepath.Join(b.Dir, "files"))
		if err != nil {
			return err
		}
		fmt.Printf("Backed up to %s: the database, checked, and %d files. Point ZHAOYIN_DATA at a copy of it and run \"zhaoyin verify\" to be sure.\n", b.Dir, n)
		return nil
	})
}

type packCommand struct {
	Month  string `arg:"" help:"Month, 2022-04."`
	Region string `help:"County; the city's papers without it."`
	Dir    string `default:"." help:"Where to write the papers; made when it is not there."`
}

// Run writes a month's papers into a directory.
func (p packCommand) Run(ctx context.Context) error {
	month, err := calendar.ParseMonth(p.Month)
	if err != nil {
		return err
	}
	return asAdmin(ctx, store.MayMigrate, func(ctx context.Context, a *app.App) error {
		pack, err := a.Report.Make(ctx, month, report.Order{RegionID: p.Region})
		if err != nil {
			return err
		}
		if err := os.MkdirAll(p.Dir, 0o750); err != nil {
			return err
		}
		for _, f := range pack.Files {
			d, err := a.Report.Open(ctx, pack.ID, f.Name)
			if err != nil {
				return err
			}
			if err := save(filepath.Join(p.Dir, f.Name), d); err != nil {
				return err
			}
			fmt.Println(filepath.Join(p.Dir, f.Name))
		}
		return nil
	})
}

func save(path string, d *report.Download) (err error) {
	defer func() { err = errors.Join(err, d.Content.Close()) }()
	out, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o640) //nolint:gosec // where the operator asked for it
	if err != nil {
		return err
	}
	if _, err := out.ReadFrom(d.Content); err != nil {
		return errors.Join(err, out.Close())
	}
	return out.Close()
}

type rebuildCommand struct{}

// Run recounts the rollups and writes them anew where they differ.
func (rebuildCommand) Run(ctx context.Context) error {
	return asAdmin(ctx, store.MayMigrate, func(ctx context.Context, a *app.App) error {
		began := time.Now()
		found, err := a.Meeting.Rebuild(access.With(ctx, access.As("cli")))
		if err != nil {
			return err
		}
		for _, d := range found {
			fmt.Printf("%s: kept %s, right %s\n", d.Rollup, d.Kept, d.Right)
		}
		fmt.Printf("%d rollups mended in %s\n", len(found), time.Since(began).Round(time.Millisecond))
		return nil
	})
}
