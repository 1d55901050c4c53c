-- Trainings, their texts by locale, sessions and places.

CREATE TABLE event (
    id                     BLOB PRIMARY KEY NOT NULL,
    slug                   TEXT NOT NULL,
    kind                   TEXT NOT NULL CHECK (kind IN ('tot', 'training', 'focus_group', 'screening', 'campaign')),
    state                  TEXT NOT NULL CHECK (state IN ('draft', 'published', 'completed', 'archived', 'cancelled')),
    region                 TEXT NOT NULL REFERENCES region (code),
    time_zone              TEXT NOT NULL,
    main_locale            TEXT NOT NULL CHECK (main_locale IN ('ky', 'ru', 'uz', 'en')),
    -- Space-separated locale codes: spoken in the room, and interpreted into.
    languages              TEXT NOT NULL,
    interpreted            TEXT NOT NULL DEFAULT '',
    covers_travel          INTEGER NOT NULL CHECK (covers_travel IN (0, 1)),
    covers_meals           INTEGER NOT NULL CHECK (covers_meals IN (0, 1)),
    covers_lodging         INTEGER NOT NULL CHECK (covers_lodging IN (0, 1)),
    covers_childcare       INTEGER NOT NULL CHECK (covers_childcare IN (0, 1)),
    step_free              INTEGER NOT NULL CHECK (step_free IN (0, 1)),
    -- Safe mode: no venue, no exact date, no index; the venue goes out with the confirmation only.
    safe_mode              INTEGER NOT NULL CHECK (safe_mode IN (0, 1)),
    -- First start and last end of the sessions, kept here for lists.
    starts_at              TEXT NOT NULL,
    ends_at                TEXT NOT NULL,
    -- What public lists sort by: starts_at, or in safe mode the first instant of its month, so that the order tells no date.
    listed_at              TEXT NOT NULL,
    registration_opens_at  TEXT,
    registration_closes_at TEXT NOT NULL,
    version                INTEGER NOT NULL,
    created_by             BLOB REFERENCES staff (id),
    created_at             TEXT NOT NULL,
    updated_at             TEXT NOT NULL,
    published_at           TEXT,
    cancelled_at           TEXT,
    CONSTRAINT event_slug_key UNIQUE (slug),
    CHECK (starts_at < ends_at)
) STRICT;
CREATE INDEX event_listed ON event (state, listed_at, id);
CREATE INDEX event_by_start ON event (starts_at, id);
CREATE INDEX event_by_region ON event (region, starts_at, id);

CREATE TABLE event_text (
    event_id     BLOB NOT NULL REFERENCES event (id),
    locale       TEXT NOT NULL CHECK (locale IN ('ky', 'ru', 'uz', 'en')),
    title        TEXT NOT NULL,
    summary      TEXT NOT NULL,
    description  TEXT NOT NULL,
    audience     TEXT NOT NULL,
    venue        TEXT NOT NULL,
    PRIMARY KEY (event_id, locale)
) STRICT;

CREATE TABLE event_session (
    id         BLOB PRIMARY KEY NOT NULL,
    event_id   BLOB NOT NULL REFERENCES event (id),
    starts_at  TEXT NOT NULL,
    ends_at    TEXT NOT NULL,
    CHECK (starts_at < ends_at)
) STRICT;
CREATE INDEX event_session_order ON event_session (event_id, starts_at, id);

CREATE TABLE session_text (
    session_id  BLOB NOT NULL REFERENCES event_session (id),
    locale      TEXT NOT NULL CHECK (locale IN ('ky', 'ru', 'uz', 'en')),
    title       TEXT NOT NULL,
    PRIMARY KEY (session_id, locale)
) STRICT;

-- Places: 'all' is the whole event. The CHECK is the last guard; the conditional update in registration is the first.
CREATE TABLE pool (
    id            BLOB PRIMARY KEY NOT NULL,
    event_id      BLOB NOT NULL REFERENCES event (id),
    name          TEXT NOT NULL,
    size          INTEGER NOT NULL,
    taken         INTEGER NOT NULL DEFAULT 0,
    next_waiting  INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT pool_event_name_key UNIQUE (event_id, name),
    CONSTRAINT pool_not_oversold CHECK (taken >= 0 AND taken <= size),
    CONSTRAINT pool_size CHECK (size >= 1 AND size <= 100000)
) STRICT;
