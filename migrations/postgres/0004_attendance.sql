-- Marks are statements; nothing here is ever changed or removed, but for the reasons in marks about somebody erased. The
-- state of a person in a session is folded from them.

CREATE TABLE mark (
    id               UUID PRIMARY KEY NOT NULL,
    event_id         UUID NOT NULL REFERENCES event (id),
    session_id       UUID NOT NULL REFERENCES event_session (id),
    registration_id  UUID NOT NULL REFERENCES registration (id),
    status           TEXT NOT NULL CHECK (status IN ('present', 'late', 'left_early', 'excused', 'absent', 'void')),
    source           TEXT NOT NULL CHECK (source IN ('form', 'desk', 'scan', 'paper', 'walk_in')),
    device           UUID NOT NULL,
    seq              BIGINT NOT NULL,
    observed_at      TIMESTAMPTZ NOT NULL,
    received_at      TIMESTAMPTZ NOT NULL,
    clock_offset_ms  BIGINT NOT NULL DEFAULT 0,
    supersedes       UUID,
    -- Sealed under the key of the person it is about.
    reason           BYTEA,
    marked_by        UUID REFERENCES staff (id),
    CONSTRAINT mark_device_seq_key UNIQUE (device, seq)
);
CREATE INDEX mark_session ON mark (session_id, registration_id);
CREATE INDEX mark_registration ON mark (registration_id);

CREATE TABLE headcount (
    id           UUID PRIMARY KEY NOT NULL,
    session_id   UUID NOT NULL REFERENCES event_session (id),
    people       BIGINT NOT NULL CHECK (people >= 0 AND people <= 100000),
    counted_by   UUID REFERENCES staff (id),
    observed_at  TIMESTAMPTZ NOT NULL
);
CREATE INDEX headcount_session ON headcount (session_id, observed_at, id);
