package monthly_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/figure"
	"zhaoyin/internal/monthly"
	"zhaoyin/internal/org"
	"zhaoyin/internal/period"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/store/storetest"
	"zhaoyin/internal/unit"
)

const (
	wuyi  = "330723"
	lanxi = "330781"

	april = calendar.Month("2022-04")
	march = calendar.Month("2022-03")
	feb   = calendar.Month("2022-02")
)

// deadline is that of April: 2022-05-06 18:00 in Shanghai.
var deadline = time.Date(2022, 5, 6, 10, 0, 0, 0, time.UTC)

func actor(role access.Role, region string) context.Context {
	return access.With(context.Background(), access.Actor{
		ID: string(role) + region, Name: strings.TrimSuffix(string(role)+"."+region, "."), Role: role, RegionID: region,
	})
}

var (
	system      = access.With(context.Background(), access.As("test"))
	clerk       = actor(access.Clerk, wuyi)
	lead        = actor(access.Lead, wuyi)
	leadLanxi   = actor(access.Lead, lanxi)
	secretariat = actor(access.Secretariat, "")
)

// world is two counties, April open, March and February closed, and a project in each county.
type world struct {
	t       *testing.T
	db      *store.DB
	clock   *storetest.Clock
	service *monthly.Service
	mine    *project.Project
	theirs  *project.Project
}

func newWorld(t *testing.T) *world {
	t.Helper()
	clock := storetest.NewClock(storetest.Start)
	db := storetest.OpenAt(t, clock)
	w := &world{t: t, db: db, clock: clock, service: monthly.NewService(db)}
	must(t, org.NewService(db).Seed(system, org.Default()))
	w.write(func(tx *store.Tx) error {
		for _, p := range []period.Period{
			{Month: feb, State: period.Closed, Deadline: deadline.AddDate(0, -2, 0)},
			{Month: march, State: period.Closed, Deadline: deadline.AddDate(0, -1, 0)},
			{Month: april, State: period.Open, Deadline: deadline},
		} {
			if err := store.Insert(tx, &p); err != nil {
				return err
			}
		}
		return nil
	})
	w.mine = w.addProject(wuyi, "武义一号", func(*project.Project) {})
	w.theirs = w.addProject(lanxi, "兰溪一号", func(*project.Project) {})
	return w
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (w *world) write(fn func(tx *store.Tx) error) {
	w.t.Helper()
	must(w.t, w.db.Write(system, access.StoreSeed, fn))
}

func (w *world) addProject(region, name string, change func(*project.Project)) *project.Project {
	w.t.Helper()
	land := unit.WholeMu(100)
	p := &project.Project{
		Code: region + "-2022-" + name, RegionID: region, Name: name, NameKey: name, Industry: "C3841", Channel: project.General,
		InvestmentWan: 150000, RegisteredWan: 150000, LandMu: &land, Stage: project.Landed, Condition: project.Active, Counts: true,
		CountsReason: project.Met, Light: project.Green,
	}
	change(p)
	w.write(func(tx *store.Tx) error {
		e := &enterprise.Enterprise{RegionID: region, Name: name + "公司", Kind: enterprise.Private}
		if err := store.Insert(tx, e); err != nil {
			return err
		}
		p.EnterpriseID = e.ID
		return store.Insert(tx, p)
	})
	return p
}

// past keeps an accepted status of a closed month.
func (w *world) past(p *project.Project, month calendar.Month, this, total unit.Wan, problems ...monthly.Problem) {
	w.t.Helper()
	w.write(func(tx *store.Tx) error {
		return store.Insert(tx, &monthly.Status{
			ProjectID: p.ID, RegionID: p.RegionID, Month: month, State: monthly.Accepted, Stage: p.Stage, Progress: "按计划推进中",
			InvestedThisMonthWan: this, InvestedTotalWan: total, OpeningWan: total - this, NextPlan: "继续施工", Problems: problems,
			Light: project.Green, LightByRule: project.Green, LightRule: "onCourse", Remarks: []monthly.Remark{},
		})
	})
}

// full is a draft that may be submitted.
func full(this unit.Wan) monthly.Draft {
	return monthly.Draft{Progress: "主体结构封顶", NextPlan: "设备进场", InvestedThisMonthWan: &this, FundsArrivedWan: 100}
}

func seen(v int64) *int64 { return &v }

func (w *world) draft(p *project.Project, in monthly.Draft) *monthly.Status {
	w.t.Helper()
	s, err := w.service.Save(actor(access.Clerk, p.RegionID), p.ID, april, nil, in)
	must(w.t, err)
	return s
}

func (w *world) submit(p *project.Project) *monthly.Status {
	w.t.Helper()
	s, err := w.service.Submit(actor(access.Lead, p.RegionID), p.ID, april, nil, monthly.Submission{})
	must(w.t, err)
	return s
}

func (w *world) accept(s *monthly.Status) *monthly.Status {
	w.t.Helper()
	s, err := w.service.Accept(secretariat, s.ProjectID, s.Month, s.Version)
	must(w.t, err)
	return s
}

// figures are the rollups of April as "metric count wan", those of regions, which those of industries must repeat.
func (w *world) figures() []string {
	w.t.Helper()
	return w.query("SELECT region_id, metric, bucket, count, wan FROM region_figures WHERE month = '2022-04' AND (count <> 0 OR wan <> 0) ORDER BY region_id, metric")
}

func (w *world) query(text string) []string {
	w.t.Helper()
	var got []string
	must(w.t, w.db.Read(system, access.StoreVerify, func(tx *store.Tx) error {
		rows, err := tx.Rows(text)
		if err != nil {
			return err
		}
		defer rows.Close()
		names, err := rows.Columns()
		if err != nil {
			return err
		}
		for rows.Next() {
			cells, into := make([]any, len(names)), make([]any, len(names))
			for i := range cells {
				into[i] = &cells[i]
			}
			if err := rows.Scan(into...); err != nil {
				return err
			}
			got = append(got, strings.TrimSuffix(fmt.Sprintln(cells...), "\n"))
		}
		return rows.Err()
	}))
	return got
}

// reload reads the project as it is now.
func (w *world) reload(p *project.Project) *project.Project {
	w.t.Helper()
	var now *project.Project
	must(w.t, w.db.Read(system, access.StoreVerify, func(tx *store.Tx) error {
		var err error
		now, err = store.Get[project.Project](tx, p.ID)
		return err
	}))
	return now
}

// agree holds the rollups of what is handed in to what their rows add up to. The world's projects are written without the figures that registering adds.
func (w *world) agree() {
	w.t.Helper()
	must(w.t, w.db.Read(system, access.StoreVerify, func(tx *store.Tx) error {
		found, err := figure.Compare(tx)
		for _, d := range found {
			if !strings.Contains(d.Rollup, " due ") {
				w.t.Errorf("rollup %s: kept %s, rows say %s", d.Rollup, d.Kept, d.Right)
			}
		}
		return err
	}))
}

func wantFault(t *testing.T, err error, want *fault.Fault) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("got %v, want %s", err, want.Code)
	}
}

func wantCode(t *testing.T, err error, want string) {
	t.Helper()
	f, ok := fault.Find(err)
	if !ok || f.Fault.Code != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// wantFields holds an error to its complaints: "/progress required".
func wantFields(t *testing.T, err error, want ...string) {
	t.Helper()
	f, ok := fault.Find(err)
	if !ok {
		t.Fatalf("got %v, want complaints %v", err, want)
	}
	var got []string
	for _, field := range f.Fields {
		got = append(got, field.Pointer+" "+field.Fault.Code)
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("complaints (-got +want):\n%s", diff)
	}
}

func (w *world) restatements() []string {
	w.t.Helper()
	return w.query("SELECT affects_month, announced_month, metric, before_text, after_text, delta_wan, reason FROM restatements ORDER BY created_at, id")
}
