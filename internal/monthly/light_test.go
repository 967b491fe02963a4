package monthly

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/project"
	"zhaoyin/internal/unit"
	"zhaoyin/internal/vocabulary"
)

func TestLightByRule(t *testing.T) {
	stuck := Problems{{"land", "缺指标", ""}}
	month := func(m calendar.Month, stage project.Stage, this int64, problems Problems) Earlier {
		return Earlier{Month: m, Stage: stage, InvestedThisMonthWan: unit.Wan(this), Problems: problems}
	}
	idleMonths := []Earlier{month("2022-03", project.Started, 0, nil), month("2022-02", project.Landed, 0, nil)}
	tests := []struct {
		name    string
		status  Status
		earlier []Earlier
		started calendar.Month
		want    string
	}{
		{"three idle months", Status{Stage: project.Started, InvestedTotalWan: 150000}, idleMonths, "2022-01", "idle"},
		{"a correction is no investment", Status{Stage: project.Started, InvestedThisMonthWan: -5, InvestedTotalWan: 150000}, idleMonths, "2022-01", "idle"},
		{"invested this month", Status{Stage: project.Started, InvestedThisMonthWan: 1, InvestedTotalWan: 150000}, idleMonths, "2022-01", "onCourse"},
		{"invested two months ago", Status{Stage: project.Landed}, []Earlier{idleMonths[0], month("2022-02", project.Landed, 9, nil)}, "", "onCourse"},
		{"only two months known", Status{Stage: project.Landed}, idleMonths[:1], "", "onCourse"},
		{"a month is missing between", Status{Stage: project.Landed}, []Earlier{idleMonths[0], month("2022-01", project.Landed, 0, nil)}, "", "onCourse"},
		{"it was still signed two months ago", Status{Stage: project.Landed}, []Earlier{idleMonths[0], month("2022-02", project.Signed, 0, nil)}, "", "onCourse"},
		{"negotiating is not idle", Status{Stage: project.Negotiating}, idleMonths, "", "onCourse"},
		{"three months of problems", Status{Stage: project.Signed, Problems: stuck}, []Earlier{month("2022-03", project.Signed, 0, stuck), month("2022-02", project.Signed, 0, stuck)}, "", "unresolved"},
		{"two months of problems", Status{Stage: project.Signed, Problems: stuck}, []Earlier{month("2022-03", project.Signed, 0, stuck), month("2022-02", project.Signed, 0, nil)}, "", "problem"},
		{"a problem", Status{Stage: project.Signed, Problems: stuck}, nil, "", "problem"},
		{"half of a year's plan, just behind", Status{Stage: project.Started, InvestedThisMonthWan: 1, InvestedTotalWan: 37499}, nil, "2021-04", "behind"},
		{"half of a year's plan, just reached", Status{Stage: project.Started, InvestedThisMonthWan: 1, InvestedTotalWan: 37500}, nil, "2021-04", "onCourse"},
		{"started this month", Status{Stage: project.Started}, nil, "2022-04", "onCourse"},
		{"started long ago: the plan ends after two years", Status{Stage: project.Started, InvestedTotalWan: 75000}, nil, "2015-01", "onCourse"},
		{"producing with less than half", Status{Stage: project.Producing, InvestedTotalWan: 74999}, nil, "", "behind"},
		{"no change", Status{Stage: project.Signed, NoChange: true}, nil, "", "noChange"},
		{"on course", Status{Stage: project.Signed}, nil, "", "onCourse"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.status.Month = "2022-04"
			if got := ruleFor(view{&tt.status, works(), tt.earlier, tt.started}).code; got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestChosenLight(t *testing.T) {
	tests := []struct {
		name   string
		chosen project.Light
		reason string
		light  project.Light
		want   []string
	}{
		{"by rule", "", "", project.Yellow, nil},
		{"the same as the rule", project.Yellow, "", project.Yellow, nil},
		{"another with a reason", project.Green, "指标已解决", project.Green, nil},
		{"another without", project.Green, "", project.Green, []string{"/lightReason month.light"}},
		{"no light", "blue", "", project.Yellow, []string{"/light choice"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := Status{Month: "2022-04", NoChange: true, LightReason: tt.reason}
			var bad fault.List
			view{Status: &s, project: works()}.decideLight(tt.chosen, &bad)
			if diff := cmp.Diff(complaintsOf(bad), tt.want); diff != "" {
				t.Errorf("complaints (-got +want):\n%s", diff)
			}
			if s.Light != tt.light || s.LightByRule != project.Yellow || s.LightRule != "noChange" {
				t.Errorf("got %s, by rule %s (%s), want %s, yellow (noChange)", s.Light, s.LightByRule, s.LightRule, tt.light)
			}
		})
	}
}

// TestWhyAnotherLightNeedsAReason is a sentence without brackets in a row.
func TestWhyAnotherLightNeedsAReason(t *testing.T) {
	var bad fault.List
	s := Status{Month: "2022-04"}
	view{Status: &s, project: works()}.decideLight(project.Red, &bad)
	for lang, want := range map[string]string{
		"zh": "按规则应亮绿灯（正常）：进展正常。改亮红灯（受阻）须说明理由。",
		"en": "By rule it is Green (on course): On course. To set Red (blocked), give the reason.",
	} {
		if got := bad[0].Fault.Sentence(lang, bad[0].Args...); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// TestLightRulesAreWhole: every rule has its sentence in both languages, and the last one always holds.
func TestLightRulesAreWhole(t *testing.T) {
	for _, r := range lightRules {
		if !vocabulary.Has(vocabulary.LightRule, r.code) || lightSentence(r.code, "en") == lightSentence(r.code, "zh") {
			t.Errorf("rule %s has no sentence of its own", r.code)
		}
	}
	if last := lightRules[len(lightRules)-1]; !last.holds(view{}) || last.light != project.Green {
		t.Errorf("the last rule is %s, want one that always holds and is green", last.code)
	}
}
