package review_test

import (
	"testing"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/project"
	"zhaoyin/internal/review"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

func edition() review.Edition {
	least := unit.Wan(50_000)
	return review.Edition{
		Name: "县级联审", AgainPercent: 30, Trigger: review.Trigger{InvestmentWan: &least, Stage: project.Landed},
		Steps: []review.StepRule{
			{Key: "first", Name: "初审", Order: 1, Party: review.ByCounty, LimitDays: 2},
			{Key: "check", Name: "会审", Order: 2, DepartmentID: "ndrc", LimitDays: 3, SilenceConsents: true},
			{Key: "end", Name: "结论", Order: 3, DepartmentID: "invest", LimitDays: 3},
		},
	}
}

func TestEditionsAreHeldToTheRules(t *testing.T) {
	w := newWorld(t)
	for _, tt := range []struct {
		name    string
		key     string
		change  func(*review.Edition)
		pointer string
		code    string
	}{
		{"key", "1st", func(*review.Edition) {}, "/key", "review.key"},
		{"a step's key twice", "city", func(e *review.Edition) { e.Steps[1].Key = "first" }, "/steps/1/key", "review.stepTwice"},
		{"a gap", "city", func(e *review.Edition) { e.Steps[2].Order = 4 }, "/steps", "review.stepOrder"},
		{"two at the end", "city", func(e *review.Edition) { e.Steps[1].Order, e.Steps[1].SilenceConsents = 3, false }, "/steps", "review.stepOrder"},
		{"silence concludes", "city", func(e *review.Edition) { e.Steps[2].SilenceConsents = true }, "/steps/2", "review.stepLast"},
		{"a county concludes", "city", func(e *review.Edition) { e.Steps[2].Party, e.Steps[2].DepartmentID = review.ByCounty, "" }, "/steps/2", "review.stepLast"},
		{"unknown department", "city", func(e *review.Edition) { e.Steps[1].DepartmentID = "nobody" }, "/steps/1/departmentId", "noSuch"},
		{"no department", "city", func(e *review.Edition) { e.Steps[1].DepartmentID = "" }, "/steps/1/departmentId", "review.stepParty"},
		{"a county with a department", "city", func(e *review.Edition) { e.Steps[0].DepartmentID = "ndrc" }, "/steps/0/departmentId", "review.stepParty"},
		{"no trigger", "city", func(e *review.Edition) { e.Trigger.InvestmentWan = nil }, "/trigger", "review.triggerless"},
		{"nothing", "city", func(e *review.Edition) { zero := unit.Wan(0); e.Trigger.InvestmentWan = &zero }, "/trigger/investmentWan", "review.triggerSmall"},
	} {
		in := edition()
		tt.change(&in)
		_, err := w.reviews.PublishTemplate(admin, tt.key, 0, false, in)
		f, ok := fault.Find(err)
		if !ok || len(f.Fields) == 0 || f.Fields[0].Pointer != tt.pointer || f.Fields[0].Fault.Code != tt.code {
			t.Errorf("%s: got %v, want %s at %s", tt.name, err, tt.code, tt.pointer)
		}
	}
}

func TestVersionsAreKept(t *testing.T) {
	w := newWorld(t)
	all, err := w.reviews.Templates(clerk)
	must(t, err)
	if len(all) != 1 || all[0].Key != "default" || all[0].Number != 1 || len(all[0].Steps) != 9 || all[0].AgainPercent != 20 {
		t.Fatalf("shipped: got %+v", all)
	}
	silent := 0
	for _, s := range all[0].Steps {
		if s.SilenceConsents {
			silent++
		}
	}
	if silent != 1 {
		t.Errorf("%d silent steps, want the one on safety alone", silent)
	}
	_, err = w.reviews.PublishTemplate(secretariat, "city", 0, false, edition())
	wantFault(t, err, "access.forbidden")
	first, err := w.reviews.PublishTemplate(admin, "city", 0, false, edition())
	must(t, err)
	p := w.register(clerk, "旧版本的项目")
	c, err := w.reviews.Open(clerk, p.ID, review.Opening{Template: "city"})
	must(t, err)
	next := edition()
	off := false
	next.Active, next.Steps[0].LimitDays = &off, 9
	_, err = w.reviews.PublishTemplate(admin, "city", 0, false, next)
	wantFault(t, err, "review.templateUnseen")
	_, err = w.reviews.PublishTemplate(admin, "city", 7, true, next)
	wantFault(t, err, "stale")
	second, err := w.reviews.PublishTemplate(admin, "city", first.Number, true, next)
	must(t, err)
	if second.Number != 2 || second.Active {
		t.Errorf("got %+v", second)
	}
	if old, err := w.reviews.Template(clerk, "city", 1); err != nil || old.Steps[0].LimitDays != 2 || !old.Active {
		t.Errorf("got %+v, %v", old, err)
	}
	if c = w.get(c.ID); c.TemplateNumber != 1 || step(t, c, "first").LimitDays != 2 {
		t.Errorf("the case changed with its template: %+v", c)
	}
	_, err = w.reviews.Open(lanxiClerk, w.register(lanxiClerk, "新版本的项目").ID, review.Opening{Template: "city"})
	wantFault(t, err, "noSuch") // out of force
	_, err = w.reviews.Template(clerk, "city", 3)
	wantFault(t, err, "missing")
	// past every rule of the program, the database keeps a version as it is
	wantFault(t, w.db.Write(system, access.StoreSeed, func(tx *store.Tx) error {
		row, err := store.Get[review.Template](tx, first.ID)
		if err != nil {
			return err
		}
		row.Name = "改名"
		return store.Update(tx, row)
	}), "store.constraint")
}

func TestTriggers(t *testing.T) {
	least, area, energy := unit.Wan(100_000), unit.WholeMu(100), int64(5000)
	mu, tce := unit.WholeMu(100), int64(4999)
	all := review.Trigger{InvestmentWan: &least, LandMu: &area, EnergyTce: &energy, Industries: []string{"C26", "C3841"}}
	for name, tt := range map[string]struct {
		p    project.Project
		want bool
	}{
		"investment": {project.Project{InvestmentWan: 100_000}, true}, "a little less": {project.Project{InvestmentWan: 99_999}, false},
		"land": {project.Project{LandMu: &mu}, true}, "energy": {project.Project{EnergyTce: &tce}, false}, "division": {project.Project{Industry: "C2614"}, true},
		"class": {project.Project{Industry: "C3841"}, true}, "another class": {project.Project{Industry: "C3842"}, false},
	} {
		if got := all.Matches(&tt.p); got != tt.want {
			t.Errorf("%s: got %v", name, got)
		}
	}
}
