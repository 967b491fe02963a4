package schedule

import (
	"context"
	"strings"
	"time"

	"gorm.io/gorm/clause"

	"zhaoyin/internal/access"
	"zhaoyin/internal/store"
)

// record is a job's row: its lease, and how its runs went.
type record struct {
	Name        string `gorm:"primaryKey"`
	Holder      string
	ExpiresAt   time.Time
	NextRun     time.Time
	LastRun     *time.Time
	LastSuccess *time.Time
	LastFailure *time.Time
	LastError   string
	Failures    int
}

// TableName is "schedule_jobs".
func (record) TableName() string { return "schedule_jobs" }

// Derived says that the clockwork's rows are written freely: what its jobs change is audited with what they change.
func (record) Derived() {}

// Public lets every reader of the action see the rows.
func (record) Public() {}

func records(tx *store.Tx) (map[string]record, error) {
	rows, err := store.All[record](tx, "name")
	byName := map[string]record{}
	for _, r := range rows {
		byName[r.Name] = r
	}
	return byName, err
}

// status is the job's row as an administrator sees it; a job that never ran has none.
func (j Job) status(r record, now time.Time) Status {
	st := Status{
		Name: j.Name, Every: int64(j.Every / time.Second), LastRun: r.LastRun, LastSuccess: r.LastSuccess, LastFailure: r.LastFailure,
		LastError: r.LastError, Failures: r.Failures,
	}
	if r.Name != "" {
		st.NextRun = &r.NextRun
	}
	if r.ExpiresAt.After(now) {
		st.Holder = r.Holder
	}
	return st
}

// due says whether a job might be taken, by a read: most looks end here and write nothing.
func (s *Scheduler) due(ctx context.Context, j Job) (bool, error) {
	due := false
	err := s.db.Read(ctx, access.ScheduleRun, func(tx *store.Tx) error {
		rows, err := records(tx)
		r, known := rows[j.Name]
		due = !known || !r.NextRun.After(tx.Now) && (r.Holder == "" || !r.ExpiresAt.After(tx.Now))
		return err
	})
	return due, err
}

// take gets the lease of a job that is due, or of any that nobody has when asked. It answers the name of this one hold, which no other run has, and
// nothing when somebody else was first: the condition is judged by the statement that writes.
func (s *Scheduler) take(ctx context.Context, j Job, asked bool) (string, error) {
	hold, mine := s.holder+"/"+store.NewID(), false
	err := s.db.Write(ctx, access.ScheduleRun, func(tx *store.Tx) error {
		fresh := record{Name: j.Name, ExpiresAt: tx.Now, NextRun: tx.Now}
		if err := tx.Q().Clauses(clause.OnConflict{DoNothing: true}).Create(&fresh).Error; err != nil {
			return err
		}
		free := tx.Q().Model(&record{}).Where("name = ? AND (holder = '' OR expires_at <= ?)", j.Name, tx.Now)
		if !asked {
			free = free.Where("next_run <= ?", tx.Now)
		}
		done := free.Updates(map[string]any{"holder": hold, "expires_at": tx.Now.Add(lease), "last_run": tx.Now, "next_run": tx.Now.Add(j.Every)})
		mine = done.RowsAffected == 1
		if done.Error != nil || !mine || !asked {
			return done.Error
		}
		return tx.Emit("schedule.asked", j.Name, "", map[string]string{"job": j.Name, "by": tx.Actor.Name})
	})
	if err != nil || !mine {
		return "", err
	}
	return hold, nil
}

// release notes how a run went and gives the lease back; false when another run has it. A run that was cut off by the end of the program
// is due again at once.
func (s *Scheduler) release(ctx context.Context, j Job, hold string, said error, cut bool) (bool, error) {
	kept := false
	err := s.db.Write(ctx, access.ScheduleRun, func(tx *store.Tx) error {
		rows, err := records(tx)
		if err != nil {
			return err
		}
		sets := map[string]any{"holder": "", "expires_at": tx.Now}
		switch {
		case said == nil:
			sets["last_success"], sets["last_error"], sets["failures"] = tx.Now, "", 0
		case cut:
			sets["next_run"] = tx.Now
		default:
			failures := rows[j.Name].Failures + 1
			sets["last_failure"], sets["last_error"], sets["failures"] = tx.Now, firstLine(said.Error()), failures
			sets["next_run"] = tx.Now.Add(j.pauseAfter(failures))
		}
		done := tx.Q().Model(&record{}).Where("name = ? AND holder = ?", j.Name, hold).Updates(sets)
		kept = done.RowsAffected == 1
		return done.Error
	})
	return kept, err
}

// firstLine is what an administrator sees of an error; the log has all of it.
func firstLine(text string) string {
	const limit = 500
	text, _, _ = strings.Cut(text, "\n")
	if r := []rune(text); len(r) > limit {
		return string(r[:limit]) + "…"
	}
	return text
}
