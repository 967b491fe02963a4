package stage_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/figure"
	"zhaoyin/internal/patch"
	"zhaoyin/internal/period"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

func investing(wan unit.Wan) project.Amendment {
	return project.Amendment{InvestmentWan: patch.Of(wan)}
}

func of(industry string) project.Amendment {
	return project.Amendment{Industry: patch.Of(industry)}
}

// TestWhatHasCountedIsRemembered: it is the counting that is remembered, not the figure of the registration.
func TestWhatHasCountedIsRemembered(t *testing.T) {
	type step struct {
		in     project.Amendment
		counts bool
		reason project.Reason
	}
	for name, tt := range map[string]struct {
		industry string
		wan      unit.Wan
		steps    []step
	}{
		"never counted, so it cannot fall": {"F51", 200000, []step{
			{investing(50000), false, project.NotManufacturing}, {of("C34"), false, project.BelowThreshold}, {investing(100000), true, project.Met}, {investing(50000), true, project.FellBelow},
		}},
		"a reserve that grew has counted": {"C34", 50000, []step{
			{investing(120000), true, project.Met}, {of("F51"), false, project.NotManufacturing}, {investing(90000), false, project.NotManufacturing}, {of("C34"), true, project.FellBelow},
		}},
		"registered at the threshold, the industry mistyped": {"F51", 200000, []step{
			{of("C34"), true, project.Met}, {of("F51"), false, project.NotManufacturing}, {of("C34"), true, project.Met},
		}},
		"both at once": {"C34", 200000, []step{
			{project.Amendment{Industry: patch.Of("F51"), InvestmentWan: patch.Of(unit.Wan(90000))}, false, project.NotManufacturing}, {of("C34"), true, project.FellBelow},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			in := registration("记得计入项目")
			in.Industry, in.InvestmentWan = tt.industry, tt.wan
			p, err := w.projects.Register(wuyi, in)
			must(t, err)
			for i, s := range tt.steps {
				p, err = w.projects.Amend(wuyi, p.ID, p.Version, s.in)
				must(t, err)
				if p.Counts != s.counts || p.CountsReason != s.reason {
					t.Errorf("step %d: got %v %s, want %v %s", i, p.Counts, p.CountsReason, s.counts, s.reason)
				}
			}
		})
	}
}

// TestRestatementsNameTheirField: what was changed is what is told, and both when both were.
func TestRestatementsNameTheirField(t *testing.T) {
	type line struct{ Field, Before, After string }
	for name, tt := range map[string]struct {
		in   project.Amendment
		want line
	}{
		"investment": {investing(120000), line{"investmentWan", "149600", "120000"}},
		"industry":   {of("F51"), line{"industry", "C3841", "F51"}},
		"both": {
			project.Amendment{Industry: patch.Of("F51"), InvestmentWan: patch.Of(unit.Wan(120000))}, line{"industry,investmentWan", "C3841,149600", "F51,120000"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			p := w.register(t, wuyi, "更正项目")
			w.reach(t, p, project.Signed, "2022-04-10", project.Agreement)
			w.month(t, "2022-04", period.Closed)
			w.month(t, "2022-05", period.Open)
			_, err := w.projects.Amend(wuyi, p.ID, 0, tt.in)
			must(t, err)
			var got []line
			for _, r := range w.restated(t) {
				got = append(got, line{r.Field, r.BeforeText, r.AfterText})
			}
			if diff := cmp.Diff(got, []line{tt.want}); diff != "" {
				t.Errorf("restatements (-got +want):\n%s", diff)
			}
		})
	}
	w := newWorld(t)
	lower := project.NewService(w.db, 50000, nil)
	in := registration("门槛调整项目")
	in.InvestmentWan = 60000
	p, err := w.projects.Register(wuyi, in)
	must(t, err)
	w.reach(t, p, project.Signed, "2022-04-10", project.Agreement)
	w.month(t, "2022-04", period.Closed)
	w.month(t, "2022-05", period.Open)
	_, err = lower.Amend(wuyi, p.ID, 0, project.Amendment{Site: patch.Of("开发区")})
	must(t, err)
	if rows := w.restated(t); len(rows) != 1 || rows[0].Field != "counts" || rows[0].BeforeText != "false" || rows[0].AfterText != "true" {
		t.Errorf("another threshold: got %+v, want counts from false to true", rows)
	}
}

func (w *world) restated(t *testing.T) []figure.Restatement {
	t.Helper()
	var rows []figure.Restatement
	must(t, w.db.Read(system, access.MeetingBoard, func(tx *store.Tx) error {
		var err error
		rows, err = store.All[figure.Restatement](tx, "created_at, id")
		return err
	}))
	return rows
}
