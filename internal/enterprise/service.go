package enterprise

import (
	"context"
	"strings"

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
		e, err = Register(tx, in, "")
		return err
	})
	return e, err
}

// Register joins a unit of work to register an enterprise; complaints point below base.
func Register(tx *store.Tx, in Registration, base string) (*Enterprise, error) {
	if in.RegionID == "" {
		in.RegionID = tx.Actor.RegionID
	}
	if in.RegionID == "" {
		return nil, errRegion.At(base + "/regionId")
	}
	if in.Kind == "" {
		in.Kind = Private
	}
	e := &Enterprise{
		RegionID: in.RegionID, Name: in.Name, CreditCode: in.CreditCode, Kind: in.Kind, OriginPlace: in.OriginPlace,
		ParentName: in.ParentName, IsFortune500: in.IsFortune500, IsChainLeader: in.IsChainLeader,
	}
	if err := e.check(base); err != nil {
		return nil, err
	}
	if err := placed(tx, e.RegionID, base); err != nil {
		return nil, err
	}
	if err := taken(tx, e); err != nil {
		return nil, err
	}
	if err := store.Insert(tx, e); err != nil {
		return nil, err
	}
	return e, tx.Emit("enterprise.registered", e.ID, e.RegionID, e)
}

// placed holds that the county is one that reports; the city itself registers nothing.
func placed(tx *store.Tx, regionID, base string) error {
	r, err := store.Get[org.Region](tx, regionID)
	if fault.KindOf(err) == fault.Missing || err == nil && !r.Reports() {
		return fault.NoSuch.At(base+"/regionId", regionID)
	}
	return err
}

// Ensure joins a unit of work to find the county's enterprise by credit code or exact name, or to register it.
func Ensure(tx *store.Tx, in Registration, base string) (*Enterprise, error) {
	found, err := known(tx, in.RegionID, NormalizeCreditCode(in.CreditCode), strings.TrimSpace(in.Name))
	if fault.KindOf(err) == fault.Missing {
		return Register(tx, in, base)
	}
	return found, err
}

// Revise joins a unit of work to amend an enterprise that it has read; complaints point at its own fields.
func Revise(tx *store.Tx, e *Enterprise, in Amendment) error { return amend(tx, e, in) }

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

// Amend changes the facts of an enterprise that is still at the version the caller saw.
func (s *Service) Amend(ctx context.Context, id string, version int64, in Amendment) (*Enterprise, error) {
	var e *Enterprise
	err := s.db.Write(ctx, access.EnterpriseAmend, func(tx *store.Tx) error {
		var err error
		if e, err = store.Get[Enterprise](tx, id); err != nil {
			return err
		}
		if err := e.Expect(version); err != nil {
			return err
		}
		return amend(tx, e, in)
	})
	return e, err
}

func amend(tx *store.Tx, e *Enterprise, in Amendment) error {
	before := e.CreditCode
	if err := in.apply(e); err != nil {
		return err
	}
	if err := e.check(""); err != nil {
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
	valid := false
	for _, k := range Kinds {
		valid = valid || k == e.Kind
	}
	bad.Check(valid || in.Kind.Null, "/kind", fault.Choice, "soe, private, foreign, joint, listed, other")
	return bad.Err()
}
