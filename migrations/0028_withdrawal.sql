-- A month that was opened by mistake may be taken back; its row stays, withdrawn, and the month can be opened again. Neither engine changes a CHECK in place by the
-- same words, so the table is made anew.

-- +goose Up
ALTER TABLE meetings RENAME TO meetings_before;
DROP INDEX meetings_one_open;
CREATE TABLE meetings (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    month TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'published', 'withdrawn')),
    deadline TIMESTAMP NOT NULL,
    held_on TEXT,
    snapshot_version BIGINT NOT NULL DEFAULT 0,
    reopen_reason TEXT NOT NULL DEFAULT '',
    withdrawal_reason TEXT NOT NULL DEFAULT ''
);
INSERT INTO meetings (id, version, created_at, created_by, updated_at, updated_by, month, state, deadline, held_on, snapshot_version, reopen_reason)
SELECT id, version, created_at, created_by, updated_at, updated_by, month, state, deadline, held_on, snapshot_version, reopen_reason FROM meetings_before;
DROP TABLE meetings_before;
CREATE UNIQUE INDEX meetings_month ON meetings (month) WHERE state <> 'withdrawn';
-- A milestone is credited to THE open month: there is never a second one.
CREATE UNIQUE INDEX meetings_one_open ON meetings (state) WHERE state = 'open';

-- +goose Down
DELETE FROM meetings WHERE state = 'withdrawn';
ALTER TABLE meetings RENAME TO meetings_before;
DROP INDEX meetings_month;
DROP INDEX meetings_one_open;
CREATE TABLE meetings (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    month TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'published')),
    deadline TIMESTAMP NOT NULL,
    held_on TEXT,
    snapshot_version BIGINT NOT NULL DEFAULT 0,
    reopen_reason TEXT NOT NULL DEFAULT ''
);
INSERT INTO meetings (id, version, created_at, created_by, updated_at, updated_by, month, state, deadline, held_on, snapshot_version, reopen_reason)
SELECT id, version, created_at, created_by, updated_at, updated_by, month, state, deadline, held_on, snapshot_version, reopen_reason FROM meetings_before;
DROP TABLE meetings_before;
CREATE UNIQUE INDEX meetings_one_open ON meetings (state) WHERE state = 'open';
