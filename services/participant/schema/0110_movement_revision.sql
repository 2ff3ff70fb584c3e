-- Which movements a revision brought: asked when a closed month's figures are
-- explained. Revisions only rise, so entries are added at the index's end.
CREATE INDEX movement_of_revision ON movement (revision);
