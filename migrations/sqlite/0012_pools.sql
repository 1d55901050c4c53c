-- Places kept for a group beside the open ones, the order of waiting across all of an event's pools, who registered together,
-- and why somebody who waits was not offered a place.

-- A pool is found by those who hold its places, and may only go when nobody names it.
CREATE INDEX registration_pool ON registration (pool_id);

-- The table is made anew: open places may now be none, when all are kept for groups. What registrations refer to is back
-- before the transaction ends.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE pool_before AS SELECT * FROM pool;
DROP TABLE pool;

-- Every place of an event belongs to one pool: 'all' are the open ones, every other is kept for a group and named by it
-- ('region:batken'; of an organisation by its keyed digest). The CHECK on `taken` is the last guard; the conditional update
-- in registration is the first.
CREATE TABLE pool (
    id            BLOB PRIMARY KEY NOT NULL,
    event_id      BLOB NOT NULL REFERENCES event (id),
    name          TEXT NOT NULL,
    size          INTEGER NOT NULL,
    taken         INTEGER NOT NULL DEFAULT 0,
    -- Of 'all': the next number in the queue of the event.
    next_waiting  INTEGER NOT NULL DEFAULT 1,
    -- The order in which the groups that fit somebody are asked.
    position      INTEGER NOT NULL DEFAULT 0,
    -- The bit that stands for it in registration.reach; 0 are the open places.
    slot          INTEGER NOT NULL DEFAULT 0 CHECK (slot >= 0 AND slot <= 62),
    -- Whether those it fits may go on to what comes after it when it is full.
    falls_back    INTEGER NOT NULL DEFAULT 1 CHECK (falls_back IN (0, 1)),
    -- From then on its free places are open ones too.
    opens_at      TEXT,
    -- What an organisation is called, sealed under a key of the instance.
    label         BLOB,
    CONSTRAINT pool_event_name_key UNIQUE (event_id, name),
    CONSTRAINT pool_event_slot_key UNIQUE (event_id, slot),
    CONSTRAINT pool_not_oversold CHECK (taken >= 0 AND taken <= size),
    CONSTRAINT pool_size CHECK (size >= 0 AND size <= 100000),
    CHECK ((name = 'all') = (slot = 0))
) STRICT;
INSERT INTO pool (id, event_id, name, size, taken, next_waiting)
    SELECT id, event_id, name, size, taken, next_waiting FROM pool_before;
DROP TABLE pool_before;

-- Who registered together. 'all_or_none' waits as one: it is offered places when there are enough for all of it at once.
CREATE TABLE party (
    id          BLOB PRIMARY KEY NOT NULL,
    event_id    BLOB NOT NULL REFERENCES event (id),
    together    TEXT NOT NULL CHECK (together IN ('all_or_none', 'as_many_as_fit')),
    created_at  TEXT NOT NULL
) STRICT;

ALTER TABLE registration ADD COLUMN party_id BLOB REFERENCES party (id);
-- The pools whose places somebody who waits may be offered, a bit each.
ALTER TABLE registration ADD COLUMN reach INTEGER NOT NULL DEFAULT 1;
CREATE INDEX registration_party ON registration (party_id) WHERE party_id IS NOT NULL;

-- One order of waiting for the whole event; numbers are never used twice.
DROP INDEX registration_waiting;
CREATE UNIQUE INDEX registration_turn_key ON registration (event_id, waiting_no);
CREATE INDEX registration_waiting ON registration (event_id, waiting_no) WHERE state = 'waitlisted';

-- Why a free place went to somebody with a later number, or to nobody: a line for each reason, counted.
CREATE TABLE passed_over (
    registration_id  BLOB NOT NULL REFERENCES registration (id),
    pool_id          BLOB NOT NULL REFERENCES pool (id),
    reason           TEXT NOT NULL CHECK (reason IN ('kept_for_stratum', 'no_fallback', 'party_too_large')),
    times            INTEGER NOT NULL CHECK (times >= 1),
    first_at         TEXT NOT NULL,
    last_at          TEXT NOT NULL,
    PRIMARY KEY (registration_id, pool_id, reason)
) STRICT;
CREATE INDEX passed_over_pool ON passed_over (pool_id);
