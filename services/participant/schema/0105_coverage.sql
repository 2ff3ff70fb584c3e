-- How counts change by month, for each area with all areas below it, and
-- (direct_*) for the people who hang on the area itself, from which totals are
-- rebuilt when areas change. series: a scheme as in baophu.type.v1.Scheme, or 0
-- for employers. Distribution: coordinator-local.
CREATE TABLE coverage_total (
  area_code TEXT NOT NULL,
  series BIGINT NOT NULL,
  category TEXT NOT NULL,
  month BIGINT NOT NULL,
  people BIGINT NOT NULL,
  joined BIGINT NOT NULL,
  left_count BIGINT NOT NULL,
  direct_people BIGINT NOT NULL,
  direct_joined BIGINT NOT NULL,
  direct_left BIGINT NOT NULL,
  PRIMARY KEY (area_code, series, category, month)
) %clustered%;

-- The first month in which any cover begins: before it nothing is known. One
-- row. Distribution: coordinator-local.
CREATE TABLE coverage_start (
  id BIGINT PRIMARY KEY,
  month BIGINT NOT NULL
);
