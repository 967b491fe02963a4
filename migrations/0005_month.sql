-- The month, its figures, the counties' monthly statuses, and what a closed month keeps.

-- +goose Up
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
-- A milestone is credited to THE open month: there is never a second one.
CREATE UNIQUE INDEX meetings_one_open ON meetings (state) WHERE state = 'open';

CREATE TABLE month_statuses (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    month TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'accepted')),
    stage TEXT NOT NULL,
    late BOOLEAN NOT NULL,
    no_change BOOLEAN NOT NULL,
    progress TEXT NOT NULL DEFAULT '',
    invested_this_month_wan BIGINT NOT NULL,
    invested_total_wan BIGINT NOT NULL CHECK (invested_total_wan >= 0),
    opening_wan BIGINT NOT NULL DEFAULT 0,
    correction_reason TEXT NOT NULL DEFAULT '',
    confirmed BOOLEAN NOT NULL,
    funds_arrived_wan BIGINT NOT NULL CHECK (funds_arrived_wan >= 0),
    next_plan TEXT NOT NULL DEFAULT '',
    problems TEXT NOT NULL DEFAULT '[]',
    light TEXT NOT NULL,
    light_by_rule TEXT NOT NULL,
    light_rule TEXT NOT NULL,
    light_reason TEXT NOT NULL DEFAULT '',
    remarks TEXT NOT NULL DEFAULT '[]',
    return_reason TEXT NOT NULL DEFAULT '',
    submitted_at TIMESTAMP,
    submitted_by TEXT NOT NULL DEFAULT '',
    accepted_at TIMESTAMP,
    accepted_by TEXT NOT NULL DEFAULT '',
    CHECK (invested_this_month_wan >= 0 OR correction_reason <> ''),
    UNIQUE (project_id, month)
);
CREATE INDEX month_statuses_month ON month_statuses (month, region_id, state, project_id);

-- Rollups, kept in the same transaction as what they count. month '1900-01' holds standing counts. What was signed is kept by investment class (bucket), the rest under 0.
CREATE TABLE region_figures (
    month TEXT NOT NULL,
    region_id TEXT NOT NULL,
    metric TEXT NOT NULL,
    bucket BIGINT NOT NULL,
    count BIGINT NOT NULL,
    wan BIGINT NOT NULL,
    PRIMARY KEY (month, region_id, metric, bucket)
);
CREATE TABLE industry_figures (
    month TEXT NOT NULL,
    region_id TEXT NOT NULL,
    industry TEXT NOT NULL,
    metric TEXT NOT NULL,
    bucket BIGINT NOT NULL,
    count BIGINT NOT NULL,
    wan BIGINT NOT NULL,
    PRIMARY KEY (month, region_id, industry, metric, bucket)
);

CREATE TABLE restatements (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects (id),
    region_id TEXT NOT NULL REFERENCES regions (id),
    affects_month TEXT NOT NULL,
    announced_month TEXT,
    metric TEXT NOT NULL,
    field TEXT NOT NULL,
    before_text TEXT NOT NULL,
    after_text TEXT NOT NULL,
    delta_count BIGINT NOT NULL,
    delta_wan BIGINT NOT NULL,
    reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX restatements_announced ON restatements (announced_month, region_id, created_at, id);

-- What a closed month keeps: insert-only, one head a version and its parts (board, agenda, projects, submissions, …).
CREATE TABLE snapshots (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    month TEXT NOT NULL,
    number BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    closed_at TIMESTAMP NOT NULL,
    closed_by TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    UNIQUE (month, number)
);
CREATE TABLE snapshot_parts (
    snapshot_id TEXT NOT NULL REFERENCES snapshots (id),
    part TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (snapshot_id, part)
);

-- The scoring formula is data: insert-only versions, the latest one not after the month applies.
CREATE TABLE formulas (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    number BIGINT NOT NULL UNIQUE,
    from_month TEXT NOT NULL,
    terms TEXT NOT NULL,
    tie_rule TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT ''
);

-- The secretariat's words for a section of a month's papers; the numbers are never kept here.
CREATE TABLE narratives (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    month TEXT NOT NULL,
    section TEXT NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (month, section)
);

-- +goose Down
DROP TABLE narratives;
DROP TABLE formulas;
DROP TABLE snapshot_parts;
DROP TABLE snapshots;
DROP TABLE restatements;
DROP TABLE industry_figures;
DROP TABLE region_figures;
DROP TABLE month_statuses;
DROP TABLE meetings;
