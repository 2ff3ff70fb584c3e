-- The sum of all amounts in the ledger, each without its sign: no sum or balance
-- that is kept can be larger. One row. Distribution: coordinator-local.
CREATE TABLE ledger_volume (
  id BIGINT PRIMARY KEY,
  volume_vnd BIGINT NOT NULL
);

INSERT INTO ledger_volume (id, volume_vnd)
SELECT 1, COALESCE(SUM(ABS(retirement_vnd) + ABS(sickness_vnd) + ABS(accident_vnd)
    + ABS(health_vnd) + ABS(unemployment_vnd) + ABS(unallocated_vnd)), 0)
FROM ledger_posting WHERE account = 1;
