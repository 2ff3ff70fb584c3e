-- How many people of an area that a later reform divides were counted by which
-- successor, as of the reform of month placed_by: how the number changes by month
-- before it. series as in coverage_total. Distribution: coordinator-local.
CREATE TABLE coverage_placement (
  area_code TEXT NOT NULL,
  placed_by BIGINT NOT NULL,
  successor_code TEXT NOT NULL,
  series BIGINT NOT NULL,
  category TEXT NOT NULL,
  month BIGINT NOT NULL,
  people BIGINT NOT NULL,
  PRIMARY KEY (area_code, placed_by, successor_code, series, category, month)
) %clustered%;

-- Which divisions of areas the table above was counted by; 0: none. One row.
-- Distribution: coordinator-local.
CREATE TABLE placement_state (
  id BIGINT PRIMARY KEY,
  digest BIGINT NOT NULL
);

INSERT INTO placement_state (id, digest) VALUES (1, 0);
