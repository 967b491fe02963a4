package store

import (
	"context"
	"database/sql"

	"github.com/pressly/goose/v3"
)

// guard is a migration that the engines do not spell alike: triggers above all. It is written once for each; its number is one that the SQL migrations leave
// free, after the tables that it is about. Taking a guard off is a deliberate act of the database's owner.
type guard struct {
	version int64
	up      []string
	down    []string
}

// What a closed month keeps is neither changed nor deleted, whoever asks.
var (
	sqliteGuards = []guard{
		{7, sqliteSnapshots, sqliteSnapshotsOff}, {16, sqliteLedger, sqliteLedgerOff}, {17, sqliteIssues, sqliteIssuesOff}, {19, sqliteReviews, sqliteReviewsOff},
		{24, sqliteTrail, sqliteTrailOff},
	}
	postgresGuards = []guard{
		{7, postgresSnapshots, postgresSnapshotsOff}, {16, postgresLedger, postgresLedgerOff}, {17, postgresIssues, postgresIssuesOff},
		{19, postgresReviews, postgresReviewsOff}, {23, postgresCounties, postgresCountiesOff}, {24, postgresTrail, postgresTrailOff},
	}

	sqliteSnapshots = []string{
		`CREATE TRIGGER snapshots_kept_update BEFORE UPDATE ON snapshots BEGIN SELECT RAISE(ABORT, 'a snapshot is never changed'); END`,
		`CREATE TRIGGER snapshots_kept_delete BEFORE DELETE ON snapshots BEGIN SELECT RAISE(ABORT, 'a snapshot is never deleted'); END`,
		`CREATE TRIGGER snapshot_parts_kept_update BEFORE UPDATE ON snapshot_parts BEGIN SELECT RAISE(ABORT, 'a snapshot is never changed'); END`,
		`CREATE TRIGGER snapshot_parts_kept_delete BEFORE DELETE ON snapshot_parts BEGIN SELECT RAISE(ABORT, 'a snapshot is never deleted'); END`,
	}
	postgresSnapshots = []string{
		`CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a snapshot is never changed or deleted'; END $$`,
		`CREATE TRIGGER snapshots_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON snapshots FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
		`CREATE TRIGGER snapshot_parts_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON snapshot_parts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
	}
	sqliteSnapshotsOff = []string{
		`DROP TRIGGER snapshots_kept_update`, `DROP TRIGGER snapshots_kept_delete`,
		`DROP TRIGGER snapshot_parts_kept_update`, `DROP TRIGGER snapshot_parts_kept_delete`,
	}
	postgresSnapshotsOff = []string{
		`DROP TRIGGER snapshots_kept ON snapshots`, `DROP TRIGGER snapshot_parts_kept ON snapshot_parts`, `DROP FUNCTION refuse_change()`,
	}
)

// guards are the numbered migrations of an engine's triggers.
func guards(all []guard) goose.ProviderOption {
	var migrations []*goose.Migration
	for _, g := range all {
		migrations = append(migrations, goose.NewGoMigration(g.version, &goose.GoFunc{RunTx: each(g.up)}, &goose.GoFunc{RunTx: each(g.down)}))
	}
	return goose.WithGoMigrations(migrations...)
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
