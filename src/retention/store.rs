//! SQL of the purge, over the tables of all domains: what is taken away stands in one place, to be read in one sitting.
//! What needs more than a statement, such as a place that becomes free, is done by the service of its domain.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::model::figures::Figure;
use super::model::{Rule, Span, Tombstone};
use crate::clock::Instant;
use crate::db::{Tx, on, run};

const FLASHES: &str = "SELECT COUNT(*) FROM flash WHERE expires_at < $1";
const DROP_FLASHES: &str = "DELETE FROM flash WHERE expires_at < $1";
const SESSIONS: &str = "SELECT COUNT(*) FROM staff_session WHERE expires_at < $1";
const DROP_SESSIONS: &str = "DELETE FROM staff_session WHERE expires_at < $1";
const JOBS: &str = "SELECT (SELECT COUNT(*) FROM job WHERE done_at < $1 OR failed_at < $1)
    + (SELECT COUNT(*) FROM message WHERE ended_at < $1)";
const DROP_MESSAGES: &str = "DELETE FROM message WHERE ended_at < $1";
const DROP_JOBS: &str = "DELETE FROM job WHERE done_at < $1 OR failed_at < $1";
const INVITES: &str = "SELECT COUNT(*) FROM staff_invite WHERE COALESCE(used_at, expires_at) < $1";
const DROP_INVITE_KEYS: &str = "DELETE FROM data_key WHERE subject_kind = 'invite'
    AND subject_id IN (SELECT i.id FROM staff_invite i WHERE COALESCE(i.used_at, i.expires_at) < $1)";
const DROP_INVITES: &str = "DELETE FROM staff_invite WHERE COALESCE(used_at, expires_at) < $1";
const EXCHANGES: &str = "SELECT (SELECT COUNT(*) FROM bulk_run WHERE created_at < $1)
      + (SELECT COUNT(*) FROM import WHERE created_at < $1)";
const DROP_EXCHANGES: [&str; 4] = [
    "DELETE FROM import_part WHERE import_id IN (SELECT i.id FROM import i WHERE i.created_at < $1)",
    "DELETE FROM import_row WHERE import_id IN (SELECT i.id FROM import i WHERE i.created_at < $1)",
    "DELETE FROM bulk_row WHERE run_id IN (SELECT r.id FROM bulk_run r WHERE r.created_at < $1)",
    "DELETE FROM bulk_run WHERE created_at < $1",
];
const DROP_IMPORTS: &str = "DELETE FROM import WHERE created_at < $1";
const MERGES: &str = "SELECT COUNT(*) FROM person_merge WHERE record IS NOT NULL AND at < $1";
const DROP_MERGES: &str = "UPDATE person_merge SET record = NULL WHERE record IS NOT NULL AND at < $1";
const NEEDS: &str = "SELECT COUNT(*) FROM registration WHERE event_id IN (SELECT id FROM event WHERE ends_at < $1)
    AND (needs_interpreter = TRUE OR needs_step_free = TRUE OR needs_childcare = TRUE OR needs_travel = TRUE
      OR needs_lodging = TRUE OR diet IS NOT NULL OR note IS NOT NULL)";
const DROP_NEEDS: &str = "UPDATE registration SET needs_interpreter = FALSE, needs_step_free = FALSE,
      needs_childcare = FALSE, needs_travel = FALSE, needs_lodging = FALSE, diet = NULL, note = NULL
    WHERE event_id IN (SELECT id FROM event WHERE ends_at < $1)
    AND (needs_interpreter = TRUE OR needs_step_free = TRUE OR needs_childcare = TRUE OR needs_travel = TRUE
      OR needs_lodging = TRUE OR diet IS NOT NULL OR note IS NOT NULL)";
// Each question says how many days after the event; who got no place is asked for nothing longer than `$2`.
const TOLD_SQLITE: &str = "SELECT COUNT(*) FROM answer a JOIN question q ON q.id = a.question_id
    JOIN event e ON e.id = q.event_id JOIN registration r ON r.id = a.registration_id
    WHERE julianday(e.ends_at) + CASE WHEN r.state = 'confirmed' THEN q.keep_days ELSE MIN(q.keep_days, $2) END
      < julianday($1)";
const TOLD_POSTGRES: &str = "SELECT COUNT(*) FROM answer a JOIN question q ON q.id = a.question_id
    JOIN event e ON e.id = q.event_id JOIN registration r ON r.id = a.registration_id
    WHERE e.ends_at + CASE WHEN r.state = 'confirmed' THEN q.keep_days ELSE LEAST(q.keep_days, $2) END
      * INTERVAL '1 day' < $1";
const DROP_TOLD_SQLITE: &str =
    "DELETE FROM answer WHERE EXISTS (SELECT 1 FROM question q JOIN event e ON e.id = q.event_id
    JOIN registration r ON r.id = answer.registration_id WHERE q.id = answer.question_id
      AND julianday(e.ends_at) + CASE WHEN r.state = 'confirmed' THEN q.keep_days ELSE MIN(q.keep_days, $2) END
        < julianday($1))";
const DROP_TOLD_POSTGRES: &str = "DELETE FROM answer WHERE EXISTS (SELECT 1 FROM question q
    JOIN event e ON e.id = q.event_id JOIN registration r ON r.id = answer.registration_id
    WHERE q.id = answer.question_id
      AND e.ends_at + CASE WHEN r.state = 'confirmed' THEN q.keep_days ELSE LEAST(q.keep_days, $2) END
        * INTERVAL '1 day' < $1)";
const ANSWERS: &str = "SELECT COUNT(*) FROM registration WHERE state <> 'confirmed'
    AND event_id IN (SELECT id FROM event WHERE ends_at < $1)
    AND (phone IS NOT NULL OR email IS NOT NULL OR channel IS NOT NULL OR organisation IS NOT NULL OR age_band <> '' OR sex <> ''
      OR home_region <> '')";
const DROP_ANSWERS: &str = "UPDATE registration SET phone = NULL, email = NULL, email_lookup = NULL,
      channel = NULL, organisation = NULL, age_band = '', sex = '', home_region = ''
    WHERE state <> 'confirmed' AND event_id IN (SELECT id FROM event WHERE ends_at < $1)
    AND (phone IS NOT NULL OR email IS NOT NULL OR channel IS NOT NULL OR organisation IS NOT NULL OR age_band <> '' OR sex <> ''
      OR home_region <> '')";

/// What was written about applications, and who is who in a published list.
const DROP_SCORES: &str = "DELETE FROM selection_score WHERE registration_id IN
    (SELECT r.id FROM registration r JOIN event e ON e.id = r.event_id WHERE e.ends_at < $1)";
const DROP_OVERRIDES: &str = "DELETE FROM selection_override WHERE registration_id IN
    (SELECT r.id FROM registration r JOIN event e ON e.id = r.event_id WHERE e.ends_at < $1)";
const CUT_ENTRIES: &str = "UPDATE selection_entry SET registration_id = NULL WHERE registration_id IN
    (SELECT r.id FROM registration r JOIN event e ON e.id = r.event_id WHERE e.ends_at < $1 AND r.state <> 'confirmed')";

/// People between two ids whose registrations all ended before `$1` without a place, who did not ask to hear of later
/// trainings, and of whom no words are being published or looked at.
const NO_PLACE: &str = "SELECT p.id FROM person p JOIN data_key k ON k.subject_id = p.id
    WHERE p.id >= $2 AND p.id <= $3
    AND EXISTS (SELECT 1 FROM registration r WHERE r.person_id = p.id)
    AND NOT EXISTS (SELECT 1 FROM registration r JOIN event e ON e.id = r.event_id
                    WHERE r.person_id = p.id AND (r.state = 'confirmed' OR e.ends_at >= $1))
    AND NOT EXISTS (SELECT 1 FROM consent c WHERE c.person_id = p.id AND c.purpose = 'future_contact'
                    AND c.act = 'grant' AND NOT EXISTS (SELECT 1 FROM consent later
                      WHERE later.registration_id = c.registration_id AND later.purpose = c.purpose
                      AND (later.at > c.at OR (later.at = c.at AND later.id > c.id))))
    AND NOT EXISTS (SELECT 1 FROM testimonial t JOIN data_key tk ON tk.subject_id = t.id WHERE t.person_id = p.id
                    AND (t.stage <> 'closed' OR EXISTS (SELECT 1 FROM hold h WHERE h.testimonial_id = t.id
                                                        AND h.lifted_at IS NULL AND h.reason <> 'declined')))
    ORDER BY p.id";
/// People between two ids whose last event ended before `$1`, or before `$4` if they asked to hear of later ones, and of
/// whom no words are being published or looked at.
const OVER: &str = "SELECT p.id FROM person p JOIN data_key k ON k.subject_id = p.id
    WHERE p.id >= $2 AND p.id <= $3 AND p.created_at < $1
    AND NOT EXISTS (SELECT 1 FROM registration r JOIN event e ON e.id = r.event_id
                    WHERE r.person_id = p.id AND e.ends_at >= $1)
    AND (NOT EXISTS (SELECT 1 FROM registration r JOIN event e ON e.id = r.event_id
                     WHERE r.person_id = p.id AND e.ends_at >= $4)
      OR NOT EXISTS (SELECT 1 FROM consent c WHERE c.person_id = p.id AND c.purpose = 'future_contact'
                     AND c.act = 'grant' AND NOT EXISTS (SELECT 1 FROM consent later
                       WHERE later.registration_id = c.registration_id AND later.purpose = c.purpose
                       AND (later.at > c.at OR (later.at = c.at AND later.id > c.id)))))
    AND NOT EXISTS (SELECT 1 FROM testimonial t JOIN data_key tk ON tk.subject_id = t.id WHERE t.person_id = p.id
                    AND (t.stage <> 'closed' OR EXISTS (SELECT 1 FROM hold h WHERE h.testimonial_id = t.id
                                                        AND h.lifted_at IS NULL AND h.reason <> 'declined')))
    ORDER BY p.id";
const DECLINED: &str = "SELECT t.id FROM testimonial t JOIN decline d ON d.testimonial_id = t.id
    JOIN data_key k ON k.subject_id = t.id
    WHERE t.id >= $2 AND t.id <= $3 AND d.at < $1
    AND NOT EXISTS (SELECT 1 FROM hold h WHERE h.testimonial_id = t.id AND h.lifted_at IS NULL
                    AND h.reason <> 'declined')
    ORDER BY t.id";

/// Rows that a rule would change or take away, as of a cut-off.
pub(super) async fn rows(tx: &mut Tx, rule: Rule, before: Instant) -> sqlx::Result<i64> {
    if rule == Rule::Answers {
        let sql = if tx.is_postgres() { TOLD_POSTGRES } else { TOLD_SQLITE };
        return on!(tx, c => sqlx::query_scalar(sql).bind(before).bind(unanswered_days()).fetch_one(c).await);
    }
    let sql = match rule {
        Rule::Flash => FLASHES,
        Rule::Session => SESSIONS,
        Rule::Job => JOBS,
        Rule::Invite => INVITES,
        Rule::Exchange => EXCHANGES,
        Rule::Needs => NEEDS,
        Rule::Merge => MERGES,
        Rule::Unanswered => ANSWERS,
        _ => return Ok(0),
    };
    on!(tx, c => sqlx::query_scalar(sql).bind(before).fetch_one(c).await)
}

/// Days after which nothing is kept of who got no place.
fn unanswered_days() -> i64 {
    Rule::Unanswered.span().map_or(0, Span::n)
}

/// Changes them or takes them away; how many.
pub(super) async fn drop_rows(tx: &mut Tx, rule: Rule, before: Instant) -> sqlx::Result<u64> {
    if rule == Rule::Answers {
        let sql = if tx.is_postgres() { DROP_TOLD_POSTGRES } else { DROP_TOLD_SQLITE };
        return run!(tx, sqlx::query(sql).bind(before).bind(unanswered_days()));
    }
    let sql = match rule {
        Rule::Flash => DROP_FLASHES,
        Rule::Session => DROP_SESSIONS,
        Rule::Job => {
            let messages = run!(tx, sqlx::query(DROP_MESSAGES).bind(before))?;
            return Ok(messages + run!(tx, sqlx::query(DROP_JOBS).bind(before))?);
        }
        Rule::Invite => {
            run!(tx, sqlx::query(DROP_INVITE_KEYS).bind(before))?;
            DROP_INVITES
        }
        Rule::Exchange => {
            let mut runs = 0;
            for sql in DROP_EXCHANGES {
                // The last of them; rows and parts are none of their own.
                runs = run!(tx, sqlx::query(sql).bind(before))?;
            }
            return Ok(runs + run!(tx, sqlx::query(DROP_IMPORTS).bind(before))?);
        }
        Rule::Needs => DROP_NEEDS,
        Rule::Merge => DROP_MERGES,
        Rule::Unanswered => {
            for sql in [DROP_SCORES, DROP_OVERRIDES, CUT_ENTRIES] {
                run!(tx, sqlx::query(sql).bind(before))?;
            }
            DROP_ANSWERS
        }
        _ => return Ok(0),
    };
    run!(tx, sqlx::query(sql).bind(before))
}

/// People or testimonials that a rule would erase, from one id to another. `longer` is the later cut-off, where there is one.
pub(super) async fn subjects(
    tx: &mut Tx,
    rule: Rule,
    before: Instant,
    longer: Instant,
    (from, to): (Uuid, Uuid),
) -> sqlx::Result<Vec<Uuid>> {
    match rule {
        Rule::Unanswered => {
            on!(tx, c => sqlx::query_scalar(NO_PLACE).bind(before).bind(from).bind(to).fetch_all(c).await)
        }
        Rule::Person => {
            on!(tx, c => sqlx::query_scalar(OVER).bind(before).bind(from).bind(to).bind(longer).fetch_all(c).await)
        }
        Rule::Declined => {
            on!(tx, c => sqlx::query_scalar(DECLINED).bind(before).bind(from).bind(to).fetch_all(c).await)
        }
        _ => Ok(Vec::new()),
    }
}

// --- runs ---

const ADD_RUN: &str = "INSERT INTO retention_run (id, rule, night, at, found, removed, outcome)
    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
const NIGHT: &str = "SELECT COUNT(*) FROM retention_run WHERE night = $1";
const NIGHT_RULE: &str = "SELECT COUNT(*) FROM retention_run WHERE night = $1 AND rule = $2";
const REMOVED: &str = "SELECT removed FROM retention_run WHERE rule = $1 AND outcome = 'done' AND removed > 0
    ORDER BY id DESC LIMIT $2";
const LAST_SQLITE: &str = "SELECT r.rule, r.night, r.at, r.found, r.removed, r.outcome FROM retention_run r
    WHERE r.id = (SELECT MAX(l.id) FROM retention_run l WHERE l.rule = r.rule) ORDER BY r.rule";
const LAST_POSTGRES: &str = "SELECT DISTINCT ON (r.rule) r.rule, r.night, r.at, r.found, r.removed, r.outcome
    FROM retention_run r ORDER BY r.rule, r.id DESC";

/// One rule's part of one run.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct RunRow {
    pub rule: String,
    pub night: Option<String>,
    pub at: Instant,
    pub found: i64,
    pub removed: i64,
    pub outcome: String,
}

pub(super) async fn add_run(tx: &mut Tx, id: Uuid, run: &RunRow) -> sqlx::Result<()> {
    run!(
        tx,
        sqlx::query(ADD_RUN)
            .bind(id)
            .bind(&run.rule)
            .bind(&run.night)
            .bind(run.at)
            .bind(run.found)
            .bind(run.removed)
            .bind(&run.outcome)
    )
    .map(drop)
}

/// Whether anything ran in this night; of one rule, if one is named.
pub(super) async fn ran(tx: &mut Tx, night: &str, rule: Option<Rule>) -> sqlx::Result<bool> {
    let count: i64 = match rule {
        Some(rule) => on!(tx, c => sqlx::query_scalar(NIGHT_RULE).bind(night).bind(rule.code()).fetch_one(c).await)?,
        None => on!(tx, c => sqlx::query_scalar(NIGHT).bind(night).fetch_one(c).await)?,
    };
    Ok(count > 0)
}

/// What the last runs took away that took anything, newest first.
pub(super) async fn removed(tx: &mut Tx, rule: Rule, limit: i64) -> sqlx::Result<Vec<i64>> {
    on!(tx, c => sqlx::query_scalar(REMOVED).bind(rule.code()).bind(limit).fetch_all(c).await)
}

/// The last run of each rule.
pub(super) async fn last_runs(tx: &mut Tx) -> sqlx::Result<Vec<RunRow>> {
    let sql = if tx.is_postgres() { LAST_POSTGRES } else { LAST_SQLITE };
    on!(tx, c => sqlx::query_as(sql).fetch_all(c).await)
}

// --- figures ---

const UNFROZEN: &str = "SELECT e.id FROM event e WHERE e.ends_at < $1 AND e.state <> 'draft'
    AND NOT EXISTS (SELECT 1 FROM figure f WHERE f.event_id = e.id) ORDER BY e.id";
const PLACES: &str = "SELECT id, home_region, sex, age_band FROM registration
    WHERE event_id = $1 AND state = 'confirmed'";
const ADD_FIGURE: &str = "INSERT INTO figure (event_id, dimension, value, registered, attended, frozen_at)
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
const FIGURES: &str = "SELECT dimension, value, registered, attended FROM figure WHERE event_id = $1
    ORDER BY dimension, value";

/// Who had a place: id, region, sex, age.
pub(super) type Place = (Uuid, String, String, String);

pub(super) async fn unfrozen(tx: &mut Tx, before: Instant) -> sqlx::Result<Vec<Uuid>> {
    on!(tx, c => sqlx::query_scalar(UNFROZEN).bind(before).fetch_all(c).await)
}

pub(super) async fn places(tx: &mut Tx, event: Uuid) -> sqlx::Result<Vec<Place>> {
    on!(tx, c => sqlx::query_as(PLACES).bind(event).fetch_all(c).await)
}

pub(super) async fn add_figure(tx: &mut Tx, event: Uuid, figure: &Figure, now: Instant) -> sqlx::Result<()> {
    run!(
        tx,
        sqlx::query(ADD_FIGURE)
            .bind(event)
            .bind(figure.dimension)
            .bind(&figure.value)
            .bind(figure.registered)
            .bind(figure.attended)
            .bind(now)
    )
    .map(drop)
}

/// Dimension and value → registered and attended.
pub(super) type Figures = BTreeMap<(String, String), (Option<i64>, Option<i64>)>;

pub(super) async fn figures(tx: &mut Tx, event: Uuid) -> sqlx::Result<Figures> {
    let rows: Vec<(String, String, Option<i64>, Option<i64>)> =
        on!(tx, c => sqlx::query_as(FIGURES).bind(event).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(dimension, value, r, a)| ((dimension, value), (r, a))).collect())
}

// --- tombstones ---

const TOMBSTONES: &str =
    "SELECT subject_kind, subject_id, rule, erased_at FROM tombstone ORDER BY erased_at, subject_id";
const BURY: &str = "INSERT INTO tombstone (subject_id, subject_kind, rule, erased_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT DO NOTHING";

#[derive(sqlx::FromRow)]
struct TombstoneRow {
    subject_kind: String,
    subject_id: Uuid,
    rule: String,
    erased_at: Instant,
}

pub(super) async fn tombstones(tx: &mut Tx) -> sqlx::Result<Vec<Tombstone>> {
    let rows: Vec<TombstoneRow> = on!(tx, c => sqlx::query_as(TOMBSTONES).fetch_all(c).await)?;
    let tombstone =
        |r: TombstoneRow| Tombstone { kind: r.subject_kind, id: r.subject_id, rule: r.rule, at: r.erased_at };
    Ok(rows.into_iter().map(tombstone).collect())
}

/// The first note of a subject stays.
pub(super) async fn bury(tx: &mut Tx, stone: &Tombstone) -> sqlx::Result<()> {
    run!(tx, sqlx::query(BURY).bind(stone.id).bind(&stone.kind).bind(&stone.rule).bind(stone.at)).map(drop)
}
