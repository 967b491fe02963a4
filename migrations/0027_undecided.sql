-- How many statuses were handed in and not decided when the month was closed; unknown of snapshots that are older.

-- +goose Up
ALTER TABLE snapshots ADD COLUMN undecided BIGINT;

-- +goose Down
ALTER TABLE snapshots DROP COLUMN undecided;
