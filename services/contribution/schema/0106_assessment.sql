-- The months, both included, whose assessments are posted from wages, and a hash
-- of the law that they were posted by. One row, once there is a first month.
-- Distribution: coordinator-local.
CREATE TABLE assessment_period (
  id BIGINT PRIMARY KEY,
  first_month BIGINT NOT NULL,
  through_month BIGINT NOT NULL,
  law_version BIGINT NOT NULL
);

-- Employers whose months may differ from what is posted. problem is empty, or
-- says why they could not be computed; they are tried again once their wages or
-- the law change. Distribution: coordinator-local.
CREATE TABLE assessment_queue (
  payer_id BIGINT PRIMARY KEY,
  problem TEXT NOT NULL
);
