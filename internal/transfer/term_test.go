package transfer

import "testing"

func TestTerms(t *testing.T) {
	v := jinhua()
	for _, c := range []struct {
		text string
		list []Term
		want string
	}{
		{"金东区（金义新区）", v.Regions, "330703"}, // the bracket holds another name of the same
		{"金东区（某某镇）", v.Regions, "330703 remark"},
		{"金华开发区", v.Regions, "3307K1"},
		{"武义", v.Regions, "330723"},
		{" 武 义 县 ", v.Regions, "330723"},
		{"330723", v.Regions, "330723"},
		{"３３０７２３", v.Regions, "330723"},
		{"3307k1", v.Regions, "3307K1"},
		{"", v.Regions, ""},
		{"诸暨市", v.Regions, "error import.noTerm"},
		{"武义县、永康市", v.Regions, "error import.noTerm"},
		{"乡贤", v.Channels, "native"},
		{"native", v.Channels, "native"},
		{"光伏及储能", v.Chains, "pv-storage"},
		{"同名", []Term{{Code: "a", Name: "同名"}, {Code: "b", Name: "同名"}}, "error import.ambiguous"},
	} {
		code, notes, err := parseTerm(c.text, c.list)
		if got := said(code, notes, err); got != c.want {
			t.Errorf("%q: got %s, want %s", c.text, got, c.want)
		}
	}
}

func TestIndustries(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"C3841", "C3841"},
		{"c3841", "C3841"},
		{"3841", "C3841"},
		{"C", "C"},
		{"C38", "C38"},
		{"C3841 锂离子电池制造", "C3841"},
		{"C38 电气机械和器材制造业", "C38"},
		{"锂离子电池制造", "C3841"},
		{"锂离子电池制造（圆柱）", "C3841 remark"},
		{"", ""},
		{"C3841-锂离子电池制造", "C3841"},
		{"K7010", "K70 industryDivision"}, // outside manufacturing the classification shipped has divisions only
		{"7010", "K70 industryDivision"},
		{"G5990 其他仓储业", "G59 industryDivision"},
		{"k70", "K70"},
		{"K", "K"},
		{"房地产业", "K"}, // a section and its only division go by one name: the section says no more than that
		{"批发业", "F51"},
		{"A3841", "error import.noIndustry"}, // the digits of one class, the letter of another
		{"C9999", "error import.noIndustry"},
		{"9999", "error import.noIndustry"},
		{"K9999", "error import.noIndustry"},
		{"U", "error import.noIndustry"},
		{"C3", "error import.noIndustry"},
		{"C38410", "error import.noIndustry"},
		{"C3841 光伏设备及元器件制造", "error import.industryName"},
		{"C3841、C3825", "error import.industryName"},
		{"12英寸晶圆", "industry"}, // digits before words are no code
		{"3C电子", "industry"},
		{"锂离子电池", "industry"},
		{"新材料（铜合金）", "industry"},
	} {
		code, notes, err := parseIndustry(c.text, jinhua().Industries)
		if got := said(code, notes, err); got != c.want {
			t.Errorf("%q: got %s, want %s", c.text, got, c.want)
		}
	}
}

func TestAnswers(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Y", "yes"},
		{"是", "yes"},
		{"N（7亿元，低于10亿元）", "no remark"},
		{"N（园区改造）", "no remark"},
		{"?（物流与制造混合）", "unknown remark"},
		{"Y?（含商贸展示办公，制造业占比待核）", "unknown remark"},
		{"unknown", "unknown"},
		{"", ""},
		{"大概", "error import.unreadable"},
	} {
		answer, notes, err := parseAnswer(c.text)
		if got := said(string(answer), notes, err); got != c.want {
			t.Errorf("%q: got %s, want %s", c.text, got, c.want)
		}
	}
}

func TestCodesAndAddresses(t *testing.T) {
	credit := func(s string) (string, []Note, error) { return parseCreditCode(s) }
	national := func(s string) (string, []Note, error) { return parseNationalCode(s) }
	url := func(s string) (string, []Note, error) { v, err := parseURL(s); return v, nil, err }
	for _, c := range []struct {
		parse func(string) (string, []Note, error)
		text  string
		want  string
	}{
		{credit, "91330000ma27u0qt2x", "91330000MA27U0QT2X"},
		{credit, "9133 0000 MA27 U0QT 2X", "91330000MA27U0QT2X"},
		{credit, "9.1330000E+17", "error import.creditCode"},
		{credit, "91330000", "error import.creditCode"},
		{credit, "—", ""},
		{national, "2205-330723-04-01-123456", "2205-330723-04-01-123456"},
		{national, "2205—330723—04—01—123456", "2205-330723-04-01-123456"},
		{national, "2205-330723", "error import.nationalCode"},
		{parsePhone, "13800000000", "13800000000"},
		{parsePhone, "138 0000 0000", "13800000000"},
		{parsePhone, "0579-82345678", "0579-82345678"},
		{parsePhone, "０５７９－８２３４５６７８", "0579-82345678"},
		{parsePhone, "0579-82345678转8001", "0579-82345678转8001"},
		{parsePhone, "13800000000/0579-82345678", "13800000000 several"},
		{parsePhone, "1.38E+10", "error import.phone"},
		{parsePhone, "张三", "error import.phone"},
		{parsePhone, "、", "error import.phone"},
		{url, "http://a.example/1 ; https://b.example/2", "http://a.example/1 ; https://b.example/2"},
		{url, "javascript:alert(1)", "error import.url"},
		{url, "https://a.example javascript:alert(1)", "error import.url"},
	} {
		value, notes, err := c.parse(c.text)
		if got := said(value, notes, err); got != c.want {
			t.Errorf("%q: got %s, want %s", c.text, got, c.want)
		}
	}
}
