package project

import (
	"slices"
	"strings"
	"testing"

	"zhaoyin/internal/blob"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/unit"
)

// TestPerMuShowsWhereItStands: what is outside the bounds does not print as one of them.
func TestPerMuShowsWhereItStands(t *testing.T) {
	for _, tt := range []struct {
		wan  unit.Wan
		mu   unit.Mu // hundredths
		want string
	}{
		{150000, 750001, "19.99997"}, {150000, 750100, "19.997"}, {100000, 1000000, "10"}, {150000, 769230, "19.5"}, {5000000, 25000001, "19.999999"},
		{200001, 1000, "20000.1"}, {300000, 1000, "30000"}, {5000000, 24999, "20001"},
	} {
		p := Project{InvestmentWan: tt.wan, LandMu: &tt.mu}
		var bad fault.List
		p.checkPlausible(&bad)
		if len(bad) != 1 || bad[0].Pointer != "/landMu" {
			t.Errorf("%s over %s: got %v, want one complaint", tt.wan, tt.mu, bad)
			continue
		}
		if got := bad[0].Args[0]; got != tt.want {
			t.Errorf("%s over %s: got %v, want %s", tt.wan, tt.mu, got, tt.want)
		}
	}
}

// TestPlainFactsAreOneLine: whatever stands in one line of a list or a paper is one.
func TestPlainFactsAreOneLine(t *testing.T) {
	for pointer, set := range map[string]func(*Project, string){
		"/name": func(p *Project, s string) { p.Name = s }, "/site": func(p *Project, s string) { p.Site = s },
		"/contactName":  func(p *Project, s string) { p.ContactName = s },
		"/contactPhone": func(p *Project, s string) { p.ContactPhone = s }, "/leaderName": func(p *Project, s string) { p.LeaderName = s },
	} {
		for text, want := range map[string]bool{"东区": true, "": pointer != "/name", " 东区\n": true, "东区\n西区": false, "东区\u2028西区": false, "东\u202e区": false, "东\t区": false} {
			p := Project{Name: "项目"}
			set(&p, text)
			p.NameKey = p.Name
			var bad fault.List
			p.checkWords(&bad)
			complained := slices.ContainsFunc(bad, func(f fault.Field) bool { return f.Pointer == pointer })
			if complained == want {
				t.Errorf("%s %q: got %v", pointer, text, bad)
			}
		}
	}
}

func TestFileNamesAreOneLine(t *testing.T) {
	files, err := blob.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{
		"协议.txt": true, "协\u202e议.txt": false, "\u200f协议.txt": false, "协议\u2066.txt": false, "协议\u2028.txt": false, "\u061c.txt": false, "协\n议.txt": true,
	} {
		_, err := Receive(files, name, strings.NewReader("正文"))
		f, _ := fault.Find(err)
		if refused := f != nil && len(f.Fields) == 1 && f.Fields[0].Pointer == "/file" && f.Fields[0].Fault == fault.OneLine; refused == want || want && err != nil {
			t.Errorf("%q: got %v", name, err)
		}
	}
}
