package issue

import (
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/org"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
)

// conditions are the choice as conditions of a query.
func (c Choice) conditions(today calendar.Date) []store.Cond {
	var conds []store.Cond
	if c.DepartmentID != "" {
		conds = append(conds, store.Where(`lead_department_id = ? OR assist_department_ids LIKE ? ESCAPE '\'`, c.DepartmentID, `%"`+plain(c.DepartmentID)+`"%`))
	}
	if c.Overdue != nil {
		late := store.In("state", unfinished)
		late.SQL, late.Args = late.SQL+" AND due_on IS NOT NULL AND due_on < ?", append(late.Args, today)
		if !*c.Overdue {
			late.SQL = "NOT (" + late.SQL + ")"
		}
		conds = append(conds, late)
	}
	if c.From != "" {
		conds = append(conds, store.Where("due_on >= ?", c.From))
	}
	if c.To != "" {
		conds = append(conds, store.Where("due_on <= ?", c.To))
	}
	return conds
}

// plain keeps a department's id from being read as a pattern.
func plain(id string) string {
	var safe []rune
	for _, r := range id {
		if r == '%' || r == '_' || r == '\\' {
			safe = append(safe, '\\')
		}
		safe = append(safe, r)
	}
	return string(safe)
}

// complete adds to one issue what is not in its row, and its history.
func (i *Issue) complete(tx *store.Tx) error {
	one := []Issue{*i}
	if err := complete(tx, one); err != nil {
		return err
	}
	*i = one[0]
	var err error
	i.Moves, err = store.All[Move](tx, "moved_at, id", store.Where("issue_id = ?", i.ID))
	return err
}

// complete adds rounds, names and what is overdue to a page of issues.
func complete(tx *store.Tx, items []Issue) error {
	n, err := readNames(tx, items)
	if err != nil {
		return err
	}
	w, err := org.Workdays(tx)
	if err != nil {
		return err
	}
	rounds, err := roundsOf(tx, items)
	for k := range items {
		i := &items[k]
		i.Overdue, i.DaysOverdue = overdue(i, tx.Today()), daysOverdue(w, i, tx.Today())
		i.LeadName, i.ProjectName = n.lead(i), n.projects[i.ProjectID]
		if i.Rounds = rounds[i.ID]; i.Rounds == nil {
			i.Rounds = []Round{}
		}
	}
	return err
}

func roundsOf(tx *store.Tx, items []Issue) (map[string][]Round, error) {
	ids := make([]string, len(items))
	for k := range items {
		ids[k] = items[k].ID
	}
	rows, err := store.AllIn[Round](tx, "issue_id, number", "issue_id", ids)
	byIssue := map[string][]Round{}
	for _, r := range rows {
		byIssue[r.IssueID] = append(byIssue[r.IssueID], r)
	}
	return byIssue, err
}

// names are the names of what issues refer to, by id.
type names struct {
	departments map[string]string
	regions     map[string]string
	projects    map[string]string
}

// lead is the name of who leads the issue, empty while nobody does.
func (n names) lead(i *Issue) string {
	if i.LeadRegionID != "" {
		return n.regions[i.LeadRegionID]
	}
	return n.departments[i.LeadDepartmentID]
}

func readNames(tx *store.Tx, items []Issue) (names, error) {
	n := names{departments: map[string]string{}, regions: map[string]string{}}
	departments, err := store.All[org.Department](tx, "id")
	if err != nil {
		return n, err
	}
	for _, d := range departments {
		n.departments[d.ID] = d.Name
	}
	regions, err := store.All[org.Region](tx, "id")
	if err != nil {
		return n, err
	}
	for _, r := range regions {
		n.regions[r.ID] = r.Name
	}
	var ids []string
	for _, i := range items {
		if i.ProjectID != "" {
			ids = append(ids, i.ProjectID)
		}
	}
	n.projects, err = project.Names(tx, ids)
	return n, err
}

// Of joins a unit of work to read issues by id, complete.
func Of(tx *store.Tx, ids []string) (map[string]*Issue, error) {
	rows, err := store.AllIn[Issue](tx, "id", "id", ids)
	if err != nil {
		return nil, err
	}
	byID := map[string]*Issue{}
	for k := range rows {
		byID[rows[k].ID] = &rows[k]
	}
	return byID, complete(tx, rows)
}

const tally = `SELECT i.region_id,
  SUM(CASE WHEN i.state <> 'closed' THEN 1 ELSE 0 END),
  SUM(CASE WHEN i.state IN ('raised', 'assigned', 'reopened') AND i.due_on < ? THEN 1 ELSE 0 END),
  SUM(CASE WHEN i.state = 'closed' AND i.closed_on BETWEEN ? AND ? THEN 1 ELSE 0 END)
FROM issues i WHERE {reach:i} AND (i.state IN ('raised', 'assigned', 'resolved', 'reopened') OR i.closed_on BETWEEN ? AND ?) GROUP BY i.region_id`

// Tally counts the issues of each county, as of today and, closed, of the month; the key "" is what concerns the city alone.
func Tally(tx *store.Tx, month calendar.Month) (map[string]Count, error) {
	rows, err := tx.Rows(tally, tx.Today(), month.First(), month.Last(), month.First(), month.Last())
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	counts := map[string]Count{}
	for rows.Next() {
		var region string
		var c Count
		if err := rows.Scan(&region, &c.Open, &c.Overdue, &c.Closed); err != nil {
			return nil, err
		}
		counts[region] = c
	}
	return counts, rows.Err()
}
