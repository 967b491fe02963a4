package report

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"

	"zhaoyin/internal/access"
	"zhaoyin/internal/blob"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/document/docx"
	"zhaoyin/internal/document/html"
	"zhaoyin/internal/document/xlsx"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/org"
	"zhaoyin/internal/page"
	"zhaoyin/internal/period"
	"zhaoyin/internal/store"
)

// Format is how a paper is written.
type Format string

// The formats.
const (
	DOCX Format = "docx"
	XLSX Format = "xlsx"
	HTML Format = "html"
)

// writers is the table of formats: who writes, and as what it is sent.
var writers = map[Format]struct {
	contentType string
	write       func(io.Writer, Facts) error
}{
	DOCX: {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", func(w io.Writer, f Facts) error { return docx.Write(w, Compose(f)) }},
	XLSX: {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", func(w io.Writer, f Facts) error { return xlsx.Write(w, Ledger(f)) }},
	HTML: {"text/html; charset=utf-8", func(w io.Writer, f Facts) error { return html.Write(w, Compose(f)) }},
}

// Pack is a month's papers in the formats asked for: the city's, or one county's. The pack of a closed month is the same bytes whenever
// it is made.
type Pack struct {
	store.Row
	Month           calendar.Month `json:"month"`
	RegionID        string         `json:"regionId"` // the county, or the city itself
	ForRegion       bool           `json:"forRegion"`
	Formats         []Format       `json:"formats" gorm:"serializer:json"`
	State           string         `json:"state"`
	Progress        int            `json:"progress"`
	Failure         string         `json:"failure,omitempty"`
	SnapshotVersion int64          `json:"snapshotVersion"` // 0: made from an open month
	Files           []File         `json:"files" gorm:"serializer:json"`
}

// File is one paper of a pack.
type File struct {
	Name   string `json:"name"`
	Format Format `json:"format"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Order asks for a pack. Without formats it is all of them; without a county it is the caller's own, or the city's.
type Order struct {
	Formats  []Format `json:"formats,omitempty" validate:"max=3,dive,oneof=docx xlsx html"`
	RegionID string   `json:"regionId,omitempty"`
}

// Listing is what packs may be filtered and sorted by.
var Listing = page.Listing{
	Sorts:   map[string]page.Sort{"createdAt": {Column: "created_at"}},
	Default: "-createdAt",
	Filters: map[string]page.Filter{"regionId": {Column: "region_id", Kind: page.Text}},
}

// Service makes papers and keeps them.
type Service struct {
	db       *store.DB
	files    *blob.Store
	meetings *meeting.Service
}

// NewService works over the store; papers lie in files, and the meetings tell what they are made from.
func NewService(db *store.DB, files *blob.Store, meetings *meeting.Service) *Service {
	return &Service{db: db, files: files, meetings: meetings}
}

// maxPaper bounds a paper on disk.
const maxPaper = 256 << 20

// Make writes the papers of a month. Nothing else is read than the month's snapshot, or the present state of an open one.
func (s *Service) Make(ctx context.Context, month calendar.Month, in Order) (*Pack, error) {
	facts, regionID, err := s.facts(ctx, access.PackCreate, month, in.RegionID)
	if err != nil {
		return nil, err
	}
	p := &Pack{Month: month, RegionID: regionID, ForRegion: facts.RegionID != "", Formats: in.formats(), State: "done", Progress: 100, SnapshotVersion: facts.Version}
	for _, format := range p.Formats {
		f, err := s.write(facts, format, fileName(facts, regionID, format))
		if err != nil {
			return nil, err
		}
		p.Files = append(p.Files, f)
	}
	err = s.db.Write(ctx, access.PackCreate, func(tx *store.Tx) error {
		if err := store.Insert(tx, p); err != nil {
			return err
		}
		return tx.Emit("pack.made", p.ID, p.RegionID, p)
	})
	return p, err
}

// formats are those asked for, each once, or all of them.
func (in Order) formats() []Format {
	if len(in.Formats) == 0 {
		return []Format{DOCX, XLSX, HTML}
	}
	var once []Format
	for _, f := range in.Formats {
		if !slices.Contains(once, f) {
			once = append(once, f)
		}
	}
	return once
}

// fileName tells a second version of a month apart from the first, which has been handed out.
func fileName(f Facts, regionID string, format Format) string {
	version := ""
	if f.Version > 1 {
		version = fmt.Sprintf("-v%d", f.Version)
	}
	return fmt.Sprintf("zhaoyin-%s-%s%s.%s", f.Month, regionID, version, format)
}

// facts reads what the papers say. The ranking is everybody's, so the month is read whole; a county's paper then keeps its own rows.
func (s *Service) facts(ctx context.Context, action access.Action, month calendar.Month, regionID string) (Facts, string, error) {
	var f Facts
	err := s.db.Read(ctx, action, func(tx *store.Tx) error {
		own := tx.Grant.Region
		if own != "" && regionID != "" && regionID != own {
			return store.ErrBeyond.With()
		}
		if regionID == "" {
			regionID = own
		}
		if err := checkRegion(tx, regionID); err != nil {
			return err
		}
		wide, err := tx.Under(access.MeetingBoard)
		if err != nil {
			return err
		}
		snapshot, err := s.meetings.Facts(wide, month)
		if err != nil {
			return err
		}
		if regionID == "" {
			regionID = snapshot.CityID
		}
		f = From(snapshot, regionID)
		return nil
	})
	return f, regionID, err
}

// Resources reads what the month's papers list of joint review, land, fund, issues and decisions: as frozen, or as it stands in an open month. Without a county it
// is the caller's own, or the city's.
func (s *Service) Resources(ctx context.Context, month calendar.Month, regionID string) (*meeting.Resources, error) {
	f, _, err := s.facts(ctx, access.PackRead, month, regionID)
	if errors.Is(err, store.ErrBeyond) {
		return nil, store.ErrMissing.With() // read, another county's is not there
	}
	if err != nil {
		return nil, err
	}
	if f.Resources == nil { // closed before the papers had these sections
		return nil, store.ErrMissing.With()
	}
	return f.Resources, nil
}

func checkRegion(tx *store.Tx, id string) error {
	if id == "" {
		return nil
	}
	_, err := store.Get[org.Region](tx, id)
	if fault.KindOf(err) == fault.Missing {
		return fault.NoSuch.At("/regionId", id)
	}
	return err
}

// write makes one paper and keeps its bytes.
func (s *Service) write(facts Facts, format Format, name string) (File, error) {
	r, w := io.Pipe()
	go func() { w.CloseWithError(writers[format].write(w, facts)) }()
	kept, err := s.files.Put(r, maxPaper)
	if err != nil {
		_ = r.CloseWithError(err) // lets the writer stop
		return File{}, fmt.Errorf("write %s: %w", name, err)
	}
	return File{Name: name, Format: format, Bytes: kept.Size, SHA256: kept.SHA256}, nil
}

// List reads a page of a month's packs.
func (s *Service) List(ctx context.Context, month calendar.Month, q page.Query) (page.Of[Pack], error) {
	var of page.Of[Pack]
	err := s.db.Read(ctx, access.PackRead, func(tx *store.Tx) error {
		if _, err := period.Of(tx, month); err != nil {
			return err
		}
		var err error
		of, err = store.List[Pack](tx, Listing, q, store.Where("month = ?", month))
		return err
	})
	return of, err
}

// Get reads a pack.
func (s *Service) Get(ctx context.Context, id string) (*Pack, error) {
	var p *Pack
	err := s.db.Read(ctx, access.PackRead, func(tx *store.Tx) error {
		var err error
		p, err = store.Get[Pack](tx, id)
		return err
	})
	return p, err
}

// Download is an open paper; the caller closes it.
type Download struct {
	File
	ContentType string
	Pack        *Pack
	Content     *os.File
}

// Open opens a paper of a pack for download.
func (s *Service) Open(ctx context.Context, id, name string) (*Download, error) {
	p, err := s.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, f := range p.Files {
		if f.Name != name {
			continue
		}
		content, err := s.files.Open(f.SHA256)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("paper %s of pack %s is not on disk: %w", name, id, err)
		}
		return &Download{File: f, ContentType: writers[f.Format].contentType, Pack: p, Content: content}, err
	}
	return nil, store.ErrMissing.With()
}
