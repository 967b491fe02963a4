package fund_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/fund"
	"zhaoyin/internal/ledger"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// TestTheLedgerIsTheSumOfItsRequests holds a fund's balances against its requests after any sequence of
// agreements, payments, reversals and closures of promised requests.
func TestTheLedgerIsTheSumOfItsRequests(t *testing.T) {
	w := newWorld(t)
	_, err := w.funds.Post(officer, w.fund, fund.Posting{Kind: ledger.Issue, AmountWan: 9_900_000})
	w.ok(err)
	var requests []string
	rapid.Check(t, func(rt *rapid.T) {
		requests = append(requests, w.approved(lanxi, "330781", 1_000).ID)
		for range rapid.IntRange(2, 10).Draw(rt, "operations") {
			id := rapid.SampledFrom(requests[max(0, len(requests)-2):]).Draw(rt, "request")
			amount := unit.Wan(rapid.Int64Range(0, 1_200).Draw(rt, "amount"))
			operate := rapid.SampledFrom([]func(string, unit.Wan) error{w.agree, w.agree, w.pay, w.pay, w.pay, w.takeBack, w.takeBack, w.close}).Draw(rt, "operation")
			if err := operate(id, amount); err != nil && fault.KindOf(err) == 0 {
				rt.Fatalf("an operation broke: %v", err)
			}
		}
		of, err := w.funds.Requests(officer, page.First(fund.RequestListing, page.MaxLimit))
		w.ok(err)
		if of.Next != "" {
			rt.Skip("more requests than a page shows")
		}
		var committed, disbursed unit.Wan
		for _, r := range of.Items {
			committed, disbursed = committed+r.CommittedWan, disbursed+r.DisbursedWan
			var paid unit.Wan
			for _, tranche := range r.Tranches {
				paid += tranche.PaidWan
			}
			if paid != r.DisbursedWan || r.State == fund.Disbursing && (paid == 0 || paid == r.CommittedWan) {
				rt.Errorf("a request is %s with %s of %s paid, %s by tranche", r.State, r.DisbursedWan, r.CommittedWan, paid)
			}
		}
		if got, want := w.balance(), [3]unit.Wan{10_000_000 - committed, committed, disbursed}; got != want || got[0] < 0 {
			rt.Errorf("free, committed, disbursed: got %v, want %v", got, want)
		}
	})
}

func (w *world) decide(id string, amount unit.Wan) error {
	_, err := w.funds.Decide(officer, id, 0, fund.Decision{Decision: fund.Approve, CommittedWan: &amount})
	return err
}

func (w *world) agree(id string, amount unit.Wan) error {
	r, err := w.funds.Request(officer, id)
	w.ok(err)
	first := min(amount, r.CommittedWan-1)
	_, err = w.funds.Agree(officer, id, 0, fund.Agreement{SignedOn: "2022-04-12", Number: "1号", Tranches: []fund.Instalment{
		{DueOn: "2022-04-30", AmountWan: first}, {DueOn: "2022-05-31", AmountWan: r.CommittedWan - first},
	}})
	return err
}

func (w *world) pay(id string, amount unit.Wan) error {
	_, err := w.funds.Pay(officer, id, 0, fund.Payment{AmountWan: amount / 2, PaidOn: "2022-04-12", Tranche: int(amount % 3)})
	return err
}

func (w *world) takeBack(id string, amount unit.Wan) error {
	of, err := w.funds.Disbursements(officer, id, page.First(fund.DisbursementListing, page.MaxLimit))
	w.ok(err)
	if len(of.Items) == 0 {
		return nil
	}
	_, err = w.funds.TakeBack(officer, id, of.Items[int(amount)%len(of.Items)].ID, fund.Reason{Reason: "更正"})
	return err
}

func (w *world) close(id string, _ unit.Wan) error {
	_, err := w.funds.Close(officer, id, 0, fund.Reason{Reason: "释放"})
	return err
}

func TestTheReportsDocument(t *testing.T) {
	w := newWorld(t)
	r := w.examined(lanxi, "330781", 20_000, fund.Pass)
	file := func(name, content string) error {
		_, err := w.funds.FileReport(officer, r.ID, name, strings.NewReader(content))
		return err
	}
	w.refused(file("报告.exe", "MZ"), "attachment.type")
	w.ok(file("初稿.txt", "初稿"))
	w.ok(file("报告.pdf", "%PDF-1.4\n%%EOF\n"))
	x, err := w.funds.Examination(leader, r.ID)
	w.ok(err)
	if x.ReportFile == nil || x.ReportFile.Name != "报告.pdf" || x.ReportFile.ContentType != "application/pdf" {
		t.Errorf("got %+v", x.ReportFile)
	}
	_, _, err = w.funds.ReportContent(lanxi, r.ID)
	w.refused(err, "access.forbidden")
	w.ok(w.decide(r.ID, 1_000))
	w.refused(file("改.txt", "改"), "fund.state")
	w.ok(w.db.Read(system, access.StoreVerify, func(tx *store.Tx) error {
		files, err := fund.Files(tx)
		if len(files) != 1 || files[0].SHA256 != x.ReportFile.SHA256 {
			t.Errorf("for the backup: got %v", files)
		}
		return err
	}))
}
