package transfer_test

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/blob"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/org"
	"zhaoyin/internal/page"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/store/storetest"
	"zhaoyin/internal/transfer"
)

const (
	wuyi  = "330723"
	lanxi = "330781"
)

// now is after every date of the real file.
var now = time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)

func actor(role access.Role, region string) context.Context {
	return access.With(context.Background(), access.Actor{
		ID: string(role) + region, Name: strings.TrimSuffix(string(role)+"."+region, "."), Role: role, RegionID: region,
	})
}

var (
	system      = access.With(context.Background(), access.As("test"))
	clerk       = actor(access.Clerk, wuyi)
	clerkLanxi  = actor(access.Clerk, lanxi)
	secretariat = actor(access.Secretariat, "")
)

// world is the shipped city without any project.
type world struct {
	t        *testing.T
	db       *store.DB
	service  *transfer.Service
	projects *project.Service
}

func newWorld(t *testing.T) *world {
	t.Helper()
	db := storetest.OpenAt(t, storetest.NewClock(now))
	files, err := blob.Open(t.TempDir())
	must(t, err)
	must(t, org.NewService(db).Seed(system, org.Default()))
	projects := project.NewService(db, 100_000, files)
	return &world{t: t, db: db, projects: projects, service: transfer.NewService(db, projects)}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// bring imports csv lines under the heading of most tests.
func (w *world) bring(ctx context.Context, u transfer.Upload, lines ...string) *transfer.Import {
	w.t.Helper()
	text := heading + "\n" + strings.Join(lines, "\n") + "\n"
	u.Kind, u.FileName, u.Content = "projects", "项目.csv", strings.NewReader(text)
	im, err := w.service.Import(ctx, u)
	must(w.t, err)
	return im
}

const heading = "项目名称,县（市、区）,企业名称,行业代码,总投资（万元）,签约日期"

const (
	solar   = "光伏组件项目,武义县,光伏公司,C3825,150000,2022-04-12"
	battery = "锂电池项目,武义县,电池公司,C3841,200000,"
	motor   = "电机项目,兰溪市,电机公司,C3812,120000,"
	tiny    = "小项目,武义县,小公司,C3825,15,"
)

func (w *world) list(ctx context.Context) []project.Project {
	w.t.Helper()
	q, err := page.Parse(map[string][]string{"sort": {"name"}, "limit": {"200"}}, project.Listing)
	must(w.t, err)
	of, err := w.projects.List(ctx, q, false)
	must(w.t, err)
	return of.Items
}

// trail counts what was ever written about projects, enterprises and milestones, and the events.
func (w *world) trail() (entries, events int) {
	w.t.Helper()
	must(w.t, w.db.Read(system, access.AuditRead, func(tx *store.Tx) error {
		var err error
		entries, err = store.Count[store.Entry](tx, store.Where("entity IN ('projects', 'enterprises', 'milestones', 'stage_moves')"))
		must(w.t, err)
		return tx.One("SELECT count(*) FROM events", nil, &events)
	}))
	return entries, events
}

func (w *world) milestones(projectID string) map[project.MilestoneKind]project.Milestone {
	w.t.Helper()
	found := map[project.MilestoneKind]project.Milestone{}
	must(w.t, w.db.Read(system, access.MilestoneList, func(tx *store.Tx) error {
		rows, err := store.All[project.Milestone](tx, "id", store.Where("project_id = ?", projectID))
		for _, m := range rows {
			found[m.Kind] = m
		}
		return err
	}))
	return found
}

func outcomes(im *transfer.Import) []transfer.Outcome {
	var all []transfer.Outcome
	for _, row := range im.Report.Rows {
		all = append(all, row.Outcome)
	}
	return all
}

// errorsOf are the errors of a row as "column field code".
func errorsOf(row transfer.RowResult) []string {
	var all []string
	for _, m := range row.Messages {
		if m.Severity == transfer.Error {
			all = append(all, strings.TrimSpace(m.Column+" "+m.Field+" "+m.Code))
		}
	}
	return all
}

func expect[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func (w *world) real(ctx context.Context, u transfer.Upload) *transfer.Import {
	w.t.Helper()
	content, err := os.ReadFile("testdata/projects-real.tsv")
	must(w.t, err)
	u.Kind, u.FileName, u.Content = "projects", "projects-real.tsv", bytes.NewReader(content)
	u.Options.AssumeManufacturing = true
	im, err := w.service.Import(ctx, u)
	must(w.t, err)
	return im
}

// perCounty is rows, created, errors.
func perCounty(im *transfer.Import) map[string][3]int {
	all := map[string][3]int{}
	for _, r := range append(im.Report.Regions, im.Report.Total) {
		all[r.RegionID] = [3]int{r.Rows, r.Create, r.Error}
	}
	return all
}

// realCounts was counted by hand in the file: rows; those with an enterprise, an amount and a yes to counting; the rest.
var realCounts = map[string][3]int{
	"330702": {6, 6, 0}, "330703": {4, 2, 2}, "330726": {2, 1, 1}, "330781": {4, 3, 1}, "330782": {11, 9, 2}, "330783": {1, 1, 0}, "330784": {2, 1, 1},
	"3307K1": {2, 1, 1}, "": {32, 24, 8},
}

func TestTheRealFile(t *testing.T) {
	w := newWorld(t)
	tried := w.real(secretariat, transfer.Upload{DryRun: true})
	expect(t, "counts of the trial", perCounty(tried), realCounts)
	expect(t, "projects after the trial", len(w.list(secretariat)), 0)

	refused := w.real(secretariat, transfer.Upload{})
	expect(t, "state of all or nothing", refused.State, transfer.Refused)
	expect(t, "projects after all or nothing", len(w.list(secretariat)), 0)

	done := w.real(secretariat, transfer.Upload{Mode: transfer.RowByRow})
	expect(t, "counts when applied", perCounty(done), realCounts)
	expect(t, "projects when applied", len(w.list(secretariat)), 24)
	for _, row := range done.Report.Rows {
		var said []string
		for _, m := range row.Messages {
			if m.Field == "industry" {
				said = append(said, m.Code)
			}
		}
		expect(t, "what is said of the industry of "+row.Name, len(said), 1)
	}
	expect(t, "what row 23 lacks", errorsOf(done.Report.Rows[21]), []string{"E industry import.industryText", "F investmentWan required"})

	entries, events := w.trail()
	again := w.real(secretariat, transfer.Upload{Mode: transfer.RowByRow})
	expect(t, "unchanged the second time", again.Report.Total.Unchanged, 24)
	expect(t, "created or updated the second time", again.Report.Total.Create+again.Report.Total.Update, 0)
	entriesAgain, eventsAgain := w.trail()
	expect(t, "trail and events the second time", [2]int{entriesAgain, eventsAgain}, [2]int{entries, events})
	for _, p := range w.list(secretariat) {
		expect(t, "version of "+p.Name, p.Version, int64(1))
	}
	kept, err := w.service.Get(secretariat, again.ID)
	must(t, err)
	expect(t, "the report as kept", kept.Report, again.Report)
}

func TestAllOrNothingAndRowByRow(t *testing.T) {
	w := newWorld(t)
	refused := w.bring(secretariat, transfer.Upload{}, solar, tiny, motor)
	want := []transfer.Outcome{transfer.Create, transfer.Failed, transfer.Create}
	expect(t, "outcomes of all or nothing", outcomes(refused), want)
	expect(t, "the slip", errorsOf(refused.Report.Rows[1]), []string{"E investmentWan project.slip"})
	entries, events := w.trail()
	expect(t, "trail, events and projects of a refused file", [3]int{entries, events, len(w.list(secretariat))}, [3]int{})

	done := w.bring(secretariat, transfer.Upload{Mode: transfer.RowByRow}, solar, tiny, motor)
	expect(t, "outcomes row by row", outcomes(done), want)
	expect(t, "state row by row", done.State, transfer.Applied)
	expect(t, "codes count on over a failed row", codes(w.list(secretariat)), []string{"330723-2026-0001", "330781-2026-0001"})

	sure := w.bring(secretariat, transfer.Upload{Confirmed: true}, tiny)
	expect(t, "the slip when confirmed", outcomes(sure), []transfer.Outcome{transfer.Create})
}

func codes(projects []project.Project) []string {
	found := map[string]bool{}
	for _, p := range projects {
		found[p.Code] = true
	}
	var all []string
	for _, code := range []string{"330723-2026-0001", "330723-2026-0002", "330781-2026-0001"} {
		if found[code] {
			all = append(all, code)
		}
	}
	return all
}

func TestAnotherCountysRows(t *testing.T) {
	w := newWorld(t)
	done := w.bring(clerk, transfer.Upload{Mode: transfer.RowByRow}, solar, motor)
	expect(t, "outcomes", outcomes(done), []transfer.Outcome{transfer.Create, transfer.Failed})
	expect(t, "what is said", errorsOf(done.Report.Rows[1]), []string{"B regionId import.elsewhere"})
	expect(t, "county of the import", done.RegionID, wuyi)
	_, err := w.service.Get(clerkLanxi, done.ID)
	expect(t, "the import for another county", fault.KindOf(err), fault.Missing)

	// The name is taken city-wide: the other county learns where, and not what.
	theirs := w.bring(clerkLanxi, transfer.Upload{}, "光伏组件项目,兰溪市,另一公司,C3825,150000,")
	expect(t, "first report elsewhere", errorsOf(theirs.Report.Rows[0]), []string{"A name project.duplicate"})

	// A county's own file needs no column for the county.
	own := transfer.Upload{Kind: "projects", Content: strings.NewReader("项目名称,企业名称,行业代码,总投资（万元）\n甲项目,甲公司,C3825,150000\n")}
	im, err := w.service.Import(clerk, own)
	must(t, err)
	expect(t, "county of a row without one", im.Report.Rows[0].RegionID, wuyi)
}

func TestWhoMayImport(t *testing.T) {
	w := newWorld(t)
	for _, role := range []access.Role{access.Leader, access.Auditor, access.Land, access.Admin} {
		_, err := w.service.Import(actor(role, ""), transfer.Upload{Kind: "projects", Content: strings.NewReader(heading + "\n" + solar)})
		expect(t, "import as "+string(role), fault.KindOf(err), fault.Forbidden)
	}
	_, err := w.service.Import(clerk, transfer.Upload{Kind: "projects", Content: strings.NewReader(heading + "\n" + solar), Historical: true})
	expect(t, "a clerk who verifies by import", fault.KindOf(err), fault.Forbidden)
	expect(t, "projects after refusals", len(w.list(secretariat)), 0)
}

func TestHostileAndWrongFiles(t *testing.T) {
	w := newWorld(t)
	cases := map[string]transfer.Upload{
		"empty":            {Kind: "projects", Content: strings.NewReader("")},
		"not a sheet":      {Kind: "projects", Content: strings.NewReader("PK\x03\x04 nothing")},
		"too large":        {Kind: "projects", Content: strings.NewReader(strings.Repeat("a", transfer.MaxBytes+1))},
		"another kind":     {Kind: "enterprises", Content: strings.NewReader(heading)},
		"another mode":     {Kind: "projects", Mode: "some", Content: strings.NewReader(heading)},
		"too many rows":    {Kind: "projects", Content: strings.NewReader(heading + strings.Repeat("\n"+solar, 2_001))},
		"a sheet of prose": {Kind: "projects", Content: strings.NewReader("甲,乙\n丙,丁\n")},
	}
	for name, u := range cases {
		if _, err := w.service.Import(secretariat, u); fault.KindOf(err) == 0 {
			t.Errorf("%s: got %v, want a fault", name, err)
		}
	}
	hostile := w.bring(secretariat, transfer.Upload{}, `"'); DROP TABLE projects; --",武义县,=cmd|' /C calc'!A0,C3825,150000,`)
	expect(t, "text is text", outcomes(hostile), []transfer.Outcome{transfer.Create})
	expect(t, "name as it stands", w.list(secretariat)[0].Name, "'); DROP TABLE projects; --")
}
