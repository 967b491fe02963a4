package land

import (
	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/org"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/task"
	"zhaoyin/internal/timeline"
	"zhaoyin/internal/vocabulary"
)

// How many working days each step is given; the decision has as long as a reservation holds.
const (
	precheckIn = 3
	recallIn   = 10
)

// Waiting is the open work on land requests within reach: prechecks for the counties, decisions and proposed recalls for the land office, and the start of
// construction that a county owes for what it was granted.
func Waiting(tx *store.Tx) ([]task.Item, error) {
	requests, err := store.All[Request](tx, "requested_on, id",
		store.Where("state IN ('requested', 'prechecked') OR state IN ('approved', 'used') AND approved_mu > used_mu + returned_mu"))
	if err != nil {
		return nil, err
	}
	if err := complete(tx, requests); err != nil {
		return nil, err
	}
	projects, err := projectsOf(tx, requests)
	if err != nil {
		return nil, err
	}
	days, err := org.Workdays(tx)
	if err != nil {
		return nil, err
	}
	started, err := startedOf(tx, projectIDs(requests))
	if err != nil {
		return nil, err
	}
	items := []task.Item{}
	for i := range requests {
		r := &requests[i]
		for _, w := range r.waiting(days, started[r.ProjectID]) {
			items = append(items, w.item(r, projects[r.ProjectID]))
		}
	}
	return items, nil
}

// work is one thing that waits for a request.
type work struct {
	kind   task.Kind
	zh, en string
	due    calendar.Date
	who    []task.Audience
}

func (r *Request) waiting(days calendar.Workdays, started bool) []work {
	office := []task.Audience{{Role: access.Land, City: true}}
	if r.CityShareMu == 0 { // what a county's own pools hold is its own office's to decide, too
		office = append(office, task.Audience{Role: access.Land, RegionID: r.RegionID})
	}
	switch {
	case r.State == Requested:
		who := []task.Audience{{Role: access.Lead, RegionID: r.RegionID}, {Role: access.Land, RegionID: r.RegionID}}
		return []work{{task.LandPrecheck, "预审用地指标申请", "Precheck the land request", days.AddWorkdays(r.RequestedOn, precheckIn), who}}
	case r.State == Prechecked:
		return []work{{task.LandDecide, "决定用地指标申请", "Decide the land request", days.AddWorkdays(r.PrecheckedOn, bookedFor), office}}
	case started:
		return nil
	}
	all := []work{{task.LandStart, "按期开工（已核准用地指标）", "Start construction on the granted land", r.StartBy, task.County(r.RegionID)}}
	if r.RecallProposed {
		all = append(all, work{task.LandRecall, "决定是否收回用地指标", "Confirm the recall or extend the start-by day", days.AddWorkdays(r.StartBy, recallIn), office})
	}
	return all
}

func (w work) item(r *Request, p *project.Project) task.Item {
	name := nameOf(p)
	return task.Item{
		Kind: w.kind, Subject: r.ID, ProjectID: r.ProjectID, RegionID: r.RegionID,
		ZH: w.zh + "：" + name + "（" + r.AreaMu.String() + " 亩）", EN: w.en + ": " + name + " (" + r.AreaMu.String() + " mu)",
		DueOn: w.due, Link: linkOf(r), For: w.who,
	}
}

func nameOf(p *project.Project) string {
	if p == nil {
		return ""
	}
	return p.Name
}

func linkOf(r *Request) string { return "/api/v1/land/requests/" + r.ID }

// Timeline is what happened to a project's land requests.
func Timeline(tx *store.Tx, projectID string) ([]timeline.Event, error) {
	requests, err := store.All[Request](tx, "requested_on, id", store.Where("project_id = ?", projectID))
	if err != nil {
		return nil, err
	}
	events := []timeline.Event{}
	for i := range requests {
		r := &requests[i]
		for _, s := range r.Steps {
			events = append(events, s.event(r))
		}
	}
	return events, nil
}

func (s Step) event(r *Request) timeline.Event {
	zh := "用地指标：" + vocabulary.Label(vocabulary.LandStep, string(s.Code), "zh")
	en := "Land quota: " + vocabulary.Label(vocabulary.LandStep, string(s.Code), "en")
	if s.AreaMu > 0 {
		zh, en = zh+" "+s.AreaMu.String()+" 亩", en+", "+s.AreaMu.String()+" mu"
	}
	if s.Note != "" {
		zh, en = zh+"（"+s.Note+"）", en+" ("+s.Note+")"
	}
	return timeline.Event{
		On: s.On, At: s.At, Kind: timeline.Land, Code: "land." + string(s.Code), Subject: r.ID, ZH: zh, EN: en, By: s.By, Link: linkOf(r),
	}
}
