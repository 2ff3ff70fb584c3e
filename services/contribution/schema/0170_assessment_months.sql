-- Which months of a waiting employer may differ, both included: those that the
-- period got, or all when its wages, its terms or the law changed.
ALTER TABLE assessment_queue ADD COLUMN first_month BIGINT NOT NULL DEFAULT 0;
ALTER TABLE assessment_queue ADD COLUMN through_month BIGINT NOT NULL DEFAULT 35999;
