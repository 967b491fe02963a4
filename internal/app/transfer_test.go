package app_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"sync"
	"testing"

	"zhaoyin/internal/access"
	"zhaoyin/internal/store"
)

// hand asks for a transfer of a project at the version that it has.
func (c *city) hand(who, id, to string, extra fields) *answer {
	c.t.Helper()
	body := fields{"toRegionId": to, "reason": "选址调整"}
	for name, value := range extra {
		body[name] = value
	}
	now := c.call("leader", http.MethodGet, "/projects/"+id, nil).want(http.StatusOK)
	return c.call(who, http.MethodPost, "/projects/"+id+"/transfer", body, "If-Match", now.etag())
}

// busy is a project of 武义 with something of everything: signed and told of in a closed month, under review, with a land request, a fund request and an issue.
func (c *city) busy() string {
	c.t.Helper()
	c.call("secretariat", http.MethodPost, "/meetings", fields{"month": "2022-03"}).want(http.StatusCreated)
	id := c.register("330723", "武义储能电池项目", 149600).text("id")
	c.sign("330723", id, "2022-03-20")
	c.tell("330723", id, "2022-03", 5000, []fields{{"kind": "power", "title": "双回路供电"}})
	c.call("secretariat", http.MethodPost, "/meetings/2022-03/close", nil).want(http.StatusOK)
	c.call("secretariat", http.MethodPost, "/meetings", fields{"month": "2022-04"}).want(http.StatusCreated)
	c.call("clerk.330723", http.MethodPost, "/projects/"+id+"/reviews", nil).want(http.StatusCreated)
	c.call("clerk.330723", http.MethodPost, "/fund/requests", fields{"projectId": id, "amountWan": 20000, "purpose": "设备购置"}).want(http.StatusCreated)
	c.call("clerk.330723", http.MethodPost, "/issues", fields{
		"projectId": id, "kind": "energy", "title": "能耗指标", "level": "city", "leadDepartmentId": "ndrc", "dueOn": "2022-04-29",
	}).want(http.StatusCreated)
	c.call("secretariat", http.MethodPost, "/meetings/2022-03/decisions", fields{"text": "保障储能项目用电", "leadDepartmentId": "ndrc", "projectId": id}).want(http.StatusCreated)
	return id
}

// TestProjectIsHandedOver moves a project of 武义 with all that belongs to it to 兰溪: it counts there, 兰溪 goes on with it, 武义 sees nothing of it any more, and the closed
// month stays as it was published.
func TestProjectIsHandedOver(t *testing.T) {
	c := newCity(t)
	id := c.busy()
	before := c.call("leader", http.MethodGet, "/meetings/2022-03/board", nil).want(http.StatusOK)

	c.hand("lead.330723", id, "330781", nil).want(http.StatusForbidden)
	c.hand("secretariat", id, "330723", nil).want(http.StatusUnprocessableEntity)
	c.hand("secretariat", id, "330700", nil).want(http.StatusUnprocessableEntity)
	c.hand("secretariat", id, "330781", fields{"creditShares": []fields{{"regionId": "330723", "percent": 40}, {"regionId": "330781", "percent": 50}}}).
		want(http.StatusUnprocessableEntity)
	c.hand("secretariat", id, "330781", fields{"creditShares": []fields{{"regionId": "330784", "percent": 100}}}).want(http.StatusUnprocessableEntity)
	path := "/projects/" + id + "/transfer"
	order := fields{"toRegionId": "330781", "reason": "选址调整"}
	c.call("secretariat", http.MethodPost, path, order).want(http.StatusPreconditionRequired)
	c.call("secretariat", http.MethodPost, path, order, "If-Match", `"1"`).want(http.StatusPreconditionFailed)
	moved := c.hand("secretariat", id, "330781", fields{"creditShares": []fields{{"regionId": "330723", "percent": 40}, {"regionId": "330781", "percent": 60}}}).want(http.StatusOK)
	if moved.text("regionId") != "330781" || moved.text("originRegionId") != "330723" || moved.text("code")[:6] != "330723" || moved.number("creditShares/1/percent") != 60 {
		t.Errorf("moved: %s", moved.body)
	}
	c.everythingIn(id, "330781")
	c.hand("secretariat", id, "330784", nil).want(http.StatusUnprocessableEntity) // 永康 would have the project and no credit
	c.checkMoved(id)

	again := c.call("leader", http.MethodGet, "/meetings/2022-03/board", nil).want(http.StatusOK)
	if !bytes.Equal(before.body, again.body) {
		t.Error("the closed month's board has changed")
	}
	if found, err := c.app.Meeting.Compare(access.With(context.Background(), access.As("test"))); err != nil || len(found) > 0 {
		t.Errorf("the rollups differ from their rows: %v, %v", found, err)
	}
	now := c.call("leader", http.MethodGet, "/meetings/2022-04/board", nil).want(http.StatusOK)
	if now.number("city/year/signed/count") != 1 || now.number("city/invested/yearWan") != 6000 {
		t.Errorf("the city has other figures than its rows: %s", shorten(now.body))
	}
	c.call("secretariat", http.MethodPost, "/meetings/2022-04/close", nil).want(http.StatusOK)
	_, papers := c.pack("secretariat", "2022-04", fields{})
	for _, want := range []string{
		"更正：“武义储能电池项目”由武义县流转至兰溪市（原因：选址调整），2022年3月已公布数据中，", "签约项目1个、14.96亿元", "由武义县改计兰溪市。",
		"武义县“武义储能电池项目”流转至兰溪市：选址调整。",
	} {
		if !bytes.Contains(papers["html"], []byte(want)) {
			t.Errorf("the next paper lacks %s", want)
		}
	}
}

// checkMoved has both counties look.
func (c *city) checkMoved(id string) {
	c.t.Helper()
	for _, path := range []string{"/projects/" + id, "/projects/" + id + "/timeline", "/projects/" + id + "/months/2022-03"} {
		c.call("clerk.330723", http.MethodGet, path, nil).want(http.StatusNotFound)
		c.call("clerk.330781", http.MethodGet, path, nil).want(http.StatusOK)
	}
	for _, path := range []string{"/reviews", "/fund/requests", "/issues", "/projects"} {
		if n := c.call("clerk.330723", http.MethodGet, path, nil).want(http.StatusOK).number("total"); n != 0 {
			c.t.Errorf("武义 still sees %d of %s", n, path)
		}
		if n := c.call("clerk.330781", http.MethodGet, path, nil).want(http.StatusOK).number("total"); n == 0 {
			c.t.Errorf("兰溪 sees nothing of %s", path)
		}
	}
	c.told(id, "transfer", "review", "fund", "issue", "month", "milestone")
	if e := c.call("clerk.330781", http.MethodGet, "/projects/"+id, nil).text("enterprise/name"); e != "武义储能电池项目有限公司" {
		c.t.Errorf("the investor is %q", e)
	}
	c.waits("lead.330781", "reviewStep", id)
	step := "/reviews/" + c.call("leader", http.MethodGet, "/reviews", nil).text("items/0/id") + "/steps/county/opinion"
	c.call("lead.330723", http.MethodPost, step, fields{"opinion": "agree"}).want(http.StatusNotFound)
	c.call("lead.330781", http.MethodPost, step, fields{"opinion": "agree"}).want(http.StatusOK)
	c.tell("330781", id, "2022-04", 1000, []fields{})
}

// ofProject is every table whose rows belong to a project, by what tells the project's id.
var ofProject = map[string]string{
	"projects": "id", "milestones": "project_id", "attachments": "project_id", "stage_moves": "project_id", "project_transfers": "project_id",
	"month_statuses": "project_id", "land_requests": "project_id", "fund_requests": "project_id", "fund_steps": "project_id", "issues": "project_id",
	"reviews": "project_id", "review_conditions": "project_id",
	"land_reservations":  "(SELECT r.project_id FROM land_requests r WHERE r.id = request_id)",
	"fund_disbursements": "(SELECT r.project_id FROM fund_requests r WHERE r.id = request_id)",
	"issue_rounds":       "(SELECT i.project_id FROM issues i WHERE i.id = issue_id)",
	"issue_moves":        "(SELECT i.project_id FROM issues i WHERE i.id = issue_id)",
	"decisions":          "(SELECT i.project_id FROM issues i WHERE i.id = issue_id)",
	"review_steps":       "(SELECT r.project_id FROM reviews r WHERE r.id = review_id)",
	"review_suspensions": "(SELECT r.project_id FROM reviews r WHERE r.id = review_id)",
}

// stays are the tables with a county whose rows do not go with a project: what lies in a county, what was told to somebody, what was published, what only sums up.
var stays = []string{
	"users", "enterprises", "project_numbers", "region_figures", "industry_figures", "restatements", "packs", "imports", "land_pools", "land_supplies", "land_sites",
	"land_site_months", "ledger_accounts", "ledger_entries", "notifications", "urgings", "audit", "events",
}

// everythingIn finds rows of the project that carry another county, and tables that nobody has thought of.
func (c *city) everythingIn(id, region string) {
	c.t.Helper()
	for _, table := range c.tables() {
		owner, goes := ofProject[table]
		if !goes {
			continue
		}
		query := fmt.Sprintf("SELECT count(*) FROM %s WHERE %s = ? AND region_id <> ?", table, owner)
		if n := c.counted(query, id, region); n > 0 {
			c.t.Errorf("%d rows of %s have stayed behind", n, table)
		}
	}
}

func (c *city) counted(query string, args ...any) (n int) {
	c.t.Helper()
	err := c.app.DB.Read(access.With(context.Background(), access.As("test")), access.StoreVerify, func(tx *store.Tx) error {
		rows, err := tx.Rows(query, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			if err := rows.Scan(&n); err != nil {
				return err
			}
		}
		return rows.Err()
	})
	if err != nil {
		c.t.Fatalf("%s: %v", query, err)
	}
	return n
}

// tables are all that have a county, each of which has to be known here.
func (c *city) tables() []string {
	c.t.Helper()
	var found []string
	known := map[string]bool{}
	for table := range ofProject {
		known[table] = true
	}
	for _, table := range stays {
		known[table] = true
	}
	err := c.app.DB.Read(access.With(context.Background(), access.As("test")), access.StoreVerify, func(tx *store.Tx) error {
		schema := tx.Q().Migrator()
		all, err := schema.GetTables()
		for _, table := range all {
			if schema.HasColumn(table, "region_id") {
				found = append(found, table)
			}
		}
		return err
	})
	if err != nil {
		c.t.Fatal(err)
	}
	for _, table := range found {
		if !known[table] {
			c.t.Errorf("the table %s has a county: does it go with a project that is handed over?", table)
		}
	}
	return found
}

// TestTransferRacesWithReports: while a project goes to and fro, both counties report; whatever is kept belongs to the county that has the project in the end.
func TestTransferRacesWithReports(t *testing.T) {
	c := newCity(t)
	id := c.busy()
	for _, who := range []string{"clerk.330723", "clerk.330781", "secretariat", "leader"} {
		c.as(who)
	}
	var wg sync.WaitGroup
	for _, region := range []string{"330723", "330781"} {
		wg.Go(func() {
			for i := range 15 {
				a := c.call("clerk."+region, http.MethodPost, "/issues", fields{"projectId": id, "kind": "other", "title": fmt.Sprintf("事项%s-%d", region, i), "level": "city"})
				if a.status >= http.StatusInternalServerError {
					t.Errorf("issue: %s", a.body)
				}
				a = c.upload("clerk."+region, id, "说明.txt", fmt.Sprint(region, i))
				if a.status >= http.StatusInternalServerError {
					t.Errorf("upload: %s", a.body)
				}
			}
		})
	}
	moves := 0
	for i := range 10 {
		to := []string{"330781", "330723"}[i%2]
		if a := c.hand("secretariat", id, to, nil); a.status == http.StatusOK {
			moves++
		}
	}
	wg.Wait()
	if moves == 0 {
		t.Error("no transfer was ever done")
	}
	c.everythingIn(id, c.call("leader", http.MethodGet, "/projects/"+id, nil).text("regionId"))
}

// granted is a project of 武义 with 100 mu of the county's own pool, and the path of its request.
func (c *city) granted() (id, path string) {
	c.t.Helper()
	id = c.register("330723", "武义储能电池项目", 149600).text("id")
	pool := c.call("land", http.MethodPost, "/land/pools", fields{"year": 2022, "kind": "newLand", "regionId": "330723", "name": "武义县指标"}).want(http.StatusCreated).text("id")
	c.call("land", http.MethodPost, "/land/pools/"+pool+"/entries", fields{"kind": "issue", "amountMu": 300}).want(http.StatusCreated)
	asked := c.call("clerk.330723", http.MethodPost, "/land/requests", fields{
		"projectId": id, "areaMu": 100, "cityShareMu": 0, "ownShareMu": 100, "kind": "newLand", "reason": "新建厂房",
	}).want(http.StatusCreated)
	path = "/land/requests/" + asked.text("id")
	checked := c.call("lead.330723", http.MethodPost, path+"/precheck", fields{"note": "符合规划"}, "If-Match", asked.etag()).want(http.StatusOK)
	c.call("land", http.MethodPost, path+"/approval", fields{"approvedMu": 100, "poolId": pool, "startBy": "2022-10-31", "note": "亩均投资低于标准"}, "If-Match", checked.etag()).
		want(http.StatusOK)
	return id, path
}

// stuck holds that the project is not handed over, for a reason.
func (c *city) stuck(id, code string) {
	c.t.Helper()
	if refused := c.hand("secretariat", id, "330781", nil).want(http.StatusConflict); refused.text("code") != code {
		c.t.Errorf("got %s, want %s", refused.body, code)
	}
	c.everythingIn(id, "330723")
}

// TestOwnQuotaStays: land quota of the giving county's own pool does not go with a project; once it has come back, the project goes.
func TestOwnQuotaStays(t *testing.T) {
	c := newCity(t)
	id, path := c.granted()
	c.stuck(id, "land.ownQuota")
	now := c.call("land", http.MethodGet, path, nil)
	c.call("land", http.MethodPost, path+"/return", fields{"areaMu": 100, "reason": "项目流转"}, "If-Match", now.etag()).want(http.StatusOK)
	c.hand("secretariat", id, "330781", nil).want(http.StatusOK)
	c.everythingIn(id, "330781")
}

// TestUsedOwnQuotaHoldsTheProject: its land lies in the county whose quota it used, whatever of the rest comes back.
func TestUsedOwnQuotaHoldsTheProject(t *testing.T) {
	c := newCity(t)
	id, path := c.granted()
	c.call("clerk.330723", http.MethodPost, path+"/use", fields{"areaMu": 40, "note": "一期"}).want(http.StatusOK)
	c.stuck(id, "land.ownQuotaUsed")
	c.call("land", http.MethodPost, path+"/return", fields{"areaMu": 60, "reason": "项目流转"}).want(http.StatusOK)
	c.stuck(id, "land.ownQuotaUsed")
}
