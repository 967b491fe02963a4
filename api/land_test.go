package api

import (
	"context"
	"fmt"
	"log/slog"
	"testing"

	"zhaoyin/api/apitest"
	"zhaoyin/internal/access"
	"zhaoyin/internal/account"
	"zhaoyin/internal/blob"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/land"
	"zhaoyin/internal/org"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store/storetest"
)

// landDesk is a service with a county's people, the city's land officer, and one project of 149,600 万元 on 299.2 mu in 武义.
type landDesk struct {
	*office
	project string
	tokens  map[string]string
}

func newLandDesk(t *testing.T) *landDesk {
	t.Helper()
	d := &landDesk{office: &office{t: t, clock: storetest.NewClock(storetest.Start)}}
	db := storetest.OpenAt(t, d.clock)
	quiet := slog.New(slog.DiscardHandler)
	d.account = account.NewService(db, quickly(), quiet)
	files, err := blob.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	var people []account.Account
	for _, p := range []account.Registration{
		{Name: "clerk", Role: access.Clerk, RegionID: "330723"}, {Name: "lead", Role: access.Lead, RegionID: "330723"},
		{Name: "lanxi", Role: access.Lead, RegionID: "330781"}, {Name: "officer", Role: access.Land}, {Name: "leader", Role: access.Leader},
	} {
		people = append(people, account.Account{Registration: p, Password: theirPassword})
	}
	system := access.With(context.Background(), access.As("test"))
	for _, err := range []error{org.NewService(db).Seed(system, org.Default()), d.account.Seed(system, people)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	d.handler = apitest.Strict(t, New(Services{
		DB: db, Log: quiet, Now: d.clock.Now, Settings: Settings{BodyLimit: 1 << 20, UploadLimit: 1 << 20}, Account: d.account,
		Org: org.NewService(db), Project: project.NewService(db, project.DefaultThreshold, files), Land: land.NewService(db),
	}))
	d.day("2022-04-12")
	d.project = d.as("clerk", "POST", "/projects", `{"name":"光伏组件","industry":"C3841","investmentWan":149600,"landMu":299.2,"taxWan":10000,"plotRatio":1.5,
		"enterprise":{"name":"武义光伏公司"}}`).is(201, "").text("id")
	return d
}

// day moves the clock and signs everybody in again.
func (d *landDesk) day(day calendar.Date) {
	d.clock.Set(day.At(10, 0))
	d.tokens = map[string]string{}
	for _, name := range []string{"clerk", "lead", "lanxi", "officer", "leader"} {
		d.tokens[name] = d.signIn(name, theirPassword)
	}
}

func (d *landDesk) as(name, method, path, body string, headers ...string) answer {
	d.t.Helper()
	return d.call(method, path, d.tokens[name], body, headers...)
}

func ifVersion(n int) string { return fmt.Sprintf(`If-Match: "%d"`, n) }

func (d *landDesk) pool(body string, mu int) string {
	d.t.Helper()
	id := d.as("officer", "POST", "/land/pools", body).is(201, "").text("id")
	d.as("officer", "POST", "/land/pools/"+id+"/entries", fmt.Sprintf(`{"kind":"issue","amountMu":%d,"note":"浙土资发〔2022〕7号"}`, mu)).is(201, "")
	return id
}

func (d *landDesk) balance(path string, free, granted, used float64) {
	d.t.Helper()
	p := d.as("officer", "GET", path, "").is(200, "").fields()
	if p["balanceMu"] != free || p["grantedMu"] != granted || p["usedMu"] != used {
		d.t.Errorf("%s: got free %v, granted %v, used %v, want %v, %v, %v", path, p["balanceMu"], p["grantedMu"], p["usedMu"], free, granted, used)
	}
}

// TestLandStory is 武义's large land need beyond its own quota: granted from the city's pool by the rule, in part used, extended, recalled.
func TestLandStory(t *testing.T) {
	d := newLandDesk(t)
	city := d.pool(`{"year":2022,"regionId":null,"kind":"newLand","name":"重大制造业项目统筹"}`, 500)
	own := d.pool(`{"year":2022,"regionId":"330723","kind":"newLand","name":"年度计划"}`, 60)
	d.as("officer", "POST", "/land/pools", `{"year":2022,"kind":"newLand","name":"重大制造业项目统筹"}`).is(409, "land.poolExists")
	if got := d.as("lanxi", "GET", "/land/pools", "").is(200, "").fields()["total"]; got != 1.0 {
		t.Errorf("another county sees %v pools, want the city's", got)
	}
	d.as("lanxi", "GET", "/land/pools/"+own, "").is(404, "missing")
	d.as("lanxi", "GET", "/land/pools/"+city+"/entries", "").is(404, "missing")
	d.as("lead", "POST", "/land/pools/"+city+"/entries", `{"kind":"issue","amountMu":1}`).is(403, "access.forbidden")

	apply := fmt.Sprintf(`{"projectId":%q,"areaMu":299.2,"cityShareMu":239.2,"ownShareMu":60,"kind":"newLand","reason":"县级指标不足","startMonths":6}`, d.project)
	d.as("clerk", "POST", "/land/requests", `{"projectId":"`+d.project+`","areaMu":100,"cityShareMu":1,"ownShareMu":1,"kind":"newLand","reason":"x"}`).is(422, "request.invalid")
	made := d.as("clerk", "POST", "/land/requests", apply).is(201, "").etag(`"1"`)
	request := "/land/requests/" + made.text("id")
	checks := made.fields()["checks"].([]any)
	if first := checks[0].(map[string]any); len(checks) != 4 || first["key"] != "investmentPerMu" || first["value"] != 500.0 || first["threshold"] != 500.0 || first["ok"] != true {
		t.Errorf("checks %v", checks)
	}
	d.as("lanxi", "GET", request, "").is(404, "missing")
	d.as("clerk", "POST", request+"/precheck", `{}`, ifVersion(1)).is(403, "access.forbidden")
	d.as("lead", "POST", request+"/precheck", `{}`).is(428, "version.required")
	d.as("officer", "POST", request+"/approval", `{"approvedMu":10,"poolId":"`+city+`","startBy":"2022-10-31"}`, ifVersion(1)).is(409, "land.state")
	d.as("lead", "POST", request+"/precheck", `{"ok":true,"note":"属实"}`, ifVersion(1)).is(200, "").etag(`"2"`)

	d.as("officer", "POST", request+"/reservation", `{"poolId":"`+city+`","areaMu":239.2}`).is(201, "")
	d.balance("/land/pools/"+city, 260.8, 0, 0)
	d.as("officer", "POST", request+"/approval", `{"approvedMu":61,"poolId":"`+own+`","startBy":"2022-10-31"}`, ifVersion(2)).is(412, "stale")
	short := d.as("officer", "POST", request+"/approval", `{"approvedMu":61,"poolId":"`+own+`","startBy":"2022-10-31"}`, ifVersion(3)).is(409, "land.exhausted").fields()
	if short["have"] != 60.0 || short["want"] != 61.0 {
		t.Errorf("the conflict says have %v, want %v", short["have"], short["want"])
	}
	d.as("officer", "POST", request+"/approval", fmt.Sprintf(`{"grants":[{"poolId":%q,"areaMu":200},{"poolId":%q,"areaMu":60}],"approvedMu":260,
		"startBy":"2022-05-10","conditions":["容积率不低于 1.5"]}`, city, own), ifVersion(3)).is(200, "").etag(`"4"`)
	d.balance("/land/pools/"+city, 300, 200, 0)
	d.balance("/land/pools/"+own, 0, 60, 0)
	if got := d.as("officer", "GET", request+"/reservations", "").is(200, "").fields()["items"].([]any)[0].(map[string]any)["state"]; got != "released" {
		t.Errorf("the reservation is %v", got)
	}

	d.as("clerk", "POST", request+"/use", `{"areaMu":300}`).is(409, "land.overLeft")
	d.as("clerk", "POST", request+"/use", `{"areaMu":150,"note":"一期"}`).is(200, "").etag(`"5"`)
	d.as("lead", "POST", request+"/return", `{"areaMu":10,"reason":"方案优化"}`).is(200, "").etag(`"6"`)

	d.day("2022-05-11")
	if got := d.as("leader", "GET", "/land/requests?recall=proposed", "").is(200, "").fields()["total"]; got != 1.0 {
		t.Errorf("%v recalls proposed, want 1", got)
	}
	d.as("officer", "POST", request+"/recall", `{"decision":"confirm","reason":"x"}`).is(428, "version.required")
	d.as("officer", "POST", request+"/recall", `{"decision":"extend","reason":"雨季","startBy":"2022-06-10"}`, ifVersion(6)).is(200, "").etag(`"7"`)
	d.as("officer", "POST", request+"/recall", `{"decision":"confirm","reason":"x"}`, ifVersion(7)).is(409, "land.recallNotDue")
	d.day("2022-06-11")
	last := d.as("officer", "POST", request+"/recall", `{"decision":"confirm","reason":"逾期未开工"}`, ifVersion(7)).is(200, "").fields()
	if last["state"] != "used" || last["usedMu"] != 150.0 || last["returnedMu"] != 110.0 || last["leftMu"] != 0.0 || len(last["steps"].([]any)) != 9 {
		t.Errorf("after the recall %v", last)
	}
	// Of 560 mu, 260 were granted: 150 used, 10 given back in April, 100 recalled in June.
	for asOf, want := range map[string][2]float64{"2022-04-11": {0, 0}, "2022-06-10": {310, 150}, "2022-06-11": {410, 150}} {
		free, used := 0.0, 0.0
		for _, id := range []string{city, own} {
			p := d.as("officer", "GET", "/land/pools/"+id+"?asOf="+asOf, "").is(200, "").fields()
			free, used = free+p["balanceMu"].(float64), used+p["usedMu"].(float64)
		}
		if free != want[0] || used != want[1] {
			t.Errorf("as of %s: free %v and used %v, want %v", asOf, free, used, want)
		}
	}
	d.as("officer", "GET", "/land/pools/"+city+"?asOf=yesterday", "").is(422, "request.invalid")
	if got := d.as("lead", "GET", "/land/pools/"+own+"/entries?asOf=2022-04-12&kind=issue", "").is(200, "").fields()["total"]; got != 1.0 {
		t.Errorf("%v issues on the own statement, want 1", got)
	}
}

// TestLandSideRoads are the ends that a request may come to besides use, and what is published.
func TestLandSideRoads(t *testing.T) {
	d := newLandDesk(t)
	city := d.pool(`{"year":2022,"kind":"newLand","name":"统筹"}`, 100)
	apply := fmt.Sprintf(`{"projectId":%q,"areaMu":80,"kind":"newLand","reason":"扩建","startMonths":6}`, d.project)
	first := "/land/requests/" + d.as("clerk", "POST", "/land/requests", apply).is(201, "").text("id")
	second := "/land/requests/" + d.as("clerk", "POST", "/land/requests", apply).is(201, "").text("id")
	bench := d.as("leader", "POST", "/land/what-if", `{"poolId":"`+city+`"}`).is(200, "").fields()
	if bench["givenMu"] != 100.0 || bench["shortMu"] != 60.0 || len(bench["items"].([]any)) != 2 {
		t.Errorf("the bench %v", bench)
	}
	d.as("lead", "POST", "/land/what-if", `{"poolId":"`+city+`"}`).is(403, "access.forbidden")
	d.as("leader", "POST", "/land/what-if", `{"poolId":"`+city+`","scoring":{"terms":[{"key":"taxPerMu","weight":50,"full":60}]}}`).is(422, "request.invalid")
	d.as("officer", "POST", first+"/refusal", `{}`, ifVersion(1)).is(422, "request.invalid")
	d.as("officer", "POST", first+"/refusal", `{"reason":"不符合规划"}`, ifVersion(1)).is(200, "").etag(`"2"`)
	d.as("lead", "POST", second+"/withdrawal", `{"reason":"改用存量"}`).is(200, "")
	d.as("lead", "POST", second+"/return", `{"reason":"x"}`).is(409, "land.state")

	entry := d.as("officer", "GET", "/land/pools/"+city+"/entries", "").is(200, "").fields()["items"].([]any)[0].(map[string]any)
	if entry["amountMu"] != 100.0 || entry["balanceMu"] != 100.0 || entry["by"] != "officer" || entry["seq"] != 1.0 {
		t.Errorf("entry %v", entry)
	}
	undo := fmt.Sprintf(`{"kind":"reverse","reverses":%q,"note":"文号写错"}`, entry["id"])
	d.as("officer", "POST", "/land/pools/"+city+"/entries", undo).is(201, "")
	d.as("officer", "POST", "/land/pools/"+city+"/entries", undo).is(409, "ledger.reversed")
	d.balance("/land/pools/"+city, 0, 0, 0)

	d.as("clerk", "GET", "/land/thresholds", "").is(200, "").etag(`"1"`)
	rules := `{"source":"金政发〔2022〕1号","rules":[{"industry":"C","investmentPerMuWan":300,"taxPerMuWan":20,"plotRatio":1.2,"startMonths":12}]}`
	d.as("officer", "PUT", "/land/thresholds", rules).is(428, "version.required")
	d.as("officer", "PUT", "/land/thresholds", rules, ifVersion(1)).is(200, "").etag(`"2"`)
	d.as("officer", "PUT", "/land/thresholds", rules, ifVersion(1)).is(412, "stale")
	d.as("clerk", "PUT", "/land/thresholds", rules, ifVersion(2)).is(403, "access.forbidden")
	d.as("clerk", "GET", "/land/scoring", "").is(200, "").etag(`"1"`)
}
