-- How staff prove a second time who they are, and how often anybody may guess.

-- The app's secret lies sealed under the account's key. A step that was accepted is never accepted again.
CREATE TABLE staff_totp (
    staff_id    UUID PRIMARY KEY NOT NULL REFERENCES staff (id),
    secret      BYTEA NOT NULL,
    last_step   BIGINT NOT NULL,
    created_at  TIMESTAMPTZ NOT NULL
);

-- Keyed digests; a used code is gone.
CREATE TABLE staff_recovery_code (
    code_hash   BYTEA PRIMARY KEY NOT NULL,
    staff_id    UUID NOT NULL REFERENCES staff (id),
    created_at  TIMESTAMPTZ NOT NULL
);
CREATE INDEX staff_recovery_code_staff ON staff_recovery_code (staff_id);

-- Name and credential lie sealed under the account's key. The counter is what the key said with its last use; one that does not
-- grow was copied. Keys that do not count say 0 for ever.
CREATE TABLE staff_passkey (
    id                 UUID PRIMARY KEY NOT NULL,
    staff_id           UUID NOT NULL REFERENCES staff (id),
    credential_digest  BYTEA NOT NULL,
    name               BYTEA NOT NULL,
    credential         BYTEA NOT NULL,
    counter            BIGINT NOT NULL,
    created_at         TIMESTAMPTZ NOT NULL,
    last_used_at       TIMESTAMPTZ,
    CONSTRAINT staff_passkey_credential_key UNIQUE (credential_digest)
);
CREATE INDEX staff_passkey_staff ON staff_passkey (staff_id);

-- What the server remembers between the two halves of using a passkey; sealed like the passkeys, five minutes, used once.
CREATE TABLE staff_ceremony (
    id          UUID PRIMARY KEY NOT NULL,
    staff_id    UUID NOT NULL REFERENCES staff (id),
    state       BYTEA NOT NULL,
    expires_at  TIMESTAMPTZ NOT NULL
);
CREATE INDEX staff_ceremony_staff ON staff_ceremony (staff_id);
CREATE INDEX staff_ceremony_expiry ON staff_ceremony (expires_at);

-- Tries at passphrases and codes, by a keyed digest of the address, of a browser that is known with it, or of the instance.
CREATE TABLE staff_budget (
    bucket   BYTEA PRIMARY KEY NOT NULL,
    tries    BIGINT NOT NULL,
    last_at  TIMESTAMPTZ NOT NULL,
    open_at  TIMESTAMPTZ NOT NULL
);
CREATE INDEX staff_budget_age ON staff_budget (last_at);
