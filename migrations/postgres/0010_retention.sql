-- How the purge went, rule by rule, and the numbers that outlive the names.

CREATE TABLE retention_run (
    id       UUID PRIMARY KEY NOT NULL,
    rule     TEXT NOT NULL,
    -- The night it belongs to, as a date; empty when somebody ran it by hand.
    night    TEXT,
    at       TIMESTAMPTZ NOT NULL,
    found    BIGINT NOT NULL CHECK (found >= 0),
    removed  BIGINT NOT NULL CHECK (removed >= 0),
    outcome  TEXT NOT NULL CHECK (outcome IN ('done', 'stopped')),
    CONSTRAINT retention_run_night_key UNIQUE (night, rule)
);
CREATE INDEX retention_run_rule ON retention_run (rule, id);

-- Frozen before the people behind them are erased. A number that could tell of fewer than five is not here.
CREATE TABLE figure (
    event_id    UUID NOT NULL REFERENCES event (id),
    dimension   TEXT NOT NULL CHECK (dimension IN ('all', 'region', 'sex', 'age')),
    -- A code of the dimension; empty where people did not say, and for all together.
    value       TEXT NOT NULL,
    registered  BIGINT,
    attended    BIGINT,
    frozen_at   TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (event_id, dimension, value)
);
