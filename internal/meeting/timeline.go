package meeting

import (
	"fmt"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/issue"
	"zhaoyin/internal/store"
	"zhaoyin/internal/timeline"
)

// Timeline is what the meetings have decided about a project, within tx's reach.
func Timeline(tx *store.Tx, projectID string) ([]timeline.Event, error) {
	events := []timeline.Event{}
	issues, err := store.All[issue.Issue](tx, "id", store.Where("project_id = ? AND source = ?", projectID, issue.FromMeeting))
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(issues))
	for k := range issues {
		ids[k] = issues[k].ID
	}
	rows, err := store.All[Decision](tx, "month, number", store.In("issue_id", ids))
	for _, d := range rows {
		events = append(events, d.event())
	}
	return events, err
}

func (d *Decision) event() timeline.Event {
	code, zh, en := "decision.recorded", "会议议定", "decided"
	if d.CarriedFrom != "" {
		code, zh, en = "decision.carried", "会议继续督办", "carried on"
	}
	return timeline.Event{
		On: calendar.DateOf(d.CreatedAt), At: d.CreatedAt, Kind: timeline.Decision, Code: code, Subject: d.ID, By: d.CreatedBy,
		ZH:   fmt.Sprintf("%s %s（第 %d 号）：%s", d.Month, zh, d.Number, d.Text),
		EN:   fmt.Sprintf("The meeting of %s %s (no. %d): %s", d.Month, en, d.Number, d.Text),
		Link: "/api/v1/meetings/" + string(d.Month) + "/decisions/" + d.ID,
	}
}
