-- How an employer pays in some months, both included: kinds are those of
-- services/contribution/arrangements/arrangement.h; through_month is Month::Max()
-- without an end. Never changed: the highest revision on a month holds.
-- Distribution: by payer_id.
CREATE TABLE payment_arrangement (
  payer_id BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  from_month BIGINT NOT NULL,
  through_month BIGINT NOT NULL,
  decision_number TEXT NOT NULL,
  recorded_us BIGINT NOT NULL,
  PRIMARY KEY (payer_id, revision)
) %clustered%;

-- What an employer owes for a month of a worker who leaves, paid first of money
-- that comes in from decided_day on (days since 1970-01-01). Never changed.
-- Distribution: by payer_id.
CREATE TABLE leaver_part (
  payer_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  month BIGINT NOT NULL,
  decided_day BIGINT NOT NULL,
  retirement_vnd BIGINT NOT NULL,
  sickness_vnd BIGINT NOT NULL,
  accident_vnd BIGINT NOT NULL,
  health_vnd BIGINT NOT NULL,
  unemployment_vnd BIGINT NOT NULL,
  voluntary_retirement_vnd BIGINT NOT NULL,
  decision_number TEXT NOT NULL,
  recorded_us BIGINT NOT NULL,
  PRIMARY KEY (payer_id, person_id, month)
) %clustered%;
