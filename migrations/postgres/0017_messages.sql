-- What participants are told: one row a message, written in the transaction of the change, rendered when it is sent. And the
-- way on which each of them is reached.

-- Empty: by e-mail where there is an address, else by hand.
ALTER TABLE registration ADD COLUMN channel TEXT CHECK (channel IN ('email', 'by_hand', 'none'));

CREATE TABLE message (
    id               UUID PRIMARY KEY NOT NULL,
    registration_id  UUID NOT NULL REFERENCES registration (id),
    event_id         UUID NOT NULL REFERENCES event (id),
    kind             TEXT NOT NULL CHECK (kind IN ('received', 'confirmed', 'waitlisted', 'offered', 'offer_lapsed', 'declined', 'withdrawn', 'link_again', 'event_changed', 'reminder_week', 'reminder_day', 'event_cancelled')),
    -- What it tells of: a version of the registration or of the event, or the start that it reminds of. Nobody is told twice.
    about            BIGINT NOT NULL,
    channel          TEXT NOT NULL CHECK (channel IN ('email', 'by_hand')),
    due_at           TIMESTAMPTZ NOT NULL,
    -- From then on it is of no use.
    until_at         TIMESTAMPTZ NOT NULL,
    -- The last change that it is to tell of.
    touched_at       TIMESTAMPTZ NOT NULL,
    tries            BIGINT NOT NULL DEFAULT 0,
    tried_at         TIMESTAMPTZ,
    locked_by        TEXT,
    locked_until     TIMESTAMPTZ,
    -- A code: why a mail did not go out, or why nobody was told.
    reason           TEXT NOT NULL DEFAULT '',
    outcome          TEXT CHECK (outcome IN ('mailed', 'told', 'skipped')),
    ended_at         TIMESTAMPTZ,
    created_at       TIMESTAMPTZ NOT NULL,
    CONSTRAINT message_once_key UNIQUE (registration_id, kind, about),
    CHECK ((outcome IS NULL) = (ended_at IS NULL))
);
CREATE INDEX message_free ON message (channel, due_at, id) WHERE outcome IS NULL AND locked_until IS NULL;
CREATE INDEX message_held ON message (channel, locked_until) WHERE outcome IS NULL AND locked_until IS NOT NULL;
CREATE INDEX message_event ON message (event_id, due_at, id) WHERE outcome IS NULL;

-- So that asking when the next job is due does not read those that wait.
CREATE INDEX job_held ON job (lane, locked_until) WHERE done_at IS NULL AND failed_at IS NULL AND locked_until IS NOT NULL;

-- Those who have registered already are reminded too.
INSERT INTO job (id, kind, lane, payload, dedupe_key, run_at, created_at)
    SELECT UUID '01900000-0000-7000-8000-00000000017a', 'plan_messages', 'rest', '{"kind":"plan_messages"}', 'plan-messages', TIMESTAMPTZ '2026-01-01T00:00:00+00:00', TIMESTAMPTZ '2026-01-01T00:00:00+00:00'
    WHERE EXISTS (SELECT 1 FROM registration);
