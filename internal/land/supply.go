package land

import (
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/org"
	"zhaoyin/internal/page"
	"zhaoyin/internal/period"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// SupplySource says where the land came from.
type SupplySource string

// The sources: newly converted land, and stock land that was put to use again (存量盘活).
const (
	NewSource   SupplySource = "new"
	StockSource SupplySource = "stock"
)

// Supply (供地) is one parcel of industrial land that was handed over on a day. It counts in the figures by SuppliedOn, whenever it is recorded: one that is
// dated in a month closed by then is Late (补报) and changes the figures of that time, while the snapshot of the closed month stays as it is. Nothing
// of it is ever amended: a wrong one is cancelled with a reason and recorded anew.
type Supply struct {
	store.Row
	RegionID     string        `json:"regionId"`
	ProjectID    string        `json:"projectId,omitempty"`
	RequestID    string        `json:"requestId,omitempty"` // the land request whose grant it uses
	SiteID       string        `json:"siteId,omitempty"`    // the renewal site that freed it; stock land only
	SuppliedOn   calendar.Date `json:"suppliedOn"`
	AreaMu       unit.Mu       `json:"areaMu"`
	Source       SupplySource  `json:"source"`
	Parcel       string        `json:"parcel"`      // number or name of the parcel; one county does not hand it over twice
	ParcelKey    string        `json:"-" audit:"-"` // the parcel without what people write differently
	Note         string        `json:"note"`
	Late         bool          `json:"late"`        // its month was closed when it was recorded
	CancelledAt  *time.Time    `json:"cancelledAt"` // null while it counts
	CancelledBy  string        `json:"cancelledBy,omitempty"`
	CancelReason string        `json:"cancelReason,omitempty"`
}

// TableName is "land_supplies".
func (Supply) TableName() string { return "land_supplies" }

// Handover is a supply as it is recorded. Without a county it is the caller's own; Confirmed says that an area beyond the project's plan, or a
// day more than ten years ago, is right.
type Handover struct {
	RegionID   string        `json:"regionId,omitempty" validate:"max=20"`
	ProjectID  string        `json:"projectId,omitempty" validate:"max=40"`
	SiteID     string        `json:"siteId,omitempty" validate:"max=40"`
	SuppliedOn calendar.Date `json:"suppliedOn" validate:"required"`
	AreaMu     unit.Mu       `json:"areaMu" validate:"required"`
	Source     SupplySource  `json:"source" validate:"required,oneof=new stock"`
	Parcel     string        `json:"parcel" validate:"required,max=200"`
	Note       string        `json:"note,omitempty" validate:"max=2000"`
	Confirmed  bool          `json:"confirmed,omitempty"`
}

// Cancellation takes a supply out of the figures, for good.
type Cancellation struct {
	Reason string `json:"reason" validate:"required,max=2000"`
}

// mostSupply bounds one parcel: 66 km², more than any industrial parcel; beyond it square metres were taken for 亩.
var mostSupply = unit.WholeMu(100_000)

var (
	errParcel          = fault.Define(fault.Conflict, "supply.parcel", "宗地“%s”已于 %s 登记供地 %s 亩；如有误，请先注销原记录。", "The parcel %s was recorded as supplied on %s with %s mu; cancel that record first if it is wrong.")
	errBeyondPlan      = fault.Define(fault.Invalid, "supply.beyondPlan", "该项目累计供地将达 %s 亩，超过其用地面积 %s 亩；确认无误请勾选“已核对”。", "The project's supplies would come to %s mu, beyond its land of %s mu. If it is right, send confirmed: true.")
	errLongAgo         = fault.Define(fault.Invalid, "supply.longAgo", "供地日期在十年以前；确认无误请勾选“已核对”。", "It is dated more than ten years ago. If it is right, send confirmed: true.")
	errSupplyElsewhere = fault.Define(fault.Invalid, "supply.elsewhere", "不属于同一个县（市、区）。", "It belongs to another county.")
	errNotStock        = fault.Define(fault.Invalid, "supply.notStock", "来自低效用地整治、城市更新的供地只能是存量用地。", "What a renewal site frees is stock land.")
	errCancelled       = fault.Define(fault.Conflict, "supply.cancelled", "该供地记录已注销。", "This supply has been cancelled already.")
	errSupplyUsed      = fault.Define(fault.Conflict, "supply.used", "该供地已核销用地指标，须先冲正指标台账中的使用分录。", "A quota was used for this supply; reverse that entry of the ledger first.")
	errSupplyReason    = fault.Define(fault.Invalid, "supply.reason", "须说明理由。", "A reason is needed.")
)

// SupplyListing is what a list of supplies may be filtered and sorted by; cancelled ones are left out unless asked for.
var SupplyListing = page.Listing{
	Sorts: map[string]page.Sort{
		"suppliedOn": {Column: "supplied_on"}, "createdAt": {Column: "created_at"}, "areaMu": {Column: "area_mu"},
	},
	Default: "-suppliedOn",
	Filters: map[string]page.Filter{
		"regionId":   {Column: "region_id", Kind: page.Text},
		"projectId":  {Column: "project_id", Kind: page.Text},
		"requestId":  {Column: "request_id", Kind: page.Text},
		"siteId":     {Column: "site_id", Kind: page.Text},
		"source":     {Column: "source", Kind: page.Choice, Choices: []string{"new", "stock"}},
		"suppliedOn": {Column: "supplied_on", Kind: page.Date},
		"month":      {Column: "substr(supplied_on, 1, 7)", Kind: page.Month},
		"late":       {Column: "late", Kind: page.Bool},
	},
	Search: []string{"parcel", "note"},
	Extra:  []string{"cancelled"},
}

// RecordSupply joins a unit of work to record a supply under its rules; every complaint comes at once.
func RecordSupply(tx *store.Tx, in Handover) (*Supply, error) {
	s := in.supply(tx.Actor.RegionID)
	if tx.Grant.Limited() && s.RegionID != tx.Grant.Region {
		return nil, store.ErrBeyond.With()
	}
	if err := s.check(tx, in.Confirmed); err != nil {
		return nil, err
	}
	if err := s.checkParcel(tx); err != nil {
		return nil, err
	}
	late, err := monthClosed(tx, s.SuppliedOn.Month())
	if err != nil {
		return nil, err
	}
	s.Late = late
	if err := store.Insert(tx, s); err != nil {
		return nil, err
	}
	return s, tx.Emit("land.supplied", s.ID, s.RegionID, s)
}

func (in Handover) supply(home string) *Supply {
	s := &Supply{
		RegionID: in.RegionID, ProjectID: in.ProjectID, SiteID: in.SiteID, SuppliedOn: in.SuppliedOn, AreaMu: in.AreaMu,
		Source: in.Source, Parcel: strings.TrimSpace(in.Parcel), ParcelKey: parcelKey(in.Parcel), Note: strings.TrimSpace(in.Note),
	}
	if s.RegionID == "" {
		s.RegionID = home
	}
	return s
}

func (s *Supply) check(tx *store.Tx, confirmed bool) error {
	var bad fault.List
	bad.Check(s.ParcelKey != "", "/parcel", fault.Required)
	bad.Check(s.AreaMu > 0 && s.AreaMu <= mostSupply, "/areaMu", fault.Range, "0.01", mostSupply.String())
	bad.Check(s.SuppliedOn != "", "/suppliedOn", fault.Required)
	bad.Check(!s.SuppliedOn.After(tx.Today()), "/suppliedOn", fault.Future, string(tx.Today()))
	bad.Check(confirmed || s.SuppliedOn == "" || !s.SuppliedOn.Before(tx.Today().Add(-3653)), "/suppliedOn", errLongAgo)
	bad.Check(s.Source == NewSource || s.Source == StockSource, "/source", fault.Choice, "new, stock")
	bad.Check(s.SiteID == "" || s.Source == StockSource, "/source", errNotStock)
	for _, rule := range []func(*store.Tx, *fault.List) error{
		func(tx *store.Tx, bad *fault.List) error { return checkSupplyRegion(tx, s.RegionID, bad) },
		s.checkSite,
		func(tx *store.Tx, bad *fault.List) error { return s.checkProject(tx, confirmed, bad) },
	} {
		if err := rule(tx, &bad); err != nil {
			return err
		}
	}
	return bad.Err()
}

// checkSupplyRegion holds that a county or zone that reports to the meeting is named.
func checkSupplyRegion(tx *store.Tx, id string, bad *fault.List) error {
	if id == "" {
		bad.Add("/regionId", fault.Required)
		return nil
	}
	r, err := store.Get[org.Region](tx, id)
	if fault.KindOf(err) == fault.Missing || err == nil && !r.Reports() {
		bad.Add("/regionId", fault.NoSuch, id)
		return nil
	}
	return err
}

// checkProject holds a supply to its project: of the same county, and not beyond the land that the project says it needs.
func (s *Supply) checkProject(tx *store.Tx, confirmed bool, bad *fault.List) error {
	if s.ProjectID == "" {
		return nil
	}
	p, err := store.Get[project.Project](tx, s.ProjectID)
	if fault.KindOf(err) == fault.Missing {
		bad.Add("/projectId", fault.NoSuch, s.ProjectID)
		return nil
	}
	if err != nil {
		return err
	}
	if p.RegionID != s.RegionID {
		bad.Add("/projectId", errSupplyElsewhere)
		return nil
	}
	if confirmed || p.LandMu == nil || s.AreaMu > mostSupply {
		return nil
	}
	before, err := store.All[Supply](tx, "id", store.Where("project_id = ? AND cancelled_at IS NULL", p.ID))
	if err != nil {
		return err
	}
	sum := s.AreaMu
	for i := range before {
		sum += before[i].AreaMu
	}
	bad.Check(sum <= *p.LandMu, "/areaMu", errBeyondPlan, sum.String(), p.LandMu.String())
	return nil
}

// checkParcel refuses a parcel that its county has handed over already. The table's unique index holds the same when two are recorded at once.
func (s *Supply) checkParcel(tx *store.Tx) error {
	other, err := store.Find[Supply](tx, store.Where("region_id = ? AND parcel_key = ? AND cancelled_at IS NULL", s.RegionID, s.ParcelKey))
	if fault.KindOf(err) == fault.Missing {
		return nil
	}
	if err != nil {
		return err
	}
	return errParcel.With(other.Parcel, string(other.SuppliedOn), other.AreaMu.String()).Note("supplyId", other.ID)
}

// parcelKey is a parcel's number without what people write differently: width, case, spaces.
func parcelKey(parcel string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToUpper(r)
	}, norm.NFKC.String(parcel))
}

// monthClosed says whether the meeting has closed the month; one that it never opened is not.
func monthClosed(tx *store.Tx, m calendar.Month) (bool, error) {
	p, err := period.Of(tx, m)
	if fault.KindOf(err) == fault.Missing {
		return false, nil
	}
	return err == nil && p.State != period.Open, err
}
