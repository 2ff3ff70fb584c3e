-- The collection network. Rows of the registry are whole versions, never updated: of a
-- code and valid_day the highest version_id holds, and on any day the latest valid_day
-- up to it. Days are counted from 1970-01-01; 0 is no day, through days are inclusive and
-- 0 without an end. Lists stand in lines of their own.

-- Organisations that collect, with the contract that holds from valid_day on.
-- Distribution: coordinator-local.
CREATE TABLE collection_organisation (
  code TEXT NOT NULL,
  valid_day BIGINT NOT NULL,
  version_id BIGINT NOT NULL,
  contract_from_day BIGINT NOT NULL,
  contract_through_day BIGINT NOT NULL,
  recorded_us BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  display_name TEXT NOT NULL,
  kind TEXT NOT NULL,
  short_name TEXT NOT NULL,
  tax_code TEXT NOT NULL,
  contract_number TEXT NOT NULL,
  area TEXT NOT NULL,
  PRIMARY KEY (code, valid_day, version_id)
) %clustered%;

-- Points of collection. code_scheme is the row of collection_point_codes.csv that the
-- code follows. Distribution: coordinator-local.
CREATE TABLE collection_point (
  code TEXT NOT NULL,
  valid_day BIGINT NOT NULL,
  version_id BIGINT NOT NULL,
  through_day BIGINT NOT NULL,
  recorded_us BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  organisation TEXT NOT NULL,
  commune TEXT NOT NULL,
  code_scheme TEXT NOT NULL,
  number TEXT NOT NULL,
  replaces TEXT NOT NULL,
  display_name TEXT NOT NULL,
  PRIMARY KEY (code, valid_day, version_id)
) %clustered%;

-- Collectors and helpers. role is 1 COLLECTOR, 2 HELPER. Distribution: coordinator-local.
CREATE TABLE collector (
  code TEXT NOT NULL,
  valid_day BIGINT NOT NULL,
  version_id BIGINT NOT NULL,
  role BIGINT NOT NULL,
  card_from_day BIGINT NOT NULL,
  card_through_day BIGINT NOT NULL,
  recorded_us BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  organisation TEXT NOT NULL,
  point TEXT NOT NULL,
  village_role TEXT NOT NULL,
  card_number TEXT NOT NULL,
  areas TEXT NOT NULL,
  PRIMARY KEY (code, valid_day, version_id)
) %clustered%;

-- Cooperatives that were asked to collect, and how far that came; versions of a code.
-- answer is 0 while there is none, 1 AGREED, 2 DECLINED. Distribution: coordinator-local.
CREATE TABLE cooperative_invitation (
  code TEXT NOT NULL,
  version_id BIGINT NOT NULL,
  invited_day BIGINT NOT NULL,
  answered_day BIGINT NOT NULL,
  answer BIGINT NOT NULL,
  signed_day BIGINT NOT NULL,
  recorded_us BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  cooperative TEXT NOT NULL,
  area TEXT NOT NULL,
  letter_number TEXT NOT NULL,
  organisation TEXT NOT NULL,
  PRIMARY KEY (code, version_id)
) %clustered%;

-- Sessions with organisations: causes are lines of reason and people, quotas lines of
-- goal, scheme and people. Distribution: coordinator-local.
CREATE TABLE organisation_session (
  code TEXT NOT NULL,
  version_id BIGINT NOT NULL,
  held_day BIGINT NOT NULL,
  new_point_count BIGINT NOT NULL,
  recorded_us BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  organisation TEXT NOT NULL,
  area TEXT NOT NULL,
  causes TEXT NOT NULL,
  quotas TEXT NOT NULL,
  summary TEXT NOT NULL,
  PRIMARY KEY (code, version_id)
) %clustered%;

-- The next id of versions, books, voids and handovers. One row.
-- Distribution: coordinator-local.
CREATE TABLE collection_sequence (
  id BIGINT PRIMARY KEY,
  next_id BIGINT NOT NULL
);

INSERT INTO collection_sequence (id, next_id) VALUES (1, 1);
