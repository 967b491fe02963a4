package report

import (
	"slices"

	"zhaoyin/internal/fund"
	"zhaoyin/internal/issue"
	"zhaoyin/internal/land"
	"zhaoyin/internal/meeting"
)

// resourcesOf takes the snapshot's sections on land, fund, issues and decisions: the city's, or what concerns one county. nil in a snapshot that is older
// than these sections.
func resourcesOf(r *meeting.Resources, regionID, name string) *meeting.Resources {
	if r == nil || regionID == "" {
		return r
	}
	return &meeting.Resources{
		Land: landOf(*r.Land, regionID), Supply: supplyOf(*r.Supply, regionID, name), Fund: fundOf(*r.Fund, regionID),
		Issues: issuesOf(*r.Issues, regionID), Decisions: decisionsOf(*r.Decisions, regionID),
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
