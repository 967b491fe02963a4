package issue

import (
	"time"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/store"
	"zhaoyin/internal/timeline"
	"zhaoyin/internal/vocabulary"
)

// Count is a county's figures: every issue that is not closed, those of them that are overdue, and those that were closed in the month.
type Count struct {
	Open    int `json:"open"`
	Overdue int `json:"overdue"`
	Closed  int `json:"closed"`
}

// Add adds another county's figures.
func (c *Count) Add(d Count) {
	c.Open, c.Overdue, c.Closed = c.Open+d.Open, c.Overdue+d.Overdue, c.Closed+d.Closed
}

// Line is an issue as the papers show it.
type Line struct {
	ID              string         `json:"id"`
	Title           string         `json:"title"`
	Detail          string         `json:"detail"`
	Kind            Kind           `json:"kind"`
	Source          Source         `json:"source"`
	Month           calendar.Month `json:"month,omitempty"`
	State           State          `json:"state"`
	ProjectID       string         `json:"projectId,omitempty"`
	ProjectName     string         `json:"projectName,omitempty"`
	RegionID        string         `json:"regionId,omitempty"`
	RegionName      string         `json:"regionName,omitempty"`
	LeadName        string         `json:"leadName,omitempty"`
	DueOn           calendar.Date  `json:"dueOn,omitempty"`
	Overdue         bool           `json:"overdue"`
	DaysOverdue     int            `json:"daysOverdue"`
	EscalationLevel int            `json:"escalationLevel"`
	LatestRound     *Said          `json:"latestRound,omitempty"`
	ClosedOn        calendar.Date  `json:"closedOn,omitempty"`
	Resolution      string         `json:"resolution,omitempty"`
}

// Said is the latest round of progress.
type Said struct {
	At   time.Time `json:"at"`
	By   string    `json:"by"`
	Text string    `json:"text"`
}

// Paper is the section on issues: those of city level that are open, by due day, and those closed in the month, by day.
type Paper struct {
	Count
	OpenIssues   []Line `json:"openIssues"`
	ClosedIssues []Line `json:"closedIssues"`
}

// Report joins a unit of work to gather the section on issues as of today; closed is counted in the month.
func Report(tx *store.Tx, month calendar.Month) (*Paper, error) {
	open, err := lines(tx, "due_sort, id", store.Where("level = ? AND state <> ?", City, Closed))
	if err != nil {
		return nil, err
	}
	closed, err := lines(tx, "closed_on, id", store.Where("level = ? AND state = ? AND closed_on BETWEEN ? AND ?", City, Closed, month.First(), month.Last()))
	if err != nil {
		return nil, err
	}
	p := &Paper{Count: Count{Open: len(open), Closed: len(closed)}, OpenIssues: open, ClosedIssues: closed}
	for _, l := range open {
		if l.Overdue {
			p.Overdue++
		}
	}
	return p, nil
}

func lines(tx *store.Tx, order string, conds ...store.Cond) ([]Line, error) {
	rows, err := store.All[Issue](tx, order, conds...)
	if err != nil {
		return nil, err
	}
	if err := complete(tx, rows); err != nil {
		return nil, err
	}
	n, err := readNames(tx, nil)
	all := make([]Line, 0, len(rows))
	for k := range rows {
		i := &rows[k]
		all = append(all, Line{
			ID: i.ID, Title: i.Title, Detail: i.Detail, Kind: i.Kind, Source: i.Source, Month: i.Month, State: i.State, ProjectID: i.ProjectID,
			ProjectName: i.ProjectName, RegionID: i.RegionID, RegionName: n.regions[i.RegionID], LeadName: i.LeadName, DueOn: i.DueOn, Overdue: i.Overdue,
			DaysOverdue: i.DaysOverdue, EscalationLevel: i.EscalationLevel, LatestRound: i.Latest(), ClosedOn: i.ClosedOn, Resolution: i.Resolution,
		})
	}
	return all, err
}

// Latest is the latest round of a complete issue, nil when nothing has been said.
func (i *Issue) Latest() *Said {
	if len(i.Rounds) == 0 {
		return nil
	}
	r := i.Rounds[len(i.Rounds)-1]
	return &Said{At: r.At, By: r.By, Text: r.Text}
}

// Timeline is what happened to a project's issues.
func Timeline(tx *store.Tx, projectID string) ([]timeline.Event, error) {
	rows, err := store.All[Issue](tx, "id", store.Where("project_id = ?", projectID))
	if err != nil {
		return nil, err
	}
	titles, ids := map[string]string{}, []string{}
	for _, i := range rows {
		titles[i.ID], ids = i.Title, append(ids, i.ID)
	}
	moves, err := store.AllIn[Move](tx, "moved_at, id", "issue_id", ids)
	events := []timeline.Event{}
	for _, m := range moves {
		events = append(events, m.event(titles[m.IssueID]))
	}
	return events, err
}

func (m Move) event(title string) timeline.Event {
	zh, en := vocabulary.Label(vocabulary.IssueStep, string(m.Step), "zh"), vocabulary.Label(vocabulary.IssueStep, string(m.Step), "en")
	e := timeline.Event{
		On: calendar.DateOf(m.At), At: m.At, Kind: timeline.Issue, Code: "issue." + string(m.Step), Subject: m.IssueID, By: m.By,
		ZH: "协调事项“" + title + "”" + zh, EN: "Issue “" + title + "”: " + en, Link: "/api/v1/issues/" + m.IssueID,
	}
	if m.Reason != "" {
		e.ZH, e.EN = e.ZH+"："+m.Reason, e.EN+": "+m.Reason
	}
	return e
}
