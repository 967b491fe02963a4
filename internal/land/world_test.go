package land_test

import (
	"context"
	"testing"

	"zhaoyin/internal/access"
	"zhaoyin/internal/blob"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/land"
	"zhaoyin/internal/ledger"
	"zhaoyin/internal/org"
	"zhaoyin/internal/page"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/store/storetest"
	"zhaoyin/internal/unit"
)

func as(role access.Role, region string) context.Context {
	return access.With(context.Background(), access.Actor{ID: string(role) + region, Name: string(role) + "." + region, Role: role, RegionID: region})
}

var (
	wuyi        = as(access.Clerk, "330723")
	wuyiLead    = as(access.Lead, "330723")
	wuyiLand    = as(access.Land, "330723") // the county's land office
	lanxi       = as(access.Clerk, "330781")
	lanxiLead   = as(access.Lead, "330781")
	officer     = as(access.Land, "")
	secretariat = as(access.Secretariat, "")
	system      = access.With(context.Background(), access.As("test"))
)

type world struct {
	t        *testing.T
	db       *store.DB
	clock    *storetest.Clock
	projects *project.Service
	land     *land.Service
}

func newWorld(t *testing.T) *world {
	t.Helper()
	clock := storetest.NewClock(storetest.Start)
	db := storetest.OpenAt(t, clock)
	files, err := blob.Open(t.TempDir())
	must(t, err)
	must(t, org.NewService(db).Seed(context.Background(), org.Default()))
	return &world{t, db, clock, project.NewService(db, project.DefaultThreshold, files), land.NewService(db)}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantFault(t *testing.T, err error, code string) {
	t.Helper()
	f, ok := fault.Find(err)
	if !ok || f.Fault.Code != code && (len(f.Fields) == 0 || f.Fields[0].Fault.Code != code) {
		t.Errorf("got %v, want %s", err, code)
	}
}

// day moves the clock to ten in the morning of a day.
func (w *world) day(d calendar.Date) { w.clock.Set(d.At(10, 0)) }

// pool opens a pool, the city's for no region, with that many mu in it.
func (w *world) pool(region, name string, mu int64) *land.Pool {
	w.t.Helper()
	in := land.Opening{Year: 2022, Kind: land.NewLand, Name: name}
	if region != "" {
		in.RegionID = &region
	}
	p, err := w.land.OpenPool(officer, in)
	must(w.t, err)
	if mu > 0 {
		_, err = w.land.Post(officer, p.ID, land.Posting{Kind: ledger.Issue, AmountMu: unit.WholeMu(mu), Note: "下达"})
		must(w.t, err)
	}
	return p
}

// holds is a pool's balances: free, reserved, granted, used, in whole mu.
func (w *world) holds(id string, free, reserved, granted, used int64) {
	w.t.Helper()
	p, err := w.land.Pool(officer, id, "")
	must(w.t, err)
	got := [4]string{p.BalanceMu.String(), p.ReservedMu.String(), p.GrantedMu.String(), p.UsedMu.String()}
	want := [4]string{unit.WholeMu(free).String(), unit.WholeMu(reserved).String(), unit.WholeMu(granted).String(), unit.WholeMu(used).String()}
	if got != want {
		w.t.Errorf("%s holds %v, want %v", p.Name, got, want)
	}
}

func (w *world) entries(ctx context.Context, id string, asOf calendar.Date) []land.Entry {
	w.t.Helper()
	of, err := w.land.Entries(ctx, id, page.First(land.EntryListing, page.MaxLimit), asOf)
	must(w.t, err)
	return of.Items
}

// register is a project of 150,000 万元 on 300 mu with 12,000 万元 of tax and a plot ratio of 1.5.
func (w *world) register(ctx context.Context, name string) *project.Project {
	w.t.Helper()
	mu, tax, ratio := unit.WholeMu(300), unit.Wan(12000), unit.Ratio(150)
	p, err := w.projects.Register(ctx, project.Registration{
		Name: name, Industry: "C3841", InvestmentWan: 150000, LandMu: &mu, TaxWan: &tax, PlotRatio: &ratio,
		Enterprise: &enterprise.Registration{Name: name + "公司"},
	})
	must(w.t, err)
	return p
}

// calendarToday is the clock's day in Shanghai.
func calendarToday(w *world) calendar.Date { return calendar.DateOf(w.clock.Now()) }

func date(s string) calendar.Date { return calendar.Date(s) }

// apply asks for that many mu, all of the city's share but own of them, with construction planned within six months.
func (w *world) apply(ctx context.Context, p *project.Project, mu, own int64) *land.Request {
	w.t.Helper()
	months, share := int64(6), unit.WholeMu(own)
	r, err := w.land.Apply(ctx, land.Application{
		ProjectID: p.ID, AreaMu: unit.WholeMu(mu), OwnShareMu: &share, Kind: land.NewLand, Reason: "新建厂房", StartMonths: &months,
	})
	must(w.t, err)
	return r
}

// ready is a prechecked request of 武义.
func (w *world) ready(p *project.Project, mu, own int64) *land.Request {
	w.t.Helper()
	r, err := w.land.Precheck(wuyiLead, w.apply(wuyi, p, mu, own).ID, 1, land.Precheck{})
	must(w.t, err)
	return r
}

func (w *world) approve(r *land.Request, pool *land.Pool, mu int64, startBy calendar.Date) *land.Request {
	w.t.Helper()
	r, err := w.land.Approve(officer, r.ID, r.Version, land.Approval{PoolID: pool.ID, ApprovedMu: unit.WholeMu(mu), StartBy: startBy})
	must(w.t, err)
	return r
}

// start verifies the project's start of construction, as the stage would.
func (w *world) start(p *project.Project) {
	w.t.Helper()
	must(w.t, w.db.Write(system, access.StoreSeed, func(tx *store.Tx) error {
		return store.Insert(tx, &project.Milestone{
			RegionID: p.RegionID, ProjectID: p.ID, Kind: project.Started, OccurredOn: tx.Today(), ReportedAt: tx.Now, State: project.Verified,
			Evidence: []project.Evidence{},
		})
	}))
}
