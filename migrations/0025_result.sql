-- What due diligence came to stands with its findings alone: a county sees state and dates.

-- +goose Up
ALTER TABLE fund_requests DROP COLUMN diligence_result;

-- +goose Down
ALTER TABLE fund_requests ADD COLUMN diligence_result TEXT NOT NULL DEFAULT '';
