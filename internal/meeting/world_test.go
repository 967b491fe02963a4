package meeting_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"zhaoyin/internal/access"
	"zhaoyin/internal/blob"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/monthly"
	"zhaoyin/internal/org"
	"zhaoyin/internal/patch"
	"zhaoyin/internal/project"
	"zhaoyin/internal/stage"
	"zhaoyin/internal/store"
	"zhaoyin/internal/store/storetest"
	"zhaoyin/internal/unit"
)

const (
	wuyi  = "330723"
	lanxi = "330781"

	march = calendar.Month("2022-03")
	april = calendar.Month("2022-04")
	may   = calendar.Month("2022-05")
)

func actor(role access.Role, region string) context.Context {
	return access.With(context.Background(), access.Actor{
		ID: string(role) + region, Name: strings.TrimSuffix(string(role)+"."+region, "."), Role: role, RegionID: region,
	})
}

var (
	system      = access.With(context.Background(), access.As("test"))
	secretariat = actor(access.Secretariat, "")
	leader      = actor(access.Leader, "")
)

// world is the city with the services that fill a month, and March opened on 2022-04-12.
type world struct {
	t        *testing.T
	db       *store.DB
	clock    *storetest.Clock
	meetings *meeting.Service
	projects *project.Service
	stages   *stage.Service
	months   *monthly.Service
}

func newWorld(t *testing.T) *world {
	t.Helper()
	return worldOf(t, project.DefaultThreshold)
}

// worldOf is a city with a threshold of its own.
func worldOf(t *testing.T, threshold unit.Wan) *world {
	t.Helper()
	clock := storetest.NewClock(storetest.Start)
	return worldOn(t, storetest.OpenAt(t, clock), clock, threshold)
}

// worldOn is the world in a database that the test has opened itself.
func worldOn(t *testing.T, db *store.DB, clock *storetest.Clock, threshold unit.Wan) *world {
	t.Helper()
	files, err := blob.Open(t.TempDir())
	must(t, err)
	must(t, org.NewService(db).Seed(context.Background(), org.Default()))
	w := &world{
		t: t, db: db, clock: clock, meetings: meeting.NewService(db, calendar.Workdays{}, threshold),
		projects: project.NewService(db, threshold, files), stages: stage.NewService(db), months: monthly.NewService(db),
	}
	must(t, w.meetings.Seed(context.Background()))
	w.open(march)
	return w
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (w *world) open(m calendar.Month) *meeting.Meeting {
	w.t.Helper()
	deadline := m.Add(3).First().At(18, 0)
	opened, err := w.meetings.Open(secretariat, meeting.Opening{Month: m, Deadline: &deadline})
	must(w.t, err)
	return opened
}

func (w *world) close(m calendar.Month) *meeting.Meeting {
	w.t.Helper()
	closed, err := w.meetings.Close(secretariat, m, 0, meeting.Closing{})
	must(w.t, err)
	return closed
}

func (w *world) register(region, name string, wan unit.Wan) *project.Project {
	w.t.Helper()
	p, err := w.projects.Register(actor(access.Clerk, region), project.Registration{
		Name: name, Industry: "C3841", InvestmentWan: wan, Enterprise: &enterprise.Registration{Name: name + "有限公司"},
	})
	must(w.t, err)
	return p
}

// report reports a milestone with all the evidence that any kind needs.
func (w *world) report(p *project.Project, kind project.Stage, day calendar.Date) *project.Milestone {
	w.t.Helper()
	in := stage.Report{Kind: kind, OccurredOn: day}
	for _, k := range project.EvidenceKinds {
		in.Evidence = append(in.Evidence, project.Evidence{Kind: k, Number: "〔2022〕1号"})
	}
	m, err := w.stages.Report(actor(access.Clerk, p.RegionID), p.ID, in)
	must(w.t, err)
	return m
}

func (w *world) verify(m *project.Milestone) error {
	_, err := w.stages.Verify(secretariat, m.ProjectID, m.ID, m.Version, stage.Verdict{Verdict: project.Verified, Note: "已核实"})
	return err
}

// reach reports milestones and has them verified in the open month.
func (w *world) reach(p *project.Project, day calendar.Date, kinds ...project.Stage) {
	w.t.Helper()
	for _, kind := range kinds {
		must(w.t, w.verify(w.report(p, kind, day)))
	}
}

// sign registers a project and has its signing verified in the open month.
func (w *world) sign(region, name string, wan unit.Wan) *project.Project {
	w.t.Helper()
	p := w.register(region, name, wan)
	w.reach(p, "2022-03-10", project.Signed)
	return p
}

// handIn submits a month with an amount invested and problems, without a decision.
func (w *world) handIn(p *project.Project, m calendar.Month, wan unit.Wan, problems ...monthly.Problem) *monthly.Status {
	w.t.Helper()
	return w.file(p, m, monthly.Draft{Progress: "主体结构施工", NextPlan: "设备进场", InvestedThisMonthWan: &wan, Problems: problems})
}

// file submits a month as it is drafted.
func (w *world) file(p *project.Project, m calendar.Month, draft monthly.Draft) *monthly.Status {
	w.t.Helper()
	draft.Confirmed = true
	_, err := w.months.Save(actor(access.Clerk, p.RegionID), p.ID, m, nil, draft)
	must(w.t, err)
	s, err := w.months.Submit(actor(access.Lead, p.RegionID), p.ID, m, nil, monthly.Submission{})
	must(w.t, err)
	return s
}

func words(text string) meeting.Wording { return meeting.Wording{Text: &text} }

func amount(wan unit.Wan) *unit.Wan { return &wan }

func (w *world) accept(s *monthly.Status) {
	w.t.Helper()
	_, err := w.months.Accept(secretariat, s.ProjectID, s.Month, s.Version)
	must(w.t, err)
}

func (w *world) now(p *project.Project) *project.Project {
	w.t.Helper()
	got, err := w.projects.Get(secretariat, p.ID)
	must(w.t, err)
	return got
}

// board reads the board as it is served, frozen or not.
func (w *world) board(m calendar.Month) *meeting.Board {
	w.t.Helper()
	b, frozen, err := w.meetings.Board(leader, m)
	must(w.t, err)
	if frozen == nil {
		return b
	}
	var kept meeting.Board
	unmarshal(w.t, frozen.Body, &kept)
	return &kept
}

func (w *world) county(b *meeting.Board, region string) meeting.RegionBoard {
	w.t.Helper()
	for _, r := range b.Regions {
		if r.RegionID == region {
			return r
		}
	}
	w.t.Fatalf("the board has no %s", region)
	return meeting.RegionBoard{}
}

// agree holds the rollups to what their rows add up to.
func (w *world) agree() {
	w.t.Helper()
	found, err := w.meetings.Compare(system)
	must(w.t, err)
	for _, d := range found {
		w.t.Errorf("rollup %s: kept %s, rows say %s", d.Rollup, d.Kept, d.Right)
	}
}

func wantFault(t *testing.T, err error, code string) {
	t.Helper()
	f, ok := fault.Find(err)
	if !ok || f.Fault.Code != code && (len(f.Fields) != 1 || f.Fields[0].Fault.Code != code) {
		t.Errorf("got %v, want %s", err, code)
	}
}

func wantStale(t *testing.T, err error) {
	t.Helper()
	if !errors.Is(err, store.ErrStale) {
		t.Errorf("got %v, want stale", err)
	}
}

func investment(wan int64) project.Amendment {
	return project.Amendment{InvestmentWan: patch.Of(unit.Wan(wan)), Confirmed: patch.Of(true)}
}
