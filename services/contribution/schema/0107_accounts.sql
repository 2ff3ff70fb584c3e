-- Kinds of transactions beyond 1 and 2, and accounts beyond 3, are those of
-- services/contribution/ledger/posting.h.

-- By fund: what was allocated, charged as interest and paid of it in a month, and
-- how outstanding principal changed. All of it is posted when payers are settled.
ALTER TABLE area_own_month ADD COLUMN allocated_retirement_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_own_month ADD COLUMN allocated_sickness_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_own_month ADD COLUMN allocated_accident_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_own_month ADD COLUMN allocated_health_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_own_month ADD COLUMN allocated_unemployment_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_own_month ADD COLUMN interest_retirement_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_own_month ADD COLUMN interest_sickness_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_own_month ADD COLUMN interest_accident_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_own_month ADD COLUMN interest_health_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_own_month ADD COLUMN interest_unemployment_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_own_month ADD COLUMN interest_paid_retirement_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_own_month ADD COLUMN interest_paid_sickness_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_own_month ADD COLUMN interest_paid_accident_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_own_month ADD COLUMN interest_paid_health_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_own_month ADD COLUMN interest_paid_unemployment_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_own_month ADD COLUMN outstanding_change_retirement_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_own_month ADD COLUMN outstanding_change_sickness_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_own_month ADD COLUMN outstanding_change_accident_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_own_month ADD COLUMN outstanding_change_health_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_own_month ADD COLUMN outstanding_change_unemployment_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_total_month ADD COLUMN allocated_retirement_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_total_month ADD COLUMN allocated_sickness_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_total_month ADD COLUMN allocated_accident_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_total_month ADD COLUMN allocated_health_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_total_month ADD COLUMN allocated_unemployment_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_total_month ADD COLUMN interest_retirement_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_total_month ADD COLUMN interest_sickness_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_total_month ADD COLUMN interest_accident_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_total_month ADD COLUMN interest_health_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_total_month ADD COLUMN interest_unemployment_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_total_month ADD COLUMN interest_paid_retirement_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_total_month ADD COLUMN interest_paid_sickness_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_total_month ADD COLUMN interest_paid_accident_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_total_month ADD COLUMN interest_paid_health_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_total_month ADD COLUMN interest_paid_unemployment_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_total_month ADD COLUMN outstanding_change_retirement_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_total_month ADD COLUMN outstanding_change_sickness_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_total_month ADD COLUMN outstanding_change_accident_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_total_month ADD COLUMN outstanding_change_health_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_total_month ADD COLUMN outstanding_change_unemployment_vnd BIGINT NOT NULL DEFAULT 0;

-- Payers whose allocations and interest may differ from what is posted. problem is
-- empty, or says why they could not be computed; they are tried again once they have
-- another transaction or the law changes. Distribution: coordinator-local.
CREATE TABLE account_queue (
  payer_id BIGINT PRIMARY KEY,
  problem TEXT NOT NULL
);

INSERT INTO account_queue (payer_id, problem) SELECT DISTINCT payer_id, '' FROM payer_month;

-- Outstanding principal of a payer by fund, from a month on until the next row:
-- only payers that owed some have rows. Distribution: by payer_id.
CREATE TABLE payer_debt (
  payer_id BIGINT NOT NULL,
  month BIGINT NOT NULL,
  area TEXT NOT NULL,
  retirement_vnd BIGINT NOT NULL,
  sickness_vnd BIGINT NOT NULL,
  accident_vnd BIGINT NOT NULL,
  health_vnd BIGINT NOT NULL,
  unemployment_vnd BIGINT NOT NULL,
  PRIMARY KEY (payer_id, month)
);

-- Through which month interest is charged, and since when: the newest row holds.
-- Distribution: coordinator-local.
CREATE TABLE interest_run (
  through_month BIGINT PRIMARY KEY,
  recorded_us BIGINT NOT NULL
);

-- The law that payers were last settled by. One row, once there is one.
-- Distribution: coordinator-local.
CREATE TABLE account_law (
  id BIGINT PRIMARY KEY,
  law_version BIGINT NOT NULL
);
