package land

import (
	"context"
	"slices"
	"strings"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/ledger"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// Approval grants a request in full or in part: approvedMu from one pool, or parts from several in grants. A note is needed when the request falls short of a threshold.
type Approval struct {
	ApprovedMu unit.Mu       `json:"approvedMu,omitempty"`
	PoolID     string        `json:"poolId,omitempty"`
	Grants     []Part        `json:"grants,omitempty" validate:"max=20,dive"`
	StartBy    calendar.Date `json:"startBy" validate:"required"` // construction has to start by this day, today or later
	Conditions []string      `json:"conditions,omitempty" validate:"max=30,dive,min=1,max=500"`
	Note       string        `json:"note,omitempty" validate:"max=2000"`
}

// Part is what one pool is to give.
type Part struct {
	PoolID string  `json:"poolId" validate:"required"`
	AreaMu unit.Mu `json:"areaMu" validate:"required"`
}

// Refusal ends a request without quota.
type Refusal struct {
	Reason string `json:"reason" validate:"required,max=2000"`
}

var (
	errParts   = fault.Define(fault.Invalid, "land.parts", "各指标池合计 %s 亩，与核准面积 %s 亩不一致。", "The pools' parts come to %s mu, not to the %s mu approved.")
	errTooMuch = fault.Define(fault.Invalid, "land.tooMuch", "核准面积 %s 亩超过申请面积 %s 亩。", "%s mu are more than the %s mu asked for.")
	errTwice   = fault.Define(fault.Invalid, "land.poolTwice", "同一指标池出现了两次。", "The pool stands twice.")
	errServes  = fault.Define(fault.Invalid, "land.poolServes", "该指标池的类型不符，或属于其他县（市、区）。", "This pool is of another kind or another county's.")
	errPast    = fault.Define(fault.Invalid, "land.past", "日期不能早于今天（%s）。", "The date cannot be before today (%s).")
	errUnmet   = fault.Define(fault.Invalid, "land.unmet", "有 %d 项指标未达标（%s），核准须说明理由。", "%d checks were not met (%s); an approval needs its reason.")
	errCity    = fault.Define(fault.Forbidden, "land.cityDecides", "申请了市级统筹指标，由市自然资源部门决定。", "It asks for the city's quota, so the city's land office decides.")
)

// Approve grants quota. Everything that it takes from the pools is posted in the same transaction, so many at once never grant more than a pool holds.
func (s *Service) Approve(ctx context.Context, id string, version int64, in Approval) (*Request, error) {
	return s.advance(ctx, access.LandRequestDecide, id, version, func(tx *store.Tx, r *Request) error {
		if err := r.within(Prechecked); err != nil {
			return err
		}
		if err := mayDecide(tx, r); err != nil {
			return err
		}
		parts, err := in.check(tx, r)
		if err != nil {
			return err
		}
		if err := releaseOf(tx, r); err != nil {
			return err
		}
		if err := grant(tx, r, parts, in.Note); err != nil {
			return err
		}
		r.State, r.ApprovedOn, r.StartBy = Approved, tx.Today(), in.StartBy
		r.Conditions = append([]string{}, in.Conditions...)
		r.step(tx, StepApproved, r.ApprovedMu, in.Note)
		return nil
	})
}

// mayDecide keeps a county's land office from deciding over the city's quota.
func mayDecide(tx *store.Tx, r *Request) error {
	if !tx.Grant.All && r.CityShareMu > 0 {
		return errCity.With()
	}
	return nil
}

// check holds an approval to its rules, with every complaint at once, and answers its parts in the order of their pools.
func (in *Approval) check(tx *store.Tx, r *Request) ([]Part, error) {
	var bad fault.List
	parts, sum := in.parts(&bad)
	bad.Check(sum <= r.AreaMu, "/approvedMu", errTooMuch, sum.String(), r.AreaMu.String())
	bad.Check(!in.StartBy.Before(tx.Today()), "/startBy", errPast, string(tx.Today()))
	if short := r.unmet(); len(short) > 0 && strings.TrimSpace(in.Note) == "" {
		bad.Add("/note", errUnmet, len(short), short)
	}
	for _, p := range parts {
		if err := p.check(tx, r, &bad); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(parts, func(a, b Part) int { return strings.Compare(a.PoolID, b.PoolID) })
	for i := 1; i < len(parts); i++ {
		bad.Check(parts[i].PoolID != parts[i-1].PoolID, "/grants", errTwice)
	}
	return parts, bad.Err()
}

// parts is the approval as parts of pools, and what they come to.
func (in *Approval) parts(bad *fault.List) ([]Part, unit.Mu) {
	if len(in.Grants) == 0 {
		bad.Check(in.PoolID != "", "/poolId", fault.Required)
		bad.Check(in.ApprovedMu > 0, "/approvedMu", errAbove)
		return []Part{{PoolID: in.PoolID, AreaMu: in.ApprovedMu}}, in.ApprovedMu
	}
	bad.Check(in.PoolID == "", "/poolId", fault.Unknown, "poolId")
	var sum unit.Mu
	for i, p := range in.Grants {
		ok := p.AreaMu > 0 && p.AreaMu <= mostArea
		bad.Check(ok, "/grants/"+itoa(i)+"/areaMu", errAbove)
		if ok {
			sum += p.AreaMu
		}
	}
	bad.Check(in.ApprovedMu == 0 || in.ApprovedMu == sum, "/approvedMu", errParts, sum.String(), in.ApprovedMu.String())
	return slices.Clone(in.Grants), sum
}

func (p *Part) check(tx *store.Tx, r *Request, bad *fault.List) error {
	if p.PoolID == "" {
		return nil
	}
	pool, err := poolOf(tx, p.PoolID, store.Get[Pool])
	if fault.KindOf(err) == fault.Missing {
		bad.Add("/poolId", fault.NoSuch, p.PoolID)
		return nil
	}
	if err != nil {
		return err
	}
	bad.Check(pool.serves(r.RegionID, r.Kind), "/poolId", errServes)
	if !tx.Grant.All && pool.RegionID == "" {
		return errCity.With()
	}
	return nil
}

// unmet are the checks that the request falls short of. What is not known is shown as not met, but it is no shortfall to be explained.
func (r *Request) unmet() unmet {
	var short unmet
	for _, c := range r.Checks {
		if !c.OK && c.Value != nil {
			short = append(short, c)
		}
	}
	return short
}

type unmet []Check

// In implements fault.Worded.
func (u unmet) In(lang string) string {
	words, comma := make([]string, len(u)), "、"
	for i, c := range u {
		words[i] = c.Label
		if lang == "en" {
			words[i], comma = c.LabelEN, ", "
		}
	}
	return strings.Join(words, comma)
}

// grant posts the parts, pool by pool in one order for everybody, after the pool's expired reservations are released.
func grant(tx *store.Tx, r *Request, parts []Part, note string) error {
	r.Grants, r.ApprovedMu = []Grant{}, 0
	for _, part := range parts {
		pool, err := hold(tx, part.PoolID)
		if err != nil {
			return err
		}
		if err := post(tx, pool, ledger.Movement{Kind: ledger.Grant, Amount: int64(part.AreaMu), RequestID: r.ID, Note: note}); err != nil {
			return err
		}
		r.Grants = append(r.Grants, Grant{PoolID: part.PoolID, AreaMu: part.AreaMu})
		r.ApprovedMu += part.AreaMu
	}
	r.PoolID = parts[0].PoolID
	return nil
}

// hold keeps a pool to this transaction until it ends, and releases what has expired in it.
func hold(tx *store.Tx, poolID string) (*Pool, error) {
	pool, err := poolOf(tx, poolID, store.Lock[Pool])
	if err != nil {
		return nil, err
	}
	_, err = lapse(tx, pool)
	return pool, err
}

// Refuse ends a request; what was reserved for it is free again.
func (s *Service) Refuse(ctx context.Context, id string, version int64, in Refusal) (*Request, error) {
	return s.advance(ctx, access.LandRequestDecide, id, version, func(tx *store.Tx, r *Request) error {
		if err := r.within(Requested, Prechecked); err != nil {
			return err
		}
		if err := mayDecide(tx, r); err != nil {
			return err
		}
		if err := releaseOf(tx, r); err != nil {
			return err
		}
		r.State = Refused
		r.step(tx, StepRefused, 0, in.Reason)
		return nil
	})
}
