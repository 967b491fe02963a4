package store

import (
	"errors"
	"fmt"
)

// Nested runs a part of a write that may fail by itself: on an error its rows, its lines of the trail and its events are taken back, and what was done
// before it stays. The error is the part's own, as a fault where the database refused; one that says that nothing can go on (busy, full, a bug) is for
// the caller to pass on.
func (tx *Tx) Nested(fn func(*Tx) error) error {
	if tx.journal == nil {
		return errReadOnly
	}
	entries, events := len(tx.journal.entries), len(tx.journal.events)
	if _, err := tx.exec("SAVEPOINT nested"); err != nil {
		return fmt.Errorf("begin a nested part: %w", err)
	}
	err := fn(tx)
	if err != nil {
		tx.journal.entries, tx.journal.events = tx.journal.entries[:entries], tx.journal.events[:events]
		if _, back := tx.exec("ROLLBACK TO SAVEPOINT nested"); back != nil {
			return errors.New("take back a nested part: " + back.Error() + ", after: " + err.Error()) // no fault: the whole write has to fail
		}
	}
	if _, release := tx.exec("RELEASE SAVEPOINT nested"); release != nil {
		return fmt.Errorf("end a nested part: %w", release)
	}
	return translate(err)
}
