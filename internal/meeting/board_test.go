package meeting_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/meeting"
	"zhaoyin/internal/monthly"
)

func TestTheBoardOfAnOpenMonth(t *testing.T) {
	w, _, _ := lived(t)
	b := w.board(march)
	if len(b.Regions) != 10 || b.Frozen || !b.AsOf.Equal(w.clock.Now()) {
		t.Fatalf("%d regions, frozen %v, as of %s", len(b.Regions), b.Frozen, b.AsOf)
	}
	mine := w.county(b, wuyi).Figures
	if got, want := mine.Month.Signed, (meeting.Count{Count: 2, InvestmentWan: 259600}); got != want {
		t.Errorf("signed: got %+v, want %+v", got, want)
	}
	if got, want := mine.Submissions, (meeting.Submissions{Due: 1, Submitted: 2, Excused: 1}); got != want {
		t.Errorf("the paused project's status hides nobody: got %+v, want %+v", got, want)
	}
	if mine.Invested.MonthWan != 3000 || mine.Month.Started.Count != 1 {
		t.Errorf("invested %s, started %d", mine.Invested.MonthWan, mine.Month.Started.Count)
	}
	var thresholds []int64
	for _, line := range b.City.ByThreshold {
		thresholds = append(thresholds, line.Month.Count)
	}
	if diff := cmp.Diff(thresholds, []int64{3, 1, 1, 0}); diff != "" {
		t.Errorf("signed at 10, 20, 50, 100 亿元 (-got +want):\n%s", diff)
	}
	if got := b.City.Submissions; got != (meeting.Submissions{Due: 2, Submitted: 2, Missing: 1, Excused: 1}) {
		t.Errorf("the city's submissions: got %+v", got)
	}
	if empty := w.county(b, "330727"); empty.Rank != 3 || empty.Figures.Month.Signed.Count != 0 {
		t.Errorf("a county without projects: got rank %d", empty.Rank)
	}
	w.agree()
}

// TestWhoIsExcusedIsNotOnTime: the share of what is due, also of what was handed in late and is not due any more, and after a recount.
func TestWhoIsExcusedIsNotOnTime(t *testing.T) {
	w := newWorld(t)
	told := w.register(wuyi, "已报后暂停", 150000)
	w.handIn(told, march, 0)
	w.pause(told)
	w.register(wuyi, "未报", 150000)
	w.handIn(w.register(lanxi, "按时", 150000), march, 0)
	late := w.register(lanxi, "迟报后暂停", 150000)
	w.clock.Advance(100 * 24 * time.Hour)
	back := w.handIn(late, march, 0)
	w.pause(late)
	w.agree()
	b := w.board(march)
	if got, want := w.county(b, wuyi).Figures.Submissions, (meeting.Submissions{Due: 1, Submitted: 1, Missing: 1, Excused: 1}); got != want {
		t.Errorf("the due one is missing: got %+v, want %+v", got, want)
	}
	if got, want := w.county(b, lanxi).Figures.Submissions, (meeting.Submissions{Due: 1, Submitted: 2, Late: 1, Excused: 1, ExcusedLate: 1}); got != want {
		t.Errorf("the late one is excused: got %+v, want %+v", got, want)
	}
	for region, want := range map[string]int64{wuyi: 0, lanxi: 10000} {
		if got := w.onTime(b, region); got != want {
			t.Errorf("%s: on time %d, want %d", region, got, want)
		}
	}
	_, err := w.months.Return(secretariat, late.ID, march, back.Version, monthly.Return{Reason: "请补充"})
	must(t, err)
	w.agree()
	if got := w.county(w.board(march), lanxi).Figures.Submissions; got != (meeting.Submissions{Due: 1, Submitted: 1}) {
		t.Errorf("returned, nothing is left of it: got %+v", got)
	}
}

func (w *world) onTime(b *meeting.Board, region string) int64 {
	w.t.Helper()
	for _, term := range w.county(b, region).Terms {
		if term.Key == "onTime" {
			return term.Value
		}
	}
	w.t.Fatalf("%s has no such term", region)
	return 0
}

func TestYearsAreToldApart(t *testing.T) {
	w := newWorld(t)
	w.sign(wuyi, "三月项目", 100000)
	w.close(march)
	w.open(april)
	w.sign(wuyi, "四月项目", 200000)
	f := w.county(w.board(april), wuyi).Figures
	if f.Month.Signed.Count != 1 || f.Year.Signed.Count != 2 || f.Year.Signed.InvestmentWan != 300000 || f.LastYear.Signed.Count != 0 {
		t.Errorf("April: got %+v, year %+v", f.Month.Signed, f.Year.Signed)
	}
	w.close(april)
	w.clock.Set(time.Date(2023, 3, 12, 2, 0, 0, 0, time.UTC))
	w.open("2023-03")
	f = w.county(w.board("2023-03"), wuyi).Figures
	if f.Month.Signed.Count != 0 || f.Year.Signed.Count != 0 || f.LastYear.Signed.Count != 1 || f.LastYear.Signed.InvestmentWan != 100000 {
		t.Errorf("a year later, January to March: got %+v, %+v", f.Year.Signed, f.LastYear.Signed)
	}
}
