package store

import "strings"

// follows is true of a ledger entry that goes on from the one before it: the next number, a day that is not earlier, and every bucket as it was but for the
// amount that left one and reached another. A reversal goes its entry's way backwards.
const follows = `
	(NEW.seq = 1 AND NEW.from_bucket = 'outside' AND NEW.to_bucket = 'free' AND NEW.free = NEW.amount AND NEW.reserved = 0 AND NEW.granted = 0 AND NEW.used = 0
	 OR EXISTS (
		SELECT 1 FROM ledger_entries p WHERE p.account_id = NEW.account_id AND p.seq = NEW.seq - 1 AND p.effective_on <= NEW.effective_on
		AND NEW.free = p.free {free} AND NEW.reserved = p.reserved {reserved} AND NEW.granted = p.granted {granted} AND NEW.used = p.used {used}))
	AND (NEW.kind <> 'reverse' OR EXISTS (
		SELECT 1 FROM ledger_entries r WHERE r.id = NEW.reverses AND r.account_id = NEW.account_id AND r.kind <> 'reverse'
		AND r.amount = NEW.amount AND r.from_bucket = NEW.to_bucket AND r.to_bucket = NEW.from_bucket))`

// ledgerRule is the condition with each bucket's change written out.
func ledgerRule() string {
	rule := follows
	for _, bucket := range []string{"free", "reserved", "granted", "used"} {
		rule = strings.ReplaceAll(rule, "{"+bucket+"}", "+ CASE WHEN NEW.to_bucket = '"+bucket+"' THEN NEW.amount ELSE 0 END"+
			" - CASE WHEN NEW.from_bucket = '"+bucket+"' THEN NEW.amount ELSE 0 END")
	}
	return rule
}

var (
	sqliteLedger = []string{
		`CREATE TRIGGER ledger_entries_follow BEFORE INSERT ON ledger_entries WHEN NOT (` + ledgerRule() +
			`) BEGIN SELECT RAISE(ABORT, 'a ledger entry follows from the one before it'); END`,
		`CREATE TRIGGER ledger_entries_kept_update BEFORE UPDATE ON ledger_entries BEGIN SELECT RAISE(ABORT, 'a ledger entry is never changed'); END`,
		`CREATE TRIGGER ledger_entries_kept_delete BEFORE DELETE ON ledger_entries BEGIN SELECT RAISE(ABORT, 'a ledger entry is never deleted'); END`,
		`CREATE TRIGGER ledger_accounts_kept_update BEFORE UPDATE ON ledger_accounts BEGIN SELECT RAISE(ABORT, 'a ledger account is never changed'); END`,
		`CREATE TRIGGER ledger_accounts_kept_delete BEFORE DELETE ON ledger_accounts BEGIN SELECT RAISE(ABORT, 'a ledger account is never deleted'); END`,
	}
	sqliteLedgerOff = []string{
		`DROP TRIGGER ledger_entries_follow`, `DROP TRIGGER ledger_entries_kept_update`, `DROP TRIGGER ledger_entries_kept_delete`,
		`DROP TRIGGER ledger_accounts_kept_update`, `DROP TRIGGER ledger_accounts_kept_delete`,
	}
	postgresLedger = []string{
		`CREATE FUNCTION ledger_entry_follows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT (` + ledgerRule() +
			`) THEN RAISE EXCEPTION 'a ledger entry follows from the one before it'; END IF; RETURN NEW; END $$`,
		`CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a ledger entry is never changed or deleted'; END $$`,
		`CREATE TRIGGER ledger_entries_follow BEFORE INSERT ON ledger_entries FOR EACH ROW EXECUTE FUNCTION ledger_entry_follows()`,
		`CREATE TRIGGER ledger_entries_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change()`,
		`CREATE TRIGGER ledger_accounts_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_accounts FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change()`,
	}
	postgresLedgerOff = []string{
		`DROP TRIGGER ledger_entries_follow ON ledger_entries`, `DROP TRIGGER ledger_entries_kept ON ledger_entries`,
		`DROP TRIGGER ledger_accounts_kept ON ledger_accounts`, `DROP FUNCTION ledger_entry_follows()`, `DROP FUNCTION refuse_ledger_change()`,
	}
)
