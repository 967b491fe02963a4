package fund

import (
	"cmp"
	"slices"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/org"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// Paper is what the paper's section on funds (要素保障) needs. What due diligence found is not in it, nor its results.
type Paper struct {
	Month    Sums    `json:"month"` // of all counties
	Year     Sums    `json:"year"`
	Moved    []Moved `json:"moved"`    // what happened in the month, by day
	UnderWay []Line  `json:"underWay"` // requests in which something still waits, by county and age
}

// Moved is one thing that happened in the month.
type Moved struct {
	On          calendar.Date `json:"on"`
	Code        Code          `json:"code"`
	RegionID    string        `json:"regionId"`
	ProjectID   string        `json:"projectId"`
	ProjectName string        `json:"projectName"`
	RequestID   string        `json:"requestId"`
	FundName    string        `json:"fundName,omitempty"`
	AmountWan   unit.Wan      `json:"amountWan"`
}

// Line is one request under way.
type Line struct {
	RegionID     string        `json:"regionId"`
	ProjectID    string        `json:"projectId"`
	ProjectName  string        `json:"projectName"`
	RequestID    string        `json:"requestId"`
	FundName     string        `json:"fundName,omitempty"`
	State        State         `json:"state"`
	RequestedOn  calendar.Date `json:"requestedOn"`
	AmountWan    unit.Wan      `json:"amountWan"`
	CommittedWan unit.Wan      `json:"committedWan"`
	DisbursedWan unit.Wan      `json:"disbursedWan"`
	DueOn        calendar.Date `json:"dueOn,omitempty"` // of due diligence, or of the next tranche
	Overdue      bool          `json:"overdue"`
}

// Report is the paper's section for a month, within reach, as of today.
func Report(tx *store.Tx, month calendar.Month) (*Paper, error) {
	steps, err := stepsOf(tx, month)
	if err != nil {
		return nil, err
	}
	var year, moved Sums
	var ofMonth []Step
	for _, s := range steps {
		year.add(s)
		if month.Contains(s.On) {
			moved.add(s)
			ofMonth = append(ofMonth, s)
		}
	}
	p := &Paper{Month: moved, Year: year}
	if p.Moved, err = movedIn(tx, ofMonth); err != nil {
		return nil, err
	}
	p.UnderWay, err = lines(tx)
	return p, err
}

func movedIn(tx *store.Tx, steps []Step) ([]Moved, error) {
	ids := make([]string, len(steps))
	for i, s := range steps {
		ids[i] = s.RequestID
	}
	requests, err := store.All[Request](tx, "id", store.In("id", ids))
	if err != nil {
		return nil, err
	}
	if err := named(tx, requests); err != nil {
		return nil, err
	}
	byID := make(map[string]Request, len(requests))
	for i := range requests {
		byID[requests[i].ID] = requests[i]
	}
	all := make([]Moved, len(steps))
	for i, s := range steps {
		r := byID[s.RequestID]
		all[i] = Moved{
			On: s.On, Code: s.Code, RegionID: s.RegionID, ProjectID: s.ProjectID, ProjectName: r.ProjectName, RequestID: s.RequestID,
			FundName: r.FundName, AmountWan: s.AmountWan,
		}
	}
	return all, nil
}

func lines(tx *store.Tx) ([]Line, error) {
	open, err := underWay(tx)
	if err != nil {
		return nil, err
	}
	if err := named(tx, open); err != nil {
		return nil, err
	}
	regions, err := org.Reporting(tx)
	if err != nil {
		return nil, err
	}
	order := map[string]int{}
	for i, r := range regions {
		order[r.ID] = i
	}
	all := make([]Line, len(open))
	for i := range open {
		all[i] = open[i].line(tx.Today())
	}
	slices.SortStableFunc(all, func(a, b Line) int { return cmp.Compare(order[a.RegionID], order[b.RegionID]) })
	return all, nil
}

func (r *Request) line(today calendar.Date) Line {
	_, due := r.next()
	return Line{
		RegionID: r.RegionID, ProjectID: r.ProjectID, ProjectName: r.ProjectName, RequestID: r.ID, FundName: r.FundName, State: r.State,
		RequestedOn: calendar.DateOf(r.CreatedAt), AmountWan: r.AmountWan, CommittedWan: r.CommittedWan, DisbursedWan: r.DisbursedWan,
		DueOn: due, Overdue: due != "" && due.Before(today),
	}
}
