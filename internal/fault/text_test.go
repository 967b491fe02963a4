package fault_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/fault"
)

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"": "", " \t\n": "", "\u3000": "", "\u200b\ufeff": "", " 说明 ": "说明", "\u3000一\n二\u3000": "一\n二", "。": "。",
	} {
		if got := fault.Words(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestIsOneLine(t *testing.T) {
	for text, want := range map[string]bool{
		"": true, "武义 储能（一期）·A": true, "a\nb": false, "a\rb": false, "a\tb": false, "a\u0085b": false, "a\u2028b": false, "a\u202ab": false, "a\u202eb": false,
		"a\u2066b": false, "a\u2069b": false, "a\u200bb": true,
		"A. Müller & 陈 (2)": true, "阿·买买提": true, "👨‍👩‍👧": true, "a\x7f": false, "\u200f甲": false, "\ufeff甲": false,
	} {
		if got := fault.IsOneLine(text); got != want {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
}

// TestWith: what the rules find is told beside what the form shows, but not of a field whose form is wrong.
func TestWith(t *testing.T) {
	var form, found fault.List
	form.Add("/name", fault.Required)
	found.Add("/name", fault.Length, 1, 2)
	found.Add("/industry", fault.NoSuch, "Z9")
	var got []string
	for _, f := range form.With(found) {
		got = append(got, f.Pointer+" "+f.Fault.Code)
	}
	if diff := cmp.Diff(got, []string{"/name required", "/industry noSuch"}); diff != "" {
		t.Errorf("complaints (-got +want):\n%s", diff)
	}
	if len(form) != 1 {
		t.Error("the form's list has changed")
	}
}
