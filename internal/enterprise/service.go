package enterprise

import (
	"context"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/org"
	"zhaoyin/internal/page"
	"zhaoyin/internal/store"
)

var (
	errRegion = fault.Define(fault.Invalid, "region.required", "请指明县（市、区）。", "Name the county.")
	errTaken  = fault.Define(fault.Conflict, "enterprise.duplicate", "本县（市、区）已登记过统一社会信用代码为 %s 的企业（%s）。", "An enterprise with the credit code %s is registered in this county already (%s).")
)

// Service is what can be done with enterprises.
type Service struct{ db *store.DB }

// NewService works over the store.
func NewService(db *store.DB) *Service { return &Service{db: db} }

// Create registers an enterprise for a county.
func (s *Service) Create(ctx context.Context, in Registration) (*Enterprise, error) {
	var e *Enterprise
	err := s.db.Write(ctx, access.EnterpriseCreate, func(tx *store.Tx) error {
		var err error
		e, err = Register(tx, in)
		return err
	})
	return e, err
}

// Register joins a unit of work to register an enterprise.
func Register(tx *store.Tx, in Registration) (*Enterprise, error) {
	if in.RegionID == "" {
		in.RegionID = tx.Actor.RegionID
	}
	e, bad := draft(in, "")
	if in.RegionID == "" {
		bad.Add("/regionId", errRegion)
	} else if err := checkRegion(tx, in.RegionID, &bad); err != nil {
		return nil, err
	}
	if err := in.form.With(bad).Err(); err != nil {
		return nil, err
	}
	if err := taken(tx, e); err != nil {
		return nil, err
	}
	return e, Keep(tx, e)
}

// draft makes the enterprise of a registration, with what is wrong with it below base.
func draft(in Registration, base string) (*Enterprise, fault.List) {
	if in.Kind == "" {
		in.Kind = Private
	}
	e := &Enterprise{
		RegionID: in.RegionID, Name: in.Name, CreditCode: in.CreditCode, Kind: in.Kind, OriginPlace: in.OriginPlace,
		ParentName: in.ParentName, IsFortune500: in.IsFortune500, IsChainLeader: in.IsChainLeader,
	}
	return e, e.check(base)
}

// Keep joins a unit of work to write an enterprise that nobody has written yet; one that is known stays as it is.
func Keep(tx *store.Tx, e *Enterprise) error {
	if e.ID != "" {
		return nil
	}
	if err := store.Insert(tx, e); err != nil {
		return err
	}
	return tx.Emit("enterprise.registered", e.ID, e.RegionID, e)
}

// Look joins a unit of work to find the county's enterprise by credit code or exact name, or to draft the one that Keep will write. Complaints point below
// base.
func Look(tx *store.Tx, in Registration, base string, bad *fault.List) (*Enterprise, error) {
	e, wrong := draft(in, base)
	found, err := known(tx, e.RegionID, e.CreditCode, e.Name)
	if fault.KindOf(err) != fault.Missing {
		return found, err
	}
	*bad = append(*bad, wrong...)
	return e, nil
}

// Ensure joins a unit of work to find the county's enterprise, or to register it.
func Ensure(tx *store.Tx, in Registration, base string) (*Enterprise, error) {
	var bad fault.List
	e, err := Look(tx, in, base, &bad)
	if err == nil {
		err = bad.Err()
	}
	if err != nil {
		return nil, err
	}
	return e, Keep(tx, e)
}

// checkRegion holds that the county is one that reports; the city itself registers nothing.
func checkRegion(tx *store.Tx, id string, bad *fault.List) error {
	r, err := store.Get[org.Region](tx, id)
	if err != nil && fault.KindOf(err) != fault.Missing {
		return err
	}
	bad.Check(err == nil && r.Reports(), "/regionId", fault.NoSuch, id)
	return nil
}

// Get reads one enterprise.
func (s *Service) Get(ctx context.Context, id string) (*Enterprise, error) {
	var e *Enterprise
	err := s.db.Read(ctx, access.EnterpriseRead, func(tx *store.Tx) error {
		var err error
		e, err = store.Get[Enterprise](tx, id)
		return err
	})
	return e, err
}

// List reads a page of enterprises. A credit code is looked for as it is kept, however it was typed.
func (s *Service) List(ctx context.Context, q page.Query) (page.Of[Enterprise], error) {
	for _, c := range q.Conditions {
		for i, v := range c.Values {
			if typed, ok := v.(string); ok && c.Filter.Column == "credit_code" {
				c.Values[i] = NormalizeCreditCode(typed)
			}
		}
	}
	var of page.Of[Enterprise]
	err := s.db.Read(ctx, access.EnterpriseList, func(tx *store.Tx) error {
		var err error
		of, err = store.List[Enterprise](tx, Listing, q)
		return err
	})
	return of, err
}

// Amend joins a unit of work to change the facts of an enterprise that it has read; complaints point at its own fields. What that means for its projects is for
// the project to say.
func Amend(tx *store.Tx, e *Enterprise, in Amendment) error {
	before := e.CreditCode
	if err := in.apply(e); err != nil {
		return err
	}
	if e.CreditCode != before {
		if err := taken(tx, e); err != nil {
			return err
		}
	}
	if err := store.Update(tx, e); err != nil {
		return err
	}
	return tx.Emit("enterprise.amended", e.ID, e.RegionID, e)
}

// apply merges the patch; a field set to null is emptied where it may be empty.
func (in Amendment) apply(e *Enterprise) error {
	var bad fault.List
	bad.Check(!in.Name.Null, "/name", fault.Required)
	bad.Check(!in.Kind.Null, "/kind", fault.Required)
	in.Name.Into(&e.Name)
	in.CreditCode.Into(&e.CreditCode)
	in.Kind.Into(&e.Kind)
	in.OriginPlace.Into(&e.OriginPlace)
	in.ParentName.Into(&e.ParentName)
	in.IsFortune500.Into(&e.IsFortune500)
	in.IsChainLeader.Into(&e.IsChainLeader)
	return in.form.With(bad.With(e.check(""))).Err()
}
