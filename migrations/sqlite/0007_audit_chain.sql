-- The history as a chain: entries are linked in batches, each batch names the hash of the one before it. What is written
-- here stays as it is: the database refuses to change or remove it, and the chain shows where that was got round.

-- Whether the act happened or was refused; and, keyed with a secret that is not here, what exactly was acted on.
ALTER TABLE audit ADD COLUMN outcome TEXT NOT NULL DEFAULT 'done' CHECK (outcome IN ('done', 'refused'));
ALTER TABLE audit ADD COLUMN digest BLOB;

-- Ids rise with time, so one index a filter serves it and the order; a period is a range of ids.
DROP INDEX audit_time;
DROP INDEX audit_object;
CREATE INDEX audit_by_object ON audit (object_kind, object_id, id);
CREATE INDEX audit_by_actor ON audit (actor_id, id);
CREATE INDEX audit_by_action ON audit (action, id);

-- Entries that are in no batch yet. Filled by a trigger, emptied by the sealer.
CREATE TABLE audit_open (
    entry  BLOB PRIMARY KEY NOT NULL
) STRICT;

-- The primary key is what makes a fork impossible: there is one batch of a number.
CREATE TABLE audit_batch (
    number       INTEGER PRIMARY KEY NOT NULL CHECK (number >= 1),
    previous     BLOB NOT NULL,
    root         BLOB NOT NULL,
    entries      INTEGER NOT NULL CHECK (entries >= 1),
    total        INTEGER NOT NULL,
    first_entry  BLOB NOT NULL,
    last_entry   BLOB NOT NULL,
    at           TEXT NOT NULL,
    fence        INTEGER NOT NULL,
    hash         BLOB NOT NULL
) STRICT;

CREATE TABLE audit_link (
    entry     BLOB PRIMARY KEY NOT NULL,
    batch     INTEGER NOT NULL,
    position  INTEGER NOT NULL,
    CONSTRAINT audit_link_position_key UNIQUE (batch, position)
) STRICT;

-- Who links entries at the moment. The fencing number rises with each change of hands.
CREATE TABLE audit_lease (
    name    TEXT PRIMARY KEY NOT NULL,
    holder  TEXT NOT NULL,
    until   TEXT NOT NULL,
    fence   INTEGER NOT NULL
) STRICT;
INSERT INTO audit_lease (name, holder, until, fence) VALUES ('sealer', '', '1970-01-01T00:00:00+00:00', 0);

-- Signed with a key derived from the instance's secret, and also kept outside the database.
CREATE TABLE audit_checkpoint (
    id         BLOB PRIMARY KEY NOT NULL,
    batch      INTEGER NOT NULL,
    hash       BLOB NOT NULL,
    total      INTEGER NOT NULL,
    at         TEXT NOT NULL,
    signature  BLOB NOT NULL
) STRICT;

CREATE TRIGGER audit_opens AFTER INSERT ON audit BEGIN
    INSERT INTO audit_open (entry) VALUES (NEW.id);
END;

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_batch_no_update BEFORE UPDATE ON audit_batch BEGIN SELECT RAISE(ABORT, 'audit_batch is append-only'); END;
CREATE TRIGGER audit_batch_no_delete BEFORE DELETE ON audit_batch BEGIN SELECT RAISE(ABORT, 'audit_batch is append-only'); END;
CREATE TRIGGER audit_link_no_update BEFORE UPDATE ON audit_link BEGIN SELECT RAISE(ABORT, 'audit_link is append-only'); END;
CREATE TRIGGER audit_link_no_delete BEFORE DELETE ON audit_link BEGIN SELECT RAISE(ABORT, 'audit_link is append-only'); END;
CREATE TRIGGER audit_checkpoint_no_update BEFORE UPDATE ON audit_checkpoint BEGIN SELECT RAISE(ABORT, 'audit_checkpoint is append-only'); END;
CREATE TRIGGER audit_checkpoint_no_delete BEFORE DELETE ON audit_checkpoint BEGIN SELECT RAISE(ABORT, 'audit_checkpoint is append-only'); END;

-- INSERT OR REPLACE removes the old row without asking the triggers above.
CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_batch_no_replace BEFORE INSERT ON audit_batch
WHEN EXISTS (SELECT 1 FROM audit_batch WHERE number = NEW.number) BEGIN SELECT RAISE(ABORT, 'audit_batch is append-only'); END;
CREATE TRIGGER audit_link_no_replace BEFORE INSERT ON audit_link
WHEN EXISTS (SELECT 1 FROM audit_link WHERE entry = NEW.entry OR (batch = NEW.batch AND position = NEW.position))
BEGIN SELECT RAISE(ABORT, 'audit_link is append-only'); END;
CREATE TRIGGER audit_checkpoint_no_replace BEFORE INSERT ON audit_checkpoint
WHEN EXISTS (SELECT 1 FROM audit_checkpoint WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'audit_checkpoint is append-only'); END;
