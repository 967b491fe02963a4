// Package migrations is what the service remembers: numbered goose SQL, one text for SQLite and PostgreSQL.
package migrations

import "embed"

// FS holds the migrations in the order of their numbers. A number that has landed is never edited; a new one follows. Numbers 7, 16, 17, 19, 23 and 24
// are not here: they are what the engines do not spell alike, triggers above all (internal/store/guard.go); 9 was never used.
//
//go:embed *.sql
var FS embed.FS
