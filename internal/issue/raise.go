package issue

import (
	"context"
	"strings"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/org"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
)

var (
	errTwice      = fault.Define(fault.Conflict, "issue.raisedAlready", "该月的这一问题已转为协调事项。", "This problem of the month has become an issue already.")
	errSource     = fault.Define(fault.Invalid, "issue.source", "会议议定的事项由市投资促进中心在会议下登记。", "What the meeting decides is recorded by the secretariat.")
	errMonthOf    = fault.Define(fault.Invalid, "issue.month", "由月度填报转来的事项须注明项目和月份。", "An issue from a month's problems names the project and the month.")
	errElsewhere  = fault.Define(fault.Invalid, "issue.region", "与项目所属县（市、区）不一致。", "The project belongs to another county.")
	errCountyLess = fault.Define(fault.Invalid, "issue.countyLevel", "县级事项须注明县（市、区）。", "A county-level issue names its county.")
)

// Raise notes that something blocks a project or a county.
func (s *Service) Raise(ctx context.Context, in Raising) (*Issue, error) {
	var i *Issue
	err := s.db.Write(ctx, access.IssueRaise, func(tx *store.Tx) error {
		var err error
		if i, err = Enter(tx, in); err != nil {
			return err
		}
		return i.complete(tx)
	})
	return i, err
}

// Enter joins a unit of work to raise an issue.
func Enter(tx *store.Tx, in Raising) (*Issue, error) {
	i := &Issue{
		ProjectID: in.ProjectID, RegionID: in.RegionID, Kind: in.Kind, Title: strings.TrimSpace(in.Title), Detail: in.Detail, Source: in.Source,
		Month: in.Month, Level: in.Level, State: Raised, LeadDepartmentID: in.LeadDepartmentID,
		AssistDepartmentIDs: some(in.AssistDepartmentIDs), DueOn: in.DueOn,
	}
	i.fill(tx.Actor)
	if err := i.check(tx); err != nil {
		return nil, err
	}
	if err := i.once(tx); err != nil {
		return nil, err
	}
	i.DueSort = dueSort(i.DueOn)
	if err := store.Insert(tx, i); err != nil {
		return nil, err
	}
	if err := i.note(tx, Raise, "", ""); err != nil {
		return nil, err
	}
	return i, tx.Emit("issue.raised", i.ID, i.RegionID, i)
}

// fill sets what the raiser may leave out.
func (i *Issue) fill(a access.Actor) {
	if i.Source == "" {
		i.Source = Direct
	}
	if i.Level == "" {
		i.Level = City
	}
	if i.RegionID == "" && i.ProjectID == "" {
		i.RegionID = a.RegionID
	}
	if i.Source == FromMonth {
		i.Problem = i.Title
	}
}

// check holds the issue to the rows that it names; the county of a project's issue is the project's.
func (i *Issue) check(tx *store.Tx) error {
	var bad fault.List
	bad.Check(i.Title != "", "/title", fault.Required)
	bad.Check(i.Source != FromMonth || i.ProjectID != "" && i.Month != "", "/month", errMonthOf)
	bad.Check(!i.Month.After(tx.Today().Month()), "/month", fault.Future, string(tx.Today().Month()))
	bad.Check(i.Source != FromMeeting || tx.Actor.Role == access.Secretariat || tx.Actor.Role == access.System, "/source", errSource)
	if err := i.place(tx, &bad); err != nil {
		return err
	}
	bad.Check(i.Level == City || i.RegionID != "", "/regionId", errCountyLess)
	if i.LeadDepartmentID != "" {
		if err := org.CheckDepartment(tx, &bad, "/leadDepartmentId", i.LeadDepartmentID); err != nil {
			return err
		}
	}
	if err := assistants(tx, &bad, i.LeadDepartmentID, i.AssistDepartmentIDs); err != nil {
		return err
	}
	return bad.Err()
}

func (i *Issue) place(tx *store.Tx, bad *fault.List) error {
	if i.ProjectID == "" {
		if i.RegionID == "" {
			return nil
		}
		return known[org.Region](tx, bad, "/regionId", i.RegionID)
	}
	p, err := store.Lock[project.Project](tx, i.ProjectID)
	if fault.KindOf(err) == fault.Missing {
		bad.Add("/projectId", fault.NoSuch, i.ProjectID)
		return nil
	}
	if err != nil {
		return err
	}
	bad.Check(i.RegionID == "" || i.RegionID == p.RegionID, "/regionId", errElsewhere)
	i.RegionID, i.ProjectName = p.RegionID, p.Name
	return nil
}

// once refuses a problem of a month that has become an issue before.
func (i *Issue) once(tx *store.Tx) error {
	if i.Source != FromMonth {
		return nil
	}
	old, err := store.Find[Issue](tx, store.Where("source = ? AND project_id = ? AND month = ? AND problem = ?", FromMonth, i.ProjectID, i.Month, i.Problem))
	if fault.KindOf(err) == fault.Missing {
		return nil
	}
	if err != nil {
		return err
	}
	return errTwice.With().Note("issueId", old.ID)
}

// Commission is an issue as the meeting decides it: of city level, and assigned at once.
type Commission struct {
	Month               calendar.Month
	Title, Detail       string
	Kind                Kind
	ProjectID, RegionID string
	Assignment
}

// Decide joins a unit of work to make an issue of what the meeting has decided.
func Decide(tx *store.Tx, in Commission) (*Issue, error) {
	if in.RegionID == "" && in.ProjectID == "" {
		in.RegionID = in.LeadRegionID // the county that has to do it sees it
	}
	i, err := Enter(tx, Raising{
		ProjectID: in.ProjectID, RegionID: in.RegionID, Kind: in.Kind, Title: in.Title, Detail: in.Detail, Level: City, Source: FromMeeting, Month: in.Month,
	})
	if err != nil {
		return nil, err
	}
	return i, assign(tx, i, in.Assignment)
}

func known[T any](tx *store.Tx, bad *fault.List, pointer, id string) error {
	_, err := store.Get[T](tx, id)
	if fault.KindOf(err) == fault.Missing {
		bad.Add(pointer, fault.NoSuch, id)
		return nil
	}
	return err
}

func some(ids []string) []string {
	if ids == nil {
		return []string{}
	}
	return ids
}
