package meeting_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/monthly"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// together runs the calls at once and answers their errors in order.
func together(calls ...func() error) []error {
	errs := make([]error, len(calls))
	var ready, done sync.WaitGroup
	start := make(chan struct{})
	for i, call := range calls {
		ready.Add(1)
		done.Add(1)
		go func() {
			defer done.Done()
			ready.Done()
			<-start
			errs[i] = call()
		}()
	}
	ready.Wait()
	close(start)
	done.Wait()
	return errs
}

func TestTwoClosingsAtOnce(t *testing.T) {
	w, _, _ := lived(t)
	shut := func() error {
		_, err := w.meetings.Close(secretariat, march, 0, meeting.Closing{})
		return err
	}
	won := 0
	for _, err := range together(shut, shut, shut, shut) {
		if err == nil {
			won++
			continue
		}
		wantFault(t, err, "meeting.closed")
	}
	heads, err := w.meetings.Snapshots(leader, march)
	must(t, err)
	if won != 1 || len(heads) != 1 {
		t.Errorf("%d closings won and %d snapshots were made, want one", won, len(heads))
	}
}

func TestTwoOpeningsAtOnce(t *testing.T) {
	w := newWorld(t)
	w.close(march)
	open := func(m calendar.Month) func() error {
		return func() error {
			_, err := w.meetings.Open(secretariat, meeting.Opening{Month: m})
			return err
		}
	}
	won := 0
	for _, err := range together(open(april), open(may), open(april), open(may)) {
		if err == nil {
			won++
		} else if fault.KindOf(err) != fault.Conflict {
			t.Errorf("the loser got %v, want a conflict", err)
		}
	}
	if won != 1 {
		t.Errorf("%d months were opened, want one", won)
	}
}

// TestClosingWhileCountiesWork closes the month among verifications, submissions and amendments: each of them is wholly in the snapshot or
// not in the month at all, and the snapshot's board agrees with its own rows.
func TestClosingWhileCountiesWork(t *testing.T) {
	w := newWorld(t)
	var calls []func() error
	for i := range 6 {
		region := []string{wuyi, lanxi}[i%2]
		p := w.register(region, fmt.Sprintf("签约项目%d", i), 100000)
		m := w.report(p, project.Signed, "2022-03-10")
		calls = append(calls, func() error { return w.verify(m) })
		q := w.sign(region, fmt.Sprintf("在册项目%d", i), 200000)
		calls = append(calls, func() error {
			_, err := w.months.Submit(actor(access.Lead, region), q.ID, march, nil, monthly.Submission{NoChange: true})
			return err
		}, func() error {
			_, err := w.projects.Amend(secretariat, q.ID, 0, investment(300000))
			return err
		})
	}
	calls = append(calls, func() error {
		_, err := w.meetings.Close(secretariat, march, 0, meeting.Closing{})
		return err
	})
	for i, err := range together(calls...) {
		if err != nil && (i == len(calls)-1 || fault.KindOf(err) != fault.Conflict && fault.KindOf(err) != fault.Stale && !errors.Is(err, store.ErrBusy)) {
			t.Errorf("call %d: %v", i, err)
		}
	}
	w.holdTogether()
	w.agree()
}

// TestEverySnapshotIsOfOneMoment closes and reopens while a project's investment goes up and down: the rollups and the rows that a snapshot reads
// one after the other must not lie on two sides of such a change.
func TestEverySnapshotIsOfOneMoment(t *testing.T) {
	w := newWorld(t)
	projects := []*project.Project{w.sign(wuyi, "起伏的项目", 100000), w.sign(lanxi, "另一个项目", 200000)}
	stop := make(chan struct{})
	amending := func(p *project.Project) func() error {
		return func() error {
			for wan := int64(300000); ; wan += 10 {
				select {
				case <-stop:
					return nil
				default:
				}
				if _, err := w.projects.Amend(secretariat, p.ID, 0, investment(wan)); err != nil && fault.KindOf(err) != fault.Stale {
					return err
				}
			}
		}
	}
	closing := func() error {
		defer close(stop)
		for range 10 {
			if _, err := w.meetings.Close(secretariat, march, 0, meeting.Closing{}); err != nil {
				return err
			}
			if _, err := w.meetings.Reopen(secretariat, march, 0, meeting.Reopening{Reason: "再核对"}); err != nil {
				return err
			}
		}
		return nil
	}
	for _, err := range together(amending(projects[0]), amending(projects[1]), closing) {
		must(t, err)
	}
	for number := range int64(10) {
		w.agreesWithItself(number + 1)
	}
	w.agree()
}

// agreesWithItself compares a snapshot's board with its moves.
func (w *world) agreesWithItself(number int64) (s meeting.Snapshot, signed meeting.Count) {
	w.t.Helper()
	f, err := w.meetings.Snapshot(leader, march, number)
	must(w.t, err)
	unmarshal(w.t, f.Body, &s)
	for _, m := range s.Moves {
		signed.Count, signed.InvestmentWan = signed.Count+1, signed.InvestmentWan+m.InvestmentWan
	}
	if got := s.Board.City.Month.Signed; got != signed {
		w.t.Errorf("the frozen board says %+v, its moves %+v", got, signed)
	}
	return s, signed
}

// holdTogether compares the frozen board with the frozen rows, and both with what is credited to the month by now.
func (w *world) holdTogether() {
	w.t.Helper()
	s, signed := w.agreesWithItself(1)
	var handedIn, missing int64
	for _, p := range s.Projects {
		if p.HandedIn() {
			handedIn++
		}
		if p.Missing() {
			missing++
		}
	}
	if got := s.Board.City.Submissions; got.Submitted != handedIn || got.Missing != missing {
		w.t.Errorf("the frozen board says %+v, its rows %d handed in, %d missing", got, handedIn, missing)
	}
	var verified, submitted int64
	must(w.t, w.db.Read(system, access.StoreVerify, func(tx *store.Tx) error {
		if err := tx.One("SELECT count(*) FROM milestones WHERE credited_month = '2022-03'", nil, &verified); err != nil {
			return err
		}
		return tx.One("SELECT count(*) FROM month_statuses WHERE month = '2022-03' AND state = 'submitted'", nil, &submitted)
	}))
	if verified != signed.Count || submitted != handedIn {
		w.t.Errorf("the month has %d milestones and %d statuses, its snapshot %d and %d", verified, submitted, signed.Count, handedIn)
	}
}

// TestAcceptingLaterWhileTheOpenMonthCloses: each such acceptance is in the papers of the month that announces it, or it is refused.
func TestAcceptingLaterWhileTheOpenMonthCloses(t *testing.T) {
	w := newWorld(t)
	var waiting []*monthly.Status
	for i := range 6 {
		waiting = append(waiting, w.handIn(w.sign([]string{wuyi, lanxi}[i%2], fmt.Sprintf("项目%d", i), 150000), march, 100))
	}
	w.close(march)
	w.open(april)
	var calls []func() error
	for _, s := range waiting {
		calls = append(calls, func() error {
			_, err := w.months.Accept(secretariat, s.ProjectID, march, s.Version)
			return err
		})
	}
	calls = append(calls, func() error {
		_, err := w.meetings.Close(secretariat, april, 0, meeting.Closing{})
		return err
	})
	accepted := 0
	for i, err := range together(calls...) {
		switch {
		case err == nil && i < len(waiting):
			accepted++
		case err != nil && i == len(waiting):
			t.Fatalf("the close: %v", err)
		case err != nil:
			wantFault(t, err, "meeting.noneOpen")
		}
	}
	frozen, err := w.meetings.Snapshot(leader, april, 1)
	must(t, err)
	var kept meeting.Snapshot
	unmarshal(t, frozen.Body, &kept)
	if len(kept.Restatements) != accepted || kept.Board.City.Invested.YearWan != unit.Wan(100*accepted) {
		t.Errorf("%d accepted, the papers announce %d and count %s", accepted, len(kept.Restatements), kept.Board.City.Invested.YearWan)
	}
	w.agree()
}
