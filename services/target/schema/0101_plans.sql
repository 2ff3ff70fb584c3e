-- Versions of plans. A version holds from its month until the next version of
-- the same assigner, area, indicator, year and kind, at most to the end of its
-- year. kind: 1 assigned, 2 commitment. valid_from: year * 12 + month - 1.
-- Distribution: reference.
CREATE TABLE plan (
  plan_id BIGINT PRIMARY KEY,
  assigner TEXT NOT NULL,
  area TEXT NOT NULL,
  indicator TEXT NOT NULL,
  year BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  valid_from BIGINT NOT NULL,
  decision TEXT NOT NULL,
  value BIGINT NOT NULL,
  revision BIGINT NOT NULL
);

CREATE UNIQUE INDEX plan_version ON plan (area, indicator, year, assigner, kind, valid_from);

-- What ratios are taken of: the newest row whose valid_from is not after a
-- month holds in it. valid_from as in plan. Distribution: reference.
CREATE TABLE denominator (
  denominator_id BIGINT PRIMARY KEY,
  base TEXT NOT NULL,
  area TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  value BIGINT NOT NULL,
  source TEXT NOT NULL,
  revision BIGINT NOT NULL
);

CREATE UNIQUE INDEX denominator_version ON denominator (area, base, valid_from);

-- Names the data that cached reports belong to (one row): a random text, so
-- that another database never meets this one's answers in a shared cache, and
-- a new one when a followed service turns out to have lost revisions.
-- Distribution: coordinator-local.
CREATE TABLE cache_lineage (
  id BIGINT PRIMARY KEY,
  lineage TEXT NOT NULL
);
