-- The service's one order of writes. One row; its lock is the writers' queue.
-- Distribution: coordinator-local.
CREATE TABLE revision (
  id BIGINT PRIMARY KEY,
  revision BIGINT NOT NULL,
  compacted_revision BIGINT NOT NULL,
  committed_us BIGINT NOT NULL
);

INSERT INTO revision (id, revision, compacted_revision, committed_us) VALUES (1, 0, 0, 0);

-- What each revision changed, for consumers: ids only. Payload is the base64 of
-- the event's protobuf. Distribution: coordinator-local.
CREATE TABLE feed (
  revision BIGINT NOT NULL,
  ordinal BIGINT NOT NULL,
  entry_type TEXT NOT NULL,
  payload TEXT NOT NULL,
  PRIMARY KEY (revision, ordinal)
);

-- When each revision was committed. Distribution: coordinator-local.
CREATE TABLE feed_revision (
  revision BIGINT PRIMARY KEY,
  committed_us BIGINT NOT NULL
);

-- Chunks of imports that are durable, each with the digest of its content and
-- the answer it got (base64 of ImportAck). Distribution: by import_id.
CREATE TABLE import_chunk (
  import_id TEXT NOT NULL,
  chunk_number BIGINT NOT NULL,
  digest TEXT NOT NULL,
  ack TEXT NOT NULL,
  PRIMARY KEY (import_id, chunk_number)
);

-- Answers of unary writes by request id, so that a repeated request gets the
-- first answer even after a crash. Distribution: by request_id.
CREATE TABLE request_outcome (
  request_id TEXT PRIMARY KEY,
  digest TEXT NOT NULL,
  response TEXT NOT NULL,
  recorded_us BIGINT NOT NULL
);
