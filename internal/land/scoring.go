package land

import (
	"cmp"
	"slices"
	"sync"

	"zhaoyin/internal/fault"
	"zhaoyin/internal/unit"
	"zhaoyin/internal/vocabulary"
)

// ScoreTerm is one merit that competing requests are compared by: how many points it can earn, and at which value it earns them all.
type ScoreTerm struct {
	Key    string     `json:"key" validate:"required"` // investmentPerMu, taxPerMu, plotRatio, startMonths, ownShare
	Weight unit.Ratio `json:"weight" validate:"min=1"` // points at most
	Full   unit.Ratio `json:"full" validate:"min=1"`   // the value that earns them all; of startMonths, the fewest that count
}

// Scoring is one version of the published scoring. Points of a term are weight × value ÷ full, never more than the weight; of startMonths, which are
// the better the fewer, weight × full ÷ value. What is not known earns nothing. Equal scores go to the earlier request.
type Scoring struct {
	Published
	Terms []ScoreTerm `json:"terms"`
}

// ScoringEdition is a new version of the scoring, or one to try on the bench.
type ScoringEdition struct {
	Source string      `json:"source,omitempty" validate:"max=500"`
	Note   string      `json:"note,omitempty" validate:"max=2000"`
	Terms  []ScoreTerm `json:"terms" validate:"required,min=1,max=10,dive"`
}

var (
	errTermTwice = fault.Define(fault.Invalid, "land.termTwice", "指标 %s 出现了两次。", "The term %s stands twice.")
	errSum       = fault.Define(fault.Invalid, "land.weights", "权重合计应为 100，现为 %s。", "The weights must add up to 100, not %s.")
)

var shippedScoring = sync.OnceValue(func() *Scoring { return shipped[Scoring]("scoring") })

// Validate holds a scoring to its rules: known terms, each once, 100 points in all.
func (in *ScoringEdition) Validate() error {
	var bad fault.List
	var sum unit.Ratio
	seen := map[string]bool{}
	for i, t := range in.Terms {
		pointer := "/terms/" + itoa(i) + "/key"
		bad.Check(vocabulary.Has(vocabulary.LandMerit, t.Key), pointer, fault.Choice, vocabulary.Options(vocabulary.LandMerit))
		bad.Check(!seen[t.Key], pointer, errTermTwice, t.Key)
		seen[t.Key] = true
		sum += min(t.Weight, unit.WholeRatio(1000))
	}
	bad.Check(sum == unit.WholeRatio(100), "/terms", errSum, sum.String())
	return bad.Err()
}

// Points is one term of one request: its value, what earns all, and what it earned.
type Points struct {
	Key     string      `json:"key"`
	Label   string      `json:"label"`
	LabelEN string      `json:"labelEn"`
	Value   *unit.Ratio `json:"value"`
	Full    unit.Ratio  `json:"full"`
	Weight  unit.Ratio  `json:"weight"`
	Points  unit.Ratio  `json:"points"`
}

// values is the table of the merits by key; the lower the better is true of startMonths alone.
func (m merits) value(key string) (v *unit.Ratio, lower bool) {
	switch key {
	case "investmentPerMu":
		return m.investmentPerMu, false
	case "taxPerMu":
		return m.taxPerMu, false
	case "plotRatio":
		return m.plotRatio, false
	case "startMonths":
		return m.startMonths, true
	case "ownShare":
		return m.ownShare, false
	}
	return nil, false
}

// score is every term of a request, and their sum.
func score(terms []ScoreTerm, m merits) ([]Points, unit.Ratio, error) {
	all := make([]Points, 0, len(terms))
	var sum unit.Ratio
	for _, t := range terms {
		value, lower := m.value(t.Key)
		p := Points{Key: t.Key, Value: value, Full: t.Full, Weight: t.Weight}
		p.Label, p.LabelEN = labelOf(t.Key)
		if value != nil && *value >= 0 {
			part, whole := min(*value, t.Full), t.Full
			if lower {
				part, whole = t.Full, max(*value, t.Full)
			}
			points, err := unit.MulDiv(int64(t.Weight), int64(part), int64(whole))
			if err != nil {
				return nil, 0, err
			}
			p.Points = unit.Ratio(points)
		}
		sum += p.Points
		all = append(all, p)
	}
	return all, sum, nil
}

// Candidate is one competing request on the bench: its terms and score, and what it would get from which pool.
type Candidate struct {
	Rank        int         `json:"rank"`
	RequestID   string      `json:"requestId"`
	ProjectID   string      `json:"projectId"`
	ProjectName string      `json:"projectName"`
	RegionID    string      `json:"regionId"`
	State       State       `json:"state"`
	Score       unit.Ratio  `json:"score"`
	Terms       []Points    `json:"terms"`
	AreaMu      unit.Mu     `json:"areaMu"`
	GrantedMu   unit.Mu     `json:"grantedMu"`
	ShortMu     unit.Mu     `json:"shortMu"` // what it would lack
	Grants      []BenchPart `json:"grants"`

	kind Kind
}

// BenchPart is what a pool would give.
type BenchPart struct {
	PoolID string  `json:"poolId"`
	AreaMu unit.Mu `json:"areaMu"`
}

// BenchPool is a pool on the bench: what it has to give (free, plus what expired reservations and the candidates' own hold), and what would be left.
type BenchPool struct {
	PoolID      string  `json:"poolId"`
	Name        string  `json:"name"`
	AvailableMu unit.Mu `json:"availableMu"`
	LeftMu      unit.Mu `json:"leftMu"`

	pool *Pool
}

// order ranks the candidates: by score, and equal ones as they stand, which is the order of their requests.
func order(all []Candidate) {
	slices.SortStableFunc(all, func(a, b Candidate) int { return cmp.Compare(b.Score, a.Score) })
	for i := range all {
		all[i].Rank = i + 1
	}
}

// fill gives the pools away in the candidates' order: each takes what it needs from the pools in theirs, as far as they go.
func fill(all []Candidate, pools []BenchPool) {
	for i := range all {
		c := &all[i]
		c.Grants = []BenchPart{}
		for j := range pools {
			p := &pools[j]
			part := min(c.AreaMu-c.GrantedMu, p.LeftMu)
			if part <= 0 || !p.pool.serves(c.RegionID, c.kind) {
				continue
			}
			c.Grants = append(c.Grants, BenchPart{PoolID: p.PoolID, AreaMu: part})
			c.GrantedMu, p.LeftMu = c.GrantedMu+part, p.LeftMu-part
		}
		c.ShortMu = c.AreaMu - c.GrantedMu
	}
}

// serves says whether a pool may give to a county's request: its kind, and the county's own or the city's.
func (p *Pool) serves(regionID string, kind Kind) bool {
	return p.Kind == kind && (p.RegionID == "" || p.RegionID == regionID)
}
