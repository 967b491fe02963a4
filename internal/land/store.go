package land

import (
	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
)

// overdue are the requests whose recall is proposed: granted, not used up, and not started by their day.
func overdue(tx *store.Tx) []store.Cond {
	return []store.Cond{
		store.Where("state IN ('approved', 'used') AND approved_mu > used_mu + returned_mu AND start_by < ?", string(tx.Today())),
		store.Where("NOT EXISTS (SELECT 1 FROM milestones m WHERE m.project_id = land_requests.project_id AND m.kind = 'started' AND m.state = 'verified')"),
	}
}

// startedOf says which of the projects have a verified start of construction.
func startedOf(tx *store.Tx, projectIDs []string) (map[string]bool, error) {
	started := map[string]bool{}
	if len(projectIDs) == 0 {
		return started, nil
	}
	rows, err := store.All[project.Milestone](tx, "id", store.In("project_id", projectIDs),
		store.Where("kind = ? AND state = ?", project.Started, project.Verified))
	for i := range rows {
		started[rows[i].ProjectID] = true
	}
	return started, err
}

func projectIDs(requests []Request) []string {
	seen := map[string]bool{}
	ids := []string{}
	for i := range requests {
		if id := requests[i].ProjectID; !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	return ids
}

// projectsOf reads the projects of requests, by id.
func projectsOf(tx *store.Tx, requests []Request) (map[string]*project.Project, error) {
	rows, err := store.AllIn[project.Project](tx, "id", "id", projectIDs(requests))
	byID := make(map[string]*project.Project, len(rows))
	for i := range rows {
		byID[rows[i].ID] = &rows[i]
	}
	return byID, err
}

// visiblePools are the pools that the actor may see, the city's first, in a stable order.
func visiblePools(tx *store.Tx, conds ...store.Cond) ([]Pool, error) {
	all, err := tx.Under(access.LedgerKeep)
	if err != nil {
		return nil, err
	}
	return store.All[Pool](all, "region_id, kind, name, id", append(visible(tx), conds...)...)
}

func poolNames(tx *store.Tx, requests []Request) (map[string]string, error) {
	var ids []string
	for i := range requests {
		for _, g := range requests[i].Grants {
			ids = append(ids, g.PoolID)
		}
	}
	pools, err := visiblePools(tx, store.In("id", ids))
	names := make(map[string]string, len(pools))
	for _, p := range pools {
		names[p.ID] = p.Name
	}
	return names, err
}

// tallied adds up by county: what was asked for and granted from a day of the month, and from one of the year, to its last. Each half is read from its own index.
const tallied = `SELECT t.region_id, SUM(t.asked_month), SUM(t.granted_month), SUM(t.asked_year), SUM(t.granted_year) FROM (
  SELECT r.region_id, CASE WHEN r.requested_on >= ? THEN r.area_mu ELSE 0 END AS asked_month, 0 AS granted_month, r.area_mu AS asked_year, 0 AS granted_year
  FROM land_requests r WHERE {reach:r} AND r.state <> 'withdrawn' AND r.requested_on BETWEEN ? AND ?
  UNION ALL
  SELECT r.region_id, 0, CASE WHEN r.approved_on >= ? THEN r.approved_mu ELSE 0 END, 0, r.approved_mu
  FROM land_requests r WHERE {reach:r} AND r.state <> 'withdrawn' AND r.approved_on BETWEEN ? AND ?
) t GROUP BY t.region_id ORDER BY t.region_id`

// Tally counts by county what was asked for and granted in the month and in its year.
func Tally(tx *store.Tx, month calendar.Month) (map[string]Count, error) {
	from, begin, last := string(month.First()), string(month.January().First()), string(month.Last())
	rows, err := tx.Rows(tallied, from, begin, last, from, begin, last)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[string]Count{}
	for rows.Next() {
		var region string
		var c Count
		if err := rows.Scan(&region, &c.Month.RequestedMu, &c.Month.ApprovedMu, &c.Year.RequestedMu, &c.Year.ApprovedMu); err != nil {
			return nil, err
		}
		all[region] = c
	}
	return all, rows.Err()
}
