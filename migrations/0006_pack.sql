-- Papers that were made, and files that were imported.

-- +goose Up
CREATE TABLE packs (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    month TEXT NOT NULL,
    region_id TEXT NOT NULL,
    for_region BOOLEAN NOT NULL,
    formats TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed')),
    progress BIGINT NOT NULL,
    failure TEXT NOT NULL DEFAULT '',
    snapshot_version BIGINT NOT NULL,
    files TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX packs_month ON packs (month, created_at, id);
CREATE INDEX packs_created ON packs (created_at, id);

CREATE TABLE imports (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    region_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    dry_run BOOLEAN NOT NULL,
    mode TEXT NOT NULL,
    state TEXT NOT NULL,
    report TEXT NOT NULL
);
CREATE INDEX imports_created ON imports (created_at, id);

-- +goose Down
DROP TABLE imports;
DROP TABLE packs;
