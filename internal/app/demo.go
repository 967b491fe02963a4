package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/account"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/page"
	"zhaoyin/internal/project"
)

// Demo is the practice city: Jinhua's regions, its projects as the press reported them, and invented months around them, all made through the services
// themselves.
type Demo struct {
	*App
	Password string // of every account
	Accounts []string
}

// notice is what every page of the practice city says.
const notice = "演练系统：项目名称和标明来源的内容取自公开报道；带“【演练数据】”的内容和“演练项目”均为虚构。 " +
	"Practice city: projects named by the press are real, everything marked 【演练数据】 is invented."

// timeMachine is the clock that the demo is built on; once the city stands it shows the real time.
type timeMachine struct {
	real func() time.Time
	at   atomic.Pointer[time.Time]
}

func (m *timeMachine) Now() time.Time {
	if at := m.at.Load(); at != nil {
		return *at
	}
	return m.real()
}

func (m *timeMachine) set(at time.Time) { m.at.Store(&at) }

// OpenDemo opens the practice city, building it in an empty database, anew where the building was interrupted. The real clock decides which months it
// has: the current one is open, and those before it are closed, back to January of last year.
func OpenDemo(ctx context.Context, cfg Config, log *slog.Logger, now func() time.Time) (*Demo, error) {
	if err := cfg.clearSite(); err != nil {
		return nil, err
	}
	machine := &timeMachine{real: now}
	months := demoMonths(now())
	machine.set(months[0].First().Add(-3).At(9, 0))
	a, err := New(ctx, cfg, log, WithClock(machine.Now), WithNotice(notice))
	if err != nil {
		return nil, err
	}
	d := &Demo{App: a}
	if err := d.furnish(ctx, cfg, machine, months); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return d, nil
}

// livedMonths are those that the real projects and most invented ones live through: a year and the current month.
const livedMonths = 13

// demoMonths are the months of the demo, oldest first: the current one, the twelve before it, and what is still lacking of last year, so that the year
// so far has the same months of last year to be compared with. Before the 9th the last month is still open, as it is in life.
func demoMonths(now time.Time) []calendar.Month {
	last := calendar.MonthOf(now)
	if now.In(calendar.Zone).Day() < 9 {
		last = last.Prev()
	}
	months := make([]calendar.Month, livedMonths-1+last.Number())
	for i := range months {
		months[i] = last.Add(i - len(months) + 1)
	}
	return months
}

func (d *Demo) furnish(ctx context.Context, cfg Config, machine *timeMachine, months []calendar.Month) error {
	kept, err := os.ReadFile(filepath.Join(cfg.Data, demoMarker))
	if err == nil {
		machine.at.Store(nil)
		return d.reopen(ctx, cfg, strings.TrimSpace(string(kept)))
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := d.mustBeEmpty(ctx); err != nil {
		return err
	}
	if err := cfg.mark(siteMarker, "the practice city is being built"); err != nil {
		return err
	}
	if d.Password = cfg.DemoPassword; d.Password == "" {
		d.Password = "Demo-" + rand.Text()[:12] + "-7x"
	}
	b := &builder{App: d.App, clock: machine, months: months, first: len(months) - livedMonths}
	if err := b.build(ctx); err != nil {
		return fmt.Errorf("build the practice city: %w", err)
	}
	machine.at.Store(nil)
	if err := d.addAccounts(ctx); err != nil {
		return err
	}
	return cfg.finishSite(d.Password)
}

// reopen is a practice city that stands: its accounts keep their password unless the configuration names another.
func (d *Demo) reopen(ctx context.Context, cfg Config, kept string) error {
	d.Password = kept
	if cfg.DemoPassword != "" {
		d.Password = cfg.DemoPassword
	}
	if err := d.addAccounts(ctx); err != nil || d.Password == kept {
		return err
	}
	if err := d.Account.Repassword(asDemo(ctx), d.Accounts, d.Password); err != nil {
		return err
	}
	return cfg.mark(demoMarker, d.Password)
}

func (d *Demo) mustBeEmpty(ctx context.Context) error {
	projects, err := d.Project.List(asDemo(ctx), page.First(project.Listing, 1), false)
	if err != nil {
		return err
	}
	accounts, err := d.Account.List(asDemo(ctx), page.First(account.Listing, 1))
	if err == nil && projects.Total+accounts.Total > 0 {
		err = errNotDemo
	}
	return err
}

func asDemo(ctx context.Context) context.Context { return access.With(ctx, access.As("demo")) }

// addAccounts makes the demo's accounts: one for each role of the city, a clerk and a lead for each county, a reviewer for each department.
func (d *Demo) addAccounts(ctx context.Context) error {
	var list []account.Account
	add := func(name, shown string, role access.Role, region, department string) {
		list = append(list, account.Account{Password: d.Password, Registration: account.Registration{
			Name: name, DisplayName: shown, Role: role, RegionID: region, DepartmentID: department,
		}})
		d.Accounts = append(d.Accounts, name)
	}
	add("admin", "系统管理员", access.Admin, "", "")
	add("secretariat", "市投资促进中心", access.Secretariat, "", "")
	add("leader", "市领导", access.Leader, "", "")
	add("auditor", "审计员", access.Auditor, "", "")
	add("land", "用地管理员", access.Land, "", "")
	add("fund", "基金管理员", access.Fund, "", "")
	regions, err := d.Org.Regions(asDemo(ctx))
	if err != nil {
		return err
	}
	for _, r := range regions {
		if r.Reports() {
			add("clerk."+strings.ToLower(r.ID), r.ShortName+"填报员", access.Clerk, r.ID, "")
			add("lead."+strings.ToLower(r.ID), r.ShortName+"审核人", access.Lead, r.ID, "")
		}
	}
	departments, err := d.Org.Departments(asDemo(ctx))
	if err != nil {
		return err
	}
	for _, dep := range departments {
		add("dept."+dep.ID, dep.ShortName+"联审人员", access.Department, "", dep.ID)
	}
	return d.Account.Seed(asDemo(ctx), list)
}
