-- The next id of a transaction. One row. Distribution: coordinator-local.
CREATE TABLE ledger_sequence (
  id BIGINT PRIMARY KEY,
  next_transaction_id BIGINT NOT NULL
);

INSERT INTO ledger_sequence (id, next_transaction_id) VALUES (1, 1);

-- What was entered, one row for each imported row. Never updated. payer_id is
-- an id of participant's times 4 plus 1 for an employer, 2 for a person, 3 for
-- a household. kind is 1 for an assessment, 2 for a payment. month is the one
-- contributed for, or in which the money came in, as year * 12 + month - 1; day
-- the due date or the day of payment, counted from 1970-01-01.
-- Distribution: by payer_id.
CREATE TABLE ledger_transaction (
  payer_id BIGINT NOT NULL,
  transaction_id BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  area TEXT NOT NULL,
  month BIGINT NOT NULL,
  day BIGINT NOT NULL,
  source TEXT NOT NULL,
  external_id TEXT NOT NULL,
  recorded_us BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (payer_id, transaction_id)
);

-- What a transaction does to an account, by fund: 1 RECEIVABLE, 2 FUND, 3 CASH.
-- Debits are above zero, credits below; all amounts of a transaction add up to
-- zero. Never updated. Distribution: by payer_id.
CREATE TABLE ledger_posting (
  payer_id BIGINT NOT NULL,
  transaction_id BIGINT NOT NULL,
  account BIGINT NOT NULL,
  retirement_vnd BIGINT NOT NULL,
  sickness_vnd BIGINT NOT NULL,
  accident_vnd BIGINT NOT NULL,
  health_vnd BIGINT NOT NULL,
  unemployment_vnd BIGINT NOT NULL,
  unallocated_vnd BIGINT NOT NULL,
  PRIMARY KEY (payer_id, transaction_id, account)
);

-- Which rows of which sources are in the ledger: a hash of (source,
-- external_id) and a keyed hash of the row's content, so that the same row
-- counts once and another row under its name is refused.
-- Distribution: by reference_high.
CREATE TABLE ledger_reference (
  reference_high BIGINT NOT NULL,
  reference_low BIGINT NOT NULL,
  digest_high BIGINT NOT NULL,
  digest_low BIGINT NOT NULL,
  PRIMARY KEY (reference_high, reference_low)
);

-- What fell due for a payer and what it paid, by month of the due date and of
-- the payment: sums of its postings. area is the one of the month's latest day.
-- Distribution: by payer_id.
CREATE TABLE payer_month (
  payer_id BIGINT NOT NULL,
  month BIGINT NOT NULL,
  due_vnd BIGINT NOT NULL,
  paid_vnd BIGINT NOT NULL,
  area_day BIGINT NOT NULL,
  area TEXT NOT NULL,
  PRIMARY KEY (payer_id, month)
);

-- Amounts of the transactions that name an area itself, by month. Assessed and
-- collected amounts are of the month; outstanding principal and the number of
-- employers that owe it are the sums of all changes up to a month.
-- Distribution: coordinator-local.
CREATE TABLE area_own_month (
  area TEXT NOT NULL,
  month BIGINT NOT NULL,
  retirement_vnd BIGINT NOT NULL,
  sickness_vnd BIGINT NOT NULL,
  accident_vnd BIGINT NOT NULL,
  health_vnd BIGINT NOT NULL,
  unemployment_vnd BIGINT NOT NULL,
  collected_vnd BIGINT NOT NULL,
  outstanding_change_vnd BIGINT NOT NULL,
  in_arrears_change BIGINT NOT NULL,
  PRIMARY KEY (area, month)
);

-- The same with all areas below that are in force in the month.
-- Distribution: coordinator-local.
CREATE TABLE area_total_month (
  area TEXT NOT NULL,
  month BIGINT NOT NULL,
  retirement_vnd BIGINT NOT NULL,
  sickness_vnd BIGINT NOT NULL,
  accident_vnd BIGINT NOT NULL,
  health_vnd BIGINT NOT NULL,
  unemployment_vnd BIGINT NOT NULL,
  collected_vnd BIGINT NOT NULL,
  outstanding_change_vnd BIGINT NOT NULL,
  in_arrears_change BIGINT NOT NULL,
  PRIMARY KEY (area, month)
);

-- How many transactions each month holds: whether there is data at all.
-- Distribution: coordinator-local.
CREATE TABLE ledger_month (
  month BIGINT PRIMARY KEY,
  transaction_count BIGINT NOT NULL
);
