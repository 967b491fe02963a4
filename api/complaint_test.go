package api

import "testing"

// TestWhatAnAddressAsksFor: the sentence says what is expected; an example alone reads as if it were the one right value.
func TestWhatAnAddressAsksFor(t *testing.T) {
	k := newKit(t)
	for _, tt := range []struct{ path, zh, en string }{
		{"/projects?minInvestmentWan=abc", "整数", "a whole number"},
		{"/projects?counts=maybe", "true 或 false", "true or false"},
		{"/projects?chain=", "不为空的文字（最多 200 个字节）", "a text that is not empty, of at most 200 bytes"},
		{"/land/requests?startBy=yesterday", "日期，如 2022-04-12", "a day such as 2022-04-12"},
		{"/meetings/april", "月份，如 2022-04", "a month such as 2022-04"},
	} {
		for lang, want := range map[string]string{"zh": "格式不对，应为" + tt.zh + "。", "en": "Wrong form; expected " + tt.en + "."} {
			found, _ := k.call("GET", tt.path, k.city, "", "Accept-Language: "+lang).is(422, "request.invalid").fields()["errors"].([]any)
			if got := found[0].(map[string]any)["detail"]; got != want {
				t.Errorf("%s: got %q, want %q", tt.path, got, want)
			}
		}
	}
}
