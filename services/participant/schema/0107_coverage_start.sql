-- The first month with cover is read from the counts themselves, which fall and
-- rise with annulled movements; only months count, so the index is small.
CREATE INDEX coverage_total_by_month ON coverage_total (month);

DROP TABLE coverage_start;
