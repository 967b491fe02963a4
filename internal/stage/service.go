package stage

import (
	"context"
	"strconv"
	"strings"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/page"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
)

// Service moves projects on.
type Service struct{ db *store.DB }

// NewService works over the store.
func NewService(db *store.DB) *Service { return &Service{db: db} }

// Report is a milestone as a county reports it.
type Report struct {
	Kind       project.MilestoneKind `json:"kind" validate:"required,oneof=signed landed started completed producing"`
	OccurredOn calendar.Date         `json:"occurredOn" validate:"required"`
	Note       string                `json:"note,omitempty" validate:"max=2000"`
	Evidence   []project.Evidence    `json:"evidence,omitempty" validate:"max=30,dive"`

	form fault.List
}

// Gather takes what the form shows, which comes with what the rules find.
func (in *Report) Gather(form fault.List) { in.form = form }

var (
	errPending  = fault.Define(fault.Conflict, "milestone.pending", "“%s”节点已报送，正在等待核实；如需更正，请修改已报送的内容。", "The milestone %s has been reported and waits for verification; to mend it, correct what was reported.")
	errUnproved = fault.Define(fault.Invalid, "milestone.evidence", "每份材料须附文件，或写明名称、文号。", "Each piece of evidence needs a file, a title or a number.")
)

// MilestoneListing is what a list of milestones may be filtered and sorted by.
var MilestoneListing = page.Listing{
	Sorts:   map[string]page.Sort{"createdAt": {Column: "created_at"}, "occurredOn": {Column: "occurred_on"}},
	Default: "occurredOn",
	Filters: map[string]page.Filter{
		"state":         {Column: "state", Kind: page.Choice, Choices: []string{"reported", "verified", "rejected"}},
		"kind":          {Column: "kind", Kind: page.Choice, Choices: []string{"signed", "landed", "started", "completed", "producing"}},
		"regionId":      {Column: "region_id", Kind: page.Text},
		"creditedMonth": {Column: "credited_month", Kind: page.Month},
	},
}

// Milestones reads a page of a project's milestones, or of every project within reach when the id is empty.
func (s *Service) Milestones(ctx context.Context, projectID string, q page.Query) (page.Of[project.Milestone], error) {
	var of page.Of[project.Milestone]
	err := s.db.Read(ctx, access.MilestoneList, func(tx *store.Tx) error {
		var conds []store.Cond
		if projectID != "" {
			if _, err := store.Get[project.Project](tx, projectID); err != nil {
				return err
			}
			conds = append(conds, store.Where("project_id = ?", projectID))
		}
		var err error
		of, err = store.List[project.Milestone](tx, MilestoneListing, q, conds...)
		return err
	})
	return of, err
}

// Milestone reads one milestone of a project.
func (s *Service) Milestone(ctx context.Context, projectID, id string) (*project.Milestone, error) {
	var m *project.Milestone
	err := s.db.Read(ctx, access.MilestoneList, func(tx *store.Tx) error {
		var err error
		m, err = milestone(tx, projectID, id)
		return err
	})
	return m, err
}

// Report notes that a milestone has happened; the city verifies it.
func (s *Service) Report(ctx context.Context, projectID string, in Report) (*project.Milestone, error) {
	var m *project.Milestone
	err := s.db.Write(ctx, access.MilestoneReport, func(tx *store.Tx) error {
		p, err := store.Get[project.Project](tx, projectID)
		if err != nil {
			return err
		}
		m, err = Enter(tx, p, in)
		return err
	})
	return m, err
}

// Enter joins a unit of work to report a milestone.
func Enter(tx *store.Tx, p *project.Project, in Report) (*project.Milestone, error) {
	in.Evidence = tidied(in.Evidence)
	if err := checkReport(tx, p, in); err != nil {
		return nil, err
	}
	f, err := gather(tx, p, in.Kind)
	if err != nil {
		return nil, err
	}
	if err := mayReport(f, in.Kind); err != nil {
		return nil, err
	}
	m := &project.Milestone{
		RegionID: p.RegionID, ProjectID: p.ID, Kind: in.Kind, OccurredOn: in.OccurredOn, ReportedAt: tx.Now,
		State: project.Reported, Note: in.Note, Evidence: in.Evidence,
	}
	if err := store.Insert(tx, m); err != nil {
		return nil, err
	}
	return m, tx.Emit("milestone.reported", m.ID, p.RegionID, m)
}

// mayReport refuses a report that no verification could follow.
func mayReport(f facts, kind project.Stage) error {
	if f.milestone != nil {
		return errPending.With(named(kind)).Note("milestoneId", f.milestone.ID)
	}
	for _, g := range []gate{gates[0], gates[1], gates[3]} {
		if args, blocked := g.blocks(f, kind); blocked {
			return g.fault.With(args...)
		}
	}
	return nil
}

// tidied is the evidence without blanks around its words: a title of blanks is no evidence.
func tidied(evidence []project.Evidence) []project.Evidence {
	all := make([]project.Evidence, len(evidence))
	for i, e := range evidence {
		e.Title, e.Number = fault.Words(e.Title), fault.Words(e.Number)
		all[i] = e
	}
	return all
}

func checkReport(tx *store.Tx, p *project.Project, in Report) error {
	var bad fault.List
	if in.OccurredOn.After(tx.Today()) {
		bad.Add("/occurredOn", fault.Future, string(tx.Today()))
	}
	for i, e := range in.Evidence {
		if err := checkEvidence(tx, p, e, "/evidence/"+strconv.Itoa(i), &bad); err != nil {
			return err
		}
	}
	return in.form.With(bad).Err()
}

func checkEvidence(tx *store.Tx, p *project.Project, e project.Evidence, pointer string, bad *fault.List) error {
	bad.Check(isEvidence(e.Kind), pointer+"/kind", fault.Choice, evidenceCodes)
	bad.Check(fault.IsOneLine(e.Title), pointer+"/title", fault.OneLine)
	bad.Check(fault.IsOneLine(e.Number), pointer+"/number", fault.OneLine)
	if e.AttachmentID == "" {
		bad.Check(e.Title+e.Number != "", pointer, errUnproved)
		return nil
	}
	a, err := store.Get[project.Attachment](tx, e.AttachmentID)
	if fault.KindOf(err) == fault.Missing || err == nil && a.ProjectID != p.ID {
		bad.Add(pointer+"/attachmentId", fault.NoSuch, e.AttachmentID)
		return nil
	}
	return err
}

var evidenceCodes = func() string {
	codes := make([]string, len(project.EvidenceKinds))
	for i, kind := range project.EvidenceKinds {
		codes[i] = string(kind)
	}
	return strings.Join(codes, ", ")
}()

func isEvidence(kind project.EvidenceKind) bool {
	for _, k := range project.EvidenceKinds {
		if k == kind {
			return true
		}
	}
	return false
}

// Gates is what stands before a stage.
type Gates struct {
	ProjectID string        `json:"projectId"`
	From      project.Stage `json:"from"`
	To        project.Stage `json:"to"`
	Open      bool          `json:"open"`     // nothing stands before it
	Waivable  bool          `json:"waivable"` // what stands before it may be passed over by the secretariat with a reason
	Blockers  []Blocker     `json:"blockers"`
}

// Gates explains every blocker before a stage; it is what the verification itself runs.
func (s *Service) Gates(ctx context.Context, projectID string, to project.Stage) (*Gates, error) {
	if to.Rank() < project.Signed.Rank() {
		return nil, fault.Choice.At("/query/to", "signed, landed, started, completed, producing")
	}
	var g *Gates
	err := s.db.Read(ctx, access.StageRead, func(tx *store.Tx) error {
		p, err := store.Get[project.Project](tx, projectID)
		if err != nil {
			return err
		}
		f, err := gather(tx, p, to)
		if err != nil {
			return err
		}
		blockers := judge(f, to, tx.Actor.Language)
		g = &Gates{ProjectID: p.ID, From: p.Stage, To: to, Open: len(blockers) == 0, Waivable: waivable(blockers), Blockers: blockers}
		return nil
	})
	return g, err
}

func waivable(blockers []Blocker) bool {
	for _, b := range blockers {
		if !b.Waivable {
			return false
		}
	}
	return true
}

// HistoryListing is what the stage history may be sorted by.
var HistoryListing = page.Listing{
	Sorts: map[string]page.Sort{"createdAt": {Column: "created_at"}}, Default: "createdAt",
}

// History reads a page of a project's moves.
func (s *Service) History(ctx context.Context, projectID string, q page.Query) (page.Of[project.Move], error) {
	var of page.Of[project.Move]
	err := s.db.Read(ctx, access.StageRead, func(tx *store.Tx) error {
		if _, err := store.Get[project.Project](tx, projectID); err != nil {
			return err
		}
		var err error
		of, err = store.List[project.Move](tx, HistoryListing, q, store.Where("project_id = ?", projectID))
		return err
	})
	return of, err
}
