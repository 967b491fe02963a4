-- Issues with their rounds of progress and their moves, and the decisions of the meeting that became issues. region_id '' is the city's own.

-- +goose Up
CREATE TABLE issues (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    project_id TEXT NOT NULL DEFAULT '',
    region_id TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL CHECK (kind IN ('fund', 'land', 'energy', 'environment', 'planning', 'power', 'labour', 'other')),
    title TEXT NOT NULL CHECK (title <> ''),
    detail TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL CHECK (source IN ('month', 'meeting', 'direct')),
    month TEXT,
    problem TEXT NOT NULL DEFAULT '',
    level TEXT NOT NULL CHECK (level IN ('county', 'city')),
    state TEXT NOT NULL CHECK (state IN ('raised', 'assigned', 'resolved', 'closed', 'reopened')),
    lead_department_id TEXT NOT NULL DEFAULT '',
    lead_region_id TEXT NOT NULL DEFAULT '',
    assist_department_ids TEXT NOT NULL DEFAULT '[]',
    due_on TEXT,
    due_sort TEXT NOT NULL,
    escalation_level BIGINT NOT NULL DEFAULT 0 CHECK (escalation_level BETWEEN 0 AND 3),
    round_count BIGINT NOT NULL DEFAULT 0,
    assigned_at TIMESTAMP,
    resolved_at TIMESTAMP,
    resolved_by TEXT NOT NULL DEFAULT '',
    resolution TEXT NOT NULL DEFAULT '',
    closed_on TEXT,
    closed_by TEXT NOT NULL DEFAULT '',
    closure TEXT NOT NULL DEFAULT '',
    satisfied BOOLEAN,
    CHECK (level = 'city' OR region_id <> ''),
    CHECK (lead_department_id = '' OR lead_region_id = ''),
    CHECK (state IN ('raised', 'closed') OR lead_department_id <> '' OR lead_region_id <> '')
);
CREATE INDEX issues_created ON issues (created_at, id);
CREATE INDEX issues_region ON issues (region_id, state);
CREATE INDEX issues_project ON issues (project_id);
CREATE INDEX issues_due ON issues (state, due_sort, id);
CREATE UNIQUE INDEX issues_problem ON issues (project_id, month, problem) WHERE source = 'month';

CREATE TABLE issue_rounds (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    issue_id TEXT NOT NULL REFERENCES issues (id),
    region_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    said_at TIMESTAMP NOT NULL,
    said_by TEXT NOT NULL,
    office TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL CHECK (body <> ''),
    UNIQUE (issue_id, number)
);

CREATE TABLE issue_moves (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    issue_id TEXT NOT NULL REFERENCES issues (id),
    region_id TEXT NOT NULL,
    step TEXT NOT NULL,
    from_state TEXT NOT NULL DEFAULT '',
    to_state TEXT NOT NULL,
    escalation_level BIGINT NOT NULL DEFAULT 0,
    moved_at TIMESTAMP NOT NULL,
    moved_by TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX issue_moves_issue ON issue_moves (issue_id, moved_at, id);

CREATE TABLE decisions (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    month TEXT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    region_id TEXT NOT NULL DEFAULT '',
    issue_id TEXT NOT NULL REFERENCES issues (id),
    body TEXT NOT NULL CHECK (body <> ''),
    note TEXT NOT NULL DEFAULT '',
    carried_from TEXT NOT NULL DEFAULT '',
    carried_on TEXT,
    UNIQUE (month, number)
);
CREATE INDEX decisions_issue ON decisions (issue_id);
CREATE UNIQUE INDEX decisions_carried ON decisions (carried_from) WHERE carried_from <> '';

-- +goose Down
DROP TABLE decisions;
DROP TABLE issue_moves;
DROP TABLE issue_rounds;
DROP TABLE issues;
