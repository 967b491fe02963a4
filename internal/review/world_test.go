package review_test

import (
	"context"
	"testing"
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/account"
	"zhaoyin/internal/blob"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/org"
	"zhaoyin/internal/project"
	"zhaoyin/internal/review"
	"zhaoyin/internal/store"
	"zhaoyin/internal/store/storetest"
	"zhaoyin/internal/unit"
)

const (
	wuyi  = "330723"
	lanxi = "330781"
)

func as(role access.Role, region, department string) context.Context {
	name := string(role) + "." + region + department
	return named(name, role, region, department)
}

func named(name string, role access.Role, region, department string) context.Context {
	return access.With(context.Background(), access.Actor{ID: name, Name: name, Role: role, RegionID: region, DepartmentID: department})
}

var (
	clerk       = as(access.Clerk, wuyi, "")
	lead        = as(access.Lead, wuyi, "")
	lanxiClerk  = as(access.Clerk, lanxi, "")
	lanxiLead   = as(access.Lead, lanxi, "")
	ndrc        = as(access.Department, "", "ndrc")
	eit         = as(access.Department, "", "eit")
	eco         = as(access.Department, "", "eco")
	emergency   = as(access.Department, "", "emergency")
	landOfficer = as(access.Land, "", "")
	landOffice  = as(access.Land, wuyi, "") // the county's own
	fundOfficer = as(access.Fund, "", "")
	secretariat = as(access.Secretariat, "", "")
	leader      = as(access.Leader, "", "")
	admin       = as(access.Admin, "", "")
	system      = access.With(context.Background(), access.As("schedule"))
)

// offices is who speaks for each step of the shipped template.
var offices = map[string]context.Context{
	"county": lead, "acceptance": secretariat, "industry": eit, "filing": ndrc, "land": landOfficer, "environment": eco, "safety": emergency,
	"finance": fundOfficer,
}

// parallel are the steps that run side by side.
var parallel = []string{"industry", "filing", "land", "environment", "safety", "finance"}

type world struct {
	t        *testing.T
	db       *store.DB
	clock    *storetest.Clock
	projects *project.Service
	reviews  *review.Service
}

func newWorld(t *testing.T) *world {
	t.Helper()
	clock := storetest.NewClock(storetest.Start)
	db := storetest.OpenAt(t, clock)
	files, err := blob.Open(t.TempDir())
	must(t, err)
	must(t, org.NewService(db).Seed(context.Background(), org.Default()))
	w := &world{t, db, clock, project.NewService(db, project.DefaultThreshold, files), review.NewService(db)}
	for range 2 {
		must(t, w.reviews.Seed(context.Background()))
	}
	return w
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

// hire makes an account in service.
func (w *world) hire(name string, role access.Role, department string) {
	w.t.Helper()
	must(w.t, w.db.Write(system, access.StoreSeed, func(tx *store.Tx) error {
		return store.Insert(tx, &account.User{Name: name, DisplayName: name, Role: role, DepartmentID: department, State: account.Active, PasswordChangedAt: time.Unix(0, 0)})
	}))
}

func (w *world) register(who context.Context, name string) *project.Project {
	w.t.Helper()
	area := unit.WholeMu(300)
	p, err := w.projects.Register(who, project.Registration{
		Name: name, Industry: "C3841", InvestmentWan: 150000, LandMu: &area, Enterprise: &enterprise.Registration{Name: name + "公司"},
	})
	must(w.t, err)
	return p
}

// open is a case of a new project of Wuyi.
func (w *world) open(name string) *review.Case {
	w.t.Helper()
	c, err := w.reviews.Open(clerk, w.register(clerk, name).ID, review.Opening{})
	must(w.t, err)
	return c
}

func (w *world) agree(id string, steps ...string) *review.Case {
	w.t.Helper()
	var c *review.Case
	for _, key := range steps {
		var err error
		c, err = w.reviews.Opine(offices[key], id, key, 0, review.Statement{Opinion: review.Agree})
		must(w.t, err)
	}
	return c
}

// departments is a case whose parallel steps are open.
func (w *world) departments(name string) *review.Case {
	w.t.Helper()
	c := w.open(name)
	return w.agree(c.ID, "county", "acceptance")
}

// ready is a case that waits for its conclusion alone.
func (w *world) ready(name string) *review.Case {
	w.t.Helper()
	return w.agree(w.departments(name).ID, parallel...)
}

func (w *world) conclude(id string, in review.Ruling) *review.Case {
	w.t.Helper()
	if in.MeetingNumber == "" {
		in.MeetingNumber = "联审〔2022〕3号"
	}
	c, err := w.reviews.Conclude(secretariat, id, 0, in)
	must(w.t, err)
	return c
}

func (w *world) get(id string) *review.Case {
	w.t.Helper()
	c, err := w.reviews.Get(leader, id)
	must(w.t, err)
	return c
}

// read runs a function of the package as somebody.
func (w *world) read(who context.Context, action access.Action, fn func(*store.Tx) error) {
	w.t.Helper()
	must(w.t, w.db.Read(who, action, fn))
}

func step(t *testing.T, c *review.Case, key string) review.Step {
	t.Helper()
	for _, s := range c.Steps {
		if s.Key == key {
			return s
		}
	}
	t.Fatalf("no step %s", key)
	return review.Step{}
}

func states(c *review.Case) string {
	text := ""
	for _, s := range c.Steps {
		text += s.Key + ":" + string(s.State) + " "
	}
	return text
}
