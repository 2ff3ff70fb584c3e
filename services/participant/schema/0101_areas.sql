-- Administrative areas: one row for each meaning of a code. Months are
-- year * 12 + month - 1. Distribution: reference table.
CREATE TABLE area (
  area_code TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  area_level TEXT NOT NULL,
  area_name TEXT NOT NULL,
  parent_code TEXT NOT NULL,
  PRIMARY KEY (area_code, valid_from)
);

-- Which area became which. Distribution: reference table.
CREATE TABLE area_succession (
  predecessor_code TEXT NOT NULL,
  successor_code TEXT NOT NULL,
  effective_from BIGINT NOT NULL,
  PRIMARY KEY (predecessor_code, successor_code, effective_from)
);

-- The revision that last changed the two tables above, for caches of them. One
-- row. Distribution: reference table.
CREATE TABLE area_state (
  id BIGINT PRIMARY KEY,
  revision BIGINT NOT NULL
);

INSERT INTO area_state (id, revision) VALUES (1, 0);
