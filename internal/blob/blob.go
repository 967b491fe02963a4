// Package blob keeps files on disk under their own SHA-256: the same bytes are kept once, and a file that was altered on disk is noticed.
package blob

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"

	"zhaoyin/internal/fault"
)

var (
	errTooLarge = fault.Define(fault.TooLarge, "blob.tooLarge", "文件超过 %d MB 的上限。", "The file is larger than %d MB.")
	errEmpty    = fault.Define(fault.Invalid, "blob.empty", "文件是空的。", "The file is empty.")
	errDamaged  = errors.New("blob: the file on disk is not what was kept")
)

// Store is a directory of files. Replicas of the program share it.
type Store struct{ dir string }

// Open makes the directory if need be.
func Open(dir string) (*Store, error) {
	if err := os.MkdirAll(filepath.Join(dir, "incoming"), 0o750); err != nil {
		return nil, fmt.Errorf("file store: %w", err)
	}
	return &Store{dir: dir}, nil
}

// At is a store in a directory that is only read.
func At(dir string) *Store { return &Store{dir: dir} }

// Kept names a file that is on disk.
type Kept struct {
	SHA256 string
	Size   int64
}

// Put keeps what the reader gives, at most limit bytes. The bytes are on disk, synced, before it returns.
func (s *Store) Put(r io.Reader, limit int64) (Kept, error) {
	return s.PutIf(r, limit, func(*io.SectionReader) error { return nil })
}

// PutIf is Put for what passes a judge, who may read all of it; of what is refused nothing stays.
func (s *Store) PutIf(r io.Reader, limit int64, judge func(*io.SectionReader) error) (Kept, error) {
	tmp, err := os.CreateTemp(filepath.Join(s.dir, "incoming"), "*")
	if err != nil {
		return Kept{}, err
	}
	defer os.Remove(tmp.Name())
	kept, err := write(tmp, r, limit)
	if err == nil {
		err = judge(io.NewSectionReader(tmp, 0, kept.Size))
	}
	if err != nil {
		return Kept{}, errors.Join(err, tmp.Close())
	}
	if err := errors.Join(tmp.Sync(), tmp.Close()); err != nil {
		return Kept{}, err
	}
	return kept, s.place(tmp.Name(), kept.SHA256)
}

func write(w io.Writer, r io.Reader, limit int64) (Kept, error) {
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(w, sum), io.LimitReader(r, limit+1))
	switch {
	case err != nil:
		return Kept{}, fmt.Errorf("receive file: %w", err)
	case n > limit:
		return Kept{}, errTooLarge.With(limit >> 20)
	case n == 0:
		return Kept{}, errEmpty.At("/file")
	}
	return Kept{SHA256: hex.EncodeToString(sum.Sum(nil)), Size: n}, nil
}

func (s *Store) place(from, sum string) error {
	to := s.path(sum)
	if _, err := os.Stat(to); err == nil {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o750); err != nil {
		return err
	}
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return syncDir(filepath.Dir(to))
}

func syncDir(dir string) error {
	d, err := os.Open(dir) //nolint:gosec // the path is made of our own directory and a hash
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

var sumShape = regexp.MustCompile(`^[0-9a-f]{64}$`)

func (s *Store) path(sum string) string { return filepath.Join(s.dir, sum[:2], sum) }

// Open opens a kept file for reading.
func (s *Store) Open(sum string) (*os.File, error) {
	if !sumShape.MatchString(sum) {
		return nil, fs.ErrNotExist
	}
	return os.Open(s.path(sum))
}

// Check reads a kept file again and compares its bytes with its name.
func (s *Store) Check(sum string) error {
	f, err := s.Open(sum)
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return err
	}
	if hex.EncodeToString(h.Sum(nil)) != sum {
		return fmt.Errorf("%w: %s", errDamaged, sum)
	}
	return nil
}
