-- A keyed hash of a fixed text: tells whether a key file is the one that
-- identifiers were hashed and encrypted with. One row. Distribution:
-- coordinator-local.
CREATE TABLE key_check (
  id BIGINT PRIMARY KEY,
  digest TEXT NOT NULL
);

-- The categories of each scheme with the ranks that stored cover was folded
-- with. Distribution: reference table.
CREATE TABLE category_rank (
  scheme BIGINT NOT NULL,
  category TEXT NOT NULL,
  category_rank BIGINT NOT NULL,
  PRIMARY KEY (scheme, category)
);
