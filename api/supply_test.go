package api

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"zhaoyin/api/apitest"
	"zhaoyin/internal/access"
	"zhaoyin/internal/account"
	"zhaoyin/internal/land"
	"zhaoyin/internal/org"
	"zhaoyin/internal/store/storetest"
)

// newSupplyDesk is a service with the clerks of two counties, the city's land office and the secretariat.
func newSupplyDesk(t *testing.T) *office {
	t.Helper()
	d := &office{t: t, clock: storetest.NewClock(storetest.Start)}
	db := storetest.OpenAt(t, d.clock)
	quiet := slog.New(slog.DiscardHandler)
	d.account = account.NewService(db, quickly(), quiet)
	system := access.With(context.Background(), access.As("test"))
	var people []account.Account
	for _, p := range []account.Registration{
		{Name: "clerk.330723", Role: access.Clerk, RegionID: "330723"}, {Name: "clerk.330781", Role: access.Clerk, RegionID: "330781"},
		{Name: "land", Role: access.Land}, {Name: "secretariat", Role: access.Secretariat},
	} {
		people = append(people, account.Account{Registration: p, Password: theirPassword})
	}
	for _, err := range []error{org.NewService(db).Seed(system, org.Default()), d.account.Seed(system, people)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	d.handler = apitest.Strict(t, New(Services{
		DB: db, Log: quiet, Now: d.clock.Now, Settings: Settings{BodyLimit: 1 << 20, UploadLimit: 1 << 20}, Account: d.account,
		Org: org.NewService(db), Land: land.NewService(db), Supply: land.NewSupplyService(db),
	}))
	return d
}

// TestSupplySentence is the first quarter of the seed, from parcels of two counties and two years: 4157 亩 of which 2619 are stock land, after 2566 and 1411.
func TestSupplySentence(t *testing.T) {
	d := newSupplyDesk(t)
	wuyi, lanxi := d.signIn("clerk.330723", theirPassword), d.signIn("clerk.330781", theirPassword)
	city := d.signIn("secretariat", theirPassword)
	rows := []struct {
		token, day string
		mu         string
		source     string
	}{
		{wuyi, "2021-01-08", "1411", "stock"}, {lanxi, "2021-03-31", "1155", "new"},
		{wuyi, "2022-01-05", "1319.5", "stock"}, {lanxi, "2022-02-11", "1299.5", "stock"},
		{wuyi, "2022-03-01", "538.25", "new"}, {lanxi, "2022-03-31", "999.75", "new"},
		{lanxi, "2021-04-01", "700", "new"}, {wuyi, "2022-04-11", "300", "stock"}, // the second quarter
	}
	for i, r := range rows {
		d.call("POST", "/land/supplies", r.token, fmt.Sprintf(`{"suppliedOn": %q, "areaMu": %s, "source": %q, "parcel": "第%d宗"}`, r.day, r.mu, r.source, i)).is(201, "").etag(`"1"`)
	}
	wrong := d.call("POST", "/land/supplies", wuyi, `{"suppliedOn": "2022-03-20", "areaMu": 900, "source": "stock", "parcel": "录错"}`).is(201, "").text("id")
	d.call("POST", "/land/supplies/"+wrong+"/cancellation", wuyi, `{"reason": "重复录入"}`).is(200, "").etag(`"2"`)

	const figures = "/land/supplies/figures?month=2022-03"
	got := d.call("GET", figures, city, "").is(200, "")
	if want := "一季度，全市出让工业用地4157亩，同比增长62%，其中存量用地占比63%，比上年同期提高8个百分点。"; got.text("sentence") != want {
		t.Errorf("got %s, want %s", got.text("sentence"), want)
	}
	year, _ := got.fields()["yearToDate"].(map[string]any)
	if year["areaMu"] != 4157.0 || year["lastYearMu"] != 2566.0 || year["growthPercent"] != 62.0 || year["stockSharePercent"] != 63.0 {
		t.Errorf("figures: got %v", year)
	}
	english := d.call("GET", figures, city, "", "Accept-Language: en").is(200, "").text("sentence")
	if !strings.Contains(english, "4157 mu") || !strings.Contains(english, "up 62%") || !strings.Contains(english, "8 points above") {
		t.Errorf("got %s", english)
	}
	if own := d.call("GET", figures, wuyi, "").is(200, "").text("sentence"); !strings.Contains(own, "武义县出让工业用地1858亩") {
		t.Errorf("a county's own: got %s", own)
	}
	d.call("GET", figures+"&regionId=330781", wuyi, "").is(404, "missing")
	d.call("GET", "/land/supplies/figures?month=2022-13", city, "").is(422, "calendar.month")
	d.call("GET", "/land/supplies/figures?monat=2022-03", city, "").is(422, "request.invalid")
	if n := d.call("GET", "/land/supplies?month=2022-03&source=new", city, "").is(200, "").fields()["total"]; n != 2.0 {
		t.Errorf("new land of March: got %v parcels, want 2", n)
	}
	if n := d.call("GET", "/land/supplies?cancelled=true", city, "").is(200, "").fields()["total"]; n != 1.0 {
		t.Errorf("cancelled: got %v, want 1", n)
	}
}

func TestSupplyStory(t *testing.T) {
	d := newSupplyDesk(t)
	wuyi, lanxi := d.signIn("clerk.330723", theirPassword), d.signIn("clerk.330781", theirPassword)
	city := d.signIn("secretariat", theirPassword)
	const body = `{"regionId": "330723", "suppliedOn": "2022-03-18", "areaMu": 80.5, "source": "new", "parcel": "WY-1"}`
	d.call("POST", "/land/supplies", "", body).is(401, "access.anonymous")
	d.call("POST", "/land/supplies", city, body).is(403, "access.forbidden")
	d.call("POST", "/land/supplies", lanxi, body).is(403, "access.beyond")
	d.call("POST", "/land/supplies", wuyi, `{"areaMu": "80"}`).is(422, "request.invalid")
	d.call("POST", "/land/supplies", wuyi, `{"suppliedOn": "2022-04-13", "areaMu": 80, "source": "new", "parcel": "WY-1"}`).is(422, "request.invalid")
	made := d.call("POST", "/land/supplies", wuyi, body).is(201, "")
	one := "/land/supplies/" + made.text("id")
	if at := made.Header().Get("Location"); at != "/api/v1"+one {
		t.Errorf("Location: got %s", at)
	}
	d.call("POST", "/land/supplies", wuyi, body).is(409, "supply.parcel")
	d.call("GET", one, lanxi, "").is(404, "missing")
	d.call("GET", one, city, "").is(200, "").etag(`"1"`)
	d.call("POST", one+"/cancellation", wuyi, `{}`).is(422, "request.invalid")
	d.call("POST", one+"/cancellation", wuyi, `{"reason": "面积有误"}`, `If-Match: "4"`).is(412, "stale")
	d.call("POST", one+"/cancellation", lanxi, `{"reason": "面积有误"}`).is(404, "missing")
	d.call("POST", one+"/cancellation", wuyi, `{"reason": "面积有误"}`, `If-Match: "1"`).is(200, "").etag(`"2"`)
	d.call("POST", one+"/cancellation", wuyi, `{"reason": "面积有误"}`).is(409, "supply.cancelled")
	d.call("POST", "/land/supplies", wuyi, body).is(201, "")
}

func TestSiteStory(t *testing.T) {
	d := newSupplyDesk(t)
	wuyi, lanxi := d.signIn("clerk.330723", theirPassword), d.signIn("clerk.330781", theirPassword)
	officer := d.signIn("land", theirPassword)
	d.call("POST", "/land/sites", wuyi, `{"name": "黄龙片区", "kind": "park", "plannedMu": 650}`).is(422, "request.invalid")
	site := "/land/sites/" + d.call("POST", "/land/sites", wuyi, `{"name": "黄龙片区", "kind": "inefficient", "plannedMu": 650}`).is(201, "").text("id")
	d.call("GET", site, lanxi, "").is(404, "missing")
	d.call("PATCH", site, wuyi, `{"plannedMu": 600}`).is(428, "version.required")
	d.call("PATCH", site, wuyi, `{"plannedMu": 600}`, `If-Match: "1"`).is(200, "").etag(`"2"`)

	march := site + "/months/2022-03"
	d.call("PUT", march, wuyi, `{"clearedMu": 120}`).is(422, "request.invalid")
	d.call("PUT", march, wuyi, `{"clearedMu": 120, "suppliedMu": 130}`).is(422, "request.invalid")
	d.call("PUT", march, wuyi, `{"clearedMu": 120, "suppliedMu": 30, "plannedMu": 100}`).is(201, "").etag(`"1"`)
	d.call("PUT", march, wuyi, `{"clearedMu": 110, "suppliedMu": 30}`).is(428, "site.unseen")
	d.call("PUT", march, wuyi, `{"clearedMu": 110, "suppliedMu": 30}`, `If-Match: "1"`).is(422, "request.invalid")
	d.call("PUT", march, wuyi, `{"clearedMu": 110, "suppliedMu": 30, "reason": "复核"}`, `If-Match: "1"`).is(200, "").etag(`"2"`)
	if n := d.call("GET", site+"/months", wuyi, "").is(200, "").fields()["total"]; n != 1.0 {
		t.Errorf("months: got %v, want 1", n)
	}

	figures := func(token, month string) any {
		total, _ := d.call("GET", "/land/sites/figures?month="+month, token, "").is(200, "").fields()["total"].(map[string]any)
		year, _ := total["year"].(map[string]any)
		return year["clearedMu"]
	}
	if got := []any{figures(wuyi, "2022-03"), figures(officer, "2022-04"), figures(lanxi, "2022-03"), figures(officer, "2022-02")}; !slices.Equal(got, []any{110.0, 110.0, 0.0, 0.0}) {
		t.Errorf("cleared in the year: got %v", got)
	}

	pool := d.call("POST", "/land/pools", officer, `{"year": 2022, "kind": "stockLand", "name": "存量盘活统筹"}`).is(201, "").text("id")
	issue := func(mu string) string {
		return `{"poolId": "` + pool + `", "areaMu": ` + mu + `, "note": "验收合格"}`
	}
	d.call("POST", site+"/issue", wuyi, issue("10")).is(403, "access.forbidden")
	d.call("POST", site+"/issue", officer, issue("110.01")).is(409, "site.exhausted")
	entry := d.call("POST", site+"/issue", officer, issue("110")).is(201, "").text("id")
	d.call("POST", site+"/issue", officer, issue("0.01")).is(409, "site.exhausted")
	if got := d.call("GET", "/land/pools/"+pool, officer, "").is(200, "").fields()["balanceMu"]; got != 110.0 {
		t.Errorf("the pool holds %v, want 110", got)
	}
	d.call("POST", site+"/issue-reversal", officer, `{"entryId": "`+entry+`", "reason": "文号有误"}`).is(201, "")
	totals, _ := d.call("GET", site, wuyi, "").is(200, "").fields()["totals"].(map[string]any)
	if totals["clearedMu"] != 110.0 || totals["suppliedMu"] != 30.0 || totals["issuedMu"] != 0.0 {
		t.Errorf("totals: got %v", totals)
	}
	if n := d.call("GET", "/land/sites?kind=inefficient&regionId=330723", officer, "").is(200, "").fields()["total"]; n != 1.0 {
		t.Errorf("sites: got %v, want 1", n)
	}
}
