-- The next id of a paid cover. One row. Distribution: coordinator-local.
CREATE TABLE self_paid_sequence (
  id BIGINT PRIMARY KEY,
  next_cover_id BIGINT NOT NULL
);

INSERT INTO self_paid_sequence (id, next_cover_id) VALUES (1, 1);

-- Receipts of those who pay alone that the ledger took, by the hash of (source,
-- external_id) that ledger_reference has too. scheme is 1 for voluntary insurance,
-- 2 for health insurance of a household, 3 for a business owner; paid_day counts
-- from 1970-01-01. The amounts by fund are what the payer paid; support_vnd is
-- what the state bears beside them and is in no posting. annulled is 1 once a later
-- row took the receipt back. Distribution: by reference_high.
CREATE TABLE self_paid_receipt (
  reference_high BIGINT NOT NULL,
  reference_low BIGINT NOT NULL,
  payer_id BIGINT NOT NULL,
  scheme BIGINT NOT NULL,
  from_month BIGINT NOT NULL,
  months BIGINT NOT NULL,
  paid_day BIGINT NOT NULL,
  retirement_vnd BIGINT NOT NULL,
  sickness_vnd BIGINT NOT NULL,
  accident_vnd BIGINT NOT NULL,
  health_vnd BIGINT NOT NULL,
  unemployment_vnd BIGINT NOT NULL,
  support_vnd BIGINT NOT NULL,
  annulled BIGINT NOT NULL,
  PRIMARY KEY (reference_high, reference_low)
);

-- The period that a receipt pays for, one row for each person whom it covers.
-- household_rank is the member's place in the household, 0 where none counts;
-- supported_months how many of the months the state supports. area is the one
-- that counts the person, category participant's. Distribution: by person_id.
CREATE TABLE self_paid_cover (
  person_id BIGINT NOT NULL,
  cover_id BIGINT NOT NULL,
  scheme BIGINT NOT NULL,
  from_month BIGINT NOT NULL,
  through_month BIGINT NOT NULL,
  payer_id BIGINT NOT NULL,
  household_rank BIGINT NOT NULL,
  supported_months BIGINT NOT NULL,
  reference_high BIGINT NOT NULL,
  reference_low BIGINT NOT NULL,
  annulled BIGINT NOT NULL,
  area TEXT NOT NULL,
  category TEXT NOT NULL,
  PRIMARY KEY (person_id, cover_id)
);

-- All covers in the order in which they were paid.
CREATE INDEX self_paid_cover_by_id ON self_paid_cover (cover_id);
-- Members of a household that joined in a year.
CREATE INDEX self_paid_cover_by_payer ON self_paid_cover (payer_id);
-- What a receipt covers, when it is annulled.
CREATE INDEX self_paid_cover_by_receipt ON self_paid_cover (reference_high, reference_low);
