// Package report turns a month's facts into its papers: facts, then a document without a format, then docx, xlsx and html. The papers of a
// closed month are made from its snapshot alone, so they are the same bytes whenever they are made.
package report

import (
	"time"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/figure"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/project"
	"zhaoyin/internal/review"
	"zhaoyin/internal/unit"
)

// Facts is everything that a paper may say; composing reads nothing else.
type Facts struct {
	City         string // 金华市
	Organ        string // who issues the paper
	Month        calendar.Month
	At           time.Time      // when the month was closed, or as of when an open month is told
	Provisional  bool           // the month is still open
	Version      int64          // of the snapshot
	ReopenReason string         // why there is another version than the first
	Compared     calendar.Month // the last closed month, which ranks and points are compared with; empty when the snapshot does not say
	RegionID     string         // set for one county's own paper
	RegionName   string
	Total        Figures // of the city, or of the county in its own paper
	Counties     []County
	TieRule      string
	Projects     []Line
	Moves        []Move
	Matters      []Matter
	Missing      []Missing
	Setbacks     []Setback
	Corrections  []Correction
	Restatements []Restatement
	Resources    *meeting.Resources // joint review, land, fund, issues and decisions; nil in snapshots that are older than these sections
	Narratives   map[string]string  // the secretariat's words by section; never numbers
	Notice       string             // its words at the top of every paper, the counties' too
}

// Amount is a number of projects and their total investment.
type Amount struct {
	Count int64
	Wan   unit.Wan
}

// Triple is an indicator for the month, for the year so far, and for the same months of last year.
type Triple struct {
	Month, Year, LastYear Amount
}

// Figures are the indicators of a county or of the city.
type Figures struct {
	Kinds      map[project.Stage]Triple
	Invested   Investment
	Thresholds []Threshold
	Land       meeting.LandFigures
	Fund       meeting.FundFigures
	Reviews    review.Count
	Due        int64
	Submitted  int64
	Late       int64
	Missing    int64
	Excused    int64 // among the submitted: of projects that are paused or terminated by now
}

// Investment is the investment completed, 万元.
type Investment struct {
	Month, Year, LastYear unit.Wan
}

// Threshold is the newly signed projects from one size on.
type Threshold struct {
	Least       unit.Wan
	Month, Year Amount
}

// County is a county's place and figures.
type County struct {
	ID, Name, Short string
	Inactive        bool // reports no longer, and is not ranked
	Rank            int
	RankChange      *int // places gained since the last closed month; nil when there is none
	Score           unit.Ratio
	Terms           []Term
	Figures         Figures
}

// Term is one term of a county's score.
type Term struct {
	Label   string
	Unit    string // of the value: 个, 万元 or ‱
	Value   int64
	NoBasis bool // nothing is due, so there is no share of it
	Weight  unit.Ratio
	Points  unit.Ratio
	Before  *unit.Ratio // its points in the last closed month
}

// Line is a counting project in the appendix.
type Line struct {
	ID, Code, Name, Region, Enterprise string
	Investment                         unit.Wan
	Land                               *unit.Mu
	Stage                              project.Stage
	Condition                          project.Condition
	Light                              project.Light
	InvestedMonth, InvestedTotal       unit.Wan
	Progress, NextPlan, LightReason    string
	Slipped                            bool // the light is worse than in the last closed month
	Reported                           bool // a status was handed in
	FellBelow                          bool // at the threshold when it was registered, below it by now
}

// Move is a milestone credited to the month.
type Move struct {
	ID, ProjectID, Region, Project, Enterprise string
	Kind                                       project.Stage
	OccurredOn                                 calendar.Date
	Investment                                 unit.Wan
	Late                                       bool
	FellBelow                                  bool
}

// Setback is a project that went back, was set aside, ended, or was given to another county.
type Setback struct {
	ProjectID, Region, Project string
	Kind                       meeting.SetbackKind
	From, To, Reason           string
}

// Correction is an amount by which the month's investment corrects earlier months.
type Correction struct {
	ProjectID, Region, Project, Reason string
	Wan                                unit.Wan
}

// Matter is a problem that a county asks the city to help with (协调事项).
type Matter struct {
	Region, Project, Kind, Title, Detail string
}

// Missing is a project whose status was not handed in.
type Missing struct {
	Region, Project string
}

// Restatement is a correction of an earlier month (更正).
type Restatement struct {
	ProjectID, Region, Project, Field, Before, After, Reason string
	Affects                                                  calendar.Month
	Metric                                                   figure.Metric
	Count                                                    int64
	Wan                                                      unit.Wan
}
