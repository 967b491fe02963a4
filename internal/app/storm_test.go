package app_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
)

// stormLasts is how long the storm blows; ZHAOYIN_TEST_STORM raises it ("30s"), as make soak does.
func stormLasts() time.Duration {
	d, err := time.ParseDuration(os.Getenv("ZHAOYIN_TEST_STORM"))
	if err != nil {
		return 4 * time.Second
	}
	return d
}

// stormTally counts what the clients were told.
type stormTally struct {
	mu       sync.Mutex
	statuses map[int]int
	drafts   atomic.Int64 // numbers the texts: a draft like the one before would change, and leave, nothing
	effects  int          // submissions and returns
	writes   int          // these and saved drafts
	hasty    int          // answers of 503 without Retry-After
}

func (s *stormTally) note(a *answer, effective bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.statuses[a.status]++
	if a.status == http.StatusServiceUnavailable && a.header.Get("Retry-After") == "" {
		s.hasty++
	}
	if a.status >= 300 {
		return
	}
	s.writes++
	if effective {
		s.effects++
	}
}

// blows is true until the storm's time is over, and on a slow machine for as long as it takes, within reason, that statuses go back and forth.
func (s *stormTally) blows(since time.Duration, projects int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return since < stormLasts() || s.effects <= projects && since < 2*time.Minute
}

// TestDeadlineStorm lets 64 clients save, submit and resubmit months at once, on the same projects: no answer but success, an honest refusal, or
// 503 with Retry-After; and every effect has its trail and its event.
func TestDeadlineStorm(t *testing.T) {
	c := newCity(t)
	c.call("secretariat", http.MethodPost, "/meetings", map[string]any{"month": "2022-04"}).want(http.StatusCreated)
	var projects []*project.Project
	for i := range 48 {
		region := []string{"330723", "330781"}[i%2]
		name := fmt.Sprintf("风暴项目%02d", i)
		p, err := c.app.Project.Register(access.With(context.Background(), access.Actor{Name: "clerk." + region, Role: access.Clerk, RegionID: region}), registration(name))
		if err != nil {
			t.Fatal(err)
		}
		projects = append(projects, p)
	}
	for _, who := range []string{"lead.330723", "lead.330781", "secretariat"} {
		c.as(who)
	}
	before := c.count()
	told := &stormTally{statuses: map[int]int{}}
	began := time.Now()
	var clients sync.WaitGroup
	for i := range 64 {
		clients.Go(func() {
			for n := i; told.blows(time.Since(began), len(projects)); n++ {
				// A lap later the same project meets the other action.
				c.stormOnce(projects[n%len(projects)], n+n/len(projects), told)
			}
		})
	}
	clients.Wait()
	c.weathered(told, before, len(projects))
}

// weathered checks the storm's promises afterwards.
func (c *city) weathered(told *stormTally, before counts, projects int) {
	t := c.t
	t.Helper()
	after := c.count()
	for status := range told.statuses {
		switch status {
		case 200, 201, 409, 412, 422, 428, 503:
		default:
			t.Errorf("%d answers of %d", told.statuses[status], status)
		}
	}
	if told.hasty > 0 {
		t.Errorf("%d answers of 503 did not say when to try again", told.hasty)
	}
	if got := after.events - before.events; got != told.effects {
		t.Errorf("%d effects were acknowledged, %d events are kept", told.effects, got)
	}
	if got := after.entries - before.entries; got != told.writes {
		t.Errorf("%d writes were acknowledged, %d audit entries are kept", told.writes, got)
	}
	if told.effects <= projects {
		t.Errorf("%d effects on %d projects: no status went back and forth", told.effects, projects)
	}
	v, err := c.app.Audit.Verify(access.With(context.Background(), access.As("test")))
	if err != nil || !v.Whole {
		t.Errorf("trail: %+v %v", v, err)
	}
	differences, err := c.app.Meeting.Compare(access.With(context.Background(), access.As("test")))
	if err != nil || len(differences) > 0 {
		t.Errorf("rollups: %v %v", differences, err)
	}
	t.Logf("answers %v, effects %d, events %d, writes %d, audit entries %d", told.statuses, told.effects, after.events-before.events,
		told.writes, after.entries-before.entries)
}

// stormOnce saves and submits a status, or returns it, whatever the others are doing to it.
func (c *city) stormOnce(p *project.Project, n int, told *stormTally) {
	path := "/projects/" + p.ID + "/months/2022-04"
	lead := "lead." + p.RegionID
	if n%3 == 0 {
		seen := c.call("secretariat", http.MethodGet, path, nil)
		told.note(c.call("secretariat", http.MethodPost, path+"/return", map[string]any{"reason": "请补充进展"}, "If-Match", seen.etag()), true)
		return
	}
	seen := c.call(lead, http.MethodGet, path, nil)
	told.note(c.call(lead, http.MethodPut, path, map[string]any{
		"progress": fmt.Sprintf("第%d次填报，主体施工", told.drafts.Add(1)), "investedThisMonthWan": 100, "nextPlan": "继续施工",
	}, "If-Match", seen.etag()), false)
	told.note(c.call(lead, http.MethodPost, path+"/submission", nil), true)
}

func registration(name string) project.Registration {
	return project.Registration{Name: name, Industry: "C3841", InvestmentWan: 150000, Enterprise: &enterprise.Registration{Name: name + "公司"}}
}

type counts struct{ events, entries int }

func (c *city) count() counts {
	c.t.Helper()
	var n counts
	err := c.app.DB.Read(access.With(context.Background(), access.As("test")), access.AuditVerify, func(tx *store.Tx) error {
		if err := tx.One("SELECT count(*) FROM events WHERE type LIKE 'month.%'", nil, &n.events); err != nil {
			return err
		}
		return tx.One("SELECT count(*) FROM audit", nil, &n.entries)
	})
	if err != nil {
		c.t.Fatal(err)
	}
	return n
}
