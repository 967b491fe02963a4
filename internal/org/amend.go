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
	errBusy      = fault.Define(fault.Conflict, "org.busy", "还有%v，请先办结、移交或停用。", "There are still %v; end, hand over or disable them first.")
)

// ErrInactive refuses to name a department or a chain anew that the city has made inactive. What names it already keeps it.
var ErrInactive = fault.Define(fault.Invalid, "org.inactive", "%v 已停用，不能再选用。", "%v is inactive and cannot be chosen any more.")

// Amendment is a merge patch of a region or a department. None of its fields may be emptied.
type Amendment struct {
	Name      patch.Field[string] `json:"name"`
	ShortName patch.Field[string] `json:"shortName"`
	Order     patch.Field[int]    `json:"order"`
	Active    patch.Field[bool]   `json:"active"`
}

// ChainAmendment is a merge patch of a chain. None of its fields may be emptied.
type ChainAmendment struct {
	ZH        patch.Field[string]   `json:"zh"`
	EN        patch.Field[string]   `json:"en"`
	RegionIDs patch.Field[[]string] `json:"regionIds"`
	Order     patch.Field[int]      `json:"order"`
	Active    patch.Field[bool]     `json:"active"`
}

// check holds a patch to what can be said of it alone.
func (in *Amendment) check() error {
	var bad fault.List
	checkName(&bad, "/name", &in.Name)
	checkName(&bad, "/shortName", &in.ShortName)
	checkPlace(&bad, in.Order, in.Active)
	return bad.Err()
}

// check holds a patch to what can be said of it alone.
func (in *ChainAmendment) check() error {
	var bad fault.List
	checkName(&bad, "/zh", &in.ZH)
	checkName(&bad, "/en", &in.EN)
	bad.Check(!in.RegionIDs.Null, "/regionIds", fault.Required)
	checkPlace(&bad, in.Order, in.Active)
	return bad.Err()
}

func checkName(bad *fault.List, pointer string, f *patch.Field[string]) {
	f.Value = strings.TrimSpace(f.Value)
	if !f.Set || f.Value == "" {
		bad.Check(!f.Set, pointer, fault.Required)
		return
	}
	bad.Check(len([]rune(f.Value)) <= maxName, pointer, fault.Length, 1, maxName)
	bad.Check(fault.IsOneLine(f.Value), pointer, fault.OneLine)
}

func checkPlace(bad *fault.List, order patch.Field[int], active patch.Field[bool]) {
	bad.Check(!order.Null, "/order", fault.Required)
	bad.Check(order.Value >= 0 && order.Value <= maxOrder, "/order", fault.Range, 0, maxOrder)
	bad.Check(!active.Null, "/active", fault.Required)
}

// AmendRegion changes a region's names, order or whether it still reports.
func (s *Service) AmendRegion(ctx context.Context, id string, version int64, in Amendment) (*Region, error) {
	return amend(ctx, s.db, id, version, func(tx *store.Tx, r *Region) error {
		if err := in.check(); err != nil {
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
	if err != nil {
		return err
	}
	return busy(work{n: n, zh: "个在推进的项目", en: "projects that are going on"})
}

// AmendDepartment changes a department's names, order or whether it is still there.
func (s *Service) AmendDepartment(ctx context.Context, id string, version int64, in Amendment) (*Department, error) {
	return amend(ctx, s.db, id, version, func(tx *store.Tx, d *Department) error {
		if err := in.check(); err != nil {
			return err
		}
		in.Name.Into(&d.Name)
		in.ShortName.Into(&d.ShortName)
		in.Order.Into(&d.Order)
		in.Active.Into(&d.Active)
		if err := d.leaves(tx); err != nil {
			return err
		}
		all, err := store.All[Department](tx, inOrder)
		if err != nil {
			return err
		}
		return distinct(all, func(o *Department) names {
			return names{o.ID, o.Name, map[string]string{"/name": o.Name, "/shortName": o.ShortName}}
		}, d)
	})
}

// leaves refuses to make a department inactive whose work would go on without anybody to do it.
func (d *Department) leaves(tx *store.Tx) error {
	if d.Active {
		return nil
	}
	steps, conditions, issues, accounts, err := inHand(tx, d.ID)
	if err != nil {
		return err
	}
	return busy(
		work{n: steps, zh: "个未完成的联审环节", en: "review steps that are not done"},
		work{n: conditions, zh: "项未落实的联审条件", en: "review conditions that are not fulfilled"},
		work{n: issues, zh: "个牵头未办结的事项", en: "issues in its lead that are not closed"},
		work{n: accounts, zh: "个在用账号", en: "active accounts"},
	)
}

// AmendChain changes a chain's names, order, or the regions for which it is key.
func (s *Service) AmendChain(ctx context.Context, id string, version int64, in ChainAmendment) (*Chain, error) {
	return amend(ctx, s.db, id, version, func(tx *store.Tx, c *Chain) error {
		if err := in.check(); err != nil {
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
