-- Admission by selection: criteria, points and overrides, the draw, and what was published.

-- One rule a row, in the order in which they were written. Of kind 'waiting' there is at most one: the length of the waiting list.
CREATE TABLE selection_rule (
    event_id   UUID NOT NULL REFERENCES event (id),
    position   BIGINT NOT NULL CHECK (position >= 0),
    kind       TEXT NOT NULL CHECK (kind IN ('score', 'floor', 'cap', 'each', 'waiting')),
    dimension  TEXT NOT NULL,
    -- A code; of an organisation, the keyed digest of its name.
    value      TEXT NOT NULL,
    amount     BIGINT NOT NULL,
    PRIMARY KEY (event_id, position)
);

-- What reviewers gave an application, and why; the note is sealed under the key of the person.
CREATE TABLE selection_score (
    registration_id  UUID PRIMARY KEY NOT NULL REFERENCES registration (id),
    points           BIGINT NOT NULL CHECK (points >= -10 AND points <= 10),
    note             BYTEA NOT NULL,
    given_by         UUID NOT NULL REFERENCES staff (id),
    given_at         TIMESTAMPTZ NOT NULL
);

-- Who was put in or taken out by hand, and why.
CREATE TABLE selection_override (
    registration_id  UUID PRIMARY KEY NOT NULL REFERENCES registration (id),
    put              TEXT NOT NULL CHECK (put IN ('in', 'out')),
    reason           TEXT NOT NULL CHECK (reason IN ('experience', 'needed', 'safety', 'interest', 'mistake', 'other')),
    note             BYTEA NOT NULL,
    put_by           UUID NOT NULL REFERENCES staff (id),
    put_at           TIMESTAMPTZ NOT NULL
);

-- Drawn once. The salt makes the ids of the proof, and goes when the selection is published.
CREATE TABLE selection_draw (
    event_id  UUID PRIMARY KEY NOT NULL REFERENCES event (id),
    seed      BYTEA NOT NULL,
    salt      BYTEA,
    drawn_by  UUID NOT NULL REFERENCES staff (id),
    drawn_at  TIMESTAMPTZ NOT NULL
);

-- What was published: the proof, sealed under a key made of the instance's secret, and its SHA-256.
CREATE TABLE selection_publication (
    event_id      UUID PRIMARY KEY NOT NULL REFERENCES event (id),
    sha256        BYTEA NOT NULL,
    document      BYTEA NOT NULL,
    places        BIGINT NOT NULL,
    waiting       BIGINT NOT NULL,
    declined      BIGINT NOT NULL,
    published_by  UUID NOT NULL REFERENCES staff (id),
    published_at  TIMESTAMPTZ NOT NULL
);

-- Who is who in the proof; empty of somebody erased.
CREATE TABLE selection_entry (
    event_id         UUID NOT NULL REFERENCES selection_publication (event_id),
    application      TEXT NOT NULL,
    registration_id  UUID REFERENCES registration (id),
    PRIMARY KEY (event_id, application)
);
CREATE INDEX selection_entry_registration ON selection_entry (registration_id) WHERE registration_id IS NOT NULL;
