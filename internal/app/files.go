package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fund"
	"zhaoyin/internal/project"
	"zhaoyin/internal/report"
	"zhaoyin/internal/store"
)

// named lists the hash of every file that the database names: evidence, reports of due diligence and papers.
func (a *App) named(ctx context.Context) (map[string]bool, error) {
	sums := map[string]bool{}
	err := a.DB.Read(access.With(ctx, access.As("files")), access.StoreVerify, func(tx *store.Tx) error {
		evidence, err := store.All[project.Attachment](tx, "id")
		if err != nil {
			return err
		}
		for _, f := range evidence {
			sums[f.SHA256] = true
		}
		reports, err := fund.Files(tx)
		if err != nil {
			return err
		}
		for _, f := range reports {
			sums[f.SHA256] = true
		}
		packs, err := store.All[report.Pack](tx, "id")
		for _, p := range packs {
			for _, f := range p.Files {
				sums[f.SHA256] = true
			}
		}
		return err
	})
	return sums, err
}

// VerifyFiles reads every file that the database names and compares its bytes with its name.
func (a *App) VerifyFiles(ctx context.Context) (string, error) {
	sums, err := a.named(ctx)
	if err != nil {
		return "", err
	}
	for sum := range sums {
		if err := a.Files.Check(sum); err != nil {
			return "", err
		}
	}
	return fmt.Sprintf("whole, %d", len(sums)), nil
}

// CopyFiles copies every file that the database names into a directory laid out as the file store is.
func (a *App) CopyFiles(ctx context.Context, dir string) (int, error) {
	sums, err := a.named(ctx)
	if err != nil {
		return 0, err
	}
	for sum := range sums {
		if err := a.copyFile(dir, sum); err != nil {
			return 0, fmt.Errorf("copy %s: %w", sum, err)
		}
	}
	return len(sums), nil
}

func (a *App) copyFile(dir, sum string) (err error) {
	in, err := a.Files.Open(sum)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	to := filepath.Join(dir, sum[:2], sum)
	if err := os.MkdirAll(filepath.Dir(to), 0o750); err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // the name is a hash
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}
