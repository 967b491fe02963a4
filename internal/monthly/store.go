package monthly

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"gorm.io/gorm/clause"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/page"
	"zhaoyin/internal/period"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
)

// sit opens the desk for a change: the month is open, and neither it nor the project's figures move until the commit.
func sit(tx *store.Tx, projectID string, month calendar.Month) (*desk, error) {
	if err := hold(tx, projectID, month); err != nil {
		return nil, err
	}
	d, err := look(tx, projectID, month)
	if err != nil {
		return nil, err
	}
	d.period, err = period.Reporting(tx, month)
	return d, err
}

// hold locks the month against closing and the project against whatever moves its figures, where several transactions write at once.
// The SQLite writer is alone anyway. The order is the month, then the project, then the rows that follow from them.
func hold(tx *store.Tx, projectID string, month calendar.Month) error {
	if tx.Alone() {
		return nil
	}
	var ids []string
	share := clause.Locking{Strength: clause.LockingStrengthShare}
	if err := tx.Q().Model(&period.Period{}).Clauses(share).Where("month = ?", month).Pluck("id", &ids).Error; err != nil {
		return err
	}
	own := clause.Locking{Strength: "NO KEY UPDATE"}
	return tx.Q().Model(&project.Project{}).Clauses(own).Where("id = ?", projectID).Pluck("id", &ids).Error
}

// look reads the desk: the project, its status of the month, and of the two handed in before it what the rules ask about.
func look(tx *store.Tx, projectID string, month calendar.Month) (*desk, error) {
	d := &desk{tx: tx, month: month, project: &project.Project{}}
	if err := d.findProject(projectID); err != nil {
		return nil, err
	}
	var err error
	d.status, err = store.Find[Status](tx, store.Where("project_id = ?", projectID), store.Where("month = ?", month))
	if err != nil && fault.KindOf(err) != fault.Missing {
		return nil, err
	}
	return d, d.findEarlier()
}

const projectOf = `SELECT p.id, p.region_id, p.industry, p.investment_wan, p.land_mu, p.stage, p.condition, p.counts, p.archived_at, p.light, p.light_reason,
m.occurred_on FROM projects p LEFT JOIN milestones m ON m.project_id = p.id AND m.kind = 'started' AND m.state = 'verified'
WHERE {reach:p} AND p.id = ?`

// findProject reads of the project what a month asks about, and when its construction started if it is under construction. What it reads has no
// version: writing it back would fail as stale.
func (d *desk) findProject(id string) error {
	p := d.project
	var on calendar.Date
	err := d.tx.One(projectOf, []any{id}, &p.ID, &p.RegionID, &p.Industry, &p.InvestmentWan, &p.LandMu, &p.Stage, &p.Condition, &p.Counts,
		&p.ArchivedAt, &p.Light, &p.LightReason, &on)
	if p.Stage == project.Started && on != "" {
		d.started = on.Month()
	}
	return err
}

const earlierOf = `SELECT s.month, s.stage, s.invested_this_month_wan, s.invested_total_wan, s.next_plan, s.problems, s.funds_arrived_wan
FROM month_statuses s WHERE {reach:s} AND s.project_id = ? AND s.month < ? AND s.state IN ('submitted', 'accepted') ORDER BY s.month DESC LIMIT 2`

// findEarlier reads the two statuses handed in before the month, latest first.
func (d *desk) findEarlier() error {
	rows, err := d.tx.Rows(earlierOf, d.project.ID, d.month)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var s Earlier
		var problems []byte
		if err := rows.Scan(&s.Month, &s.Stage, &s.InvestedThisMonthWan, &s.InvestedTotalWan, &s.NextPlan, &problems, &s.FundsArrivedWan); err != nil {
			return err
		}
		if err := json.Unmarshal(problems, &s.Problems); err != nil {
			return fmt.Errorf("problems of %s: %w", s.Month, err)
		}
		d.earlier = append(d.earlier, s)
	}
	return rows.Err()
}

// ofMonth is every project in the figures with its status of a month. Who was registered after the cutoff never owed the month, unless it
// has a status all the same.
const ofMonth = `(SELECT p.id, p.code, p.name, p.region_id, p.light, COALESCE(s.state, 'missing') AS state, COALESCE(s.version, 0) AS version,
 COALESCE(s.late, FALSE) AS late, s.submitted_at,
 CASE WHEN p.condition = 'active' AND (p.created_at <= ? OR s.id IS NOT NULL) THEN 1 ELSE 0 END AS due
FROM projects p LEFT JOIN month_statuses s ON s.project_id = p.id AND s.month = ?
WHERE {reach:p} AND p.counts AND p.archived_at IS NULL) AS t`

// standingRow is one count of a county's month: its condition on the rows of an open month, and the same on the lines of a frozen one.
type standingRow struct {
	name, cond string
	holds      func(*Line) bool
	field      func(*Tally) *int
}

// standings is THE table of what a county's month is counted by: the condition of each of Tally's fields, and of the filter of that name.
var standings = []standingRow{
	{"", "due = 1 OR state IN ('submitted', 'accepted')", func(l *Line) bool { return l.due || l.handedIn() }, func(t *Tally) *int { return &t.all }},
	{"due", "due = 1", func(l *Line) bool { return l.due }, func(t *Tally) *int { return &t.Due }},
	{"submitted", "state IN ('submitted', 'accepted')", func(l *Line) bool { return l.handedIn() }, func(t *Tally) *int { return &t.Submitted }},
	{"waiting", "state = 'submitted'", func(l *Line) bool { return l.State == Submitted }, func(t *Tally) *int { return &t.Waiting }},
	{"accepted", "state = 'accepted'", func(l *Line) bool { return l.State == Accepted }, func(t *Tally) *int { return &t.Accepted }},
	{"returned", "due = 1 AND state = 'returned'", func(l *Line) bool { return l.due && l.State == Returned }, func(t *Tally) *int { return &t.Returned }},
	{"draft", "due = 1 AND state = 'draft'", func(l *Line) bool { return l.due && l.State == Drafted }, func(t *Tally) *int { return &t.Drafts }},
	{"late", "late AND state IN ('submitted', 'accepted')", func(l *Line) bool { return l.Late && l.handedIn() }, func(t *Tally) *int { return &t.Late }},
	{"excused", "due = 0 AND state IN ('submitted', 'accepted')", func(l *Line) bool { return !l.due && l.handedIn() }, func(t *Tally) *int { return &t.Excused }},
	{"missing", "due = 1 AND state IN ('missing', 'draft', 'returned')", func(l *Line) bool { return l.due && !l.handedIn() }, func(t *Tally) *int { return &t.Missing }},
}

var tallySQL = func() string {
	sums := make([]string, len(standings))
	for i, s := range standings {
		sums[i] = "sum(CASE WHEN " + s.cond + " THEN 1 ELSE 0 END)"
	}
	return "SELECT region_id, " + strings.Join(sums, ", ") + " FROM " + ofMonth + " GROUP BY region_id ORDER BY region_id"
}()

// monthArgs is the month's cutoff and name, the arguments of ofMonth. Only a closed month without a snapshot is cut off at its deadline.
func monthArgs(tx *store.Tx, p *period.Period) []any {
	cutoff := p.Deadline
	if p.State == period.Open {
		cutoff = tx.Now
	}
	return []any{cutoff.UTC(), p.Month}
}

func tallies(tx *store.Tx, p *period.Period) ([]Tally, error) {
	rows, err := tx.Rows(tallySQL, monthArgs(tx, p)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := []Tally{}
	for rows.Next() {
		var t Tally
		into := []any{&t.RegionID}
		for _, s := range standings {
			into = append(into, s.field(&t))
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, rows.Err()
}

// lines reads a page of the month's projects by their code. What the counties' counts already tell is not counted again.
func lines(tx *store.Tx, p *period.Period, q page.Query, counts []Tally) (page.Of[Line], error) {
	of := page.Of[Line]{}
	cond, args := asked(q)
	args = append(monthArgs(tx, p), args...)
	total, known := totalOfTallies(q, counts)
	if !known {
		text := "SELECT count(*) FROM (SELECT 1 FROM " + ofMonth + cond + " LIMIT " + strconv.Itoa(page.TotalCap+1) + ") AS n"
		if err := tx.One(text, args, &total); err != nil {
			return of, err
		}
	}
	of.Total, of.TotalCapped = min(total, page.TotalCap), total > page.TotalCap
	less, order := " > ", "code"
	if q.Desc {
		less, order = " < ", "code DESC"
	}
	if q.After != nil {
		after, err := page.Read[string](q.After)
		if err != nil {
			return of, err
		}
		cond, args = cond+" AND code"+less+"?", append(args, after)
	}
	text := "SELECT id, code, name, region_id, state, version, late, light, submitted_at FROM " + ofMonth + cond +
		" ORDER BY " + order + " LIMIT " + strconv.Itoa(q.Limit+1)
	items, err := scanLines(tx, p.Month, text, args)
	of.Items, of.Next = resume(items, q)
	return of, err
}

// totalOfTallies adds up the counties' counts; of several states together they do not tell, since one project may be in two of them.
func totalOfTallies(q page.Query, counts []Tally) (int, bool) {
	state, regions := any(""), map[any]bool{}
	for _, c := range q.Conditions {
		switch {
		case c.Filter.Column != stateColumn:
			for _, v := range c.Values {
				regions[v] = true
			}
		case len(c.Values) == 1 && state == any(""):
			state = c.Values[0]
		default:
			return 0, false
		}
	}
	total := 0
	for i := range counts {
		if len(regions) == 0 || regions[counts[i].RegionID] {
			total += *standing(state).field(&counts[i])
		}
	}
	return total, true
}

func scanLines(tx *store.Tx, month calendar.Month, text string, args []any) ([]Line, error) {
	rows, err := tx.Rows(text, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	items := []Line{}
	for rows.Next() {
		l := Line{Month: month}
		if err := rows.Scan(&l.ProjectID, &l.Code, &l.Name, &l.RegionID, &l.State, &l.Version, &l.Late, &l.Light, &l.SubmittedAt); err != nil {
			return nil, err
		}
		items = append(items, l)
	}
	return items, rows.Err()
}

// asked is the filters of a query: what is due or handed in, of these states, of these counties.
func asked(q page.Query) (string, []any) {
	cond, args := " WHERE ("+standing("").cond+")", []any(nil)
	for _, c := range q.Conditions {
		var anyOf []string
		for _, v := range c.Values {
			if c.Filter.Column == stateColumn {
				anyOf = append(anyOf, "("+standing(v).cond+")")
				continue
			}
			anyOf, args = append(anyOf, "region_id = ?"), append(args, v)
		}
		cond += " AND (" + strings.Join(anyOf, " OR ") + ")"
	}
	return cond, args
}

// standing is the row of the table that a filter's value names; StandingListing lets no other value through.
func standing(value any) *standingRow {
	for i := range standings {
		if any(standings[i].name) == value {
			return &standings[i]
		}
	}
	return &standings[0]
}

// readKept reads a part of what the snapshot of a closed month keeps.
func readKept(tx *store.Tx, p *period.Period, part string, into any) error {
	head, err := store.Find[keptSnapshot](tx, store.Where("month = ?", p.Month), store.Where("number = ?", p.SnapshotVersion))
	if err != nil {
		return err
	}
	var bodies []string
	if err := tx.Q().Model(&keptPart{}).Where("snapshot_id = ? AND part = ?", head.ID, part).Pluck("body", &bodies).Error; err != nil {
		return err
	}
	if len(bodies) == 0 {
		return store.ErrMissing.With()
	}
	return json.Unmarshal([]byte(bodies[0]), into)
}
