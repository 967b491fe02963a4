-- Who takes part: regions, departments, key industrial chains. The shipped rows are seeded by the program, once.

-- +goose Up
CREATE TABLE regions (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    short_name TEXT NOT NULL CHECK (short_name <> ''),
    parent_id TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL CHECK (kind IN ('city', 'county', 'zone')),
    sort_order BIGINT NOT NULL,
    active BOOLEAN NOT NULL
);
CREATE TABLE departments (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    short_name TEXT NOT NULL CHECK (short_name <> ''),
    sort_order BIGINT NOT NULL,
    active BOOLEAN NOT NULL
);
CREATE TABLE chains (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    zh TEXT NOT NULL CHECK (zh <> ''),
    en TEXT NOT NULL,
    region_ids TEXT NOT NULL DEFAULT '[]',
    sort_order BIGINT NOT NULL,
    active BOOLEAN NOT NULL
);

-- +goose Down
DROP TABLE chains;
DROP TABLE departments;
DROP TABLE regions;
