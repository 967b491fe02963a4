package transfer

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/org"
	"zhaoyin/internal/page"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/vocabulary"
)

// Service brings files in and lists out.
type Service struct {
	db       *store.DB
	projects *project.Service
}

// NewService works over the store; rows become projects by the projects' own rules.
func NewService(db *store.DB, projects *project.Service) *Service {
	return &Service{db: db, projects: projects}
}

// rowsAtOnce is how many rows somebody may bring in with one file: other writes wait while they are applied, a few seconds for every thousand.
// The machine's own command line is not held to it.
const rowsAtOnce = 2_000

var errAtOnce = fault.Define(fault.TooLarge, "import.atOnce", "一个文件最多导入 %d 行，请拆分。", "A file may bring in at most %d rows; split it.")

// errTakeBack ends the nested part of a dry run, and of a refused file.
var errTakeBack = errors.New("nothing of the file is to stay")

// Import reads a file, compares each row with what is registered and applies it, all in one unit of work. The import itself is kept with its report
// whatever came of it. The error is about the file as a whole.
func (s *Service) Import(ctx context.Context, u Upload) (*Import, error) {
	if err := u.check(); err != nil {
		return nil, err
	}
	content, err := io.ReadAll(io.LimitReader(u.Content, MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read the file: %w", err)
	}
	sheet, err := s.read(ctx, &u, content)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(content)
	var im *Import
	err = s.db.Write(ctx, access.ImportRun, func(tx *store.Tx) error {
		im = &Import{
			RegionID: u.Options.DefaultRegion, Kind: u.Kind, FileName: u.FileName, SHA256: hex.EncodeToString(sum[:]), DryRun: u.DryRun, Mode: u.Mode,
		}
		return run(tx, s.projects, im, &u, sheet.again())
	})
	return im, err
}

// run applies the rows in a nested part, which is taken back unless they are to stay, and keeps the import.
func run(tx *store.Tx, projects *project.Service, im *Import, u *Upload, sheet *Projects) error {
	err := tx.Nested(func(tx *store.Tx) error {
		if err := apply(tx, projects, u, sheet); err != nil {
			return err
		}
		im.Report = sheet.Report()
		if im.State = outcome(u, im.Report); im.State != Applied {
			im.Report.takeBack()
			return errTakeBack
		}
		return nil
	})
	if err != nil && !errors.Is(err, errTakeBack) {
		return err
	}
	return store.Insert(tx, im)
}

func outcome(u *Upload, r Report) State {
	switch {
	case u.DryRun:
		return Previewed
	case u.Mode == AllOrNothing && r.Total.Error > 0:
		return Refused
	}
	return Applied
}

// takeBack forgets the projects that were registered only for a trial.
func (r *Report) takeBack() {
	for i := range r.Rows {
		if row := &r.Rows[i]; row.Outcome == Create {
			row.ProjectID, row.Code = "", ""
		}
	}
}

// again is the sheet with rows of its own, because a unit of work may run twice.
func (p *Projects) again() *Projects {
	fresh := *p
	fresh.Rows = slices.Clone(p.Rows)
	for i := range fresh.Rows {
		fresh.Rows[i].Messages = slices.Clone(fresh.Rows[i].Messages)
	}
	return &fresh
}

// read parses the file before the transaction begins, so that a large one keeps no other write waiting.
func (s *Service) read(ctx context.Context, u *Upload, content []byte) (*Projects, error) {
	words, err := s.vocabulary(ctx, u)
	if err != nil {
		return nil, err
	}
	sheet, err := ReadProjects(bytes.NewReader(content), words, u.Options)
	if err == nil && len(sheet.Rows) > rowsAtOnce && access.From(ctx).Role != access.System {
		return nil, errAtOnce.With(rowsAtOnce)
	}
	return sheet, err
}

// vocabulary is what cells are matched against. A county's file needs no column that names the county.
func (s *Service) vocabulary(ctx context.Context, u *Upload) (*Vocabulary, error) {
	var v *Vocabulary
	err := s.db.Read(ctx, access.ImportRun, func(tx *store.Tx) error {
		var err error
		if v, err = lists(tx); err != nil {
			return err
		}
		return u.belong(tx.Grant, v)
	})
	return v, err
}

// belong holds the county of the file to what the caller may import for; a county's file needs none.
func (u *Upload) belong(grant access.Grant, v *Vocabulary) error {
	region := &u.Options.DefaultRegion
	if *region != "" && !slices.ContainsFunc(v.Regions, func(t Term) bool { return t.Code == *region }) {
		return fault.NoSuch.At("/query/regionId", *region)
	}
	if !grant.Limited() {
		return nil
	}
	if *region != "" && *region != grant.Region {
		return store.ErrBeyond.With()
	}
	*region = grant.Region
	return nil
}

func lists(tx *store.Tx) (*Vocabulary, error) {
	v := &Vocabulary{}
	regions, err := org.Reporting(tx)
	if err != nil {
		return nil, err
	}
	for _, r := range regions {
		v.Regions = append(v.Regions, Term{Code: r.ID, Name: r.Name, Short: r.ShortName})
	}
	chains, err := store.All[org.Chain](tx, "sort_order, id", store.Where("active"))
	if err != nil {
		return nil, err
	}
	for _, c := range chains {
		v.Chains = append(v.Chains, Term{Code: c.ID, Name: c.ZH, Aliases: []string{c.EN}})
	}
	for _, i := range org.Industries() {
		v.Industries = append(v.Industries, Term{Code: i.Code, Name: i.ZH, Aliases: []string{i.EN}})
	}
	for _, c := range vocabulary.Lists()[vocabulary.Channel] {
		v.Channels = append(v.Channels, Term{Code: c.Code, Name: c.ZH, Aliases: []string{c.EN}})
	}
	return v, nil
}

// Template writes the import template with the lists of this city.
func (s *Service) Template(ctx context.Context, w io.Writer, lang string) error {
	v, err := s.vocabulary(ctx, &Upload{})
	if err != nil {
		return err
	}
	return WriteTemplate(w, lang, v)
}

// Get reads one import with its whole report.
func (s *Service) Get(ctx context.Context, id string) (*Import, error) {
	var im *Import
	err := s.db.Read(ctx, access.ImportRead, func(tx *store.Tx) error {
		var err error
		im, err = store.Get[Import](tx, id)
		return err
	})
	return im, err
}

// List reads a page of imports. Their reports hold the tallies only; the rows are read one import at a time.
func (s *Service) List(ctx context.Context, q page.Query) (page.Of[Import], error) {
	var of page.Of[Import]
	err := s.db.Read(ctx, access.ImportRead, func(tx *store.Tx) error {
		var err error
		of, err = store.List[Import](tx, Listing, q)
		return err
	})
	for i := range of.Items {
		of.Items[i].Report.Rows = []RowResult{}
	}
	return of, err
}
