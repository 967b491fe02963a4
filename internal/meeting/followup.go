package meeting

import (
	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/issue"
	"zhaoyin/internal/store"
)

// stand adds to decisions what has become of their issues. Every reader of decisions learns whether they are done; its project and what was said in a round only who
// may read the issue.
func stand(tx *store.Tx, items []Decision) error {
	ids := make([]string, len(items))
	for k := range items {
		ids[k] = items[k].IssueID
	}
	issues, err := issue.Of(tx, ids)
	if err != nil {
		return err
	}
	readable, err := readableIssues(tx, ids)
	if err != nil {
		return err
	}
	for k := range items {
		i := issues[items[k].IssueID]
		if i == nil {
			continue
		}
		items[k].Standing = standingOf(i)
		if readable[i.ID] == nil {
			items[k].LastProgress, items[k].ProjectID = nil, ""
		}
	}
	return nil
}

func standingOf(i *issue.Issue) Standing {
	st := Standing{
		State: Doing, Overdue: i.Overdue, DaysOverdue: i.DaysOverdue, DueOn: i.DueOn, ProjectID: i.ProjectID, IssueState: i.State, LeadName: i.LeadName,
		LeadDepartmentID: i.LeadDepartmentID, LeadRegionID: i.LeadRegionID, AssistDepartmentIDs: i.AssistDepartmentIDs, LastProgress: i.Latest(),
	}
	switch {
	case !i.State.Unfinished():
		st.State = Done
	case i.Overdue:
		st.State = Overdue
	}
	return st
}

// readableIssues are those of the issues that the actor may read itself.
func readableIssues(tx *store.Tx, ids []string) (map[string]*issue.Issue, error) {
	if !tx.Grant.All {
		return issue.Of(tx, ids)
	}
	own, err := tx.Under(access.IssueRead)
	if fault.KindOf(err) == fault.Forbidden {
		return map[string]*issue.Issue{}, nil
	}
	if err != nil {
		return nil, err
	}
	return issue.Of(own, ids)
}

// FollowUp is what became of a decision of an earlier meeting, as the next month's papers open with it.
type FollowUp struct {
	DecisionID   string         `json:"decisionId"`
	IssueID      string         `json:"issueId"`
	Month        calendar.Month `json:"month"`
	Number       int            `json:"number"`
	Text         string         `json:"text"`
	RegionID     string         `json:"regionId,omitempty"`
	LeadName     string         `json:"leadName"`
	DueOn        calendar.Date  `json:"dueOn,omitempty"`
	State        DecisionState  `json:"state"`
	Overdue      bool           `json:"overdue"`
	DaysOverdue  int            `json:"daysOverdue"`
	LastProgress *issue.Said    `json:"lastProgress,omitempty"`
	CarriedOn    calendar.Month `json:"carriedOn,omitempty"`
}

// Follow is the section on the last meeting's decisions: counts and lines, by month and number.
type Follow struct {
	Month   calendar.Month `json:"month,omitempty"` // of the last meeting, empty without one
	Total   int            `json:"total"`
	Done    int            `json:"done"`
	Doing   int            `json:"doing"`
	Overdue int            `json:"overdue"`
	Items   []FollowUp     `json:"items"`
}

// DecisionReport joins a unit of work to tell what became of each decision of the meeting before the month, and of the older ones that are neither done nor
// carried on, as of today.
func DecisionReport(tx *store.Tx, month calendar.Month) (*Follow, error) {
	f := &Follow{Items: []FollowUp{}}
	before, err := monthBefore(tx, month)
	if err != nil || before == "" {
		return f, err
	}
	f.Month = before
	rows, err := store.All[Decision](tx, "month, number", store.Where("month = ? OR (month < ? AND carried_on IS NULL)", before, before))
	if err != nil {
		return nil, err
	}
	if err := stand(tx, rows); err != nil {
		return nil, err
	}
	for _, d := range rows {
		if d.Month == before || d.State != Done {
			f.add(d)
		}
	}
	return f, nil
}

func (f *Follow) add(d Decision) {
	f.Total++
	switch d.State {
	case Done:
		f.Done++
	case Overdue:
		f.Overdue++
	default:
		f.Doing++
	}
	f.Items = append(f.Items, FollowUp{
		DecisionID: d.ID, IssueID: d.IssueID, Month: d.Month, Number: d.Number, Text: d.Text, RegionID: d.RegionID, LeadName: d.LeadName, DueOn: d.DueOn,
		State: d.State, Overdue: d.Overdue, DaysOverdue: d.DaysOverdue, LastProgress: d.LastProgress, CarriedOn: d.CarriedOn,
	})
}
