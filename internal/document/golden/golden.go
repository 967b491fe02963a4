// Package golden compares what a test made with a file under testdata. The files are reviewed like code: `go test ./... -update` rewrites them, and
// the diff says what a reader will see differently.
package golden

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files under testdata")

// Compare fails the test where got differs from testdata/name of the package under test.
func Compare(t *testing.T, name string, got []byte) {
	t.Helper()
	if *update {
		write(t, filepath.Join("testdata", name), got)
		return
	}
	want, err := fs.ReadFile(os.DirFS("testdata"), name)
	if errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("testdata/%s is missing; go test -update makes it", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("testdata/%s (-want +got; go test -update takes got):\n%s", name, diff)
	}
}

func write(t *testing.T, path string, got []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, got, 0o600); err != nil {
		t.Fatal(err)
	}
}
