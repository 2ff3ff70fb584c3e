-- Days, both included, in which an employer's late contributions bear no interest,
-- by a decision of the agency. Never changed. Distribution: by payer_id.
CREATE TABLE interest_pause (
  payer_id BIGINT NOT NULL,
  from_day BIGINT NOT NULL,
  through_day BIGINT NOT NULL,
  recorded_us BIGINT NOT NULL,
  decision_number TEXT NOT NULL,
  PRIMARY KEY (payer_id, from_day, through_day)
);
