-- The board adds up what was asked for, granted and supplied in the indexes alone.

-- +goose Up
DROP INDEX land_supplies_on;
CREATE INDEX land_supplies_on ON land_supplies (supplied_on, region_id, source, cancelled_at, area_mu);
DROP INDEX land_requests_asked;
CREATE INDEX land_requests_asked ON land_requests (requested_on, region_id, state, area_mu);
DROP INDEX land_requests_approved;
CREATE INDEX land_requests_approved ON land_requests (approved_on, region_id, state, approved_mu);

-- +goose Down
DROP INDEX land_requests_approved;
CREATE INDEX land_requests_approved ON land_requests (approved_on);
DROP INDEX land_requests_asked;
CREATE INDEX land_requests_asked ON land_requests (requested_on);
DROP INDEX land_supplies_on;
CREATE INDEX land_supplies_on ON land_supplies (supplied_on, region_id);
