-- People who came into the cover of a scheme, went out of it or moved to another
-- area in a month, at the area that they hang on and by reason. kind: a FlowKind of
-- enrolment/coverage_flow.h; other_area: of a move, the area on its other side;
-- reason: a code of movement_reasons.csv, or empty. Distribution: coordinator-local.
CREATE TABLE coverage_flow (
  area_code TEXT NOT NULL,
  month BIGINT NOT NULL,
  scheme BIGINT NOT NULL,
  category TEXT NOT NULL,
  kind BIGINT NOT NULL,
  reason TEXT NOT NULL,
  other_area TEXT NOT NULL,
  people BIGINT NOT NULL,
  PRIMARY KEY (area_code, month, scheme, category, kind, reason, other_area)
) %clustered%;

-- By which list of reasons, and which version of the rules, they are counted. One
-- row. Distribution: coordinator-local.
CREATE TABLE coverage_flow_basis (
  id BIGINT PRIMARY KEY,
  digest TEXT NOT NULL
);
