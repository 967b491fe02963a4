-- Projects that were handed over to another county (流转), and on which terms.

-- +goose Up
CREATE TABLE project_transfers (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    from_region_id TEXT NOT NULL REFERENCES regions (id),
    to_region_id TEXT NOT NULL REFERENCES regions (id),
    reason TEXT NOT NULL CHECK (reason <> ''),
    credit_shares TEXT NOT NULL DEFAULT '[]',
    CHECK (from_region_id <> to_region_id)
);
CREATE INDEX project_transfers_project ON project_transfers (project_id, created_at);
-- A row of a project carries the project's county: PostgreSQL holds this by foreign keys on both columns, for which they have to be unique together.
CREATE UNIQUE INDEX projects_county ON projects (id, region_id);

-- +goose Down
DROP INDEX projects_county;
DROP TABLE project_transfers;
