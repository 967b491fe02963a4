package monthly_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/monthly"
	"zhaoyin/internal/period"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
)

// TestARemarkNamesAPlaceThatIsThere, which the county can find in its form.
func TestARemarkNamesAPlaceThatIsThere(t *testing.T) {
	w := newWorld(t)
	in := full(500)
	in.Problems = monthly.Problems{{Kind: "land", Title: "缺指标"}, {Kind: "energy", Title: "缺电"}}
	w.draft(w.mine, in)
	s := w.submit(w.mine)
	w.draft(w.theirs, full(500))
	bare := w.submit(w.theirs)
	remarks := func(pointers ...string) monthly.Return {
		in := monthly.Return{Reason: "请补充"}
		for _, p := range pointers {
			in.Remarks = append(in.Remarks, monthly.Remark{Pointer: p, Detail: "写明面积"})
		}
		return in
	}
	_, err := w.service.Return(secretariat, w.theirs.ID, april, bare.Version, remarks("/problems", "/problems/0/title", "/problems/99/title", "/progress/0"))
	wantFields(t, err, "/remarks/1/pointer month.place", "/remarks/2/pointer month.place", "/remarks/3/pointer month.place")
	_, err = w.service.Return(secretariat, w.mine.ID, april, s.Version,
		remarks("/problems/2", "/problems/-1", "/problems/01", "/problems/0/owner", "/problems/0/title/x", "/problems/", "progress", "", "/"))
	wantFields(t, err, "/remarks/0/pointer month.place", "/remarks/1/pointer month.place", "/remarks/2/pointer month.place", "/remarks/3/pointer month.place",
		"/remarks/4/pointer month.place", "/remarks/5/pointer month.place", "/remarks/6/pointer choice", "/remarks/7/pointer choice", "/remarks/8/pointer choice")
	_, err = w.service.Return(secretariat, w.mine.ID, april, s.Version, remarks("/problems/0", "/problems/1/detail", "/problems/0/kind", "/nextPlan", "/problems"))
	must(t, err)
}

func TestReturnAndSubmitAgain(t *testing.T) {
	w := newWorld(t)
	draft := full(500)
	draft.Problems = monthly.Problems{{Kind: "land", Title: "缺指标"}}
	w.draft(w.mine, draft)
	_, err := w.service.Return(secretariat, w.mine.ID, april, 1, monthly.Return{Reason: "过早"})
	wantCode(t, err, "month.return")
	s := w.submit(w.mine)
	_, err = w.service.Return(secretariat, w.mine.ID, april, s.Version, monthly.Return{Remarks: []monthly.Remark{{Pointer: "/colour", Detail: " "}}})
	wantFields(t, err, "/reason required", "/remarks/0/pointer choice", "/remarks/0/detail required")
	_, err = w.service.Return(secretariat, w.mine.ID, april, s.Version-1, monthly.Return{Reason: "旧版本"})
	wantFault(t, err, store.ErrStale)

	in := monthly.Return{Reason: "进展过于笼统", Remarks: []monthly.Remark{{Pointer: "/progress", Detail: "写明楼栋"}, {Pointer: "/problems/0/title", Detail: "写明面积"}}}
	s, err = w.service.Return(secretariat, w.mine.ID, april, s.Version, in)
	must(t, err)
	read, err := w.service.Get(clerk, w.mine.ID, april)
	must(t, err)
	if read.State != monthly.Returned || read.ReturnReason != in.Reason || cmp.Diff(read.Remarks, in.Remarks) != "" {
		t.Errorf("the county reads %s, %q, %v", read.State, read.ReturnReason, read.Remarks)
	}
	if got := w.figures(); got != nil {
		t.Errorf("figures after the return: %v, want none", got)
	}
	s, err = w.service.Save(clerk, w.mine.ID, april, seen(s.Version), full(600))
	must(t, err)
	if s.State != monthly.Returned {
		t.Errorf("mended, it is %s, want returned until it is submitted", s.State)
	}
	s = w.accept(w.submit(w.mine))
	if s.State != monthly.Accepted || s.AcceptedBy != "secretariat" || s.ReturnReason != "" || len(s.Remarks) != 0 {
		t.Errorf("got %s by %s, reason %q, remarks %v", s.State, s.AcceptedBy, s.ReturnReason, s.Remarks)
	}
	want := []string{"330723 invested 0 0 600", "330723 submitted 0 1 0"}
	if diff := cmp.Diff(w.figures(), want); diff != "" {
		t.Errorf("figures (-got +want):\n%s", diff)
	}
	_, err = w.service.Accept(secretariat, w.mine.ID, april, s.Version)
	wantCode(t, err, "month.acceptance")
}

func TestReturnOfAnAcceptedStatus(t *testing.T) {
	w := newWorld(t)
	w.draft(w.mine, full(500))
	s := w.accept(w.submit(w.mine))
	s, err := w.service.Return(secretariat, w.mine.ID, april, s.Version, monthly.Return{Reason: "数据有误"})
	must(t, err)
	if s.State != monthly.Returned || s.AcceptedAt != nil || s.AcceptedBy != "" {
		t.Errorf("got %s, accepted %v by %q", s.State, s.AcceptedAt, s.AcceptedBy)
	}
	if got := w.figures(); got != nil {
		t.Errorf("figures after the return: %v, want none", got)
	}
}

// TestNothingIsDecidedInAClosedMonth while no month is open that could announce it.
func TestNothingIsDecidedInAClosedMonth(t *testing.T) {
	w := newWorld(t)
	w.draft(w.mine, full(500))
	s := w.submit(w.mine)
	w.write(func(tx *store.Tx) error {
		p, err := period.Of(tx, april)
		if err != nil {
			return err
		}
		p.State = period.Closed
		return store.Update(tx, p)
	})
	_, err := w.service.Accept(secretariat, w.mine.ID, april, s.Version)
	wantFault(t, err, period.ErrNoneOpen)
	_, err = w.service.Return(secretariat, w.mine.ID, april, s.Version, monthly.Return{Reason: "退回"})
	wantFault(t, err, period.ErrNotOpen)
	if read, err := w.service.Get(clerk, w.mine.ID, april); err != nil || read.State != monthly.Submitted {
		t.Errorf("a stored status of a closed month: %v, want to read it", err)
	}
}

func TestDecisionsNeedAStatus(t *testing.T) {
	w := newWorld(t)
	_, err := w.service.Accept(secretariat, w.mine.ID, april, 1)
	wantFault(t, err, store.ErrMissing)
	_, err = w.service.Return(secretariat, w.mine.ID, april, 1, monthly.Return{Reason: "退回"})
	wantFault(t, err, store.ErrMissing)
}

// TestCorrection: a fall counts in the month that makes it once it is accepted, restates no month before it, and is taken back with the acceptance.
func TestCorrection(t *testing.T) {
	w := newWorld(t)
	w.past(w.mine, march, 2000, 30000)
	in := full(-500)
	in.CorrectionReason = "设备款重复计算"
	w.draft(w.mine, in)
	s := w.submit(w.mine)
	s = w.accept(s)
	if diff := cmp.Diff(w.figures(), []string{"330723 invested 0 0 -500", "330723 submitted 0 1 0"}); diff != "" {
		t.Errorf("figures (-got +want):\n%s", diff)
	}
	w.clock.Advance(1e9)
	_, err := w.service.Return(secretariat, w.mine.ID, april, s.Version, monthly.Return{Reason: "更正有误"})
	must(t, err)
	if diff := cmp.Diff(w.figures(), []string(nil)); diff != "" {
		t.Errorf("figures after the return (-got +want):\n%s", diff)
	}
	if got := w.restatements(); got != nil {
		t.Errorf("a published month was restated: %v", got)
	}
}

// TestFiguresFollowTheProject: a project that left the figures takes nothing out of them twice.
func TestFiguresFollowTheProject(t *testing.T) {
	w := newWorld(t)
	w.draft(w.mine, full(500))
	s := w.submit(w.mine)
	w.write(func(tx *store.Tx) error {
		p, err := store.Get[project.Project](tx, w.mine.ID)
		if err != nil {
			return err
		}
		p.Counts, p.CountsReason = false, project.NotManufacturing
		return store.Update(tx, p)
	})
	before := w.figures()
	w.accept(s)
	if diff := cmp.Diff(w.figures(), before); diff != "" {
		t.Errorf("a project that does not count has moved the figures (-got +want):\n%s", diff)
	}
}

// race runs calls at once and gives their errors.
func race(calls ...func() error) []error {
	errs := make([]error, len(calls))
	start := make(chan struct{})
	var wg sync.WaitGroup
	for i, call := range calls {
		wg.Add(1)
		go func() {
			defer wg.Done()
			<-start
			errs[i] = call()
		}()
	}
	close(start)
	wg.Wait()
	return errs
}

func winners(errs []error) int {
	n := 0
	for _, err := range errs {
		if err == nil {
			n++
		}
	}
	return n
}

func TestTwoLeadsSubmitAtOnce(t *testing.T) {
	w := newWorld(t)
	w.draft(w.mine, full(500))
	submit := func() error {
		_, err := w.service.Submit(lead, w.mine.ID, april, nil, monthly.Submission{})
		return err
	}
	errs := race(submit, submit, submit, submit)
	if n := winners(errs); n != 1 {
		t.Errorf("%d submissions have won (%v), want 1", n, errs)
	}
	for _, err := range errs {
		if kind := fault.KindOf(err); err != nil && kind != fault.Conflict && kind != fault.Stale {
			t.Errorf("a loser is told %v, want a conflict", err)
		}
	}
	if diff := cmp.Diff(w.figures(), []string{"330723 submitted 0 1 0"}); diff != "" {
		t.Errorf("figures (-got +want):\n%s", diff)
	}
	w.wantEvents("month.submitted 1")
}

func TestTwoFirstDraftsAtOnce(t *testing.T) {
	w := newWorld(t)
	save := func() error {
		_, err := w.service.Save(clerk, w.mine.ID, april, nil, full(500))
		return err
	}
	errs := race(save, save, save)
	if n := winners(errs); n != 1 {
		t.Errorf("%d first drafts have won (%v), want 1", n, errs)
	}
}

func TestAcceptAgainstReturn(t *testing.T) {
	w := newWorld(t)
	w.draft(w.mine, full(500))
	s := w.submit(w.mine)
	errs := race(func() error {
		_, err := w.service.Accept(secretariat, w.mine.ID, april, s.Version)
		return err
	}, func() error {
		_, err := w.service.Return(secretariat, w.mine.ID, april, s.Version, monthly.Return{Reason: "退回"})
		return err
	})
	if n := winners(errs); n != 1 {
		t.Fatalf("%d decisions have won (%v), want 1", n, errs)
	}
	if err := errors.Join(errs...); !errors.Is(err, store.ErrStale) {
		t.Errorf("the loser is told %v, want stale", err)
	}
	want := []string{"330723 invested 0 0 500", "330723 submitted 0 1 0"}
	if errs[1] == nil {
		want = nil
	}
	if diff := cmp.Diff(w.figures(), want); diff != "" {
		t.Errorf("figures (-got +want):\n%s", diff)
	}
}

// TestManySubmitAtOnce: what two counties hand in, accept and send back at once adds up, and is told and recorded once each.
func TestManySubmitAtOnce(t *testing.T) {
	const each = 8
	w := newWorld(t)
	var calls []func() error
	for _, region := range []string{wuyi, lanxi} {
		for i := range each {
			p := w.addProject(region, fmt.Sprintf("%s-%d", region, i), func(*project.Project) {})
			w.draft(p, full(100))
			calls = append(calls, func() error {
				s, err := w.service.Submit(actor(access.Lead, region), p.ID, april, nil, monthly.Submission{})
				if err != nil || i%2 == 0 {
					return err
				}
				if s, err = w.service.Accept(secretariat, p.ID, april, s.Version); err != nil || i%4 == 1 {
					return err
				}
				_, err = w.service.Return(secretariat, p.ID, april, s.Version, monthly.Return{Reason: "退回"})
				return err
			})
		}
	}
	must(t, errors.Join(race(calls...)...))
	want := []string{
		"330723 invested 0 0 200", "330723 submitted 0 6 0", "330781 invested 0 0 200", "330781 submitted 0 6 0",
	}
	if diff := cmp.Diff(w.figures(), want); diff != "" {
		t.Errorf("figures (-got +want):\n%s", diff)
	}
	w.wantEvents("month.accepted 8", "month.returned 4", "month.submitted 16")
}

// wantEvents counts the month's events, which must be as many as the audit entries of its decisions.
func (w *world) wantEvents(want ...string) {
	w.t.Helper()
	got := w.query("SELECT type, count(*) FROM events WHERE type LIKE 'month.%' GROUP BY type ORDER BY type")
	if diff := cmp.Diff(got, want); diff != "" {
		w.t.Errorf("events (-got +want):\n%s", diff)
	}
	events := w.query("SELECT count(*) FROM events WHERE type LIKE 'month.%'")
	entries := w.query("SELECT count(*) FROM audit WHERE entity = 'month_statuses' AND action IN ('month.submit', 'month.accept', 'month.return')")
	if diff := cmp.Diff(events, entries); diff != "" {
		w.t.Errorf("events against audit entries:\n%s", diff)
	}
}

func TestEventsAndTrail(t *testing.T) {
	w := newWorld(t)
	w.draft(w.mine, full(500))
	s := w.submit(w.mine)
	_, err := w.service.Return(secretariat, w.mine.ID, april, s.Version, monthly.Return{Reason: "退回"})
	must(t, err)
	w.accept(w.submit(w.mine))
	_, err = w.service.Submit(leadLanxi, w.theirs.ID, april, nil, monthly.Submission{NoChange: true})
	must(t, err)
	w.wantEvents("month.accepted 1", "month.returned 1", "month.submitted 3")
	subjects := w.query("SELECT DISTINCT subject, region_id FROM events WHERE type LIKE 'month.%' ORDER BY region_id")
	if diff := cmp.Diff(subjects, []string{w.mine.ID + " 330723", w.theirs.ID + " 330781"}); diff != "" {
		t.Errorf("subjects (-got +want):\n%s", diff)
	}
	must(t, w.db.Read(system, access.AuditVerify, func(tx *store.Tx) error {
		v, err := store.VerifyTrail(tx)
		if !v.Whole {
			t.Errorf("the trail is broken at %d: %s", v.Broken, v.Reason)
		}
		return err
	}))
}
