-- Statuses of employers as they were known: each time that an employer's statuses
-- changed, all of them anew, with the moment since which they are known. An
-- employer whose statuses were taken away has one row with an empty status.
-- Distribution: by payer_id.
CREATE TABLE payer_status_known (
  payer_id BIGINT NOT NULL,
  recorded_us BIGINT NOT NULL,
  from_month BIGINT NOT NULL,
  status TEXT NOT NULL,
  PRIMARY KEY (payer_id, recorded_us, from_month)
);

INSERT INTO payer_status_known (payer_id, recorded_us, from_month, status)
SELECT payer_id, 0, from_month, status FROM payer_status;

-- Steps that were taken against an employer that is late: never updated. kind is
-- that of services/contribution/ageing/legal_step.h; days are counted from
-- 1970-01-01, delivered_day is 0 while it is not known. annuls is the step that
-- this row takes back, or 0. Distribution: by payer_id.
CREATE TABLE legal_step (
  payer_id BIGINT NOT NULL,
  step_id BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  day BIGINT NOT NULL,
  delivered_day BIGINT NOT NULL,
  annuls BIGINT NOT NULL,
  recorded_us BIGINT NOT NULL,
  number TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (payer_id, step_id)
);

-- Who is in charge of an employer, or of the employers of an area, from a day on:
-- never updated. payer_id is 0 for an area, area empty for an employer, officer
-- empty for nobody. Distribution: coordinator-local.
CREATE TABLE officer_assignment (
  assignment_id BIGINT PRIMARY KEY,
  payer_id BIGINT NOT NULL,
  from_day BIGINT NOT NULL,
  recorded_us BIGINT NOT NULL,
  area TEXT NOT NULL,
  officer TEXT NOT NULL
);

-- The next ids of legal steps and assignments. One row.
-- Distribution: coordinator-local.
CREATE TABLE arrears_sequence (
  id BIGINT PRIMARY KEY,
  next_id BIGINT NOT NULL
);

INSERT INTO arrears_sequence (id, next_id) VALUES (1, 1);
