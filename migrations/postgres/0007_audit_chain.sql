-- The history as a chain: entries are linked in batches, each batch names the hash of the one before it. What is written
-- here stays as it is: the database refuses to change or remove it, and the chain shows where that was got round.

-- Whether the act happened or was refused; and, keyed with a secret that is not here, what exactly was acted on.
ALTER TABLE audit ADD COLUMN outcome TEXT NOT NULL DEFAULT 'done' CHECK (outcome IN ('done', 'refused'));
ALTER TABLE audit ADD COLUMN digest BYTEA;

-- Ids rise with time, so one index a filter serves it and the order; a period is a range of ids.
DROP INDEX audit_time;
DROP INDEX audit_object;
CREATE INDEX audit_by_object ON audit (object_kind, object_id, id);
CREATE INDEX audit_by_actor ON audit (actor_id, id);
CREATE INDEX audit_by_action ON audit (action, id);

-- Entries that are in no batch yet. Filled by a trigger, emptied by the sealer.
CREATE TABLE audit_open (
    entry  UUID PRIMARY KEY NOT NULL
);

-- The primary key is what makes a fork impossible: there is one batch of a number.
CREATE TABLE audit_batch (
    number       BIGINT PRIMARY KEY NOT NULL CHECK (number >= 1),
    previous     BYTEA NOT NULL,
    root         BYTEA NOT NULL,
    entries      BIGINT NOT NULL CHECK (entries >= 1),
    total        BIGINT NOT NULL,
    first_entry  UUID NOT NULL,
    last_entry   UUID NOT NULL,
    at           TIMESTAMPTZ NOT NULL,
    fence        BIGINT NOT NULL,
    hash         BYTEA NOT NULL
);

CREATE TABLE audit_link (
    entry     UUID PRIMARY KEY NOT NULL,
    batch     BIGINT NOT NULL,
    position  BIGINT NOT NULL,
    CONSTRAINT audit_link_position_key UNIQUE (batch, position)
);

-- Who links entries at the moment. The fencing number rises with each change of hands.
CREATE TABLE audit_lease (
    name    TEXT PRIMARY KEY NOT NULL,
    holder  TEXT NOT NULL,
    until   TIMESTAMPTZ NOT NULL,
    fence   BIGINT NOT NULL
);
INSERT INTO audit_lease (name, holder, until, fence) VALUES ('sealer', '', '1970-01-01T00:00:00+00:00', 0);

-- Signed with a key derived from the instance's secret, and also kept outside the database.
CREATE TABLE audit_checkpoint (
    id         UUID PRIMARY KEY NOT NULL,
    batch      BIGINT NOT NULL,
    hash       BYTEA NOT NULL,
    total      BIGINT NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    signature  BYTEA NOT NULL
);

CREATE FUNCTION audit_opens() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_open (entry) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER audit_opens AFTER INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_opens();

CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER audit_batch_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_batch
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER audit_link_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_link
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER audit_checkpoint_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
