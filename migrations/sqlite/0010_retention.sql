-- How the purge went, rule by rule, and the numbers that outlive the names.

CREATE TABLE retention_run (
    id       BLOB PRIMARY KEY NOT NULL,
    rule     TEXT NOT NULL,
    -- The night it belongs to, as a date; empty when somebody ran it by hand.
    night    TEXT,
    at       TEXT NOT NULL,
    found    INTEGER NOT NULL CHECK (found >= 0),
    removed  INTEGER NOT NULL CHECK (removed >= 0),
    outcome  TEXT NOT NULL CHECK (outcome IN ('done', 'stopped')),
    CONSTRAINT retention_run_night_key UNIQUE (night, rule)
) STRICT;
CREATE INDEX retention_run_rule ON retention_run (rule, id);

-- Frozen before the people behind them are erased. A number that could tell of fewer than five is not here.
CREATE TABLE figure (
    event_id    BLOB NOT NULL REFERENCES event (id),
    dimension   TEXT NOT NULL CHECK (dimension IN ('all', 'region', 'sex', 'age')),
    -- A code of the dimension; empty where people did not say, and for all together.
    value       TEXT NOT NULL,
    registered  INTEGER,
    attended    INTEGER,
    frozen_at   TEXT NOT NULL,
    PRIMARY KEY (event_id, dimension, value)
) STRICT;
