package review

import (
	"cmp"
	"slices"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/org"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
)

// templates are the versions that hold, by key.
func templates(tx *store.Tx) ([]Template, error) {
	return store.All[Template](tx, "template_key, id",
		store.Where("number = (SELECT MAX(l.number) FROM review_templates l WHERE l.template_key = review_templates.template_key)"))
}

// template is a version of a template, the latest one when the number is 0.
func template(tx *store.Tx, key string, number int64) (*Template, error) {
	which := store.Where("number = ?", number)
	if number == 0 {
		which = store.Where("number = (SELECT MAX(l.number) FROM review_templates l WHERE l.template_key = ?)", key)
	}
	return store.Find[Template](tx, store.Where("template_key = ?", key), which)
}

// conditions are the choice as conditions of a query.
func (c Choice) conditions(today calendar.Date) []store.Cond {
	var conds []store.Cond
	if c.DepartmentID != "" {
		conds = append(conds, store.Where(`state IN ('open', 'suspended') AND EXISTS (SELECT 1 FROM review_steps s
			WHERE s.review_id = reviews.id AND s.department_id = ? AND s.state IN ('open', 'suspended'))`, c.DepartmentID))
	}
	if c.Overdue != nil {
		late := `state IN ('open', 'suspended') AND EXISTS (SELECT 1 FROM review_steps s
			WHERE s.review_id = reviews.id AND s.state = 'open' AND NOT s.silence_consents AND s.due_on < ?)`
		if !*c.Overdue {
			late = "NOT (" + late + ")"
		}
		conds = append(conds, store.Where(late, string(today)))
	}
	return conds
}

// silences are the cases with a step whose silence has become consent.
func silences(tx *store.Tx) ([]string, error) {
	due, err := store.All[Step](tx, "review_id, id",
		store.Where("state = ? AND silence_consents AND due_on < ?", Running, string(tx.Today())),
		store.Where("review_id IN (SELECT r.id FROM reviews r WHERE r.state IN ('open', 'suspended'))"))
	var ids []string
	for _, s := range due {
		ids = append(ids, s.ReviewID)
	}
	return slices.Compact(ids), err
}

// hold reads a case that is about to change, with all that belongs to it; nobody else changes it meanwhile.
func hold(tx *store.Tx, id string) (*Case, error) {
	c, err := store.Lock[Case](tx, id)
	if err != nil {
		return nil, err
	}
	one := []Case{*c}
	if err := gather(tx, one); err != nil {
		return nil, err
	}
	*c = one[0]
	return c, nil
}

func get(tx *store.Tx, id string) (*Case, error) {
	c, err := store.Get[Case](tx, id)
	if err != nil {
		return nil, err
	}
	one := []Case{*c}
	err = complete(tx, one)
	return &one[0], err
}

// complete adds to cases what is not in their rows.
func complete(tx *store.Tx, cases []Case) error {
	w, err := org.Workdays(tx)
	if err != nil {
		return err
	}
	if err := gather(tx, cases); err != nil {
		return err
	}
	if err := compareAll(tx, cases); err != nil {
		return err
	}
	for i := range cases {
		cases[i].tell(w, tx.Today())
	}
	return nil
}

// gather adds steps, suspensions and conditions.
func gather(tx *store.Tx, cases []Case) error {
	ids := make([]string, len(cases))
	at := map[string]*Case{}
	for i := range cases {
		ids[i], at[cases[i].ID] = cases[i].ID, &cases[i]
		cases[i].Steps, cases[i].Conditions = []Step{}, []Condition{}
	}
	steps, err := store.AllIn[Step](tx, "review_id, sort_order, place", "review_id", ids)
	if err != nil {
		return err
	}
	for _, s := range steps {
		s.Suspensions = []Suspension{}
		at[s.ReviewID].Steps = append(at[s.ReviewID].Steps, s)
	}
	pauses, err := store.AllIn[Suspension](tx, "review_id, asked_at, id", "review_id", ids)
	if err != nil {
		return err
	}
	for _, p := range pauses {
		s := at[p.ReviewID].step(p.StepKey)
		s.Suspensions = append(s.Suspensions, p)
	}
	conditions, err := store.AllIn[Condition](tx, "review_id, number", "review_id", ids)
	for _, o := range conditions {
		at[o.ReviewID].Conditions = append(at[o.ReviewID].Conditions, o)
	}
	return err
}

// step is the step of that key or id, nil when the case has none.
func (c *Case) step(key string) *Step {
	for i := range c.Steps {
		if c.Steps[i].Key == key || c.Steps[i].ID == key {
			return &c.Steps[i]
		}
	}
	return nil
}

// inOrder puts the steps into the order in which they run.
func inOrder(steps []Step) []Step {
	slices.SortStableFunc(steps, func(a, b Step) int { return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Place, b.Place)) })
	return steps
}

// compareAll says which conclusions no longer fit their project.
func compareAll(tx *store.Tx, cases []Case) error {
	var ids []string
	for i := range cases {
		if cases[i].holds() {
			ids = append(ids, cases[i].ProjectID)
		}
	}
	projects, err := projectsOf(tx, ids)
	if err != nil {
		return err
	}
	for i := range cases {
		if p := projects[cases[i].ProjectID]; p != nil {
			cases[i].ReviewAgain = cases[i].outgrown(p)
		}
	}
	return nil
}

func (c *Case) compare(tx *store.Tx) error {
	one := []Case{*c}
	err := compareAll(tx, one)
	c.ReviewAgain = one[0].ReviewAgain
	return err
}

func projectsOf(tx *store.Tx, ids []string) (map[string]*project.Project, error) {
	slices.Sort(ids)
	rows, err := store.AllIn[project.Project](tx, "id", "id", slices.Compact(ids))
	byID := make(map[string]*project.Project, len(rows))
	for i := range rows {
		byID[rows[i].ID] = &rows[i]
	}
	return byID, err
}

const tallyCases = `SELECT r.region_id,
  SUM(CASE WHEN r.state <> 'withdrawn' AND r.opened_on BETWEEN ? AND ? THEN 1 ELSE 0 END),
  SUM(CASE WHEN r.state IN ('open', 'suspended') THEN 1 ELSE 0 END),
  SUM(CASE WHEN r.state IN ('open', 'suspended') AND EXISTS (
    SELECT 1 FROM review_steps s WHERE s.review_id = r.id AND s.state = 'open' AND NOT s.silence_consents AND s.due_on < ?) THEN 1 ELSE 0 END),
  SUM(CASE WHEN r.state = 'concluded' AND r.concluded_on BETWEEN ? AND ? THEN 1 ELSE 0 END)
FROM reviews r WHERE {reach:r} AND (r.state IN ('open', 'suspended') OR r.opened_on BETWEEN ? AND ? OR r.concluded_on BETWEEN ? AND ?) GROUP BY r.region_id`

const tallyConditions = `SELECT c.region_id, COUNT(*), SUM(CASE WHEN c.due_on < ? AND NOT c.reported THEN 1 ELSE 0 END)
FROM review_conditions c WHERE c.state = 'open' AND {reach:c} GROUP BY c.region_id`

// Tally counts the reviews of each county within reach: as of today and, concluded, of the month up to today.
func Tally(tx *store.Tx, month calendar.Month) (map[string]Count, error) {
	counts := map[string]Count{}
	first, last := string(month.First()), string(min(month.Last(), tx.Today()))
	err := eachRegion(tx, tallyCases, []any{first, last, string(tx.Today()), first, last, first, last, first, last}, 4, func(region string, n []int) {
		counts[region] = Count{Opened: n[0], Open: n[1], Overdue: n[2], Concluded: n[3]}
	})
	if err != nil {
		return nil, err
	}
	err = eachRegion(tx, tallyConditions, []any{string(tx.Today())}, 2, func(region string, n []int) {
		c := counts[region]
		c.ConditionsOpen, c.ConditionsOverdue = n[0], n[1]
		counts[region] = c
	})
	return counts, err
}

// eachRegion reads rows of a region's id and so many numbers.
func eachRegion(tx *store.Tx, text string, args []any, numbers int, found func(string, []int)) error {
	rows, err := tx.Rows(text, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		region, n := "", make([]int, numbers)
		into := []any{&region}
		for i := range n {
			into = append(into, &n[i])
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		found(region, n)
	}
	return rows.Err()
}
