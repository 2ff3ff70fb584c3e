-- Contribution wages of jobs, as participant tells them: one row for each span of
-- consecutive months, both included, with through_month of Month::Max() while it
-- is open. Participant keeps every span, so a row is replaced and never deleted.
-- Distribution: by payer_id.
CREATE TABLE job_wage (
  payer_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  from_month BIGINT NOT NULL,
  through_month BIGINT NOT NULL,
  wage_vnd BIGINT NOT NULL,
  rate_class TEXT NOT NULL,
  workplace_area TEXT NOT NULL,
  PRIMARY KEY (payer_id, person_id, from_month)
) %clustered%;

-- Which employers a person has worked for: which job a fund counts depends on
-- all of them. Distribution: by person_id.
CREATE TABLE job_employer (
  person_id BIGINT NOT NULL,
  payer_id BIGINT NOT NULL,
  PRIMARY KEY (person_id, payer_id)
) %clustered%;

-- Which area's office manages an employer and who funds it, as participant says.
-- Distribution: by payer_id.
CREATE TABLE employer_terms (
  payer_id BIGINT PRIMARY KEY,
  area TEXT NOT NULL,
  funding_type TEXT NOT NULL
);

-- What was applied before this step holds no jobs: participant's feed is read
-- again from its beginning, which changes nothing else.
UPDATE participant_position SET revision = 0 WHERE id = 1;
