-- What was handed in late by projects that owe nothing any more is counted by itself, so that the share on time is of what is due. The rollups of
-- the rows that are there are added here; a closed month keeps what was frozen. And a status remembers that its county has named the light itself.

-- +goose Up
ALTER TABLE month_statuses ADD COLUMN light_chosen BOOLEAN NOT NULL DEFAULT FALSE;
INSERT INTO region_figures (month, region_id, metric, bucket, count, wan)
SELECT s.month, p.region_id, 'excusedLate', 0, count(*), 0 FROM month_statuses s JOIN projects p ON p.id = s.project_id
WHERE s.state IN ('submitted', 'accepted') AND s.late AND p.condition <> 'active' AND p.counts AND p.archived_at IS NULL
GROUP BY s.month, p.region_id;
INSERT INTO industry_figures (month, region_id, industry, metric, bucket, count, wan)
SELECT s.month, p.region_id, substr(p.industry, 1, 3), 'excusedLate', 0, count(*), 0 FROM month_statuses s JOIN projects p ON p.id = s.project_id
WHERE s.state IN ('submitted', 'accepted') AND s.late AND p.condition <> 'active' AND p.counts AND p.archived_at IS NULL
GROUP BY s.month, p.region_id, substr(p.industry, 1, 3);

-- +goose Down
ALTER TABLE month_statuses DROP COLUMN light_chosen;
DELETE FROM region_figures WHERE metric = 'excusedLate';
DELETE FROM industry_figures WHERE metric = 'excusedLate';
