-- Working days that the city enters itself: they win over the State Council's notices that come with the program.

-- +goose Up
CREATE TABLE workdays (
    id TEXT PRIMARY KEY, version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by TEXT NOT NULL, updated_at TIMESTAMP NOT NULL, updated_by TEXT NOT NULL,
    worked BOOLEAN NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> ''),
    active BOOLEAN NOT NULL
);

-- +goose Down
DROP TABLE workdays;
