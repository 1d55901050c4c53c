-- Admission by selection: criteria, points and overrides, the draw, and what was published.

-- One rule a row, in the order in which they were written. Of kind 'waiting' there is at most one: the length of the waiting list.
CREATE TABLE selection_rule (
    event_id   BLOB NOT NULL REFERENCES event (id),
    position   INTEGER NOT NULL CHECK (position >= 0),
    kind       TEXT NOT NULL CHECK (kind IN ('score', 'floor', 'cap', 'each', 'waiting')),
    dimension  TEXT NOT NULL,
    -- A code; of an organisation, the keyed digest of its name.
    value      TEXT NOT NULL,
    amount     INTEGER NOT NULL,
    PRIMARY KEY (event_id, position)
) STRICT;

-- What reviewers gave an application, and why; the note is sealed under the key of the person.
CREATE TABLE selection_score (
    registration_id  BLOB PRIMARY KEY NOT NULL REFERENCES registration (id),
    points           INTEGER NOT NULL CHECK (points >= -10 AND points <= 10),
    note             BLOB NOT NULL,
    given_by         BLOB NOT NULL REFERENCES staff (id),
    given_at         TEXT NOT NULL
) STRICT;

-- Who was put in or taken out by hand, and why.
CREATE TABLE selection_override (
    registration_id  BLOB PRIMARY KEY NOT NULL REFERENCES registration (id),
    put              TEXT NOT NULL CHECK (put IN ('in', 'out')),
    reason           TEXT NOT NULL CHECK (reason IN ('experience', 'needed', 'safety', 'interest', 'mistake', 'other')),
    note             BLOB NOT NULL,
    put_by           BLOB NOT NULL REFERENCES staff (id),
    put_at           TEXT NOT NULL
) STRICT;

-- Drawn once. The salt makes the ids of the proof, and goes when the selection is published.
CREATE TABLE selection_draw (
    event_id  BLOB PRIMARY KEY NOT NULL REFERENCES event (id),
    seed      BLOB NOT NULL,
    salt      BLOB,
    drawn_by  BLOB NOT NULL REFERENCES staff (id),
    drawn_at  TEXT NOT NULL
) STRICT;

-- What was published: the proof, sealed under a key made of the instance's secret, and its SHA-256.
CREATE TABLE selection_publication (
    event_id      BLOB PRIMARY KEY NOT NULL REFERENCES event (id),
    sha256        BLOB NOT NULL,
    document      BLOB NOT NULL,
    places        INTEGER NOT NULL,
    waiting       INTEGER NOT NULL,
    declined      INTEGER NOT NULL,
    published_by  BLOB NOT NULL REFERENCES staff (id),
    published_at  TEXT NOT NULL
) STRICT;

-- Who is who in the proof; empty of somebody erased.
CREATE TABLE selection_entry (
    event_id         BLOB NOT NULL REFERENCES selection_publication (event_id),
    application      TEXT NOT NULL,
    registration_id  BLOB REFERENCES registration (id),
    PRIMARY KEY (event_id, application)
) STRICT;
CREATE INDEX selection_entry_registration ON selection_entry (registration_id) WHERE registration_id IS NOT NULL;
