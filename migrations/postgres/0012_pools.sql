-- Places kept for a group beside the open ones, the order of waiting across all of an event's pools, who registered together,
-- and why somebody who waits was not offered a place.

-- A pool is found by those who hold its places, and may only go when nobody names it.
CREATE INDEX registration_pool ON registration (pool_id);

-- Every place of an event belongs to one pool: 'all' are the open ones, every other is kept for a group and named by it
-- ('region:batken'; of an organisation by its keyed digest). The CHECK on `taken` is the last guard; the conditional update
-- in registration is the first.
-- The order in which the groups that fit somebody are asked.
ALTER TABLE pool ADD COLUMN position BIGINT NOT NULL DEFAULT 0;
-- The bit that stands for it in registration.reach; 0 are the open places.
ALTER TABLE pool ADD COLUMN slot BIGINT NOT NULL DEFAULT 0 CHECK (slot >= 0 AND slot <= 62);
-- Whether those it fits may go on to what comes after it when it is full.
ALTER TABLE pool ADD COLUMN falls_back BOOLEAN NOT NULL DEFAULT TRUE;
-- From then on its free places are open ones too.
ALTER TABLE pool ADD COLUMN opens_at TIMESTAMPTZ;
-- What an organisation is called, sealed under a key of the instance.
ALTER TABLE pool ADD COLUMN label BYTEA;
ALTER TABLE pool ADD CONSTRAINT pool_event_slot_key UNIQUE (event_id, slot);
ALTER TABLE pool ADD CONSTRAINT pool_open CHECK ((name = 'all') = (slot = 0));
-- Open places may be none, when all are kept for groups.
ALTER TABLE pool DROP CONSTRAINT pool_size;
ALTER TABLE pool ADD CONSTRAINT pool_size CHECK (size >= 0 AND size <= 100000);

-- Who registered together. 'all_or_none' waits as one: it is offered places when there are enough for all of it at once.
CREATE TABLE party (
    id          UUID PRIMARY KEY NOT NULL,
    event_id    UUID NOT NULL REFERENCES event (id),
    together    TEXT NOT NULL CHECK (together IN ('all_or_none', 'as_many_as_fit')),
    created_at  TIMESTAMPTZ NOT NULL
);

ALTER TABLE registration ADD COLUMN party_id UUID REFERENCES party (id);
-- The pools whose places somebody who waits may be offered, a bit each.
ALTER TABLE registration ADD COLUMN reach BIGINT NOT NULL DEFAULT 1;
CREATE INDEX registration_party ON registration (party_id) WHERE party_id IS NOT NULL;

-- One order of waiting for the whole event; numbers are never used twice.
DROP INDEX registration_waiting;
CREATE UNIQUE INDEX registration_turn_key ON registration (event_id, waiting_no);
CREATE INDEX registration_waiting ON registration (event_id, waiting_no) WHERE state = 'waitlisted';

-- Why a free place went to somebody with a later number, or to nobody: a line for each reason, counted.
CREATE TABLE passed_over (
    registration_id  UUID NOT NULL REFERENCES registration (id),
    pool_id          UUID NOT NULL REFERENCES pool (id),
    reason           TEXT NOT NULL CHECK (reason IN ('kept_for_stratum', 'no_fallback', 'party_too_large')),
    times            BIGINT NOT NULL CHECK (times >= 1),
    first_at         TIMESTAMPTZ NOT NULL,
    last_at          TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (registration_id, pool_id, reason)
);
CREATE INDEX passed_over_pool ON passed_over (pool_id);
