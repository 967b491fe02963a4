package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

var errNotSQLite = errors.New("backup copies the SQLite file; back PostgreSQL up with its own tools (pg_dump, base backups)")

// Backup writes a copy of the database as of one instant into a directory where there is none, and checks the copy. It is marked like the original, so
// that a copy that is cut off or lost later is noticed and never replaced by an empty database. Writers go on meanwhile.
func (db *DB) Backup(ctx context.Context, dir string) error {
	path := filepath.Join(dir, FileName)
	if err := db.copyTo(ctx, path); err != nil {
		return err
	}
	if err := checkCopy(ctx, path); err != nil {
		return err
	}
	return mark(dir)
}

func (db *DB) copyTo(ctx context.Context, path string) error {
	s, ok := db.engine.(*sqlite)
	if !ok {
		return errNotSQLite
	}
	if _, err := os.Stat(path); err == nil {
		return fmt.Errorf("backup: %s exists already", path)
	}
	if err := keepPrivate(path); err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	c := <-s.readers
	defer func() { s.readers <- c }()
	if _, err := c.Conn.ExecContext(ctx, "PRAGMA query_only = false"); err != nil {
		return err
	}
	_, err := c.Conn.ExecContext(ctx, "VACUUM INTO ?", path)
	if _, back := c.Conn.ExecContext(ctx, "PRAGMA query_only = true"); back != nil {
		err = errors.Join(err, back)
	}
	if err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	return nil
}

// checkCopy syncs a copy and asks SQLite whether it is whole.
func checkCopy(ctx context.Context, path string) error {
	f, err := os.Open(filepath.Clean(path))
	if err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	return CheckFile(ctx, path)
}

// CheckFile asks SQLite whether a database file is whole: its pages, indexes and foreign keys.
func CheckFile(ctx context.Context, path string) error {
	if info, err := os.Stat(path); err != nil {
		return err
	} else if info.Size() == 0 {
		return fmt.Errorf("%s is empty", path)
	}
	db, err := openFile(path)
	if err != nil {
		return err
	}
	defer db.Close()
	var answer string
	if err := db.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&answer); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if answer != "ok" {
		return fmt.Errorf("%s is damaged: %s", path, answer)
	}
	var broken int
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM pragma_foreign_key_check").Scan(&broken); err != nil {
		return err
	}
	if broken > 0 {
		return fmt.Errorf("%s: %d rows refer to rows that are not there", path, broken)
	}
	return nil
}

// Check asks the engine whether the database is whole. PostgreSQL checks its pages itself as it reads them.
func (db *DB) Check(ctx context.Context) error {
	s, ok := db.engine.(*sqlite)
	if !ok {
		return db.Ping(ctx)
	}
	return CheckFile(ctx, s.path)
}
