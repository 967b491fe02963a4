package meeting_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/project"
	"zhaoyin/internal/stage"
	"zhaoyin/internal/unit"
)

// byHand is what a clerk with a calculator gets of a board: what was signed and what was invested.
type byHand struct {
	month, year, lastYear meeting.Count
	invested              meeting.Invested
	classes               [4][2]int64 // signed at 10, 20, 50, 100 亿元: in the month, in the year
}

func (w *world) compute(m calendar.Month) byHand {
	w.t.Helper()
	f := w.board(m).City
	got := byHand{month: f.Month.Signed, year: f.Year.Signed, lastYear: f.LastYear.Signed, invested: f.Invested}
	for i, c := range f.ByThreshold {
		got.classes[i] = [2]int64{c.Month.Count, c.Year.Count}
	}
	return got
}

func (w *world) byHand(m calendar.Month, want byHand) {
	w.t.Helper()
	if diff := cmp.Diff(w.compute(m), want, cmp.AllowUnexported(byHand{})); diff != "" {
		w.t.Errorf("%s (-got +by hand):\n%s", m, diff)
	}
	w.agree()
}

// goOn moves the clock to a later month and opens it.
func (w *world) goOn(m calendar.Month) {
	w.t.Helper()
	w.clock.Set(m.First().At(12, 0))
	w.open(m)
}

// TestFiguresByHand follows seven projects over two years with figures that were added up by hand: investments exactly at a class and just
// below it, a termination, an amendment, a signing of December that is verified in January, and an acceptance that comes after the close.
func TestFiguresByHand(t *testing.T) {
	w := newWorld(t)
	wans := []unit.Wan{100000, 199999, 200000, 499999, 500000, 999999, 1000000}
	var all []*project.Project
	for i, wan := range wans {
		all = append(all, w.sign([]string{wuyi, lanxi}[i%2], string(rune('A'+i)), wan))
	}
	w.accept(w.handIn(all[0], march, 3000))
	signed := meeting.Count{Count: 7, InvestmentWan: 3499997}
	first := byHand{month: signed, year: signed, invested: meeting.Invested{MonthWan: 3000, YearWan: 3000}, classes: [4][2]int64{{7, 7}, {5, 5}, {3, 3}, {1, 1}}}
	w.byHand(march, first)
	w.close(march)

	w.goOn("2022-12")
	waiting := w.handIn(all[0], "2022-12", 700)
	w.accept(w.handIn(all[1], "2022-12", 40))
	_, err := w.stages.Terminate(secretariat, all[6].ID, w.now(all[6]).Version, stage.Change{Reason: "投资方退出"})
	must(t, err)
	late := w.report(w.register(wuyi, "H", 120000), project.Signed, "2022-04-11")
	december := byHand{year: signed, invested: meeting.Invested{MonthWan: 40, YearWan: 3040}, classes: [4][2]int64{{0, 7}, {0, 5}, {0, 3}, {0, 1}}}
	w.byHand("2022-12", december)
	w.close("2022-12")

	w.goOn("2023-01")
	must(t, w.verify(late))
	w.accept(w.handIn(all[0], "2023-01", 500))
	january := byHand{
		month: meeting.Count{Count: 1, InvestmentWan: 120000}, year: meeting.Count{Count: 1, InvestmentWan: 120000},
		invested: meeting.Invested{MonthWan: 500, YearWan: 500}, classes: [4][2]int64{{1, 1}},
	}
	w.byHand("2023-01", january)
	w.accept(waiting) // December's 700 belong to last year
	w.byHand("2023-01", january)
	w.close("2023-01")
	_, err = w.meetings.Reopen(secretariat, "2023-01", 0, meeting.Reopening{Reason: "补录"})
	must(t, err)
	w.accept(w.handIn(all[1], "2023-01", 60))
	january.invested = meeting.Invested{MonthWan: 560, YearWan: 560}
	w.byHand("2023-01", january)
	w.close("2023-01")
	w.byHand("2023-01", january)

	w.goOn("2023-03")
	_, err = w.projects.Amend(secretariat, all[1].ID, w.now(all[1]).Version, investment(200000))
	must(t, err)
	w.byHand("2023-03", byHand{
		year: meeting.Count{Count: 1, InvestmentWan: 120000}, lastYear: meeting.Count{Count: 7, InvestmentWan: 3499998},
		invested: meeting.Invested{YearWan: 560, LastYearWan: 3000}, classes: [4][2]int64{{0, 1}},
	})
	w.close("2023-03")
	w.goOn("2023-12")
	w.byHand("2023-12", byHand{
		year: meeting.Count{Count: 1, InvestmentWan: 120000}, lastYear: meeting.Count{Count: 7, InvestmentWan: 3499998},
		invested: meeting.Invested{YearWan: 560, LastYearWan: 3740}, classes: [4][2]int64{{0, 1}},
	})
	w.byHand(march, first)
	w.byHand("2022-12", december)
}
