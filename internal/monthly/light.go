package monthly

import (
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/project"
	"zhaoyin/internal/unit"
	"zhaoyin/internal/vocabulary"
)

// planMonths is the length of the linear plan (匀速推进) that a project under construction is held against.
const planMonths = 24

var errLight = fault.Define(fault.Invalid, "month.light", "按规则应亮%s：%s。改亮%s须说明理由。", "By rule it is %s: %s. To set %s, give the reason.")

// view is what the rules of the light look at: the status, its project, the statuses handed in before (latest first), and the month in
// which construction started ("" unless the project is under construction).
type view struct {
	*Status
	project *project.Project
	earlier []Earlier
	started calendar.Month
}

// lightRule is one row of the table: the first that holds decides.
type lightRule struct {
	code  string
	light project.Light
	holds func(view) bool
}

// lightRules is THE table of the traffic light (红黄绿灯); the vocabulary's lightRule says what each one means.
var lightRules = []lightRule{
	{"idle", project.Red, idle},
	{"unresolved", project.Red, unresolved},
	{"problem", project.Yellow, func(v view) bool { return len(v.Problems) > 0 }},
	{"behind", project.Yellow, behind},
	{"noChange", project.Yellow, func(v view) bool { return v.NoChange }},
	{"onCourse", project.Green, func(view) bool { return true }},
}

// decideLight runs the table and applies the county's own choice, which needs a reason where it differs.
func (v view) decideLight(chosen project.Light, bad *fault.List) {
	rule := ruleFor(v)
	v.LightRule, v.LightByRule, v.Light, v.LightChosen = rule.code, rule.light, rule.light, chosen != ""
	if chosen == "" || chosen == rule.light {
		return
	}
	if !vocabulary.Has(vocabulary.Light, string(chosen)) {
		bad.Add("/light", fault.Choice, vocabulary.Options(vocabulary.Light))
		return
	}
	v.Light = chosen
	bad.Check(v.LightReason != "", "/lightReason", errLight, lamp(rule.light), vocabulary.Of(vocabulary.LightRule, rule.code), lamp(chosen))
}

func ruleFor(v view) lightRule {
	for _, r := range lightRules {
		if r.holds(v) {
			return r
		}
	}
	return lightRules[len(lightRules)-1]
}

func lightSentence(code, lang string) string {
	return vocabulary.Label(vocabulary.LightRule, code, lang)
}

func lamp(l project.Light) fault.Worded { return vocabulary.Of(vocabulary.Light, string(l)) }

func idle(v view) bool {
	return v.threeRunning(func(s *Earlier) bool {
		return (s.Stage == project.Landed || s.Stage == project.Started) && s.InvestedThisMonthWan <= 0
	})
}

func unresolved(v view) bool {
	return v.threeRunning(func(s *Earlier) bool { return len(s.Problems) > 0 })
}

// threeRunning is true when something holds of this month and of the two before, all three of them handed in.
func (v view) threeRunning(holds func(*Earlier) bool) bool {
	if len(v.earlier) < 2 || v.earlier[0].Month != v.Month.Prev() || v.earlier[1].Month != v.Month.Add(-2) {
		return false
	}
	return holds(v.Status.earlier()) && holds(&v.earlier[0]) && holds(&v.earlier[1])
}

// behind holds the total against half of a straight line from the start of construction to the whole investment after planMonths.
func behind(v view) bool {
	elapsed := int64(planMonths)
	switch {
	case v.Stage == project.Started && v.started != "":
		elapsed = min(planMonths, monthsBetween(v.started, v.Month))
	case v.Stage != project.Completed && v.Stage != project.Producing:
		return false
	}
	expected, err := unit.MulDiv(int64(v.project.InvestmentWan), elapsed, planMonths)
	return err == nil && int64(v.InvestedTotalWan) < expected/2
}

func monthsBetween(from, to calendar.Month) int64 {
	return int64((to.Year()-from.Year())*12 + to.Number() - from.Number())
}
