package meeting_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/meeting"
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
