package store

// What was said about an issue and how it moved is neither changed nor deleted. The county stays free to change, since rows go with a project that is
// handed over.
var (
	sqliteIssues = []string{
		`CREATE TRIGGER issue_rounds_kept_update BEFORE UPDATE OF issue_id, number, said_at, said_by, office, body ON issue_rounds
			BEGIN SELECT RAISE(ABORT, 'a round of progress is never changed'); END`,
		`CREATE TRIGGER issue_rounds_kept_delete BEFORE DELETE ON issue_rounds BEGIN SELECT RAISE(ABORT, 'a round of progress is never deleted'); END`,
		`CREATE TRIGGER issue_moves_kept_update BEFORE UPDATE OF issue_id, step, from_state, to_state, escalation_level, moved_at, moved_by, reason ON issue_moves
			BEGIN SELECT RAISE(ABORT, 'a move is never changed'); END`,
		`CREATE TRIGGER issue_moves_kept_delete BEFORE DELETE ON issue_moves BEGIN SELECT RAISE(ABORT, 'a move is never deleted'); END`,
	}
	sqliteIssuesOff = []string{
		`DROP TRIGGER issue_rounds_kept_update`, `DROP TRIGGER issue_rounds_kept_delete`,
		`DROP TRIGGER issue_moves_kept_update`, `DROP TRIGGER issue_moves_kept_delete`,
	}
	postgresIssues = []string{
		`CREATE FUNCTION refuse_issue_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the history of an issue is never changed or deleted'; END $$`,
		`CREATE TRIGGER issue_rounds_kept BEFORE UPDATE OF issue_id, number, said_at, said_by, office, body OR DELETE OR TRUNCATE ON issue_rounds
			FOR EACH STATEMENT EXECUTE FUNCTION refuse_issue_change()`,
		`CREATE TRIGGER issue_moves_kept BEFORE UPDATE OF issue_id, step, from_state, to_state, escalation_level, moved_at, moved_by, reason OR DELETE OR TRUNCATE ON issue_moves
			FOR EACH STATEMENT EXECUTE FUNCTION refuse_issue_change()`,
	}
	postgresIssuesOff = []string{
		`DROP TRIGGER issue_rounds_kept ON issue_rounds`, `DROP TRIGGER issue_moves_kept ON issue_moves`, `DROP FUNCTION refuse_issue_change()`,
	}
)
