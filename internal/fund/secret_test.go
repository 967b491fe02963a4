package fund_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/fund"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
	"zhaoyin/internal/task"
	"zhaoyin/internal/timeline"
)

func TestFindingsAreForTheFewAlone(t *testing.T) {
	w := newWorld(t)
	r := w.examined(lanxi, "330781", 20_000, fund.Conditional)
	tests := map[string]struct {
		who  context.Context
		sees bool
	}{
		"own clerk": {lanxi, false}, "own lead": {lanxiLead, false}, "other clerk": {wuyi, false}, "department": {economy, false},
		"the fund group's own reviewers": {fundgroup, false}, "land officer": {as(access.Land, "", ""), false},
		"auditor": {auditor, false}, "administrator": {admin, false}, "integration": {as(access.Integration, "330781", ""), false},
		"fund officer": {officer, true}, "secretariat": {secretariat, true}, "leader": {leader, true},
	}
	for name, tt := range tests {
		x, err := w.funds.Examination(tt.who, r.ID)
		if tt.sees {
			w.ok(err)
			if len(x.Findings) != 1 || x.Findings[0].Finding != secret || x.Report == nil || x.Result != fund.Conditional || len(x.Checklist) != 2 {
				t.Errorf("%s: got %+v", name, x)
			}
		} else if fault.KindOf(err) != fault.Forbidden {
			t.Errorf("%s reads findings: got %v", name, err)
		}
		seen, err := w.funds.Request(tt.who, r.ID)
		if err != nil {
			continue // another county, and the administrator
		}
		if got := seen.Diligence; got.Institution == "" || got.FinishedOn == "" || (got.Result != "") != tt.sees {
			t.Errorf("%s sees of the examination %+v", name, got)
		}
	}
	_, err := w.funds.Decide(officer, r.ID, 0, fund.Decision{Decision: fund.Approve, CommittedWan: wan(1)})
	w.ok(err)
	seen, err := w.funds.Request(lanxi, r.ID)
	w.ok(err)
	if seen.Diligence.Result != "" || seen.Diligence.FinishedOn == "" {
		t.Errorf("after the decision: got %+v, want dates and no result", seen.Diligence)
	}
}

// TestTheDoorIsClosed shows that not even our own mistake of reading findings in a county's unit of work gives any.
func TestTheDoorIsClosed(t *testing.T) {
	w := newWorld(t)
	r := w.examined(lanxi, "330781", 20_000, fund.Pass)
	limited := func(fn func(tx *store.Tx) error) error { return w.db.Read(lanxi, access.FundRequestRead, fn) }
	for name, fn := range map[string]func(tx *store.Tx) error{
		"findings": func(tx *store.Tx) error { _, err := store.All[fund.Finding](tx, "id"); return err },
		"diligence": func(tx *store.Tx) error {
			_, err := store.Find[fund.Diligence](tx, store.Where("request_id = ?", r.ID))
			return err
		},
		"count": func(tx *store.Tx) error { _, err := store.Count[fund.Finding](tx); return err },
	} {
		if err := limited(fn); err == nil {
			t.Errorf("%s: a county's statement was answered", name)
		}
	}
	err := w.db.Write(lanxi, access.FundRequestCreate, func(tx *store.Tx) error {
		return store.Insert(tx, &fund.Finding{RequestID: r.ID, Item: "a", Finding: "b", Severity: fund.Low})
	})
	if fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a county writes findings: got %v", err)
	}
}

// TestNothingTellsFindings reads everything else that is made of a request: the trail, the events, the timeline, the figures, the paper and the to-do list.
func TestNothingTellsFindings(t *testing.T) {
	w := newWorld(t)
	r := w.examined(lanxi, "330781", 20_000, fund.Fail)
	told := map[string]any{}
	w.ok(w.db.Read(system, access.StoreVerify, func(tx *store.Tx) error {
		var trail []store.Entry
		var events []store.Event
		if err := tx.Q().Order("seq").Find(&trail).Error; err != nil {
			return err
		}
		if err := tx.Q().Order("seq").Find(&events).Error; err != nil {
			return err
		}
		if len(trail) < 10 || len(events) < 5 {
			t.Errorf("%d lines of trail and %d events: too few to show anything", len(trail), len(events))
		}
		for _, e := range trail {
			if e.Entity == "fund_diligences" && strings.Contains(string(e.After), string(fund.Fail)) {
				t.Errorf("the trail tells the result: %s", e.After)
			}
		}
		told["trail"], told["events"] = trail, events
		var err error
		if told["timeline"], err = fund.Timeline(tx, r.ProjectID); err != nil {
			return err
		}
		if told["waiting"], err = fund.Waiting(tx); err != nil {
			return err
		}
		if told["tally"], err = fund.Tally(tx, "2022-04"); err != nil {
			return err
		}
		told["paper"], err = fund.Report(tx, "2022-04")
		return err
	}))
	var err error
	if told["request"], err = w.funds.Request(lanxi, r.ID); err != nil {
		t.Fatal(err)
	}
	if told["requests"], err = w.funds.Requests(lanxi, page.First(fund.RequestListing, 20)); err != nil {
		t.Fatal(err)
	}
	for where, what := range told {
		text, err := json.Marshal(what)
		w.ok(err)
		for _, word := range []string{secret, "股权结构", `"fail"`} {
			if strings.Contains(string(text), word) {
				t.Errorf("%s tells %s: %s", where, word, text)
			}
		}
	}
	text, err := json.Marshal(told["trail"])
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "某会计师事务所") {
		t.Error("the trail says nothing of due diligence at all")
	}
}

func TestWhatWaits(t *testing.T) {
	w := newWorld(t)
	w.apply(lanxi, "330781", 1_000)
	w.accepted(lanxi, "330781", 1_000)
	w.examined(wuyi, "330723", 1_000, fund.Pass)
	w.approved(wuyi, "330723", 1_000)
	w.agreed(wuyi, "330723", 1_000)
	open := w.accepted(lanxi, "330781", 1_000)
	_, err := w.funds.Examine(officer, open.ID, 0, fund.Record{Institution: "某事务所", DueOn: "2022-05-10"})
	w.ok(err)
	_, err = w.funds.Withdraw(lanxiLead, w.apply(lanxi, "330781", 1_000).ID, 0, fund.Reason{Reason: "企业放弃"})
	w.ok(err)
	read := func(who context.Context) (got []string) {
		w.ok(w.db.Read(who, access.TodoRead, func(tx *store.Tx) error {
			items, err := fund.Waiting(tx)
			for _, i := range items {
				got = append(got, string(i.Kind)+" "+string(i.DueOn)+" "+i.ZH)
				if !i.Concerns(access.Actor{Role: access.Fund}) || i.Concerns(access.Actor{Role: access.Clerk, RegionID: i.RegionID}) {
					t.Errorf("%s waits for %v", i.ZH, i.For)
				}
			}
			return err
		}))
		return got
	}
	theirs := []string{
		string(task.FundAccept) + "  “兰溪新能源项目”的基金申请待受理",
		string(task.FundDiligence) + "  “兰溪新能源项目”的基金申请待启动尽职调查",
		string(task.FundDiligence) + " 2022-05-10 “兰溪新能源项目”的尽职调查待办结",
	}
	all := append([]string{theirs[0], theirs[1]},
		string(task.FundDecide)+"  “武义电动工具项目”的基金申请待投决",
		string(task.FundAgree)+"  “武义电动工具项目”的基金协议待签订",
		string(task.FundDisburse)+" 2022-04-30 “武义电动工具项目”的基金待拨付", theirs[2])
	if diff := cmp.Diff(read(officer), all); diff != "" {
		t.Errorf("what waits (-got +want):\n%s", diff)
	}
	if diff := cmp.Diff(read(lanxi), theirs); diff != "" {
		t.Errorf("within a county's reach (-got +want):\n%s", diff)
	}
	if len(read(economy)) != len(all) {
		t.Error("a department reads another number of items")
	}
}

func TestTimelineFiguresAndPaper(t *testing.T) {
	w := newWorld(t)
	r := w.agreed(lanxi, "330781", 20_000)
	_, err := w.funds.Pay(officer, r.ID, 0, fund.Payment{AmountWan: 8_000, PaidOn: "2022-04-12"})
	w.ok(err)
	wuyis := w.apply(wuyi, "330723", 3_000)
	w.ok(w.db.Read(leader, access.MeetingBoard, func(tx *store.Tx) error {
		events, err := fund.Timeline(tx, r.ProjectID)
		if err != nil {
			return err
		}
		timeline.Sort(events)
		var got []string
		for _, e := range events {
			got = append(got, e.Code+" "+e.ZH)
		}
		slices.Sort(got)
		want := []string{
			"fund.accepted 基金申请获受理", "fund.agreed 签订基金协议，20000 万元", "fund.approved 基金投决通过，承诺 20000 万元",
			"fund.diligenceFinished 基金尽职调查办结", "fund.diligenceStarted 基金尽职调查启动", "fund.disbursed 基金拨付 8000 万元",
			"fund.requested 申请产业基金 20000 万元",
		}
		if diff := cmp.Diff(got, want); diff != "" {
			t.Errorf("timeline (-got +want):\n%s", diff)
		}
		counts, err := fund.Tally(tx, "2022-04")
		if err != nil {
			return err
		}
		sums := fund.Sums{Requested: 1, RequestedWan: 20_000, CommittedWan: 20_000, DisbursedWan: 8_000}
		asked := fund.Sums{Requested: 1, RequestedWan: 3_000}
		if diff := cmp.Diff(counts, map[string]fund.Count{
			"330781": {Month: sums, Year: sums, UnderWay: 1}, "330723": {Month: asked, Year: asked, UnderWay: 1},
		}); diff != "" {
			t.Errorf("figures (-got +want):\n%s", diff)
		}
		p, err := fund.Report(tx, "2022-04")
		if err != nil {
			return err
		}
		if p.Month.Requested != 2 || p.Month.CommittedWan != 20_000 || len(p.Moved) != 8 || p.Moved[0].ProjectName != "兰溪新能源项目" {
			t.Errorf("paper: got %+v", p)
		}
		if len(p.UnderWay) != 2 || p.UnderWay[0].RequestID != r.ID || p.UnderWay[1].RequestID != wuyis.ID || p.UnderWay[0].DueOn != "2022-04-30" {
			t.Errorf("under way: got %+v", p.UnderWay)
		}
		return nil
	}))
	w.ok(w.db.Read(wuyi, access.TimelineRead, func(tx *store.Tx) error {
		events, err := fund.Timeline(tx, r.ProjectID)
		if len(events) != 0 {
			t.Errorf("another county's timeline: got %v", events)
		}
		return err
	}))
}
