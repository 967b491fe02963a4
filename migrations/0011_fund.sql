-- Industrial funds, what is asked of them, and what came of it. Money is whole 万元. What due diligence found stands in tables without a county, so that no
-- county's statement can reach it.

-- +goose Up
CREATE TABLE funds (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    name TEXT NOT NULL UNIQUE,
    manager TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('guidance', 'attraction', 'chain', 'other')),
    summary TEXT NOT NULL
);

CREATE TABLE fund_requests (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    region_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects (id),
    fund_id TEXT NOT NULL,
    amount_wan BIGINT NOT NULL CHECK (amount_wan > 0),
    purpose TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN
        ('requested', 'accepted', 'diligence', 'decided', 'agreed', 'disbursing', 'closed', 'refused', 'withdrawn')),
    acceptance_note TEXT NOT NULL DEFAULT '',
    diligence_institution TEXT NOT NULL DEFAULT '',
    diligence_started_on TEXT,
    diligence_due_on TEXT,
    diligence_finished_on TEXT,
    diligence_result TEXT NOT NULL DEFAULT '',
    decided_on TEXT,
    meeting_number TEXT NOT NULL DEFAULT '',
    conditions TEXT NOT NULL DEFAULT '[]',
    decision_note TEXT NOT NULL DEFAULT '',
    signed_on TEXT,
    agreement_number TEXT NOT NULL DEFAULT '',
    tranches TEXT NOT NULL DEFAULT '[]',
    committed_wan BIGINT NOT NULL DEFAULT 0 CHECK (committed_wan >= 0),
    disbursed_wan BIGINT NOT NULL DEFAULT 0 CHECK (disbursed_wan >= 0 AND disbursed_wan <= committed_wan),
    reason TEXT NOT NULL DEFAULT '',
    CHECK (committed_wan = 0 OR fund_id <> '')
);
CREATE INDEX fund_requests_project ON fund_requests (project_id);
CREATE INDEX fund_requests_region ON fund_requests (region_id, created_at, id);
CREATE INDEX fund_requests_created ON fund_requests (created_at, id);
CREATE INDEX fund_requests_state ON fund_requests (state);

CREATE TABLE fund_steps (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    region_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    request_id TEXT NOT NULL REFERENCES fund_requests (id),
    code TEXT NOT NULL,
    amount_wan BIGINT NOT NULL,
    effective_on TEXT NOT NULL
);
CREATE INDEX fund_steps_project ON fund_steps (project_id);
CREATE INDEX fund_steps_day ON fund_steps (effective_on);

CREATE TABLE fund_diligences (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    request_id TEXT NOT NULL UNIQUE REFERENCES fund_requests (id),
    checklist TEXT NOT NULL,
    observed BIGINT NOT NULL DEFAULT 0,
    report_text TEXT NOT NULL DEFAULT '',
    report_file TEXT NOT NULL DEFAULT '',
    result TEXT NOT NULL DEFAULT '' CHECK (result IN ('', 'pass', 'conditional', 'fail'))
);

CREATE TABLE fund_findings (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    request_id TEXT NOT NULL REFERENCES fund_requests (id),
    item TEXT NOT NULL,
    finding TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('low', 'medium', 'high'))
);
CREATE INDEX fund_findings_request ON fund_findings (request_id, created_at, id);

CREATE TABLE fund_disbursements (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    region_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    request_id TEXT NOT NULL REFERENCES fund_requests (id),
    amount_wan BIGINT NOT NULL CHECK (amount_wan > 0),
    paid_on TEXT NOT NULL,
    tranche BIGINT NOT NULL,
    note TEXT NOT NULL,
    entry_id TEXT NOT NULL UNIQUE,
    reversed BOOLEAN NOT NULL,
    reversal_reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX fund_disbursements_request ON fund_disbursements (request_id, paid_on, id);

-- +goose Down
DROP TABLE fund_disbursements;
DROP TABLE fund_findings;
DROP TABLE fund_diligences;
DROP TABLE fund_steps;
DROP TABLE fund_requests;
DROP TABLE funds;
