package meeting_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/monthly"
)

// restated are the corrections that a month announces.
func (w *world) restated(month calendar.Month) []string {
	w.t.Helper()
	rows, err := w.meetings.Restatements(leader, month)
	must(w.t, err)
	var all []string
	for _, r := range rows {
		all = append(all, fmt.Sprintf("%s %s %s %s→%s %+d %s", r.AffectsMonth, r.Metric, r.Field, r.BeforeText, r.AfterText, r.DeltaWan, r.Reason))
	}
	return all
}

// TestWhatWasUndecidedIsAcceptedLater: investment that was handed in and not decided when the month was closed is not lost. It counts in its
// own month as a restatement, the closed month's papers stay, and the cumulative total is again the sum of the accepted months.
func TestWhatWasUndecidedIsAcceptedLater(t *testing.T) {
	w := newWorld(t)
	p, q := w.sign(wuyi, "储能电池", 149600), w.sign(lanxi, "光学膜", 520000)
	waiting, idle := w.handIn(p, march, 3000), w.handIn(q, march, 0)
	closed := w.close(march)
	if closed.Snapshot.Undecided == nil || *closed.Snapshot.Undecided != 2 {
		t.Errorf("closed with %v undecided, want 2", closed.Snapshot.Undecided)
	}
	read, err := w.meetings.Get(leader, march)
	must(t, err)
	if diff := cmp.Diff(read.Snapshot, closed.Snapshot); diff != "" {
		t.Errorf("the meeting is read otherwise than it was closed (-got +want):\n%s", diff)
	}
	_, frozen, err := w.meetings.Board(leader, march)
	must(t, err)
	_, err = w.months.Accept(secretariat, p.ID, march, waiting.Version)
	wantFault(t, err, "meeting.noneOpen")

	w.open(april)
	w.accept(w.handIn(p, april, 500))
	_, err = w.months.Return(secretariat, p.ID, march, waiting.Version, monthly.Return{Reason: "请补充"})
	wantFault(t, err, "meeting.notOpen")
	w.accept(waiting)
	w.accept(idle)
	invested := w.county(w.board(april), wuyi).Figures.Invested
	if diff := cmp.Diff(invested, meeting.Invested{MonthWan: 500, YearWan: 3500}); diff != "" {
		t.Errorf("April's investment (-got +want):\n%s", diff)
	}
	if diff := cmp.Diff(w.restated(april), []string{"2022-03 invested investedThisMonthWan 0→3000 +3000 "}); diff != "" {
		t.Errorf("restatements (-got +want):\n%s", diff)
	}
	_, now, err := w.meetings.Board(leader, march)
	must(t, err)
	if !bytes.Equal(now.Body, frozen.Body) {
		t.Error("the closed board has changed")
	}
	_, err = w.months.Accept(secretariat, p.ID, march, waiting.Version+1)
	wantFault(t, err, "month.acceptance")
	w.agree()
}

// TestLaterAcceptancesInBulk: the bulk call takes those of a closed month as the single one does, and a project that is out of the figures moves none.
func TestLaterAcceptancesInBulk(t *testing.T) {
	w := newWorld(t)
	p, gone := w.sign(wuyi, "储能电池", 149600), w.sign(lanxi, "光学膜", 520000)
	one, other := w.handIn(p, march, 3000), w.handIn(gone, march, 700)
	w.close(march)
	w.open(april)
	_, err := w.projects.Archive(secretariat, gone.ID, w.now(gone).Version, "重复登记")
	must(t, err)
	before := len(w.restated(april))
	out, err := w.months.AcceptAll(secretariat, march, monthly.Batch{Items: []monthly.Item{
		{ProjectID: p.ID, Version: one.Version}, {ProjectID: gone.ID, Version: other.Version}, {ProjectID: p.ID, Version: one.Version},
	}})
	must(t, err)
	if out.Done != 2 || out.Items[2].Code != "stale" {
		t.Errorf("got %+v, want two accepted and the third refused as stale", out)
	}
	if now := w.restated(april); len(now) != before+1 {
		t.Errorf("restated %v, want one more than %d", now, before)
	}
	w.agree()
}

// TestACorrectionAcceptedLater is noted once, in the month that it was reported in.
func TestACorrectionAcceptedLater(t *testing.T) {
	w := newWorld(t)
	p := w.sign(wuyi, "储能电池", 149600)
	w.accept(w.handIn(p, march, 3000))
	w.close(march)
	w.open(april)
	fall := w.file(p, april, monthly.Draft{Progress: "主体结构施工", NextPlan: "设备进场", InvestedThisMonthWan: amount(-500), CorrectionReason: "设备款重复计算"})
	w.close(april)
	w.open(may)
	w.accept(fall)
	rows, err := w.meetings.Restatements(leader, may)
	must(t, err)
	if len(rows) != 1 || rows[0].AffectsMonth != april || rows[0].DeltaWan != -500 || rows[0].Reason != "设备款重复计算" {
		t.Errorf("got %+v, want one correction of April by -500", rows)
	}
	if got := w.county(w.board(may), wuyi).Figures.Invested.YearWan; got != 2500 {
		t.Errorf("the year is %d, want 2500", got)
	}
	w.agree()
}
