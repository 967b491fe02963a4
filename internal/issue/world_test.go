package issue_test

import (
	"context"
	"testing"

	"zhaoyin/internal/access"
	"zhaoyin/internal/blob"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/issue"
	"zhaoyin/internal/org"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/store/storetest"
)

const (
	wuyi  = "330723"
	lanxi = "330781"
)

func as(role access.Role, region, department string) context.Context {
	name := string(role) + "." + region + department
	return access.With(context.Background(), access.Actor{ID: name, Name: name, Role: role, RegionID: region, DepartmentID: department})
}

var (
	clerk       = as(access.Clerk, wuyi, "")
	lead        = as(access.Lead, wuyi, "")
	lanxiClerk  = as(access.Clerk, lanxi, "")
	lanxiLead   = as(access.Lead, lanxi, "")
	ndrc        = as(access.Department, "", "ndrc")
	ecology     = as(access.Department, "", "eco")
	landOfficer = as(access.Land, "", "")
	landOffice  = as(access.Land, wuyi, "") // the county's own
	secretariat = as(access.Secretariat, "", "")
	leader      = as(access.Leader, "", "")
	system      = access.With(context.Background(), access.As("schedule"))
)

type world struct {
	t        *testing.T
	db       *store.DB
	clock    *storetest.Clock
	projects *project.Service
	issues   *issue.Service
}

func newWorld(t *testing.T) *world {
	t.Helper()
	clock := storetest.NewClock(storetest.Start)
	db := storetest.OpenAt(t, clock)
	files, err := blob.Open(t.TempDir())
	must(t, err)
	must(t, org.NewService(db).Seed(context.Background(), org.Default()))
	return &world{t, db, clock, project.NewService(db, project.DefaultThreshold, files), issue.NewService(db)}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wantFault holds an error to its code, or to the code of its first complaint; no code wants no error.
func wantFault(t *testing.T, err error, code string) {
	t.Helper()
	if code == "" {
		if err != nil {
			t.Errorf("got %v, want no error", err)
		}
		return
	}
	f, ok := fault.Find(err)
	if !ok || f.Fault.Code != code && (len(f.Fields) == 0 || f.Fields[0].Fault.Code != code) {
		t.Errorf("got %v, want %s", err, code)
	}
}

func (w *world) day(d calendar.Date) { w.clock.Set(d.At(10, 0)) }

func (w *world) register(ctx context.Context, name string) *project.Project {
	w.t.Helper()
	p, err := w.projects.Register(ctx, project.Registration{
		Name: name, Industry: "C3841", InvestmentWan: 150000, Enterprise: &enterprise.Registration{Name: name + "公司"},
	})
	must(w.t, err)
	return p
}

// raise is an issue of Wuyi about land.
func (w *world) raise(level issue.Level) *issue.Issue {
	w.t.Helper()
	i, err := w.issues.Raise(clerk, issue.Raising{Kind: "land", Title: "用地指标缺口", Level: level})
	must(w.t, err)
	return i
}

// led is an issue that ndrc leads and the land bureau assists.
func (w *world) led(due calendar.Date) *issue.Issue {
	w.t.Helper()
	i, err := w.issues.Assign(secretariat, w.raise(issue.City).ID, 0, issue.Assignment{
		LeadDepartmentID: "ndrc", AssistDepartmentIDs: []string{"nrp"}, DueOn: due,
	})
	must(w.t, err)
	return i
}

// reach brings an issue of ndrc into a state.
func (w *world) reach(state issue.State) *issue.Issue {
	w.t.Helper()
	if state == issue.Raised {
		return w.raise(issue.City)
	}
	i := w.led("")
	for _, step := range map[issue.State][]string{issue.Resolved: {"resolve"}, issue.Closed: {"resolve", "close"}, issue.Reopened: {"resolve", "reopen"}}[state] {
		must(w.t, w.do(map[string]context.Context{"resolve": ndrc, "close": secretariat, "reopen": secretariat}[step], step, i.ID))
	}
	return i
}

func (w *world) do(who context.Context, step, id string) error {
	var err error
	switch step {
	case "assign":
		_, err = w.issues.Assign(who, id, 0, issue.Assignment{LeadDepartmentID: "ndrc", AssistDepartmentIDs: []string{"nrp"}})
	case "progress":
		_, err = w.issues.Report(who, id, 0, issue.Progress{Text: "已对接"})
	case "resolve":
		_, err = w.issues.Resolve(who, id, 0, issue.Resolution{Note: "指标已落实"})
	case "close":
		_, err = w.issues.Close(who, id, 0, issue.Closure{Note: "核实"})
	case "reopen":
		_, err = w.issues.Reopen(who, id, 0, issue.Reason{Reason: "仍未落实"})
	case "escalate":
		_, err = w.issues.Refer(who, id, 0, issue.Reason{Reason: "县级无法解决"})
	}
	return err
}
