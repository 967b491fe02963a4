package fund

import (
	"fmt"

	"zhaoyin/internal/store"
	"zhaoyin/internal/timeline"
)

// told is how each step reads; the sentences take the amount in 万元 where they have a place for it.
var told = map[Code]struct{ zh, en string }{
	WasRequested: {"申请产业基金 %s 万元", "Asked for %s 万元 from a fund"},
	WasAccepted:  {"基金申请获受理", "The fund request was accepted"},
	WasRefused:   {"基金申请不予支持", "The fund request was refused"},
	WasWithdrawn: {"撤回基金申请", "The fund request was withdrawn"},
	WasStarted:   {"基金尽职调查启动", "Due diligence of the fund started"},
	WasFinished:  {"基金尽职调查办结", "Due diligence of the fund ended"},
	WasApproved:  {"基金投决通过，承诺 %s 万元", "The fund promised %s 万元"},
	WasAgreed:    {"签订基金协议，%s 万元", "The fund agreement over %s 万元 was signed"},
	WasPaid:      {"基金拨付 %s 万元", "The fund paid %s 万元"},
	WasTakenBack: {"冲正基金拨付 %s 万元", "A fund payment of %s 万元 was reversed"},
	WasClosed:    {"基金申请办结，释放未拨付 %s 万元", "The fund request was closed; %s 万元 unpaid were released"},
}

// sums says which sentences tell the amount.
var sums = map[Code]bool{WasRequested: true, WasApproved: true, WasAgreed: true, WasPaid: true, WasTakenBack: true, WasClosed: true}

// Timeline is what happened to a project with the funds. Nothing of what due diligence found is in it.
func Timeline(tx *store.Tx, projectID string) ([]timeline.Event, error) {
	steps, err := store.All[Step](tx, "created_at, id", store.Where("project_id = ?", projectID))
	if err != nil {
		return nil, err
	}
	events := make([]timeline.Event, len(steps))
	for i, s := range steps {
		events[i] = timeline.Event{
			On: s.On, At: s.CreatedAt, Kind: timeline.Fund, Code: "fund." + string(s.Code), Subject: s.RequestID,
			ZH: s.in(told[s.Code].zh), EN: s.in(told[s.Code].en), By: s.CreatedBy, Link: "/api/v1/fund/requests/" + s.RequestID,
		}
	}
	return events, nil
}

func (s Step) in(sentence string) string {
	if !sums[s.Code] {
		return sentence
	}
	return fmt.Sprintf(sentence, s.AmountWan.String())
}
