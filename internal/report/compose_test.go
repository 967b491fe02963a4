package report_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"zhaoyin/internal/document/golden"
	"zhaoyin/internal/document/html"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/project"
	"zhaoyin/internal/report"
	"zhaoyin/internal/unit"
)

// facts is April 2022 of a city of two counties, with everything that a paper may have to say.
func facts() report.Facts {
	up, down := 1, -1
	before := unit.WholeRatio(12)
	land := unit.Mu(17525)
	signed := func(count int64, wan unit.Wan) report.Triple {
		return report.Triple{Month: report.Amount{Count: count, Wan: wan}, Year: report.Amount{Count: count + 1, Wan: wan + 100000}, LastYear: report.Amount{Count: 1, Wan: 200000}}
	}
	county := func(id, name string, rank int, change *int, wan unit.Wan) report.County {
		return report.County{
			ID: id, Name: name + "县", Short: name, Rank: rank, RankChange: change, Score: unit.WholeRatio(int64(90 - 10*rank)),
			Terms: []report.Term{
				{Label: "本月新签约总投资", Unit: "万元", Value: int64(wan), Weight: unit.WholeRatio(20), Points: unit.WholeRatio(int64(21 - rank)), Before: &before},
				{Label: "按时填报率", Unit: "‱", Value: 8750, Weight: unit.WholeRatio(10), Points: unit.WholeRatio(8), Before: &before},
			},
			Figures: report.Figures{
				Kinds:    map[project.Stage]report.Triple{project.Signed: signed(1, wan)},
				Invested: report.Investment{Month: 5000, Year: 15000, LastYear: 10000},
			},
		}
	}
	return report.Facts{
		City: "金华市", Organ: "金华市投资促进中心", Month: "2022-04", At: time.Date(2022, 5, 6, 2, 0, 0, 0, time.UTC), Version: 1,
		Compared: "2022-03",
		TieRule:  "总分相同的，依次比较。",
		Total: report.Figures{
			Kinds:      map[project.Stage]report.Triple{project.Signed: signed(2, 669600)},
			Invested:   report.Investment{Month: 10000, Year: 30000, LastYear: 20000},
			Thresholds: []report.Threshold{{Least: 100000, Month: report.Amount{Count: 2, Wan: 669600}, Year: report.Amount{Count: 4, Wan: 869600}}},
			Due:        2, Submitted: 2, Late: 1, Missing: 1, Excused: 1,
		},
		Counties: []report.County{county("330781", "兰溪", 1, &up, 520000), county("330723", "武义", 2, &down, 149600)},
		Projects: []report.Line{
			{ID: "p1", Code: "330723-2022-0001", Name: "储能电池", Region: "武义县", Enterprise: "某公司", Investment: 149600, Land: &land, Stage: project.Signed,
				Condition: project.Active, Light: project.Red, LightReason: "用地指标不足", InvestedMonth: 5000, InvestedTotal: 8000, Progress: "完成备案", NextPlan: "办理用地", Reported: true, Slipped: true},
			{ID: "p2", Code: "330781-2022-0001", Name: "新材料", Region: "兰溪县", Investment: 520000, Stage: project.Signed, Condition: project.Paused, Light: project.Green},
			{ID: "p3", Code: "330723-2022-0002", Name: "跌下门槛的", Region: "武义县", Investment: 90000, Stage: project.Signed, Condition: project.Active, Light: project.Yellow,
				InvestedMonth: -234, Reported: true, FellBelow: true, NextPlan: "复工", Progress: strings.Repeat("很长的进展", 20)},
		},
		Moves: []report.Move{{ID: "m1", Region: "武义县", Project: "储能电池", Enterprise: "某公司", Kind: project.Signed, OccurredOn: "2022-03-28", Investment: 149600, Late: true},
			{ID: "m2", ProjectID: "p3", Region: "武义县", Project: "跌下门槛的", Kind: project.Signed, OccurredOn: "2022-04-08", Investment: 90000, FellBelow: true}},
		Setbacks: []report.Setback{
			{ProjectID: "p2", Region: "兰溪县", Project: "新材料", Kind: meeting.Paused, Reason: "投资方调整。"},
			{ProjectID: "p1", Region: "武义县", Project: "退回的", Kind: meeting.Regressed, From: "开工", To: "签约", Reason: "施工许可撤销"},
			{ProjectID: "p4", Region: "武义县", Project: "流转的", Kind: meeting.Transferred, From: "武义县", To: "兰溪县", Reason: "用地不足"},
			{ProjectID: "p5", Region: "武义县", Project: "终止的", Kind: meeting.Terminated, Reason: "资金断裂"},
		},
		Corrections: []report.Correction{{ProjectID: "p3", Region: "武义县", Project: "跌下门槛的", Reason: "设备款重复计算", Wan: -234}},
		Matters:     []report.Matter{{Region: "武义县", Project: "储能电池", Kind: "land", Title: "用地指标不足", Detail: "缺口60亩"}},
		Missing:     []report.Missing{{Region: "兰溪县", Project: "新材料"}},
		Restatements: []report.Restatement{{Region: "武义县", Project: "储能电池", Field: "investmentWan", Before: "149600", After: "120000", Reason: "补充协议",
			Affects: "2022-03", Metric: "signed", Wan: -29600}},
		Narratives: map[string]string{"nextPlan": "下月集中开工一批项目。", "appendix": "表中数据由各县（市、区）报送。", "overview": "本月招引工作总体平稳。\n一批项目取得突破。"},
	}
}

// TestPaper holds the whole paper, as a page, to its golden text.
func TestPaper(t *testing.T) {
	var b bytes.Buffer
	if err := html.Write(&b, report.Compose(facts())); err != nil {
		t.Fatal(err)
	}
	golden.Compare(t, "paper.html", b.Bytes())
}

func TestPaperSaysItIsProvisional(t *testing.T) {
	f := facts()
	f.Provisional = true
	if d := report.Compose(f); !strings.Contains(d.Subtitle, "未关账") {
		t.Errorf("subtitle of an open month: %s", d.Subtitle)
	}
}

// TestEmptyMonthIsAPaperToo composes a month in which nothing happened and nobody is there.
func TestEmptyMonthIsAPaperToo(t *testing.T) {
	f := report.Facts{City: "金华市", Organ: "金华市投资促进中心", Month: "2022-01", At: facts().At}
	if err := report.Compose(f).Check(); err != nil {
		t.Error(err)
	}
	if err := report.Ledger(f).Check(); err != nil {
		t.Error(err)
	}
	var b bytes.Buffer
	if err := html.Write(&b, report.Compose(f)); err != nil || !strings.Contains(b.String(), "本月没有提请市级协调的事项") {
		t.Errorf("%v: an empty month does not say so", err)
	}
}
