-- How often something was done in the last day. key_hash is a keyed digest of what is counted and for whom; taken holds the
-- times in milliseconds, eight bytes each.

CREATE TABLE budget (
    key_hash    BYTEA PRIMARY KEY NOT NULL,
    taken       BYTEA NOT NULL,
    expires_at  TIMESTAMPTZ NOT NULL
);
CREATE INDEX budget_expiry ON budget (expires_at);
