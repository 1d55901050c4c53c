-- Marks are statements; nothing here is ever changed or removed, but for the reasons in marks about somebody erased. The
-- state of a person in a session is folded from them.

CREATE TABLE mark (
    id               BLOB PRIMARY KEY NOT NULL,
    event_id         BLOB NOT NULL REFERENCES event (id),
    session_id       BLOB NOT NULL REFERENCES event_session (id),
    registration_id  BLOB NOT NULL REFERENCES registration (id),
    status           TEXT NOT NULL CHECK (status IN ('present', 'late', 'left_early', 'excused', 'absent', 'void')),
    source           TEXT NOT NULL CHECK (source IN ('form', 'desk', 'scan', 'paper', 'walk_in')),
    device           BLOB NOT NULL,
    seq              INTEGER NOT NULL,
    observed_at      TEXT NOT NULL,
    received_at      TEXT NOT NULL,
    clock_offset_ms  INTEGER NOT NULL DEFAULT 0,
    supersedes       BLOB,
    -- Sealed under the key of the person it is about.
    reason           BLOB,
    marked_by        BLOB REFERENCES staff (id),
    CONSTRAINT mark_device_seq_key UNIQUE (device, seq)
) STRICT;
CREATE INDEX mark_session ON mark (session_id, registration_id);
CREATE INDEX mark_registration ON mark (registration_id);

CREATE TABLE headcount (
    id           BLOB PRIMARY KEY NOT NULL,
    session_id   BLOB NOT NULL REFERENCES event_session (id),
    people       INTEGER NOT NULL CHECK (people >= 0 AND people <= 100000),
    counted_by   BLOB REFERENCES staff (id),
    observed_at  TEXT NOT NULL
) STRICT;
CREATE INDEX headcount_session ON headcount (session_id, observed_at, id);
