package project

import (
	"slices"
	"strconv"

	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
)

// Transfer is one time that a project was handed over to another county (流转). The project keeps its code, which papers have printed.
type Transfer struct {
	store.Row
	ProjectID    string  `json:"projectId"`
	RegionID     string  `json:"regionId"` // that has the project now
	FromRegionID string  `json:"fromRegionId"`
	ToRegionID   string  `json:"toRegionId"`
	Reason       string  `json:"reason"`
	CreditShares []Share `json:"creditShares" gorm:"serializer:json"`
}

// TableName is "project_transfers".
func (Transfer) TableName() string { return "project_transfers" }

// Handover asks for a transfer. The shares are those of the two counties and of who shares already; without any, the project's own stay as they are, if it has
// none or the receiving county is among them.
type Handover struct {
	ToRegionID   string  `json:"toRegionId" validate:"required,max=40"`
	Reason       string  `json:"reason" validate:"required,max=2000"`
	CreditShares []Share `json:"creditShares,omitempty" validate:"max=10,dive"`
}

var (
	errSameCounty = fault.Define(fault.Invalid, "project.sameCounty", "项目已属于该县（市、区）。", "The project belongs to this county already.")
	errNoParty    = fault.Define(fault.Invalid, "project.noParty", "分成只能在移出、接收及原已分成的县（市、区）之间约定。", "Credit is shared by the two counties and by who shares it already.")
	errShareless  = fault.Define(fault.Invalid, "project.shareless", "原分成未包含接收方，须重新约定分成。", "The shares agreed before leave the receiving county out; agree on others.")
	errSource     = fault.Define(fault.Conflict, "project.sourceTaken", "接收方已有来源编号为“%s”的项目。", "The receiving county has a project with the source id %s already.")
)

// Hold reads a project that is to change, at the version that the caller saw.
func Hold(tx *store.Tx, id string, version int64) (*Project, error) { return open(tx, id, version) }

// Check holds a handover to what the city has agreed: another county that reports, and shares that add up.
func (in *Handover) Check(tx *store.Tx, p *Project) error {
	var bad fault.List
	if err := checkRegion(tx, &bad, "/toRegionId", in.ToRegionID); err != nil {
		return err
	}
	bad.Check(in.ToRegionID != p.RegionID, "/toRegionId", errSameCounty)
	if err := splitFully(tx, in.CreditShares, &bad); err != nil {
		return err
	}
	parties := map[string]bool{p.RegionID: true, in.ToRegionID: true}
	for _, share := range p.CreditShares {
		parties[share.RegionID] = true
	}
	kept := slices.ContainsFunc(p.CreditShares, func(s Share) bool { return s.RegionID == in.ToRegionID })
	bad.Check(len(in.CreditShares) > 0 || len(p.CreditShares) == 0 || kept, "/creditShares", errShareless)
	for i, share := range in.CreditShares {
		bad.Check(parties[share.RegionID], "/creditShares/"+strconv.Itoa(i)+"/regionId", errNoParty)
	}
	if err := bad.Err(); err != nil || p.SourceID == "" {
		return err
	}
	_, err := store.Find[Project](tx, store.Where("region_id = ? AND source_id = ?", in.ToRegionID, p.SourceID))
	if fault.KindOf(err) == fault.Missing {
		return nil
	}
	if err != nil {
		return err
	}
	return errSource.With(p.SourceID)
}

// Give joins a unit of work to give the project itself to another county, with its milestones, files and history; its investor is known there from now on.
func Give(tx *store.Tx, p *Project, in Handover) (*Transfer, error) {
	t := &Transfer{
		ProjectID: p.ID, RegionID: in.ToRegionID, FromRegionID: p.RegionID, ToRegionID: in.ToRegionID, Reason: in.Reason, CreditShares: in.CreditShares,
	}
	if t.CreditShares == nil {
		t.CreditShares = []Share{}
	}
	investor, err := enterprise.KnownIn(tx, p.EnterpriseID, in.ToRegionID)
	if err != nil {
		return nil, err
	}
	if p.OriginRegionID == "" {
		p.OriginRegionID = p.RegionID
	}
	p.RegionID, p.EnterpriseID, p.Enterprise = in.ToRegionID, investor.ID, investor
	if len(in.CreditShares) > 0 {
		p.CreditShares = in.CreditShares
	}
	if err := store.Update(tx, p); err != nil {
		return nil, err
	}
	own := store.Where("project_id = ?", p.ID)
	for _, rehome := range []func(*store.Tx, string, ...store.Cond) error{
		store.Rehome[Milestone], store.Rehome[Attachment], store.Rehome[Move], store.Rehome[Transfer],
	} {
		if err := rehome(tx, in.ToRegionID, own); err != nil {
			return nil, err
		}
	}
	return t, store.Insert(tx, t)
}
