package land

import (
	"context"
	"slices"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/ledger"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// Usage says that granted quota was used, for which parcel where that is known.
type Usage struct {
	AreaMu   unit.Mu `json:"areaMu" validate:"required"`
	SupplyID string  `json:"supplyId,omitempty"`
	Note     string  `json:"note,omitempty" validate:"max=500"`
}

// GivingBack returns granted quota that is not used: all of the rest when no area is named.
type GivingBack struct {
	AreaMu unit.Mu `json:"areaMu,omitempty"`
	Reason string  `json:"reason" validate:"required,max=2000"`
}

// RecallChoice is what an officer decides on a proposed recall.
type RecallChoice string

// The decisions.
const (
	Confirm RecallChoice = "confirm" // the unused rest is taken back
	Extend  RecallChoice = "extend"  // construction has to start by a later day
)

// Recalling is a decision on a recall with its reason; an extension names the new start-by day.
type Recalling struct {
	Decision RecallChoice  `json:"decision" validate:"required,oneof=confirm extend"`
	Reason   string        `json:"reason" validate:"required,max=2000"`
	StartBy  calendar.Date `json:"startBy,omitempty"`
}

var (
	errOverLeft   = fault.Define(fault.Conflict, "land.overLeft", "核准的指标只剩 %s 亩未使用，不足 %s 亩。", "Only %s mu of what was granted are left, not %s mu.")
	errParcelUsed = fault.Define(fault.Invalid, "land.parcelUsed", "该供地已核销其他用地指标，或已注销。", "A quota was used for this supply already, or it was cancelled.")
	errParcelElse = fault.Define(fault.Invalid, "land.parcelElse", "该供地属于其他县（市、区）或其他项目。", "The supply is another county's or another project's.")
	errParcelArea = fault.Define(fault.Invalid, "land.parcelArea", "使用面积 %s 亩超过该宗地面积 %s 亩。", "%s mu are more than the parcel's %s mu.")
	errNotDue     = fault.Define(fault.Conflict, "land.recallNotDue", "尚未提出收回：开工期限（%s）未过，或者项目已经开工。", "No recall is proposed: the start-by day (%s) has not passed, or construction has started.")
	errLater      = fault.Define(fault.Invalid, "land.later", "新的开工期限须晚于今天，并晚于原期限（%s）。", "The new start-by day has to be after today and after the present one (%s).")
)

// Use records that granted quota was used. The pools' parts are used in their order.
func (s *Service) Use(ctx context.Context, id string, version int64, in Usage) (*Request, error) {
	return s.advance(ctx, access.LandRequestUse, id, version, func(tx *store.Tx, r *Request) error {
		if err := r.within(Approved, Used); err != nil {
			return err
		}
		if in.AreaMu <= 0 {
			return errAbove.At("/areaMu")
		}
		if err := r.enough(in.AreaMu); err != nil {
			return err
		}
		if in.SupplyID != "" {
			if err := link(tx, r, in); err != nil {
				return err
			}
		}
		entries, err := spend(tx, r, in)
		if err != nil {
			return err
		}
		r.UsedMu += in.AreaMu
		r.State = Used
		r.Uses = append(r.Uses, Use{AreaMu: in.AreaMu, SupplyID: in.SupplyID, EntryIDs: entries, Note: in.Note, On: tx.Today(), By: tx.Actor.Name})
		r.step(tx, StepUsed, in.AreaMu, in.Note)
		return nil
	})
}

// enough refuses more than is left of what was granted.
func (r *Request) enough(area unit.Mu) error {
	if left := r.left(); area > left {
		return errOverLeft.With(left.String(), area.String()).Note("have", left).Note("want", area)
	}
	return nil
}

// link ties a supply to the request whose quota it uses.
func link(tx *store.Tx, r *Request, in Usage) error {
	supply, err := store.Lock[Supply](tx, in.SupplyID)
	if fault.KindOf(err) == fault.Missing {
		return fault.NoSuch.At("/supplyId", in.SupplyID)
	}
	if err != nil {
		return err
	}
	var bad fault.List
	bad.Check(supply.RequestID == "" && supply.CancelledAt == nil, "/supplyId", errParcelUsed)
	bad.Check(supply.RegionID == r.RegionID && (supply.ProjectID == "" || supply.ProjectID == r.ProjectID), "/supplyId", errParcelElse)
	bad.Check(in.AreaMu <= supply.AreaMu, "/areaMu", errParcelArea, in.AreaMu.String(), supply.AreaMu.String())
	if err := bad.Err(); err != nil {
		return err
	}
	supply.RequestID = r.ID
	return store.Update(tx, supply)
}

// spend posts a use on the grants in their order and answers the entries.
func spend(tx *store.Tx, r *Request, in Usage) ([]string, error) {
	var entries []string
	rest := in.AreaMu
	for i := range r.Grants {
		g := &r.Grants[i]
		part := min(rest, g.left())
		if part <= 0 {
			continue
		}
		e, err := ledger.Post(tx, g.PoolID, ledger.Movement{Kind: ledger.Use, Amount: int64(part), RequestID: r.ID, Note: in.Note})
		if err != nil {
			return nil, err
		}
		g.UsedMu += part
		rest -= part
		entries = append(entries, e.ID)
	}
	return entries, nil
}

// unuse takes an undone use off its request, which then holds that quota again, and lets its parcel go when nothing of the use stands.
func unuse(tx *store.Tx, poolID string, e *ledger.Entry, note string) error {
	r, err := store.Lock[Request](tx, e.RequestID)
	if err != nil {
		return err
	}
	undone, err := store.Count[ledger.Entry](tx, store.Where("reverses = ?", e.ID))
	if err != nil {
		return err
	}
	if undone > 0 {
		return ledger.ErrReversed.With()
	}
	area := unit.Mu(e.Amount)
	for i := range r.Grants {
		if r.Grants[i].PoolID == poolID {
			r.Grants[i].UsedMu -= area
		}
	}
	if err := r.unlink(tx, e.ID, area); err != nil {
		return err
	}
	r.UsedMu -= area
	if r.UsedMu == 0 {
		r.State = Approved
	}
	r.step(tx, StepUseReversed, area, note)
	if err := store.Update(tx, r); err != nil {
		return err
	}
	return tx.Emit("land.useReversed", r.ID, r.RegionID, r)
}

func (r *Request) unlink(tx *store.Tx, entryID string, area unit.Mu) error {
	for i := range r.Uses {
		u := &r.Uses[i]
		if !slices.Contains(u.EntryIDs, entryID) {
			continue
		}
		u.ReversedMu += area
		if u.SupplyID == "" || u.ReversedMu < u.AreaMu {
			return nil
		}
		supply, err := store.Lock[Supply](tx, u.SupplyID)
		if err != nil {
			return err
		}
		supply.RequestID = ""
		return store.Update(tx, supply)
	}
	return nil
}

// Return gives back granted quota that is not used, all of it or a part.
func (s *Service) Return(ctx context.Context, id string, version int64, in GivingBack) (*Request, error) {
	return s.advance(ctx, access.LandRequestRetract, id, version, func(tx *store.Tx, r *Request) error {
		if err := r.within(Approved, Used); err != nil {
			return err
		}
		area := in.AreaMu
		if area == 0 {
			area = r.left()
		}
		if area < 0 {
			return errAbove.At("/areaMu")
		}
		if err := r.enough(max(area, 1)); err != nil {
			return err
		}
		return giveBack(tx, r, ledger.Return, area, in.Reason)
	})
}

// giveBack puts unused quota back into its pools, in the order in which everybody locks them. A request of which nothing is left and nothing was used ends with it.
func giveBack(tx *store.Tx, r *Request, kind ledger.Kind, area unit.Mu, reason string) error {
	rest := area
	for i := range r.Grants {
		g := &r.Grants[i]
		part := min(rest, g.left())
		if part <= 0 {
			continue
		}
		if _, err := ledger.Post(tx, g.PoolID, ledger.Movement{Kind: kind, Amount: int64(part), RequestID: r.ID, Note: reason}); err != nil {
			return err
		}
		g.ReturnedMu += part
		rest -= part
	}
	r.ReturnedMu += area
	state, code := Returned, StepReturned
	if kind == ledger.Recall {
		state, code = Recalled, StepRecalled
	}
	if r.left() == 0 && r.UsedMu == 0 {
		r.State = state
	}
	r.step(tx, code, area, reason)
	return nil
}

// Recall decides on a recall: confirmed, the unused rest goes back to the pools; extended, construction has to start by a later day. Only what is
// proposed can be confirmed; a day can be moved before it has passed.
func (s *Service) Recall(ctx context.Context, id string, version int64, in Recalling) (*Request, error) {
	return s.advance(ctx, access.LandRequestDecide, id, version, func(tx *store.Tx, r *Request) error {
		if err := r.within(Approved, Used); err != nil {
			return err
		}
		if err := mayDecide(tx, r); err != nil {
			return err
		}
		if err := r.enough(1); err != nil {
			return err
		}
		if in.Decision == Extend {
			return r.extend(tx, in)
		}
		if err := finish(tx, r); err != nil {
			return err
		}
		if !r.RecallProposed {
			return errNotDue.With(string(r.StartBy))
		}
		return giveBack(tx, r, ledger.Recall, r.left(), in.Reason)
	})
}

func (r *Request) extend(tx *store.Tx, in Recalling) error {
	if !in.StartBy.After(tx.Today()) || !in.StartBy.After(r.StartBy) {
		return errLater.At("/startBy", string(r.StartBy))
	}
	r.StartBy = in.StartBy
	r.step(tx, StepStartByMoved, 0, in.Reason)
	return nil
}
