package issue

import (
	"zhaoyin/internal/access"
	"zhaoyin/internal/store"
	"zhaoyin/internal/task"
)

// Waiting is the open work with issues within reach: an issue without a lead waits to be assigned, one with a lead to be resolved, a resolved one for
// another party's check.
func Waiting(tx *store.Tx) ([]task.Item, error) {
	rows, err := store.All[Issue](tx, "due_sort, id", store.Where("state <> ?", Closed))
	if err != nil {
		return nil, err
	}
	n, err := readNames(tx, rows)
	items := make([]task.Item, 0, len(rows))
	for k := range rows {
		rows[k].ProjectName = n.projects[rows[k].ProjectID]
		items = append(items, rows[k].waits())
	}
	return items, err
}

func (i *Issue) waits() task.Item {
	item := task.Item{
		Subject: i.ID, ProjectID: i.ProjectID, RegionID: i.RegionID, DueOn: i.DueOn, Link: "/api/v1/issues/" + i.ID,
	}
	zh, en := "协调事项“"+i.Title+"”", "the issue “"+i.Title+"”"
	if i.ProjectName != "" {
		zh, en = "项目“"+i.ProjectName+"”的"+zh, en+" of the project "+i.ProjectName
	}
	switch i.State {
	case Raised:
		item.Kind, item.ZH, item.EN, item.For = task.IssueAssign, "交办"+zh, "Assign "+en, i.assigners()
	case Resolved:
		item.Kind, item.ZH, item.EN, item.For, item.DueOn = task.IssueClose, "核实并销号"+zh, "Check and close "+en, i.checkers(), ""
	default:
		item.Kind, item.ZH, item.EN, item.For = task.IssueResolve, "办理"+zh, "Resolve "+en, leadOffice(i)
	}
	return item
}

func (i *Issue) assigners() []task.Audience {
	if i.Level == County {
		return []task.Audience{{Role: access.Lead, RegionID: i.RegionID}}
	}
	return []task.Audience{{Role: access.Secretariat}}
}

// checkers are the parties that may close what the lead has resolved: the secretariat, or the leaders where the secretariat leads; and the county of the
// issue where it does not lead itself.
func (i *Issue) checkers() []task.Audience {
	who := []task.Audience{{Role: access.Secretariat}}
	if leads(access.Actor{Role: access.Secretariat}, i) {
		who = []task.Audience{{Role: access.Leader}}
	}
	if i.RegionID != "" && i.LeadRegionID == "" {
		who = append(who, task.Audience{Role: access.Lead, RegionID: i.RegionID})
	}
	return who
}
