-- Contributions of voluntary members have columns of their own, as a fund of their
-- own: services/contribution/ledger/fund.h.
ALTER TABLE ledger_posting ADD COLUMN voluntary_retirement_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE self_paid_receipt ADD COLUMN voluntary_retirement_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE payer_debt ADD COLUMN voluntary_retirement_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_own_month ADD COLUMN voluntary_retirement_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_own_month ADD COLUMN allocated_voluntary_retirement_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_own_month ADD COLUMN interest_voluntary_retirement_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_own_month ADD COLUMN interest_paid_voluntary_retirement_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_own_month ADD COLUMN outstanding_change_voluntary_retirement_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_total_month ADD COLUMN voluntary_retirement_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_total_month ADD COLUMN allocated_voluntary_retirement_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_total_month ADD COLUMN interest_voluntary_retirement_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_total_month ADD COLUMN interest_paid_voluntary_retirement_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE area_total_month ADD COLUMN outstanding_change_voluntary_retirement_vnd BIGINT NOT NULL DEFAULT 0;
