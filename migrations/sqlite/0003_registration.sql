-- People, how to reach them, their registrations, and the ledger of what they agreed to. Everything that somebody typed
-- about themselves is sealed under the key of the person (data_key); of somebody erased these columns are empty.

CREATE TABLE person (
    id          BLOB PRIMARY KEY NOT NULL,
    full_name   BLOB,
    call_name   BLOB,
    locale      TEXT NOT NULL CHECK (locale IN ('ky', 'ru', 'uz', 'en')),
    created_at  TEXT NOT NULL
) STRICT;

CREATE TABLE contact (
    id         BLOB PRIMARY KEY NOT NULL,
    person_id  BLOB NOT NULL REFERENCES person (id),
    kind       TEXT NOT NULL CHECK (kind IN ('phone', 'email')),
    -- Normalised: E.164 for a phone, folded case for an address. Sealed; found by its keyed digest.
    value      BLOB NOT NULL,
    lookup     BLOB NOT NULL,
    -- Added by a public form to somebody already known by another contact. It finds them again, but nobody has shown that
    -- it is theirs: nothing is sent there except about the registration it was given with.
    claimed    INTEGER NOT NULL DEFAULT 0 CHECK (claimed IN (0, 1)),
    CONSTRAINT contact_lookup_key UNIQUE (kind, lookup)
) STRICT;
CREATE INDEX contact_person ON contact (person_id);

CREATE TABLE registration (
    id                BLOB PRIMARY KEY NOT NULL,
    event_id          BLOB NOT NULL REFERENCES event (id),
    person_id         BLOB NOT NULL REFERENCES person (id),
    pool_id           BLOB NOT NULL REFERENCES pool (id),
    state             TEXT NOT NULL CHECK (state IN ('received', 'confirmed', 'waitlisted', 'offered', 'declined', 'withdrawn', 'expired')),
    source            TEXT NOT NULL CHECK (source IN ('web', 'staff', 'walk_in')),
    -- Made when the form was drawn: a second tap finds the first one's row.
    submission_id     BLOB NOT NULL,
    short_code        TEXT NOT NULL,
    -- Stays when the person is erased: then what it opened is gone, and the link says so.
    link_hash         BLOB,
    link_version      INTEGER NOT NULL DEFAULT 1,
    locale            TEXT NOT NULL CHECK (locale IN ('ky', 'ru', 'uz', 'en')),
    -- As given with this registration. What is said about it goes there and nowhere else: somebody who knows a person's
    -- phone number must not come to read their mail by adding an address of their own.
    phone             BLOB,
    email             BLOB,
    -- Finds a lost link; empty exactly when there is no address.
    email_lookup      BLOB,
    age_band          TEXT NOT NULL CHECK (age_band IN ('', 'under_18', '18_24', '25_34', '35_49', '50_64', '65_over')),
    sex               TEXT NOT NULL CHECK (sex IN ('', 'female', 'male', 'other')),
    home_region       TEXT NOT NULL DEFAULT '',
    organisation      BLOB,
    needs_interpreter INTEGER NOT NULL CHECK (needs_interpreter IN (0, 1)),
    needs_step_free   INTEGER NOT NULL CHECK (needs_step_free IN (0, 1)),
    needs_childcare   INTEGER NOT NULL CHECK (needs_childcare IN (0, 1)),
    needs_travel      INTEGER NOT NULL CHECK (needs_travel IN (0, 1)),
    diet              BLOB,
    note              BLOB,
    -- Whether it is counted in pool.taken. Somebody who walks in past the capacity is confirmed and holds none.
    holds_place       INTEGER NOT NULL DEFAULT 0 CHECK (holds_place IN (0, 1)),
    waiting_no        INTEGER,
    offer_expires_at  TEXT,
    created_at        TEXT NOT NULL,
    changed_at        TEXT NOT NULL,
    version           INTEGER NOT NULL,
    CONSTRAINT registration_submission_key UNIQUE (submission_id),
    CONSTRAINT registration_code_key UNIQUE (short_code),
    CONSTRAINT registration_link_key UNIQUE (link_hash),
    CONSTRAINT registration_once_key UNIQUE (event_id, person_id),
    CHECK ((state = 'offered') = (offer_expires_at IS NOT NULL)),
    CHECK (state <> 'waitlisted' OR waiting_no IS NOT NULL),
    CHECK (holds_place = 0 OR state IN ('confirmed', 'offered')),
    CHECK (state <> 'offered' OR holds_place = 1),
    CHECK ((email IS NULL) = (email_lookup IS NULL))
) STRICT;
CREATE INDEX registration_waiting ON registration (pool_id, waiting_no) WHERE state = 'waitlisted';
CREATE INDEX registration_event ON registration (event_id, state, id);
CREATE INDEX registration_person ON registration (person_id);
CREATE INDEX registration_email ON registration (email_lookup) WHERE email_lookup IS NOT NULL;

-- Append-only. The last entry for a purpose and channel says what holds now.
CREATE TABLE consent (
    id               BLOB PRIMARY KEY NOT NULL,
    person_id        BLOB NOT NULL REFERENCES person (id),
    registration_id  BLOB REFERENCES registration (id),
    testimonial_id   BLOB,
    purpose          TEXT NOT NULL CHECK (purpose IN ('participation', 'future_contact', 'photos', 'publication')),
    channel          TEXT NOT NULL CHECK (channel IN ('', 'site', 'feeds', 'print', 'press')),
    attribution      TEXT NOT NULL CHECK (attribution IN ('', 'full_name', 'first_name', 'initials', 'pseudonym', 'anonymous')),
    -- How open the attribution is: 0 none, 1 anonymous … 5 full name.
    openness         INTEGER NOT NULL CHECK (openness >= 0 AND openness <= 5),
    act              TEXT NOT NULL CHECK (act IN ('grant', 'narrow', 'withdraw', 'expire')),
    text_version     INTEGER NOT NULL,
    text_hash        BLOB NOT NULL,
    locale           TEXT NOT NULL CHECK (locale IN ('ky', 'ru', 'uz', 'en')),
    evidence         TEXT NOT NULL CHECK (evidence IN ('web_form', 'private_link', 'paper', 'read_back', 'staff')),
    asked_by         BLOB REFERENCES staff (id),
    at               TEXT NOT NULL,
    CHECK ((purpose = 'publication') = (testimonial_id IS NOT NULL)),
    CHECK ((purpose = 'publication') = (channel <> ''))
) STRICT;
CREATE INDEX consent_person ON consent (person_id, purpose, at);
CREATE INDEX consent_testimonial ON consent (testimonial_id, channel, at, id) WHERE testimonial_id IS NOT NULL;
