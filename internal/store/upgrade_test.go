package store_test

import (
	"fmt"
	"testing"

	"zhaoyin/internal/access"
	"zhaoyin/internal/store"
	"zhaoyin/internal/store/storetest"
)

// backToTwentyThree gives a database the trail and the outbox that it had before migration 24.
var backToTwentyThree = []string{
	`ALTER TABLE audit RENAME TO audit_now`, `DROP INDEX audit_row`, `DROP INDEX audit_actor`,
	`CREATE TABLE audit (seq BIGINT PRIMARY KEY, at TIMESTAMP NOT NULL, actor TEXT NOT NULL, role TEXT NOT NULL, action TEXT NOT NULL, entity TEXT NOT NULL,
		row_id TEXT NOT NULL, region_id TEXT NOT NULL DEFAULT '', request_id TEXT NOT NULL DEFAULT '', address TEXT NOT NULL DEFAULT '',
		before TEXT NOT NULL, after TEXT NOT NULL, prev_hash TEXT NOT NULL, hash TEXT NOT NULL)`,
	`INSERT INTO audit SELECT * FROM audit_now`, `DROP TABLE audit_now`,
	`CREATE INDEX audit_row ON audit (entity, row_id, seq)`, `CREATE INDEX audit_actor ON audit (actor, seq)`,
	`ALTER TABLE events RENAME TO events_now`,
	`CREATE TABLE events (seq BIGINT PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, occurred_at TIMESTAMP NOT NULL, subject TEXT NOT NULL,
		region_id TEXT NOT NULL DEFAULT '', data TEXT NOT NULL)`,
	`INSERT INTO events SELECT * FROM events_now`, `DROP TABLE events_now`, `CREATE INDEX events_subject ON events (subject, seq)`,
	`DELETE FROM goose_db_version WHERE version_id = 24`,
}

// TestTheTrailOutlivesItsNewTables: a database from before migration 24 keeps every entry, in its order, and goes on from the last.
func TestTheTrailOutlivesItsNewTables(t *testing.T) {
	config := storetest.Config(t)
	if config.DatabaseURL != "" {
		t.Skip("PostgreSQL keeps its tables")
	}
	db, err := store.Open(t.Context(), config)
	must(t, err)
	addPlots(t, db, 1, 5)
	must(t, db.Close())
	must(t, store.Rewind(t.Context(), config.Dir, 24, backToTwentyThree))

	db, err = store.Open(t.Context(), config)
	must(t, err)
	defer db.Close()
	addPlots(t, db, 6, 7)
	must(t, db.Read(system, access.AuditVerify, func(tx *store.Tx) error {
		v, err := store.VerifyTrail(tx)
		if err == nil && (!v.Whole || v.Entries != 7) {
			t.Errorf("got %+v, want 7 entries and a whole trail", v)
		}
		var events, last int
		must(t, tx.One("SELECT count(*), max(seq) FROM events", nil, &events, &last))
		if events != 7 || last != 7 {
			t.Errorf("got %d events up to %d, want 7", events, last)
		}
		return err
	}))
}

// addPlots writes plots, each with its entry and its event.
func addPlots(t *testing.T, db *store.DB, from, to int) {
	t.Helper()
	for i := from; i <= to; i++ {
		must(t, db.Write(system, access.StoreSeed, func(tx *store.Tx) error {
			if err := tx.Q().Exec("CREATE TABLE IF NOT EXISTS test_plots (" + rowColumns +
				"region_id TEXT NOT NULL, name TEXT NOT NULL UNIQUE, size BIGINT NOT NULL, tags TEXT NOT NULL, secret TEXT NOT NULL, owner_id TEXT NOT NULL)").Error; err != nil {
				return err
			}
			p := &plot{RegionID: wuyi, Name: fmt.Sprint("地块", i)}
			if err := store.Insert(tx, p); err != nil {
				return err
			}
			return tx.Emit("plot.added", p.ID, wuyi, p)
		}))
	}
}

// judged is what migration 32 looks at in a project and its trail.
type judged struct {
	store.Row
	RegionID string `json:"regionId"`
	Summary  string `json:"summary"`
	Counts   bool   `json:"counts"`
}

func (judged) TableName() string { return "projects" }

// TestWhatHasCountedIsFilledIn: of a database from before migration 32, what counts and what the trail says has counted.
func TestWhatHasCountedIsFilledIn(t *testing.T) {
	config := storetest.Config(t)
	if config.DatabaseURL != "" {
		t.Skip("only a file is taken back")
	}
	db, err := store.Open(t.Context(), config)
	must(t, err)
	const row, into = "1, '2022-04-01', 'x', '2022-04-01', 'x'", "INSERT INTO "
	texts := []string{
		into + "regions VALUES ('" + wuyi + "', " + row + ", '武义县', '武义', '', 'county', 1, TRUE)",
		into + "enterprises (id, version, created_at, created_by, updated_at, updated_by, region_id, name, kind, is_fortune500, is_chain_leader) VALUES ('e', " + row + ", '" + wuyi + "', '公司', 'private', FALSE, FALSE)",
	}
	for _, id := range []string{"counts", "counted", "never", "quotes"} {
		texts = append(texts, into+`projects (id, version, created_at, created_by, updated_at, updated_by, code, region_id, enterprise_id, name, name_key, industry, channel,
			investment_wan, stage, condition, counts, counts_reason, registered_wan, light) VALUES ('`+id+"', "+row+", '"+id+"', '"+wuyi+"', 'e', '"+id+"', '"+id+`', 'C34', 'general',
			50000, 'lead', 'active', FALSE, 'belowThreshold', 50000, 'green')`)
	}
	must(t, db.Write(system, access.StoreSeed, func(tx *store.Tx) error {
		for _, text := range texts {
			must(t, tx.Q().Exec(text).Error)
		}
		return nil
	}))
	change := func(id, summary string, counts bool) {
		must(t, db.Write(system, access.StoreSeed, func(tx *store.Tx) error {
			p, err := store.Get[judged](tx, id)
			must(t, err)
			p.Summary, p.Counts = summary, counts
			return store.Update(tx, p)
		}))
	}
	change("counts", "", true)
	change("counted", "", true)
	change("counted", "", false)
	change("quotes", `"counts":true`, false)
	must(t, db.Close())
	must(t, store.Rewind(t.Context(), config.Dir, 31, nil))

	db, err = store.Open(t.Context(), config)
	must(t, err)
	defer db.Close()
	must(t, db.Read(system, access.AuditVerify, func(tx *store.Tx) error {
		for id, want := range map[string]bool{"counts": true, "counted": true, "never": false, "quotes": false} {
			var got bool
			must(t, tx.One("SELECT counted FROM projects WHERE id = ?", []any{id}, &got))
			if got != want {
				t.Errorf("%s: got %v, want %v", id, got, want)
			}
		}
		return nil
	}))
}
