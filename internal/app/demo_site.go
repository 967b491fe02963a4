package app

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"zhaoyin/internal/store"
)

// The markers beside the database. The first tells a practice city from a real one and holds the accounts' password; the second says that one is being
// built, or was when the building was interrupted.
const (
	demoMarker = "demo-password"
	siteMarker = "demo-building"
)

var errNotDemo = errors.New("this database holds projects or accounts that are not the practice city's: set ZHAOYIN_DATA to a directory of its own for the demo")

// clearSite takes a half-built practice city away, so that the next one begins in an empty directory. Only what the marker says to be ours is touched:
// it is written when database and directory have been found empty. A database elsewhere is left to its owner.
func (c Config) clearSite() error {
	marker := filepath.Join(c.Data, siteMarker)
	if !exists(marker) {
		return nil
	}
	if exists(filepath.Join(c.Data, demoMarker)) { // it was finished, and only the marker was left
		return os.Remove(marker)
	}
	if c.DatabaseURL != "" {
		return fmt.Errorf("the building of the practice city in this PostgreSQL database was interrupted: empty the database "+
			"(DROP SCHEMA public CASCADE; CREATE SCHEMA public), remove the file %s, and start again", marker)
	}
	for _, name := range []string{store.FileName, store.FileName + "-wal", store.FileName + "-shm", store.FileName + ".made", "files"} {
		if err := os.RemoveAll(filepath.Join(c.Data, name)); err != nil {
			return err
		}
	}
	return os.Remove(marker)
}

// finishSite keeps the password first: from then on the city stands.
func (c Config) finishSite(password string) error {
	if err := c.mark(demoMarker, password); err != nil {
		return err
	}
	return os.Remove(filepath.Join(c.Data, siteMarker))
}

func (c Config) mark(name, text string) error {
	return os.WriteFile(filepath.Join(c.Data, name), []byte(text+"\n"), 0o600)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
