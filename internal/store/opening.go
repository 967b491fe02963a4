package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/mattn/go-sqlite3"
	"github.com/pressly/goose/v3"

	"zhaoyin/migrations"
)

// Opening says how far opening a database may go.
type Opening uint8

// The openings, from the one that serves to the one that only looks.
const (
	MayMake    Opening = iota // makes a database where none was made before, and brings its schema up to date
	MayMigrate                // brings the schema up to date of a database that is there
	AsItIs                    // changes nothing, so that what is looked at is what was kept: for verify and backup
)

var (
	errLost    = errors.New("the database file is missing or empty although one was made here before: restore a backup, or remove " + markerName + " to begin anew")
	errNone    = errors.New("there is no database here: set ZHAOYIN_DATA to the directory that holds one, or make a new one with \"zhaoyin migrate\"")
	errCutOff  = errors.New("the database file is empty, so it was lost or cut off: restore a verified backup")
	errDamaged = errors.New("the database file is damaged: stop the server, put the file aside, restore the last verified backup, and run \"zhaoyin verify\" on it")
	errNewer   = errors.New("the database was made by a newer version of zhaoyin than this one: use that version, or restore a backup from before the upgrade")
	errOlder   = errors.New("the database has the schema of an older version of zhaoyin: use that version, or make a backup with it and then run \"zhaoyin migrate\"")
	errAsItIs  = errors.New("store: a write to a database that was opened to be looked at")
)

// Schema is the number of this program's newest migration, which the data has that it serves.
func Schema() int64 {
	newest := int64(0)
	for _, g := range sqliteGuards { // their numbers are both engines'
		newest = max(newest, g.version)
	}
	names, err := fs.Glob(migrations.FS, "*.sql")
	if err != nil {
		panic(err) // the pattern is ours
	}
	for _, name := range names {
		if number, err := goose.NumericComponent(name); err == nil {
			newest = max(newest, number)
		}
	}
	return newest
}

// checkPlace refuses a directory from which a database has gone, and one that never had any where none may be made.
func checkPlace(dir string, opening Opening) error {
	info, err := os.Stat(filepath.Join(dir, FileName))
	_, marked := os.Stat(filepath.Join(dir, markerName))
	switch {
	case err == nil && info.Size() > 0:
		return nil
	case marked == nil:
		return fmt.Errorf("%s: %w", dir, errLost)
	case opening == MayMake:
		return nil
	case err == nil:
		return fmt.Errorf("%s: %w", dir, errCutOff)
	}
	return fmt.Errorf("%s: %w", dir, errNone)
}

// mark notes that a database was made in a directory, so that its loss is noticed.
func mark(dir string) error {
	return os.WriteFile(filepath.Join(dir, markerName), []byte("zhaoyin\n"), 0o600)
}

// keepPrivate makes the database's file, or what stands there, readable by its owner alone; SQLite gives the files beside it the same mode.
func keepPrivate(path string) error {
	f, err := os.OpenFile(filepath.Clean(path), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(f.Chmod(0o600), f.Close())
}

// checkSchema compares the migrations that a database has had with those of this program. What a newer program has made is never touched; what is
// missing is left to the migrations, unless nothing may be changed.
func checkSchema(had []int64, known []*goose.Source, opening Opening) (pending bool, err error) {
	missing := map[int64]bool{}
	for _, source := range known {
		missing[source.Version] = true
	}
	for _, version := range had {
		if version > 0 && !missing[version] {
			return false, fmt.Errorf("%w (its migration %d is not known here)", errNewer, version)
		}
		delete(missing, version)
	}
	if len(missing) > 0 && opening == AsItIs {
		return true, errOlder
	}
	return len(missing) > 0, nil
}

// versions reads which migrations a database has had, none of one that was never migrated. table counts the table that goose keeps them in.
func versions(ctx context.Context, db *sql.DB, table string) ([]int64, error) {
	var tables int
	if err := db.QueryRowContext(ctx, table).Scan(&tables); err != nil || tables == 0 {
		return nil, err
	}
	rows, err := db.QueryContext(ctx, "SELECT version_id FROM goose_db_version WHERE is_applied")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var had []int64
	for rows.Next() {
		var version int64
		if err := rows.Scan(&version); err != nil {
			return nil, err
		}
		had = append(had, version)
	}
	return had, rows.Err()
}

// advised adds to what SQLite says of a damaged file what to do about it.
func advised(err error) error {
	var said sqlite3.Error
	if errors.As(err, &said) && (said.Code == sqlite3.ErrCorrupt || said.Code == sqlite3.ErrNotADB) {
		return fmt.Errorf("%w (%w)", errDamaged, err)
	}
	return err
}
