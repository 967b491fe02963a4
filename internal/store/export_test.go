package store

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
)

// Rewind takes a closed SQLite database back to a version of its schema, then changes what no migration undoes.
func Rewind(ctx context.Context, dir string, version int64, statements []string) error {
	db, err := sql.Open("sqlite3", dsn(filepath.Join(dir, FileName), false))
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	migrations, err := sqliteMigrations(db)
	if err != nil {
		return err
	}
	if _, err := migrations.DownTo(ctx, version); err != nil {
		return err
	}
	for _, text := range statements {
		if _, err := db.ExecContext(ctx, text); err != nil {
			return fmt.Errorf("%s: %w", text, err)
		}
	}
	return nil
}
