-- Who may come in: accounts, their sessions and tokens, the counters that slow guessing down, and the record of sign-ins.

-- +goose Up
CREATE TABLE users (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    name TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    role TEXT NOT NULL,
    region_id TEXT NOT NULL DEFAULT '',
    department_id TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK (state IN ('active', 'locked', 'disabled')),
    must_change_password BOOLEAN NOT NULL,
    password_changed_at TIMESTAMP NOT NULL,
    password_hash TEXT NOT NULL
);
CREATE INDEX users_created ON users (created_at, id);
CREATE INDEX users_role ON users (role, state);

CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    user_id TEXT NOT NULL REFERENCES users (id),
    created_at TIMESTAMP NOT NULL,
    last_seen_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL
);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE tokens (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id),
    user_name TEXT NOT NULL,
    name TEXT NOT NULL,
    prefix TEXT NOT NULL,
    scopes TEXT NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    revoked_at TIMESTAMP,
    secret_hash TEXT NOT NULL UNIQUE
);
CREATE INDEX tokens_user ON tokens (user_id, created_at, id);
CREATE INDEX tokens_created ON tokens (created_at, id);

CREATE TABLE token_uses (
    token_id TEXT PRIMARY KEY REFERENCES tokens (id),
    used_at TIMESTAMP NOT NULL
);

CREATE TABLE attempts (
    key TEXT PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_at TIMESTAMP NOT NULL,
    paused_until TIMESTAMP NOT NULL
);
CREATE INDEX attempts_age ON attempts (last_at);

CREATE TABLE sign_ins (
    id TEXT PRIMARY KEY,
    user_name TEXT NOT NULL,
    outcome TEXT NOT NULL,
    address TEXT NOT NULL,
    at TIMESTAMP NOT NULL
);
CREATE INDEX sign_ins_user ON sign_ins (user_name, at);

CREATE TABLE setups (
    id TEXT PRIMARY KEY,
    code_hash TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);

-- +goose Down
DROP TABLE setups;
DROP TABLE sign_ins;
DROP TABLE attempts;
DROP TABLE token_uses;
DROP TABLE tokens;
DROP TABLE sessions;
DROP TABLE users;
