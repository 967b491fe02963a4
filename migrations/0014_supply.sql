-- Land handed over (供地), and renewal sites with their months. Areas are 0.01 mu. Nothing is deleted: a wrong supply is cancelled with its reason.

-- +goose Up
CREATE TABLE land_supplies (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    region_id TEXT NOT NULL REFERENCES regions (id),
    project_id TEXT NOT NULL DEFAULT '',
    request_id TEXT NOT NULL DEFAULT '',
    site_id TEXT NOT NULL DEFAULT '',
    supplied_on TEXT NOT NULL,
    area_mu BIGINT NOT NULL CHECK (area_mu > 0),
    source TEXT NOT NULL CHECK (source IN ('new', 'stock')),
    parcel TEXT NOT NULL,
    parcel_key TEXT NOT NULL CHECK (parcel_key <> ''),
    note TEXT NOT NULL DEFAULT '',
    late BOOLEAN NOT NULL,
    cancelled_at TIMESTAMP,
    cancelled_by TEXT NOT NULL DEFAULT '',
    cancel_reason TEXT NOT NULL DEFAULT '',
    CHECK (site_id = '' OR source = 'stock'),
    CHECK ((cancelled_at IS NULL) = (cancel_reason = ''))
);
CREATE UNIQUE INDEX land_supplies_parcel ON land_supplies (region_id, parcel_key) WHERE cancelled_at IS NULL;
CREATE INDEX land_supplies_on ON land_supplies (supplied_on, region_id);
CREATE INDEX land_supplies_created ON land_supplies (created_at, id);
CREATE INDEX land_supplies_project ON land_supplies (project_id) WHERE project_id <> '';
CREATE INDEX land_supplies_site ON land_supplies (site_id) WHERE site_id <> '';

CREATE TABLE land_sites (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    region_id TEXT NOT NULL REFERENCES regions (id),
    name TEXT NOT NULL CHECK (name <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('inefficient', 'urbanRenewal')),
    planned_mu BIGINT NOT NULL CHECK (planned_mu > 0),
    summary TEXT NOT NULL DEFAULT '',
    UNIQUE (region_id, name)
);
CREATE INDEX land_sites_created ON land_sites (created_at, id);

CREATE TABLE land_site_months (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    region_id TEXT NOT NULL,
    site_id TEXT NOT NULL REFERENCES land_sites (id),
    month TEXT NOT NULL,
    planned_mu BIGINT CHECK (planned_mu >= 0),
    cleared_mu BIGINT NOT NULL CHECK (cleared_mu >= 0),
    supplied_mu BIGINT NOT NULL CHECK (supplied_mu >= 0),
    reason TEXT NOT NULL DEFAULT '',
    UNIQUE (site_id, month)
);
CREATE INDEX land_site_months_month ON land_site_months (month, region_id);

-- +goose Down
DROP TABLE land_site_months;
DROP TABLE land_sites;
DROP TABLE land_supplies;
