-- Where the money of each payment of a bank's statement stands now, by the hash of
-- (source, reference) as in ledger_reference: payer_id has it (4: suspense), as kind
-- 2 (PAYMENT) or 10 (PENALTY_PAYMENT). day is the value date. item_id is the item of
-- suspense that it once was, or 0. reversed is 1 once it bounced.
-- Distribution: by reference_high.
CREATE TABLE bank_payment (
  reference_high BIGINT NOT NULL,
  reference_low BIGINT NOT NULL,
  payer_id BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  amount_vnd BIGINT NOT NULL,
  day BIGINT NOT NULL,
  item_id BIGINT NOT NULL,
  reversed BIGINT NOT NULL,
  PRIMARY KEY (reference_high, reference_low)
);

-- Money whose payer is not known: the work list. state is 1 OPEN, 2 ASSIGNED,
-- 3 REFUNDED, 4 REVERSED; park_reason is 1 NO_REFERENCE, 2 UNKNOWN_PAYER, 3 AMBIGUOUS;
-- kind is what it becomes when it is assigned, as in bank_payment. payer_id is whom
-- it was assigned to, or 0; refund_day the day on which it went back, or 0. Texts that
-- may hold personal data are sealed; empty where there is none.
-- Distribution: coordinator-local.
CREATE TABLE suspense_item (
  item_id BIGINT PRIMARY KEY,
  state BIGINT NOT NULL,
  park_reason BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  amount_vnd BIGINT NOT NULL,
  day BIGINT NOT NULL,
  payer_id BIGINT NOT NULL,
  created_us BIGINT NOT NULL,
  updated_us BIGINT NOT NULL,
  refund_day BIGINT NOT NULL,
  source TEXT NOT NULL,
  reference TEXT NOT NULL,
  area TEXT NOT NULL,
  sealed_text TEXT NOT NULL,
  sealed_note TEXT NOT NULL,
  refund_reason TEXT NOT NULL,
  decision TEXT NOT NULL
);

CREATE INDEX suspense_item_by_state ON suspense_item (state, item_id);

-- Why money in hand went back to a payer. Distribution: by payer_id.
CREATE TABLE payer_refund (
  payer_id BIGINT NOT NULL,
  amount_vnd BIGINT NOT NULL,
  day BIGINT NOT NULL,
  recorded_us BIGINT NOT NULL,
  decision TEXT NOT NULL,
  reason TEXT NOT NULL,
  area TEXT NOT NULL,
  PRIMARY KEY (payer_id, decision)
);
