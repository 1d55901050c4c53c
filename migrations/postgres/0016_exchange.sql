-- What is done with many registrations at once: kept filters, work on a list row by row, and lists that are read in.

CREATE TABLE saved_view (
    id          UUID PRIMARY KEY NOT NULL,
    event_id    UUID NOT NULL REFERENCES event (id),
    staff_id    UUID NOT NULL REFERENCES staff (id),
    -- Sealed under the key of the account that wrote it.
    name        BYTEA NOT NULL,
    -- Codes, as they stand in the address of the list; never a name.
    filter      TEXT NOT NULL,
    -- Seen by everybody who sees the registrations of the event.
    shared      BOOLEAN NOT NULL,
    created_at  TIMESTAMPTZ NOT NULL
);
CREATE INDEX saved_view_event ON saved_view (event_id, staff_id);

CREATE TABLE bulk_run (
    id           UUID PRIMARY KEY NOT NULL,
    event_id     UUID NOT NULL REFERENCES event (id),
    staff_id     UUID NOT NULL REFERENCES staff (id),
    act          TEXT NOT NULL CHECK (act IN ('withdraw', 'link', 'language', 'export', 'confirm', 'offer', 'decline', 'by_hand', 'needs')),
    -- What the act needs besides, as a code.
    param        TEXT NOT NULL,
    stage        TEXT NOT NULL CHECK (stage IN ('planned', 'running', 'done', 'cancelled', 'stopped')),
    total        BIGINT NOT NULL CHECK (total >= 0),
    created_at   TIMESTAMPTZ NOT NULL,
    started_at   TIMESTAMPTZ,
    finished_at  TIMESTAMPTZ
);
CREATE INDEX bulk_run_event ON bulk_run (event_id, created_at);

CREATE TABLE bulk_row (
    run_id           UUID NOT NULL REFERENCES bulk_run (id),
    position         BIGINT NOT NULL,
    registration_id  UUID NOT NULL REFERENCES registration (id),
    -- Empty while it waits.
    outcome          TEXT NOT NULL CHECK (outcome IN ('', 'done', 'skipped')),
    -- Why it was not done, as a code.
    reason           TEXT NOT NULL,
    PRIMARY KEY (run_id, position)
);
CREATE INDEX bulk_row_waiting ON bulk_row (run_id, position) WHERE outcome = '';

CREATE TABLE import (
    id           UUID PRIMARY KEY NOT NULL,
    event_id     UUID NOT NULL REFERENCES event (id),
    staff_id     UUID NOT NULL REFERENCES staff (id),
    stage        TEXT NOT NULL CHECK (stage IN ('uploaded', 'mapped', 'checking', 'checked', 'running', 'done', 'cancelled', 'stopped')),
    -- With the instance's secret it makes the key of the rows. Without it they are noise; it goes when they are no longer needed.
    salt         BYTEA,
    -- How columns are read, and what is true of all rows, as JSON of codes and numbers.
    settings     TEXT NOT NULL,
    total        BIGINT NOT NULL CHECK (total >= 0),
    columns      BIGINT NOT NULL CHECK (columns >= 0),
    -- The part that the work goes on with.
    next_part    BIGINT NOT NULL CHECK (next_part >= 0),
    created_at   TIMESTAMPTZ NOT NULL,
    finished_at  TIMESTAMPTZ
);
CREATE INDEX import_event ON import (event_id, created_at);

-- A hundred rows of the file, sealed as one; number 0 holds the line of headings.
CREATE TABLE import_part (
    import_id  UUID NOT NULL REFERENCES import (id),
    number     BIGINT NOT NULL CHECK (number >= 0),
    cells      BYTEA NOT NULL,
    PRIMARY KEY (import_id, number)
);

-- What came of a row, or would come. The number is that of the line in the file as a spreadsheet counts it.
CREATE TABLE import_row (
    import_id        UUID NOT NULL REFERENCES import (id),
    number           BIGINT NOT NULL CHECK (number > 0),
    outcome          TEXT NOT NULL CHECK (outcome IN ('new', 'known', 'twice', 'bad')),
    -- Fields and what is wrong with them, as codes.
    reason           TEXT NOT NULL,
    registration_id  UUID REFERENCES registration (id),
    PRIMARY KEY (import_id, number)
);
CREATE INDEX import_row_registration ON import_row (registration_id) WHERE registration_id IS NOT NULL;
