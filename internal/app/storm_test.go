package app_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"sync"
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
		return 2 * time.Second
	}
	return d
}

// stormTally counts what the clients were told.
type stormTally struct {
	mu       sync.Mutex
	statuses map[int]int
	effects  int
}

func (s *stormTally) note(a *answer, effective bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.statuses[a.status]++
	if effective && a.status < 300 {
		s.effects++
	}
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
	until := time.Now().Add(stormLasts())
	var clients sync.WaitGroup
	for i := range 64 {
		clients.Go(func() {
			for n := i; time.Now().Before(until); n++ {
				c.stormOnce(projects[n%len(projects)], n, told)
			}
		})
	}
	clients.Wait()
	after := c.count()
	for status := range told.statuses {
		switch status {
		case 200, 201, 409, 412, 422, 428, 503:
		default:
			t.Errorf("%d answers of %d", told.statuses[status], status)
		}
	}
	if after.events-before.events != told.effects || told.effects == 0 {
		t.Errorf("%d effects were acknowledged, %d events are kept", told.effects, after.events-before.events)
	}
	v, err := c.app.Audit.Verify(access.With(context.Background(), access.As("test")))
	if err != nil || !v.Whole {
		t.Errorf("trail: %+v %v", v, err)
	}
	differences, err := c.app.Meeting.Compare(access.With(context.Background(), access.As("test")))
	if err != nil || len(differences) > 0 {
		t.Errorf("rollups: %v %v", differences, err)
	}
	t.Logf("answers %v, effects %d, audit entries %d", told.statuses, told.effects, after.entries-before.entries)
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
		"progress": fmt.Sprintf("第%d次填报，主体施工", n), "investedThisMonthWan": 100, "nextPlan": "继续施工",
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
