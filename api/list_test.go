package api

import (
	"net/http"
	"strings"
	"testing"

	"zhaoyin/api/apitest"
)

// TestShortListHasPages: what is read whole is answered whole, unless the caller asks for pages of it.
func TestShortListHasPages(t *testing.T) {
	k := newKit(t)
	for path, key := range map[string]string{"/regions": "id", "/departments": "id", "/chains": "id", "/industries": "code"} {
		all := k.call("GET", path, k.wuyi, "").is(200, "")
		whole := keysOf(all, key)
		if len(whole) < 3 || all.text("next") != "" || all.Header().Get("Link") != "" {
			t.Errorf("%s: got %d rows, next %q, want all of them", path, len(whole), all.text("next"))
		}
		var walked []string
		for at := "/api/v1" + path + "?limit=2"; at != ""; {
			a := k.at("GET", at, k.wuyi, "").is(200, "")
			if total := a.fields()["total"]; total != float64(len(whole)) {
				t.Fatalf("%s: total %v, want %d", at, total, len(whole))
			}
			walked = append(walked, keysOf(a, key)...)
			at, _ = strings.CutSuffix(strings.TrimPrefix(a.Header().Get("Link"), "<"), `>; rel="next"`)
		}
		if strings.Join(walked, " ") != strings.Join(whole, " ") {
			t.Errorf("%s by pages: got %v, want %v", path, walked, whole)
		}
	}
}

func keysOf(a answer, key string) []string {
	var keys []string
	for _, item := range a.fields()["items"].([]any) {
		keys = append(keys, item.(map[string]any)[key].(string))
	}
	return keys
}

func TestShortListRefuses(t *testing.T) {
	k := newKit(t)
	for query, code := range map[string]string{
		"limit=0": "range", "limit=201": "range", "limit=x": "range", "limit=": "range", "after=zzz": "list.cursor", "after=eyJvIjoiIiwidiI6IiIsImkiOiJ4In0": "list.cursor", "after=eyJvIjoiIiwidiI6IjkiLCJpIjoieCJ9": "list.cursor",
		"limit=1&limit=2": "list.twice", "sort=name": "list.unknownParameter",
	} {
		pointer := "/query/" + query[:strings.Index(query, "=")]
		k.call("GET", "/regions?"+query, k.wuyi, "").is(422, "request.invalid").complains(pointer, code)
	}
}

// TestEveryListHasPages: whatever answers next takes limit and after.
func TestEveryListHasPages(t *testing.T) {
	contract, err := apitest.Contract()
	if err != nil {
		t.Fatal(err)
	}
	lists := 0
	for path, item := range contract.Paths.Map() {
		if item.Get == nil {
			continue
		}
		ok := item.Get.Responses.Value("200")
		if ok == nil || ok.Value.Content[jsonType] == nil || ok.Value.Content[jsonType].Schema.Value.Properties["next"] == nil {
			continue
		}
		lists++
		for _, name := range []string{"limit", "after"} {
			if item.Get.Parameters.GetByInAndName("query", name) == nil {
				t.Errorf("%s %s answers next and does not take %s", http.MethodGet, path, name)
			}
		}
	}
	if lists < 20 {
		t.Errorf("got %d lists, want those of the contract", lists)
	}
}

// complains says that the answer's only complaint is of this field with this code.
func (a answer) complains(pointer, code string) {
	a.t.Helper()
	errors, _ := a.fields()["errors"].([]any)
	if len(errors) != 1 {
		a.t.Errorf("got %s, want one complaint", a.Body)
		return
	}
	if e := errors[0].(map[string]any); e["pointer"] != pointer || e["code"] != code {
		a.t.Errorf("got %v, want %s at %s", e, code, pointer)
	}
}
