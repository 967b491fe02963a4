package store

import "strings"

// Still keeps every other transaction from writing the tables until the commit, for work that reads several of them as of one moment. Reading
// goes on. On SQLite there is nothing to do: its one writer is alone. The names are ours, never a caller's.
func Still(tx *Tx, tables ...string) error {
	if tx.Alone() {
		return nil
	}
	_, err := tx.exec("LOCK TABLE " + strings.Join(tables, ", ") + " IN SHARE MODE")
	return err
}

// Alone is true where no other transaction writes meanwhile, so that nothing needs to be locked: with SQLite's one writer.
func (tx *Tx) Alone() bool { return tx.db.engine.lockTrail() == "" }

// Queue lets the transactions that name the same thing go on one after the other, each from here to its commit, where reading before writing would let two
// of them decide alike.
func Queue(tx *Tx, name string) error {
	if tx.Alone() {
		return nil
	}
	_, err := tx.exec("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", name)
	return err
}
