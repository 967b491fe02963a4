package monthly

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

func wan(v int64) *unit.Wan { w := unit.Wan(v); return &w }

func mu(v int64) *unit.Mu { m := unit.WholeMu(v); return &m }

// works is a project of 15 亿元 on 100 亩.
func works() *project.Project {
	return &project.Project{Row: store.Row{ID: "p"}, RegionID: "330723", InvestmentWan: 150000, LandMu: mu(100), Stage: project.Landed}
}

func handed(month calendar.Month, this, total int64) Earlier {
	return Earlier{Month: month, Stage: project.Landed, InvestedThisMonthWan: unit.Wan(this), InvestedTotalWan: unit.Wan(total), NextPlan: "继续施工"}
}

// complaintsOf are the pointers and codes of what is wrong.
func complaintsOf(bad fault.List) []string {
	var all []string
	for _, f := range bad {
		all = append(all, f.Pointer+" "+f.Fault.Code)
	}
	return all
}

func TestReckon(t *testing.T) {
	march := handed("2022-03", 2000, 30000)
	tests := []struct {
		name  string
		last  *Earlier
		in    Draft
		this  unit.Wan
		total unit.Wan
		open  unit.Wan
		want  []string
	}{
		{"total computed", &march, Draft{InvestedThisMonthWan: wan(500)}, 500, 30500, 0, nil},
		{"month computed", &march, Draft{InvestedTotalWan: wan(30500)}, 500, 30500, 0, nil},
		{"both agree", &march, Draft{InvestedThisMonthWan: wan(500), InvestedTotalWan: wan(30500)}, 500, 30500, 0, nil},
		{"nothing given", &march, Draft{}, 0, 30000, 0, nil},
		{"both disagree", &march, Draft{InvestedThisMonthWan: wan(500), InvestedTotalWan: wan(30600)}, 500, 30600, 0, []string{"/investedTotalWan month.sum"}},
		{"total in the wrong unit", &march, Draft{InvestedThisMonthWan: wan(500), InvestedTotalWan: wan(3)}, 500, 3, 0, []string{"/investedTotalWan month.slip"}},
		{"confirming does not mend a sum", &march, Draft{InvestedThisMonthWan: wan(500), InvestedTotalWan: wan(3), Confirmed: true}, 500, 3, 0, []string{"/investedTotalWan month.sum"}},
		{"first status", nil, Draft{InvestedThisMonthWan: wan(500)}, 500, 500, 0, nil},
		{"first status with an opening balance", nil, Draft{InvestedThisMonthWan: wan(500), InvestedTotalWan: wan(8000)}, 500, 8000, 7500, nil},
		{"first status, total alone", nil, Draft{InvestedTotalWan: wan(8000)}, 0, 8000, 8000, nil},
		{"opening below zero", nil, Draft{InvestedThisMonthWan: wan(500), InvestedTotalWan: wan(400)}, 500, 400, -100, []string{"/investedTotalWan month.opening"}},
		{"falling without a reason", &march, Draft{InvestedThisMonthWan: wan(-500)}, -500, 29500, 0, []string{"/correctionReason month.correction"}},
		{"falling total without a reason", &march, Draft{InvestedTotalWan: wan(29500)}, -500, 29500, 0, []string{"/correctionReason month.correction"}},
		{"falling with a reason", &march, Draft{InvestedThisMonthWan: wan(-500), CorrectionReason: "设备款重复计算"}, -500, 29500, 0, nil},
		{"a blank is no reason", &march, Draft{InvestedThisMonthWan: wan(-500), CorrectionReason: "  "}, -500, 29500, 0, []string{"/correctionReason month.correction"}},
		{"below zero", &march, Draft{InvestedThisMonthWan: wan(-30001), CorrectionReason: "更正"}, -30001, -1, 0, []string{"/investedTotalWan month.belowZero"}},
		{"no change", &march, Draft{NoChange: true}, 0, 30000, 0, nil},
		{"no change with money", &march, Draft{NoChange: true, InvestedThisMonthWan: wan(1)}, 1, 30001, 0, []string{"/investedThisMonthWan month.unchanged"}},
		{"no change with another total", &march, Draft{NoChange: true, InvestedTotalWan: wan(30001)}, 0, 30001, 0, []string{"/investedTotalWan month.sum"}},
		{"total alone in 亿元", &march, Draft{InvestedTotalWan: wan(3)}, -29997, 3, 0, []string{"/investedTotalWan month.slip"}},
		{"a reason does not mend a unit", &march, Draft{InvestedTotalWan: wan(3), CorrectionReason: "更正"}, -29997, 3, 0, []string{"/investedTotalWan month.slip"}},
		{"nor does it with the month's figure", &march, Draft{InvestedThisMonthWan: wan(-29997), CorrectionReason: "更正"}, -29997, 3, 0, []string{"/investedTotalWan month.slip"}},
		{"total alone in yuan", &march, Draft{InvestedTotalWan: wan(300_000_000)}, 299_970_000, 300_000_000, 0, []string{"/investedTotalWan month.slip"}},
		{"up from a total in 亿元", &Earlier{InvestedTotalWan: 3}, Draft{InvestedTotalWan: wan(29800)}, 29797, 29800, 0, []string{"/investedTotalWan month.slip"}},
		{"confirmed, it still needs its reason", &march, Draft{InvestedTotalWan: wan(3), Confirmed: true}, -29997, 3, 0, []string{"/correctionReason month.correction"}},
		{"confirmed with its reason", &march, Draft{InvestedTotalWan: wan(3), Confirmed: true, CorrectionReason: "重复计算"}, -29997, 3, 0, nil},
		{"at the slip's far end", &march, Draft{InvestedTotalWan: wan(2), CorrectionReason: "更正"}, -29998, 2, 0, []string{"/investedTotalWan month.slip"}},
		{"beyond the slip", &march, Draft{InvestedTotalWan: wan(1), CorrectionReason: "更正"}, -29999, 1, 0, nil},
		{"at its near end", &march, Draft{InvestedTotalWan: wan(6), CorrectionReason: "更正"}, -29994, 6, 0, []string{"/investedTotalWan month.slip"}},
		{"nearer than the slip", &march, Draft{InvestedTotalWan: wan(7), CorrectionReason: "更正"}, -29993, 7, 0, nil},
		{"beyond what can be kept", &march, Draft{InvestedThisMonthWan: wan(unit.Limit)}, unit.Limit, 0, 0, []string{"/investedThisMonthWan range"}},
		{"negative funds", &march, Draft{FundsArrivedWan: -1}, 0, 30000, 0, []string{"/fundsArrivedWan month.negative"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var bad fault.List
			var s Status
			s.write(tt.in, &bad)
			s.reckon(tt.in, tt.last, &bad)
			if diff := cmp.Diff(complaintsOf(bad), tt.want); diff != "" {
				t.Errorf("complaints (-got +want):\n%s", diff)
			}
			if s.InvestedThisMonthWan != tt.this || s.InvestedTotalWan != tt.total || s.OpeningWan != tt.open {
				t.Errorf("got month %d, total %d, opening %d, want %d, %d, %d",
					s.InvestedThisMonthWan, s.InvestedTotalWan, s.OpeningWan, tt.this, tt.total, tt.open)
			}
		})
	}
}

func TestSumNamesTheRightFigure(t *testing.T) {
	march := handed("2022-03", 2000, 30000)
	var bad fault.List
	var s Status
	s.reckon(Draft{InvestedThisMonthWan: wan(500), InvestedTotalWan: wan(30600)}, &march, &bad)
	got := bad[0].Fault.Sentence("zh", bad[0].Args...)
	if want := "累计完成投资应等于上次累计 30000 万元加本月 500 万元，即 30500 万元。"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCheckPlausible(t *testing.T) {
	march := handed("2022-03", 2000, 30000)
	small := handed("2022-03", 1, 30000)
	dense := works()
	dense.InvestmentWan, dense.LandMu = 150000, mu(5) // 30,000 万元/亩, confirmed when it was registered
	tight := works()
	tight.InvestmentWan, tight.LandMu = 99999, mu(5) // just below the bound
	tests := []struct {
		name        string
		project     *project.Project
		last        *Earlier
		this, total int64
		want        []string
	}{
		{"ordinary", works(), &march, 3000, 33000, nil},
		{"month 10,000 times last month's", works(), &small, 5000, 35000, []string{"/investedThisMonthWan month.slip"}},
		{"just below the slip", works(), &small, 4999, 34999, nil},
		{"beyond the slip", works(), &small, 20001, 50001, nil},
		{"at the slip's far end", works(), &small, 20000, 50000, []string{"/investedThisMonthWan month.slip"}},
		{"month in 亿元", works(), &Earlier{InvestedThisMonthWan: 12000, InvestedTotalWan: 30000}, 1, 30001, []string{"/investedThisMonthWan month.slip"}},
		{"month above the whole project", works(), &march, 150001, 180001, []string{"/investedThisMonthWan month.slip"}},
		{"month is the whole project", works(), &Earlier{}, 150000, 150000, nil},
		{"total at 120 %", works(), &march, 0, 180000, nil},
		{"total above 120 %", works(), &march, 0, 180001, []string{"/investedTotalWan month.ceiling"}},
		{"opening total in yuan", works(), nil, 0, 1_500_000_000, []string{"/investedTotalWan month.slip"}},
		{"per mu at the bound", tight, &march, 0, 100001, nil}, // 20000.2, kept as 20000
		{"absurd per mu", tight, &march, 0, 110000, []string{"/investedTotalWan month.slip"}},
		{"the project is as dense itself", dense, &march, 0, 160000, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := Status{InvestedThisMonthWan: unit.Wan(tt.this), InvestedTotalWan: unit.Wan(tt.total)}
			var bad fault.List
			s.checkPlausible(tt.last, tt.project, &bad)
			if diff := cmp.Diff(complaintsOf(bad), tt.want); diff != "" {
				t.Errorf("complaints (-got +want):\n%s", diff)
			}
		})
	}
}

func TestCheckFunds(t *testing.T) {
	tests := []struct {
		name          string
		before, funds int64
		want          []string
	}{
		{"ordinary", 2000, 3000, nil},
		{"none", 2000, 0, nil},
		{"nothing before", 0, 3000, nil},
		{"in 亿元", 20000, 2, []string{"/fundsArrivedWan month.slip"}},
		{"in yuan", 2, 20000, []string{"/fundsArrivedWan month.slip"}},
		{"just below the slip", 2, 9999, nil},
		{"the whole project", 2000, 150000, nil},
		{"above the whole project", 2000, 150001, []string{"/fundsArrivedWan month.slip"}},
		{"absurd", 0, 900_000_000, []string{"/fundsArrivedWan month.slip"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := Status{FundsArrivedWan: unit.Wan(tt.funds)}
			var bad fault.List
			s.checkFunds(&Earlier{FundsArrivedWan: unit.Wan(tt.before)}, works(), &bad)
			if diff := cmp.Diff(complaintsOf(bad), tt.want); diff != "" {
				t.Errorf("complaints (-got +want):\n%s", diff)
			}
		})
	}
}

func TestSlipNamesThePlausibleFigure(t *testing.T) {
	march := handed("2022-03", 1, 30000)
	s := Status{InvestedThisMonthWan: 12000, InvestedTotalWan: 42000}
	var bad fault.List
	s.checkPlausible(&march, works(), &bad)
	got := bad[0].Fault.Sentence("zh", bad[0].Args...)
	if want := "12000 万元不合常理（上次本月完成投资 1 万元），是否把“亿元”和“万元”弄混了？可能应为 1 万元；确认无误请勾选“已核对”。"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	got = bad[0].Fault.Sentence("en", bad[0].Args...)
	if !strings.Contains(got, "(last month's investment: 1 万元)") {
		t.Errorf("English sentence: %q", got)
	}
}

func TestComplete(t *testing.T) {
	tests := []struct {
		name string
		in   Status
		want []string
	}{
		{"whole", Status{Progress: "主体结构封顶", NextPlan: "设备进场"}, nil},
		{"empty", Status{}, []string{"/progress required", "/nextPlan required"}},
		{"four characters say what is to be said", Status{Progress: "进展顺利", NextPlan: "投产"}, nil},
		{"no plan", Status{Progress: "进展顺利"}, []string{"/nextPlan required"}},
		{"no change", Status{NoChange: true}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var bad fault.List
			tt.in.checkComplete(&bad)
			if diff := cmp.Diff(complaintsOf(bad), tt.want); diff != "" {
				t.Errorf("complaints (-got +want):\n%s", diff)
			}
		})
	}
}

func TestWriteLimitsTexts(t *testing.T) {
	long := strings.Repeat("长", maxText)
	var bad fault.List
	var s Status
	s.write(Draft{Progress: " " + long + " ", NextPlan: long + "长", LightReason: strings.Repeat("由", maxReason+1)}, &bad)
	want := []string{"/nextPlan length", "/lightReason length"}
	if diff := cmp.Diff(complaintsOf(bad), want); diff != "" {
		t.Errorf("complaints (-got +want):\n%s", diff)
	}
	if s.Progress != long {
		t.Error("the text is not trimmed")
	}
}

func TestProblemsJSON(t *testing.T) {
	long := strings.Repeat("难", maxProblemTitle+1)
	tests := []struct {
		name, text string
		want       Problems
		fails      bool
	}{
		{"list", `[{"kind":"land","title":"缺指标","detail":"80 亩"}]`, Problems{{"land", "缺指标", "80 亩"}}, false},
		{"text", `"缺 80 亩指标"`, Problems{{"other", "缺 80 亩指标", ""}}, false},
		{"long text", `"` + long + `"`, Problems{{"other", strings.Repeat("难", maxProblemTitle-1) + "…", long}}, false},
		{"empty text", `"  "`, Problems{}, false},
		{"none", `[]`, Problems{}, false},
		{"not said", `null`, nil, false},
		{"unknown field", `[{"kind":"land","titel":"缺指标"}]`, nil, true},
		{"number", `7`, nil, true},
		{"a NUL", `[{"kind":"land","title":"\u0000"}]`, nil, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got Problems
			err := json.Unmarshal([]byte(tt.text), &got)
			if tt.fails {
				if found, ok := fault.Find(err); !ok || found.Fault != errProblems {
					t.Fatalf("got %v, want %v", err, errProblems)
				}
				return
			}
			if diff := cmp.Diff(got, tt.want); diff != "" || err != nil {
				t.Errorf("%v (-got +want):\n%s", err, diff)
			}
		})
	}
	if text, err := json.Marshal(Problems(nil)); string(text) != "[]" || err != nil {
		t.Errorf("nothing is written as %s (%v), want []", text, err)
	}
}

func TestProblemsCheck(t *testing.T) {
	var bad fault.List
	p := Problems{{Title: "缺电"}, {Kind: "weather", Title: "雨"}, {Kind: "land"}, {Kind: "land", Title: "指标", Detail: strings.Repeat("长", maxText+1)}}
	p.check(&bad)
	want := []string{"/problems/1/kind choice", "/problems/2/title required", "/problems/3/detail length"}
	if diff := cmp.Diff(complaintsOf(bad), want); diff != "" {
		t.Errorf("complaints (-got +want):\n%s", diff)
	}
	if p[0].Kind != "other" {
		t.Errorf("a kind left out is %q, want other", p[0].Kind)
	}
}

func TestCarry(t *testing.T) {
	march := handed("2022-03", 0, 30000)
	march.Problems = Problems{{"land", "缺指标", ""}}
	tests := []struct {
		name     string
		in       Draft
		problems int
		plan     string
	}{
		{"no change carries problems and plan", Draft{NoChange: true}, 1, "继续施工"},
		{"no change, problems solved", Draft{NoChange: true, Problems: Problems{}}, 0, "继续施工"},
		{"no change, another plan", Draft{NoChange: true, NextPlan: "停工检修"}, 1, "停工检修"},
		{"a change says what it says", Draft{}, 0, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var bad fault.List
			var s Status
			s.write(tt.in, &bad)
			s.carry(tt.in, &march, &bad)
			if len(s.Problems) != tt.problems || s.NextPlan != tt.plan || s.Problems == nil || len(bad) > 0 {
				t.Errorf("got %d problems and plan %q (%v), want %d and %q", len(s.Problems), s.NextPlan, bad, tt.problems, tt.plan)
			}
		})
	}
}
