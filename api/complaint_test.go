package api

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/api/apitest"
)

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

// TestEveryComplaintComesAtOnce: what the form shows, what the rules say and what is not there, in one answer.
func TestEveryComplaintComesAtOnce(t *testing.T) {
	k := newKit(t)
	for _, tt := range []struct{ path, body, want string }{
		{"/users", `{"name":"","displayName":"","role":"clerk","regionId":""}`, "/name /regionId"},
		{"/users", `{"name":"x!","role":"department","email":"nobody","regionId":"999999","departmentId":"none"}`, "/departmentId /email /name /regionId"},
		{"/users", `{"name":"","role":"king","regionId":"999999"}`, "/name /regionId /role"},
		{"/tokens", `{"name":"","scopes":["nonsense"],"expiresAt":"2020-01-01T00:00:00Z"}`, "/expiresAt /name /scopes"},
		{"/tokens", `{"name":"","scopes":[]}`, "/name /scopes"},
	} {
		found, _ := k.call("POST", tt.path, k.admin, tt.body).is(422, "request.invalid").fields()["errors"].([]any)
		var pointers []string
		for _, f := range found {
			pointers = append(pointers, f.(map[string]any)["pointer"].(string))
		}
		slices.Sort(pointers)
		if got := strings.Join(slices.Compact(pointers), " "); got != tt.want {
			t.Errorf("%s %s: got %s, want %s", tt.path, tt.body, got, tt.want)
		}
	}
}

// TestTheContractNamesEveryDetail: what a fault notes for the caller is a member of the problem in the contract, and never takes the place of a standard one.
func TestTheContractNamesEveryDetail(t *testing.T) {
	doc, err := apitest.Contract()
	if err != nil {
		t.Fatal(err)
	}
	details, problem := reflect.TypeFor[Details](), doc.Components.Schemas["Problem"].Value.Properties
	documented := map[string]bool{}
	for i := range details.NumField() {
		documented[jsonName(details.Field(i))] = true
	}
	noted := map[string]bool{}
	for _, root := range []string{"../internal", "."} {
		err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			text, err := os.ReadFile(path)
			for _, m := range regexp.MustCompile(`\.Note\("(\w+)"`).FindAllSubmatch(text, -1) {
				noted[string(m[1])] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(noted, documented); diff != "" {
		t.Errorf("noted by faults and documented (-noted +documented):\n%s", diff)
	}
	for name := range documented {
		if problem[name] == nil {
			t.Errorf("the contract's Problem has no %s (run make generate)", name)
		}
	}
}
