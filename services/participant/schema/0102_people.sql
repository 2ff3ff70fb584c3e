-- The next id of each kind of record. Distribution: coordinator-local.
CREATE TABLE id_sequence (
  kind TEXT PRIMARY KEY,
  next_id BIGINT NOT NULL
);

-- Who an identifier belongs to: keyed hash of kind and value, in two halves.
-- Kinds: 1 insurance number, 2 citizen number, 3 old identity number, 4
-- household code. Distribution: by hash_high.
CREATE TABLE identifier_key (
  hash_high BIGINT NOT NULL,
  hash_low BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  record_id BIGINT NOT NULL,
  PRIMARY KEY (hash_high, hash_low)
) %clustered%;

-- Records of people. owner_id is the person that the record counts for: itself,
-- or the record it was merged into. identifiers is encrypted. Distribution: by
-- person_id.
CREATE TABLE person (
  person_id BIGINT PRIMARY KEY,
  owner_id BIGINT NOT NULL,
  full_name TEXT NOT NULL,
  birth_date TEXT NOT NULL,
  sex TEXT NOT NULL,
  household_id BIGINT NOT NULL,
  residence_area TEXT NOT NULL,
  identifiers TEXT NOT NULL,
  row_digest BIGINT NOT NULL,
  revision BIGINT NOT NULL
);

-- Merges of records, in force until undone (undone_us 0). Distribution: by
-- from_person.
CREATE TABLE person_merge (
  from_person BIGINT NOT NULL,
  merge_number BIGINT NOT NULL,
  into_person BIGINT NOT NULL,
  recorded_us BIGINT NOT NULL,
  undone_us BIGINT NOT NULL,
  PRIMARY KEY (from_person, merge_number)
);

-- Who counts for whom, for merged records. Not unique.
CREATE INDEX person_by_owner ON person (owner_id);
