package land

import (
	"embed"
	"encoding/json"
	"strings"
	"sync"

	"zhaoyin/internal/fault"
	"zhaoyin/internal/org"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// The shipped first versions of what a city publishes and edits.
//
//go:embed data/*.json
var files embed.FS

// Threshold is what a request has to meet in the industries that its code begins with: "C" is all of manufacturing, "C39" wins over it.
type Threshold struct {
	Industry           string     `json:"industry" validate:"required,max=10"`             // GB/T 4754-2017
	InvestmentPerMuWan unit.Wan   `json:"investmentPerMuWan" validate:"min=0,max=1000000"` // at least, fixed investment in 万元/亩
	TaxPerMuWan        unit.Wan   `json:"taxPerMuWan" validate:"min=0,max=1000000"`        // at least, yearly, in 万元/亩
	PlotRatio          unit.Ratio `json:"plotRatio" validate:"min=0"`                      // at least
	StartMonths        int64      `json:"startMonths" validate:"min=1,max=60"`             // at most, from the land to the start of construction
}

// Thresholds is one version of the published thresholds. Number 1 comes with the program: the shape of 浙土资发〔2014〕4号, the numbers the city's to edit.
type Thresholds struct {
	Published
	Rules []Threshold `json:"rules"`
}

// ThresholdEdition is a new version of the thresholds.
type ThresholdEdition struct {
	Source string      `json:"source" validate:"required,max=500"`
	Note   string      `json:"note,omitempty" validate:"max=2000"`
	Rules  []Threshold `json:"rules" validate:"required,min=1,max=200,dive"`
}

var (
	errIndustryTwice = fault.Define(fault.Invalid, "land.industryTwice", "行业 %s 出现了两次。", "The industry %s stands twice.")
	errNoDefault     = fault.Define(fault.Invalid, "land.noDefault", "缺少适用于全部制造业的“C”。", "There is no rule “C” for all of manufacturing.")
)

var shippedThresholds = sync.OnceValue(func() *Thresholds { return shipped[Thresholds]("thresholds") })

// shipped reads an embedded file. It is part of the program, so a broken one is a programming error.
func shipped[T any](name string) *T {
	text, err := files.ReadFile("data/" + name + ".json")
	if err != nil {
		panic(err)
	}
	v := new(T)
	if err := json.Unmarshal(text, v); err != nil {
		panic(err)
	}
	return v
}

// Validate holds an edition to its rules: each industry once, one rule for all of manufacturing.
func (in *ThresholdEdition) Validate() error {
	var bad fault.List
	seen := map[string]bool{}
	for i, t := range in.Rules {
		pointer := "/rules/" + itoa(i) + "/industry"
		_, known := org.FindIndustry(t.Industry)
		bad.Check(known, pointer, fault.NoSuch, t.Industry)
		bad.Check(!seen[t.Industry], pointer, errIndustryTwice, t.Industry)
		seen[t.Industry] = true
	}
	bad.Check(seen[manufacturing], "/rules", errNoDefault)
	return bad.Err()
}

const manufacturing = "C"

// of is the rule with the longest industry that the code begins with; what is no manufacturing is held to the rule for all of it.
func (t *Thresholds) of(industry string) Threshold {
	var best Threshold
	for _, rule := range t.Rules {
		matches := strings.HasPrefix(industry, rule.Industry) || rule.Industry == manufacturing
		if matches && len(rule.Industry) > len(best.Industry) {
			best = rule
		}
	}
	return best
}

// Check is one threshold held against a request: what it came to and what was asked for, as they were on that day. Value is null when it is not known,
// which does not pass. Values are cut, not rounded, to two decimals, so that 499.999 is not shown as the 500 that it does not reach.
type Check struct {
	Key       string      `json:"key"`
	Label     string      `json:"label"`
	LabelEN   string      `json:"labelEn"`
	Unit      string      `json:"unit"`
	Value     *unit.Ratio `json:"value"`
	Threshold unit.Ratio  `json:"threshold"`
	AtMost    bool        `json:"atMost"` // the threshold is an upper bound
	OK        bool        `json:"ok"`
}

// merits are what a request is checked by and compared with; nil is not known.
type merits struct {
	investmentPerMu *unit.Ratio // 万元/亩
	taxPerMu        *unit.Ratio // 万元/亩
	plotRatio       *unit.Ratio
	startMonths     *unit.Ratio
	ownShare        *unit.Ratio // percent of the area
}

// meritsOf is what the request states, and what its project says where it states nothing. Investment and tax are of the whole project, so they are
// measured on its whole land when that is more than the request asks for.
func meritsOf(r *Request, p *project.Project) merits {
	land := r.AreaMu
	if p.LandMu != nil && *p.LandMu > land {
		land = *p.LandMu
	}
	investment := &p.InvestmentWan
	if p.FixedInvestmentWan != nil {
		investment = p.FixedInvestmentWan
	}
	m := merits{investmentPerMu: stated(r.InvestmentPerMuWan), taxPerMu: stated(r.TaxPerMuWan), plotRatio: r.PlotRatio}
	if m.investmentPerMu == nil {
		m.investmentPerMu = perMu(investment, land)
	}
	if m.taxPerMu == nil {
		m.taxPerMu = perMu(p.TaxWan, land)
	}
	if m.plotRatio == nil {
		m.plotRatio = p.PlotRatio
	}
	if r.StartMonths != nil {
		months := unit.WholeRatio(*r.StartMonths)
		m.startMonths = &months
	}
	if share, err := unit.Share(r.OwnShareMu, r.AreaMu); err == nil {
		m.ownShare = &share
	}
	return m
}

func stated(perMu *unit.Wan) *unit.Ratio {
	if perMu == nil {
		return nil
	}
	v := unit.WholeRatio(int64(*perMu))
	return &v
}

// perMu is money per mu cut to two decimals, nil when it is not known or beyond what can be kept.
func perMu(w *unit.Wan, land unit.Mu) *unit.Ratio {
	if w == nil || *w < 0 || *w > unit.Limit || land <= 0 {
		return nil
	}
	v := unit.Ratio(int64(*w) * 100 * 100 / int64(land)) // at most 9·10¹⁶ before the division
	if v > unit.Limit {
		return nil
	}
	return &v
}

// run holds the merits against a threshold. It is THE table of the checks, in the order in which they are shown.
func (t Threshold) run(m merits) []Check {
	checks := []Check{
		{Key: "investmentPerMu", Unit: "万元/亩", Value: m.investmentPerMu, Threshold: unit.WholeRatio(int64(t.InvestmentPerMuWan))},
		{Key: "taxPerMu", Unit: "万元/亩", Value: m.taxPerMu, Threshold: unit.WholeRatio(int64(t.TaxPerMuWan))},
		{Key: "plotRatio", Value: m.plotRatio, Threshold: t.PlotRatio},
		{Key: "startMonths", Unit: "个月", Value: m.startMonths, Threshold: unit.WholeRatio(t.StartMonths), AtMost: true},
	}
	for i := range checks {
		c := &checks[i]
		c.Label, c.LabelEN = labelOf(c.Key)
		c.OK = c.Value != nil && (c.AtMost && *c.Value <= c.Threshold || !c.AtMost && *c.Value >= c.Threshold)
	}
	return checks
}

// examine checks a request against the thresholds that hold now.
func examine(tx *store.Tx, r *Request, p *project.Project) error {
	t, err := thresholds(tx)
	if err != nil {
		return err
	}
	r.Checks, r.ThresholdNumber = t.of(p.Industry).run(meritsOf(r, p)), t.Number
	return nil
}
