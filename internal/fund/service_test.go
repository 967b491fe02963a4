package fund_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/fund"
	"zhaoyin/internal/ledger"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

func TestAFundFromRequestToTheLastTranche(t *testing.T) {
	w := newWorld(t)
	r := w.agreed(lanxi, "330781", 20_000)
	w.holds(80_000, 20_000, 0)
	if r.State != fund.Agreed || r.Diligence.Result != fund.Pass || r.Tranches[1].Number != 2 {
		t.Errorf("got %+v", r)
	}
	_, err := w.funds.Pay(officer, r.ID, 0, fund.Payment{AmountWan: 10_000, PaidOn: "2022-04-12", Tranche: 1})
	w.ok(err)
	w.holds(80_000, 20_000, 10_000)
	_, err = w.funds.Pay(officer, r.ID, 0, fund.Payment{AmountWan: 1, PaidOn: "2022-04-12", Tranche: 1})
	w.refused(err, "fund.beyondTranche")
	_, err = w.funds.Pay(officer, r.ID, 0, fund.Payment{AmountWan: 10_001, PaidOn: "2022-04-12"})
	w.refused(err, "fund.beyondCommitment")
	last, err := w.funds.Pay(officer, r.ID, 0, fund.Payment{AmountWan: 10_000, PaidOn: "2022-04-12"})
	w.ok(err)
	r, err = w.funds.Request(lanxi, r.ID)
	w.ok(err)
	if r.State != fund.Closed || r.DisbursedWan != 20_000 || r.Tranches[1].PaidWan != 10_000 {
		t.Errorf("paid in full: got %+v", r)
	}
	_, err = w.funds.TakeBack(officer, r.ID, last.ID, fund.Reason{Reason: "账号有误，款项退回"})
	w.ok(err)
	_, err = w.funds.TakeBack(officer, r.ID, last.ID, fund.Reason{Reason: "再次"})
	w.refused(err, "fund.disbursementReversed")
	w.holds(80_000, 20_000, 10_000)
	r, err = w.funds.Close(officer, r.ID, 0, fund.Reason{Reason: "企业不再需要"})
	w.ok(err)
	if r.State != fund.Closed || r.CommittedWan != 10_000 {
		t.Errorf("closed early: got %+v", r)
	}
	w.holds(90_000, 10_000, 10_000)
}

func TestRefusals(t *testing.T) {
	w := newWorld(t)
	asked := w.apply(lanxi, "330781", 20_000)
	started := w.accepted(lanxi, "330781", 20_000)
	_, err := w.funds.Examine(officer, started.ID, 0, fund.Record{Institution: "某事务所"})
	w.ok(err)
	passed := w.examined(lanxi, "330781", 20_000, fund.Pass)
	failed := w.examined(lanxi, "330781", 20_000, fund.Fail)
	promised := w.approved(lanxi, "330781", 20_000)
	signed := w.agreed(lanxi, "330781", 20_000)
	yes := fund.Decision{Decision: fund.Approve, CommittedWan: wan(20_000)}
	agreement := func(amounts ...unit.Wan) fund.Agreement {
		in := fund.Agreement{SignedOn: "2022-04-12", Number: "1号"}
		for _, a := range amounts {
			in.Tranches = append(in.Tranches, fund.Instalment{DueOn: "2022-04-30", AmountWan: a})
		}
		return in
	}
	tests := map[string]struct {
		code string
		do   func() error
	}{
		"nothing asked for": {"fund.amount", func() error {
			_, err := w.funds.Apply(lanxi, fund.Application{ProjectID: w.project["330781"]})
			return err
		}},
		"more than the project costs": {"fund.amount", func() error {
			_, err := w.funds.Apply(lanxi, fund.Application{ProjectID: w.project["330781"], AmountWan: 149_601})
			return err
		}},
		"a fund that does not exist": {"noSuch", func() error {
			_, err := w.funds.Apply(lanxi, fund.Application{ProjectID: w.project["330781"], AmountWan: 1, FundID: "none"})
			return err
		}},
		"acceptance twice": {"fund.state", func() error {
			_, err := w.funds.Accept(officer, started.ID, 0, fund.Acceptance{})
			return err
		}},
		"a decision on an old version": {"stale", func() error {
			_, err := w.funds.Accept(officer, asked.ID, asked.Version+1, fund.Acceptance{})
			return err
		}},
		"due diligence before acceptance": {"fund.state", func() error {
			_, err := w.funds.Examine(officer, asked.ID, 0, fund.Record{Institution: "某事务所"})
			return err
		}},
		"findings before the start": {"fund.diligenceNotStarted", func() error {
			_, err := w.funds.Examine(officer, asked.ID, 0, fund.Record{Findings: []fund.Observation{{Item: "a", Finding: "b", Severity: fund.Low}}})
			return err
		}},
		"a start twice": {"fund.diligenceStarted", func() error {
			_, err := w.funds.Examine(officer, started.ID, 0, fund.Record{Institution: "某事务所"})
			return err
		}},
		"a due day in the past": {"fund.diligenceDue", func() error {
			_, err := w.funds.Examine(officer, w.accepted(lanxi, "330781", 1).ID, 0, fund.Record{Institution: "某事务所", DueOn: "2022-04-11"})
			return err
		}},
		"findings after the end": {"fund.diligenceFinished", func() error {
			_, err := w.funds.Examine(officer, passed.ID, 0, fund.Record{Findings: []fund.Observation{{Item: "a", Finding: "b", Severity: fund.Low}}})
			return err
		}},
		"two parts at once": {"fund.diligenceOne", func() error {
			_, err := w.funds.Examine(officer, started.ID, 0, fund.Record{Institution: "某事务所", Result: fund.Pass})
			return err
		}},
		"nothing at all": {"fund.diligenceOne", func() error {
			_, err := w.funds.Examine(officer, started.ID, 0, fund.Record{})
			return err
		}},
		"a result without a report": {"required", func() error {
			_, err := w.funds.Examine(officer, started.ID, 0, fund.Record{Result: fund.Pass})
			return err
		}},
		"a decision before the result": {"fund.diligenceOpen", func() error {
			_, err := w.funds.Decide(officer, started.ID, 0, yes)
			return err
		}},
		"more than was asked for": {"fund.amount", func() error {
			_, err := w.funds.Decide(officer, passed.ID, 0, fund.Decision{Decision: fund.Approve, CommittedWan: wan(20_001)})
			return err
		}},
		"approval without an amount": {"required", func() error {
			_, err := w.funds.Decide(officer, passed.ID, 0, fund.Decision{Decision: fund.Approve})
			return err
		}},
		"a refusal without a reason": {"fund.note", func() error {
			_, err := w.funds.Decide(officer, passed.ID, 0, fund.Decision{Decision: fund.Refuse})
			return err
		}},
		"approval of what failed, without a reason": {"fund.failedNote", func() error {
			_, err := w.funds.Decide(officer, failed.ID, 0, yes)
			return err
		}},
		"a refusal past due diligence": {"fund.state", func() error {
			_, err := w.funds.Turn(officer, passed.ID, 0, fund.Reason{Reason: "不符合投向"})
			return err
		}},
		"a withdrawal of what is decided": {"fund.state", func() error {
			_, err := w.funds.Withdraw(lanxiLead, promised.ID, 0, fund.Reason{Reason: "企业放弃"})
			return err
		}},
		"tranches that fall short": {"fund.tranches", func() error {
			_, err := w.funds.Agree(officer, promised.ID, 0, agreement(10_000, 9_999))
			return err
		}},
		"a tranche of nothing": {"fund.amount", func() error {
			_, err := w.funds.Agree(officer, promised.ID, 0, agreement(20_000, 0))
			return err
		}},
		"a payment before the agreement": {"fund.state", func() error {
			_, err := w.funds.Pay(officer, promised.ID, 0, fund.Payment{AmountWan: 1, PaidOn: "2022-04-12"})
			return err
		}},
		"a payment before it was signed": {"fund.beforeSigned", func() error {
			_, err := w.funds.Pay(officer, signed.ID, 0, fund.Payment{AmountWan: 1, PaidOn: "2022-04-11"})
			return err
		}},
		"a payment of tomorrow": {"future", func() error {
			_, err := w.funds.Pay(officer, signed.ID, 0, fund.Payment{AmountWan: 1, PaidOn: "2022-04-13"})
			return err
		}},
		"a tranche that is not there": {"fund.tranche", func() error {
			_, err := w.funds.Pay(officer, signed.ID, 0, fund.Payment{AmountWan: 1, PaidOn: "2022-04-12", Tranche: 3})
			return err
		}},
		"another county's project": {"missing", func() error {
			_, err := w.funds.Apply(wuyi, fund.Application{ProjectID: w.project["330781"], AmountWan: 1})
			return err
		}},
		"another county's request": {"missing", func() error {
			_, err := w.funds.Request(wuyi, asked.ID)
			return err
		}},
		"another county's payments": {"missing", func() error {
			_, err := w.funds.Disbursements(wuyi, signed.ID, page.First(fund.DisbursementListing, 20))
			return err
		}},
		"another county's withdrawal": {"missing", func() error {
			_, err := w.funds.Withdraw(wuyiLead, asked.ID, 0, fund.Reason{Reason: "撤"})
			return err
		}},
		"a decision by the secretariat": {"access.forbidden", func() error {
			_, err := w.funds.Decide(secretariat, passed.ID, 0, yes)
			return err
		}},
		"a fund twice": {"duplicate", func() error {
			_, err := w.funds.Found(officer, fund.Registration{Name: "兰溪新兴产业招商基金", Manager: "市金投集团"})
			return err
		}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := *w
			w.t = t
			w.refused(tt.do(), tt.code)
		})
	}
	w.holds(60_000, 40_000, 0)
}

func TestFailedDiligenceMayBeOverruledAndRefused(t *testing.T) {
	w := newWorld(t)
	r := w.examined(lanxi, "330781", 20_000, fund.Fail)
	r, err := w.funds.Decide(officer, r.ID, r.Version, fund.Decision{Decision: fund.Approve, CommittedWan: wan(5_000), Note: "补充担保后支持"})
	w.ok(err)
	if r.State != fund.Decided || r.Diligence.Result != fund.Fail {
		t.Errorf("got %+v", r)
	}
	other := w.examined(lanxi, "330781", 20_000, fund.Conditional)
	other, err = w.funds.Decide(officer, other.ID, 0, fund.Decision{Decision: fund.Refuse, Note: "不符合投向"})
	w.ok(err)
	if other.State != fund.Refused || other.CommittedWan != 0 || other.Reason != "不符合投向" {
		t.Errorf("got %+v", other)
	}
	w.holds(95_000, 5_000, 0)
}

func TestTheFundIsNamedAtAcceptance(t *testing.T) {
	w := newWorld(t)
	r, err := w.funds.Apply(wuyi, fund.Application{ProjectID: w.project["330723"], AmountWan: 3_000})
	w.ok(err)
	_, err = w.funds.Accept(officer, r.ID, 0, fund.Acceptance{})
	w.refused(err, "required")
	_, err = w.funds.Accept(officer, r.ID, 0, fund.Acceptance{FundID: "none"})
	w.refused(err, "noSuch")
	r, err = w.funds.Accept(officer, r.ID, 0, fund.Acceptance{FundID: w.fund})
	w.ok(err)
	if r.FundName != "兰溪新兴产业招商基金" || r.ProjectName != "武义电动工具项目" {
		t.Errorf("got %+v", r)
	}
}

// TestDecisionsAtOnce lets many decisions compete for a fund that holds half of what they ask for.
func TestDecisionsAtOnce(t *testing.T) {
	w := newWorld(t)
	const each = 10_000 // of 100,000: ten of twenty
	var ids []string
	for i := range 20 {
		clerk, region := lanxi, "330781"
		if i%2 == 1 {
			clerk, region = wuyi, "330723"
		}
		ids = append(ids, w.examined(clerk, region, each, fund.Pass).ID)
	}
	errs := make([]error, len(ids))
	var wait sync.WaitGroup
	for i, id := range ids {
		wait.Go(func() {
			_, errs[i] = w.funds.Decide(officer, id, 0, fund.Decision{Decision: fund.Approve, CommittedWan: wan(each)})
		})
	}
	wait.Wait()
	granted := 0
	for _, err := range errs {
		if err == nil {
			granted++
			continue
		}
		w.refused(err, "fund.exhausted")
		if f, _ := fault.Find(err); f.Extra["wantWan"] != unit.Wan(each) {
			t.Errorf("the refusal names %v", f.Extra)
		}
	}
	if granted != 10 {
		t.Errorf("%d decisions went through, want 10", granted)
	}
	w.holds(0, 100_000, 0)
}

func TestTheLedgerByHand(t *testing.T) {
	w := newWorld(t)
	w.agreed(lanxi, "330781", 20_000)
	of, err := w.funds.Entries(officer, w.fund, page.First(ledger.Listing, 20))
	w.ok(err)
	if len(of.Items) != 2 || of.Items[0].BalanceWan != 100_000 || of.Items[1].CommittedWan != 20_000 || of.Items[1].By != "fund." {
		t.Fatalf("got %+v", of.Items)
	}
	reverse := func(id string) error {
		_, err := w.funds.Post(officer, w.fund, fund.Posting{Kind: ledger.Reverse, EntryID: id, Note: "更正"})
		return err
	}
	w.refused(reverse(of.Items[1].ID), "fund.entryOfRequest")
	w.refused(reverse(of.Items[0].ID), "fund.exhausted")
	w.refused(reverse("none"), "noSuch")
	e, err := w.funds.Post(officer, w.fund, fund.Posting{Kind: ledger.Issue, AmountWan: 5_000})
	w.ok(err)
	w.ok(reverse(e.ID))
	w.refused(reverse(e.ID), "ledger.reversed")
	for name, in := range map[string]fund.Posting{
		"an issue of nothing":          {Kind: ledger.Issue},
		"a reversal without an entry":  {Kind: ledger.Reverse, Note: "更正"},
		"a reversal without a reason":  {Kind: ledger.Reverse, EntryID: e.ID},
		"a reversal with an amount":    {Kind: ledger.Reverse, EntryID: e.ID, Note: "更正", AmountWan: 1},
		"an issue that names an entry": {Kind: ledger.Issue, AmountWan: 1, EntryID: e.ID},
	} {
		if _, err := w.funds.Post(officer, w.fund, in); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: got %v, want a complaint", name, err)
		}
	}
	w.holds(80_000, 20_000, 0)
}

func TestBalancesAreForWhoReadsTheAccount(t *testing.T) {
	w := newWorld(t)
	w.clock.Advance(48 * time.Hour)
	_, err := w.funds.Post(officer, w.fund, fund.Posting{Kind: ledger.Issue, AmountWan: 7_000})
	w.ok(err)
	tests := map[string]struct {
		who  context.Context
		sees bool
	}{
		"clerk": {lanxi, false}, "lead": {lanxiLead, false}, "department": {economy, false}, "fund": {officer, true},
		"secretariat": {secretariat, true}, "leader": {leader, true}, "auditor": {auditor, true},
	}
	for name, tt := range tests {
		of, err := w.funds.Funds(tt.who, page.First(fund.Listing, 20), "")
		w.ok(err)
		if f := of.Items[0]; f.Name == "" || (f.FreeWan != nil) != tt.sees || (f.CommittedWan != nil) != tt.sees {
			t.Errorf("%s: got %+v", name, f)
		}
		then, err := w.funds.Fund(tt.who, w.fund, "2022-04-13")
		if !tt.sees {
			w.refused(err, "access.forbidden")
			continue
		}
		w.ok(err)
		if *then.FreeWan != 100_000 || *of.Items[0].FreeWan != 107_000 {
			t.Errorf("%s: got %s then and %s now", name, then.FreeWan, of.Items[0].FreeWan)
		}
	}
	_, err = w.funds.Funds(admin, page.First(fund.Listing, 20), "")
	w.refused(err, "access.forbidden")
}

func TestDueDiligenceHasThirtyWorkingDays(t *testing.T) {
	w := newWorld(t)
	r := w.accepted(lanxi, "330781", 1_000)
	x, err := w.funds.Examine(officer, r.ID, 0, fund.Record{Institution: "某事务所"})
	w.ok(err)
	// 2022-04-24 and 05-07 were worked, 04-30 to 05-04 were days off.
	if want := calendar.Date("2022-05-25"); x.DueOn != want || x.Overdue {
		t.Errorf("due %s, overdue %v, want %s", x.DueOn, x.Overdue, want)
	}
	w.clock.Set(calendar.Date("2022-05-26").At(9, 0))
	seen, err := w.funds.Request(lanxi, r.ID)
	w.ok(err)
	if !seen.Diligence.Overdue {
		t.Errorf("the day after: got %+v", seen.Diligence)
	}
	w.ok(w.db.Read(secretariat, access.MeetingBoard, func(tx *store.Tx) error {
		counts, err := fund.Tally(tx, "2022-05")
		if diff := cmp.Diff(counts["330781"], fund.Count{Year: fund.Sums{Requested: 1, RequestedWan: 1_000}, UnderWay: 1, Overdue: 1}); diff != "" {
			t.Errorf("figures (-got +want):\n%s", diff)
		}
		return err
	}))
}
