package land

import (
	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
)

var (
	errOwnUsed = fault.Define(fault.Conflict, "land.ownQuotaUsed", "项目已使用移出县（市、区）自有指标池“%s”的指标，用地在当地，不能流转。",
		"The project has used quota of the giving county's own pool %s; its land lies there, and it cannot be handed over.")
	errOwnQuota = fault.Define(fault.Conflict, "land.ownQuota", "项目占用了移出县（市、区）自有指标池“%s”的指标，须先退回或解除预留后再流转。",
		"The project has quota of the giving county's own pool %s; return or release it before the project is handed over.")
)

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
	if err := freeOfOwn(tx, requests, held, from); err != nil {
		return err
	}
	if err := store.Rehome[Reservation](tx, to, reserved); err != nil {
		return err
	}
	return store.Rehome[Request](tx, to, of)
}

// freeOfOwn refuses while quota of the giving county's own pools is used by the project, or granted to it or reserved for it.
func freeOfOwn(tx *store.Tx, requests []Request, held []Reservation, from string) error {
	var used, bound []string
	for i := range requests {
		for _, g := range requests[i].Grants {
			if g.UsedMu > 0 {
				used = append(used, g.PoolID)
			}
			if g.left() > 0 {
				bound = append(bound, g.PoolID)
			}
		}
	}
	for _, r := range held {
		bound = append(bound, r.PoolID)
	}
	for _, way := range []struct {
		pools  []string
		refuse *fault.Fault
	}{{used, errOwnUsed}, {bound, errOwnQuota}} {
		own, err := store.AllIn[Pool](tx, "name, id", "id", way.pools, store.Where("region_id = ?", from))
		if err != nil {
			return err
		}
		if len(own) > 0 {
			return way.refuse.With(own[0].Name)
		}
	}
	return nil
}
