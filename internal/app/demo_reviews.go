package app

import (
	"context"
	"fmt"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/project"
	"zhaoyin/internal/review"
)

// voice is who speaks for a step, and how many working days after the opening.
type voice struct {
	step       string
	role       access.Role
	department string // of the role "department"
	after      int
}

// voices are the steps of the shipped template before the conclusion, in the order in which their offices speak.
var voices = []voice{
	{"county", access.Lead, "", 1}, {"acceptance", access.Secretariat, "", 2}, {"filing", access.Department, "ndrc", 3}, {"industry", access.Department, "eit", 4},
	{"land", access.Land, "", 4}, {"safety", access.Department, "emergency", 5}, {"finance", access.Fund, "", 6}, {"environment", access.Department, "eco", 7},
}

// of is a context in which the step's office speaks about a project.
func (v voice) of(ctx context.Context, p *project.Project) context.Context {
	switch v.role {
	case access.Lead:
		return as(ctx, access.Lead, p.RegionID)
	case access.Department:
		return access.With(ctx, access.Actor{ID: "demo:dept." + v.department, Name: "dept." + v.department, Role: v.role, DepartmentID: v.department})
	}
	return as(ctx, v.role, "")
}

// review takes a project through its joint review, so that the meeting concludes two working days before the landing; every third conclusion has a condition.
func (b *builder) review(ctx context.Context, s *site, landing calendar.Date) error {
	opened := calendar.Workdays{}.AddWorkdays(landing, -11)
	b.at(opened, 9)
	c, err := b.Review.Open(as(ctx, access.Clerk, s.project.RegionID), s.project.ID, review.Opening{})
	if err != nil {
		return err
	}
	for _, v := range voices {
		if err := b.say(ctx, c, s.project, v, opened); err != nil {
			return err
		}
	}
	b.at(calendar.Workdays{}.AddWorkdays(landing, -2), 15)
	ruling := review.Ruling{Conclusion: review.Passed, MeetingNumber: fmt.Sprintf("%s联审〔%d〕%d号", invented, landing.Time().Year(), 1+chance(s.project.Name, 60)), Note: invented}
	if _, ends := s.plan[project.Completed]; !ends && chance(s.project.Name, 3) == 0 {
		ruling.Conclusion = review.PassedIf
		ruling.Conditions = []review.Demand{{
			Text: invented + "竣工前完成节能验收", OwnerDepartmentID: "ndrc", DueOn: workday(landing.Add(300)), BlocksStage: project.Completed,
		}}
	}
	_, err = b.Review.Conclude(as(ctx, access.Secretariat, ""), c.ID, 0, ruling)
	return err
}

func (b *builder) say(ctx context.Context, c *review.Case, p *project.Project, v voice, opened calendar.Date) error {
	b.at(calendar.Workdays{}.AddWorkdays(opened, v.after), 14)
	_, err := b.Review.Opine(v.of(ctx, p), c.ID, v.step, 0, review.Statement{Opinion: review.Agree, Note: invented})
	if err != nil {
		return fmt.Errorf("step %s: %w", v.step, err)
	}
	return nil
}

// underReview leaves a case in the midst of its steps: one department waits for the county's supplement, the others have not spoken.
func (b *builder) underReview(ctx context.Context, p *project.Project) error {
	opened := calendar.Workdays{}.AddWorkdays(calendar.DateOf(b.clock.real()), -11)
	b.at(opened, 9)
	c, err := b.Review.Open(as(ctx, access.Clerk, p.RegionID), p.ID, review.Opening{})
	if err != nil {
		return err
	}
	for _, v := range voices[:2] {
		if err := b.say(ctx, c, p, v, opened); err != nil {
			return err
		}
	}
	filing := voices[2]
	b.at(calendar.Workdays{}.AddWorkdays(opened, filing.after), 10)
	_, err = b.Review.Ask(filing.of(ctx, p), c.ID, 0, review.Question{Step: filing.step, Note: invented + "请补充能耗测算"})
	return err
}
