-- Old points of runs are kept as folds in the place of their chunks; see docs/format/chunk.md.
ALTER TABLE runs ADD COLUMN folded_to INTEGER NOT NULL DEFAULT 0; -- chunks up to this one have been looked at
