package document_test

import (
	"testing"

	"zhaoyin/internal/document"
	"zhaoyin/internal/unit"
)

func TestShow(t *testing.T) {
	for _, c := range []struct {
		name         string
		cell         document.Cell
		as           document.Kind
		show, number string
	}{
		{"count", document.Int(-12), document.KindInt, "-12", "-12"},
		{"money in wan", document.Wan(149_600), document.KindWan, "149600", "149600"},
		{"money in yi", document.Wan(149_600), document.KindYi, "14.96", "14.96"},
		{"yi rounds half up", document.Wan(12_350), document.KindYi, "1.24", "1.235"},
		{"yi rounds away from zero", document.Wan(-12_350), document.KindYi, "-1.24", "-1.235"},
		{"yi below one", document.Wan(7), document.KindYi, "0.00", "0.0007"},
		{"not yet 20 yi", document.Wan(199_999), document.KindYi, "19.9999", "19.9999"},
		{"the largest amount", document.Wan(unit.Limit), document.KindWan, "9000000000000", "9000000000000"},
		{"area", document.Mu(120_50), document.KindMu, "120.50", "120.5"},
		{"area below one", document.Mu(-5), document.KindMu, "-0.05", "-0.05"},
		{"ratio", document.Ratio(62_35), document.KindRatio, "62.35", "62.35"},
		{"day", document.Day("2022-04-12"), document.KindDate, "2022-04-12", ""},
		{"no day", document.Day(""), document.KindDate, "", ""},
		{"text in a column of numbers", document.Text("—"), document.KindYi, "—", ""},
		{"zero cell", document.Cell{}, document.KindInt, "", ""},
		{"control characters", document.Text("甲\x00\x1b\u202e县\ufffe\tA\r\nB"), document.KindText, "甲县 A\nB", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.cell.Show(c.as); got != c.show {
				t.Errorf("Show = %q, want %q", got, c.show)
			}
			if got := c.cell.Number(c.as); got != c.number {
				t.Errorf("Number = %q, want %q", got, c.number)
			}
		})
	}
}

func TestTextWidth(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "abc": 3, "武义县": 6, "10亿元": 6, "（市）——“”": 14, "喆堃赟祎": 8, "e\u0301": 1, "ab\n武义\nc": 4, "😀": 2, "ｱ": 1,
	} {
		if got := document.TextWidth(text); got != want {
			t.Errorf("TextWidth(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestClean(t *testing.T) {
	for text, want := range map[string]string{
		"]]>\x0b": "]]>", "\xff武义": "武义", "a\rb": "a\nb", "=1+1": "=1+1", "𠮷😀": "𠮷😀", "\u2066x\u2069": "x", "x\ufffdy": "xy",
	} {
		if got := document.Clean(text); got != want {
			t.Errorf("Clean(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestNumbering(t *testing.T) {
	var n document.Numbering
	for i, step := range []struct {
		heading document.Heading
		want    string
	}{
		{document.Heading{Level: 1, Text: "总体"}, "一、总体"},
		{document.Heading{Level: 2, Text: "签约"}, "（一）签约"},
		{document.Heading{Level: 3, Text: "分领域"}, "1．分领域"},
		{document.Heading{Level: 4, Text: "整车"}, "（1）整车"},
		{document.Heading{Level: 4, Text: "零件"}, "（2）零件"},
		{document.Heading{Level: 2, Text: "开工"}, "（二）开工"},
		{document.Heading{Level: 3, Text: "重来"}, "1．重来"},
		{document.Heading{Level: 1, Text: "附表", Unnumbered: true}, "附表"},
		{document.Heading{Level: 1, Text: "下月"}, "二、下月"},
	} {
		if got := n.Title(step.heading); got != step.want {
			t.Errorf("heading %d is %q, want %q", i, got, step.want)
		}
	}
	for number, want := range map[int]string{1: "一", 10: "十", 11: "十一", 20: "二十", 35: "三十五", 99: "九十九", 100: "100"} {
		if got := document.Chinese(number); got != want {
			t.Errorf("Chinese(%d) = %q, want %q", number, got, want)
		}
	}
}
