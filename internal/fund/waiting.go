package fund

import (
	"fmt"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/store"
	"zhaoyin/internal/task"
)

// work is what waits in a state, in both languages; the sentences take the project's name.
type work struct {
	kind   task.Kind
	zh, en string
}

var (
	toAccept  = work{task.FundAccept, "“%s”的基金申请待受理", "Accept or refuse the fund request of %s"}
	toStart   = work{task.FundDiligence, "“%s”的基金申请待启动尽职调查", "Start due diligence for the fund request of %s"}
	toExamine = work{task.FundDiligence, "“%s”的尽职调查待办结", "Finish due diligence for the fund request of %s"}
	toDecide  = work{task.FundDecide, "“%s”的基金申请待投决", "Decide on the fund request of %s"}
	toAgree   = work{task.FundAgree, "“%s”的基金协议待签订", "Sign the fund agreement of %s"}
	toPay     = work{task.FundDisburse, "“%s”的基金待拨付", "Pay the next tranche of the fund for %s"}
)

// officers are who acts on requests: the fund group.
var officers = []task.Audience{{Role: access.Fund}}

// Waiting is the open work on requests within reach. It tells that due diligence goes on or has ended, never what it found.
func Waiting(tx *store.Tx) ([]task.Item, error) {
	open, err := underWay(tx)
	if err != nil {
		return nil, err
	}
	projects, err := projectNames(tx, open)
	if err != nil {
		return nil, err
	}
	items := make([]task.Item, 0, len(open))
	for i := range open {
		r := &open[i]
		w, due := r.next()
		name := projects[r.ProjectID]
		items = append(items, task.Item{
			Kind: w.kind, Subject: r.ID, ProjectID: r.ProjectID, RegionID: r.RegionID, ZH: fmt.Sprintf(w.zh, name), EN: fmt.Sprintf(w.en, name),
			DueOn: due, Link: "/api/v1/fund/requests/" + r.ID, For: officers,
		})
	}
	return items, nil
}

// next is what a request waits for, and by when.
func (r *Request) next() (work, calendar.Date) {
	switch r.State {
	case Requested:
		return toAccept, ""
	case Accepted:
		return toStart, ""
	case Examined:
		if r.Diligence.FinishedOn == "" {
			return toExamine, r.Diligence.DueOn
		}
		return toDecide, ""
	case Decided:
		return toAgree, ""
	}
	for _, t := range r.Tranches {
		if t.PaidWan < t.AmountWan {
			return toPay, t.DueOn
		}
	}
	return toPay, ""
}

// underWay are the requests within reach in which something still waits, the oldest first.
func underWay(tx *store.Tx) ([]Request, error) {
	return store.All[Request](tx, "created_at, id", store.Where("state NOT IN (?, ?, ?)", Closed, Refused, Withdrawn))
}
