-- Sessions with employers that are late. Each write enters a whole version with the
-- next id; the newest of a code holds and none is ever updated. Days are counted from
-- 1970-01-01, minutes_day is 0 without minutes; several names in a text stand in lines
-- of their own. Distribution: coordinator-local.
CREATE TABLE dialogue (
  code TEXT NOT NULL,
  version_id BIGINT NOT NULL,
  held_day BIGINT NOT NULL,
  cancelled BIGINT NOT NULL,
  minutes_day BIGINT NOT NULL,
  recorded_us BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  area TEXT NOT NULL,
  place TEXT NOT NULL,
  display_name TEXT NOT NULL,
  organisers TEXT NOT NULL,
  partners TEXT NOT NULL,
  cancel_reason TEXT NOT NULL,
  minutes_number TEXT NOT NULL,
  minutes_summary TEXT NOT NULL,
  PRIMARY KEY (code, version_id)
) %clustered%;

-- An employer's place in a session, in versions like the session itself. invited_day
-- is 0 of a walk-in; what was owed at the end of debt_day stays as it was read at
-- ledger_revision, or as who imported it stated it (0). attendance is 0 while it is
-- not known, 1 ABSENT, 2 ATTENDED; the three columns of a commitment are 0 without
-- one. A few thousand rows a year. Distribution: coordinator-local.
CREATE TABLE dialogue_invitation (
  dialogue TEXT NOT NULL,
  invitation_id BIGINT NOT NULL,
  version_id BIGINT NOT NULL,
  payer_id BIGINT NOT NULL,
  invited_day BIGINT NOT NULL,
  debt_day BIGINT NOT NULL,
  owed_vnd BIGINT NOT NULL,
  oldest_due_day BIGINT NOT NULL,
  ledger_revision BIGINT NOT NULL,
  attendance BIGINT NOT NULL,
  committed_vnd BIGINT NOT NULL,
  committed_day BIGINT NOT NULL,
  commit_by_day BIGINT NOT NULL,
  annulled BIGINT NOT NULL,
  recorded_us BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  area TEXT NOT NULL,
  arrears_class TEXT NOT NULL,
  officer TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (dialogue, invitation_id, version_id)
) %clustered%;

CREATE INDEX dialogue_invitation_of_payer ON dialogue_invitation (payer_id);

-- Letters to invited employers: never updated, the newest of a kind and number holds.
-- reminder is 1 of the written reminder that evasion needs, delivered_day 0 while that
-- is not known, legal_step the step of table legal_step that it is, or 0.
-- Distribution: coordinator-local.
CREATE TABLE dialogue_letter (
  dialogue TEXT NOT NULL,
  invitation_id BIGINT NOT NULL,
  letter_id BIGINT NOT NULL,
  reminder BIGINT NOT NULL,
  day BIGINT NOT NULL,
  delivered_day BIGINT NOT NULL,
  legal_step BIGINT NOT NULL,
  recorded_us BIGINT NOT NULL,
  number TEXT NOT NULL,
  PRIMARY KEY (dialogue, invitation_id, letter_id)
) %clustered%;

-- Steps after a session: never updated, the newest of a kind holds. taken_day is 0 of
-- one that is only planned, deadline_day 0 where none was set.
-- Distribution: coordinator-local.
CREATE TABLE dialogue_step (
  dialogue TEXT NOT NULL,
  invitation_id BIGINT NOT NULL,
  step_id BIGINT NOT NULL,
  due_day BIGINT NOT NULL,
  taken_day BIGINT NOT NULL,
  amount_vnd BIGINT NOT NULL,
  deadline_day BIGINT NOT NULL,
  legal_step BIGINT NOT NULL,
  recorded_us BIGINT NOT NULL,
  kind TEXT NOT NULL,
  officer TEXT NOT NULL,
  number TEXT NOT NULL,
  team TEXT NOT NULL,
  findings TEXT NOT NULL,
  result TEXT NOT NULL,
  PRIMARY KEY (dialogue, invitation_id, step_id)
) %clustered%;

-- The next id of versions, invitations, letters and steps. One row.
-- Distribution: coordinator-local.
CREATE TABLE dialogue_sequence (
  id BIGINT PRIMARY KEY,
  next_id BIGINT NOT NULL
);

INSERT INTO dialogue_sequence (id, next_id) VALUES (1, 1);
