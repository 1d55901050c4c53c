-- What is done with many registrations at once: kept filters, work on a list row by row, and lists that are read in.

CREATE TABLE saved_view (
    id          BLOB PRIMARY KEY NOT NULL,
    event_id    BLOB NOT NULL REFERENCES event (id),
    staff_id    BLOB NOT NULL REFERENCES staff (id),
    -- Sealed under the key of the account that wrote it.
    name        BLOB NOT NULL,
    -- Codes, as they stand in the address of the list; never a name.
    filter      TEXT NOT NULL,
    -- Seen by everybody who sees the registrations of the event.
    shared      INTEGER NOT NULL CHECK (shared IN (0, 1)),
    created_at  TEXT NOT NULL
) STRICT;
CREATE INDEX saved_view_event ON saved_view (event_id, staff_id);

CREATE TABLE bulk_run (
    id           BLOB PRIMARY KEY NOT NULL,
    event_id     BLOB NOT NULL REFERENCES event (id),
    staff_id     BLOB NOT NULL REFERENCES staff (id),
    act          TEXT NOT NULL CHECK (act IN ('withdraw', 'link', 'language', 'export', 'confirm', 'offer', 'decline', 'by_hand', 'needs')),
    -- What the act needs besides, as a code.
    param        TEXT NOT NULL,
    stage        TEXT NOT NULL CHECK (stage IN ('planned', 'running', 'done', 'cancelled', 'stopped')),
    total        INTEGER NOT NULL CHECK (total >= 0),
    created_at   TEXT NOT NULL,
    started_at   TEXT,
    finished_at  TEXT
) STRICT;
CREATE INDEX bulk_run_event ON bulk_run (event_id, created_at);

CREATE TABLE bulk_row (
    run_id           BLOB NOT NULL REFERENCES bulk_run (id),
    position         INTEGER NOT NULL,
    registration_id  BLOB NOT NULL REFERENCES registration (id),
    -- Empty while it waits.
    outcome          TEXT NOT NULL CHECK (outcome IN ('', 'done', 'skipped')),
    -- Why it was not done, as a code.
    reason           TEXT NOT NULL,
    PRIMARY KEY (run_id, position)
) STRICT;
CREATE INDEX bulk_row_waiting ON bulk_row (run_id, position) WHERE outcome = '';

CREATE TABLE import (
    id           BLOB PRIMARY KEY NOT NULL,
    event_id     BLOB NOT NULL REFERENCES event (id),
    staff_id     BLOB NOT NULL REFERENCES staff (id),
    stage        TEXT NOT NULL CHECK (stage IN ('uploaded', 'mapped', 'checking', 'checked', 'running', 'done', 'cancelled', 'stopped')),
    -- With the instance's secret it makes the key of the rows. Without it they are noise; it goes when they are no longer needed.
    salt         BLOB,
    -- How columns are read, and what is true of all rows, as JSON of codes and numbers.
    settings     TEXT NOT NULL,
    total        INTEGER NOT NULL CHECK (total >= 0),
    columns      INTEGER NOT NULL CHECK (columns >= 0),
    -- The part that the work goes on with.
    next_part    INTEGER NOT NULL CHECK (next_part >= 0),
    created_at   TEXT NOT NULL,
    finished_at  TEXT
) STRICT;
CREATE INDEX import_event ON import (event_id, created_at);

-- A hundred rows of the file, sealed as one; number 0 holds the line of headings.
CREATE TABLE import_part (
    import_id  BLOB NOT NULL REFERENCES import (id),
    number     INTEGER NOT NULL CHECK (number >= 0),
    cells      BLOB NOT NULL,
    PRIMARY KEY (import_id, number)
) STRICT;

-- What came of a row, or would come. The number is that of the line in the file as a spreadsheet counts it.
CREATE TABLE import_row (
    import_id        BLOB NOT NULL REFERENCES import (id),
    number           INTEGER NOT NULL CHECK (number > 0),
    outcome          TEXT NOT NULL CHECK (outcome IN ('new', 'known', 'twice', 'bad')),
    -- Fields and what is wrong with them, as codes.
    reason           TEXT NOT NULL,
    registration_id  BLOB REFERENCES registration (id),
    PRIMARY KEY (import_id, number)
) STRICT;
CREATE INDEX import_row_registration ON import_row (registration_id) WHERE registration_id IS NOT NULL;
