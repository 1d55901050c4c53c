-- Trainings, their texts by locale, sessions and places.

CREATE TABLE event (
    id                     UUID PRIMARY KEY NOT NULL,
    slug                   TEXT NOT NULL,
    kind                   TEXT NOT NULL CHECK (kind IN ('tot', 'training', 'focus_group', 'screening', 'campaign')),
    state                  TEXT NOT NULL CHECK (state IN ('draft', 'published', 'completed', 'archived', 'cancelled')),
    region                 TEXT NOT NULL REFERENCES region (code),
    time_zone              TEXT NOT NULL,
    main_locale            TEXT NOT NULL CHECK (main_locale IN ('ky', 'ru', 'uz', 'en')),
    -- Space-separated locale codes: spoken in the room, and interpreted into.
    languages              TEXT NOT NULL,
    interpreted            TEXT NOT NULL DEFAULT '',
    covers_travel          BOOLEAN NOT NULL,
    covers_meals           BOOLEAN NOT NULL,
    covers_lodging         BOOLEAN NOT NULL,
    covers_childcare       BOOLEAN NOT NULL,
    step_free              BOOLEAN NOT NULL,
    -- Safe mode: no venue, no exact date, no index; the venue goes out with the confirmation only.
    safe_mode              BOOLEAN NOT NULL,
    -- First start and last end of the sessions, kept here for lists.
    starts_at              TIMESTAMPTZ NOT NULL,
    ends_at                TIMESTAMPTZ NOT NULL,
    -- What public lists sort by: starts_at, or in safe mode the first instant of its month, so that the order tells no date.
    listed_at              TIMESTAMPTZ NOT NULL,
    registration_opens_at  TIMESTAMPTZ,
    registration_closes_at TIMESTAMPTZ NOT NULL,
    version                BIGINT NOT NULL,
    created_by             UUID REFERENCES staff (id),
    created_at             TIMESTAMPTZ NOT NULL,
    updated_at             TIMESTAMPTZ NOT NULL,
    published_at           TIMESTAMPTZ,
    cancelled_at           TIMESTAMPTZ,
    CONSTRAINT event_slug_key UNIQUE (slug),
    CHECK (starts_at < ends_at)
);
CREATE INDEX event_listed ON event (state, listed_at, id);
CREATE INDEX event_by_start ON event (starts_at, id);
CREATE INDEX event_by_region ON event (region, starts_at, id);

CREATE TABLE event_text (
    event_id     UUID NOT NULL REFERENCES event (id),
    locale       TEXT NOT NULL CHECK (locale IN ('ky', 'ru', 'uz', 'en')),
    title        TEXT NOT NULL,
    summary      TEXT NOT NULL,
    description  TEXT NOT NULL,
    audience     TEXT NOT NULL,
    venue        TEXT NOT NULL,
    PRIMARY KEY (event_id, locale)
);

CREATE TABLE event_session (
    id         UUID PRIMARY KEY NOT NULL,
    event_id   UUID NOT NULL REFERENCES event (id),
    starts_at  TIMESTAMPTZ NOT NULL,
    ends_at    TIMESTAMPTZ NOT NULL,
    CHECK (starts_at < ends_at)
);
CREATE INDEX event_session_order ON event_session (event_id, starts_at, id);

CREATE TABLE session_text (
    session_id  UUID NOT NULL REFERENCES event_session (id),
    locale      TEXT NOT NULL CHECK (locale IN ('ky', 'ru', 'uz', 'en')),
    title       TEXT NOT NULL,
    PRIMARY KEY (session_id, locale)
);

-- Places: 'all' is the whole event. The CHECK is the last guard; the conditional update in registration is the first.
CREATE TABLE pool (
    id            UUID PRIMARY KEY NOT NULL,
    event_id      UUID NOT NULL REFERENCES event (id),
    name          TEXT NOT NULL,
    size          BIGINT NOT NULL,
    taken         BIGINT NOT NULL DEFAULT 0,
    next_waiting  BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT pool_event_name_key UNIQUE (event_id, name),
    CONSTRAINT pool_not_oversold CHECK (taken >= 0 AND taken <= size),
    CONSTRAINT pool_size CHECK (size >= 1 AND size <= 100000)
);
