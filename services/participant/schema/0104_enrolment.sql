-- Enrolment movements, append-only, under the person that they count for;
-- record_id is the record that they were made for. schemes: bit n for scheme n.
-- Distribution: by person_id.
CREATE TABLE movement (
  person_id BIGINT NOT NULL,
  movement_id TEXT NOT NULL,
  record_id BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  schemes BIGINT NOT NULL,
  effective_month BIGINT NOT NULL,
  through_month BIGINT NOT NULL,
  area_code TEXT NOT NULL,
  category TEXT NOT NULL,
  employer_id BIGINT NOT NULL,
  contract_day BIGINT NOT NULL,
  names_movement TEXT NOT NULL,
  reason TEXT NOT NULL,
  recorded_us BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (person_id, movement_id)
) %clustered%;

-- Every movement id with a digest of its content, so that an id is used once.
-- Distribution: by movement_id.
CREATE TABLE movement_key (
  movement_id TEXT PRIMARY KEY,
  row_digest BIGINT NOT NULL
) %clustered%;

-- What the movements amount to. scheme as in baophu.type.v1.Scheme, without
-- SCHEME_ANY. Distribution: by person_id.
CREATE TABLE coverage_span (
  person_id BIGINT NOT NULL,
  scheme BIGINT NOT NULL,
  from_month BIGINT NOT NULL,
  through_month BIGINT NOT NULL,
  area_code TEXT NOT NULL,
  category TEXT NOT NULL,
  employer_id BIGINT NOT NULL,
  PRIMARY KEY (person_id, scheme, from_month)
) %clustered%;

-- What a human should look at. Distribution: by person_id.
CREATE TABLE finding (
  person_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  scheme BIGINT NOT NULL,
  from_month BIGINT NOT NULL,
  movement_id TEXT NOT NULL,
  PRIMARY KEY (person_id, kind, scheme, from_month, movement_id)
) %clustered%;

-- Contribution wages of jobs. through_month as imported: Month::Max() when the
-- next row ends it. Distribution: by person_id.
CREATE TABLE wage (
  person_id BIGINT NOT NULL,
  employer_id BIGINT NOT NULL,
  from_month BIGINT NOT NULL,
  through_month BIGINT NOT NULL,
  wage_vnd BIGINT NOT NULL,
  rate_class TEXT NOT NULL,
  workplace_area TEXT NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (person_id, employer_id, from_month)
) %clustered%;
