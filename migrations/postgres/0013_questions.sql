-- Questions of an event beyond the standard form, what people answered, and what becomes of what they need.

CREATE TABLE question (
    id              UUID PRIMARY KEY NOT NULL,
    event_id        UUID NOT NULL REFERENCES event (id),
    position        BIGINT NOT NULL,
    kind            TEXT NOT NULL CHECK (kind IN ('text', 'long_text', 'one_choice', 'many_choices', 'number', 'date', 'yes_no')),
    required        BOOLEAN NOT NULL,
    -- Asked only of who gave this answer to an earlier question: the number of an option, 'yes' or 'no'.
    shown_if        UUID REFERENCES question (id),
    shown_if_value  TEXT NOT NULL DEFAULT '',
    seen_by         TEXT NOT NULL CHECK (seen_by IN ('coordinators', 'facilitators_too')),
    -- Days after the end of the event until the answers are deleted.
    keep_days       BIGINT NOT NULL CHECK (keep_days >= 1 AND keep_days <= 1095),
    number_min      BIGINT,
    number_max      BIGINT,
    -- Numbers of options are given once and never again.
    next_option     BIGINT NOT NULL DEFAULT 1,
    -- Asked no more; what was answered stays readable.
    retired_at      TIMESTAMPTZ,
    version         BIGINT NOT NULL,
    CHECK ((shown_if IS NULL) = (shown_if_value = '')),
    CHECK (shown_if IS NULL OR shown_if <> id),
    CHECK (number_min IS NULL OR number_max IS NULL OR number_min <= number_max)
);
CREATE INDEX question_order ON question (event_id, position, id);

CREATE TABLE question_text (
    question_id  UUID NOT NULL REFERENCES question (id),
    locale       TEXT NOT NULL CHECK (locale IN ('ky', 'ru', 'uz', 'en')),
    label        TEXT NOT NULL,
    help         TEXT NOT NULL,
    PRIMARY KEY (question_id, locale)
);

CREATE TABLE question_option (
    question_id  UUID NOT NULL REFERENCES question (id),
    number       BIGINT NOT NULL,
    position     BIGINT NOT NULL,
    retired_at   TIMESTAMPTZ,
    PRIMARY KEY (question_id, number)
);

CREATE TABLE option_text (
    question_id  UUID NOT NULL,
    number       BIGINT NOT NULL,
    locale       TEXT NOT NULL CHECK (locale IN ('ky', 'ru', 'uz', 'en')),
    label        TEXT NOT NULL,
    PRIMARY KEY (question_id, number, locale),
    FOREIGN KEY (question_id, number) REFERENCES question_option (question_id, number)
);

-- Sealed under the key of the person: a text, a number, a date, 'yes' or 'no', or numbers of options.
CREATE TABLE answer (
    registration_id  UUID NOT NULL REFERENCES registration (id),
    question_id      UUID NOT NULL REFERENCES question (id),
    value            BYTEA NOT NULL,
    changed_at       TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (registration_id, question_id)
);
CREATE INDEX answer_question ON answer (question_id);

ALTER TABLE registration ADD COLUMN needs_lodging BOOLEAN NOT NULL DEFAULT FALSE;

-- What was decided about a need. A need without a row here is open.
CREATE TABLE need_task (
    registration_id  UUID NOT NULL REFERENCES registration (id),
    kind             TEXT NOT NULL CHECK (kind IN ('interpreter', 'diet', 'step_free', 'childcare', 'travel', 'lodging')),
    state            TEXT NOT NULL CHECK (state IN ('arranged', 'not_possible')),
    decided_by       UUID NOT NULL REFERENCES staff (id),
    decided_at       TIMESTAMPTZ NOT NULL,
    -- Sealed under the key of the person.
    note             BYTEA,
    PRIMARY KEY (registration_id, kind)
);

-- One row a need, whatever became of the registration.
CREATE VIEW need AS
    SELECT id AS registration_id, event_id, person_id, state, 'interpreter' AS kind FROM registration WHERE needs_interpreter = TRUE
    UNION ALL
    SELECT id, event_id, person_id, state, 'diet' FROM registration WHERE diet IS NOT NULL
    UNION ALL
    SELECT id, event_id, person_id, state, 'step_free' FROM registration WHERE needs_step_free = TRUE
    UNION ALL
    SELECT id, event_id, person_id, state, 'childcare' FROM registration WHERE needs_childcare = TRUE
    UNION ALL
    SELECT id, event_id, person_id, state, 'travel' FROM registration WHERE needs_travel = TRUE
    UNION ALL
    SELECT id, event_id, person_id, state, 'lodging' FROM registration WHERE needs_lodging = TRUE;

-- Whoever comes back after giving up a place is not arranged for any more: the need is open again.
CREATE FUNCTION need_reopens() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM need_task WHERE registration_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER need_reopens AFTER UPDATE OF state ON registration FOR EACH ROW
    WHEN (OLD.state IN ('withdrawn', 'declined', 'expired') AND NEW.state NOT IN ('withdrawn', 'declined', 'expired'))
    EXECUTE FUNCTION need_reopens();

-- What is not needed any more, or was taken out by erasure or by its rule, takes along what was decided about it.
CREATE FUNCTION need_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM need_task WHERE registration_id = NEW.id AND (
        (kind = 'interpreter' AND NEW.needs_interpreter = FALSE) OR (kind = 'step_free' AND NEW.needs_step_free = FALSE)
        OR (kind = 'childcare' AND NEW.needs_childcare = FALSE) OR (kind = 'travel' AND NEW.needs_travel = FALSE)
        OR (kind = 'lodging' AND NEW.needs_lodging = FALSE) OR (kind = 'diet' AND NEW.diet IS NULL));
    RETURN NULL;
END $$;
CREATE TRIGGER need_ends AFTER UPDATE OF needs_interpreter, needs_step_free, needs_childcare, needs_travel, needs_lodging, diet
    ON registration FOR EACH ROW EXECUTE FUNCTION need_ends();
