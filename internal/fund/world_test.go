package fund_test

import (
	"context"
	"testing"

	"zhaoyin/internal/access"
	"zhaoyin/internal/blob"
	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/fund"
	"zhaoyin/internal/ledger"
	"zhaoyin/internal/org"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/store/storetest"
	"zhaoyin/internal/unit"
)

func as(role access.Role, region, department string) context.Context {
	return access.With(context.Background(), access.Actor{
		ID: string(role) + region, Name: string(role) + "." + region + department, Role: role, RegionID: region, DepartmentID: department,
	})
}

var (
	lanxi       = as(access.Clerk, "330781", "")
	lanxiLead   = as(access.Lead, "330781", "")
	wuyi        = as(access.Clerk, "330723", "")
	wuyiLead    = as(access.Lead, "330723", "")
	officer     = as(access.Fund, "", "")
	secretariat = as(access.Secretariat, "", "")
	leader      = as(access.Leader, "", "")
	auditor     = as(access.Auditor, "", "")
	admin       = as(access.Admin, "", "")
	economy     = as(access.Department, "", "ndrc")
	fundgroup   = as(access.Department, "", "fundgroup")
	system      = access.With(context.Background(), access.As("test"))
)

// world is the funds service with one project in each of two counties and a fund of 100,000 万元.
type world struct {
	t       *testing.T
	db      *store.DB
	clock   *storetest.Clock
	funds   *fund.Service
	fund    string
	project map[string]string // by region
}

func newWorld(t *testing.T) *world {
	t.Helper()
	clock := storetest.NewClock(storetest.Start)
	w := &world{t: t, clock: clock, db: storetest.OpenAt(t, clock), project: map[string]string{}}
	files, err := blob.Open(t.TempDir())
	w.ok(err)
	w.funds = fund.NewService(w.db, files)
	w.ok(org.NewService(w.db).Seed(system, org.Default()))
	w.project["330781"], w.project["330723"] = w.settle("330781", "兰溪新能源项目"), w.settle("330723", "武义电动工具项目")
	f, err := w.funds.Found(officer, fund.Registration{Name: "兰溪新兴产业招商基金", Manager: "市金投集团"})
	w.ok(err)
	w.fund = f.ID
	_, err = w.funds.Post(officer, f.ID, fund.Posting{Kind: ledger.Issue, AmountWan: 100_000, Note: "首期实缴"})
	w.ok(err)
	return w
}

func (w *world) ok(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// refused holds an error to one fault.
func (w *world) refused(err error, code string) {
	w.t.Helper()
	found, ok := fault.Find(err)
	if !ok {
		w.t.Errorf("got %v, want %s", err, code)
		return
	}
	if found.Fault.Code == code {
		return
	}
	for _, f := range found.Fields {
		if f.Fault.Code == code {
			return
		}
	}
	w.t.Errorf("got %v, want %s", err, code)
}

// settle registers a project of a county.
func (w *world) settle(region, name string) string {
	w.t.Helper()
	p := &project.Project{
		Code: region + "-2022-0001", RegionID: region, Name: name, NameKey: name, Industry: "C3841", Channel: project.General, InvestmentWan: 149_600,
		RegisteredWan: 149_600, Stage: project.Signed, Condition: project.Active, Counts: true, CountsReason: project.Met, Light: project.Green,
	}
	w.ok(w.db.Write(system, access.StoreSeed, func(tx *store.Tx) error {
		investor := &enterprise.Enterprise{RegionID: region, Name: name + "公司", Kind: enterprise.Private}
		if err := store.Insert(tx, investor); err != nil {
			return err
		}
		p.EnterpriseID = investor.ID
		return store.Insert(tx, p)
	}))
	return p.ID
}

const secret = "实际控制人对外担保余额未披露"

// apply asks for an amount for a county's project.
func (w *world) apply(clerk context.Context, region string, amount unit.Wan) *fund.Request {
	w.t.Helper()
	r, err := w.funds.Apply(clerk, fund.Application{ProjectID: w.project[region], FundID: w.fund, AmountWan: amount, Purpose: "设备购置"})
	w.ok(err)
	return r
}

// accepted is a request that the fund group has taken on.
func (w *world) accepted(clerk context.Context, region string, amount unit.Wan) *fund.Request {
	w.t.Helper()
	r, err := w.funds.Accept(officer, w.apply(clerk, region, amount).ID, 0, fund.Acceptance{})
	w.ok(err)
	return r
}

// examined is a request whose due diligence has ended with a result and one finding.
func (w *world) examined(clerk context.Context, region string, amount unit.Wan, result fund.Result) *fund.Request {
	w.t.Helper()
	r := w.accepted(clerk, region, amount)
	for _, in := range []fund.Record{
		{Institution: "某会计师事务所", Checklist: []string{"股权结构", "对外担保"}},
		{Findings: []fund.Observation{{Item: "对外担保", Finding: secret, Severity: fund.High}}},
		{Report: &fund.Conclusion{Text: "报告：" + secret}, Result: result},
	} {
		_, err := w.funds.Examine(officer, r.ID, 0, in)
		w.ok(err)
	}
	r, err := w.funds.Request(officer, r.ID)
	w.ok(err)
	return r
}

func wan(n unit.Wan) *unit.Wan { return &n }

// approved is a request that has been promised an amount.
func (w *world) approved(clerk context.Context, region string, amount unit.Wan) *fund.Request {
	w.t.Helper()
	r := w.examined(clerk, region, amount, fund.Pass)
	r, err := w.funds.Decide(officer, r.ID, r.Version, fund.Decision{Decision: fund.Approve, CommittedWan: &amount, MeetingNumber: "投决〔2022〕3号"})
	w.ok(err)
	return r
}

// agreed is a request with a signed agreement of two equal tranches.
func (w *world) agreed(clerk context.Context, region string, amount unit.Wan) *fund.Request {
	w.t.Helper()
	r := w.approved(clerk, region, amount)
	r, err := w.funds.Agree(officer, r.ID, 0, fund.Agreement{SignedOn: "2022-04-12", Number: "金投协〔2022〕5号", Tranches: []fund.Instalment{
		{DueOn: "2022-04-30", AmountWan: amount / 2, Condition: "开工"}, {DueOn: "2022-09-30", AmountWan: amount / 2, Condition: "设备进场"},
	}})
	w.ok(err)
	return r
}

// balance is what the fund holds.
func (w *world) balance() [3]unit.Wan {
	w.t.Helper()
	f, err := w.funds.Fund(officer, w.fund, "")
	w.ok(err)
	return [3]unit.Wan{*f.FreeWan, *f.CommittedWan, *f.DisbursedWan}
}

func (w *world) holds(free, committed, disbursed unit.Wan) {
	w.t.Helper()
	if got, want := w.balance(), [3]unit.Wan{free, committed, disbursed}; got != want {
		w.t.Errorf("free, committed, disbursed: got %v, want %v", got, want)
	}
}
