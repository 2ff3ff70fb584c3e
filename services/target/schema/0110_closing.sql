-- The chain of closings and reopenings, one row each: entry_id runs from 1
-- without a gap. Never updated. kind: 1 close, 2 reopen; month: year * 12 +
-- month - 1; note: of a reopening its reason; hashes, signature and key are
-- hexadecimal, as services/target/closing/closing_seal.h tells.
-- Distribution: coordinator-local.
CREATE TABLE closing_entry (
  entry_id BIGINT PRIMARY KEY,
  kind BIGINT NOT NULL,
  month BIGINT NOT NULL,
  closing_id BIGINT NOT NULL,
  replaces_id BIGINT NOT NULL,
  participant_revision BIGINT NOT NULL,
  contribution_revision BIGINT NOT NULL,
  target_revision BIGINT NOT NULL,
  recorded_us BIGINT NOT NULL,
  report_count BIGINT NOT NULL,
  note TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  signature TEXT NOT NULL,
  key_id TEXT NOT NULL
);

CREATE INDEX closing_entry_of_month ON closing_entry (month, entry_id);
CREATE INDEX closing_entry_of_closing ON closing_entry (closing_id, entry_id);

-- The reports that a closing froze: base64 of the serialised CoverageReport, and
-- the SHA-256 of its bytes. Never updated. Distribution: coordinator-local.
CREATE TABLE closed_report (
  closing_id BIGINT NOT NULL,
  area TEXT NOT NULL,
  report TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (closing_id, area)
);
