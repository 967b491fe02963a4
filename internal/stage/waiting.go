package stage

import (
	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/task"
	"zhaoyin/internal/timeline"
	"zhaoyin/internal/vocabulary"
)

// Waiting is the reported milestones within reach, which wait for the secretariat.
func Waiting(tx *store.Tx) ([]task.Item, error) {
	rows, err := store.All[project.Milestone](tx, "reported_at, id", store.Where("state = ?", project.Reported))
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
	for _, m := range rows {
		name := names[m.ProjectID]
		items = append(items, task.Item{
			Kind: task.MilestoneVerify, Subject: m.ID, ProjectID: m.ProjectID, RegionID: m.RegionID,
			ZH:   "核实“" + name + "”的" + label(m.Kind, "zh") + "节点（" + string(m.OccurredOn) + "）",
			EN:   "Verify the milestone " + label(m.Kind, "en") + " of " + name + " (" + string(m.OccurredOn) + ")",
			Link: "/api/v1/projects/" + m.ProjectID + "/milestones", For: []task.Audience{{Role: access.Secretariat}},
		})
	}
	return items, nil
}

func label(s project.Stage, lang string) string {
	return vocabulary.Label(vocabulary.Stage, string(s), lang)
}

// Timeline is what happened to a project's milestones, and the moves of stage and condition that no milestone made.
func Timeline(tx *store.Tx, projectID string) ([]timeline.Event, error) {
	milestones, err := store.All[project.Milestone](tx, "occurred_on, id", store.Where("project_id = ?", projectID))
	if err != nil {
		return nil, err
	}
	link := "/api/v1/projects/" + projectID + "/milestones"
	var events []timeline.Event
	for _, m := range milestones {
		events = append(events, told(m, link)...)
	}
	moves, err := store.All[project.Move](tx, "created_at, id", store.Where("project_id = ?", projectID))
	for _, m := range moves {
		if m.Reason == "" && m.Source != "amendment" || m.Source == "archive" || m.Source == "restoration" { // the project's own events tell of the archive
			continue
		}
		zh, en := vocabulary.Label(vocabulary.Condition, string(m.ToCondition), "zh"), vocabulary.Label(vocabulary.Condition, string(m.ToCondition), "en")
		events = append(events, timeline.Event{
			On: m.EffectiveOn, At: m.CreatedAt, Kind: timeline.Stage, Code: "stage.moved", Subject: m.ID, By: m.CreatedBy, Link: link,
			ZH: label(m.FromStage, "zh") + "→" + label(m.ToStage, "zh") + "，" + zh + "：" + m.Reason,
			EN: label(m.FromStage, "en") + " to " + label(m.ToStage, "en") + ", " + en + ": " + m.Reason,
		})
	}
	return events, err
}

// told is a milestone's report, on the day it happened, and the city's verdict, on the day it was given.
func told(m project.Milestone, link string) []timeline.Event {
	all := []timeline.Event{{
		On: m.OccurredOn, At: m.ReportedAt, Kind: timeline.Milestone, Code: "milestone.reported", Subject: m.ID, By: m.CreatedBy, Link: link,
		ZH: "报送" + label(m.Kind, "zh") + "节点", EN: "Milestone reported: " + label(m.Kind, "en"),
	}}
	if m.VerifiedAt == nil {
		return all
	}
	state := string(m.State)
	return append(all, timeline.Event{
		On: calendar.DateOf(*m.VerifiedAt), At: *m.VerifiedAt, Kind: timeline.Milestone, Code: "milestone." + state, Subject: m.ID, By: m.VerifiedBy, Link: link,
		ZH: label(m.Kind, "zh") + "节点" + vocabulary.Label(vocabulary.MilestoneState, state, "zh"),
		EN: "Milestone " + label(m.Kind, "en") + ": " + vocabulary.Label(vocabulary.MilestoneState, state, "en"),
	})
}
