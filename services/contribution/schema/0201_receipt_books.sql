-- Books of receipts: the numbers first to last of a series, given out on issued_day.
-- holder_kind is 1 of a collector, 2 of an organisation. Never changed.
-- Distribution: by series.
CREATE TABLE receipt_book (
  series TEXT NOT NULL,
  first_number BIGINT NOT NULL,
  last_number BIGINT NOT NULL,
  issued_day BIGINT NOT NULL,
  holder_kind BIGINT NOT NULL,
  recorded_us BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  holder TEXT NOT NULL,
  PRIMARY KEY (series, first_number)
) %clustered%;

CREATE INDEX receipt_book_of_holder ON receipt_book (holder_kind, holder);

-- Numbers that will never be used, from first to last. Never changed.
-- Distribution: by series.
CREATE TABLE receipt_void (
  series TEXT NOT NULL,
  first_number BIGINT NOT NULL,
  last_number BIGINT NOT NULL,
  void_day BIGINT NOT NULL,
  recorded_us BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (series, first_number)
) %clustered%;

-- Receipts that a collector wrote, one row a number, beside self_paid_receipt.
-- organisation is the collector's on paid_day; annulled_day is 0 of one in force;
-- handover_id names the handover of its money, 0 while the collector has it.
-- Distribution: by series.
CREATE TABLE collected_receipt (
  series TEXT NOT NULL,
  number BIGINT NOT NULL,
  reference_high BIGINT NOT NULL,
  reference_low BIGINT NOT NULL,
  paid_day BIGINT NOT NULL,
  amount_vnd BIGINT NOT NULL,
  annulled_day BIGINT NOT NULL,
  handover_id BIGINT NOT NULL,
  collector TEXT NOT NULL,
  organisation TEXT NOT NULL,
  PRIMARY KEY (series, number)
) %clustered%;

CREATE INDEX collected_receipt_by_reference
  ON collected_receipt (reference_high, reference_low);
-- Money that is not handed over yet, and what a handover is for.
CREATE INDEX collected_receipt_by_handover
  ON collected_receipt (handover_id, collector, paid_day);

-- Money handed over for receipts first to last of a series, or for all of a series where
-- both are 0. expected_vnd is what the receipts come to that it was given for; only that
-- is ever updated. Distribution: coordinator-local.
CREATE TABLE collection_handover (
  code TEXT NOT NULL,
  handover_id BIGINT NOT NULL,
  holder_kind BIGINT NOT NULL,
  handed_day BIGINT NOT NULL,
  amount_vnd BIGINT NOT NULL,
  expected_vnd BIGINT NOT NULL,
  first_number BIGINT NOT NULL,
  last_number BIGINT NOT NULL,
  recorded_us BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  holder TEXT NOT NULL,
  series TEXT NOT NULL,
  PRIMARY KEY (code)
) %clustered%;

CREATE INDEX collection_handover_of_series ON collection_handover (series, handed_day);
