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

-- Name and credential lie sealed under the account's key. The counter is what the key said with its last use; one that does not
-- grow was copied. Keys that do not count say 0 for ever.
CREATE TABLE staff_passkey (
    id                 BLOB PRIMARY KEY NOT NULL,
    staff_id           BLOB NOT NULL REFERENCES staff (id),
    credential_digest  BLOB NOT NULL,
    name               BLOB NOT NULL,
    credential         BLOB NOT NULL,
    counter            INTEGER NOT NULL,
    created_at         TEXT NOT NULL,
    last_used_at       TEXT,
    CONSTRAINT staff_passkey_credential_key UNIQUE (credential_digest)
) STRICT;
CREATE INDEX staff_passkey_staff ON staff_passkey (staff_id);

-- What the server remembers between the two halves of using a passkey; sealed like the passkeys, five minutes, used once.
CREATE TABLE staff_ceremony (
    id          BLOB PRIMARY KEY NOT NULL,
    staff_id    BLOB NOT NULL REFERENCES staff (id),
    state       BLOB NOT NULL,
    expires_at  TEXT NOT NULL
) STRICT;
CREATE INDEX staff_ceremony_staff ON staff_ceremony (staff_id);
CREATE INDEX staff_ceremony_expiry ON staff_ceremony (expires_at);

-- Tries at passphrases and codes, by a keyed digest of the address, of a browser that is known with it, or of the instance.
CREATE TABLE staff_budget (
    bucket   BLOB PRIMARY KEY NOT NULL,
    tries    INTEGER NOT NULL,
    last_at  TEXT NOT NULL,
    open_at  TEXT NOT NULL
) STRICT;
CREATE INDEX staff_budget_age ON staff_budget (last_at);
