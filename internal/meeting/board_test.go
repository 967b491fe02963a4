package meeting_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/monthly"
	"zhaoyin/internal/org"
	"zhaoyin/internal/patch"
	"zhaoyin/internal/project"
	"zhaoyin/internal/stage"
	"zhaoyin/internal/unit"
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

// retire ends a county's projects and makes it inactive.
func (w *world) retire(region string, projects ...*project.Project) {
	w.t.Helper()
	for _, p := range projects {
		_, err := w.stages.Terminate(secretariat, p.ID, w.now(p).Version, stage.Change{Reason: "并入他县"})
		must(w.t, err)
	}
	_, err := org.NewService(w.db).AmendRegion(actor(access.Admin, ""), region, 1, org.Amendment{Active: patch.Of(false)})
	must(w.t, err)
}

// TestTheCityKeepsWhatAnInactiveCountyDid: every region with figures is on the board, and the city's are their sum.
func TestTheCityKeepsWhatAnInactiveCountyDid(t *testing.T) {
	w := newWorld(t)
	gone := w.sign(lanxi, "兰溪项目", 520000)
	w.sign(wuyi, "武义项目", 150000)
	before := w.board(march)
	w.retire(lanxi, gone)
	w.retire("330727")
	b := w.board(march)
	if diff := cmp.Diff(b.City.Month, before.City.Month); diff != "" || b.City.Month.Signed.Count != 2 {
		t.Errorf("the city's month (-got +before):\n%s", diff)
	}
	last := b.Regions[len(b.Regions)-1]
	if len(b.Regions) != 9 || last.RegionID != lanxi || !last.Inactive || last.Figures.Month.Signed.Count != 1 {
		t.Errorf("%d regions, the last one %s: want 兰溪 after those that report, and nothing of the one without figures", len(b.Regions), last.Name)
	}
	if last.Rank != 0 || last.RankChange != nil || len(last.Terms) != 0 || last.Score != 0 {
		t.Errorf("it is not ranked: got %d, %s", last.Rank, last.Score)
	}
	if mine := w.county(b, wuyi); mine.Rank != 1 || mine.Terms[1].Best != 150000 {
		t.Errorf("nobody is measured by it: got rank %d, best %d", mine.Rank, mine.Terms[1].Best)
	}
	w.close(march)
	a, err := w.meetings.Agenda(leader, march)
	must(t, err)
	if turn := a.Items[len(a.Items)-1]; turn.RegionID != lanxi || turn.Rank != 0 || len(turn.Moves) != 1 {
		t.Errorf("the agenda keeps its move: got %+v", turn)
	}
	w.clock.Advance(30 * 24 * time.Hour)
	w.open(april)
	if year := w.board(april).City.Year.Signed; year.Count != 2 || year.InvestmentWan != 670000 {
		t.Errorf("the year in April: got %+v", year)
	}
}

// TestACountyThatComesBackIsNotComparedWithNoRank, nor do two versions of a month tell of a place that was none.
func TestACountyThatComesBackIsNotComparedWithNoRank(t *testing.T) {
	w := newWorld(t)
	w.retire(lanxi, w.sign(lanxi, "兰溪项目", 520000))
	w.close(march)
	_, err := org.NewService(w.db).AmendRegion(actor(access.Admin, ""), lanxi, 2, org.Amendment{Active: patch.Of(true)})
	must(t, err)
	_, err = w.meetings.Reopen(secretariat, march, 0, meeting.Reopening{Reason: "恢复"})
	must(t, err)
	w.close(march)
	w.clock.Advance(30 * 24 * time.Hour)
	w.open(april)
	if back := w.county(w.board(april), lanxi); back.Rank == 0 || back.RankChange == nil {
		t.Errorf("ranked again, against the second version: got %d, %v", back.Rank, back.RankChange)
	}
	rows, err := w.meetings.Restatements(secretariat, april)
	must(t, err)
	for _, r := range rows {
		if r.RegionID == lanxi && r.Metric == meeting.RankMetric {
			t.Errorf("a place gained from none: %+v", r)
		}
	}
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

// TestTheClassesBeginAtTheCitysThreshold: the lowest class is the city's own and holds everything that counts, also what has fallen below since.
func TestTheClassesBeginAtTheCitysThreshold(t *testing.T) {
	for _, c := range []struct {
		threshold int64
		least     []int64
		counted   []int64 // of projects of 60,000, 260,000 and 600,000 万元, and one that fell from 600,000 to 20,000
	}{
		{50000, []int64{50000, 100000, 200000, 500000, 1000000}, []int64{4, 2, 2, 1, 0}},
		{100000, []int64{100000, 200000, 500000, 1000000}, []int64{3, 2, 1, 0}},
		{250000, []int64{250000, 500000, 1000000}, []int64{3, 1, 0}},
		{1500000, []int64{1500000}, []int64{0}},
	} {
		w := worldOf(t, unit.Wan(c.threshold))
		for i, wan := range []unit.Wan{60000, 260000, 600000} {
			w.sign(wuyi, []string{"电机", "电池", "芯片"}[i], wan)
		}
		fallen := w.sign(lanxi, "薄膜", 600000)
		_, err := w.projects.Amend(secretariat, fallen.ID, w.now(fallen).Version, investment(20000))
		must(t, err)
		var least, counted []int64
		for _, line := range w.board(march).City.ByThreshold {
			least, counted = append(least, int64(line.MinWan)), append(counted, line.Month.Count)
		}
		if diff := cmp.Diff([][]int64{least, counted}, [][]int64{c.least, c.counted}); diff != "" {
			t.Errorf("threshold %d: classes and signed projects (-got +want):\n%s", c.threshold, diff)
		}
	}
}
