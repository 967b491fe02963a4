package project

import (
	"context"
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
)

var errDuplicate = fault.Define(fault.Conflict, "project.duplicate",
	"已有单位先行登记（首报首谈）：%s。如确需另行登记，请报市投资促进中心裁定。",
	"It has been reported first elsewhere: %s. If it must be registered again, ask the secretariat to decide.")

// Duplicate is a project that was reported before with the same name or by the same enterprise. Of another county's project a county
// learns only that it exists, where, and since when.
type Duplicate struct {
	Code         string    `json:"code"`
	RegionID     string    `json:"regionId"`
	RegisteredAt time.Time `json:"registeredAt"`
	By           string    `json:"by"` // name | creditCode
	ProjectID    string    `json:"projectId,omitempty"`
	Name         string    `json:"name,omitempty"`
}

// Duplicates looks in every county for projects that go on under the name or of the enterprise.
func (s *Service) Duplicates(ctx context.Context, name, creditCode string) ([]Duplicate, error) {
	var found []Duplicate
	err := s.db.Read(ctx, access.ProjectDuplicates, func(tx *store.Tx) error {
		var err error
		found, err = duplicates(tx, nameKey(name), enterprise.NormalizeCreditCode(creditCode), "")
		if own := tx.Actor.RegionID; own != "" {
			veil(found, own)
		}
		return err
	})
	return found, err
}

// veil hides what another county's project is.
func veil(found []Duplicate, own string) {
	for i := range found {
		if found[i].RegionID != own {
			found[i].ProjectID, found[i].Name = "", ""
		}
	}
}

// firstReport holds first-report priority (首报首谈): one name, one project; one enterprise, one county. Only the city may let a second
// one in, with its reason.
func firstReport(tx *store.Tx, p *Project) error {
	if p.DuplicateReason != "" {
		return nil
	}
	wide, err := tx.Under(access.ProjectDuplicates)
	if err != nil {
		return err
	}
	found, err := duplicates(wide, p.NameKey, p.Enterprise.CreditCode, p.ID)
	if err != nil {
		return err
	}
	for _, d := range found {
		if d.By == "name" || d.RegionID != p.RegionID {
			veil(found, p.RegionID)
			return errDuplicate.With(d.Code).Note("conflicts", found)
		}
	}
	return nil
}
