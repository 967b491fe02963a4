package stage_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/blob"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/figure"
	"zhaoyin/internal/org"
	"zhaoyin/internal/patch"
	"zhaoyin/internal/period"
	"zhaoyin/internal/project"
	"zhaoyin/internal/stage"
	"zhaoyin/internal/store"
	"zhaoyin/internal/store/storetest"
	"zhaoyin/internal/unit"
)

type world struct {
	db       *store.DB
	clock    *storetest.Clock
	projects *project.Service
	stages   *stage.Service
}

func as(role access.Role, region string) context.Context {
	return access.With(context.Background(), access.Actor{ID: string(role) + region, Name: string(role) + "." + region, Role: role, RegionID: region})
}

var (
	wuyi        = as(access.Clerk, "330723")
	wuyiLead    = as(access.Lead, "330723")
	lanxi       = as(access.Clerk, "330781")
	secretariat = as(access.Secretariat, "")
	system      = access.With(context.Background(), access.As("test"))
)

func newWorld(t *testing.T) *world {
	t.Helper()
	clock := storetest.NewClock(storetest.Start)
	db := storetest.OpenAt(t, clock)
	files, err := blob.Open(t.TempDir())
	must(t, err)
	must(t, org.NewService(db).Seed(context.Background(), org.Default()))
	w := &world{db, clock, project.NewService(db, project.DefaultThreshold, files), stage.NewService(db)}
	w.month(t, "2022-04", period.Open)
	return w
}

// month sets a month's state; opening and closing proper is the meeting's.
func (w *world) month(t *testing.T, m calendar.Month, state period.State) {
	t.Helper()
	must(t, w.db.Write(system, access.MeetingOpen, func(tx *store.Tx) error {
		p, err := period.Of(tx, m)
		if fault.KindOf(err) == fault.Missing {
			return store.Insert(tx, &period.Period{Month: m, State: state, Deadline: m.Last().At(18, 0)})
		}
		if err != nil {
			return err
		}
		p.State = state
		return store.Update(tx, p)
	}))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func registration(name string) project.Registration {
	return project.Registration{
		Name: name, Industry: "C3841", InvestmentWan: 149600, Enterprise: &enterprise.Registration{Name: name + "公司"},
	}
}

func (w *world) register(t *testing.T, ctx context.Context, name string) *project.Project {
	t.Helper()
	p, err := w.projects.Register(ctx, registration(name))
	must(t, err)
	return p
}

func proof(kinds ...project.EvidenceKind) []project.Evidence {
	var all []project.Evidence
	for _, k := range kinds {
		all = append(all, project.Evidence{Kind: k, Number: "〔2022〕1号"})
	}
	return all
}

func (w *world) reach(t *testing.T, p *project.Project, kind project.Stage, day calendar.Date, evidence ...project.EvidenceKind) *project.Milestone {
	t.Helper()
	m, err := w.stages.Report(wuyi, p.ID, stage.Report{Kind: kind, OccurredOn: day, Evidence: proof(evidence...)})
	must(t, err)
	m, err = w.stages.Verify(secretariat, p.ID, m.ID, m.Version, stage.Verdict{Verdict: project.Verified})
	must(t, err)
	return m
}

// figures reads the rollups of a county as "month metric bucket count wan" lines.
func (w *world) figures(t *testing.T, region string) map[string]int64 {
	t.Helper()
	got := map[string]int64{}
	must(t, w.db.Read(system, access.MeetingBoard, func(tx *store.Tx) error {
		var rows []figure.RegionRow
		err := tx.Q().Where("region_id = ? AND count <> 0", region).Find(&rows).Error
		for _, r := range rows {
			got[string(r.Month)+" "+string(r.Metric)+" "+r.Bucket.String()+" "+r.Wan.String()] = r.Count
		}
		return err
	}))
	return got
}

func TestSigningIsVerifiedAndCredited(t *testing.T) {
	w := newWorld(t)
	p := w.register(t, wuyi, "储能电池项目")
	if p.Code != "330723-2022-0001" || !p.Counts || p.CountsReason != project.Met || p.Stage != project.Lead {
		t.Fatalf("registered %+v", p)
	}
	m := w.reach(t, p, project.Signed, "2022-04-10", project.Agreement)
	if m.CreditedMonth != "2022-04" || m.Late || m.VerifiedBy != "secretariat." {
		t.Errorf("milestone %+v", m)
	}
	got, err := w.projects.Get(wuyi, p.ID)
	must(t, err)
	if got.Stage != project.Signed {
		t.Errorf("stage: got %s, want signed", got.Stage)
	}
	want := map[string]int64{"2022-04 signed 100000 149600": 1, "1900-01 due 0 0": 1}
	if diff := cmp.Diff(w.figures(t, "330723"), want); diff != "" {
		t.Errorf("figures (-got +want):\n%s", diff)
	}
}

func TestGatesSayWhatBlocks(t *testing.T) {
	w := newWorld(t)
	p := w.register(t, wuyi, "汽车零部件项目")
	g, err := w.stages.Gates(wuyi, p.ID, project.Landed)
	must(t, err)
	if diff := cmp.Diff(codes(g.Blockers), []string{"stage.unreported", "stage.evidenceAsked", "stage.skipped"}); diff != "" {
		t.Errorf("before any report (-got +want):\n%s", diff)
	}
	m, err := w.stages.Report(wuyi, p.ID, stage.Report{Kind: project.Landed, OccurredOn: "2022-04-11", Evidence: proof(project.Lease)})
	must(t, err)
	g, err = w.stages.Gates(wuyi, p.ID, project.Landed)
	must(t, err)
	if diff := cmp.Diff(codes(g.Blockers), []string{"stage.skipped", "stage.evidence"}); diff != "" || !g.Waivable || g.Open {
		t.Errorf("reported without a licence (-got +want):\n%s", diff)
	}
	if !strings.Contains(g.Blockers[1].Detail, "营业执照") || strings.Contains(g.Blockers[1].Detail, "租赁") {
		t.Errorf("sentence names what is missing alone: %s", g.Blockers[1].Detail)
	}
	_, err = w.stages.Verify(secretariat, p.ID, m.ID, m.Version, stage.Verdict{Verdict: project.Verified})
	f, _ := fault.Find(err)
	if f == nil || f.Fault.Code != "stage.blocked" || f.Extra["blockers"] == nil {
		t.Fatalf("blocked move: got %v", err)
	}
	_, err = w.stages.Verify(secretariat, p.ID, m.ID, m.Version, stage.Verdict{Verdict: project.Verified, Note: "市政府专题会议明确"})
	must(t, err)
	w.month(t, "2022-04", period.Closed)
	g, err = w.stages.Gates(wuyi, p.ID, project.Started)
	must(t, err)
	if g.Waivable || codes(g.Blockers)[0] != "stage.noMonth" {
		t.Errorf("no open month: got %v", codes(g.Blockers))
	}
}

func codes(blockers []stage.Blocker) []string {
	var all []string
	for _, b := range blockers {
		all = append(all, b.Code)
	}
	return all
}

func TestLateMilestoneIsCreditedToTheOpenMonth(t *testing.T) {
	w := newWorld(t)
	p := w.register(t, wuyi, "光伏组件项目")
	w.month(t, "2022-04", period.Closed)
	w.month(t, "2022-05", period.Open)
	w.clock.Set(calendar.Date("2022-05-08").At(9, 0))
	m := w.reach(t, p, project.Signed, "2022-04-28", project.Agreement)
	if m.CreditedMonth != "2022-05" || !m.Late {
		t.Errorf("credited %s late %v, want 2022-05 late", m.CreditedMonth, m.Late)
	}
}

func TestCorrectionsOfAClosedMonthAreRestated(t *testing.T) {
	w := newWorld(t)
	p := w.register(t, wuyi, "铜合金项目")
	w.reach(t, p, project.Signed, "2022-04-10", project.Agreement)
	w.month(t, "2022-04", period.Closed)
	w.month(t, "2022-05", period.Open)
	p, err := w.projects.Get(wuyi, p.ID)
	must(t, err)
	p, err = w.projects.Amend(wuyi, p.ID, p.Version, project.Amendment{InvestmentWan: patch.Of(unit.Wan(90000))})
	must(t, err)
	if !p.Counts || p.CountsReason != project.FellBelow {
		t.Errorf("counts %v because %s, want flagged and counting", p.Counts, p.CountsReason)
	}
	_, err = w.stages.Regress(secretariat, p.ID, p.Version, stage.Regression{To: project.Negotiating, Reason: "协议未生效"})
	must(t, err)
	must(t, w.db.Read(system, access.MeetingBoard, func(tx *store.Tx) error {
		rows, err := store.All[figure.Restatement](tx, "created_at, id")
		if err != nil {
			return err
		}
		type line struct {
			Field, Before, After string
			Count                int64
			Wan                  unit.Wan
			Affects, Announced   calendar.Month
		}
		var got []line
		for _, r := range rows {
			got = append(got, line{r.Field, r.BeforeText, r.AfterText, r.DeltaCount, r.DeltaWan, r.AffectsMonth, r.AnnouncedMonth})
		}
		want := []line{
			{"investmentWan", "149600", "90000", 0, -59600, "2022-04", "2022-05"},
			{"stage", "signed", "negotiating", -1, -90000, "2022-04", "2022-05"},
		}
		if diff := cmp.Diff(got, want); diff != "" {
			t.Errorf("restatements (-got +want):\n%s", diff)
		}
		return nil
	}))
	if diff := cmp.Diff(w.figures(t, "330723"), map[string]int64{"1900-01 due 0 0": 1}); diff != "" {
		t.Errorf("figures (-got +want):\n%s", diff)
	}
}

func TestFirstReportHasPriority(t *testing.T) {
	w := newWorld(t)
	first := w.register(t, wuyi, "年产10GW高效电池项目")
	_, err := w.projects.Register(lanxi, registration("年产 10ＧＷ 高效电池项目"))
	f, _ := fault.Find(err)
	if f == nil || f.Fault.Code != "project.duplicate" {
		t.Fatalf("second report: got %v, want a conflict", err)
	}
	conflicts := f.Extra["conflicts"].([]project.Duplicate)
	if len(conflicts) != 1 || conflicts[0].Code != first.Code || conflicts[0].ProjectID != "" || conflicts[0].Name != "" {
		t.Errorf("conflicts %+v, want the code alone", conflicts)
	}
	in := registration("年产10GW高效电池项目")
	in.RegionID, in.DuplicateReason = "330781", "市级裁定：两期分属两地"
	if _, err := w.projects.Register(secretariat, in); err != nil {
		t.Errorf("the city decides: %v", err)
	}
	in = registration("另一项目")
	in.DuplicateReason = "自行裁定"
	if _, err := w.projects.Register(lanxi, in); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a county decides: got %v, want invalid", err)
	}
}

func TestOneEnterpriseOneCounty(t *testing.T) {
	w := newWorld(t)
	const code = "91330000733796106P"
	must(t, enterprise.CheckCreditCode(code))
	in := registration("一期")
	in.Enterprise.CreditCode = code
	_, err := w.projects.Register(wuyi, in)
	must(t, err)
	second := registration("二期")
	second.Enterprise.CreditCode = code
	if _, err := w.projects.Register(wuyi, second); err != nil {
		t.Errorf("second project of the same county: %v", err)
	}
	third := registration("三期")
	third.Enterprise.CreditCode = code
	if _, err := w.projects.Register(lanxi, third); fault.KindOf(err) != fault.Conflict {
		t.Errorf("another county: got %v, want conflict", err)
	}
}

func TestAnotherCountysProjectsAreMissing(t *testing.T) {
	w := newWorld(t)
	p := w.register(t, wuyi, "武义的项目")
	m, err := w.stages.Report(wuyi, p.ID, stage.Report{Kind: project.Signed, OccurredOn: "2022-04-10", Evidence: proof(project.Agreement)})
	must(t, err)
	calls := map[string]func() error{
		"get":   func() error { _, err := w.projects.Get(lanxi, p.ID); return err },
		"amend": func() error { _, err := w.projects.Amend(lanxi, p.ID, 1, project.Amendment{}); return err },
		"gates": func() error { _, err := w.stages.Gates(lanxi, p.ID, project.Signed); return err },
		"report": func() error {
			_, err := w.stages.Report(lanxi, p.ID, stage.Report{Kind: project.Signed, OccurredOn: "2022-04-10"})
			return err
		},
		"milestone": func() error { _, err := w.stages.Milestone(lanxi, p.ID, m.ID); return err },
		"attach":    func() error { _, err := w.projects.Attach(lanxi, p.ID, "a.txt", strings.NewReader("x")); return err },
		"enterprise": func() error {
			_, err := w.projects.Register(lanxi, project.Registration{Name: "x", Industry: "C3841", InvestmentWan: 200000, EnterpriseID: p.EnterpriseID})
			return err
		},
	}
	for name, call := range calls {
		kind := fault.KindOf(call())
		if want := fault.Missing; name != "enterprise" && kind != want || name == "enterprise" && kind != fault.Invalid {
			t.Errorf("%s: got kind %d", name, kind)
		}
	}
}

func TestPausedProjectsOweNoStatus(t *testing.T) {
	w := newWorld(t)
	p := w.register(t, wuyi, "暂停项目")
	p, err := w.stages.Pause(wuyiLead, p.ID, p.Version, stage.Change{Reason: "投资方调整计划"})
	must(t, err)
	if n := w.figures(t, "330723")["1900-01 due 0 0"]; n != 0 {
		t.Errorf("due: got %d, want 0", n)
	}
	if _, err := w.stages.Pause(wuyiLead, p.ID, p.Version, stage.Change{Reason: "again"}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("paused twice: got %v", err)
	}
	if _, err := w.stages.Resume(wuyiLead, p.ID, p.Version, stage.Resumption{Reason: "恢复"}); err != nil {
		t.Error(err)
	}
	if n := w.figures(t, "330723")["1900-01 due 0 0"]; n != 1 {
		t.Errorf("due: got %d, want 1", n)
	}
}

func TestTwoOfficialsJudgeAtOnce(t *testing.T) {
	w := newWorld(t)
	p := w.register(t, wuyi, "同时核实")
	m, err := w.stages.Report(wuyi, p.ID, stage.Report{Kind: project.Signed, OccurredOn: "2022-04-10", Evidence: proof(project.Agreement)})
	must(t, err)
	errs := make(chan error, 8)
	for range 8 {
		go func() {
			_, err := w.stages.Verify(secretariat, p.ID, m.ID, m.Version, stage.Verdict{Verdict: project.Verified})
			errs <- err
		}()
	}
	won := 0
	for range 8 {
		if err := <-errs; err == nil {
			won++
		} else if !errors.Is(err, store.ErrStale) {
			t.Errorf("loser: got %v, want stale", err)
		}
	}
	if won != 1 {
		t.Errorf("%d verdicts won, want 1", won)
	}
}
