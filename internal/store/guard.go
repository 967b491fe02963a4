package store

import (
	"context"
	"database/sql"

	"github.com/pressly/goose/v3"
)

// guardVersion is the number that the SQL migrations leave free for it, after the tables that it guards.
const guardVersion = 7

// Triggers are the one thing that the engines do not spell alike, so this migration is written once for each: what a closed month keeps is
// neither changed nor deleted, whoever asks. Taking a guard off is a deliberate act of the database's owner.
var (
	sqliteGuards = []string{
		`CREATE TRIGGER snapshots_kept_update BEFORE UPDATE ON snapshots BEGIN SELECT RAISE(ABORT, 'a snapshot is never changed'); END`,
		`CREATE TRIGGER snapshots_kept_delete BEFORE DELETE ON snapshots BEGIN SELECT RAISE(ABORT, 'a snapshot is never deleted'); END`,
		`CREATE TRIGGER snapshot_parts_kept_update BEFORE UPDATE ON snapshot_parts BEGIN SELECT RAISE(ABORT, 'a snapshot is never changed'); END`,
		`CREATE TRIGGER snapshot_parts_kept_delete BEFORE DELETE ON snapshot_parts BEGIN SELECT RAISE(ABORT, 'a snapshot is never deleted'); END`,
	}
	postgresGuards = []string{
		`CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a snapshot is never changed or deleted'; END $$`,
		`CREATE TRIGGER snapshots_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON snapshots FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
		`CREATE TRIGGER snapshot_parts_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON snapshot_parts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
	}
	sqliteUnguards = []string{
		`DROP TRIGGER snapshots_kept_update`, `DROP TRIGGER snapshots_kept_delete`,
		`DROP TRIGGER snapshot_parts_kept_update`, `DROP TRIGGER snapshot_parts_kept_delete`,
	}
	postgresUnguards = []string{
		`DROP TRIGGER snapshots_kept ON snapshots`, `DROP TRIGGER snapshot_parts_kept ON snapshot_parts`, `DROP FUNCTION refuse_change()`,
	}
)

// guards is the numbered migration of an engine's triggers.
func guards(up, down []string) goose.ProviderOption {
	return goose.WithGoMigrations(goose.NewGoMigration(guardVersion, &goose.GoFunc{RunTx: each(up)}, &goose.GoFunc{RunTx: each(down)}))
}

func each(statements []string) func(context.Context, *sql.Tx) error {
	return func(ctx context.Context, tx *sql.Tx) error {
		for _, s := range statements {
			if _, err := tx.ExecContext(ctx, s); err != nil {
				return err
			}
		}
		return nil
	}
}
