package meeting_test

import (
	"path/filepath"
	"testing"
	"time"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
	"zhaoyin/internal/store/storetest"
)

// backToThirty gives a database the rollups and statuses that it had before migration 31.
var backToThirty = []string{
	`DELETE FROM region_figures WHERE metric = 'excusedLate'`, `DELETE FROM industry_figures WHERE metric = 'excusedLate'`,
	`ALTER TABLE month_statuses DROP COLUMN light_chosen`,
	`DROP INDEX projects_national_code`, `ALTER TABLE projects DROP COLUMN counted`, `DELETE FROM goose_db_version WHERE version_id > 30`,
}

// TestWhatIsExcusedIsCountedInADatabaseThatIsThere: after migration 31 the rollups are what their rows add up to, without a rebuild.
func TestWhatIsExcusedIsCountedInADatabaseThatIsThere(t *testing.T) {
	config, clock := storetest.Config(t), storetest.NewClock(storetest.Start)
	if config.DatabaseURL != "" {
		t.Skip("only a file is taken back past the door")
	}
	config.Now = clock.Now
	db, err := store.Open(t.Context(), config)
	must(t, err)
	w := worldOn(t, db, clock, project.DefaultThreshold)
	late := w.register(lanxi, "迟报后暂停", 150000)
	w.register(lanxi, "未报", 150000)
	clock.Advance(100 * 24 * time.Hour)
	w.handIn(late, march, 0)
	w.pause(late)
	must(t, db.Close())
	storetest.Alter(t, filepath.Join(config.Dir, store.FileName), backToThirty...)

	db, err = store.Open(t.Context(), config)
	must(t, err)
	defer db.Close()
	w.meetings = meeting.NewService(db, calendar.Workdays{}, project.DefaultThreshold)
	w.agree()
	if got := w.county(w.board(march), lanxi).Figures.Submissions.ExcusedLate; got != 1 {
		t.Errorf("excused late ones: got %d, want 1", got)
	}
}
