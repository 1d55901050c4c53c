-- What a speaker gave, what readers may see of it, and who said yes to exactly that.
-- There is no published flag: the view at the end is the rule.
-- Words and names are sealed under the testimonial's own key (data_key): without it nothing here is public or listed.

CREATE TABLE testimonial (
    id               BLOB PRIMARY KEY NOT NULL,
    event_id         BLOB NOT NULL REFERENCES event (id),
    person_id        BLOB NOT NULL REFERENCES person (id),
    registration_id  BLOB NOT NULL REFERENCES registration (id),
    submission_id    BLOB NOT NULL,
    locale           TEXT NOT NULL CHECK (locale IN ('ky', 'ru', 'uz', 'en')),
    -- Sealed; NULL once erased.
    headline         BLOB,
    body             BLOB,
    -- Sealed: the name the speaker wants shown, where the attribution is a pseudonym. Beside it a keyed digest of it, by
    -- which the view compares without opening; NULL for none.
    pseudonym        BLOB,
    pseudonym_lookup BLOB,
    -- Sealed: random, part of what is hashed for a rendition, so that no hash confirms a guess at its text.
    salt             BLOB,
    -- Set by erasure where readers could once see it on this site: its page then answers that it is gone.
    gone             INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    tier             TEXT NOT NULL CHECK (tier IN ('R0', 'R1', 'R2')),
    captured_by      BLOB REFERENCES staff (id),
    -- Its tab in the moderators' queue: recomputed from the rest by every act, and never asked what is public.
    stage            TEXT NOT NULL DEFAULT 'waiting' CHECK (stage IN ('waiting', 'public', 'closed')),
    created_at       TEXT NOT NULL,
    version          INTEGER NOT NULL,
    CONSTRAINT testimonial_submission_key UNIQUE (submission_id)
) STRICT;
CREATE INDEX testimonial_stage ON testimonial (stage, id);
CREATE INDEX testimonial_registration ON testimonial (registration_id);
CREATE INDEX testimonial_person ON testimonial (person_id);

-- Immutable; sha256 is that of the canonical form, which holds the testimonial's salt, its id and the locale.
CREATE TABLE rendition (
    sha256            BLOB PRIMARY KEY NOT NULL,
    testimonial_id    BLOB NOT NULL REFERENCES testimonial (id),
    locale            TEXT NOT NULL CHECK (locale IN ('ky', 'ru', 'uz', 'en')),
    -- Counts up within a testimonial and locale; only the highest can be public.
    revision          INTEGER NOT NULL,
    -- Sealed.
    headline          BLOB NOT NULL,
    quote             BLOB NOT NULL,
    narrative         BLOB NOT NULL,
    attribution       TEXT NOT NULL CHECK (attribution IN ('full_name', 'first_name', 'initials', 'pseudonym', 'anonymous')),
    openness          INTEGER NOT NULL CHECK (openness >= 1 AND openness <= 5),
    -- Sealed. Beside it a keyed digest of it where it shows a pseudonym.
    attribution_line  BLOB NOT NULL,
    name_lookup       BLOB,
    -- Sealed.
    content_note      BLOB NOT NULL,
    edited_by         BLOB NOT NULL REFERENCES staff (id),
    created_at        TEXT NOT NULL,
    CONSTRAINT rendition_revision_key UNIQUE (testimonial_id, locale, revision),
    CONSTRAINT rendition_editor_key UNIQUE (sha256, edited_by)
) STRICT;

-- A yes to one hash. edited_by is bound to the rendition's own, so that nobody can approve what they edited.
CREATE TABLE approval (
    rendition_sha256  BLOB NOT NULL,
    edited_by         BLOB NOT NULL,
    approved_by       BLOB NOT NULL REFERENCES staff (id),
    at                TEXT NOT NULL,
    PRIMARY KEY (rendition_sha256, approved_by),
    FOREIGN KEY (rendition_sha256, edited_by) REFERENCES rendition (sha256, edited_by),
    CONSTRAINT approval_four_eyes CHECK (approved_by <> edited_by)
) STRICT;

CREATE TABLE hold (
    id              BLOB PRIMARY KEY NOT NULL,
    testimonial_id  BLOB NOT NULL REFERENCES testimonial (id),
    reason          TEXT NOT NULL CHECK (reason IN ('safety', 'legal', 'consent_doubt', 'accuracy', 'declined', 'other')),
    -- Sealed.
    note            BLOB NOT NULL,
    set_by          BLOB NOT NULL REFERENCES staff (id),
    set_at          TEXT NOT NULL,
    lifted_by       BLOB REFERENCES staff (id),
    lifted_at       TEXT,
    CHECK ((lifted_by IS NULL) = (lifted_at IS NULL))
) STRICT;
CREATE INDEX hold_live ON hold (testimonial_id) WHERE lifted_at IS NULL;

CREATE TABLE decline (
    id              BLOB PRIMARY KEY NOT NULL,
    testimonial_id  BLOB NOT NULL REFERENCES testimonial (id),
    reason          TEXT NOT NULL CHECK (reason IN ('off_topic', 'unsafe', 'names_others', 'not_own_words', 'duplicate', 'other')),
    -- Sealed.
    note            BLOB NOT NULL,
    declined_by     BLOB NOT NULL REFERENCES staff (id),
    at              TEXT NOT NULL,
    CONSTRAINT decline_once_key UNIQUE (testimonial_id)
) STRICT;

-- Public on a channel if and only if: the newest rendition of its locale, approved as often as its tier asks by people
-- other than its editor and its capturer, under a live consent for that channel at least as open as what is shown, under
-- the pseudonym of today where it shows one, with no hold, not declined and not erased. What it shows is sealed; the key
-- comes along.
CREATE VIEW public_rendition AS
SELECT r.sha256, t.id AS testimonial_id, r.locale, r.headline, r.quote, r.narrative, r.attribution, r.attribution_line,
       r.content_note, t.locale AS original_locale, t.event_id, c.channel, k.version, k.ring_version, k.wrapped,
       (SELECT MAX(a.at) FROM approval a WHERE a.rendition_sha256 = r.sha256) AS public_since
FROM rendition r
JOIN testimonial t ON t.id = r.testimonial_id
JOIN data_key k ON k.subject_id = t.id
JOIN consent c ON c.testimonial_id = t.id
WHERE c.act IN ('grant', 'narrow')
  AND c.openness >= r.openness
  AND (r.attribution <> 'pseudonym' OR r.name_lookup = t.pseudonym_lookup)
  AND NOT EXISTS (SELECT 1 FROM consent later
                  WHERE later.testimonial_id = c.testimonial_id AND later.channel = c.channel
                    AND (later.at > c.at OR (later.at = c.at AND later.id > c.id)))
  AND NOT EXISTS (SELECT 1 FROM rendition newer
                  WHERE newer.testimonial_id = r.testimonial_id AND newer.locale = r.locale AND newer.revision > r.revision)
  AND NOT EXISTS (SELECT 1 FROM hold h WHERE h.testimonial_id = t.id AND h.lifted_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM decline d WHERE d.testimonial_id = t.id)
  AND (SELECT COUNT(*) FROM approval a
       WHERE a.rendition_sha256 = r.sha256 AND (t.captured_by IS NULL OR a.approved_by <> t.captured_by))
      >= CASE t.tier WHEN 'R2' THEN 2 ELSE 1 END;
