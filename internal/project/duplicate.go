package project

import (
	"context"
	"slices"
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
)

var errDuplicate = fault.Define(fault.Conflict, "project.duplicate",
	"已有单位先行登记（首报首谈）：%s。如确需另行登记，请报市投资促进中心裁定。",
	"It has been reported first elsewhere: %s. If it must be registered again, ask the secretariat to decide.")

// Duplicate is a project that was reported before with the same name or national code, or by the same enterprise. Of another county's project a county
// learns only that it exists, where, and since when.
type Duplicate struct {
	Code         string    `json:"code"`
	RegionID     string    `json:"regionId"`
	RegisteredAt time.Time `json:"registeredAt"`
	By           string    `json:"by"` // name, creditCode, nationalCode or enterpriseName
	ProjectID    string    `json:"projectId,omitempty"`
	Name         string    `json:"name,omitempty"`

	beside []string // codes of the projects that the city has let it stand beside
}

// What two projects have in common.
const (
	byName     = "name"
	byCode     = "creditCode"
	byFiling   = "nationalCode"
	byInvestor = "enterpriseName"
)

// Likeness is what a project is compared by: its name, its national code, and its investor's credit code, or name where one of the two has no code.
type Likeness struct {
	Name           string
	CreditCode     string
	NationalCode   string
	EnterpriseName string
}

// Duplicates looks in every county for projects that go on under the name or the national code, or of the enterprise.
func (s *Service) Duplicates(ctx context.Context, like Likeness) ([]Duplicate, error) {
	var found []Duplicate
	err := s.db.Read(ctx, access.ProjectDuplicates, func(tx *store.Tx) error {
		var err error
		found, err = duplicates(tx, like, "")
		veil(tx, found)
		return err
	})
	return found, err
}

// veil hides from a county what another county's project is.
func veil(tx *store.Tx, found []Duplicate) {
	own := tx.Actor.RegionID
	for i := range found {
		if own != "" && found[i].RegionID != own {
			found[i].ProjectID, found[i].Name = "", ""
		}
	}
}

// FirstReport joins a unit of work to hold a project that is to go on again to first-report priority, before it is written.
func FirstReport(tx *store.Tx, p *Project, reason string) error {
	if p.Enterprise == nil {
		e, err := store.Get[enterprise.Enterprise](tx, p.EnterpriseID)
		if err != nil {
			return err
		}
		p.Enterprise = e
	}
	return firstReport(tx, p, reason)
}

// firstReport holds first-report priority (首报首谈): one name, one project; one enterprise, one county, and so one filing. Only the city may let a second one in, with its
// reason, and for the conflicts that there are: another one is decided anew.
func firstReport(tx *store.Tx, p *Project, reason string) error {
	if reason = fault.Words(reason); reason != "" {
		if _, err := tx.Under(access.ProjectDecide); err != nil {
			return fault.Fixed.At("/duplicateReason")
		}
	}
	found, err := conflicts(tx, p)
	if err != nil || len(found) == 0 {
		return err
	}
	if reason == "" {
		veil(tx, found)
		return errDuplicate.With(found[0].Code).Note("conflicts", found)
	}
	p.DuplicateReason = reason
	for _, d := range found {
		p.DuplicateOf = append(p.DuplicateOf, d.Code)
	}
	return nil
}

// conflicts are the projects that have priority over this one, without those that the city has let one stand beside the other. An investor's name alone is a
// hint that the list of duplicates gives: it is written in many ways, and "待定" is nobody's.
func conflicts(tx *store.Tx, p *Project) ([]Duplicate, error) {
	wide, err := tx.Under(access.ProjectDuplicates)
	if err != nil {
		return nil, err
	}
	like := Likeness{Name: p.Name, CreditCode: p.Enterprise.CreditCode, NationalCode: p.NationalCode, EnterpriseName: p.Enterprise.Name}
	if err := like.queue(tx); err != nil {
		return nil, err
	}
	found, err := duplicates(wide, like, p.ID)
	return slices.DeleteFunc(found, func(d Duplicate) bool {
		decided := slices.Contains(p.DuplicateOf, d.Code) || slices.Contains(d.beside, p.Code)
		return decided || d.By == byInvestor || d.By != byName && d.RegionID == p.RegionID
	}), err
}

// queue lets those who report one investor or one filing at once go on one after the other.
func (l Likeness) queue(tx *store.Tx) error {
	for _, code := range []struct{ kind, value string }{{"investor", l.CreditCode}, {"filing", l.NationalCode}} {
		if code.value == "" {
			continue
		}
		if err := store.Queue(tx, code.kind+" "+code.value); err != nil {
			return err
		}
	}
	return nil
}
