-- Programmes on the ground, version by version: each write adds one, and the version
-- that it replaces is kept with the revision of that write in next_revision (0: the
-- current one). Days: since 1970-01-01; 2147483647: a day that does not come (not done,
-- no deadline, no end). Texts that a kind does not have are empty.
-- Distribution: reference.
CREATE TABLE programme (
  programme_id TEXT NOT NULL,
  revision BIGINT NOT NULL,
  next_revision BIGINT NOT NULL,
  kind TEXT NOT NULL,
  area TEXT NOT NULL,
  title TEXT NOT NULL,
  first_day BIGINT NOT NULL,
  last_day BIGINT NOT NULL,
  done_day BIGINT NOT NULL,
  deadline_day BIGINT NOT NULL,
  end_day BIGINT NOT NULL,
  part_of TEXT NOT NULL,
  party TEXT NOT NULL,
  number TEXT NOT NULL,
  regulation_number TEXT NOT NULL,
  regulation_day BIGINT NOT NULL,
  point TEXT NOT NULL,
  contract_number TEXT NOT NULL,
  contract_end_day BIGINT NOT NULL,
  beneficiaries TEXT NOT NULL,
  withdrawal TEXT NOT NULL,
  PRIMARY KEY (programme_id, revision)
);

-- These begin with what is asked for and not with next_revision: SQLite would take such an
-- index to find ids, and read all records for each.
CREATE INDEX programme_of_kind ON programme (kind, next_revision, programme_id);
CREATE INDEX programme_of_area ON programme (area, next_revision, programme_id);

-- What a version counts: planned and done. Distribution: reference.
CREATE TABLE programme_figure (
  programme_id TEXT NOT NULL,
  revision BIGINT NOT NULL,
  figure TEXT NOT NULL,
  planned BIGINT NOT NULL,
  done BIGINT NOT NULL,
  PRIMARY KEY (programme_id, revision, figure)
);

-- Who is on a committee, in the order given: officials by name and office, no
-- identifiers. Distribution: reference.
CREATE TABLE committee_member (
  programme_id TEXT NOT NULL,
  revision BIGINT NOT NULL,
  ordinal BIGINT NOT NULL,
  name TEXT NOT NULL,
  position TEXT NOT NULL,
  duty TEXT NOT NULL,
  PRIMARY KEY (programme_id, revision, ordinal)
);

-- When a committee met, by day. Distribution: reference.
CREATE TABLE committee_meeting (
  programme_id TEXT NOT NULL,
  revision BIGINT NOT NULL,
  ordinal BIGINT NOT NULL,
  held_day BIGINT NOT NULL,
  number TEXT NOT NULL,
  subject TEXT NOT NULL,
  attended_count BIGINT NOT NULL,
  PRIMARY KEY (programme_id, revision, ordinal)
);
