-- Investors, projects, their milestones, evidence and stage history.

-- +goose Up
CREATE TABLE enterprises (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    region_id TEXT NOT NULL REFERENCES regions (id),
    name TEXT NOT NULL CHECK (name <> ''),
    credit_code TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL,
    origin_place TEXT NOT NULL DEFAULT '',
    parent_name TEXT NOT NULL DEFAULT '',
    is_fortune500 BOOLEAN NOT NULL,
    is_chain_leader BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX enterprises_credit_code ON enterprises (region_id, credit_code) WHERE credit_code <> '';
CREATE INDEX enterprises_by_credit_code ON enterprises (credit_code);
CREATE INDEX enterprises_name ON enterprises (name, id);
CREATE INDEX enterprises_created ON enterprises (created_at, id);

CREATE TABLE projects (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    code TEXT NOT NULL UNIQUE,
    region_id TEXT NOT NULL REFERENCES regions (id),
    origin_region_id TEXT NOT NULL DEFAULT '',
    credit_shares TEXT NOT NULL DEFAULT '[]',
    enterprise_id TEXT NOT NULL REFERENCES enterprises (id),
    name TEXT NOT NULL CHECK (name <> ''),
    name_key TEXT NOT NULL,
    source_id TEXT NOT NULL DEFAULT '',
    summary TEXT NOT NULL DEFAULT '',
    industry TEXT NOT NULL,
    chain TEXT NOT NULL DEFAULT '',
    channel TEXT NOT NULL,
    investment_wan BIGINT NOT NULL CHECK (investment_wan > 0),
    fixed_investment_wan BIGINT CHECK (fixed_investment_wan >= 0),
    foreign_capital_wan_usd BIGINT CHECK (foreign_capital_wan_usd >= 0),
    output_wan BIGINT CHECK (output_wan >= 0),
    tax_wan BIGINT CHECK (tax_wan >= 0),
    jobs BIGINT CHECK (jobs >= 0),
    land_mu BIGINT CHECK (land_mu >= 0),
    plot_ratio BIGINT CHECK (plot_ratio >= 0),
    energy_tce BIGINT CHECK (energy_tce >= 0),
    national_code TEXT NOT NULL DEFAULT '',
    site TEXT NOT NULL DEFAULT '',
    contact_name TEXT NOT NULL DEFAULT '',
    contact_phone TEXT NOT NULL DEFAULT '',
    leader_name TEXT NOT NULL DEFAULT '',
    stage TEXT NOT NULL,
    condition TEXT NOT NULL,
    condition_reason TEXT NOT NULL DEFAULT '',
    counts BOOLEAN NOT NULL,
    counts_reason TEXT NOT NULL,
    registered_wan BIGINT NOT NULL,
    light TEXT NOT NULL,
    light_reason TEXT NOT NULL DEFAULT '',
    duplicate_reason TEXT NOT NULL DEFAULT '',
    archived_at TIMESTAMP,
    archive_reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX projects_created ON projects (created_at, id);
CREATE INDEX projects_updated ON projects (updated_at, id);
CREATE INDEX projects_investment ON projects (investment_wan, id);
CREATE INDEX projects_name ON projects (name, id);
CREATE INDEX projects_region_created ON projects (region_id, created_at, id);
CREATE INDEX projects_region_investment ON projects (region_id, investment_wan, id);
CREATE INDEX projects_region_code ON projects (region_id, code);
CREATE INDEX projects_enterprise ON projects (enterprise_id);
CREATE INDEX projects_name_key ON projects (name_key);
-- First-report priority (首报首谈): of projects that go on, two may share a name only where the city has said why.
CREATE UNIQUE INDEX projects_one_name ON projects (name_key) WHERE archived_at IS NULL AND condition <> 'terminated' AND duplicate_reason = '';
CREATE UNIQUE INDEX projects_source ON projects (region_id, source_id) WHERE source_id <> '';

CREATE TABLE project_numbers (
    region_id TEXT NOT NULL,
    year BIGINT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (region_id, year)
);

CREATE TABLE attachments (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    region_id TEXT NOT NULL REFERENCES regions (id),
    project_id TEXT NOT NULL REFERENCES projects (id),
    name TEXT NOT NULL CHECK (name <> ''),
    content_type TEXT NOT NULL,
    size BIGINT NOT NULL CHECK (size > 0),
    sha256 TEXT NOT NULL
);
CREATE INDEX attachments_project ON attachments (project_id, created_at, id);

CREATE TABLE milestones (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    region_id TEXT NOT NULL REFERENCES regions (id),
    project_id TEXT NOT NULL REFERENCES projects (id),
    kind TEXT NOT NULL,
    occurred_on TEXT NOT NULL,
    reported_at TIMESTAMP NOT NULL,
    credited_month TEXT,
    late BOOLEAN NOT NULL,
    state TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    evidence TEXT NOT NULL DEFAULT '[]',
    verdict_note TEXT NOT NULL DEFAULT '',
    verified_by TEXT NOT NULL DEFAULT '',
    verified_at TIMESTAMP
);
CREATE INDEX milestones_project ON milestones (project_id, occurred_on, id);
CREATE INDEX milestones_created ON milestones (created_at, id);
CREATE INDEX milestones_credited ON milestones (credited_month, region_id, kind);
-- One verified and one pending milestone of a kind for each project, whatever happens at once.
CREATE UNIQUE INDEX milestones_one_verified ON milestones (project_id, kind) WHERE state = 'verified';
CREATE UNIQUE INDEX milestones_one_pending ON milestones (project_id, kind) WHERE state = 'reported';

CREATE TABLE stage_moves (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    region_id TEXT NOT NULL REFERENCES regions (id),
    project_id TEXT NOT NULL REFERENCES projects (id),
    from_stage TEXT NOT NULL, to_stage TEXT NOT NULL,
    from_condition TEXT NOT NULL, to_condition TEXT NOT NULL,
    effective_on TEXT NOT NULL,
    on_behalf_of TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    rule_version TEXT NOT NULL,
    month TEXT,
    source TEXT NOT NULL
);
CREATE INDEX stage_moves_project ON stage_moves (project_id, created_at, id);

-- +goose Down
DROP TABLE stage_moves;
DROP TABLE milestones;
DROP TABLE attachments;
DROP TABLE project_numbers;
DROP TABLE projects;
DROP TABLE enterprises;
