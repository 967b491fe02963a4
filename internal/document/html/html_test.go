package html_test

import (
	"bytes"
	"regexp"
	"testing"

	"zhaoyin/internal/document"
	"zhaoyin/internal/document/documenttest"
	"zhaoyin/internal/document/golden"
	"zhaoyin/internal/document/html"
)

func write(t *testing.T, d document.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := html.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPaper(t *testing.T) {
	golden.Compare(t, "paper.html", bytes.ReplaceAll(write(t, documenttest.Paper(2)), []byte("><"), []byte(">\n<")))
}

func TestThePageNeedsNothingElse(t *testing.T) {
	page := write(t, documenttest.Paper(2))
	for _, outside := range []string{`<script`, `\ssrc=`, `<link`, `@import`, `url\(`, `https?://`, `href="[^#]`, `\son[a-z]+=`} {
		if found := regexp.MustCompile(outside).Find(page); found != nil {
			t.Errorf("the page holds %q", found)
		}
	}
}

func chart(kind document.Kind, values ...int64) document.Document {
	c := document.Chart{Title: "图", Measure: kind, Series: []document.Series{{Name: "列"}}}
	for _, v := range values {
		cell := document.Int(v)
		if kind != document.KindInt {
			cell = document.Cell{Kind: document.KindWan, Value: v}
		}
		c.Categories = append(c.Categories, "类")
		c.Series[0].Values = append(c.Series[0].Values, cell)
	}
	return document.Document{Blocks: []document.Block{c}}
}

// The scale must hold every value, begin at zero unless a value is below it, and survive values that are all alike.
func TestScale(t *testing.T) {
	label := regexp.MustCompile(`text-anchor="end">([^<]*)<`)
	for name, c := range map[string]struct {
		paper document.Document
		want  []string
	}{
		"counts":     {chart(document.KindInt, 3, 12), []string{"0", "2", "4", "6", "8", "10", "12"}},
		"below zero": {chart(document.KindInt, -3, 4), []string{"-4", "-2", "0", "2", "4"}},
		"all zero":   {chart(document.KindInt, 0, 0), []string{"0", "1"}},
		"亿元":         {chart(document.KindYi, 25_000, 4_000), []string{"0", "0.5", "1", "1.5", "2", "2.5"}},
		"the limit":  {chart(document.KindWan, 9_000_000_000_000), []string{"0", "2000000000000", "4000000000000", "6000000000000", "8000000000000", "10000000000000"}},
	} {
		var got []string
		for _, m := range label.FindAllSubmatch(write(t, c.paper), -1) {
			got = append(got, string(m[1]))
		}
		if len(got) != len(c.want) || got[0] != c.want[0] || got[len(got)-1] != c.want[len(c.want)-1] {
			t.Errorf("%s: the scale is %q, want %q", name, got, c.want)
		}
	}
}
