// Package enterprise is the investor (投资主体) behind a project, as the county that talks with it knows it.
package enterprise

import (
	"slices"

	"zhaoyin/internal/fault"
	"zhaoyin/internal/page"
	"zhaoyin/internal/patch"
	"zhaoyin/internal/store"
)

// Kind is the nature of an enterprise.
type Kind string

// The kinds.
const (
	SOE     Kind = "soe"
	Private Kind = "private"
	Foreign Kind = "foreign"
	Joint   Kind = "joint"
	Listed  Kind = "listed"
	Other   Kind = "other"
)

// Kinds lists the kinds.
var Kinds = []Kind{SOE, Private, Foreign, Joint, Listed, Other}

// Enterprise is an investor. It belongs to the county that registered it: whom a county is talking with is not another county's
// business. The same enterprise in two counties is found by its credit code, and by its name where one of the two has no code yet.
type Enterprise struct {
	store.Row
	RegionID      string `json:"regionId"`
	Name          string `json:"name"`
	NameKey       string `json:"-" audit:"-"` // the name as it is compared
	CreditCode    string `json:"creditCode"`  // GB 32100-2015, empty until known
	Kind          Kind   `json:"kind"`
	OriginPlace   string `json:"originPlace"`
	ParentName    string `json:"parentName"`
	IsFortune500  bool   `json:"isFortune500"`
	IsChainLeader bool   `json:"isChainLeader"` // 链主企业
}

// Registration is what a client sends to register an enterprise.
type Registration struct {
	RegionID      string `json:"regionId,omitempty"` // the caller's own county when empty
	Name          string `json:"name" validate:"required,max=200"`
	CreditCode    string `json:"creditCode,omitempty" validate:"max=40"`
	Kind          Kind   `json:"kind,omitempty" validate:"omitempty,oneof=soe private foreign joint listed other"`
	OriginPlace   string `json:"originPlace,omitempty" validate:"max=100"`
	ParentName    string `json:"parentName,omitempty" validate:"max=200"`
	IsFortune500  bool   `json:"isFortune500,omitempty"`
	IsChainLeader bool   `json:"isChainLeader,omitempty"`

	form fault.List
}

// Gather takes what the form shows, which comes with what the rules find.
func (in *Registration) Gather(form fault.List) { in.form = form }

// Amendment is a merge patch of an enterprise.
type Amendment struct {
	Name          patch.Field[string] `json:"name"`
	CreditCode    patch.Field[string] `json:"creditCode"`
	Kind          patch.Field[Kind]   `json:"kind"`
	OriginPlace   patch.Field[string] `json:"originPlace"`
	ParentName    patch.Field[string] `json:"parentName"`
	IsFortune500  patch.Field[bool]   `json:"isFortune500"`
	IsChainLeader patch.Field[bool]   `json:"isChainLeader"`

	DuplicateReason patch.Field[string] `json:"duplicateReason" validate:"max=500"` // the city's, where its projects have been reported first elsewhere

	form fault.List
}

// Gather takes what the form shows, which comes with what the rules find.
func (in *Amendment) Gather(form fault.List) { in.form = form }

// Listing is what a list of enterprises may be filtered and sorted by.
var Listing = page.Listing{
	Sorts:   map[string]page.Sort{"createdAt": {Column: "created_at"}, "name": {Column: "name"}},
	Default: "-createdAt",
	Filters: map[string]page.Filter{
		"regionId":   {Column: "region_id", Kind: page.Text},
		"creditCode": {Column: "credit_code", Kind: page.Text},
		"kind":       {Column: "kind", Kind: page.Choice, Choices: []string{"soe", "private", "foreign", "joint", "listed", "other"}},
	},
	Search: []string{"name", "credit_code", "parent_name"},
}

// check holds an enterprise to its rules; base is the pointer prefix of its fields ("" or "/enterprise").
func (e *Enterprise) check(base string) fault.List {
	var bad fault.List
	e.Name, e.CreditCode = fault.Words(e.Name), NormalizeCreditCode(e.CreditCode)
	e.ParentName, e.OriginPlace, e.NameKey = fault.Words(e.ParentName), fault.Words(e.OriginPlace), NameKey(e.Name)
	bad.Check(e.Name != "", base+"/name", fault.Required)
	bad.Check(fault.IsOneLine(e.Name), base+"/name", fault.OneLine)
	bad.Check(fault.IsOneLine(e.ParentName), base+"/parentName", fault.OneLine)
	bad.Check(fault.IsOneLine(e.OriginPlace), base+"/originPlace", fault.OneLine)
	bad.Check(slices.Contains(Kinds, e.Kind), base+"/kind", fault.Choice, "soe, private, foreign, joint, listed, other")
	if e.CreditCode != "" {
		if err := CheckCreditCode(e.CreditCode); err != nil {
			found, _ := fault.Find(err)
			bad.Add(base+"/creditCode", found.Fault, found.Args...)
		}
	}
	return bad
}
