-- Ends of cover that nothing followed at once: whom work lists of retention name. kind: a
-- RetentionKind of retention/rules/cover_end.h; ended_by: a FlowKind of
-- enrolment/coverage_flow.h; reason: a code of movement_reasons.csv, or empty;
-- again_month: 0 while there is no cover again. Distribution: by person_id.
CREATE TABLE retention_end (
  person_id BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  last_month BIGINT NOT NULL,
  area_code TEXT NOT NULL,
  again_month BIGINT NOT NULL,
  ended_by BIGINT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (person_id, kind, last_month)
) %clustered%;

-- A list is one range of this for each area: it holds all that a list asks.
CREATE INDEX retention_end_of_area ON retention_end
(area_code, kind, last_month, person_id, again_month, ended_by, reason);

-- Who was charged with cases, append-only, under the person that they count for; record_id
-- is the record that it was recorded of, number counts within a record's case. kind and
-- month: the case, as in retention/rules/case_record.h. Days since 1970-01-01.
-- Distribution: by person_id.
CREATE TABLE retention_assignment (
  person_id BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  month BIGINT NOT NULL,
  record_id BIGINT NOT NULL,
  number BIGINT NOT NULL,
  assigned_day BIGINT NOT NULL,
  assignee TEXT NOT NULL,
  recorded_us BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (person_id, kind, month, record_id, number)
) %clustered%;

-- Contacts with people about cases, likewise. Distribution: by person_id.
CREATE TABLE retention_contact (
  person_id BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  month BIGINT NOT NULL,
  record_id BIGINT NOT NULL,
  number BIGINT NOT NULL,
  contacted_day BIGINT NOT NULL,
  channel TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  recorded_us BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (person_id, kind, month, record_id, number)
) %clustered%;

-- What the two tables above come to, for cases that are in them; area_code is the case's
-- when it was last written about, days are 0 where there is none. Distribution: by person_id.
CREATE TABLE retention_work (
  person_id BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  month BIGINT NOT NULL,
  area_code TEXT NOT NULL,
  assignee TEXT NOT NULL,
  assigned_day BIGINT NOT NULL,
  contacted_day BIGINT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (person_id, kind, month)
) %clustered%;

CREATE INDEX retention_work_of_area ON retention_work (area_code, kind, month);

-- Months in which a person has no health insurance and somebody of the household has it by
-- paying for it. area_code: where that cover counts; reason: of the movement by which the
-- person's own cover ended last before, as in retention_end. Distribution: by person_id.
CREATE TABLE retention_gap (
  person_id BIGINT NOT NULL,
  from_month BIGINT NOT NULL,
  through_month BIGINT NOT NULL,
  area_code TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (person_id, from_month)
) %clustered%;

CREATE INDEX retention_gap_of_area ON retention_gap
(area_code, through_month, person_id, from_month, reason);

-- Households in which somebody has, or once had, health insurance by paying for it: only
-- their members can stand in the table above. Distribution: by household_id.
CREATE TABLE retention_household (
  household_id BIGINT PRIMARY KEY
) %clustered%;

-- Who lives together.
CREATE INDEX person_of_household ON person (household_id) WHERE household_id <> 0;
