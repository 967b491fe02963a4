package project

import (
	"zhaoyin/internal/calendar"
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
	return events, nil
}
