package blob_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"zhaoyin/internal/blob"
	"zhaoyin/internal/fault"
)

func TestPut(t *testing.T) {
	dir := t.TempDir()
	s, err := blob.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	const sum = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
	for range 2 {
		var judged []byte
		kept, err := s.PutIf(strings.NewReader("hello"), 5, func(f *io.SectionReader) error {
			judged, err = io.ReadAll(f)
			return err
		})
		if err != nil || kept.SHA256 != sum || kept.Size != 5 || string(judged) != "hello" {
			t.Fatalf("put: got %+v, %v, judged %q", kept, err, judged)
		}
	}
	f, err := s.Open(sum)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got, _ := io.ReadAll(f); string(got) != "hello" {
		t.Errorf("read back %q", got)
	}
	if err := s.Check(sum); err != nil {
		t.Errorf("check: %v", err)
	}
	left, _ := os.ReadDir(filepath.Join(dir, "incoming"))
	if len(left) != 0 {
		t.Errorf("%d files left in incoming", len(left))
	}
	if err := os.WriteFile(filepath.Join(dir, sum[:2], sum), []byte("altered"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.Check(sum); err == nil {
		t.Error("an altered file passes the check")
	}
}

func TestPutRefuses(t *testing.T) {
	s, err := blob.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(bytes.NewReader(make([]byte, 6)), 5); fault.KindOf(err) != fault.TooLarge {
		t.Errorf("six bytes: got %v, want too large", err)
	}
	if _, err := s.Put(bytes.NewReader(nil), 5); fault.KindOf(err) != fault.Invalid {
		t.Errorf("nothing: got %v, want invalid", err)
	}
	refusal := errors.New("not this one")
	kept, err := s.PutIf(strings.NewReader("other"), 5, func(*io.SectionReader) error { return refusal })
	if !errors.Is(err, refusal) {
		t.Errorf("refused: got %+v, %v, want the judge's refusal", kept, err)
	}
	for _, name := range []string{"../../etc/passwd", "", strings.Repeat("g", 64)} {
		if _, err := s.Open(name); err == nil {
			t.Errorf("opened %q", name)
		}
	}
}
