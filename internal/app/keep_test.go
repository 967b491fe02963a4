package app_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"zhaoyin/internal/store/storetest"
)

// run is the program on a data directory: what it said, and whether it succeeded.
func run(t *testing.T, data string, args ...string) (string, bool) {
	t.Helper()
	out, err := zhaoyin(t, data, "", args...).CombinedOutput()
	return string(out), err == nil
}

// sqliteOnly leaves a test out on PostgreSQL, whose data is no file of ours.
func sqliteOnly(t *testing.T) {
	t.Helper()
	if storetest.Config(t).DatabaseURL != "" {
		t.Skip("about the SQLite file")
	}
}

// made is a data directory with a database and one account.
func made(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if said, ok := run(t, dir, "user", "add", "root", "--role", "admin"); !ok {
		t.Fatal(said)
	}
	return dir
}

// TestNothingIsMadeToBeLookedAt: only serve, demo, migrate, the first account and a first import make a database, and none of the others makes a directory.
func TestNothingIsMadeToBeLookedAt(t *testing.T) {
	sqliteOnly(t)
	for _, call := range []string{"verify", "backup COPY", "pack 2022-04", "rebuild", "user list", "user lock x"} {
		nowhere := filepath.Join(t.TempDir(), "misspelt")
		args := strings.Fields(strings.ReplaceAll(call, "COPY", filepath.Join(t.TempDir(), "copy")))
		if said, ok := run(t, nowhere, args...); ok || !strings.Contains(said, "ZHAOYIN_DATA") {
			t.Errorf("%s: got %v %s", call, ok, said)
		}
		if _, err := os.Stat(nowhere); err == nil {
			t.Errorf("%s has made the directory", call)
		}
	}
	for _, call := range []string{"verify", "backup COPY", "user list"} {
		empty := t.TempDir()
		args := strings.Fields(strings.ReplaceAll(call, "COPY", filepath.Join(t.TempDir(), "copy")))
		if said, ok := run(t, empty, args...); ok || !strings.Contains(said, "ZHAOYIN_DATA") {
			t.Errorf("%s in an empty directory: got %v %s", call, ok, said)
		}
		if left, _ := os.ReadDir(empty); len(left) > 0 {
			t.Errorf("%s has left %v", call, left)
		}
	}
	if said, ok := run(t, filepath.Join(t.TempDir(), "no", "such"), "user", "add", "root", "--role", "admin"); ok {
		t.Errorf("the first account in a path that is not there: %s", said)
	}
}

// TestTheVersionIsTold asks for no data: it is what an operator looks at when something is wrong.
func TestTheVersionIsTold(t *testing.T) {
	said, ok := run(t, filepath.Join(t.TempDir(), "misspelt"), "version")
	if want := regexp.MustCompile(`^zhaoyin .*schema [1-9][0-9]+\n$`); !ok || !want.MatchString(said) {
		t.Errorf("got %q", said)
	}
	if flag, ok := run(t, t.TempDir(), "--version"); !ok || flag != said {
		t.Errorf("--version: got %q, want %q", flag, said)
	}
}

// TestACopyIsNoticedWhenItIsCutOff: an empty file in the place of a backup is refused and stays as it is.
func TestACopyIsNoticedWhenItIsCutOff(t *testing.T) {
	sqliteOnly(t)
	dir, copied := made(t), filepath.Join(t.TempDir(), "copy")
	if said, ok := run(t, dir, "backup", copied); !ok {
		t.Fatal(said)
	}
	if said, ok := run(t, copied, "verify"); !ok || !strings.Contains(said, "whole") {
		t.Fatal(said)
	}
	for _, d := range []string{dir, copied} {
		info, err := os.Stat(filepath.Join(d, "zhaoyin.db"))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: got %v %v, want only the owner to read it", d, info.Mode(), err)
		}
	}
	file := filepath.Join(copied, "zhaoyin.db")
	if err := os.Truncate(file, 0); err != nil {
		t.Fatal(err)
	}
	for _, command := range []string{"verify", "serve", "migrate"} {
		if said, ok := run(t, copied, command); ok || !strings.Contains(said, "restore a backup") {
			t.Errorf("%s of an empty copy: got %v %s", command, ok, said)
		}
	}
	if info, err := os.Stat(file); err != nil || info.Size() != 0 {
		t.Error("the lost file has been replaced")
	}
	if err := os.Remove(filepath.Join(copied, "zhaoyin.db.made")); err != nil {
		t.Fatal(err)
	}
	if said, ok := run(t, copied, "verify"); ok || !strings.Contains(said, "restore") {
		t.Errorf("verify of an empty file without its marker: got %v %s", ok, said)
	}
}

// TestADamagedFileSaysWhatToDo, and one of another version's schema too; neither is changed.
func TestADamagedFileSaysWhatToDo(t *testing.T) {
	sqliteOnly(t)
	for name, tt := range map[string]struct {
		harm  func(t *testing.T, file string)
		calls []string
		want  string
	}{
		"damaged": {func(t *testing.T, file string) {
			f, err := os.OpenFile(file, os.O_WRONLY, 0)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			if _, err := f.WriteAt(make([]byte, 4096), 0); err != nil {
				t.Fatal(err)
			}
		}, []string{"serve", "migrate", "verify", "user list"}, "restore the last verified backup"},
		"newer": {func(t *testing.T, file string) {
			storetest.Alter(t, file, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)")
		}, []string{"serve", "migrate", "verify"}, "newer version"},
		"older": {func(t *testing.T, file string) {
			storetest.Alter(t, file, "DELETE FROM goose_db_version WHERE version_id = 25", "DELETE FROM goose_db_version WHERE version_id > 25")
		}, []string{"verify"}, "older version"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := made(t)
			tt.harm(t, filepath.Join(dir, "zhaoyin.db"))
			before, _ := os.ReadFile(filepath.Join(dir, "zhaoyin.db"))
			for _, call := range tt.calls {
				if said, ok := run(t, dir, strings.Fields(call)...); ok || !strings.Contains(said, tt.want) {
					t.Errorf("%s: got %v %s", call, ok, said)
				}
			}
			if after, _ := os.ReadFile(filepath.Join(dir, "zhaoyin.db")); string(after) != string(before) {
				t.Error("the file was changed")
			}
		})
	}
}

// TestWhatWasDonePastTheDoorIsNoticed by verify, in every kept row and not in the trail alone.
func TestWhatWasDonePastTheDoorIsNoticed(t *testing.T) {
	sqliteOnly(t)
	whole := made(t)
	for name, tt := range map[string]struct{ statement, want string }{
		"an account raised":       {"UPDATE users SET role = 'auditor' WHERE name = 'root'", "role"},
		"a row deleted":           {"DELETE FROM chains WHERE id = 'pv-storage'", "chains"},
		"a row added":             {"INSERT INTO departments SELECT 'x', version, created_at, created_by, updated_at, updated_by, name, short_name, sort_order, active FROM departments LIMIT 1", "departments"},
		"the whole trail gone":    {"DELETE FROM audit", "trail knows nothing"},
		"the last entry gone":     {"DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)", "trail knows nothing"},
		"a trigger gone":          {"DROP TRIGGER ledger_entries_kept_update", "ledger_entries_kept_update"},
		"an entry altered":        {"UPDATE audit SET actor = 'nobody' WHERE seq = 1", "altered"},
		"an entry from the midst": {"DELETE FROM audit WHERE seq = 2", "missing"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(whole)); err != nil {
				t.Fatal(err)
			}
			storetest.Alter(t, filepath.Join(dir, "zhaoyin.db"), tt.statement)
			if said, ok := run(t, dir, "verify"); ok || !strings.Contains(said, "NOT WHOLE") || !strings.Contains(said, tt.want) {
				t.Errorf("got %v:\n%s", ok, said)
			}
		})
	}
}
