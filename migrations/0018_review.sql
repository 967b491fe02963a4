-- Joint review (联审联评): templates by version, cases with their steps, the stretches in which a clock stood still, and the conditions of a conclusion.

-- +goose Up
CREATE TABLE review_templates (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    template_key TEXT NOT NULL CHECK (template_key <> ''),
    number BIGINT NOT NULL CHECK (number > 0),
    name TEXT NOT NULL CHECK (name <> ''),
    note TEXT NOT NULL DEFAULT '',
    active BOOLEAN NOT NULL,
    triggers TEXT NOT NULL,
    steps TEXT NOT NULL,
    again_percent BIGINT NOT NULL CHECK (again_percent > 0),
    UNIQUE (template_key, number)
);

CREATE TABLE reviews (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    region_id TEXT NOT NULL REFERENCES regions (id),
    project_id TEXT NOT NULL REFERENCES projects (id),
    project_version BIGINT NOT NULL,
    project_name TEXT NOT NULL,
    template_key TEXT NOT NULL,
    template_number BIGINT NOT NULL,
    template_name TEXT NOT NULL,
    gate_stage TEXT NOT NULL,
    again_percent BIGINT NOT NULL CHECK (again_percent > 0),
    judged TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'suspended', 'concluded', 'withdrawn')),
    opened_on TEXT NOT NULL,
    conclusion TEXT NOT NULL DEFAULT '' CHECK (conclusion IN ('', 'pass', 'conditional', 'fail', 'postponed')),
    meeting_number TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    concluded_on TEXT,
    concluded_at TIMESTAMP,
    concluded_by TEXT NOT NULL DEFAULT '',
    withdrawn_on TEXT,
    withdrawn_at TIMESTAMP,
    withdrawn_by TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    successor_id TEXT NOT NULL DEFAULT '',
    moves BIGINT NOT NULL DEFAULT 0,
    FOREIGN KEY (template_key, template_number) REFERENCES review_templates (template_key, number),
    CHECK ((state = 'concluded') = (conclusion <> '')),
    CHECK ((state = 'concluded') = (concluded_on IS NOT NULL)),
    CHECK ((state = 'withdrawn') = (withdrawn_on IS NOT NULL)),
    CHECK (state <> 'concluded' OR meeting_number <> '')
);
CREATE INDEX reviews_created ON reviews (created_at, id);
CREATE INDEX reviews_updated ON reviews (updated_at, id);
CREATE INDEX reviews_region ON reviews (region_id, state);
CREATE INDEX reviews_project ON reviews (project_id, state);
CREATE INDEX reviews_concluded ON reviews (concluded_on);
-- A project goes through one review by a template at a time, and one conclusion holds.
CREATE UNIQUE INDEX reviews_live ON reviews (project_id, template_key) WHERE state IN ('open', 'suspended');
CREATE UNIQUE INDEX reviews_current ON reviews (project_id, template_key) WHERE state = 'concluded' AND successor_id = '';

CREATE TABLE review_steps (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    review_id TEXT NOT NULL REFERENCES reviews (id),
    region_id TEXT NOT NULL,
    department_id TEXT NOT NULL DEFAULT '',
    step_key TEXT NOT NULL,
    name TEXT NOT NULL,
    sort_order BIGINT NOT NULL,
    place BIGINT NOT NULL,
    party TEXT NOT NULL CHECK (party IN ('department', 'county')),
    checks TEXT NOT NULL DEFAULT '',
    materials TEXT NOT NULL,
    limit_days BIGINT NOT NULL CHECK (limit_days > 0),
    silence_consents BOOLEAN NOT NULL,
    concludes BOOLEAN NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'open', 'suspended', 'done')),
    opened_on TEXT,
    due_on TEXT,
    stopped_on TEXT,
    days_stopped BIGINT NOT NULL DEFAULT 0 CHECK (days_stopped >= 0),
    done_on TEXT,
    opinion TEXT NOT NULL DEFAULT '' CHECK (opinion IN ('', 'agree', 'conditional', 'disagree', 'supplement')),
    deemed BOOLEAN NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    given_by TEXT NOT NULL DEFAULT '',
    given_at TIMESTAMP,
    conditions TEXT NOT NULL DEFAULT '[]',
    reviewer_a TEXT NOT NULL DEFAULT '',
    reviewer_b TEXT NOT NULL DEFAULT '',
    recusals TEXT NOT NULL DEFAULT '[]',
    UNIQUE (review_id, step_key),
    CHECK ((party = 'county') = (department_id = '')),
    CHECK ((state = 'waiting') = (opened_on IS NULL)),
    CHECK ((state = 'waiting') = (due_on IS NULL)),
    CHECK ((state = 'suspended') = (stopped_on IS NOT NULL)),
    CHECK ((state = 'done') = (done_on IS NOT NULL)),
    -- Deemed consent is never an opinion.
    CHECK (NOT deemed OR state = 'done' AND silence_consents AND opinion = '' AND given_by = '')
);
CREATE INDEX review_steps_open ON review_steps (state, due_on);
CREATE INDEX review_steps_department ON review_steps (department_id, state);

CREATE TABLE review_suspensions (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    review_id TEXT NOT NULL REFERENCES reviews (id),
    region_id TEXT NOT NULL,
    step_key TEXT NOT NULL,
    from_on TEXT NOT NULL,
    to_on TEXT,
    days_lost BIGINT NOT NULL DEFAULT 0 CHECK (days_lost >= 0),
    asked TEXT NOT NULL CHECK (asked <> ''),
    asked_by TEXT NOT NULL,
    asked_at TIMESTAMP NOT NULL,
    supplied TEXT NOT NULL DEFAULT '',
    supplied_by TEXT NOT NULL DEFAULT '',
    supplied_at TIMESTAMP,
    attachment_ids TEXT NOT NULL DEFAULT '[]',
    FOREIGN KEY (review_id, step_key) REFERENCES review_steps (review_id, step_key),
    CHECK (to_on IS NULL OR to_on >= from_on)
);
CREATE UNIQUE INDEX review_suspensions_one ON review_suspensions (review_id, step_key) WHERE to_on IS NULL;
CREATE INDEX review_suspensions_review ON review_suspensions (review_id);

CREATE TABLE review_conditions (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    review_id TEXT NOT NULL REFERENCES reviews (id),
    project_id TEXT NOT NULL REFERENCES projects (id),
    region_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    step_key TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL CHECK (body <> ''),
    owner_department_id TEXT NOT NULL CHECK (owner_department_id <> ''),
    due_on TEXT NOT NULL,
    blocks_stage TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK (state IN ('open', 'fulfilled')),
    reported BOOLEAN NOT NULL,
    reported_at TIMESTAMP,
    reported_by TEXT NOT NULL DEFAULT '',
    evidence TEXT NOT NULL DEFAULT '',
    attachment_ids TEXT NOT NULL DEFAULT '[]',
    checked_at TIMESTAMP,
    checked_by TEXT NOT NULL DEFAULT '',
    check_note TEXT NOT NULL DEFAULT '',
    fulfilled_on TEXT,
    UNIQUE (review_id, number),
    CHECK ((state = 'fulfilled') = (fulfilled_on IS NOT NULL)),
    CHECK (NOT reported OR state = 'open')
);
CREATE INDEX review_conditions_project ON review_conditions (project_id, state);
CREATE INDEX review_conditions_open ON review_conditions (state, due_on);

-- +goose Down
DROP TABLE review_conditions;
DROP TABLE review_suspensions;
DROP TABLE review_steps;
DROP TABLE reviews;
DROP TABLE review_templates;
