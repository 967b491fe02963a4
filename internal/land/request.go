package land

import (
	"context"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/page"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// Application is what a county sends to ask for quota. Of the two shares one may be left out; without both, all of it is asked of the city. What it does not
// say of the investment, tax and plot ratio is taken from the project when it is checked.
type Application struct {
	ProjectID          string      `json:"projectId" validate:"required"`
	AreaMu             unit.Mu     `json:"areaMu" validate:"required"`
	CityShareMu        *unit.Mu    `json:"cityShareMu,omitempty"`
	OwnShareMu         *unit.Mu    `json:"ownShareMu,omitempty"`
	Kind               Kind        `json:"kind" validate:"required,oneof=newLand stockLand linkage"`
	Reason             string      `json:"reason" validate:"required,max=2000"`
	InvestmentPerMuWan *unit.Wan   `json:"investmentPerMuWan,omitempty"`
	TaxPerMuWan        *unit.Wan   `json:"taxPerMuWan,omitempty"`
	PlotRatio          *unit.Ratio `json:"plotRatio,omitempty"`
	StartMonths        *int64      `json:"startMonths,omitempty" validate:"omitempty,min=0,max=600"`
}

// Precheck is the county's own judgement before the city's: without ok it is fine; ok false sends the request back and needs a note.
type Precheck struct {
	OK   *bool  `json:"ok,omitempty"`
	Note string `json:"note,omitempty" validate:"max=2000"`
}

// Withdrawal takes a request back before it is decided.
type Withdrawal struct {
	Reason string `json:"reason" validate:"required,max=2000"`
}

var (
	errShares   = fault.Define(fault.Invalid, "land.shares", "市级统筹 %s 亩与县级自有 %s 亩之和应等于申请面积 %s 亩。", "The city's share of %s mu and the county's own of %s mu must add up to the area of %s mu.")
	errNegative = fault.Define(fault.Invalid, "land.negative", "不能为负数。", "Must not be negative.")
	errProject  = fault.Define(fault.Conflict, "land.project", "项目已归档、暂停或终止，不能申请用地指标。", "The project is archived, paused or terminated; no quota can be asked for it.")
	errNote     = fault.Define(fault.Invalid, "land.note", "请说明理由。", "Give the reason.")
)

// RequestListing is what a list of requests may be filtered and sorted by; recall=proposed lists those whose start-by day has passed without a start.
var RequestListing = page.Listing{
	Sorts: map[string]page.Sort{
		"createdAt": {Column: "created_at"}, "updatedAt": {Column: "updated_at"}, "areaMu": {Column: "area_mu"},
		"approvedMu": {Column: "approved_mu"}, "requestedOn": {Column: "requested_on"},
	},
	Default: "-createdAt",
	Filters: map[string]page.Filter{
		"regionId":    {Column: "region_id", Kind: page.Text},
		"projectId":   {Column: "project_id", Kind: page.Text},
		"poolId":      {Column: "pool_id", Kind: page.Text},
		"kind":        {Column: "kind", Kind: page.Choice, Choices: []string{"newLand", "stockLand", "linkage"}},
		"requestedOn": {Column: "requested_on", Kind: page.Date},
		"startBy":     {Column: "start_by", Kind: page.Date},
		"state": {
			Column: "state", Kind: page.Choice,
			Choices: []string{"requested", "prechecked", "approved", "refused", "withdrawn", "used", "returned", "recalled"},
		},
	},
	Search: []string{"reason"},
	Extra:  []string{"recall"},
}

// Requests reads a page of the requests within reach; only those whose recall is proposed when asked for.
func (s *Service) Requests(ctx context.Context, q page.Query, recall bool) (page.Of[Request], error) {
	var of page.Of[Request]
	err := s.db.Read(ctx, access.LandRequestList, func(tx *store.Tx) error {
		var conds []store.Cond
		if recall {
			conds = overdue(tx)
		}
		var err error
		if of, err = store.List[Request](tx, RequestListing, q, conds...); err != nil {
			return err
		}
		return complete(tx, of.Items)
	})
	return of, err
}

// Request reads one request.
func (s *Service) Request(ctx context.Context, id string) (*Request, error) {
	var r *Request
	err := s.db.Read(ctx, access.LandRequestRead, func(tx *store.Tx) error {
		var err error
		if r, err = store.Get[Request](tx, id); err != nil {
			return err
		}
		return finish(tx, r)
	})
	return r, err
}

// Apply makes a request; it is checked against the thresholds at once, so that the county sees what will be asked.
func (s *Service) Apply(ctx context.Context, in Application) (*Request, error) {
	var r *Request
	err := s.db.Write(ctx, access.LandRequestCreate, func(tx *store.Tx) error {
		p, err := store.Get[project.Project](tx, in.ProjectID)
		if fault.KindOf(err) == fault.Missing {
			return fault.NoSuch.At("/projectId", in.ProjectID)
		}
		if err != nil {
			return err
		}
		if p.ArchivedAt != nil || p.Condition != project.Active {
			return errProject.With()
		}
		if r, err = in.request(p.RegionID); err != nil {
			return err
		}
		if err := examine(tx, r, p); err != nil {
			return err
		}
		r.RequestedOn = tx.Today()
		r.step(tx, StepRequested, r.AreaMu, r.Reason)
		if err := store.Insert(tx, r); err != nil {
			return err
		}
		if err := finish(tx, r); err != nil {
			return err
		}
		return tx.Emit("land.requested", r.ID, r.RegionID, r)
	})
	return r, err
}

// request is the row that an application becomes, or every complaint about it.
func (in *Application) request(regionID string) (*Request, error) {
	city, own := in.shares()
	var bad fault.List
	bad.Check(in.AreaMu > 0 && in.AreaMu <= mostArea, "/areaMu", fault.Range, "0.01", mostArea.String())
	bad.Check(city >= 0, "/cityShareMu", errNegative)
	bad.Check(own >= 0, "/ownShareMu", errNegative)
	bad.Check(city+own == in.AreaMu, "/ownShareMu", errShares, city.String(), own.String(), in.AreaMu.String())
	bad.Check(in.InvestmentPerMuWan == nil || *in.InvestmentPerMuWan >= 0 && *in.InvestmentPerMuWan <= mostPerMu, "/investmentPerMuWan", fault.Range, 0, int64(mostPerMu))
	bad.Check(in.TaxPerMuWan == nil || *in.TaxPerMuWan >= 0 && *in.TaxPerMuWan <= mostPerMu, "/taxPerMuWan", fault.Range, 0, int64(mostPerMu))
	bad.Check(in.PlotRatio == nil || *in.PlotRatio >= 0 && *in.PlotRatio <= mostRatio, "/plotRatio", fault.Range, 0, mostRatio.String())
	if err := bad.Err(); err != nil {
		return nil, err
	}
	return &Request{
		RegionID: regionID, ProjectID: in.ProjectID, AreaMu: in.AreaMu, CityShareMu: city, OwnShareMu: own, Kind: in.Kind, Reason: in.Reason,
		InvestmentPerMuWan: in.InvestmentPerMuWan, TaxPerMuWan: in.TaxPerMuWan, PlotRatio: in.PlotRatio, StartMonths: in.StartMonths,
		State: Requested, Grants: []Grant{}, Conditions: []string{}, Uses: []Use{},
	}, nil
}

// Bounds of what is plausible: beyond them a unit was taken for another.
const (
	mostArea  unit.Mu    = 100_000_00 // 100,000 mu
	mostPerMu unit.Wan   = 1_000_000
	mostRatio unit.Ratio = 100_00
)

func (in *Application) shares() (city, own unit.Mu) {
	switch {
	case in.CityShareMu != nil && in.OwnShareMu != nil:
		return *in.CityShareMu, *in.OwnShareMu
	case in.OwnShareMu != nil:
		return in.AreaMu - *in.OwnShareMu, *in.OwnShareMu
	case in.CityShareMu != nil:
		return *in.CityShareMu, in.AreaMu - *in.CityShareMu
	}
	return in.AreaMu, 0
}

// Precheck is the county's judgement. It checks the request again, with the project and the thresholds as they are now, and keeps the result.
func (s *Service) Precheck(ctx context.Context, id string, version int64, in Precheck) (*Request, error) {
	return s.advance(ctx, access.LandRequestCheck, id, version, func(tx *store.Tx, r *Request) error {
		if err := r.within(Requested); err != nil {
			return err
		}
		p, err := store.Get[project.Project](tx, r.ProjectID)
		if err != nil {
			return err
		}
		if err := examine(tx, r, p); err != nil {
			return err
		}
		if in.OK != nil && !*in.OK {
			if in.Note == "" {
				return errNote.At("/note")
			}
			r.step(tx, StepSentBack, 0, in.Note)
			return nil
		}
		r.State, r.PrecheckedOn = Prechecked, tx.Today()
		r.step(tx, StepPrechecked, 0, in.Note)
		return nil
	})
}

// Withdraw takes a request back before it is decided; what was reserved for it is free again.
func (s *Service) Withdraw(ctx context.Context, id string, version int64, in Withdrawal) (*Request, error) {
	return s.advance(ctx, access.LandRequestRetract, id, version, func(tx *store.Tx, r *Request) error {
		if err := r.within(Requested, Prechecked); err != nil {
			return err
		}
		if err := releaseOf(tx, r); err != nil {
			return err
		}
		r.State = Withdrawn
		r.step(tx, StepWithdrawn, 0, in.Reason)
		return nil
	})
}

// advance runs one step on a request that is still at the version that the caller saw, keeps it, and announces it by the step's own name.
func (s *Service) advance(ctx context.Context, action access.Action, id string, version int64, step func(*store.Tx, *Request) error) (*Request, error) {
	var r *Request
	err := s.db.Write(ctx, action, func(tx *store.Tx) error {
		var err error
		if r, err = store.Lock[Request](tx, id); err != nil {
			return err
		}
		if err := r.Expect(version); err != nil {
			return err
		}
		if err := step(tx, r); err != nil {
			return err
		}
		if err := store.Update(tx, r); err != nil {
			return err
		}
		if err := finish(tx, r); err != nil {
			return err
		}
		return tx.Emit("land."+string(r.Steps[len(r.Steps)-1].Code), r.ID, r.RegionID, r)
	})
	return r, err
}

// finish sets what is computed of one request.
func finish(tx *store.Tx, r *Request) error {
	one := []Request{*r}
	err := complete(tx, one)
	*r = one[0]
	return err
}

// complete sets what is computed of requests: what is left of each, and whether its recall is proposed.
func complete(tx *store.Tx, all []Request) error {
	var due []string
	for i := range all {
		all[i].LeftMu = all[i].left()
		if all[i].running() && all[i].StartBy.Before(tx.Today()) {
			due = append(due, all[i].ProjectID)
		}
	}
	started, err := startedOf(tx, due)
	if err != nil {
		return err
	}
	for i := range all {
		r := &all[i]
		r.RecallProposed = r.running() && r.StartBy.Before(tx.Today()) && !started[r.ProjectID]
	}
	return nil
}
