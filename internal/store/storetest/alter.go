package storetest

import (
	"database/sql"
	"testing"
)

// Alter changes a closed SQLite file past the door, as whoever owns the machine could.
func Alter(t testing.TB, file string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, text := range statements {
		if _, err := db.ExecContext(t.Context(), text); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
}
