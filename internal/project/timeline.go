package project

import (
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/org"
	"zhaoyin/internal/store"
	"zhaoyin/internal/timeline"
)

// Timeline is when the project was registered and, if it was, archived.
func Timeline(tx *store.Tx, projectID string) ([]timeline.Event, error) {
	p, err := store.Get[Project](tx, projectID)
	if err != nil {
		return nil, err
	}
	link := "/api/v1/projects/" + p.ID
	events := []timeline.Event{{
		On: calendar.DateOf(p.CreatedAt), At: p.CreatedAt, Kind: timeline.Project, Code: "project.registered", Subject: p.ID, By: p.CreatedBy, Link: link,
		ZH: "登记项目 " + p.Code, EN: "Project registered as " + p.Code,
	}}
	if p.ArchivedAt != nil {
		events = append(events, timeline.Event{
			On: calendar.DateOf(*p.ArchivedAt), At: *p.ArchivedAt, Kind: timeline.Project, Code: "project.archived", Subject: p.ID, By: p.UpdatedBy, Link: link,
			ZH: "归档：" + p.ArchiveReason, EN: "Archived: " + p.ArchiveReason,
		})
	}
	transfers, err := store.All[Transfer](tx, "created_at, id", store.Where("project_id = ?", projectID))
	if err != nil {
		return nil, err
	}
	regions, err := store.All[org.Region](tx, "id")
	names := map[string]string{}
	for _, r := range regions {
		names[r.ID] = r.Name
	}
	for _, t := range transfers {
		from, to := names[t.FromRegionID], names[t.ToRegionID]
		events = append(events, timeline.Event{
			On: calendar.DateOf(t.CreatedAt), At: t.CreatedAt, Kind: timeline.Transfer, Code: "project.transferred", Subject: t.ID, By: t.CreatedBy, Link: link,
			ZH: "由" + from + "流转至" + to + "：" + t.Reason, EN: "Handed over from " + from + " to " + to + ": " + t.Reason,
		})
	}
	return events, err
}
