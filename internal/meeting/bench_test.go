package meeting_test

import (
	"context"
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/org"
	"zhaoyin/internal/project"
	"zhaoyin/internal/review"
	"zhaoyin/internal/store"
	"zhaoyin/internal/store/storetest"
)

// The rows of a large city: projects over ten counties, industries and sizes, the milestones of two years, the statuses of the open month.
const (
	manyProjects = `INSERT INTO projects (id, version, created_at, created_by, updated_at, updated_by, code, region_id, enterprise_id, name, name_key,
  industry, channel, investment_wan, stage, condition, counts, counts_reason, registered_wan, light)
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
SELECT 'p' || i, 1, r.created_at, 'x', r.created_at, 'x', 'c' || i, r.id, 'e1', 'n' || i, 'n' || i,
  'C' || (13 + i % 31) || '10', 'general', 90000 + (i % 97) * 12000, 'producing', 'active', r.active, 'threshold', 100000, 'green'
FROM n JOIN regions r ON r.sort_order = i % 10 + 1`
	manyMilestones = `INSERT INTO milestones (id, version, created_at, created_by, updated_at, updated_by, region_id, project_id, kind, occurred_on, reported_at,
  credited_month, late, state)
SELECT k.kind || p.id, 1, p.created_at, 'x', p.created_at, 'x', p.region_id, p.id, k.kind, '2022-03-10', p.created_at, k.month, FALSE, 'verified'
FROM projects p JOIN (%s) k ON p.investment_wan / 12000 %% 24 = k.n`
	manyStatuses = `INSERT INTO month_statuses (id, version, created_at, created_by, updated_at, updated_by, project_id, region_id, month, state, stage, late,
  no_change, invested_this_month_wan, invested_total_wan, confirmed, funds_arrived_wan, light, light_by_rule, light_rule)
SELECT 's' || id, 1, created_at, 'x', created_at, 'x', id, region_id, '2022-12', 'accepted', stage, FALSE, FALSE, 100, 1000, FALSE, 0, 'green', 'green', 'onCourse'
FROM projects`
)

// credits spreads the five kinds over the 24 months of 2021 and 2022.
func credits() string {
	var rows []string
	month := calendar.Month("2021-01")
	for n := range 24 {
		for _, kind := range []string{"signed", "landed", "started", "completed", "producing"} {
			rows = append(rows, fmt.Sprintf("SELECT %d AS n, '%s' AS kind, '%s' AS month", n, kind, month))
		}
		month = month.Next()
	}
	return strings.Join(rows, " UNION ALL ")
}

// largeCity is a database of 100,000 projects, with ten years of reviews, issues, land requests and supplies, whose November 2022 is closed and whose December is open.
func largeCity(b *testing.B) *meeting.Service {
	b.Helper()
	db := storetest.OpenAt(b, storetest.NewClock(time.Date(2022, 12, 12, 2, 0, 0, 0, time.UTC)))
	must(b, org.NewService(db).Seed(context.Background(), org.Default()))
	s := meeting.NewService(db, calendar.Workdays{}, project.DefaultThreshold)
	must(b, s.Seed(context.Background()))
	must(b, review.NewService(db).Seed(context.Background()))
	must(b, db.Write(system, access.StoreSeed, func(tx *store.Tx) error {
		for _, text := range []string{
			`INSERT INTO enterprises (id, version, created_at, created_by, updated_at, updated_by, region_id, name, kind, is_fortune500, is_chain_leader)
SELECT 'e1', 1, created_at, 'x', created_at, 'x', id, 'e', 'private', FALSE, FALSE FROM regions WHERE sort_order = 1`,
			manyProjects, fmt.Sprintf(manyMilestones, credits()), manyReviews, manyIssues, manyRequests, manySupplies,
		} {
			if err := tx.Q().Exec(text).Error; err != nil {
				return err
			}
		}
		return nil
	}))
	_, err := s.Rebuild(system)
	must(b, err)
	_, err = s.Open(secretariat, meeting.Opening{Month: "2022-11"})
	must(b, err)
	_, err = s.Close(secretariat, "2022-11", 0, meeting.Closing{})
	must(b, err)
	_, err = s.Open(secretariat, meeting.Opening{Month: "2022-12"})
	must(b, err)
	must(b, db.Write(system, access.StoreSeed, func(tx *store.Tx) error { return tx.Q().Exec(manyStatuses).Error }))
	_, err = s.Rebuild(system)
	must(b, err)
	return s
}

// BenchmarkBoard reads boards of a city with 100,000 projects: ≤ 10 ms for an open month, ≤ 1 ms for a closed one.
func BenchmarkBoard(b *testing.B) {
	s := largeCity(b)
	for name, month := range map[string]calendar.Month{"open": "2022-12", "closed": "2022-11"} {
		b.Run(name, func(b *testing.B) {
			began, ran := burned(b), 0
			for ; b.Loop(); ran++ {
				open, frozen, err := s.Board(leader, month)
				must(b, err)
				if (frozen == nil) != (name == "open") || open != nil && open.City.Submissions.Due != 100000 {
					b.Fatal("another board than was asked for")
				}
			}
			b.ReportMetric(float64(burned(b)-began)/float64(ran), "cpu-ns/op")
		})
	}
}

// burned is the processor time of this process: what a board costs, also on a machine that is busy with other work.
func burned(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	must(b, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkRebuild recounts the rollups of 100,000 projects from half a million rows.
func BenchmarkRebuild(b *testing.B) {
	s := largeCity(b)
	for b.Loop() {
		found, err := s.Compare(system)
		must(b, err)
		if len(found) > 0 {
			b.Fatalf("%d rollups differ", len(found))
		}
	}
}
