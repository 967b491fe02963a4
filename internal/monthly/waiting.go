package monthly

import (
	"fmt"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/org"
	"zhaoyin/internal/period"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/task"
	"zhaoyin/internal/timeline"
)

// Waiting is the open work with the open month within reach, county by county: what has not been handed in, what was returned, and what the city has to accept.
// Nothing waits when no month is open.
func Waiting(tx *store.Tx) ([]task.Item, error) {
	p, err := period.Current(tx)
	if fault.KindOf(err) == fault.Conflict {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	counties, err := tallies(tx, p)
	if err != nil {
		return nil, err
	}
	regions, err := org.Reporting(tx)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, r := range regions {
		names[r.ID] = r.Name
	}
	var items []task.Item
	for _, t := range counties {
		items = append(items, t.waits(p, names[t.RegionID])...)
	}
	returned, err := returnedItems(tx, p)
	return append(items, returned...), err
}

func (t *Tally) waits(p *period.Period, county string) []task.Item {
	month, due := string(p.Month), calendar.DateOf(p.Deadline)
	link := "/api/v1/months/" + month + "/submissions?regionId=" + t.RegionID
	var items []task.Item
	if t.Missing > 0 {
		items = append(items, task.Item{
			Kind: task.MonthSubmit, Subject: month + "/" + t.RegionID, RegionID: t.RegionID, DueOn: due,
			ZH:   fmt.Sprintf("报送 %s 月度进展（尚有 %d 个项目未报送）", month, t.Missing),
			EN:   fmt.Sprintf("Submit the month %s (%d projects are missing)", month, t.Missing),
			Link: link + "&state=missing", For: task.County(t.RegionID),
		})
	}
	if t.Waiting > 0 {
		items = append(items, task.Item{
			Kind: task.MonthAccept, Subject: month + "/" + t.RegionID, RegionID: t.RegionID,
			ZH:   fmt.Sprintf("核对 %s 月度进展（%s有 %d 个项目已提交）", month, county, t.Waiting),
			EN:   fmt.Sprintf("Accept or return the month %s (%s has submitted %d projects)", month, county, t.Waiting),
			Link: link + "&state=waiting", For: []task.Audience{{Role: access.Secretariat}},
		})
	}
	return items
}

func returnedItems(tx *store.Tx, p *period.Period) ([]task.Item, error) {
	rows, err := store.All[Status](tx, "updated_at, id", store.Where("month = ? AND state = ?", p.Month, Returned))
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(rows))
	for i := range rows {
		ids[i] = rows[i].ProjectID
	}
	names, err := project.Names(tx, ids)
	if err != nil {
		return nil, err
	}
	var items []task.Item
	for i := range rows {
		s := &rows[i]
		name := names[s.ProjectID]
		items = append(items, task.Item{
			Kind: task.MonthReturned, Subject: s.ID, ProjectID: s.ProjectID, RegionID: s.RegionID, DueOn: calendar.DateOf(p.Deadline),
			ZH: "修改被退回的 " + string(s.Month) + " 月报：“" + name + "”（" + s.ReturnReason + "）",
			EN: "Mend the returned status of " + string(s.Month) + ": " + name + " (" + s.ReturnReason + ")", Link: s.link(), For: task.County(s.RegionID),
		})
	}
	return items, nil
}

func (s *Status) link() string {
	return "/api/v1/projects/" + s.ProjectID + "/months/" + string(s.Month)
}

// Timeline is what happened to a project's months: handed in, returned, accepted.
func Timeline(tx *store.Tx, projectID string) ([]timeline.Event, error) {
	rows, err := store.All[Status](tx, "month", store.Where("project_id = ?", projectID))
	if err != nil {
		return nil, err
	}
	var events []timeline.Event
	for i := range rows {
		events = append(events, rows[i].events()...)
	}
	return events, nil
}

func (s *Status) events() []timeline.Event {
	month := string(s.Month)
	said := timeline.Event{Kind: timeline.Month, Subject: s.ID, Link: s.link()}
	var all []timeline.Event
	if s.SubmittedAt != nil {
		e := said
		e.On, e.At, e.By, e.Code = calendar.DateOf(*s.SubmittedAt), *s.SubmittedAt, s.SubmittedBy, "month.submitted"
		e.ZH, e.EN = "提交 "+month+" 月报："+s.Progress, "Month "+month+" submitted: "+s.Progress
		all = append(all, e)
	}
	if s.State == Returned {
		e := said
		e.On, e.At, e.By, e.Code = calendar.DateOf(s.UpdatedAt), s.UpdatedAt, s.UpdatedBy, "month.returned"
		e.ZH, e.EN = "退回 "+month+" 月报："+s.ReturnReason, "Month "+month+" returned: "+s.ReturnReason
		all = append(all, e)
	}
	if s.AcceptedAt != nil {
		e := said
		e.On, e.At, e.By, e.Code = calendar.DateOf(*s.AcceptedAt), *s.AcceptedAt, s.AcceptedBy, "month.accepted"
		e.ZH, e.EN = "采纳 "+month+" 月报", "Month "+month+" accepted"
		all = append(all, e)
	}
	return all
}
