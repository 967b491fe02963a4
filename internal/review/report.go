package review

import (
	"cmp"
	"slices"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/org"
	"zhaoyin/internal/store"
)

// Count is a county's figures: cases opened in the month and not withdrawn, those under review now, those of them with a step past its day, those concluded in the
// month, and the conditions that are not fulfilled and, of these, past their day without a report.
type Count struct {
	Opened            int `json:"opened"`
	Open              int `json:"open"`
	Overdue           int `json:"overdue"`
	Concluded         int `json:"concluded"`
	ConditionsOpen    int `json:"conditionsOpen"`
	ConditionsOverdue int `json:"conditionsOverdue"`
}

// Add adds another county's figures.
func (c *Count) Add(d Count) {
	c.Opened, c.Open, c.Overdue, c.Concluded = c.Opened+d.Opened, c.Open+d.Open, c.Overdue+d.Overdue, c.Concluded+d.Concluded
	c.ConditionsOpen, c.ConditionsOverdue = c.ConditionsOpen+d.ConditionsOpen, c.ConditionsOverdue+d.ConditionsOverdue
}

// Paper is the papers' section on joint review (联审联评): cases under review and those concluded in the month, by county and by the day they were opened.
type Paper struct {
	Count
	OpenCases      []Line `json:"openCases"`
	ConcludedCases []Line `json:"concludedCases"`
	Conditions     []Owed `json:"conditions"` // of every conclusion, that are not fulfilled, by day
}

// Line is a case as the papers show it.
type Line struct {
	ReviewID      string        `json:"reviewId"`
	ProjectID     string        `json:"projectId"`
	ProjectName   string        `json:"projectName"`
	RegionID      string        `json:"regionId"`
	RegionName    string        `json:"regionName"`
	TemplateName  string        `json:"templateName"`
	State         State         `json:"state"`
	OpenedOn      calendar.Date `json:"openedOn"`
	At            []StepLine    `json:"at"`   // the steps that somebody has to do now
	Late          []StepLine    `json:"late"` // the steps that are or were late
	Conclusion    Conclusion    `json:"conclusion,omitempty"`
	MeetingNumber string        `json:"meetingNumber,omitempty"`
	ConcludedOn   calendar.Date `json:"concludedOn,omitempty"`
	Conditions    []Owed        `json:"conditions"` // that are not fulfilled
}

// StepLine is who has a step, by when, and how many working days late.
type StepLine struct {
	Key          string        `json:"key"`
	Name         string        `json:"name"`
	DepartmentID string        `json:"departmentId"` // empty: the county
	Office       string        `json:"office"`       // name of the department or the county
	State        StepState     `json:"state"`
	DueOn        calendar.Date `json:"dueOn,omitempty"`
	DaysLate     int           `json:"daysLate"`
}

// Owed is a condition that is not fulfilled.
type Owed struct {
	ReviewID          string        `json:"reviewId"`
	ProjectID         string        `json:"projectId"`
	ProjectName       string        `json:"projectName"`
	RegionID          string        `json:"regionId"`
	RegionName        string        `json:"regionName"`
	Text              string        `json:"text"`
	OwnerDepartmentID string        `json:"ownerDepartmentId"`
	OwnerName         string        `json:"ownerName"`
	DueOn             calendar.Date `json:"dueOn"`
	BlocksStage       string        `json:"blocksStage,omitempty"`
	Reported          bool          `json:"reported"`
	Overdue           bool          `json:"overdue"`
}

// Report joins a unit of work to gather the section on joint review within reach, as of today; concluded counts in the month.
func Report(tx *store.Tx, month calendar.Month) (*Paper, error) {
	last := min(month.Last(), tx.Today())
	cases, err := store.All[Case](tx, "opened_on, id", store.Where(
		"state IN ('open', 'suspended') OR state = 'concluded' AND concluded_on BETWEEN ? AND ? OR id IN (SELECT c.review_id FROM review_conditions c WHERE c.state = 'open')",
		string(month.First()), string(last)))
	if err != nil {
		return nil, err
	}
	if err := complete(tx, cases); err != nil {
		return nil, err
	}
	n, err := readNames(tx)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(cases, func(a, b Case) int { return cmp.Compare(n.place[a.RegionID], n.place[b.RegionID]) })
	p := &Paper{OpenCases: []Line{}, ConcludedCases: []Line{}, Conditions: []Owed{}}
	for i := range cases {
		p.add(&cases[i], month, n)
	}
	slices.SortStableFunc(p.Conditions, func(a, b Owed) int { return cmp.Compare(a.DueOn, b.DueOn) })
	p.Opened, err = store.Count[Case](tx, store.Where("state <> 'withdrawn' AND opened_on BETWEEN ? AND ?", string(month.First()), string(last)))
	return p, err
}

func (p *Paper) add(c *Case, month calendar.Month, n names) {
	line := c.line(n)
	p.Conditions = append(p.Conditions, line.Conditions...)
	for _, o := range line.Conditions {
		p.ConditionsOpen++
		if o.Overdue {
			p.ConditionsOverdue++
		}
	}
	switch {
	case c.State.Live():
		p.OpenCases = append(p.OpenCases, line)
		p.Open++
		if c.Overdue {
			p.Overdue++
		}
	case month.Contains(c.ConcludedOn):
		p.ConcludedCases = append(p.ConcludedCases, line)
		p.Concluded++
	}
}

func (c *Case) line(n names) Line {
	l := Line{
		ReviewID: c.ID, ProjectID: c.ProjectID, ProjectName: c.ProjectName, RegionID: c.RegionID, RegionName: n.regions[c.RegionID],
		TemplateName: c.TemplateName, State: c.State, OpenedOn: c.OpenedOn, At: []StepLine{}, Late: []StepLine{}, Conclusion: c.Conclusion,
		MeetingNumber: c.MeetingNumber, ConcludedOn: c.ConcludedOn, Conditions: []Owed{},
	}
	for i := range c.Steps {
		s := &c.Steps[i]
		one := StepLine{Key: s.Key, Name: s.Name, DepartmentID: s.DepartmentID, Office: n.office(s), State: s.State, DueOn: s.DueOn, DaysLate: s.DaysLate}
		if c.State.Live() && (s.State == Running || s.State == Stopped) {
			l.At = append(l.At, one)
		}
		if s.DaysLate > 0 {
			l.Late = append(l.Late, one)
		}
	}
	for i := range c.Conditions {
		if o := &c.Conditions[i]; o.State == Unmet {
			l.Conditions = append(l.Conditions, Owed{
				ReviewID: c.ID, ProjectID: c.ProjectID, ProjectName: c.ProjectName, RegionID: c.RegionID, RegionName: l.RegionName, Text: o.Text,
				OwnerDepartmentID: o.OwnerDepartmentID, OwnerName: n.departments[o.OwnerDepartmentID], DueOn: o.DueOn, BlocksStage: string(o.BlocksStage),
				Reported: o.Reported, Overdue: o.Overdue,
			})
		}
	}
	return l
}

// names are the names of departments and regions, and the regions' places in the protocol order.
type names struct {
	departments, regions map[string]string
	place                map[string]int
}

func (n names) office(s *Step) string {
	if s.Party == ByCounty {
		return n.regions[s.RegionID]
	}
	return n.departments[s.DepartmentID]
}

func readNames(tx *store.Tx) (names, error) {
	n := names{departments: map[string]string{}, regions: map[string]string{}, place: map[string]int{}}
	departments, err := store.All[org.Department](tx, "id")
	if err != nil {
		return n, err
	}
	for _, d := range departments {
		n.departments[d.ID] = d.Name
	}
	regions, err := store.All[org.Region](tx, "sort_order, id")
	for i, r := range regions {
		n.regions[r.ID], n.place[r.ID] = r.Name, i
	}
	return n, err
}
