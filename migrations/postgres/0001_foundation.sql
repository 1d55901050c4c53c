-- Regions, staff with roles by scope, and what every node shares: flash, jobs, epochs, audit.

CREATE TABLE region (
    code      TEXT PRIMARY KEY NOT NULL,
    position  BIGINT NOT NULL,
    name_ky   TEXT NOT NULL,
    name_ru   TEXT NOT NULL,
    name_uz   TEXT NOT NULL,
    name_en   TEXT NOT NULL
);

CREATE TABLE staff (
    id               UUID PRIMARY KEY NOT NULL,
    -- Address and name are sealed under the account's key; the address is found by its blind index.
    email            BYTEA NOT NULL,
    email_lookup     BYTEA NOT NULL,
    name             BYTEA NOT NULL,
    passphrase_hash  TEXT NOT NULL,
    locale           TEXT NOT NULL CHECK (locale IN ('ky', 'ru', 'uz', 'en')),
    created_at       TIMESTAMPTZ NOT NULL,
    disabled_at      TIMESTAMPTZ,
    CONSTRAINT staff_email_key UNIQUE (email_lookup)
);

-- One role in one scope. scope_ref is a region code, an event id, or empty for everything.
CREATE TABLE staff_grant (
    id          UUID PRIMARY KEY NOT NULL,
    staff_id    UUID NOT NULL REFERENCES staff (id),
    role        TEXT NOT NULL CHECK (role IN ('facilitator', 'moderator', 'coordinator', 'administrator', 'auditor')),
    scope_kind  TEXT NOT NULL CHECK (scope_kind IN ('event', 'region', 'all')),
    scope_ref   TEXT NOT NULL,
    granted_by  UUID REFERENCES staff (id),
    granted_at  TIMESTAMPTZ NOT NULL,
    revoked_at  TIMESTAMPTZ,
    CHECK ((scope_kind = 'all') = (scope_ref = ''))
);
CREATE UNIQUE INDEX staff_grant_live ON staff_grant (staff_id, role, scope_kind, scope_ref) WHERE revoked_at IS NULL;
CREATE INDEX staff_grant_scope ON staff_grant (scope_kind, scope_ref) WHERE revoked_at IS NULL;

-- A link that makes one account. The first administrator's has no inviter and no address.
CREATE TABLE staff_invite (
    id          UUID PRIMARY KEY NOT NULL,
    token_hash  BYTEA NOT NULL,
    -- Sealed under the invitation's key, which goes when it is used or void; so does the blind index.
    email         BYTEA,
    email_lookup  BYTEA,
    role        TEXT NOT NULL CHECK (role IN ('facilitator', 'moderator', 'coordinator', 'administrator', 'auditor')),
    scope_kind  TEXT NOT NULL CHECK (scope_kind IN ('event', 'region', 'all')),
    scope_ref   TEXT NOT NULL,
    invited_by  UUID REFERENCES staff (id),
    created_at  TIMESTAMPTZ NOT NULL,
    expires_at  TIMESTAMPTZ NOT NULL,
    used_at     TIMESTAMPTZ,
    CONSTRAINT staff_invite_token_key UNIQUE (token_hash),
    CHECK ((scope_kind = 'all') = (scope_ref = ''))
);

CREATE TABLE staff_session (
    token_hash    BYTEA PRIMARY KEY NOT NULL,
    staff_id      UUID NOT NULL REFERENCES staff (id),
    created_at    TIMESTAMPTZ NOT NULL,
    last_seen_at  TIMESTAMPTZ NOT NULL,
    expires_at    TIMESTAMPTZ NOT NULL,
    revoked_at    TIMESTAMPTZ,
    -- When the second factor was given; without, the session opens what needs none.
    factor_at     TIMESTAMPTZ,
    -- The last proof of who it is, for what asks for a fresh one.
    proved_at     TIMESTAMPTZ NOT NULL,
    -- Roles changed since: the next page brings a new id.
    renew         BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX staff_session_staff ON staff_session (staff_id);

-- What an invalid form typed, for one reading within ten minutes. Sealed under a key made of the reader's cookie, of which
-- only the hash is here.
CREATE TABLE flash (
    id_hash     BYTEA PRIMARY KEY NOT NULL,
    payload     BYTEA NOT NULL,
    expires_at  TIMESTAMPTZ NOT NULL
);
CREATE INDEX flash_expiry ON flash (expires_at);

-- One number a kind of public content; raised in the transaction of every change, so that caches on all nodes know.
CREATE TABLE epoch (
    name   TEXT PRIMARY KEY NOT NULL,
    value  BIGINT NOT NULL
);
INSERT INTO epoch (name, value) VALUES ('public', 1);

CREATE TABLE job (
    id            UUID PRIMARY KEY NOT NULL,
    kind          TEXT NOT NULL,
    -- Mails wait apart from the rest: for a mail server, perhaps in tens of thousands.
    lane          TEXT NOT NULL CHECK (lane IN ('mail', 'rest')),
    payload       TEXT NOT NULL,
    dedupe_key    TEXT,
    run_at        TIMESTAMPTZ NOT NULL,
    attempts      BIGINT NOT NULL DEFAULT 0,
    locked_by     TEXT,
    locked_until  TIMESTAMPTZ,
    last_error    TEXT,
    done_at       TIMESTAMPTZ,
    failed_at     TIMESTAMPTZ,
    created_at    TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX job_dedupe ON job (dedupe_key) WHERE done_at IS NULL AND failed_at IS NULL;
CREATE INDEX job_ready ON job (lane, run_at, id) WHERE done_at IS NULL AND failed_at IS NULL;

-- Who did what to which object: ids and codes, never content.
CREATE TABLE audit (
    id           UUID PRIMARY KEY NOT NULL,
    at           TIMESTAMPTZ NOT NULL,
    actor_kind   TEXT NOT NULL CHECK (actor_kind IN ('staff', 'participant', 'system')),
    actor_id     UUID,
    action       TEXT NOT NULL,
    object_kind  TEXT NOT NULL,
    object_id    TEXT NOT NULL,
    reason       TEXT NOT NULL DEFAULT ''
);
CREATE INDEX audit_time ON audit (at, id);
CREATE INDEX audit_object ON audit (object_kind, object_id);

-- One key per person, testimonial, account or invitation, wrapped by an instance key that is not in the database. Without
-- its row, what it sealed is gone. Backed up apart and for a shorter time than the rest.
CREATE TABLE data_key (
    subject_id    UUID PRIMARY KEY NOT NULL,
    subject_kind  TEXT NOT NULL CHECK (subject_kind IN ('person', 'testimonial', 'staff', 'invite')),
    version       BIGINT NOT NULL,
    ring_version  BIGINT NOT NULL,
    wrapped       BYTEA NOT NULL,
    created_at    TIMESTAMPTZ NOT NULL
);
CREATE INDEX data_key_ring ON data_key (ring_version, subject_id);

-- Who or what was erased, and by which rule; replayed after a backup is restored.
CREATE TABLE tombstone (
    subject_id    UUID PRIMARY KEY NOT NULL,
    subject_kind  TEXT NOT NULL CHECK (subject_kind IN ('person', 'registration', 'testimonial', 'staff', 'invite')),
    rule          TEXT NOT NULL,
    erased_at     TIMESTAMPTZ NOT NULL
);
