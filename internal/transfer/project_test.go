package transfer

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// jinhua is the vocabulary of the tests: the regions that report, and a few of the other lists.
func jinhua() *Vocabulary {
	return &Vocabulary{
		Regions: []Term{
			{Code: "330702", Name: "婺城区", Short: "婺城"}, {Code: "330703", Name: "金东区", Short: "金东", Aliases: []string{"金义新区"}},
			{Code: "330781", Name: "兰溪市", Short: "兰溪"}, {Code: "330783", Name: "东阳市", Short: "东阳"},
			{Code: "330782", Name: "义乌市", Short: "义乌"}, {Code: "330784", Name: "永康市", Short: "永康"},
			{Code: "330726", Name: "浦江县", Short: "浦江"}, {Code: "330723", Name: "武义县", Short: "武义"},
			{Code: "330727", Name: "磐安县", Short: "磐安"}, {Code: "3307K1", Name: "金华经济技术开发区", Short: "金华开发区"},
		},
		Industries: []Term{
			{Code: "C", Name: "制造业"}, {Code: "C38", Name: "电气机械和器材制造业"}, {Code: "C3825", Name: "光伏设备及元器件制造"},
			{Code: "C3841", Name: "锂离子电池制造"}, {Code: "F51", Name: "批发业"},
			{Code: "G", Name: "交通运输、仓储和邮政业"}, {Code: "G59", Name: "装卸搬运和仓储业"}, {Code: "K", Name: "房地产业"}, {Code: "K70", Name: "房地产业"},
		},
		Chains:   []Term{{Code: "nev", Name: "新能源汽车"}, {Code: "pv-storage", Name: "光伏及储能"}},
		Channels: []Term{{Code: "general", Name: "一般招商"}, {Code: "native", Name: "乡贤回归", Aliases: []string{"乡贤"}}},
	}
}

func readReal(t *testing.T, options Options) *Projects {
	t.Helper()
	f, err := os.Open("testdata/projects-real.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	p, err := ReadProjects(f, jinhua(), options)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestTheFirstRealImport holds every value and every message of the file that a city really began with.
func TestTheFirstRealImport(t *testing.T) {
	p := readReal(t, Options{})
	var b strings.Builder
	report := p.Report()
	fmt.Fprintf(&b, "%s, header in row %d\n", report.Format, report.HeaderRow)
	for _, c := range report.IgnoredColumns {
		fmt.Fprintf(&b, "ignored %s %s\n", c.Column, c.Heading)
	}
	for _, tally := range append(report.Regions, report.Total) {
		fmt.Fprintf(&b, "%s: rows %d, errors %d, skipped %d, with warnings %d\n", tally.RegionID, tally.Rows, tally.Error, tally.Skip, tally.Warnings)
	}
	for _, row := range p.Rows {
		b.WriteString(describe(row))
	}
	golden(t, "projects-real.golden", b.String())
}

// TestIndustriesAreTakenOnlyAsAsked holds that free text gets a code by a table that somebody gave, or by the source's own word, and never else.
func TestIndustriesAreTakenOnlyAsAsked(t *testing.T) {
	p := readReal(t, Options{Industries: map[string]string{"光伏组件": "C3825"}, AssumeManufacturing: true})
	got := map[string]int{}
	for _, row := range p.Rows {
		got[string(row.StatedCounts)+" "+row.Industry]++
	}
	want := map[string]int{"yes C3825": 1, "yes C": 24, "no ": 3, "unknown ": 4}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("industries (-want +got):\n%s", diff)
	}
}

func describe(p Project) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n%d %s [%s] %s | %s | %s\n", p.Row, p.Outcome, p.RegionID, p.Name, p.EnterpriseName, p.IndustryText)
	fmt.Fprintf(&b, "   total %s fixed %s output %s tax %s 万元, jobs %s, land %s 亩\n",
		show(p.Investment), show(p.FixedInvestment), show(p.Output), show(p.Tax), show(p.Jobs), show(p.Land))
	fmt.Fprintf(&b, "   signed %s landed %s started %s completed %s producing %s; stage %s; counts %s; id %s\n",
		p.Signed, p.Landed, p.Started, p.Completed, p.Producing, p.StatedStage, p.StatedCounts, p.SourceID)
	for _, m := range p.Messages {
		fmt.Fprintf(&b, "   %s %s %s %s: %s\n", m.Severity, m.Column, m.Field, m.Code, m.Text)
	}
	return b.String()
}

func show[T any](v *T) string {
	if v == nil {
		return "·"
	}
	return fmt.Sprint(*v)
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}
