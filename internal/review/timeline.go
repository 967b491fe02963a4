package review

import (
	"time"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/store"
	"zhaoyin/internal/timeline"
	"zhaoyin/internal/vocabulary"
)

// Timeline is what happened to a project's reviews.
func Timeline(tx *store.Tx, projectID string) ([]timeline.Event, error) {
	cases, err := store.All[Case](tx, "created_at, id", store.Where("project_id = ?", projectID))
	if err != nil {
		return nil, err
	}
	if err := gather(tx, cases); err != nil {
		return nil, err
	}
	events := []timeline.Event{}
	for i := range cases {
		c := &cases[i]
		events = append(events, c.event(c.OpenedOn, &c.CreatedAt, "opened", c.CreatedBy, "发起联审联评："+c.TemplateName, "Review opened: "+c.TemplateName))
		for k := range c.Steps {
			events = append(events, c.Steps[k].events(c)...)
		}
		events = append(events, c.ends()...)
		for k := range c.Conditions {
			events = append(events, c.Conditions[k].events(c)...)
		}
	}
	return events, nil
}

func (c *Case) event(on calendar.Date, at *time.Time, code, by, zh, en string) timeline.Event {
	return timeline.Event{On: on, At: at.UTC(), Kind: timeline.Review, Code: "review." + code, Subject: c.ID, ZH: zh, EN: en, By: by, Link: linkTo(c.ID)}
}

// events are a step's questions to the county, their answers, and how it ended.
func (s *Step) events(c *Case) []timeline.Event {
	var all []timeline.Event
	for _, p := range s.Suspensions {
		all = append(all, c.event(p.FromOn, &p.AskedAt, "supplementRequested", p.AskedBy, "联审联评“"+s.Name+"”要求补充材料："+p.Asked, "Review, "+s.Name+": a supplement was asked for: "+p.Asked))
		if p.SuppliedAt != nil {
			all = append(all, c.event(p.ToOn, p.SuppliedAt, "supplemented", p.SuppliedBy, "联审联评“"+s.Name+"”已补充材料", "Review, "+s.Name+": the supplement was given"))
		}
	}
	if s.State != Done || s.Concludes || s.At == nil {
		return all
	}
	if s.Deemed {
		return append(all, c.event(s.DoneOn, s.At, "deemed", "", "联审联评“"+s.Name+"”逾期未反馈，按默认同意处理", "Review, "+s.Name+": silence past the limit, deemed consent"))
	}
	zh, en := vocabulary.Label(vocabulary.Opinion, string(s.Opinion), "zh"), vocabulary.Label(vocabulary.Opinion, string(s.Opinion), "en")
	return append(all, c.event(s.DoneOn, s.At, "opined", s.By, "联审联评“"+s.Name+"”意见："+zh, "Review, "+s.Name+": "+en))
}

func (c *Case) ends() []timeline.Event {
	switch {
	case c.State == Concluded && c.ConcludedAt != nil:
		zh, en := vocabulary.Label(vocabulary.Conclusion, string(c.Conclusion), "zh"), vocabulary.Label(vocabulary.Conclusion, string(c.Conclusion), "en")
		return []timeline.Event{c.event(c.ConcludedOn, c.ConcludedAt, "concluded", c.ConcludedBy,
			"联审联评结论："+zh+"（"+c.MeetingNumber+"）", "Review concluded: "+en+" ("+c.MeetingNumber+")")}
	case c.State == Withdrawn && c.WithdrawnAt != nil:
		return []timeline.Event{c.event(c.WithdrawnOn, c.WithdrawnAt, "withdrawn", c.WithdrawnBy, "撤回联审联评："+c.Reason, "Review withdrawn: "+c.Reason)}
	}
	return nil
}

func (o *Condition) events(c *Case) []timeline.Event {
	var all []timeline.Event
	if o.ReportedAt != nil {
		all = append(all, c.event(calendar.DateOf(*o.ReportedAt), o.ReportedAt, "conditionReported", o.ReportedBy,
			"报送评审条件落实情况："+o.Text, "A condition of the review was reported: "+o.Text))
	}
	if o.State == Fulfilled && o.CheckedAt != nil {
		all = append(all, c.event(o.FulfilledOn, o.CheckedAt, "conditionFulfilled", o.CheckedBy, "评审条件已落实："+o.Text, "A condition of the review is fulfilled: "+o.Text))
	}
	return all
}
