-- How far contribution's feed is applied here. One row. Distribution:
-- coordinator-local.
CREATE TABLE contribution_position (
  id BIGINT PRIMARY KEY,
  revision BIGINT NOT NULL
);

INSERT INTO contribution_position (id, revision) VALUES (1, 0);
