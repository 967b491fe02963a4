package meeting_test

import (
	"testing"

	"zhaoyin/internal/access"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/monthly"
	"zhaoyin/internal/page"
	"zhaoyin/internal/period"
	"zhaoyin/internal/project"
)

// TestAMonthOpenedByMistakeIsTakenBack while nothing has happened in it; what it would have announced waits for the next one.
func TestAMonthOpenedByMistakeIsTakenBack(t *testing.T) {
	w := newWorld(t)
	p := w.sign(wuyi, "储能电池", 149600)
	w.close(march)
	_, err := w.projects.Amend(secretariat, p.ID, w.now(p).Version, investment(159600))
	must(t, err)
	opened := w.open(may)
	why := meeting.Withdrawal{Reason: "应为四月"}
	_, err = w.meetings.Withdraw(actor(access.Lead, wuyi), may, opened.Version, why)
	wantFault(t, err, "access.forbidden")
	_, err = w.meetings.Withdraw(secretariat, may, opened.Version+1, why)
	wantStale(t, err)
	gone, err := w.meetings.Withdraw(secretariat, may, opened.Version, why)
	must(t, err)
	if gone.State != period.Withdrawn || gone.WithdrawalReason != "应为四月" {
		t.Errorf("got %+v", gone)
	}
	_, err = w.meetings.Get(secretariat, may)
	wantFault(t, err, "missing")
	w.open(april)
	of, err := w.meetings.List(secretariat, page.Query{Limit: 10, Sort: "month", Desc: true})
	must(t, err)
	if of.Total != 2 || of.Items[0].Month != april {
		t.Errorf("months: %+v", of.Items)
	}
	rows, err := w.meetings.Restatements(secretariat, april)
	must(t, err)
	if len(rows) != 1 || rows[0].DeltaWan != 10000 {
		t.Errorf("April announces %+v, want the correction that May would have", rows)
	}
	w.close(april)
	w.open(may)
}

func TestAMonthThatHasLivedStays(t *testing.T) {
	for name, live := range map[string]func(w *world, p *project.Project){
		"a draft": func(w *world, p *project.Project) {
			_, err := w.months.Save(actor(access.Clerk, wuyi), p.ID, march, nil, monthly.Draft{Progress: "主体结构施工"})
			must(w.t, err)
		},
		"a credited milestone": func(w *world, p *project.Project) { w.reach(p, "2022-03-10", project.Signed) },
		"an earlier version": func(w *world, _ *project.Project) {
			closed := w.close(march)
			_, err := w.meetings.Reopen(secretariat, march, closed.Version, meeting.Reopening{Reason: "补录"})
			must(w.t, err)
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			live(w, w.register(wuyi, "储能电池", 149600))
			_, err := w.meetings.Withdraw(secretariat, march, 0, meeting.Withdrawal{Reason: "撤回"})
			wantFault(t, err, "meeting.lived")
		})
	}
	w := newWorld(t)
	w.close(march)
	_, err := w.meetings.Withdraw(secretariat, march, 0, meeting.Withdrawal{Reason: "撤回"})
	wantFault(t, err, "meeting.closed")
}
