-- The investor's name as it is compared, what first-report priority (首报首谈) was decided against, and what a verdict passed over.

-- +goose Up
ALTER TABLE enterprises ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
-- What the program writes from now on also takes the width of letters and every other punctuation out.
UPDATE enterprises SET name_key = lower(replace(replace(replace(replace(replace(replace(replace(replace(name, ' ', ''), '　', ''), '（', ''), '）', ''), '(', ''), ')', ''), '·', ''), '-', ''));
CREATE INDEX enterprises_name_key ON enterprises (name_key);
ALTER TABLE projects ADD COLUMN duplicate_of TEXT NOT NULL DEFAULT '[]';
ALTER TABLE milestones ADD COLUMN waived TEXT NOT NULL DEFAULT '[]';
ALTER TABLE stage_moves ADD COLUMN waived TEXT NOT NULL DEFAULT '[]';

-- +goose Down
ALTER TABLE stage_moves DROP COLUMN waived;
ALTER TABLE milestones DROP COLUMN waived;
ALTER TABLE projects DROP COLUMN duplicate_of;
DROP INDEX enterprises_name_key;
ALTER TABLE enterprises DROP COLUMN name_key;
