package report

import (
	"slices"

	"zhaoyin/internal/fund"
	"zhaoyin/internal/issue"
	"zhaoyin/internal/land"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/review"
)

// resourcesOf takes the snapshot's sections on joint review, land, fund, issues and decisions: the city's, or what concerns one county. nil in a snapshot that is
// older than these sections.
func resourcesOf(r *meeting.Resources, f Facts) *meeting.Resources {
	if r == nil || f.RegionID == "" {
		return f.named(r)
	}
	id := f.RegionID
	return &meeting.Resources{
		Reviews: reviewsOf(r.Reviews, id, f.Total.Reviews), Land: landOf(*r.Land, id), Supply: supplyOf(*r.Supply, id, f.RegionName), Fund: fundOf(*r.Fund, id),
		Issues: issuesOf(*r.Issues, id), Decisions: decisionsOf(*r.Decisions, id),
	}
}

// named is the city's sections, whose frozen sentence on land says 全市 whatever the city is.
func (f Facts) named(r *meeting.Resources) *meeting.Resources {
	if r == nil || r.Supply == nil || f.whole() == "全市" {
		return r
	}
	supply := *r.Supply
	supply.Sentence = land.Sentence(supply.City, f.whole())
	all := *r
	all.Supply = &supply
	return &all
}

// reviewsOf is nil in a snapshot that is older than the section on joint review.
func reviewsOf(p *review.Paper, regionID string, own review.Count) *review.Paper {
	if p == nil {
		return nil
	}
	line := func(l review.Line) string { return l.RegionID }
	return &review.Paper{
		Count: own, OpenCases: only(p.OpenCases, regionID, line), ConcludedCases: only(p.ConcludedCases, regionID, line),
		Conditions: only(p.Conditions, regionID, func(o review.Owed) string { return o.RegionID }),
	}
}

// only keeps the rows of a county.
func only[T any](rows []T, regionID string, of func(T) string) []T {
	return slices.DeleteFunc(slices.Clone(rows), func(row T) bool { return of(row) != regionID })
}

func landOf(s land.Section, regionID string) *land.Section {
	line := func(l land.ReportLine) string { return l.RegionID }
	s.Requests, s.Recalls = only(s.Requests, regionID, line), only(s.Recalls, regionID, line)
	s.Pools = only(s.Pools, regionID, func(p land.PoolLine) string { return p.RegionID })
	return &s
}

func supplyOf(s land.SupplyPart, regionID, name string) *land.SupplyPart {
	s.City = land.SupplyFigures{Through: s.City.Through}
	s.Regions = only(s.Regions, regionID, func(l land.SupplyLine) string { return l.RegionID })
	s.Sites = only(s.Sites, regionID, func(l land.SiteLine) string { return l.RegionID })
	s.Renewal = only(s.Renewal, regionID, func(l land.RenewalLine) string { return l.RegionID })
	for _, l := range s.Regions {
		s.City = l.SupplyFigures
	}
	s.Sentence = land.Sentence(s.City, name)
	return &s
}

func fundOf(p fund.Paper, regionID string) *fund.Paper {
	p.Moved = only(p.Moved, regionID, func(m fund.Moved) string { return m.RegionID })
	p.UnderWay = only(p.UnderWay, regionID, func(l fund.Line) string { return l.RegionID })
	return &p
}

func issuesOf(p issue.Paper, regionID string) *issue.Paper {
	region := func(l issue.Line) string { return l.RegionID }
	p.OpenIssues, p.ClosedIssues = only(p.OpenIssues, regionID, region), only(p.ClosedIssues, regionID, region)
	p.Count = issue.Count{Open: len(p.OpenIssues), Closed: len(p.ClosedIssues)}
	for _, l := range p.OpenIssues {
		if l.Overdue {
			p.Overdue++
		}
	}
	return &p
}

func decisionsOf(f meeting.Follow, regionID string) *meeting.Follow {
	f.Items = only(f.Items, regionID, func(i meeting.FollowUp) string { return i.RegionID })
	f.Total, f.Done, f.Doing, f.Overdue = len(f.Items), 0, 0, 0
	for _, i := range f.Items {
		switch i.State {
		case meeting.Done:
			f.Done++
		case meeting.Overdue:
			f.Overdue++
		default:
			f.Doing++
		}
	}
	return &f
}
