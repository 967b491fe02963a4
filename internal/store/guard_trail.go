package store

// The trail and the outbox are appended to by every write, so each index of theirs is a page that every commit writes. Their number is the key of the row itself on
// SQLite, where only INTEGER PRIMARY KEY is one; nobody asks for an event by its id or its subject, and its id is unique as it is made (UUIDv7).
var (
	sqliteTrail = []string{
		`ALTER TABLE audit RENAME TO audit_before`,
		`DROP INDEX audit_row`, `DROP INDEX audit_actor`,
		`CREATE TABLE audit (
			seq INTEGER PRIMARY KEY, at TIMESTAMP NOT NULL, actor TEXT NOT NULL, role TEXT NOT NULL, action TEXT NOT NULL, entity TEXT NOT NULL,
			row_id TEXT NOT NULL, region_id TEXT NOT NULL DEFAULT '', request_id TEXT NOT NULL DEFAULT '', address TEXT NOT NULL DEFAULT '',
			before TEXT NOT NULL, after TEXT NOT NULL, prev_hash TEXT NOT NULL, hash TEXT NOT NULL)`,
		`INSERT INTO audit SELECT seq, at, actor, role, action, entity, row_id, region_id, request_id, address, before, after, prev_hash, hash FROM audit_before ORDER BY seq`,
		`DROP TABLE audit_before`,
		`CREATE INDEX audit_row ON audit (entity, row_id, seq)`,
		`CREATE INDEX audit_actor ON audit (actor, seq)`,
		`ALTER TABLE events RENAME TO events_before`,
		`DROP INDEX events_subject`,
		`CREATE TABLE events (
			seq INTEGER PRIMARY KEY, id TEXT NOT NULL, type TEXT NOT NULL, occurred_at TIMESTAMP NOT NULL, subject TEXT NOT NULL,
			region_id TEXT NOT NULL DEFAULT '', data TEXT NOT NULL)`,
		`INSERT INTO events SELECT seq, id, type, occurred_at, subject, region_id, data FROM events_before ORDER BY seq`,
		`DROP TABLE events_before`,
	}
	sqliteTrailOff   = []string{`CREATE UNIQUE INDEX events_id ON events (id)`, `CREATE INDEX events_subject ON events (subject, seq)`}
	postgresTrail    = []string{`ALTER TABLE events DROP CONSTRAINT events_id_key`, `DROP INDEX events_subject`}
	postgresTrailOff = []string{`ALTER TABLE events ADD CONSTRAINT events_id_key UNIQUE (id)`, `CREATE INDEX events_subject ON events (subject, seq)`}
)
