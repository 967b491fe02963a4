package page_test

import (
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/fault"
	"zhaoyin/internal/page"
)

var listing = page.Listing{
	Sorts:   map[string]page.Sort{"name": {Column: "name"}, "size": {Column: "size"}},
	Default: "-size", Search: []string{"name"}, Extra: []string{"archived"},
	Filters: map[string]page.Filter{
		"stage": {Column: "stage", Kind: page.Choice, Choices: []string{"lead", "signed"}}, "minSize": {Column: "size", Kind: page.Min},
		"month": {Column: "month", Kind: page.Month}, "counts": {Column: "counts", Kind: page.Bool},
		"from": {Column: "day", Kind: page.From}, "to": {Column: "day", Kind: page.Until},
	},
}

func TestParseRefuses(t *testing.T) {
	tests := []struct {
		query   string
		pointer string
	}{
		{"limit=0", "/query/limit"}, {"limit=201", "/query/limit"}, {"limit=x", "/query/limit"}, {"sort=shoe", "/query/sort"},
		{"sort=-name;drop", "/query/sort"}, {"stge=lead", "/query/stge"}, {"stage=leed", "/query/stage"}, {"stage=", "/query/stage"},
		{"minSize=1.5", "/query/minSize"}, {"month=2022-13", "/query/month"}, {"counts=1", "/query/counts"}, {"after=zzz", "/query/after"},
		{"limit=1&limit=2", "/query/limit"}, {"q=%00", "/query/q"}, {"stage=%ff", "/query/stage"},
		{"from=100000", "/query/from"}, {"to=2022-04", "/query/to"},
	}
	for _, tt := range tests {
		values, err := url.ParseQuery(tt.query)
		if err != nil {
			values = url.Values{"sort": {"-name;drop"}}
		}
		_, err = page.Parse(values, listing)
		f, ok := fault.Find(err)
		if !ok || f.Fault != fault.ErrInvalid || f.Fields[0].Pointer != tt.pointer {
			t.Errorf("%s: got %v, want a complaint at %s", tt.query, err, tt.pointer)
		}
	}
}

func TestParseReads(t *testing.T) {
	values, err := url.ParseQuery("stage=lead,signed&stage=lead&minSize=5&q=%20武义%20&limit=7&sort=name&archived=true")
	if err != nil {
		t.Fatal(err)
	}
	q, err := page.Parse(values, listing)
	if err != nil || q.Limit != 7 || q.Sort != "name" || q.Desc || q.Text != "武义" || len(q.Conditions) != 2 {
		t.Fatalf("got %+v (%v)", q, err)
	}
	days, err := page.Parse(url.Values{"from": {"2022-04-01"}, "to": {"2022-04-12"}}, listing)
	if err != nil || len(days.Conditions) != 2 || days.Conditions[0].Values[0] != "2022-04-01" {
		t.Errorf("days: got %+v (%v)", days, err)
	}
	if diff := cmp.Diff(q.Conditions[1].Values, []any{"lead", "signed", "lead"}); diff != "" {
		t.Errorf("stages (-got +want):\n%s", diff)
	}
	q, err = page.Parse(url.Values{}, listing)
	if err != nil || q.Limit != page.DefaultLimit || q.Sort != "size" || !q.Desc {
		t.Errorf("defaults: got %+v (%v)", q, err)
	}
}

func TestCursorBelongsToItsOrder(t *testing.T) {
	first := page.First(listing, 20)
	cursor := first.Resume("12", "id-1")
	q, err := page.Parse(url.Values{"after": {cursor}}, listing)
	if err != nil || q.After.ID != "id-1" {
		t.Fatalf("same order: got %+v (%v)", q.After, err)
	}
	if v, err := page.Read[int64](q.After); err != nil || v != 12 {
		t.Errorf("value: got %v (%v), want 12", v, err)
	}
	if _, err := page.Parse(url.Values{"after": {cursor}, "sort": {"name"}}, listing); fault.KindOf(err) != fault.Invalid {
		t.Errorf("another order: got %v, want invalid", err)
	}
}

// TestCutPagesAShortList: pages follow one another without gaps, also where a key stands twice and where a row has come before the last one.
func TestCutPagesAShortList(t *testing.T) {
	self := func(s string) string { return s }
	rows := []string{"甲", "乙", "乙", "丙", "乙", "丁"}
	var walked []string
	values := url.Values{"limit": {"1"}}
	for range rows {
		of, err := page.Cut(rows, self, values)
		if err != nil || of.Total != len(rows) || of.TotalCapped {
			t.Fatalf("got %+v (%v)", of, err)
		}
		walked = append(walked, of.Items...)
		values.Set("after", of.Next)
	}
	if diff := cmp.Diff(walked, rows); diff != "" || values.Get("after") != "" {
		t.Errorf("next %q (-got +want):\n%s", values.Get("after"), diff)
	}
	first, err := page.Cut(rows, self, url.Values{"limit": {"4"}})
	if err != nil {
		t.Fatal(err)
	}
	rest, err := page.Cut(append([]string{"新"}, rows...), self, url.Values{"after": {first.Next}})
	if diff := cmp.Diff(rest.Items, []string{"乙", "丁"}); diff != "" || err != nil || rest.Next != "" {
		t.Errorf("after a row came before (%v) (-got +want):\n%s", err, diff)
	}
	_, err = page.Cut(rows[:3], self, url.Values{"after": {first.Next}})
	if f, ok := fault.Find(err); !ok || len(f.Fields) != 1 || f.Fields[0].Fault != page.ErrCursor {
		t.Errorf("the last row is gone: got %v, want %s", err, page.ErrCursor.Code)
	}
	whole, err := page.Cut(rows, self, nil)
	if err != nil || len(whole.Items) != len(rows) || whole.Next != "" {
		t.Errorf("without a limit: got %+v (%v)", whole, err)
	}
	if none, err := page.Cut(nil, self, url.Values{"limit": {"5"}}); err != nil || none.Total != 0 || none.Next != "" {
		t.Errorf("of nothing: got %+v (%v)", none, err)
	}
}
