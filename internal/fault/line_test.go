package fault_test

import (
	"testing"

	"zhaoyin/internal/fault"
)

func TestOneLine(t *testing.T) {
	for text, want := range map[string]bool{
		"": true, "武义县": true, "A. Müller & 陈 (2)": true, "阿·买买提": true, "👨‍👩‍👧": true,
		"a\nb": false, "a\tb": false, "a\x7f": false, "a\u0085b": false, "a\u2028b": false, "甲\u202e乙": false, "\u2066甲": false, "\u200f甲": false, "\ufeff甲": false,
	} {
		if got := fault.OneLine(text); got != want {
			t.Errorf("%q: got %v", text, got)
		}
	}
}
