-- Which employers have a code. Kinds: 1 tax code, which several units may share;
-- 2 unit code until 2025-07; 3 unit code from 2025-08. A code of 12 digits may
-- be a citizen number and stands as its keyed hash. Distribution: reference
-- table.
CREATE TABLE employer_code (
  code TEXT NOT NULL,
  kind BIGINT NOT NULL,
  employer_id BIGINT NOT NULL,
  PRIMARY KEY (code, kind, employer_id)
) %clustered%;

INSERT INTO employer_code (code, kind, employer_id)
SELECT tax_code, 1, employer_id FROM employer WHERE tax_code <> '';

INSERT INTO employer_code (code, kind, employer_id)
SELECT unit_code, 2, employer_id FROM employer WHERE unit_code <> '';

INSERT INTO employer_code (code, kind, employer_id)
SELECT unit_code_2025, 3, employer_id FROM employer WHERE unit_code_2025 <> '';

-- Codes that a later row had replaced still find their employer.
INSERT INTO employer_code (code, kind, employer_id)
SELECT k.code, 2, k.employer_id FROM employer_key k WHERE NOT EXISTS
(SELECT 1 FROM employer_code c WHERE c.code = k.code AND c.employer_id = k.employer_id);

DROP TABLE employer_key;

-- The tax code of an individual, encrypted; tax_code is then empty.
ALTER TABLE employer ADD COLUMN sealed_tax_code TEXT NOT NULL DEFAULT '';
