-- What the board counts is found by day and state, however many years of rows there are.

-- +goose Up
CREATE INDEX reviews_state ON reviews (state, region_id);
CREATE INDEX reviews_opened ON reviews (opened_on);
CREATE INDEX issues_closed ON issues (closed_on);
CREATE INDEX land_requests_asked ON land_requests (requested_on);
CREATE INDEX land_requests_approved ON land_requests (approved_on);

-- +goose Down
DROP INDEX reviews_state;
DROP INDEX reviews_opened;
DROP INDEX issues_closed;
DROP INDEX land_requests_asked;
DROP INDEX land_requests_approved;
