-- Which transactions a revision brought: asked when a closed month's figures are
-- explained. Revisions only rise, so entries are added at the index's end.
CREATE INDEX ledger_transaction_of_revision ON ledger_transaction (revision);
