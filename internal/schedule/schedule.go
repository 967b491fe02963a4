// Package schedule is the clockwork: jobs that are done again and again, each by one replica at a time. A job's row in the store says who has it, so
// any number of replicas may run the same clockwork over one database; who dies with a job in hand is replaced when the lease has run out.
package schedule

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
)

// Job is something to do every so often. Run may be called again after a run that was cut off, so it does what is due and not yet done.
type Job struct {
	Name  string
	Every time.Duration
	Run   func(context.Context) error
}

// Status is where a job stands, for an administrator.
type Status struct {
	Name        string     `json:"name"`
	Every       int64      `json:"every"`  // seconds from one run to the next
	Holder      string     `json:"holder"` // the replica that is at it now, empty when nobody is
	NextRun     *time.Time `json:"nextRun"`
	LastRun     *time.Time `json:"lastRun"` // when it last began
	LastSuccess *time.Time `json:"lastSuccess"`
	LastFailure *time.Time `json:"lastFailure"`
	LastError   string     `json:"lastError"` // of the latest run, empty when that went well
	Failures    int        `json:"failures"`  // in a row
}

// lease is how long a replica may be at a job before another takes it over; it is told to stop a while before that.
const (
	lease = 10 * time.Minute
	grace = time.Minute
)

// longestPause bounds the pauses between the runs of a job that keeps failing.
const longestPause = 15 * time.Minute

var (
	errBusy = fault.Define(fault.Conflict, "schedule.busy", "任务 %s 正在执行，请稍后再试。", "The job %s is running; try again shortly.")

	errPanic = errors.New("panic")
)

// Scheduler runs jobs over a store.
type Scheduler struct {
	db     *store.DB
	log    *slog.Logger
	holder string
	jobs   []Job
}

// New names the replica, which is shown to administrators, and its jobs.
func New(db *store.DB, log *slog.Logger, holder string, jobs ...Job) *Scheduler {
	return &Scheduler{db: db, log: log, holder: holder, jobs: jobs}
}

// Run looks every so often whether a job is due, until the context ends and what is in hand is over. A job that hangs or fails delays no other.
func (s *Scheduler) Run(ctx context.Context, look time.Duration) {
	var all sync.WaitGroup
	for _, j := range s.jobs {
		all.Go(func() {
			ticker := time.NewTicker(look)
			defer ticker.Stop()
			s.repeat(ctx, j, ticker.C)
		})
	}
	all.Wait()
}

func (s *Scheduler) repeat(ctx context.Context, j Job, ticks <-chan time.Time) {
	for {
		s.attempt(ctx, j)
		select {
		case <-ctx.Done():
			return
		case <-ticks:
		}
	}
}

// Tick runs every job that is due now and waits for all of them.
func (s *Scheduler) Tick(ctx context.Context) {
	var all sync.WaitGroup
	for _, j := range s.jobs {
		all.Go(func() { s.attempt(ctx, j) })
	}
	all.Wait()
}

// attempt runs a job if it is due and nobody has it.
func (s *Scheduler) attempt(ctx context.Context, j Job) {
	if ctx.Err() != nil {
		return
	}
	ctx = access.With(ctx, access.As("schedule"))
	due, err := s.due(ctx, j)
	var hold string
	if err == nil && due {
		hold, err = s.take(ctx, j, false)
	}
	switch {
	case err != nil:
		s.log.Warn("schedule: the store did not answer", "job", j.Name, "error", err)
	case hold != "":
		s.run(ctx, j, hold)
	}
}

// Ask runs a job now, whether it is due or not, and answers how it went. The job itself runs as the clockwork, not as who asks.
func (s *Scheduler) Ask(ctx context.Context, name string) (*Status, error) {
	if _, err := access.Decide(access.From(ctx), access.ScheduleRun); err != nil {
		return nil, err
	}
	at := slices.IndexFunc(s.jobs, func(j Job) bool { return j.Name == name })
	if at < 0 {
		return nil, store.ErrMissing.With()
	}
	j := s.jobs[at]
	hold, err := s.take(ctx, j, true)
	if err != nil {
		return nil, err
	}
	if hold == "" {
		return nil, errBusy.With(name)
	}
	clockwork := access.With(context.WithoutCancel(ctx), access.As("schedule"))
	s.run(clockwork, j, hold)
	var st Status
	err = s.db.Read(clockwork, access.ScheduleRead, func(tx *store.Tx) error {
		rows, err := records(tx)
		st = j.status(rows[j.Name], tx.Now)
		return err
	})
	return &st, err
}

// List answers where every job stands.
func (s *Scheduler) List(ctx context.Context) ([]Status, error) {
	var all []Status
	err := s.db.Read(ctx, access.ScheduleRead, func(tx *store.Tx) error {
		rows, err := records(tx)
		all = []Status{}
		for _, j := range s.jobs {
			all = append(all, j.status(rows[j.Name], tx.Now))
		}
		return err
	})
	return all, err
}

// run does the job that was taken, and puts it back.
func (s *Scheduler) run(ctx context.Context, j Job, hold string) {
	bounded, stop := context.WithTimeout(ctx, lease-grace)
	err := contained(bounded, j)
	stop()
	if err != nil {
		s.log.Error("schedule: a job failed", "job", j.Name, "error", err)
	}
	cut := ctx.Err() != nil
	kept, failed := s.release(context.WithoutCancel(ctx), j, hold, err, cut)
	if failed != nil || !kept {
		s.log.Warn("schedule: a run could not be noted; its lease had run out, or the store did not answer", "job", j.Name, "error", failed)
	}
}

// contained makes an error of a panic, so that one job never ends the program.
func contained(ctx context.Context, j Job) (err error) {
	defer func() {
		if said := recover(); said != nil {
			err = fmt.Errorf("%w: %v\n%s", errPanic, said, debug.Stack())
		}
	}()
	return j.Run(ctx)
}

// pauseAfter is how long a job rests: its interval, longer and longer while it fails.
func (j Job) pauseAfter(failures int) time.Duration {
	pause := j.Every
	for range failures - 1 {
		if pause *= 2; pause >= longestPause {
			return max(j.Every, longestPause)
		}
	}
	return pause
}
