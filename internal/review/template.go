package review

import (
	_ "embed"
	"encoding/json"
	"regexp"
	"strconv"
	"strings"

	"zhaoyin/internal/fault"
	"zhaoyin/internal/org"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// Template is one version of how a review goes (联审联评模板). Versions are never changed: a case keeps the one that it was made from.
type Template struct {
	store.Row
	Key          string     `json:"key" gorm:"column:template_key"`
	Number       int64      `json:"number"` // of the version; the highest one holds
	Name         string     `json:"name"`
	Note         string     `json:"note"`
	Active       bool       `json:"active"` // false: asked of no project any more
	Trigger      Trigger    `json:"trigger" gorm:"column:triggers;serializer:json"`
	AgainPercent int64      `json:"reviewAgainPercent"` // a later change of investment or land by more than this needs another review
	Steps        []StepRule `json:"steps" gorm:"serializer:json"`
}

// TableName is "review_templates".
func (Template) TableName() string { return "review_templates" }

// Public lets everybody who goes through a review read how it goes.
func (*Template) Public() {}

// GetVersion is the version's number, for its ETag.
func (t *Template) GetVersion() int64 { return t.Number }

// Trigger says which projects need the review before Stage: those that reach any one of the amounts, or whose industry begins with one of the codes.
type Trigger struct {
	InvestmentWan *unit.Wan     `json:"investmentWan"`
	LandMu        *unit.Mu      `json:"landMu"`
	EnergyTce     *int64        `json:"energyTce"` // tonnes of coal equivalent a year
	Industries    []string      `json:"industries" validate:"max=100,dive,min=1,max=5"`
	Stage         project.Stage `json:"stage" validate:"required,oneof=negotiating signed landed started completed producing"`
}

// Matches says whether the project is of those that need the review.
func (t Trigger) Matches(p *project.Project) bool {
	switch {
	case t.InvestmentWan != nil && p.InvestmentWan >= *t.InvestmentWan,
		t.LandMu != nil && p.LandMu != nil && *p.LandMu >= *t.LandMu,
		t.EnergyTce != nil && p.EnergyTce != nil && *p.EnergyTce >= *t.EnergyTce:
		return true
	}
	for _, code := range t.Industries {
		if strings.HasPrefix(p.Industry, code) {
			return true
		}
	}
	return false
}

// StepRule is a step as the template has it. Steps of the same order run in parallel; the last one, alone in its order, is the meeting's conclusion.
type StepRule struct {
	Key             string   `json:"key" validate:"required,max=40"`
	Name            string   `json:"name" validate:"required,max=100"`
	Order           int      `json:"order" validate:"min=1,max=40"`
	Party           Party    `json:"party" validate:"omitempty,oneof=department county"` // department when left out
	DepartmentID    string   `json:"departmentId" validate:"max=40"`                     // empty for the county
	Checks          string   `json:"checks" validate:"max=1000"`
	Materials       []string `json:"materials" validate:"max=50,dive,min=1,max=200"`
	LimitDays       int      `json:"limitDays" validate:"min=1,max=250"` // working days
	SilenceConsents bool     `json:"silenceConsents"`                    // silence past the limit is deemed consent (默认同意)
}

// Edition is a new version of a template, or the first one.
type Edition struct {
	Name         string     `json:"name" validate:"required,max=100"`
	Note         string     `json:"note,omitempty" validate:"max=2000"`
	Active       *bool      `json:"active,omitempty"` // true when left out
	Trigger      Trigger    `json:"trigger" validate:"required"`
	AgainPercent int64      `json:"reviewAgainPercent" validate:"min=1,max=1000"`
	Steps        []StepRule `json:"steps" validate:"required,min=1,max=40,dive"`
}

// shippedKey is the key of the template that comes with the program.
const shippedKey = "default"

//go:embed data/template.json
var shippedText []byte

// shipped is the template that comes with the program: the steps of a prefecture's joint conference, with limits that the city edits.
func shipped() Edition {
	var e Edition
	if err := json.Unmarshal(shippedText, &e); err != nil {
		panic("data/template.json: " + err.Error())
	}
	return e
}

var (
	errTemplateKey  = fault.Define(fault.Invalid, "review.key", "应为字母开头的字母、数字和连字符，最多 40 个。", "Must be letters, digits and hyphens that begin with a letter, at most 40.")
	errStepTwice    = fault.Define(fault.Invalid, "review.stepTwice", "步骤代码“%s”重复。", "The step's key %s stands twice.")
	errStepOrder    = fault.Define(fault.Invalid, "review.stepOrder", "步骤顺序应从 1 开始连续，缺少 %d。", "Orders have to begin at 1 without a gap; %d is missing.")
	errStepLast     = fault.Define(fault.Invalid, "review.stepLast", "最后一步为综合评审结论，只能有一个，由市级部门承担，且不适用默认同意。", "The last step is the conclusion: one step, of a department, and silence never concludes.")
	errStepParty    = fault.Define(fault.Invalid, "review.stepParty", "须注明承办部门；由县（市、区）承办的，party 填 county 且不填部门。", "Name the department; a county's own step has the party county and no department.")
	errTriggerless  = fault.Define(fault.Invalid, "review.triggerless", "启用的模板须有至少一项触发条件。", "A template in force needs something that triggers it.")
	errTriggerSmall = fault.Define(fault.Invalid, "review.triggerSmall", "应大于零。", "Must be more than zero.")
	templateKey     = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9-]{0,39}$`)
)

// check holds an edition to what a case can be made from, and completes what may be left out.
func (e *Edition) check(tx *store.Tx, key string) error {
	var bad fault.List
	bad.Check(templateKey.MatchString(key), "/key", errTemplateKey)
	active := e.Active == nil || *e.Active
	e.Trigger.check(&bad, active)
	seen := map[string]bool{}
	for i := range e.Steps {
		if err := e.Steps[i].check(tx, &bad, i, seen); err != nil {
			return err
		}
	}
	e.checkOrders(&bad)
	return bad.Err()
}

func (t *Trigger) check(bad *fault.List, active bool) {
	bad.Check(t.InvestmentWan == nil || *t.InvestmentWan > 0, "/trigger/investmentWan", errTriggerSmall)
	bad.Check(t.LandMu == nil || *t.LandMu > 0, "/trigger/landMu", errTriggerSmall)
	bad.Check(t.EnergyTce == nil || *t.EnergyTce > 0, "/trigger/energyTce", errTriggerSmall)
	some := t.InvestmentWan != nil || t.LandMu != nil || t.EnergyTce != nil || len(t.Industries) > 0
	bad.Check(some || !active, "/trigger", errTriggerless)
	if t.Industries == nil {
		t.Industries = []string{}
	}
}

func (r *StepRule) check(tx *store.Tx, bad *fault.List, place int, seen map[string]bool) error {
	at := "/steps/" + strconv.Itoa(place)
	if r.Party == "" {
		r.Party = ByDepartment
	}
	if r.Materials == nil {
		r.Materials = []string{}
	}
	bad.Check(templateKey.MatchString(r.Key), at+"/key", errTemplateKey)
	bad.Check(!seen[r.Key], at+"/key", errStepTwice, r.Key)
	seen[r.Key] = true
	bad.Check((r.Party == ByCounty) == (r.DepartmentID == ""), at+"/departmentId", errStepParty)
	if r.DepartmentID == "" {
		return nil
	}
	return org.CheckDepartment(tx, bad, at+"/departmentId", r.DepartmentID)
}

// checkOrders holds the orders to 1, 2, 3 … and the last one to the conclusion alone.
func (e *Edition) checkOrders(bad *fault.List) {
	count, last := map[int]int{}, 0
	for _, r := range e.Steps {
		count[r.Order]++
		last = max(last, r.Order)
	}
	for n := 1; n < last; n++ {
		bad.Check(count[n] > 0, "/steps", errStepOrder, n)
	}
	for i, r := range e.Steps {
		if r.Order == last {
			ok := count[last] == 1 && r.Party == ByDepartment && !r.SilenceConsents
			bad.Check(ok, "/steps/"+strconv.Itoa(i), errStepLast)
		}
	}
}

// steps are the steps of a case as the template has them, none of them open.
func (t *Template) steps(regionID string) []Step {
	last := 0
	for _, r := range t.Steps {
		last = max(last, r.Order)
	}
	steps := make([]Step, len(t.Steps))
	for i, r := range t.Steps {
		steps[i] = Step{
			RegionID: regionID, DepartmentID: r.DepartmentID, Key: r.Key, Name: r.Name, Order: r.Order, Place: i, Party: r.Party, Checks: r.Checks,
			Materials: r.Materials, LimitDays: r.LimitDays, SilenceConsents: r.SilenceConsents, Concludes: r.Order == last, State: Pending,
			Demands: []Demand{}, Recusals: []Recused{}, Suspensions: []Suspension{},
		}
	}
	return steps
}
