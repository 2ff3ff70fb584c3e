-- Employers. Distribution: reference table.
CREATE TABLE employer (
  employer_id BIGINT PRIMARY KEY,
  tax_code TEXT NOT NULL,
  unit_code TEXT NOT NULL,
  unit_code_2025 TEXT NOT NULL,
  employer_name TEXT NOT NULL,
  area_code TEXT NOT NULL,
  funding_type TEXT NOT NULL,
  revision BIGINT NOT NULL
);

-- Which employer a tax or unit code belongs to. Distribution: reference table.
CREATE TABLE employer_key (
  code TEXT PRIMARY KEY,
  employer_id BIGINT NOT NULL
) %clustered%;

-- Statuses of employers from a month on. Distribution: reference table.
CREATE TABLE employer_status (
  employer_id BIGINT NOT NULL,
  from_month BIGINT NOT NULL,
  status TEXT NOT NULL,
  PRIMARY KEY (employer_id, from_month)
) %clustered%;

-- How the number of an employer's people in compulsory insurance changes by
-- month. Distribution: by employer_id.
CREATE TABLE employer_headcount (
  employer_id BIGINT NOT NULL,
  month BIGINT NOT NULL,
  people BIGINT NOT NULL,
  PRIMARY KEY (employer_id, month)
) %clustered%;
