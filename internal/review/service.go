package review

import (
	"context"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/org"
	"zhaoyin/internal/page"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/vocabulary"
)

// Service is what can be done with reviews.
type Service struct{ db *store.DB }

// NewService works over the store.
func NewService(db *store.DB) *Service { return &Service{db: db} }

// Opening asks for a review of a project as it is now. Without a template it is the one that the project triggers.
type Opening struct {
	Template string `json:"template,omitempty" validate:"max=40"`
}

// Withdrawal takes a case back before it is concluded.
type Withdrawal struct {
	Reason string `json:"reason" validate:"required,max=2000"`
}

var (
	errProject = fault.Define(fault.Conflict, "review.project", "项目已归档、暂停或终止，不能发起联审联评。", "The project is archived, paused or terminated; no review can be opened.")
	errLive    = fault.Define(fault.Conflict, "review.live", "该项目正在进行联审联评（%s）。", "The project is under review already (%s).")
	errOver    = fault.Define(fault.Conflict, "review.over", "联审联评%s，不能再办理。", "The review is over (%s); nothing can be done to it.")
)

// Listing is what a list of reviews may be filtered and sorted by.
var Listing = page.Listing{
	Sorts: map[string]page.Sort{
		"createdAt": {Column: "created_at"}, "updatedAt": {Column: "updated_at"}, "openedOn": {Column: "opened_on"}, "projectName": {Column: "project_name"},
	},
	Default: "-createdAt",
	Filters: map[string]page.Filter{
		"regionId":    {Column: "region_id", Kind: page.Text},
		"projectId":   {Column: "project_id", Kind: page.Text},
		"template":    {Column: "template_key", Kind: page.Text},
		"stage":       {Column: "gate_stage", Kind: page.Choice, Choices: vocabulary.Codes(vocabulary.Stage)},
		"state":       {Column: "state", Kind: page.Choice, Choices: vocabulary.Codes(vocabulary.ReviewState)},
		"conclusion":  {Column: "conclusion", Kind: page.Choice, Choices: vocabulary.Codes(vocabulary.Conclusion)},
		"openedOn":    {Column: "opened_on", Kind: page.Date},
		"concludedOn": {Column: "concluded_on", Kind: page.Date},
	},
	Search: []string{"project_name", "meeting_number"},
	Extra:  []string{"departmentId", "overdue"},
}

// Choice is what the plain filters do not say: cases in which a department has a step to do, and those with a step that is past its day.
type Choice struct {
	DepartmentID string
	Overdue      *bool
}

// List reads a page of the cases within reach, each with its steps and conditions.
func (s *Service) List(ctx context.Context, q page.Query, choice Choice) (page.Of[Case], error) {
	var of page.Of[Case]
	err := s.db.Read(ctx, access.ReviewList, func(tx *store.Tx) error {
		var err error
		if of, err = store.List[Case](tx, Listing, q, choice.conditions(tx.Today())...); err != nil {
			return err
		}
		return complete(tx, of.Items)
	})
	return of, err
}

// Get reads a case.
func (s *Service) Get(ctx context.Context, id string) (*Case, error) {
	var c *Case
	err := s.db.Read(ctx, access.ReviewRead, func(tx *store.Tx) error {
		var err error
		c, err = get(tx, id)
		return err
	})
	return c, err
}

// Open begins the review of a project; the steps of the first order are open at once.
func (s *Service) Open(ctx context.Context, projectID string, in Opening) (*Case, error) {
	var c *Case
	err := s.db.Write(ctx, access.ReviewOpen, func(tx *store.Tx) error {
		p, err := store.Lock[project.Project](tx, projectID)
		if err != nil {
			return err
		}
		if p.ArchivedAt != nil || p.Condition != project.Active {
			return errProject.With()
		}
		t, err := choose(tx, in.Template, p)
		if err != nil {
			return err
		}
		if err := alone(tx, p.ID, t.Key); err != nil {
			return err
		}
		c, err = begin(tx, p, t)
		return err
	})
	return c, err
}

// alone refuses a second review of the project by the template while one goes on.
func alone(tx *store.Tx, projectID, key string) error {
	live, err := store.Find[Case](tx, store.Where("project_id = ? AND template_key = ?", projectID, key), store.Where("state IN (?, ?)", Open, Suspended))
	if fault.KindOf(err) == fault.Missing {
		return nil
	}
	if err != nil {
		return err
	}
	return errLive.With(live.TemplateName).Note("reviewId", live.ID)
}

func begin(tx *store.Tx, p *project.Project, t *Template) (*Case, error) {
	w, err := org.Workdays(tx)
	if err != nil {
		return nil, err
	}
	c := &Case{
		RegionID: p.RegionID, ProjectID: p.ID, ProjectVersion: p.Version, ProjectName: p.Name, Template: t.Key, TemplateNumber: t.Number,
		TemplateName: t.Name, Stage: t.Trigger.Stage, AgainPercent: t.AgainPercent, Judged: judge(p), State: Open, OpenedOn: tx.Today(),
		Conditions: []Condition{},
	}
	if err := store.Insert(tx, c); err != nil {
		return nil, err
	}
	c.Steps = inOrder(t.steps(p.RegionID))
	for i := range c.Steps {
		s := &c.Steps[i]
		s.ReviewID = c.ID
		if s.Order == 1 {
			s.start(w, tx.Today())
		}
		if err := store.Insert(tx, s); err != nil {
			return nil, err
		}
	}
	c.tell(w, tx.Today())
	return c, tx.Emit("review.opened", c.ID, c.RegionID, c)
}

// change does one thing to a case that is still at the version that the caller saw (0: not asked) and answers it whole. What the action lets the caller reach is
// the rows of the own department; the case is read as the caller may read it, and do judges whose turn it is.
func (s *Service) change(
	ctx context.Context, action access.Action, id string, version int64, event string, do func(*store.Tx, calendar.Workdays, *Case) error,
) (*Case, error) {
	var c *Case
	err := s.db.Write(ctx, action, func(tx *store.Tx) error {
		tx, err := tx.Under(access.ReviewRead)
		if err != nil {
			return err
		}
		if c, err = hold(tx, id); err != nil {
			return err
		}
		if err := c.Expect(version); err != nil {
			return err
		}
		w, err := org.Workdays(tx)
		if err != nil {
			return err
		}
		if _, err := c.lapse(tx, w); err != nil {
			return err
		}
		if err := do(tx, w, c); err != nil {
			return err
		}
		return c.keep(tx, w, event)
	})
	return c, err
}

// keep writes the case after something has happened to it, and announces it.
func (c *Case) keep(tx *store.Tx, w calendar.Workdays, event string) error {
	c.Moves++
	if err := store.Update(tx, c); err != nil {
		return err
	}
	if err := c.compare(tx); err != nil {
		return err
	}
	c.tell(w, tx.Today())
	return tx.Emit(event, c.ID, c.RegionID, c)
}

// tell fills in what depends on the day.
func (c *Case) tell(w calendar.Workdays, today calendar.Date) {
	c.Overdue = false
	for i := range c.Steps {
		s := &c.Steps[i]
		s.tell(w, today)
		if !c.State.Live() && s.State != Done {
			s.Overdue, s.DaysLate = false, 0
		}
		c.Overdue = c.Overdue || s.Overdue
	}
	for i := range c.Conditions {
		c.Conditions[i].Overdue = c.Conditions[i].overdue(today)
	}
}

// live refuses a case that is over.
func (c *Case) live() error {
	if c.State.Live() {
		return nil
	}
	return errOver.With(vocabulary.Of(vocabulary.ReviewState, string(c.State)))
}

// Withdraw takes a case back.
func (s *Service) Withdraw(ctx context.Context, id string, version int64, in Withdrawal) (*Case, error) {
	return s.change(ctx, access.ReviewWithdraw, id, version, "review.withdrawn", func(tx *store.Tx, _ calendar.Workdays, c *Case) error {
		if err := c.live(); err != nil {
			return err
		}
		at := tx.Now
		c.State, c.WithdrawnOn, c.WithdrawnAt, c.WithdrawnBy, c.Reason = Withdrawn, tx.Today(), &at, tx.Actor.Name, in.Reason
		return nil
	})
}
