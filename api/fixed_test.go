package api

import (
	"strings"
	"testing"
)

// TestWhatIsShownButFixed: a field that the answer shows and no change takes is said to be fixed, and one that nobody knows to be unknown.
func TestWhatIsShownButFixed(t *testing.T) {
	k := newKit(t)
	id := k.call("POST", "/enterprises", k.wuyi, `{"name":"甲公司"}`).is(201, "").text("id")
	user := k.call("GET", "/me", k.admin, "").is(200, "").text("id")
	for _, tt := range []struct{ path, token, field, code string }{
		{"/regions/330723", k.admin, "kind", "fixed"}, {"/regions/330723", k.admin, "id", "fixed"}, {"/regions/330723", k.admin, "colour", "unknown"},
		{"/users/" + user, k.admin, "name", "fixed"}, {"/users/" + user, k.admin, "version", "fixed"}, {"/users/" + user, k.admin, "passwordHash", "unknown"},
		{"/enterprises/" + id, k.wuyi, "regionId", "fixed"}, {"/enterprises/" + id, k.wuyi, "createdBy", "fixed"}, {"/enterprises/" + id, k.wuyi, "Name", "json.case"},
	} {
		a := k.call("PATCH", tt.path, tt.token, `{"`+tt.field+`":"x"}`, "If-Match: *").is(422, "request.invalid")
		complaint := a.fields()["errors"].([]any)[0].(map[string]any)
		if complaint["code"] != tt.code || complaint["pointer"] != "/"+tt.field {
			t.Errorf("%s %s: got %v, want %s", tt.path, tt.field, complaint, tt.code)
		}
	}
}

// TestEnterprisesAreOfACounty: one that is not there is a complaint at its field, and the city registers nothing; names are one line, and a credit code is
// found however it is typed.
func TestEnterprisesAreOfACounty(t *testing.T) {
	k := newKit(t)
	for _, region := range []string{"zzz", "330700"} {
		a := k.call("POST", "/enterprises", k.city, `{"name":"甲公司","regionId":"`+region+`"}`).is(422, "request.invalid")
		if !strings.Contains(a.Body.String(), `"/regionId"`) {
			t.Errorf("%s: got %s", region, a.Body)
		}
	}
	k.call("POST", "/enterprises", k.city, `{"name":"甲\u202e公司","regionId":"330723"}`).is(422, "request.invalid")
	k.call("POST", "/enterprises", k.city, `{"name":" \n ","regionId":"330723"}`).is(422, "request.invalid")
	made := k.call("POST", "/enterprises", k.city, `{"name":" 甲公司 ","regionId":"330723","creditCode":"91330100799655058B"}`)
	if made.Code == 201 && made.text("name") != "甲公司" {
		t.Errorf("got %s", made.Body)
	}
	found := k.call("GET", "/enterprises?creditCode=91330100799655058b", k.city, "").is(200, "")
	if found.fields()["total"].(float64) != 1 {
		t.Errorf("got %s", found.Body)
	}
}
