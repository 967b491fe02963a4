package fund

import (
	"zhaoyin/internal/access"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
)

// showOne is show for one request.
func showOne(tx *store.Tx, r *Request) error {
	one := []Request{*r}
	err := show(tx, one)
	*r = one[0]
	return err
}

// show adds what is computed: names, whether due diligence is overdue, and, for who may read the findings, its result before the decision. It comes last,
// after everything that is written.
func show(tx *store.Tx, items []Request) error {
	if err := named(tx, items); err != nil {
		return err
	}
	known, err := results(tx, items)
	if err != nil {
		return err
	}
	for i := range items {
		r := &items[i]
		r.Diligence.Overdue = r.State == Examined && r.Diligence.late(tx.Today())
		if result, ok := known[r.ID]; ok {
			r.Diligence.Result = result
		}
	}
	return nil
}

// named adds the names of project and fund.
func named(tx *store.Tx, items []Request) error {
	projects, err := projectNames(tx, items)
	if err != nil {
		return err
	}
	funds, err := fundNames(tx, items)
	for i := range items {
		items[i].ProjectName, items[i].FundName = projects[items[i].ProjectID], funds[items[i].FundID]
	}
	return err
}

func projectNames(tx *store.Tx, items []Request) (map[string]string, error) {
	ids := make([]string, len(items))
	for i := range items {
		ids[i] = items[i].ProjectID
	}
	return project.Names(tx, ids)
}

func fundNames(tx *store.Tx, items []Request) (map[string]string, error) {
	ids := make([]string, len(items))
	for i := range items {
		ids[i] = items[i].FundID
	}
	rows, err := store.AllIn[Fund](tx, "id", "id", ids)
	names := make(map[string]string, len(rows))
	for i := range rows {
		names[rows[i].ID] = rows[i].Name
	}
	return names, err
}

// results are those of due diligence, for who may read the findings; none for anybody else.
func results(tx *store.Tx, items []Request) (map[string]Result, error) {
	grant, err := access.Decide(tx.Actor, access.FundDiligenceRead)
	if err != nil {
		return map[string]Result{}, nil //nolint:nilerr // not allowed means that there is nothing to add
	}
	ids := make([]string, len(items))
	for i := range items {
		ids[i] = items[i].ID
	}
	rows, err := store.All[Diligence](tx.Confined(grant), "id", store.In("request_id", ids))
	all := make(map[string]Result, len(rows))
	for i := range rows {
		all[rows[i].RequestID] = rows[i].Result
	}
	return all, err
}
