-- Finding people by name without a readable name: keyed tokens of the folded parts (people/fold.rs); who is the same person;
-- two people who turned out to be one.

-- Which tokens a person has, and under which version of the folding they were made; eight bytes each, in no order that tells
-- what they stand for.
CREATE TABLE name_index (
    person_id  BLOB PRIMARY KEY NOT NULL REFERENCES person (id),
    version    INTEGER NOT NULL,
    tokens     BLOB NOT NULL,
    pairs      BLOB NOT NULL
) STRICT;

-- Parts of a name, their beginnings and their trigrams, told apart by the key alone. Written with name_index, and so without a
-- foreign key of its own: there are twenty rows to a person.
CREATE TABLE name_token (
    token      INTEGER NOT NULL,
    person_id  BLOB NOT NULL,
    PRIMARY KEY (token, person_id)
) STRICT, WITHOUT ROWID;

-- Two parts of a full name together, in either order: finds a whole name at once, and people of one name.
CREATE TABLE name_pair (
    token      INTEGER NOT NULL,
    person_id  BLOB NOT NULL,
    PRIMARY KEY (token, person_id)
) STRICT, WITHOUT ROWID;

-- A registration that was given up because the same person has another for that event belongs to a person of its own, who is
-- part of this one, found by nobody, and goes with them.
ALTER TABLE person ADD COLUMN part_of BLOB REFERENCES person (id);
CREATE INDEX person_parts ON person (part_of) WHERE part_of IS NOT NULL;

-- Somebody looked, and they are two; forgotten when one of them is called otherwise.
CREATE TABLE person_apart (
    one_id    BLOB NOT NULL REFERENCES person (id),
    other_id  BLOB NOT NULL REFERENCES person (id),
    said_by   BLOB NOT NULL REFERENCES staff (id),
    at        TEXT NOT NULL,
    PRIMARY KEY (one_id, other_id),
    CHECK (one_id < other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_apart_other ON person_apart (other_id);

CREATE TABLE person_merge (
    id           BLOB PRIMARY KEY NOT NULL,
    -- Who remained, and who was taken in: erasing the first buries the second, too.
    survivor_id  BLOB NOT NULL REFERENCES person (id),
    merged_id    BLOB NOT NULL REFERENCES person (id),
    -- Under whose key the record lies sealed: the survivor's, or that of whoever took the survivor in since.
    held_by      BLOB NOT NULL REFERENCES person (id),
    -- What an undo needs; empty after thirty days, an undo or an erasure.
    record       BLOB,
    merged_by    BLOB NOT NULL REFERENCES staff (id),
    at           TEXT NOT NULL,
    undone_by    BLOB REFERENCES staff (id),
    undone_at    TEXT,
    CHECK ((undone_by IS NULL) = (undone_at IS NULL)),
    CHECK (survivor_id <> merged_id)
) STRICT;
CREATE INDEX person_merge_survivor ON person_merge (survivor_id);
CREATE INDEX person_merge_held ON person_merge (held_by) WHERE record IS NOT NULL;
-- Taken in once at a time.
CREATE UNIQUE INDEX person_merge_live ON person_merge (merged_id) WHERE undone_at IS NULL;

-- Where nobody is known yet, nobody is to be indexed afterwards.
INSERT INTO epoch (name, value) SELECT 'names', 1 WHERE NOT EXISTS (SELECT 1 FROM person);
