-- Land quota: the pools (each with the ledger account of the same id), the counties' requests, the reservations while one is under decision, and the
-- versions of thresholds and scoring. Areas are hundredths of a mu. region_id '' is the city.

-- +goose Up
CREATE TABLE land_pools (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    year BIGINT NOT NULL CHECK (year BETWEEN 2000 AND 2199),
    region_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('newLand', 'stockLand', 'linkage')),
    name TEXT NOT NULL CHECK (name <> ''),
    UNIQUE (year, region_id, kind, name)
);

CREATE TABLE land_requests (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    region_id TEXT NOT NULL REFERENCES regions (id),
    project_id TEXT NOT NULL REFERENCES projects (id),
    area_mu BIGINT NOT NULL CHECK (area_mu > 0),
    city_share_mu BIGINT NOT NULL CHECK (city_share_mu >= 0),
    own_share_mu BIGINT NOT NULL CHECK (own_share_mu >= 0),
    kind TEXT NOT NULL CHECK (kind IN ('newLand', 'stockLand', 'linkage')),
    reason TEXT NOT NULL,
    investment_per_mu_wan BIGINT,
    tax_per_mu_wan BIGINT,
    plot_ratio BIGINT,
    start_months BIGINT,
    checks TEXT NOT NULL DEFAULT '[]',
    threshold_number BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('requested', 'prechecked', 'approved', 'refused', 'withdrawn', 'used', 'returned', 'recalled')),
    requested_on TEXT NOT NULL,
    prechecked_on TEXT,
    approved_on TEXT,
    approved_mu BIGINT NOT NULL CHECK (approved_mu >= 0 AND approved_mu <= area_mu),
    used_mu BIGINT NOT NULL CHECK (used_mu >= 0),
    returned_mu BIGINT NOT NULL CHECK (returned_mu >= 0),
    pool_id TEXT NOT NULL DEFAULT '',
    grants TEXT NOT NULL DEFAULT '[]',
    start_by TEXT,
    conditions TEXT NOT NULL DEFAULT '[]',
    uses TEXT NOT NULL DEFAULT '[]',
    steps TEXT NOT NULL DEFAULT '[]',
    CHECK (city_share_mu + own_share_mu = area_mu),
    CHECK (used_mu + returned_mu <= approved_mu)
);
CREATE INDEX land_requests_region ON land_requests (region_id, state);
CREATE INDEX land_requests_project ON land_requests (project_id);
CREATE INDEX land_requests_created ON land_requests (created_at, id);

CREATE TABLE land_reservations (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    region_id TEXT NOT NULL REFERENCES regions (id),
    request_id TEXT NOT NULL REFERENCES land_requests (id),
    pool_id TEXT NOT NULL REFERENCES land_pools (id),
    area_mu BIGINT NOT NULL CHECK (area_mu > 0),
    expires_on TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('held', 'released', 'lapsed')),
    ended_on TEXT
);
CREATE INDEX land_reservations_request ON land_reservations (request_id);
CREATE INDEX land_reservations_held ON land_reservations (pool_id, expires_on) WHERE state = 'held';

CREATE TABLE land_rules (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    topic TEXT NOT NULL CHECK (topic IN ('thresholds', 'scoring')),
    number BIGINT NOT NULL CHECK (number >= 2),
    body TEXT NOT NULL,
    UNIQUE (topic, number)
);

-- +goose Down
DROP TABLE land_rules;
DROP TABLE land_reservations;
DROP TABLE land_requests;
DROP TABLE land_pools;
