-- The double-entry ledger of quotas and commitments: amounts are 0.01 mu in the land book, 10,000 yuan in the fund book. An entry moves an amount from one
-- bucket to another and keeps the balance of every bucket after it. The triggers of migration 16 hold that entries follow one another and are never changed.

-- +goose Up
CREATE TABLE ledger_accounts (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    book TEXT NOT NULL CHECK (book IN ('land', 'fund')),
    region_id TEXT NOT NULL
);
CREATE TABLE ledger_entries (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES ledger_accounts (id),
    book TEXT NOT NULL,
    region_id TEXT NOT NULL,
    seq BIGINT NOT NULL CHECK (seq >= 1),
    kind TEXT NOT NULL,
    from_bucket TEXT NOT NULL,
    to_bucket TEXT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount > 0),
    free BIGINT NOT NULL CHECK (free >= 0),
    reserved BIGINT NOT NULL CHECK (reserved >= 0),
    granted BIGINT NOT NULL CHECK (granted >= 0),
    used BIGINT NOT NULL CHECK (used >= 0),
    request_id TEXT NOT NULL DEFAULT '',
    reverses TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    effective_on TEXT NOT NULL CHECK (effective_on <> ''),
    UNIQUE (account_id, seq),
    CHECK (
        kind IN ('issue', 'reward') AND from_bucket = 'outside' AND to_bucket = 'free'
        OR kind = 'reserve' AND from_bucket = 'free' AND to_bucket = 'reserved'
        OR kind = 'release' AND from_bucket = 'reserved' AND to_bucket = 'free'
        OR kind = 'grant' AND from_bucket = 'free' AND to_bucket = 'granted'
        OR kind = 'use' AND from_bucket = 'granted' AND to_bucket = 'used'
        OR kind IN ('return', 'recall') AND from_bucket = 'granted' AND to_bucket = 'free'
        OR kind = 'reverse' AND from_bucket <> to_bucket
    ),
    CHECK ((kind = 'reverse') = (reverses <> ''))
);
CREATE UNIQUE INDEX ledger_entries_reversed_once ON ledger_entries (reverses) WHERE reverses <> '';
CREATE INDEX ledger_entries_request ON ledger_entries (request_id) WHERE request_id <> '';

-- +goose Down
DROP TABLE ledger_entries;
DROP TABLE ledger_accounts;
