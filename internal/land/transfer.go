package land

import (
	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
)

var errOwnQuota = fault.Define(fault.Conflict, "land.ownQuota", "项目占用了移出县（市、区）自有指标池“%s”的指标，须先退回或解除预留后再流转。",
	"The project has quota of the giving county's own pool %s; return or release it before the project is handed over.")

// Rehome joins a unit of work to give a project's land requests and reservations to the county that receives it. Quota of the giving county's own pools does not
// go with a project: while any is granted, used or reserved the project cannot go. Parcels lie where they lie.
func Rehome(tx *store.Tx, projectID, from, to string) error {
	of := store.Where("project_id = ?", projectID)
	requests, err := store.All[Request](tx, "id", of)
	if err != nil {
		return err
	}
	reserved := store.Where("request_id IN (SELECT r.id FROM land_requests r WHERE r.project_id = ?)", projectID)
	held, err := store.All[Reservation](tx, "id", reserved, store.Where("state = ?", Held))
	if err != nil {
		return err
	}
	var pools []string
	for i := range requests {
		for _, g := range requests[i].Grants {
			if g.AreaMu > g.ReturnedMu {
				pools = append(pools, g.PoolID)
			}
		}
	}
	for _, r := range held {
		pools = append(pools, r.PoolID)
	}
	own, err := store.AllIn[Pool](tx, "name, id", "id", pools, store.Where("region_id = ?", from))
	if err != nil {
		return err
	}
	if len(own) > 0 {
		return errOwnQuota.With(own[0].Name)
	}
	if err := store.Rehome[Reservation](tx, to, reserved); err != nil {
		return err
	}
	return store.Rehome[Request](tx, to, of)
}
