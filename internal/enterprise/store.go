package enterprise

import (
	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
)

// taken refuses a credit code that the county has registered for another enterprise.
func taken(tx *store.Tx, e *Enterprise) error {
	if e.CreditCode == "" {
		return nil
	}
	other, err := store.Find[Enterprise](tx, store.Where("region_id = ? AND credit_code = ? AND id <> ?", e.RegionID, e.CreditCode, e.ID))
	if fault.KindOf(err) == fault.Missing {
		return nil
	}
	if err != nil {
		return err
	}
	return errTaken.With(e.CreditCode, other.Name).Note("enterpriseId", other.ID)
}

// known finds a county's enterprise by credit code, else by its exact name among those without a code.
func known(tx *store.Tx, regionID, creditCode, name string) (*Enterprise, error) {
	if creditCode != "" {
		return store.Find[Enterprise](tx, store.Where("region_id = ? AND credit_code = ?", regionID, creditCode))
	}
	return store.Find[Enterprise](tx, store.Where("region_id = ? AND name = ?", regionID, name))
}

// ByIDs reads the enterprises of a page of projects.
func ByIDs(tx *store.Tx, ids []string) (map[string]*Enterprise, error) {
	rows, err := store.All[Enterprise](tx, "id", store.In("id", ids))
	if err != nil {
		return nil, err
	}
	byID := make(map[string]*Enterprise, len(rows))
	for i := range rows {
		byID[rows[i].ID] = &rows[i]
	}
	return byID, nil
}

// KnownIn is the enterprise as a county knows it: what it has registered under the same credit code or name, else a copy of its own.
func KnownIn(tx *store.Tx, id, regionID string) (*Enterprise, error) {
	e, err := store.Get[Enterprise](tx, id)
	if err != nil || e.RegionID == regionID {
		return e, err
	}
	there, err := known(tx, regionID, e.CreditCode, e.Name)
	if fault.KindOf(err) != fault.Missing {
		return there, err
	}
	own := *e
	own.Row, own.RegionID = store.Row{}, regionID
	return &own, store.Insert(tx, &own)
}
