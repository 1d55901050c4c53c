-- How staff prove a second time who they are, and how often anybody may guess.

-- The app's secret lies sealed under the account's key. A step that was accepted is never accepted again.
CREATE TABLE staff_totp (
    staff_id    BLOB PRIMARY KEY NOT NULL REFERENCES staff (id),
    secret      BLOB NOT NULL,
    last_step   INTEGER NOT NULL,
    created_at  TEXT NOT NULL
) STRICT;

-- Keyed digests; a used code is gone.
CREATE TABLE staff_recovery_code (
    code_hash   BLOB PRIMARY KEY NOT NULL,
    staff_id    BLOB NOT NULL REFERENCES staff (id),
    created_at  TEXT NOT NULL
) STRICT;
CREATE INDEX staff_recovery_code_staff ON staff_recovery_code (staff_id);

-- Tries at passphrases and codes, by a keyed digest of the address, of a browser that is known with it, or of the instance.
CREATE TABLE staff_budget (
    bucket   BLOB PRIMARY KEY NOT NULL,
    tries    INTEGER NOT NULL,
    last_at  TEXT NOT NULL,
    open_at  TEXT NOT NULL
) STRICT;
CREATE INDEX staff_budget_age ON staff_budget (last_at);
