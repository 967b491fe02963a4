-- A list shows what is not archived. Counting and paging by day of registration find it in the index alone, without a look at the rows.

-- +goose Up
CREATE INDEX projects_live ON projects (region_id, created_at, id) WHERE archived_at IS NULL;
DROP INDEX projects_region_created;

-- +goose Down
CREATE INDEX projects_region_created ON projects (region_id, created_at, id);
DROP INDEX projects_live;
