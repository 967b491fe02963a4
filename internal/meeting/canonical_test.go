package meeting_test

import (
	"encoding/json"
	"testing"
	"time"

	"zhaoyin/internal/meeting"
	"zhaoyin/internal/unit"
)

func TestCanonicalJSON(t *testing.T) {
	type inner struct {
		B int `json:"b"`
		A int `json:"a"`
	}
	for name, c := range map[string]struct {
		value any
		want  string
	}{
		"keys are sorted at every depth": {
			map[string]any{"z": inner{1, 2}, "a": []any{inner{3, 4}}}, `{"a":[{"a":4,"b":3}],"z":{"a":2,"b":1}}`,
		},
		"no space survives":                     {json.RawMessage("{ \"b\" : [ 1 , 2 ],\n\t\"a\": null }"), `{"a":null,"b":[1,2]}`},
		"numbers keep every digit":              {json.RawMessage(`[9007199254740993,0.10,1e3]`), `[9007199254740993,0.10,1e3]`},
		"money and ratios are exact":            {[]any{unit.Wan(9000000000000), unit.Ratio(6667), unit.WholeMu(3)}, `[9000000000000,66.67,3]`},
		"no HTML escapes, Chinese as it is":     {map[string]string{"t": "a<b>&c 武义\u3000"}, `{"t":"a<b>&c 武义　"}`},
		"control characters are escaped":        {"\n\t\"\\\x01", `"\n\t\"\\\u0001"`},
		"line separators as they are, RFC 8785": {"一\u2028二\u2029", "\"一\u2028二\u2029\""},
		"an escaped backslash is no escape":     {map[string]string{"\\u2028": "\\\\u2029\u2028\""}, "{\"\\\\u2028\":\"\\\\\\\\u2029\u2028\\\"\"}"},
		"instants in UTC":                       {time.Date(2022, 5, 6, 10, 0, 0, 1000, time.UTC), `"2022-05-06T10:00:00.000001Z"`},
		"nothing":                               {nil, `null`},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := meeting.Canonical(c.value)
			must(t, err)
			if string(got) != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			again, err := meeting.Canonical(json.RawMessage(got))
			must(t, err)
			if string(again) != string(got) {
				t.Errorf("a canonical text is not its own canonical form: %s", again)
			}
		})
	}
	if _, err := meeting.Canonical(func() {}); err == nil {
		t.Error("what is no JSON is taken")
	}
}
