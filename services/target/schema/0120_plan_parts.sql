-- A plan may be a ratio: base is then the code of what it is a ratio of, and value
-- millionths of it. And it may be a part of the area's plan that somebody in the area
-- holds: officers/{code} or organisations/{code}. Both are empty otherwise.
ALTER TABLE plan ADD COLUMN base TEXT NOT NULL DEFAULT '';
ALTER TABLE plan ADD COLUMN holder TEXT NOT NULL DEFAULT '';
DROP INDEX plan_version;
CREATE UNIQUE INDEX plan_version
  ON plan (area, indicator, year, assigner, kind, base, holder, valid_from);

-- Milestones (kịch bản) that were given for a version of a plan: what is to be reached
-- by the end of a day. last_day: days since 1970-01-01. Distribution: reference.
CREATE TABLE plan_milestone (
  plan_id BIGINT NOT NULL,
  last_day BIGINT NOT NULL,
  value BIGINT NOT NULL,
  PRIMARY KEY (plan_id, last_day)
);
