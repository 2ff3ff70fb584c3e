-- How far participant's feed is applied here, and which area catalogue holds:
-- catalogue_version is a hash of its content. One row.
-- Distribution: coordinator-local.
CREATE TABLE participant_position (
  id BIGINT PRIMARY KEY,
  revision BIGINT NOT NULL,
  catalogue_version BIGINT NOT NULL
);

INSERT INTO participant_position (id, revision, catalogue_version) VALUES (1, 0, 0);

-- Participant's areas: the level is 1 province, 2 district, 3 commune; months
-- are year * 12 + month - 1; parent is empty for a province.
-- Distribution: reference.
CREATE TABLE participant_area (
  code TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  level BIGINT NOT NULL,
  parent TEXT NOT NULL,
  PRIMARY KEY (code, valid_from)
);

-- Status of employers from a month until their next one, as participant says.
-- Distribution: by payer_id.
CREATE TABLE payer_status (
  payer_id BIGINT NOT NULL,
  from_month BIGINT NOT NULL,
  status TEXT NOT NULL,
  PRIMARY KEY (payer_id, from_month)
);
