// Package org holds who takes part and the lists that projects are sorted by: regions, departments, key industrial chains (tables that the city
// edits) and the national industry classification (embedded, since a standard is not edited).
package org

import "zhaoyin/internal/store"

// RegionKind says what a region is to the meeting.
type RegionKind string

// The kinds of region.
const (
	City   RegionKind = "city"   // the prefecture itself 市: sums the others, reports nothing
	County RegionKind = "county" // a county, county-level city or district 县（市、区）
	Zone   RegionKind = "zone"   // a development zone that reports on its own 开发区
)

// Region is a place that reports to the meeting, or the city that they report to. Its ID is the GB/T 2260 code (330723); a zone without one has a code
// of the city's own, six characters that begin with the city's four digits (3307K1). Every reader sees every region.
type Region struct {
	store.Row
	Name      string     `json:"name"`      // 武义县
	ShortName string     `json:"shortName"` // 武义, for tables
	ParentID  string     `json:"parentId"`  // empty for the city
	Kind      RegionKind `json:"kind"`
	Order     int        `json:"order" gorm:"column:sort_order"` // the city's protocol order, also the last tie-breaker of a list
	Active    bool       `json:"active"`                         // false: kept for the past, reports no longer
}

// Public lets every signed-in reader see the list.
func (*Region) Public() {}

// Reports says whether the region owes the meeting a monthly statement.
func (r *Region) Reports() bool { return r.Active && r.Kind != City }

// Department is an office of the city that reviews, assists or leads (市级部门). Its ID is a short word (ndrc) because accounts, review templates and
// issues name it.
type Department struct {
	store.Row
	Name      string `json:"name"`      // 市发展和改革委员会
	ShortName string `json:"shortName"` // 发改
	Order     int    `json:"order" gorm:"column:sort_order"`
	Active    bool   `json:"active"`
}

// Public lets every signed-in reader see the list.
func (*Department) Public() {}

// Chain is a key industrial chain (重点产业链) of the city; its ID is what Project.chain holds.
type Chain struct {
	store.Row
	ZH        string   `json:"zh"`
	EN        string   `json:"en"`
	RegionIDs []string `json:"regionIds" gorm:"serializer:json"` // the regions for which the chain is key
	Order     int      `json:"order" gorm:"column:sort_order"`
	Active    bool     `json:"active"`
}

// Public lets every signed-in reader see the list.
func (*Chain) Public() {}

// In is the chain's name in a language, Chinese unless "en".
func (c *Chain) In(lang string) string {
	if lang == "en" {
		return c.EN
	}
	return c.ZH
}
