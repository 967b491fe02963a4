package project

import (
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/org"
	"zhaoyin/internal/store"
	"zhaoyin/internal/timeline"
)

// Timeline is when the project was registered, archived, restored and handed over.
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
	moves, err := store.All[Move](tx, "created_at, id", store.Where("project_id = ?", projectID), store.In("source", []string{fromArchiving, fromRestoring}))
	if err != nil {
		return nil, err
	}
	if p.ArchivedAt != nil && (len(moves) == 0 || moves[len(moves)-1].Source == fromRestoring) { // archived before that was a line of history
		old := Move{EffectiveOn: calendar.DateOf(*p.ArchivedAt), Reason: p.ArchiveReason, Source: fromArchiving}
		old.CreatedAt, old.CreatedBy = *p.ArchivedAt, p.UpdatedBy
		moves = append(moves, old)
	}
	for _, m := range moves {
		e := timeline.Event{
			On: m.EffectiveOn, At: m.CreatedAt, Kind: timeline.Project, Code: "project.archived", Subject: p.ID, By: m.CreatedBy, Link: link,
			ZH: "归档：" + m.Reason, EN: "Archived: " + m.Reason,
		}
		if m.Source == fromRestoring {
			e.Code, e.ZH, e.EN = "project.restored", "恢复归档的项目："+m.Reason, "Restored: "+m.Reason
		}
		events = append(events, e)
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
