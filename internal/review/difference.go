package review

import (
	"context"
	"strconv"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
	"zhaoyin/internal/vocabulary"
)

// Judged is what a review judges of a project, as it was when the case was opened. Money is 万元, area 亩.
type Judged struct {
	Name                 string          `json:"name"`
	EnterpriseID         string          `json:"enterpriseId"`
	Industry             string          `json:"industry"`
	Chain                string          `json:"chain"`
	Channel              project.Channel `json:"channel"`
	InvestmentWan        unit.Wan        `json:"investmentWan"`
	FixedInvestmentWan   *unit.Wan       `json:"fixedInvestmentWan"`
	ForeignCapitalWanUsd *unit.Wan       `json:"foreignCapitalWanUsd"`
	OutputWan            *unit.Wan       `json:"outputWan"`
	TaxWan               *unit.Wan       `json:"taxWan"`
	Jobs                 *int64          `json:"jobs"`
	LandMu               *unit.Mu        `json:"landMu"`
	PlotRatio            *unit.Ratio     `json:"plotRatio"`
	EnergyTce            *int64          `json:"energyTce"`
	Site                 string          `json:"site"`
	Stage                project.Stage   `json:"stage"`
}

// judge is what a review sees of the project now.
func judge(p *project.Project) Judged {
	return Judged{
		Name: p.Name, EnterpriseID: p.EnterpriseID, Industry: p.Industry, Chain: p.Chain, Channel: p.Channel, InvestmentWan: p.InvestmentWan,
		FixedInvestmentWan: p.FixedInvestmentWan, ForeignCapitalWanUsd: p.ForeignCapitalWanUsd, OutputWan: p.OutputWan, TaxWan: p.TaxWan,
		Jobs: p.Jobs, LandMu: p.LandMu, PlotRatio: p.PlotRatio, EnergyTce: p.EnergyTce, Site: p.Site, Stage: p.Stage,
	}
}

// Difference compares the project that a case judged with the project as it is now, field by field.
type Difference struct {
	ReviewID       string  `json:"reviewId"`
	ProjectID      string  `json:"projectId"`
	ProjectVersion int64   `json:"projectVersion"` // that the case judged
	CurrentVersion int64   `json:"currentVersion"`
	AgainPercent   int64   `json:"reviewAgainPercent"`
	ReviewAgain    bool    `json:"reviewAgain"` // investment or land is beyond the share, and the case's conclusion is the one that holds
	Fields         []Field `json:"fields"`
}

// Field is one field of a difference, as text; empty is what is not known.
type Field struct {
	Field   string `json:"field"`
	Name    string `json:"name"` // in the reader's language
	Before  string `json:"before"`
	Now     string `json:"now"`
	Changed bool   `json:"changed"`
	Beyond  bool   `json:"beyond"` // by more than the share that needs another review

	ChangePercent *unit.Ratio `json:"changePercent"` // of an amount that was more than nothing
}

// compared is the table of the fields, in the order in which reviewers read them.
var compared = []struct {
	field, zh, en string
	text          func(*Judged) string
	amount        func(*Judged) *int64 // of those whose growth is told
	decides       bool                 // a change beyond the share needs another review
}{
	{"name", "项目名称", "Name", func(j *Judged) string { return j.Name }, nil, false},
	{"enterpriseId", "投资主体", "Enterprise", func(j *Judged) string { return j.EnterpriseID }, nil, false},
	{"industry", "行业", "Industry", func(j *Judged) string { return j.Industry }, nil, false},
	{"chain", "产业链", "Industrial chain", func(j *Judged) string { return j.Chain }, nil, false},
	{"channel", "引进渠道", "Channel", func(j *Judged) string { return string(j.Channel) }, nil, false},
	{"investmentWan", "总投资（万元）", "Investment (万元)", func(j *Judged) string { return j.InvestmentWan.String() }, investment, true},
	{"fixedInvestmentWan", "固定资产投资（万元）", "Fixed investment (万元)", func(j *Judged) string { return text(j.FixedInvestmentWan) }, nil, false},
	{"foreignCapitalWanUsd", "外资（万美元）", "Foreign capital (10,000 US$)", func(j *Judged) string { return text(j.ForeignCapitalWanUsd) }, nil, false},
	{"outputWan", "达产产值（万元）", "Output (万元)", func(j *Judged) string { return text(j.OutputWan) }, nil, false},
	{"taxWan", "达产税收（万元）", "Tax (万元)", func(j *Judged) string { return text(j.TaxWan) }, nil, false},
	{"jobs", "用工（人）", "Jobs", func(j *Judged) string { return whole(j.Jobs) }, nil, false},
	{"landMu", "用地（亩）", "Land (mu)", func(j *Judged) string { return text(j.LandMu) }, land, true},
	{"plotRatio", "容积率", "Plot ratio", func(j *Judged) string { return text(j.PlotRatio) }, nil, false},
	{"energyTce", "年能耗（吨标准煤）", "Energy (tce a year)", func(j *Judged) string { return whole(j.EnergyTce) }, func(j *Judged) *int64 { return j.EnergyTce }, false},
	{"site", "选址", "Site", func(j *Judged) string { return j.Site }, nil, false},
	{"stage", "阶段", "Stage", func(j *Judged) string { return string(j.Stage) }, nil, false},
}

func investment(j *Judged) *int64 {
	n := int64(j.InvestmentWan)
	return &n
}

func land(j *Judged) *int64 {
	if j.LandMu == nil {
		return nil
	}
	n := int64(*j.LandMu)
	return &n
}

func text[Q interface{ String() string }](q *Q) string {
	if q == nil {
		return ""
	}
	return (*q).String()
}

func whole(n *int64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatInt(*n, 10)
}

// beyond says whether an amount has changed by more than percent of what it was; what is not known counts as nothing, and any growth from nothing is beyond.
func beyond(before, now *int64, percent int64) bool {
	b, n := amount(before), amount(now)
	change := n - b
	if change < 0 {
		change = -change
	}
	return change*100 > b*percent
}

func amount(n *int64) int64 {
	if n == nil {
		return 0
	}
	return *n
}

// holds is true of a case whose conclusion lets the project go on, and which no later one has replaced.
func (c *Case) holds() bool {
	return c.State == Concluded && c.Conclusion.Passes() && c.SuccessorID == ""
}

// outgrown is true when the project has changed since beyond what the conclusion covers.
func (c *Case) outgrown(p *project.Project) bool {
	if !c.holds() {
		return false
	}
	now := judge(p)
	for _, f := range compared {
		if f.decides && beyond(f.amount(&c.Judged), f.amount(&now), c.AgainPercent) {
			return true
		}
	}
	return false
}

// Difference shows reviewers what has changed of the project since the case was opened.
func (s *Service) Difference(ctx context.Context, id string) (*Difference, error) {
	var d *Difference
	err := s.db.Read(ctx, access.ReviewRead, func(tx *store.Tx) error {
		c, err := store.Get[Case](tx, id)
		if err != nil {
			return err
		}
		p, err := store.Get[project.Project](tx, c.ProjectID)
		if err != nil {
			return err
		}
		d = c.difference(p, tx.Actor.Language)
		return nil
	})
	return d, err
}

func (c *Case) difference(p *project.Project, lang string) *Difference {
	now := judge(p)
	d := &Difference{
		ReviewID: c.ID, ProjectID: p.ID, ProjectVersion: c.ProjectVersion, CurrentVersion: p.Version, AgainPercent: c.AgainPercent,
		ReviewAgain: c.outgrown(p), Fields: make([]Field, 0, len(compared)),
	}
	for _, f := range compared {
		one := Field{Field: f.field, Name: f.zh, Before: f.text(&c.Judged), Now: f.text(&now)}
		if lang == "en" {
			one.Name = f.en
		}
		one.Changed = one.Before != one.Now
		if f.amount != nil {
			before, after := f.amount(&c.Judged), f.amount(&now)
			one.Beyond = f.decides && beyond(before, after, c.AgainPercent)
			if grown, err := unit.Change(unit.Wan(amount(after)), unit.Wan(amount(before))); err == nil {
				one.ChangePercent = &grown
			}
		}
		d.Fields = append(d.Fields, one)
	}
	return d
}

func stageName(s project.Stage) fault.Worded { return vocabulary.Of(vocabulary.Stage, string(s)) }
