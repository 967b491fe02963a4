-- That a project has counted is remembered by itself: what was registered with a large investment outside manufacturing has not, and a reserve that grew has.
-- Of the projects that are here, those have that count now, or of which the trail says that they did.

-- +goose Up
ALTER TABLE projects ADD COLUMN counted BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE projects SET counted = TRUE WHERE counts OR id IN (
    SELECT row_id FROM audit WHERE entity = 'projects' AND (before LIKE '%"counts":true%' OR after LIKE '%"counts":true%')
);
-- What two projects have in common is found through indexes: of their national codes, too.
CREATE INDEX projects_national_code ON projects (national_code) WHERE national_code <> '';

-- +goose Down
DROP INDEX projects_national_code;
ALTER TABLE projects DROP COLUMN counted;
