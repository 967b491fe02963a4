package org

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/patch"
	"zhaoyin/internal/store"
)

// The limits of what a list holds: names have to fit the tables of the papers.
const (
	maxName  = 100
	maxOrder = 10_000
)

var (
	errNameTaken = fault.Define(fault.Invalid, "org.nameTaken", "“%s”已是 %s 的名称。", "%s is the name of %s already.")
	errTwice     = fault.Define(fault.Invalid, "org.twice", "%s 出现了两次。", "%s stands there twice.")
	errCity      = fault.Define(fault.Conflict, "org.city", "市本级不能停用。", "The city itself cannot be made inactive.")
	errBusy      = fault.Define(fault.Conflict, "org.busy", "该县（市、区）还有 %d 个在推进的项目，请先移交或终止。", "The region has %d projects that are going on; hand them over or end them first.")
)

// Amendment is a merge patch of a region, a department or a chain; each takes the fields that it has. None of them may be emptied.
type Amendment struct {
	Name      patch.Field[string]   `json:"name"`
	ShortName patch.Field[string]   `json:"shortName"`
	ZH        patch.Field[string]   `json:"zh"`
	EN        patch.Field[string]   `json:"en"`
	RegionIDs patch.Field[[]string] `json:"regionIds"`
	Order     patch.Field[int]      `json:"order"`
	Active    patch.Field[bool]     `json:"active"`
}

// check holds a patch to what can be said of it alone; foreign are the fields that this kind of row does not have.
func (in *Amendment) check(foreign ...string) error {
	var bad fault.List
	names := map[string]*patch.Field[string]{"name": &in.Name, "shortName": &in.ShortName, "zh": &in.ZH, "en": &in.EN}
	for _, field := range []string{"name", "shortName", "zh", "en"} {
		f := names[field]
		if !f.Set || slices.Contains(foreign, field) {
			bad.Check(!f.Set, "/"+field, fault.Unknown, field)
			continue
		}
		f.Value = strings.TrimSpace(f.Value)
		length := len([]rune(f.Value))
		bad.Check(length > 0, "/"+field, fault.Required)
		bad.Check(length <= maxName, "/"+field, fault.Length, 1, maxName)
		bad.Check(fault.IsOneLine(f.Value), "/"+field, fault.OneLine)
	}
	bad.Check(!in.RegionIDs.Set || !slices.Contains(foreign, "regionIds"), "/regionIds", fault.Unknown, "regionIds")
	bad.Check(!in.RegionIDs.Null, "/regionIds", fault.Required)
	bad.Check(!in.Order.Null, "/order", fault.Required)
	bad.Check(in.Order.Value >= 0 && in.Order.Value <= maxOrder, "/order", fault.Range, 0, maxOrder)
	bad.Check(!in.Active.Null, "/active", fault.Required)
	return bad.Err()
}

// AmendRegion changes a region's names, order or whether it still reports.
func (s *Service) AmendRegion(ctx context.Context, id string, version int64, in Amendment) (*Region, error) {
	return amend(ctx, s.db, id, version, func(tx *store.Tx, r *Region) error {
		if err := in.check("zh", "en", "regionIds"); err != nil {
			return err
		}
		in.Name.Into(&r.Name)
		in.ShortName.Into(&r.ShortName)
		in.Order.Into(&r.Order)
		in.Active.Into(&r.Active)
		all, err := store.All[Region](tx, inOrder)
		if err != nil {
			return err
		}
		if err := r.leaves(tx); err != nil {
			return err
		}
		return distinct(all, func(o *Region) names {
			return names{o.ID, o.Name, map[string]string{"/name": o.Name, "/shortName": o.ShortName}}
		}, r)
	})
}

// leaves refuses to make the city inactive, and a region whose projects would go on without anybody to report them.
func (r *Region) leaves(tx *store.Tx) error {
	if r.Active {
		return nil
	}
	if r.Kind == City {
		return errCity.With()
	}
	n, err := goingOn(tx, r.ID)
	if err == nil && n > 0 {
		err = errBusy.With(n)
	}
	return err
}

// AmendDepartment changes a department's names, order or whether it is still there.
func (s *Service) AmendDepartment(ctx context.Context, id string, version int64, in Amendment) (*Department, error) {
	return amend(ctx, s.db, id, version, func(tx *store.Tx, d *Department) error {
		if err := in.check("zh", "en", "regionIds"); err != nil {
			return err
		}
		in.Name.Into(&d.Name)
		in.ShortName.Into(&d.ShortName)
		in.Order.Into(&d.Order)
		in.Active.Into(&d.Active)
		all, err := store.All[Department](tx, inOrder)
		if err != nil {
			return err
		}
		return distinct(all, func(o *Department) names {
			return names{o.ID, o.Name, map[string]string{"/name": o.Name, "/shortName": o.ShortName}}
		}, d)
	})
}

// AmendChain changes a chain's names, order, or the regions for which it is key.
func (s *Service) AmendChain(ctx context.Context, id string, version int64, in Amendment) (*Chain, error) {
	return amend(ctx, s.db, id, version, func(tx *store.Tx, c *Chain) error {
		if err := in.check("name", "shortName"); err != nil {
			return err
		}
		in.ZH.Into(&c.ZH)
		in.EN.Into(&c.EN)
		in.RegionIDs.Into(&c.RegionIDs)
		in.Order.Into(&c.Order)
		in.Active.Into(&c.Active)
		if err := c.places(tx); err != nil {
			return err
		}
		all, err := store.All[Chain](tx, inOrder)
		if err != nil {
			return err
		}
		return distinct(all, func(o *Chain) names { return names{o.ID, o.ZH, map[string]string{"/zh": o.ZH, "/en": o.EN}} }, c)
	})
}

// places holds that a chain is key for regions that there are, each once.
func (c *Chain) places(tx *store.Tx) error {
	regions, err := store.All[Region](tx, inOrder)
	if err != nil {
		return err
	}
	var bad fault.List
	for i, id := range c.RegionIDs {
		known := slices.ContainsFunc(regions, func(r Region) bool { return r.ID == id && r.Kind != City })
		pointer := "/regionIds/" + strconv.Itoa(i)
		bad.Check(known, pointer, fault.NoSuch, id)
		bad.Check(slices.Index(c.RegionIDs, id) == i, pointer, errTwice, id)
	}
	return bad.Err()
}

// names are the words by which a row is known, by pointer.
type names struct {
	id, shown string
	fields    map[string]string
}

// distinct refuses a name that another row of the list has: two of one name cannot be told apart in a table.
func distinct[T any](all []T, of func(*T) names, changed *T) error {
	var bad fault.List
	mine := of(changed)
	for i := range all {
		other := of(&all[i])
		for pointer, name := range mine.fields {
			bad.Check(other.id == mine.id || other.fields[pointer] != name, pointer, errNameTaken, name, other.shown)
		}
	}
	return bad.Err()
}

func amend[T any, P interface {
	*T
	store.Rowed
}](ctx context.Context, db *store.DB, id string, version int64, change func(*store.Tx, P) error) (P, error) {
	var row P
	err := db.Write(ctx, access.OrgAmend, func(tx *store.Tx) error {
		found, err := store.Get[T](tx, id)
		if err != nil {
			return err
		}
		row = found
		if err := row.Expect(version); err != nil {
			return err
		}
		if err := change(tx, row); err != nil {
			return err
		}
		return store.Update(tx, row)
	})
	return row, err
}
