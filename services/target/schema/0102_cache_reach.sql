-- How far the followed services had come when reports were cached under the
-- lineage: one that is found behind has lost revisions, and a new lineage is
-- taken. 0: not known.
ALTER TABLE cache_lineage ADD COLUMN participant_revision BIGINT NOT NULL DEFAULT 0;
ALTER TABLE cache_lineage ADD COLUMN contribution_revision BIGINT NOT NULL DEFAULT 0;
