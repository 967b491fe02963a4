package meeting

import (
	"time"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/figure"
	"zhaoyin/internal/fund"
	"zhaoyin/internal/issue"
	"zhaoyin/internal/project"
	"zhaoyin/internal/review"
	"zhaoyin/internal/unit"
)

// Count is a number of projects and their total investment.
type Count struct {
	Count         int64    `json:"count"`
	InvestmentWan unit.Wan `json:"investmentWan"`
}

func (c *Count) add(d Count) {
	c.Count, c.InvestmentWan = c.Count+d.Count, c.InvestmentWan+d.InvestmentWan
}

// Kinds are the five milestones, by when they were credited.
type Kinds struct {
	Signed    Count `json:"signed"`
	Landed    Count `json:"landed"`
	Started   Count `json:"started"`
	Completed Count `json:"completed"`
	Producing Count `json:"producing"`
}

// Of is the count of a milestone kind.
func (k *Kinds) Of(kind project.Stage) *Count {
	switch kind {
	case project.Signed:
		return &k.Signed
	case project.Landed:
		return &k.Landed
	case project.Started:
		return &k.Started
	case project.Completed:
		return &k.Completed
	case project.Producing:
		return &k.Producing
	}
	return nil
}

// Invested is the investment completed, of accepted statuses, 万元.
type Invested struct {
	MonthWan    unit.Wan `json:"monthWan"`
	YearWan     unit.Wan `json:"yearWan"`
	LastYearWan unit.Wan `json:"lastYearWan"`
}

// Threshold counts the newly signed projects of at least MinWan.
type Threshold struct {
	MinWan unit.Wan `json:"minWan"`
	Month  Count    `json:"month"`
	Year   Count    `json:"year"`
}

// Submissions says how completely the month was reported: Submitted includes Late and Excused, which is what projects that are paused or terminated
// by now had handed in before, ExcusedLate of these after the deadline; Missing is what is due and was not handed in.
type Submissions struct {
	Due         int64 `json:"due"`
	Submitted   int64 `json:"submitted"`
	Late        int64 `json:"late"`
	Missing     int64 `json:"missing"`
	Excused     int64 `json:"excused"`
	ExcusedLate int64 `json:"excusedLate,omitempty"`
}

// Figures are the indicators (口径) of a county or the city: Year is January to the month, LastYear the same months of last year.
type Figures struct {
	Month       Kinds        `json:"month"`
	Year        Kinds        `json:"year"`
	LastYear    Kinds        `json:"lastYear"`
	Invested    Invested     `json:"invested"`
	ByThreshold []Threshold  `json:"byThreshold"`
	Submissions Submissions  `json:"submissions"`
	Land        LandFigures  `json:"land"`
	Fund        FundFigures  `json:"fund"`
	Issues      issue.Count  `json:"issues"`
	Reviews     review.Count `json:"reviews"`
}

// LandSpan is the land quota asked for and granted, and the industrial land supplied with its share of stock land in percent (null when none was supplied).
type LandSpan struct {
	RequestedMu unit.Mu     `json:"requestedMu"`
	ApprovedMu  unit.Mu     `json:"approvedMu"`
	SuppliedMu  unit.Mu     `json:"suppliedMu"`
	StockShare  *unit.Ratio `json:"stockShare"`
}

// LandFigures are those of the month, and of the year up to it.
type LandFigures struct {
	LandSpan
	Year LandSpan `json:"year"`
}

// FundFigures are the requests to the industrial funds, in the month and in the year up to it; committed and disbursed are 万元.
type FundFigures struct {
	Month fund.Sums `json:"month"`
	Year  fund.Sums `json:"year"`
}

// classes are the sizes that signed projects are counted by: the city's threshold, which everything that counts has met, and those of the fixed list above it.
func classes(threshold unit.Wan) []unit.Wan {
	all := []unit.Wan{threshold}
	for _, t := range figure.Thresholds {
		if t > threshold {
			all = append(all, t)
		}
	}
	return all
}

func newFigures(threshold unit.Wan) Figures {
	f := Figures{}
	for _, t := range classes(threshold) {
		f.ByThreshold = append(f.ByThreshold, Threshold{MinWan: t})
	}
	return f
}

// sums is one line of the grouped rollups: an indicator of a county in the three spans.
type sums struct {
	region                string
	metric                figure.Metric
	bucket                unit.Wan
	month, year, lastYear Count
}

// take adds a line to the figures.
func (f *Figures) take(s sums) {
	switch s.metric {
	case figure.Due:
		f.Submissions.Due += s.lastYear.Count // standing counts lie before every year
		f.Submissions.Missing += s.lastYear.Count
	case figure.Submitted:
		f.Submissions.Submitted += s.month.Count
		f.Submissions.Missing -= s.month.Count
	case figure.Late:
		f.Submissions.Late += s.month.Count
	case figure.Excused:
		f.Submissions.Excused += s.month.Count
		f.Submissions.Missing += s.month.Count // among the submitted, but never among the due
	case figure.ExcusedLate:
		f.Submissions.ExcusedLate += s.month.Count
	case figure.Invested:
		f.Invested.MonthWan += s.month.InvestmentWan
		f.Invested.YearWan += s.year.InvestmentWan
		f.Invested.LastYearWan += s.lastYear.InvestmentWan
	default:
		f.takeMilestone(s)
	}
}

func (f *Figures) takeMilestone(s sums) {
	kind := project.Stage(s.metric)
	if f.Month.Of(kind) == nil {
		return
	}
	f.Month.Of(kind).add(s.month)
	f.Year.Of(kind).add(s.year)
	f.LastYear.Of(kind).add(s.lastYear)
	if kind != project.Signed {
		return
	}
	for i := range f.ByThreshold {
		if i == 0 || s.bucket >= f.ByThreshold[i].MinWan { // what counts is in the lowest class, also when its investment has fallen below
			f.ByThreshold[i].Month.add(s.month)
			f.ByThreshold[i].Year.add(s.year)
		}
	}
}

// Board is a month's figures and ranking, county by county.
type Board struct {
	Month   calendar.Month `json:"month"`
	Before  calendar.Month `json:"comparedWith,omitempty"` // the last closed month, which ranks and points are compared with
	AsOf    time.Time      `json:"asOf"`
	Frozen  bool           `json:"frozen"`
	Formula int64          `json:"formula"` // number of the scoring formula
	TieRule Words          `json:"tieRule"`
	City    Figures        `json:"city"`
	Regions []RegionBoard  `json:"regions"` // in the order of rank, then those that are not ranked
}

// Words is a sentence in both languages.
type Words struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// RegionBoard is one county's place: every term of its score is there, so that "why are we sixth" has an answer. A county that reports no longer
// competes with nobody: it has rank 0 and no terms, and is there because what it did is in the city's figures.
type RegionBoard struct {
	RegionID   string     `json:"regionId"`
	Name       string     `json:"name"`
	ShortName  string     `json:"shortName"`
	Inactive   bool       `json:"inactive,omitempty"` // reports no longer
	Rank       int        `json:"rank"`               // 0: not ranked
	RankChange *int       `json:"rankChange"`         // places gained since the last closed month; null when there is none
	Score      unit.Ratio `json:"score"`
	Terms      []Term     `json:"terms"`
	Figures    Figures    `json:"figures"`
}

// Term is one term of a score: Points = Weight x Value / Best, at most Weight; Before is its points in the last closed month.
type Term struct {
	Key     string      `json:"key"`
	Label   string      `json:"label"`
	LabelEN string      `json:"labelEn"`
	Unit    string      `json:"unit"`
	Value   int64       `json:"value"`
	NoBasis bool        `json:"noBasis,omitempty"` // there was nothing to measure: of a share, nothing that it could be of
	Best    int64       `json:"best"`
	Weight  unit.Ratio  `json:"weight"`
	Points  unit.Ratio  `json:"points"`
	Before  *unit.Ratio `json:"before"`
}
