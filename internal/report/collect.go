package report

import (
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/monthly"
	"zhaoyin/internal/project"
)

// Organ issues the papers: the city's, or a county's own.
const Organ = "投资促进中心"

// From takes a paper's facts from a month's snapshot: the city's, or those of one county.
func From(s *meeting.Snapshot, regionID string) Facts {
	f := Facts{
		City: s.CityName, Organ: s.CityName + Organ, Month: s.Month, At: s.At, Provisional: !s.Board.Frozen,
		Version: s.Version, ReopenReason: s.ReopenReason, Compared: s.Board.Before, TieRule: s.Board.TieRule.ZH, Total: figures(s.Board.City),
		Narratives: s.Narratives, Notice: s.Narratives["notice"],
	}
	names := map[string]string{}
	for _, r := range s.Board.Regions {
		names[r.RegionID] = r.Name
		f.Counties = append(f.Counties, county(r))
		if r.RegionID == regionID {
			f.RegionID, f.RegionName, f.Organ, f.Total, f.Narratives = regionID, r.Name, r.Name+Organ, figures(r.Figures), nil
		}
	}
	f.Resources = resourcesOf(s.Resources, f)
	mine := func(id string) bool { return f.RegionID == "" || f.RegionID == id }
	for _, p := range s.Projects {
		if mine(p.RegionID) {
			f.take(p, names[p.RegionID])
		}
	}
	for _, m := range s.Moves {
		if mine(m.RegionID) {
			f.Moves = append(f.Moves, Move{
				ID: m.ID, ProjectID: m.ProjectID, Region: names[m.RegionID], Project: m.Project, Enterprise: m.Enterprise, Kind: m.Kind,
				OccurredOn: m.OccurredOn, Investment: m.InvestmentWan, Late: m.Late, FellBelow: m.CountsReason == project.FellBelow,
			})
		}
	}
	for _, b := range s.Setbacks {
		if mine(b.RegionID) {
			f.Setbacks = append(f.Setbacks, Setback{b.ProjectID, names[b.RegionID], b.Project, b.Kind, b.From, b.To, b.Reason})
		}
	}
	f.correct(s, names, mine)
	return f
}

func (f *Facts) take(p meeting.ProjectRow, region string) {
	f.Projects = append(f.Projects, Line{
		ID: p.ID, Code: p.Code, Name: p.Name, Region: region, Enterprise: p.Enterprise, Investment: p.InvestmentWan, Land: p.LandMu,
		Stage: p.Stage, Condition: p.Condition, Light: p.Light, LightReason: p.LightReason, Slipped: p.Slipped,
		InvestedMonth: p.InvestedThisMonthWan, InvestedTotal: p.InvestedTotalWan, Reported: p.HandedIn(),
		Progress: progressOf(p), NextPlan: p.NextPlan, FellBelow: p.CountsReason == project.FellBelow,
	})
	if p.CorrectionReason != "" {
		f.Corrections = append(f.Corrections, Correction{p.ID, region, p.Name, p.CorrectionReason, p.InvestedThisMonthWan})
	}
	if p.Missing() {
		f.Missing = append(f.Missing, Missing{Region: region, Project: p.Name})
	}
	for _, problem := range p.Problems {
		f.Matters = append(f.Matters, Matter{Region: region, Project: p.Name, Kind: problem.Kind, Title: problem.Title, Detail: problem.Detail})
	}
}

// progressOf marks words that the city has not accepted yet, in front, where no shortening cuts the mark off.
func progressOf(p meeting.ProjectRow) string {
	text := p.Progress
	if text == "" && p.HandedIn() {
		text = "与上月相比无变化"
	}
	if p.State == monthly.Submitted {
		text = "（未采纳）" + text
	}
	return text
}

func (f *Facts) correct(s *meeting.Snapshot, names map[string]string, mine func(string) bool) {
	titles := map[string]string{}
	for _, p := range s.Projects {
		titles[p.ID] = p.Name
	}
	corrected := map[string]bool{}
	for _, c := range f.Corrections {
		corrected[c.ProjectID] = true
	}
	for _, r := range s.Restatements {
		if !mine(r.RegionID) || r.Field == correctedField && corrected[r.ProjectID] {
			continue
		}
		title := r.Project
		if title == "" { // in snapshots that are older than the name
			title = titles[r.ProjectID]
		}
		f.Restatements = append(f.Restatements, Restatement{
			ProjectID: r.ProjectID, Region: names[r.RegionID], Project: title, Field: r.Field, Before: r.BeforeText, After: r.AfterText, Reason: r.Reason,
			Affects: r.AffectsMonth, Metric: r.Metric, Count: r.DeltaCount, Wan: r.DeltaWan,
		})
	}
}

func county(r meeting.RegionBoard) County {
	c := County{ID: r.RegionID, Name: r.Name, Short: r.ShortName, Inactive: r.Inactive, Rank: r.Rank, RankChange: r.RankChange, Score: r.Score, Figures: figures(r.Figures)}
	for _, t := range r.Terms {
		c.Terms = append(c.Terms, Term{Label: t.Label, Unit: t.Unit, Value: t.Value, NoBasis: t.NoBasis, Weight: t.Weight, Points: t.Points, Before: t.Before})
	}
	return c
}

func figures(m meeting.Figures) Figures {
	f := Figures{
		Kinds: map[project.Stage]Triple{},
		Land:  m.Land, Fund: m.Fund, Reviews: m.Reviews,
		Invested: Investment{Month: m.Invested.MonthWan, Year: m.Invested.YearWan, LastYear: m.Invested.LastYearWan},
		Due:      m.Submissions.Due, Submitted: m.Submissions.Submitted, Late: m.Submissions.Late, Missing: m.Submissions.Missing,
		Excused: m.Submissions.Submitted + m.Submissions.Missing - m.Submissions.Due, // as in snapshots that are older than the figure
	}
	for _, kind := range project.MilestoneKinds {
		f.Kinds[kind] = Triple{Month: amount(*m.Month.Of(kind)), Year: amount(*m.Year.Of(kind)), LastYear: amount(*m.LastYear.Of(kind))}
	}
	for _, t := range m.ByThreshold {
		f.Thresholds = append(f.Thresholds, Threshold{Least: t.MinWan, Month: amount(t.Month), Year: amount(t.Year)})
	}
	return f
}

func amount(c meeting.Count) Amount { return Amount{Count: c.Count, Wan: c.InvestmentWan} }
