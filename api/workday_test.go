package api

import "testing"

func TestWorkdays(t *testing.T) {
	k := newKit(t)
	k.call("GET", "/workdays?year=soon", k.wuyi, "").is(422, "request.invalid")
	k.call("GET", "/workdays?from=2022", k.wuyi, "").is(422, "request.invalid")
	if f := k.call("GET", "/workdays?year=2027", k.wuyi, "").is(200, "").fields(); f["known"] != false || f["total"] != float64(0) {
		t.Errorf("2027: got %v", f)
	}
	k.call("PUT", "/workdays/2027-02-08", k.wuyi, `{"worked":false,"reason":"春节"}`).is(403, "access.forbidden")
	k.call("PUT", "/workdays/2027-02-30", k.admin, `{"worked":false,"reason":"春节"}`).is(422, "calendar.date")
	k.call("PUT", "/workdays/2027-02-08", k.admin, `{"reason":"春节"}`).is(422, "request.invalid")
	k.call("PUT", "/workdays/2027-02-08", k.admin, `{"worked":false,"reason":"春节"}`).is(201, "").etag(`"1"`)
	k.call("PUT", "/workdays/2027-02-08", k.admin, `{"worked":true,"reason":"补班"}`).is(428, "workday.unseen")
	k.call("PUT", "/workdays/2027-02-08", k.admin, `{"worked":true,"reason":"补班"}`, `If-Match: "9"`).is(412, "stale")
	k.call("PUT", "/workdays/2027-02-08", k.admin, `{"worked":false,"reason":"国办发明电"}`, `If-Match: "1"`).is(200, "").etag(`"2"`)
	f := k.call("GET", "/workdays?year=2027", k.wuyi, "").is(200, "").fields()
	items, _ := f["items"].([]any)
	if f["known"] != true || len(items) != 1 {
		t.Fatalf("got %v", f)
	}
	if day, _ := items[0].(map[string]any); day["date"] != "2027-02-08" || day["worked"] != false || day["source"] != "override" || day["version"] != float64(2) {
		t.Errorf("got %v", day)
	}
}
