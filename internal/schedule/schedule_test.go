package schedule_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/schedule"
	"zhaoyin/internal/store"
	"zhaoyin/internal/store/storetest"
)

var (
	quiet = slog.New(slog.DiscardHandler)
	admin = access.With(context.Background(), access.Actor{ID: "admin", Name: "admin", Role: access.Admin})
)

func replica(db *store.DB, name string, jobs ...schedule.Job) *schedule.Scheduler {
	return schedule.New(db, quiet, name, jobs...)
}

func every(d time.Duration, run func(context.Context) error) schedule.Job {
	return schedule.Job{Name: "count", Every: d, Run: run}
}

func status(t *testing.T, s *schedule.Scheduler) schedule.Status {
	t.Helper()
	all, err := s.List(admin)
	if err != nil {
		t.Fatal(err)
	}
	return all[0]
}

// together ticks replicas at the same moment.
func together(of ...*schedule.Scheduler) {
	var all sync.WaitGroup
	for _, s := range of {
		all.Go(func() { s.Tick(context.Background()) })
	}
	all.Wait()
}

func TestOneReplicaRunsAJobOnceAnInterval(t *testing.T) {
	clock := storetest.NewClock(storetest.Start)
	at := storetest.Config(t)
	at.Now = clock.Now
	var runs atomic.Int64
	job := every(5*time.Minute, func(ctx context.Context) error {
		if who := access.From(ctx); who.Role != access.System {
			t.Errorf("it runs as %+v", who)
		}
		runs.Add(1)
		return nil
	})
	var replicas []*schedule.Scheduler
	for _, name := range []string{"a", "b", "c"} { // each with a store of its own, as processes have
		db, err := store.Open(t.Context(), at)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := db.Close(); err != nil {
				t.Error(err)
			}
		})
		replicas = append(replicas, replica(db, name, job))
	}
	for interval := range 10 {
		together(replicas...)
		clock.Advance(time.Minute)
		together(replicas...)
		if got := runs.Load(); got != int64(interval+1) {
			t.Fatalf("after %d intervals it ran %d times", interval+1, got)
		}
		clock.Advance(4 * time.Minute)
	}
	st := status(t, replicas[0])
	if st.Holder != "" || st.LastSuccess == nil || !st.NextRun.Equal(clock.Now()) || st.LastError != "" || st.Every != 300 {
		t.Errorf("status: got %+v", st)
	}
}

func TestADeadHolderIsReplaced(t *testing.T) {
	clock := storetest.NewClock(storetest.Start)
	db := storetest.OpenAt(t, clock)
	began, release := make(chan struct{}), make(chan struct{})
	hung := replica(db, "hung", every(time.Minute, func(context.Context) error {
		close(began)
		<-release
		return errors.New("late")
	}))
	runs := 0
	other := replica(db, "other", every(time.Minute, func(context.Context) error { runs++; return nil }))
	var over sync.WaitGroup
	over.Go(func() { hung.Tick(context.Background()) })
	<-began
	if st := status(t, other); !strings.HasPrefix(st.Holder, "hung/") {
		t.Errorf("holder: got %q", st.Holder)
	}
	clock.Advance(9 * time.Minute)
	other.Tick(context.Background())
	if runs != 0 {
		t.Error("a job was taken from a holder that may be alive")
	}
	clock.Advance(time.Minute)
	other.Tick(context.Background())
	if runs != 1 {
		t.Fatalf("after the lease: %d runs, want 1", runs)
	}
	close(release)
	over.Wait()
	if st := status(t, other); st.LastError != "" || st.Failures != 0 || st.LastSuccess == nil {
		t.Errorf("the late answer of the dead is noted: %+v", st)
	}
}

func TestAFailingJobIsTriedAgainAndHarmsNoOther(t *testing.T) {
	clock := storetest.NewClock(storetest.Start)
	db := storetest.OpenAt(t, clock)
	var tries, others int
	var heal bool
	s := replica(db, "a",
		every(time.Minute, func(context.Context) error {
			tries++
			switch {
			case heal:
				return nil
			case tries == 2:
				panic("broken\nin many lines")
			}
			return errors.New("the server is away")
		}),
		schedule.Job{Name: "other", Every: time.Minute, Run: func(context.Context) error { others++; return nil }})
	began := clock.Now()
	var at []int
	for clock.Now().Sub(began) < 35*time.Minute {
		before := tries
		s.Tick(context.Background())
		if tries > before {
			at = append(at, int(clock.Now().Sub(began)/time.Minute))
		}
		clock.Advance(time.Minute)
	}
	want := []int{0, 1, 3, 7, 15, 30} // pauses that double up to a quarter of an hour
	for i := range want {
		if i >= len(at) || at[i] != want[i] || len(at) != len(want) {
			t.Fatalf("tried at minutes %v, want %v", at, want)
		}
	}
	if others != 35 {
		t.Errorf("the other job ran %d times, want 35", others)
	}
	if st := status(t, s); st.LastError != "the server is away" || st.Failures != 6 || st.LastSuccess != nil || st.LastFailure == nil {
		t.Errorf("status: got %+v", st)
	}
	heal = true
	clock.Advance(15 * time.Minute)
	s.Tick(context.Background())
	if st := status(t, s); st.LastError != "" || st.Failures != 0 {
		t.Errorf("healed: got %+v", st)
	}
}

func TestAsking(t *testing.T) {
	clock := storetest.NewClock(storetest.Start)
	db := storetest.OpenAt(t, clock)
	runs := 0
	var s *schedule.Scheduler
	s = replica(db, "a", every(time.Hour, func(ctx context.Context) error {
		if runs++; runs == 3 {
			_, err := s.Ask(admin, "count")
			return err
		}
		return nil
	}))
	for range 2 {
		if st, err := s.Ask(admin, "count"); err != nil || st.LastSuccess == nil {
			t.Fatalf("asked: got %+v, %v", st, err)
		}
	}
	s.Tick(context.Background())
	if runs != 2 {
		t.Errorf("%d runs: what was asked for counts as the interval's", runs)
	}
	if st, err := s.Ask(admin, "count"); err != nil || !strings.Contains(st.LastError, "schedule.busy") {
		t.Errorf("asked while it runs: got %+v, %v", st, err)
	}
	if _, err := s.Ask(admin, "nothing"); !errors.Is(err, store.ErrMissing) {
		t.Errorf("no such job: got %v", err)
	}
	clerk := access.With(context.Background(), access.Actor{Name: "c", Role: access.Clerk, RegionID: "330723"})
	if _, err := s.Ask(clerk, "count"); !errors.Is(err, access.ErrForbidden) {
		t.Errorf("by a clerk: got %v", err)
	}
	if _, err := s.List(clerk); !errors.Is(err, access.ErrForbidden) {
		t.Errorf("seen by a clerk: got %v", err)
	}
}

// TestTheEndIsClean stops the clockwork in the middle of a job: Run waits for it, and the next process begins with what was cut off.
func TestTheEndIsClean(t *testing.T) {
	clock := storetest.NewClock(storetest.Start)
	db := storetest.OpenAt(t, clock)
	began := make(chan struct{})
	ended := false
	s := replica(db, "a", every(time.Hour, func(ctx context.Context) error {
		close(began)
		<-ctx.Done()
		ended = true
		return ctx.Err()
	}))
	ctx, stop := context.WithCancel(context.Background())
	over := make(chan struct{})
	go func() {
		defer close(over)
		s.Run(ctx, time.Hour)
	}()
	<-began
	stop()
	<-over
	if !ended {
		t.Error("Run left before its job")
	}
	runs := 0
	next := replica(db, "b", every(time.Hour, func(context.Context) error { runs++; return nil }))
	if st := status(t, next); st.Holder != "" || st.Failures != 0 {
		t.Errorf("after the end: got %+v", st)
	}
	next.Tick(context.Background())
	if runs != 1 {
		t.Errorf("the next process ran it %d times, want 1", runs)
	}
}
