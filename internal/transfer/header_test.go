package transfer

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/fault"
)

// line joins cells as a tsv line.
func line(cells ...string) string { return strings.Join(cells, "\t") + "\n" }

func parseText(text string, options Options) (*Projects, error) {
	return ReadProjects(strings.NewReader(text), jinhua(), options)
}

func TestNamesAreUnique(t *testing.T) {
	owner := map[string]string{}
	for _, c := range projectColumns {
		for _, name := range append([]string{c.field, c.zh, c.en}, c.names...) {
			name, _, _ = strings.Cut(name, "=")
			if other := owner[nameKey(name)]; other != "" && other != c.field {
				t.Errorf("heading %q: got both %s and %s, want one", name, other, c.field)
			}
			owner[nameKey(name)] = c.field
		}
	}
}

func TestEveryColumnKnowsItsOwnHeadings(t *testing.T) {
	for _, c := range projectColumns {
		for _, text := range []string{c.field, c.zh, c.en, "*" + c.zh, " " + c.zh + " "} {
			h, ok := match(text, projectColumns)
			if !ok || h.field != c.field {
				t.Errorf("%q: got %v, %v, want %s", text, h.column, ok, c.field)
			} else if c.measure != nil && !c.measure.bare && h.unit == nil {
				t.Errorf("%q: got no unit, want one", text)
			}
		}
	}
}

func TestHeadings(t *testing.T) {
	for _, c := range []struct{ text, field, per string }{ // per: what 1 in the column is, as shown
		{"总投资（亿元）", "investmentWan", "10000万元"},
		{"总投资(万元)", "investmentWan", "1万元"},
		{"总投资\n（单位：亿元）", "investmentWan", "10000万元"},
		{"总投资（亿元）（必填）", "investmentWan", "10000万元"},
		{"total_investment_yi", "investmentWan", "10000万元"},
		{"total_investment_wan", "investmentWan", "1万元"},
		{"Total Investment (亿元)", "investmentWan", "10000万元"},
		{"用地面积（公顷）", "landMu", "15亩"},
		{"land_mu", "landMu", "1亩"},
		{"总投资", "investmentWan", ""},
		{"总投资（含税）", "", ""},
		{"总投资（亩）", "", ""},
		{"开工时间（计划）", "", ""},
		{"计划开工时间", "", ""},
		{"县(市、区)", "regionId", ""},
		{"sign_date", "signedOn", ""},
		{"签约日期（yyyy-mm-dd）", "signedOn", ""},
		{"序号", "", ""}, // a running number is nobody's identity
		{"", "", ""},
	} {
		h, ok := match(c.text, projectColumns)
		field, per := "", ""
		if ok {
			field = h.field
			if h.unit != nil {
				v, _, err := h.unit.apply("1", "1")
				if err != nil {
					t.Fatal(err)
				}
				per = h.measure.show(v)
			}
		}
		if field != c.field || per != c.per {
			t.Errorf("%q: got %q %q, want %q %q", c.text, field, per, c.field, c.per)
		}
	}
}

func TestHeaderIsFoundBelowTitles(t *testing.T) {
	p, err := parseText(line("某市重大制造业项目台账")+line("填报单位：", "武义县")+line("序号", "项目名称", "县（市、区）", "心情")+line("1", "甲", "武义")+line("2", "乙", "永康", "", "多出来的"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	r := p.Report()
	want := []IgnoredColumn{{"A", "序号"}, {"D", "心情"}, {"E", ""}}
	if diff := cmp.Diff(want, r.IgnoredColumns); diff != "" || r.HeaderRow != 3 || p.Rows[1].Row != 5 {
		t.Errorf("got header %d, row %d (-want +got):\n%s", r.HeaderRow, p.Rows[1].Row, diff)
	}
}

func TestHeadersThatAreRefused(t *testing.T) {
	ten := strings.Repeat(line("标题"), 10)
	for name, c := range map[string]struct{ text, code, says string }{
		"none":      {line("a", "b") + line("c", "d"), "import.noHeader", "项目名称、县（市、区）"},
		"too far":   {ten + line("项目名称", "县市区") + line("甲", "武义"), "import.noHeader", "10"},
		"missing":   {line("项目名称", "总投资（亿元）") + line("甲", "10"), "import.missingColumns", "县（市、区）"},
		"duplicate": {line("项目名称", "县市区", "county") + line("甲", "武义", "永康"), "import.duplicateColumn", "B 列和 C 列都是“县（市、区）”"},
		"no rows":   {line("项目名称", "县市区"), "import.empty", ""},
	} {
		_, err := parseText(c.text, Options{})
		f, ok := fault.Find(err)
		if !ok || f.Fault.Code != c.code || !strings.Contains(f.Fault.Sentence("zh", f.Args...), c.says) {
			t.Errorf("%s: got %v, want %s saying %q", name, err, c.code, c.says)
		}
	}
}

func TestRowsThatAreWrongOrNoProjects(t *testing.T) {
	p, err := parseText(line("项目名称", "县市区", "总投资（亿元）", "签约日期")+
		line("甲", "武义", "10", "2022-04-12")+
		line("", "武义", "10")+
		line("乙", "诸暨", "很多", "2022-02-30")+
		line("丙", "-", "10")+
		line("甲", "武义县", "20")+
		line("（甲）", "武义县", "20")+
		line("甲", "永康", "10")+
		line("项目名称", "县市区", "总投资（亿元）", "签约日期")+
		line("合计", "", "50")+
		line("丁", "永康", "#REF!")+
		line("戊\x01", "永康", "10"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range p.Rows {
		said := string(row.Outcome)
		for _, m := range row.Messages {
			said += " " + m.Column + ":" + m.Code
		}
		got = append(got, said)
	}
	want := []string{
		"",
		"error A:required",
		"error B:import.noTerm C:import.unreadable D:import.noSuchDay", // everything at once
		"error B:required",
		"error A:import.twice",
		"error A:import.twice",
		"", // the same name in another county is another project
		"skip :import.footer",
		"skip :import.footer",
		"error C:import.formula",
		"error A:import.control",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
	total := p.Report().Total
	if want := (Tally{Rows: 11, Skip: 2, Error: 7}); total != want {
		t.Errorf("got %+v, want %+v", total, want)
	}
}

func TestACountysOwnFileNeedsNoRegion(t *testing.T) {
	p, err := parseText(line("项目名称", "总投资（亿元）")+line("甲", "10"), Options{DefaultRegion: "330723"})
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Rows[0]; got.RegionID != "330723" || *got.Investment != 100_000 {
		t.Errorf("got %s %v, want 330723 100000", got.RegionID, got.Investment)
	}
}

func TestReportSpeaksBothLanguages(t *testing.T) {
	p, err := parseText(line("项目名称", "县市区", "总投资（亿元）")+line("甲", "武义", "约10"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	r := p.Report()
	for lang, want := range map[string]string{"zh": "“约10”不是准确数，取 100000万元。", "en": "“约10” is not exact; took 100000万元."} {
		got := r.In(lang).Rows[0].Messages[0]
		if got.Text != want || got.TextEN != "" {
			t.Errorf("%s: got %q and %q, want %q", lang, got.Text, got.TextEN, want)
		}
	}
	if r.Rows[0].Messages[0].TextEN == "" {
		t.Error("the kept report lost its English text")
	}
}

func TestRulesComplainByField(t *testing.T) {
	var list fault.List
	list.Add("/enterprise/creditCode", fault.Required)
	list.Add("/investmentWan", fault.Range, 1, 2)
	r := RowResult{Row: 2}
	if err := r.Fail("", "name", "甲", list.Err()); err != nil {
		t.Fatal(err)
	}
	if r.Outcome != Failed || len(r.Messages) != 2 || r.Messages[0].Field != "enterprise.creditCode" || r.Messages[1].Code != "range" {
		t.Errorf("got %+v, want two messages by field", r)
	}
}
