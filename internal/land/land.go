// Package land is the land quota (用地指标): pools with an append-only ledger, the counties' requests from precheck to use, return and recall, the published
// thresholds that they are checked against, the bench that compares competing ones, and what is handed over (供地) from it.
package land

import (
	"time"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
	"zhaoyin/internal/vocabulary"
)

// Kind is what a quota is made of. A request is served from pools of its own kind only.
type Kind string

// The kinds of quota.
const (
	NewLand   Kind = "newLand"   // 新增建设用地
	StockLand Kind = "stockLand" // 存量盘活
	Linkage   Kind = "linkage"   // 增减挂钩
)

// State is where a request stands.
type State string

// The states of a request.
const (
	Requested  State = "requested"
	Prechecked State = "prechecked"
	Approved   State = "approved" // granted, nothing used yet
	Refused    State = "refused"
	Withdrawn  State = "withdrawn"
	Used       State = "used"     // at least a part is used; what is left can still be used, returned or recalled
	Returned   State = "returned" // all of it came back unused
	Recalled   State = "recalled" // all of it was taken back unused
)

// StepCode names what was done to a request.
type StepCode string

// The steps of a request.
const (
	StepRequested    StepCode = "requested"
	StepPrechecked   StepCode = "prechecked"
	StepSentBack     StepCode = "sentBack" // the precheck found something to mend first
	StepReserved     StepCode = "reserved"
	StepReleased     StepCode = "released"
	StepApproved     StepCode = "approved"
	StepRefused      StepCode = "refused"
	StepWithdrawn    StepCode = "withdrawn"
	StepUsed         StepCode = "used"
	StepUseReversed  StepCode = "useReversed"
	StepReturned     StepCode = "returned"
	StepRecalled     StepCode = "recalled"
	StepStartByMoved StepCode = "startByMoved"
)

// Request is a county's request for quota for one project. AreaMu is the city's and the county's own share together. ApprovedMu is what was granted and
// never changes after; LeftMu of it is neither used nor given back.
type Request struct {
	store.Row
	RegionID           string        `json:"regionId"`
	ProjectID          string        `json:"projectId"`
	AreaMu             unit.Mu       `json:"areaMu"`
	CityShareMu        unit.Mu       `json:"cityShareMu"`
	OwnShareMu         unit.Mu       `json:"ownShareMu"`
	Kind               Kind          `json:"kind"`
	Reason             string        `json:"reason"`
	InvestmentPerMuWan *unit.Wan     `json:"investmentPerMuWan"` // as stated; null: from the project
	TaxPerMuWan        *unit.Wan     `json:"taxPerMuWan"`        // as stated; null: from the project
	PlotRatio          *unit.Ratio   `json:"plotRatio"`          // as stated; null: from the project
	StartMonths        *int64        `json:"startMonths"`        // planned months from the land to the start of construction
	Checks             []Check       `json:"checks" gorm:"serializer:json"`
	ThresholdNumber    int64         `json:"thresholdNumber"` // the version of the thresholds that the checks were made with
	State              State         `json:"state"`
	RequestedOn        calendar.Date `json:"requestedOn"`
	PrecheckedOn       calendar.Date `json:"precheckedOn,omitempty"`
	ApprovedOn         calendar.Date `json:"approvedOn,omitempty"`
	ApprovedMu         unit.Mu       `json:"approvedMu"`
	UsedMu             unit.Mu       `json:"usedMu"`
	ReturnedMu         unit.Mu       `json:"returnedMu"` // given back or recalled
	LeftMu             unit.Mu       `json:"leftMu" gorm:"-"`
	PoolID             string        `json:"poolId"` // the first of the grants' pools; empty before
	Grants             []Grant       `json:"grants" gorm:"serializer:json"`
	StartBy            calendar.Date `json:"startBy,omitempty"` // construction has to start by this day
	Conditions         []string      `json:"conditions" gorm:"serializer:json"`
	Uses               []Use         `json:"uses" gorm:"serializer:json"`
	Steps              []Step        `json:"steps" gorm:"serializer:json"`
	RecallProposed     bool          `json:"recallProposed" gorm:"-"` // the start-by day has passed without a verified start, and something is left
}

// TableName is "land_requests".
func (Request) TableName() string { return "land_requests" }

// Grant is what one pool gives to a request.
type Grant struct {
	PoolID     string  `json:"poolId"`
	AreaMu     unit.Mu `json:"areaMu"`
	UsedMu     unit.Mu `json:"usedMu"`
	ReturnedMu unit.Mu `json:"returnedMu"`
}

func (g *Grant) left() unit.Mu { return g.AreaMu - g.UsedMu - g.ReturnedMu }

// Use is one use of granted quota, linked to the parcel that was handed over where it is known. It may fall on several pools, an entry each.
type Use struct {
	AreaMu     unit.Mu       `json:"areaMu"`
	ReversedMu unit.Mu       `json:"reversedMu"` // of it, what was undone by reversing its entries
	SupplyID   string        `json:"supplyId,omitempty"`
	EntryIDs   []string      `json:"entryIds"`
	Note       string        `json:"note"`
	On         calendar.Date `json:"on"`
	By         string        `json:"by"`
}

// Step is one line of a request's history: what, how much, why, when and by whom.
type Step struct {
	Code   StepCode      `json:"code"`
	AreaMu unit.Mu       `json:"areaMu"`
	Note   string        `json:"note"`
	On     calendar.Date `json:"on"`
	At     time.Time     `json:"at"`
	By     string        `json:"by"`
}

func (r *Request) left() unit.Mu { return r.ApprovedMu - r.UsedMu - r.ReturnedMu }

// open is true of a request that nobody has decided.
func (r *Request) open() bool { return r.State == Requested || r.State == Prechecked }

// running is true of a request that has been granted quota and still holds some of it unused.
func (r *Request) running() bool { return (r.State == Approved || r.State == Used) && r.left() > 0 }

// step notes what was done.
func (r *Request) step(tx *store.Tx, code StepCode, area unit.Mu, note string) {
	r.Steps = append(r.Steps, Step{
		Code: code, AreaMu: area, Note: note, On: tx.Today(), At: tx.Now.UTC(), By: tx.Actor.Name,
	})
}

var errState = fault.Define(fault.Conflict, "land.state", "该申请“%s”，不能执行此操作。", "The request is at “%s”; this cannot be done now.")

// within refuses a request that stands elsewhere than the step wants.
func (r *Request) within(states ...State) error {
	for _, s := range states {
		if r.State == s {
			return nil
		}
	}
	return errState.With(vocabulary.Of(vocabulary.LandRequestState, string(r.State)))
}
