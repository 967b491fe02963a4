package review

import (
	"fmt"

	"zhaoyin/internal/access"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/task"
)

// Waiting is the open work on reviews within reach: opinions, supplements and conclusions of cases under review, conditions to be fulfilled or checked, and
// conclusions that their project has outgrown.
func Waiting(tx *store.Tx) ([]task.Item, error) {
	cases, err := store.All[Case](tx, "opened_on, id", store.Where("state IN (?, ?) OR state = ? AND successor_id = ''", Open, Suspended, Concluded))
	if err != nil {
		return nil, err
	}
	steps, err := store.All[Step](tx, "due_on, id", store.Where("state IN (?, ?)", Running, Stopped))
	if err != nil {
		return nil, err
	}
	unmet, err := store.All[Condition](tx, "due_on, id", store.Where("state = ?", Unmet))
	if err != nil {
		return nil, err
	}
	if err := compareAll(tx, cases); err != nil {
		return nil, err
	}
	byID, live := map[string]*Case{}, map[string]bool{}
	for i := range cases {
		c := &cases[i]
		byID[c.ID] = c
		live[c.ProjectID+c.Template] = live[c.ProjectID+c.Template] || c.State.Live()
	}
	items := []task.Item{}
	for i := range steps {
		if c := byID[steps[i].ReviewID]; c != nil && c.State.Live() {
			items = append(items, steps[i].waits(c))
		}
	}
	names, err := project.Names(tx, projectIDs(unmet))
	if err != nil {
		return nil, err
	}
	for i := range unmet {
		items = append(items, unmet[i].waits(names[unmet[i].ProjectID]))
	}
	again, err := outgrown(tx, cases, live)
	return append(items, again...), err
}

func projectIDs(conditions []Condition) []string {
	ids := make([]string, len(conditions))
	for i := range conditions {
		ids[i] = conditions[i].ProjectID
	}
	return ids
}

// outgrown are the conclusions after which a project has changed too much, unless it goes on no longer or is under review again.
func outgrown(tx *store.Tx, cases []Case, live map[string]bool) ([]task.Item, error) {
	var found []*Case
	var ids []string
	for i := range cases {
		if c := &cases[i]; c.ReviewAgain && !live[c.ProjectID+c.Template] {
			found, ids = append(found, c), append(ids, c.ProjectID)
		}
	}
	projects, err := projectsOf(tx, ids)
	var items []task.Item
	for _, c := range found {
		if p := projects[c.ProjectID]; p != nil && p.Condition == project.Active && p.ArchivedAt == nil {
			item := c.item(task.ReviewAgain, "重新发起联审联评（投资或用地变化超出规定比例）", "Open the review again: investment or land has changed beyond the share")
			item.For = task.County(c.RegionID)
			items = append(items, item)
		}
	}
	return items, err
}

func (c *Case) item(kind task.Kind, zh, en string) task.Item {
	return task.Item{
		Kind: kind, Subject: c.ID, ProjectID: c.ProjectID, RegionID: c.RegionID, ZH: zh + "：" + c.ProjectName, EN: en + ": " + c.ProjectName,
		Link: linkTo(c.ID),
	}
}

func linkTo(id string) string { return "/api/v1/reviews/" + id }

// waits is the work of a step that is open or waits for the county.
func (s *Step) waits(c *Case) task.Item {
	var item task.Item
	switch {
	case s.State == Stopped:
		item = c.item(task.ReviewSupplement, "补充联审联评材料（"+s.Name+"）", "Supply what the review asks for ("+s.Name+")")
		item.For = task.County(c.RegionID)
	case s.Concludes:
		item = c.item(task.ReviewConclude, "作出联审联评结论", "Conclude the review")
		item.For, item.DueOn = []task.Audience{{Role: access.Secretariat}}, s.DueOn
	default:
		item = c.item(task.ReviewStep, "联审联评意见（"+s.Name+"）", "Give the review's opinion ("+s.Name+")")
		item.For, item.DueOn = s.audience(), s.DueOn
	}
	item.Subject = s.ID
	return item
}

// audience is who gives the opinion: the reviewer whose turn it is, else everybody of the office.
func (s *Step) audience() []task.Audience {
	if s.Party == ByCounty {
		return []task.Audience{{Role: access.Lead, RegionID: s.RegionID}}
	}
	who := task.Office(s.DepartmentID)
	for i := range who {
		who[i].Account = s.turn()
	}
	return who
}

// waits is the work of a condition that is not fulfilled.
func (o *Condition) waits(name string) task.Item {
	item := task.Item{Subject: o.ID, ProjectID: o.ProjectID, RegionID: o.RegionID, Link: linkTo(o.ReviewID), For: task.Office(o.OwnerDepartmentID)}
	if o.Reported {
		item.Kind = task.ConditionCheck
		item.ZH, item.EN = fmt.Sprintf("核实评审条件落实情况：%s（%s）", name, o.Text), fmt.Sprintf("Check a condition of the review: %s (%s)", name, o.Text)
		return item
	}
	item.Kind, item.DueOn = task.ConditionFulfil, o.DueOn
	item.ZH, item.EN = fmt.Sprintf("落实评审条件：%s（%s）", name, o.Text), fmt.Sprintf("Fulfil a condition of the review: %s (%s)", name, o.Text)
	item.For = append(task.County(o.RegionID), item.For...)
	return item
}
