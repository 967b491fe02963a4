-- What the one door itself writes: the trail, the outbox, and the keys of repeated requests.

-- +goose Up
CREATE TABLE audit (
    seq         BIGINT PRIMARY KEY,
    at          TIMESTAMP NOT NULL,
    actor       TEXT NOT NULL,
    role        TEXT NOT NULL,
    action      TEXT NOT NULL,
    entity      TEXT NOT NULL,
    row_id      TEXT NOT NULL,
    region_id   TEXT NOT NULL DEFAULT '',
    request_id  TEXT NOT NULL DEFAULT '',
    address     TEXT NOT NULL DEFAULT '',
    before      TEXT NOT NULL,
    after       TEXT NOT NULL,
    prev_hash   TEXT NOT NULL,
    hash        TEXT NOT NULL
);
CREATE INDEX audit_row ON audit (entity, row_id, seq);
CREATE INDEX audit_actor ON audit (actor, seq);

CREATE TABLE events (
    seq         BIGINT PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,
    type        TEXT NOT NULL,
    occurred_at TIMESTAMP NOT NULL,
    subject     TEXT NOT NULL,
    region_id   TEXT NOT NULL DEFAULT '',
    data        TEXT NOT NULL
);
CREATE INDEX events_subject ON events (subject, seq);

CREATE TABLE idempotency_keys (
    actor       TEXT NOT NULL,
    key         TEXT NOT NULL,
    route       TEXT NOT NULL,
    hash        TEXT NOT NULL,
    created_at  TIMESTAMP NOT NULL,
    subject     TEXT NOT NULL DEFAULT '',
    status      BIGINT NOT NULL DEFAULT 0,
    headers     TEXT NOT NULL DEFAULT '',
    body        TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (actor, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);


-- +goose Down
DROP TABLE idempotency_keys;
DROP TABLE events;
DROP TABLE audit;
