package project

import (
	"encoding/json"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
)

// counter is the last running number of a county's year.
type counter struct {
	RegionID string `gorm:"primaryKey"`
	Year     int    `gorm:"primaryKey;autoIncrement:false"`
	Last     int
}

// TableName is "project_numbers".
func (counter) TableName() string { return "project_numbers" }

// Derived says that the counter itself is not audited; the code that it gives is.
func (counter) Derived() {}

// nextNumber counts on. The row stays locked until the commit, so that two registrations of a county never share a number.
func nextNumber(tx *store.Tx, regionID string, year int) (int, error) {
	c := counter{RegionID: regionID, Year: year, Last: 1}
	err := tx.Q().Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "region_id"}, {Name: "year"}},
		DoUpdates: clause.Assignments(map[string]any{"last": gorm.Expr("project_numbers.last + 1")}),
	}, clause.Returning{Columns: []clause.Column{{Name: "last"}}}).Create(&c).Error
	return c.Last, err
}

// findDuplicates finds by each likeness through its own index.
const findDuplicates = `SELECT p.id, p.code, p.name, p.region_id, p.created_at, p.duplicate_of, p.name_key = ?, e.credit_code <> '' AND e.credit_code = ?,
  p.national_code <> '' AND p.national_code = ?
FROM projects p JOIN enterprises e ON e.id = p.enterprise_id
WHERE {reach:p} AND p.archived_at IS NULL AND p.condition <> 'terminated' AND p.id <> ? AND p.id IN (
  SELECT id FROM projects WHERE name_key = ? AND name_key <> ''
  UNION SELECT o.id FROM projects o JOIN enterprises i ON i.id = o.enterprise_id WHERE i.credit_code = ? AND i.credit_code <> ''
  UNION SELECT id FROM projects WHERE national_code = ? AND national_code <> ''
  UNION SELECT o.id FROM projects o JOIN enterprises i ON i.id = o.enterprise_id
    WHERE i.name_key = ? AND i.name_key <> '' AND (i.credit_code = '' OR CAST(? AS TEXT) = ''))
ORDER BY p.created_at, p.id`

func duplicates(tx *store.Tx, like Likeness, except string) ([]Duplicate, error) {
	key, investor, code := enterprise.NameKey(like.Name), enterprise.NameKey(like.EnterpriseName), enterprise.NormalizeCreditCode(like.CreditCode)
	filing := fault.Words(like.NationalCode)
	rows, err := tx.Rows(findDuplicates, key, code, filing, except, key, code, filing, investor, code)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := []Duplicate{}
	for rows.Next() {
		var d Duplicate
		var beside string
		var sameName, sameCode, sameFiling bool
		if err := rows.Scan(&d.ProjectID, &d.Code, &d.Name, &d.RegionID, &d.RegisteredAt, &beside, &sameName, &sameCode, &sameFiling); err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(beside), &d.beside); err != nil {
			return nil, err
		}
		switch {
		case sameName:
			d.By = byName
		case sameCode:
			d.By = byCode
		case sameFiling:
			d.By = byFiling
		default:
			d.By = byInvestor
		}
		found = append(found, d)
	}
	return found, rows.Err()
}

// whole reads a project with its enterprise in one query, where both are within reach.
func whole(tx *store.Tx, id string) (*Project, error) {
	p, e, err := store.Join[Project, enterprise.Enterprise](tx, "enterprise_id", id)
	if err != nil {
		return nil, err
	}
	p.Enterprise = e
	p.fill()
	return p, nil
}

// get reads a project with its enterprise, if that is within reach.
func get(tx *store.Tx, id string) (*Project, error) {
	p, err := store.Get[Project](tx, id)
	if err != nil {
		return nil, err
	}
	if p.Enterprise, err = store.Get[enterprise.Enterprise](tx, p.EnterpriseID); fault.KindOf(err) == fault.Missing {
		err = nil
	}
	p.fill()
	return p, err
}

// withEnterprises adds the enterprises of a page in one query.
func withEnterprises(tx *store.Tx, items []Project) error {
	ids := make([]string, len(items))
	for i := range items {
		ids[i] = items[i].EnterpriseID
	}
	byID, err := enterprise.ByIDs(tx, ids)
	for i := range items {
		items[i].Enterprise = byID[items[i].EnterpriseID]
		items[i].fill()
	}
	return err
}
