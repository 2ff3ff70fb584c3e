-- Who took a receipt ('' at the agency's own desk), when it was paid, and the part of its
-- amount that is a cover's own. Of receipts of before, the first cover has the whole.
ALTER TABLE self_paid_cover ADD COLUMN paid_day BIGINT NOT NULL DEFAULT 0;
ALTER TABLE self_paid_cover ADD COLUMN amount_vnd BIGINT NOT NULL DEFAULT 0;
ALTER TABLE self_paid_cover ADD COLUMN collector TEXT NOT NULL DEFAULT '';

UPDATE self_paid_cover SET paid_day = (
  SELECT r.paid_day FROM self_paid_receipt r
  WHERE r.reference_high = self_paid_cover.reference_high
    AND r.reference_low = self_paid_cover.reference_low);

UPDATE self_paid_cover SET amount_vnd = (
  SELECT r.retirement_vnd + r.sickness_vnd + r.accident_vnd + r.health_vnd
    + r.unemployment_vnd + r.voluntary_retirement_vnd
  FROM self_paid_receipt r
  WHERE r.reference_high = self_paid_cover.reference_high
    AND r.reference_low = self_paid_cover.reference_low)
WHERE cover_id = (
  SELECT MIN(o.cover_id) FROM self_paid_cover o
  WHERE o.reference_high = self_paid_cover.reference_high
    AND o.reference_low = self_paid_cover.reference_low);

-- What covers in force make of a collector, by the area that counts the person, scheme
-- (as in self_paid_cover) and month: due and renewed in the month in which a cover ends,
-- the rest in the month of payment. Kept with the covers; verify computes it again.
-- Distribution: coordinator-local.
CREATE TABLE collection_fact (
  month BIGINT NOT NULL,
  collector TEXT NOT NULL,
  area TEXT NOT NULL,
  scheme BIGINT NOT NULL,
  due_count BIGINT NOT NULL,
  renewed_count BIGINT NOT NULL,
  won_count BIGINT NOT NULL,
  returned_count BIGINT NOT NULL,
  continued_count BIGINT NOT NULL,
  won_vnd BIGINT NOT NULL,
  returned_vnd BIGINT NOT NULL,
  continued_vnd BIGINT NOT NULL,
  PRIMARY KEY (month, collector, area, scheme)
) %clustered%;

-- Covers that were not renewed, by the reason that is known; those without one are the
-- rest. Distribution: coordinator-local.
CREATE TABLE collection_lapse (
  month BIGINT NOT NULL,
  collector TEXT NOT NULL,
  area TEXT NOT NULL,
  scheme BIGINT NOT NULL,
  reason TEXT NOT NULL,
  cover_count BIGINT NOT NULL,
  PRIMARY KEY (month, collector, area, scheme, reason)
) %clustered%;

-- Why a person's cover ended with a month, as participant told. Distribution: by
-- person_id.
CREATE TABLE lapse_reason (
  person_id BIGINT NOT NULL,
  scheme BIGINT NOT NULL,
  through_month BIGINT NOT NULL,
  contacted_day BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (person_id, scheme, through_month)
) %clustered%;

-- The rules by which collection_fact was counted; 0: not yet. One row.
-- Distribution: coordinator-local.
CREATE TABLE collection_fact_state (
  id BIGINT PRIMARY KEY,
  rules_version BIGINT NOT NULL
);

INSERT INTO collection_fact_state (id, rules_version) VALUES (1, 0);

-- People to keep (goal 1) or to win (goal 2) in a period of months; scheme 0 is all
-- schemes together. holder_kind is 1 collector, 2 organisation, 3 point, 4 area. Versions,
-- the newest holds. Distribution: coordinator-local.
CREATE TABLE collection_quota (
  holder_kind BIGINT NOT NULL,
  holder TEXT NOT NULL,
  from_month BIGINT NOT NULL,
  through_month BIGINT NOT NULL,
  goal BIGINT NOT NULL,
  scheme BIGINT NOT NULL,
  version_id BIGINT NOT NULL,
  people_count BIGINT NOT NULL,
  recorded_us BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (holder_kind, holder, from_month, through_month, goal, scheme, version_id)
) %clustered%;
